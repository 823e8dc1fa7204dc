"""`lagebild different`: two names, two people or bodies; or two tellings, two events."""

from __future__ import annotations

import click

from lagebild.cli import deciding, options
from lagebild.store import deciding as store


@click.command("different")
@click.argument("left", metavar="NAME|ENTRY")
@click.argument("right", metavar="NAME|ENTRY")
@deciding.why
@deciding.author
@options.db
@options.as_json
def command(left: str, right: str, why: str | None, author: str, db: str, as_json: bool) -> None:
    """Declare that two names mean two different people, bodies or places, or that two entries tell of two events.

    The record keeps them apart from now on, even when reports are added or read again, until the decision is taken back.
    An ENTRY is an event, named as for `lagebild wrong`: by its id, the beginning of that, or REPORT/v3.

    \b
    Examples:
      lagebild different "Al-Gaddafi" "Saif al-Gaddafi"
      lagebild different "George Bush" "George W. Bush" --why "father and son"
      lagebild different 3f2a90c1 88d0e4b7 --why "two raids, a day apart"
    """
    made, conflicts = deciding.decide(db, lambda c: [store.judge(c, left, right, same=False, author=author, why=why)])
    deciding.report(made, conflicts, as_json=as_json)
