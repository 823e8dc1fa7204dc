"""`lagebild chronicle`: what happened."""

from __future__ import annotations

import datetime
from typing import get_args

import click

from lagebild.api import Record
from lagebild.cli import options, show
from lagebild.reading import EventType


@click.command("chronicle")
@click.option("--with", "party", metavar="NAME", help="Only what this person, body or place takes part in.")
@click.option(
    "--type", "kind", type=click.Choice(get_args(EventType), case_sensitive=False), metavar="TYPE",
    help="Only this type: " + ", ".join(get_args(EventType)) + ".",
)  # fmt: skip
@click.option("--from", "first", type=options.day, metavar="DATE", help="Only what happened on or after that day.")
@click.option("--to", "last", type=options.day, metavar="DATE", help="Only what happened on or before that day.")
@options.ids
@options.db
@options.as_json
def command(
    party: str | None,
    kind: str | None,
    first: datetime.datetime | None,
    last: datetime.datetime | None,
    ids: bool,
    db: str,
    as_json: bool,
) -> None:
    """What happened, was announced, demanded or denied, oldest first, each with who says so.

    \b
    The marks:  ● happened   ●→ ongoing   ○ announced   ○→ demanded   ◌ possible   ⊘ denied
    What has no date comes last, and --from and --to leave it out.

    \b
    Examples:
      lagebild chronicle --with "Delcy Rodríguez"
      lagebild chronicle --type ASSAULT --from 2017-08-01 --to 2017-08-31 --json
    """
    with Record(db, create=False) as record:
        incidents = record.chronicle(party=party, type=kind, first=first, last=last)
    if as_json:
        show.json(incidents)
        return
    rows = ((show.incident_row(i), i.entries) for i in incidents)
    show.table("Chronicle", *show.identified(show.INCIDENT_COLUMNS, rows, ids=ids), empty="nothing on record fits")
