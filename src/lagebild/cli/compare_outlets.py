"""`lagebild compare-outlets`: two outlets over the whole record."""

from __future__ import annotations

import datetime
from typing import get_args

import click

from lagebild.cli import beside, options, show, terminal
from lagebild.cli.record import asked
from lagebild.cli.tables import wants_long
from lagebild.reading import EventType
from lagebild.record.side_by_side import unlike

SHOWN = 10
"""So many incidents of each list are printed, if no other number is asked for; JSON has all."""


@click.command("compare-outlets")
@click.argument("one")
@click.argument("other")
@click.option("--with", "party", metavar="NAME", help="Only what this person, body or place takes part in.")
@click.option(
    "--type",
    "kind",
    type=click.Choice(get_args(EventType), case_sensitive=False),
    metavar="TYPE",
    help="Only this type: " + ", ".join(get_args(EventType)) + ".",
)
@click.option("--place", metavar="NAME", help="Only what happened there.")
@click.option("--from", "first", type=options.day, metavar="DATE", help="Only what happened on or after that day.")
@click.option("--to", "last", type=options.day, metavar="DATE", help="Only what happened on or before that day.")
@click.option("--most", type=click.IntRange(1), metavar="N", help=f"Show so many of each list; {SHOWN} if not given.")
@click.option(
    "--skip", type=click.IntRange(0), default=0, metavar="N", help="Leave out so many at the beginning of each."
)
@options.known
@options.long
@options.db
@options.as_json
def command(
    one: str,
    other: str,
    party: str | None,
    kind: str | None,
    place: str | None,
    first: datetime.datetime | None,
    last: datetime.datetime | None,
    most: int | None,
    skip: int,
    known: datetime.datetime | None,
    db: str,
    as_json: bool,
) -> None:
    """Two outlets: the incidents that both tell, side by side, and those that only one of them has.

    Of an incident that both have it shows what they answer differently, or only one of them: a dash is what is not said,
    ≠ what the other says otherwise. Nobody is rated: what an outlet does not have here may stand in reports that are not on
    record. --from and --to keep to the time from which there are reports of both.

    \b
    Examples:
      lagebild compare-outlets "Die Werkbank" "Rheinischer Kurant"
      lagebild compare-outlets "Die Werkbank" "Rheinischer Kurant" --with Medrano --type COERCE
      lagebild compare-outlets "Die Werkbank" "Rheinischer Kurant" --from 2021-03-01 --to 2021-03-31 --json
    """  # fmt: skip
    limit = most or (None if as_json else SHOWN)
    with asked(db, known) as record:
        found = record.compare_outlets(
            one,
            other,
            party=party,
            type=kind,
            place=place,
            first=first,
            last=last,
            known=known,
            limit=limit,
            offset=skip,
        )
    if as_json:
        show.json(found)
        return
    names = (found.one.outlet or "", found.other.outlet or "")
    show.heading(f"{names[0]} – {names[1]}")
    for side in (found.one, found.other):
        days = " – ".join(dict.fromkeys(day for day in (side.seen_first, side.seen_last) if day))
        terminal.say(f"  {side.outlet}: {side.reports} reports, {days or 'undated'}; {side.incidents} incidents")
    totals = found.totals
    terminal.say(f"  both tell {totals['both']}, only the first {totals['one']}, only the second {totals['other']}")
    click.echo()
    show.heading(f"In both ({_part(len(found.both), totals['both'], skip)})")
    for row in found.both:
        disputed = " ⑂" if row.disputes else ""
        terminal.say(f"{show.when(row)}  {show.MARKS[row.status]} {show.shorten(row.headline, 90)}{disputed}  {row.id}")
        asked_for = [name for name in unlike(row.table) if name != "words" or wants_long()]
        beside.table(row.table, only=asked_for, title=None)
    for name, rows, number in zip(
        names, (found.only_one, found.only_other), (totals["one"], totals["other"]), strict=True
    ):
        title = f"Only in {name} ({_part(len(rows), number, skip)})"
        show.table(title, show.INCIDENT_COLUMNS, map(show.incident_row, rows), empty="nothing")


def _part(shown: int, total: int, skip: int) -> str:
    return (
        str(total)
        if shown == total
        else f"{skip + 1} to {skip + shown} of {total}"
        if shown
        else f"none more of {total}"
    )
