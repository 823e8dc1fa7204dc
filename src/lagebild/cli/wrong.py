"""`lagebild wrong`: withdraw an entry."""

from __future__ import annotations

import click

from lagebild.cli import deciding, options
from lagebild.store import deciding as store


@click.command("wrong")
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@deciding.why
@deciding.author
@options.db
@options.as_json
def command(entries: tuple[str, ...], why: str | None, author: str, db: str, as_json: bool) -> None:
    """Declare entries wrong: offices, events, statements, ties, plans or pledges that a report does not bear out.

    ENTRY is an id, or the beginning of one, as `who`, `offices`, `chronicle`, `said`, `ties`, `plans` show it with --ids or
    --json. You can also name an event or a statement as `chronicle --json` and `said --json` do (REPORT/v3). What is wrong
    is left out of all answers from now on. The decision is anchored to the words of the report and to what was read off
    them, so it outlives every re-reading; `lagebild decisions` says if the reading has changed.

    \b
    Examples:
      lagebild wrong 3f2a90c1
      lagebild wrong 3f2a90c1 88d0e4b7 --why "irony, not a threat"
    """
    made, conflicts = deciding.decide(db, lambda c: [store.withdraw(c, e, author=author, why=why) for e in entries])
    deciding.report(made, conflicts, as_json=as_json)
