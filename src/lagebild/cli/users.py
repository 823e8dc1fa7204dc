"""`lagebild users`: who may use the pages, and with which right."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from lagebild.cli import options, show, terminal
from lagebild.errors import UsersError
from lagebild.web import users

file = click.option(
    "--users",
    "path",
    default="lagebild.users",
    show_default=True,
    envvar="LAGEBILD_USERS",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The password file.",
)
right = click.option("--decide", "right", flag_value="decide", help="May also add reports, correct and undo.")
only_read = click.option("--read", "right", flag_value="read", help="May read all pages.")


@click.group("users")
def command() -> None:
    """Who may use the pages: a password file for `lagebild serve --users FILE`.

    A user may read, or also decide: add reports, correct entries, undo, save views. A server that runs takes every change
    at once. A password is asked for on the terminal, or read from standard input if that is none; it is never part of a
    command. The file has no password, only its hash (scrypt), and only its owner may read it.

    \b
    Examples:
      lagebild users add anna --decide
      lagebild users add ben --read
      lagebild users list
      lagebild users password ben
      lagebild serve --users lagebild.users
    """


@command.command("add")
@click.argument("name", metavar="NAME")
@only_read
@right
@click.option("--no-password", "without", is_flag=True, help="For a user whom a proxy vouches for (--trust-header).")
@file
def add(name: str, right: users.Right | None, without: bool, path: Path) -> None:
    """Add a user, who may read if nothing else is said. The file is made if there is none.

    \b
    Examples:
      lagebild users add anna --decide
      pass show lagebild/ben | lagebild users add ben --read
      lagebild users add cora --decide --no-password
    """
    known = users.read(path) if path.exists() else {}
    name = users.named(name)
    if name in known:
        raise UsersError(
            f"{path}: {name} is a user already; `lagebild users password` and `lagebild users right` change one"
        )
    kept = users.NO_PASSWORD if without else users.hashed(_asked(name))
    users.write(path, {**known, name: users.User(name=name, right=right or "read", hash=kept)})
    terminal.say(f"{path}: {name} may {right or 'read'}")


@command.command("list")
@file
@options.as_json
def list_(path: Path, as_json: bool) -> None:
    """List the users and what they may do.

    \b
    Examples:
      lagebild users list
      lagebild users list --json
    """
    found = sorted(users.read(path).values(), key=lambda one: one.name)
    if as_json:
        show.json([{"name": u.name, "right": u.right, "password": u.hash != users.NO_PASSWORD} for u in found])
        return
    rows = ((u.name, u.right, "–" if u.hash == users.NO_PASSWORD else "yes") for u in found)
    show.table("Users", ("name", "right", "password"), rows, empty="nobody")


@command.command("password")
@click.argument("name", metavar="NAME")
@file
def password(name: str, path: Path) -> None:
    """Set another password. Whoever is logged in under the name has to log in again.

    \b
    Examples:
      lagebild users password ben
    """
    known, user = _known(path, name)
    users.write(path, {**known, user.name: msgspec.structs.replace(user, hash=users.hashed(_asked(user.name)))})
    terminal.say(f"{path}: {user.name} has another password")


@command.command("right")
@click.argument("name", metavar="NAME")
@only_read
@right
@file
def change_right(name: str, right: users.Right | None, path: Path) -> None:
    """Say what a user may do from now on.

    \b
    Examples:
      lagebild users right ben --decide
    """
    if right is None:
        raise click.UsageError("say --read or --decide")
    known, user = _known(path, name)
    users.write(path, {**known, user.name: msgspec.structs.replace(user, right=right)})
    terminal.say(f"{path}: {user.name} may {right}")


@command.command("remove")
@click.argument("name", metavar="NAME")
@file
def remove(name: str, path: Path) -> None:
    """Remove a user, who is logged out at once. What the user decided stays on record under the name.

    \b
    Examples:
      lagebild users remove ben
    """
    known, user = _known(path, name)
    users.write(path, {key: one for key, one in known.items() if key != user.name})
    terminal.say(f"{path}: {user.name} is no user any more")


def _known(path: Path, name: str) -> tuple[dict[str, users.User], users.User]:
    known, name = users.read(path), users.named(name)
    if name not in known:
        raise UsersError(f"{path}: there is no user {name}; there are {', '.join(sorted(known)) or 'none'}")
    return known, known[name]


def _asked(name: str) -> str:
    """The password that is typed, twice; without a terminal the first line of standard input."""
    if sys.stdin is None or sys.stdin.isatty():
        typed: str = click.prompt(
            terminal.visible(f"Password of {name}"), hide_input=True, confirmation_prompt="Once more", err=True
        )
        return typed
    line = sys.stdin.buffer.readline(users.LONGEST * 4 + 2)
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise UsersError("the password on standard input is no text in UTF-8") from None
