"""What an editor's commands share: decide in one transaction, compute the record again, report the result."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from lagebild.cli import record, reports, show, terminal
from lagebild.export import rulings
from lagebild.record.decisions import Decision
from lagebild.store import Connection, Store, deciding

T = TypeVar("T")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a machine without a name for whoever is at work
        return "unknown"


def _named(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    if not name.strip():
        raise click.BadParameter("it must not be empty")
    return name.strip()


author = click.option(
    "--author", "--by", "author", envvar="LAGEBILD_AUTHOR", default=_login, metavar="NAME", callback=_named,
    help="Who decides; by default LAGEBILD_AUTHOR or the login name.",
)  # fmt: skip

why = click.option("--why", metavar="TEXT", help="The reason, for those who read the decision later.")

reason = click.option(
    "--why", metavar="TEXT", required=True, callback=_named,
    help="The reason, for those who read the decision later.",
)  # fmt: skip


def conflicts(store: Store) -> list[str]:
    """The clashes of decisions with each other or with the record as it is now, one message each."""
    with record.asking(store) as connection:
        return [rulings.message(c) for c in deciding.conflicts(connection)]


def decide(db: str, decision: Callable[[Connection], T]) -> tuple[T, list[str]]:
    """Run a decision in one transaction and compute the record again; returns its result and the conflicts it has now."""
    store = Store.open(db, create=False)
    try:
        store.refresh()  # names are looked up in the record as it is now
        with store.writing() as connection:
            done = decision(connection)
        store.refresh()
        with store.transaction() as connection:
            found = deciding.conflicts(connection)
    finally:
        store.close()
    numbers = {d.number for d in done if isinstance(d, Decision)} if isinstance(done, Sequence) else set()
    return done, [rulings.message(c) for c in found if numbers & set(c.decisions)]


def report(made: Sequence[Decision], conflicts: Sequence[str], *, as_json: bool) -> None:
    """Print what was decided and, on standard error, what it clashes with."""
    if as_json:
        show.json({"decisions": [rulings.decision(d) for d in made], "conflicts": list(conflicts)})
    else:
        for one in made:
            undo = "taken back" if one.retracted else f"take it back with `lagebild undo {one.number}`"
            terminal.say(f"decision {one.number}: {rulings.decided(one)} ({undo})")
    for conflict in conflicts:
        reports.warn(conflict)
