"""`lagebild ties`: how somebody or something stands to others."""

from __future__ import annotations

import datetime
from typing import get_args

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked
from lagebild.reading import RelationKind


@click.command("ties")
@click.argument("name", required=False)
@click.option("--at", type=options.day, metavar="DATE", help="How they stood on that day.")
@click.option(
    "--kind", type=click.Choice(get_args(RelationKind), case_sensitive=False), metavar="KIND",
    help="Only this kind: " + ", ".join(get_args(RelationKind)) + ".",
)  # fmt: skip
@options.known
@options.sure
@options.ids
@options.long
@options.db
@options.as_json
def command(
    name: str | None,
    at: datetime.datetime | None,
    kind: str | None,
    known: datetime.datetime | None,
    sure: float,
    ids: bool,
    db: str,
    as_json: bool,
) -> None:
    """Alliances, memberships, diplomatic relations, party, kin and origin, on any day; without NAME, of everybody.

    Without --at, every stretch of time is listed in which a tie holds, is suspended, interrupted, intended, or over (former).
    With it, each tie stands once, as it was on that day; what can end is left out a year after it was last seen. A state has
    the allies and opponents of those who lead it, too. What a deed makes or breaks counts from that day: whoever leaves a
    body is a former member. Each line has the sentence that it rests on, or the line of your own table (`lagebild known`).

    \b
    Examples:
      lagebild ties Venezuela
      lagebild ties Venezuela --at 2017-08-10 --kind ally
      lagebild ties Venezuela --at 2017-08-10 --known 2017-08-01 --json
      lagebild ties Venezuela --sure 0.8
    """
    with asked(db, known) as record:
        found = record.ties(name, kind=kind, at=at, known=known, sure=sure)
    if as_json:
        show.json(found)
        return
    day = f" on {at.date().isoformat()}" if at else ""
    rows = ((show.tie_row(t), t.entries) for t in found)
    show.table(f"Ties{day}", *show.identified(show.TIE_COLUMNS, rows, ids=ids), empty="none that a report names")
