"""`lagebild serve`: the pages and their JSON."""

from __future__ import annotations

import ipaddress
import logging
import os
import re
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import Literal

import click
import uvicorn
from click.core import ParameterSource

from lagebild.cli import deciding, options
from lagebild.cli.terminal import VisibleLog, complain, visible
from lagebild.errors import StoreError
from lagebild.settings import Settings
from lagebild.store import Store
from lagebild.web.ahead import Ahead
from lagebild.web.app import LOCAL_HOSTS, create_app
from lagebild.web.login import Door, Trusted, networks
from lagebild.web.patience import Patient
from lagebild.web.users import RIGHTS, Users

LAST_SECONDS = 3
"""So long answers on their way may take when the server is told to stop."""


@click.command("serve")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; by default only this machine can reach it.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="A name or address under which the pages may be asked; give it once for each. Needed for 0.0.0.0 and ::.",
)
@click.option(
    "--users",
    "password_file",
    type=click.Path(path_type=Path),
    envvar="LAGEBILD_USERS",
    metavar="FILE",
    help="Ask for a name and a password of this file (`lagebild users`); decisions carry that name.",
)
@click.option(
    "--trust-header",
    metavar="NAME",
    help="A proxy does the login, and says in this header who asks; needs --trust-from.",
)
@click.option(
    "--trust-from",
    "trusted",
    multiple=True,
    metavar="ADDRESS",
    help="The address, or network, of that proxy; give it once for each. Whoever else asks is refused.",
)
@click.option(
    "--trust-right",
    type=click.Choice(("none", *RIGHTS)),
    metavar="RIGHT",
    help="What they may do whom the proxy names, but --users does not: none, read (if nothing is said) or decide.",
)
@click.option("--new", is_flag=True, help="Begin an empty record if there is none; the pages can fill it.")
@deciding.author
@options.db
@options.analyser
@options.max_characters
def command(
    port: int,
    host: str,
    new: bool,
    allowed: tuple[str, ...],
    password_file: Path | None,
    trust_header: str | None,
    trusted: tuple[str, ...],
    trust_right: Literal["none", "read", "decide"] | None,
    author: str,
    db: str,
    analyser: str,
    max_characters: int,
) -> None:
    """Open the record in the browser: the pages, and each of them as JSON.

    The pages need no network. They listen only on this machine unless --host says otherwise. Whoever can reach that
    address can read the record, add to it, and correct it in the name of --author, unless there is a login. They answer
    only to the names of this machine, to --host and to each --allow-host: a page of somebody else cannot reach them under
    a name of its own.

    With --users one logs in; each user may read, or also add and correct. With --trust-header a proxy in front sees to
    that. Neither encrypts what goes over the network: for that a proxy with a certificate belongs in front.

    \b
    Examples:
      lagebild serve
      lagebild serve --db story.db --port 9000
      lagebild serve --host 0.0.0.0 --allow-host lage.example
      lagebild serve --db story.db --new     begin a record, and paste the first report into a page
      lagebild users add anna --decide
      lagebild serve --users lagebild.users
      lagebild serve --trust-header X-Forwarded-User --trust-from 127.0.0.1 --trust-right decide
    """
    hosts = _hosts(host, allowed)
    _listening(host, port)
    door = _door(password_file, trust_header, trusted, trust_right)
    if not new and "://" not in db and not Path(db).exists():
        raise StoreError(
            f"{db}: there is no such database; fill one with `lagebild add`, name it with --db, or begin one with --new"
        )
    store = Store.open(db, create=new)
    app = create_app(
        store,
        settings=Settings(analyser=analyser, max_characters=max_characters),
        hosts=hosts,
        author=author,
        door=door,
    )
    shown = f"[{host}]" if ":" in host else host
    click.echo(visible(f"Lagebild: http://{shown}:{port}/  (stop it with Ctrl+C)"), err=True)
    if not _is_here(host):
        complain(_OPEN if door is None else _READABLE)
    log = logging.StreamHandler(sys.stderr)
    log.setFormatter(VisibleLog("lagebild: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[log])
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, _end)
    ahead = Ahead(app.state.site)
    ahead.start()
    try:
        uvicorn.run(
            app, host=host, port=port, log_config=None, access_log=False, server_header=False, http=Patient, ws="none",
            proxy_headers=False, timeout_graceful_shutdown=LAST_SECONDS,
        )  # fmt: skip
    finally:
        ahead.end()
        store.close()


def _hosts(host: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are answered to. Raises UsageError if an address that is all addresses comes without one."""
    for name in allowed:
        if not name.strip() or "*" in name or "/" in name:
            raise click.BadParameter(f"{name!r} is no name of a host; name each by itself", param_hint="--allow-host")
    if not _is_every_address(host):
        return (*LOCAL_HOSTS, host, *allowed)
    if not allowed:
        raise click.UsageError(
            f"--host {host or repr(host)} listens on every address of this machine; say with --allow-host under which name "
            "it is asked, as in --allow-host lage.example"
        )
    return (*LOCAL_HOSTS, *allowed)


def _listening(host: str, port: int) -> None:
    """Raise UsageError if one cannot listen there: the server would say so in its own words, or with a traceback."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, UnicodeError, OverflowError) as error:
        told = error.strerror if isinstance(error, OSError) else "it is no name of a host"
        raise click.UsageError(
            f"cannot listen on {host!r}, port {port} ({told}); name another with --host or --port"
        ) from None


_OPEN = (
    "there is no login: whoever reaches this address may read, add and correct; ask for one with --users FILE, or with "
    "--trust-header if a proxy sees to it"
)
_READABLE = "nothing is encrypted here: put a proxy with a certificate in front, or passwords can be read on their way"


def _door(
    password_file: Path | None,
    header: str | None,
    trusted: tuple[str, ...],
    right: Literal["none", "read", "decide"] | None,
) -> Door | None:
    """The login that is asked for, if any. Raises UsageError for options that do not go together."""
    context = click.get_current_context()
    if (header or password_file) and context.get_parameter_source("author") is ParameterSource.COMMANDLINE:
        raise click.UsageError("with a login decisions carry the name of whoever is logged in; leave --author out")
    if not header:
        if trusted or right:
            raise click.UsageError("--trust-from and --trust-right need --trust-header")
        return Door(_users(password_file)) if password_file else None
    if not trusted:
        raise click.UsageError("--trust-header needs --trust-from, or anybody could say who they are")
    if not _HEADER.fullmatch(header) or header.casefold() in _NEVER:
        raise click.BadParameter(f"{header!r} is no header that could say who asks", param_hint="--trust-header")
    if right == "none" and not password_file:
        raise click.UsageError("--trust-right none lets nobody in without --users")
    try:
        sources = networks(trusted)
    except ValueError as error:
        raise click.BadParameter(
            f"{error}; give an address as in 127.0.0.1 or 10.1.0.0/24", param_hint="--trust-from"
        ) from None
    return Door(
        _users(password_file) if password_file else None, Trusted(header=header, sources=sources, right=right or "read")
    )


def _users(path: Path) -> Users:
    found = Users(path)
    if not found:
        complain(
            f"{path}: there is no user in it yet; nobody can log in until `lagebild users add NAME --users {path}`"
        )
    return found


def _is_here(host: str) -> bool:
    """True if only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold().rstrip(".") == "localhost"


_HEADER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_NEVER = {"host", "cookie", "origin", "referer", "content-type", "content-length", "accept"}


def _is_every_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        pass
    try:
        return not host.strip() or not any(socket.inet_aton(host))  # 0 is 0.0.0.0, too
    except OSError:
        return False


def _end(number: int, _frame: FrameType | None) -> None:
    """End at once when all answers were given, or have had their time: a report that is still read is not waited for.

    What is on record stays, for each report is one transaction.
    """
    sys.stderr.flush()
    os._exit(0 if number == signal.SIGTERM else 130)
