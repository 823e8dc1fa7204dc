"""`lagebild same`: two names, one person or body; or two tellings, one event."""

from __future__ import annotations

import click

from lagebild.cli import deciding, options
from lagebild.store import deciding as store


@click.command("same")
@click.argument("left", metavar="NAME|ENTRY")
@click.argument("right", metavar="NAME|ENTRY")
@deciding.why
@deciding.author
@options.db
@options.as_json
def command(left: str, right: str, why: str | None, author: str, db: str, as_json: bool) -> None:
    """Declare that two names mean one and the same person, body or place, or that two entries tell of one event.

    The record joins them from now on, even when reports are added or read again, until the decision is taken back.
    Write a name in any spelling, or only part of it if just one person or body has that. An ENTRY is an event, named as
    for `lagebild wrong`: by its id, the beginning of that, or REPORT/v3. Two ids of incidents join these.

    \b
    Examples:
      lagebild same "Delcy Rodríguez" "Delcy Eloína Rodríguez Gómez"
      lagebild same Southcom "US-Südkommando" --why "the report of 3 May says so" --author me
      lagebild same 3f2a90c1 88d0e4b7 --why "both are the raid of 4 May"
    """
    made, conflicts = deciding.decide(db, lambda c: [store.judge(c, left, right, same=True, author=author, why=why)])
    deciding.report(made, conflicts, as_json=as_json)
