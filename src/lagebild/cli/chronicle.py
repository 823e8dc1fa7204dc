"""`lagebild chronicle`: what happened."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show
from lagebild.cli.filters import filters
from lagebild.cli.record import asked


@click.command("chronicle")
@filters
@options.known
@options.sure
@options.ids
@options.long
@options.db
@options.as_json
def command(
    party: str | None,
    kind: str | None,
    status: str | None,
    first: datetime.datetime | None,
    last: datetime.datetime | None,
    newest: bool,
    mentions: bool,
    known: datetime.datetime | None,
    sure: float,
    ids: bool,
    db: str,
    as_json: bool,
) -> None:
    """What happened, was announced, demanded or denied: each incident once, with all reports of it, oldest first.

    \b
    The marks:  ● happened   ●→ ongoing   ○ announced   ○→ demanded   ◌ possible   ⊘ denied   ⑂ disputed
    Where no report names a day, `by` and the day of the first report stand for it: it happened then at the latest. What has
    no such day either (a plan without a date) comes last. Counts are the one that most outlets give in the end, with the
    lowest and the highest behind it; the number behind the outlets says how many independent voices there are.

    \b
    Examples:
      lagebild chronicle --with "Delcy Rodríguez"
      lagebild chronicle --type ASSAULT --from 2017-08-01 --to 2017-08-31 --json
      lagebild chronicle --newest --ids        then `lagebild incident ID`
      lagebild chronicle --known 2017-08-05    what the papers had told by then
      lagebild chronicle --sure 0.8            only what is likely to be read right
    """
    with asked(db, known) as record:
        if mentions:
            told = record.mentions(
                party=party, type=kind, status=status, first=first, last=last, known=known, sure=sure
            )
            if newest:
                told.reverse()
                told.sort(key=lambda i: i.valid_from is None)
        else:
            incidents = record.chronicle(
                party=party, type=kind, status=status, first=first, last=last, known=known, sure=sure
            )
            if newest:  # what has no day stays last
                incidents.reverse()
                incidents.sort(key=lambda i: i.begin is None and i.by is None)
    if as_json:
        show.json(told if mentions else incidents)
    elif mentions:
        rows = ((show.mention_row(i), [i.entry or ""]) for i in told)
        show.table("Mentions", *show.identified(show.MENTION_COLUMNS, rows, ids=ids), empty="nothing on record fits")
    else:
        rows = ((show.incident_row(i), [i.id]) for i in incidents)
        show.table("Chronicle", *show.identified(show.INCIDENT_COLUMNS, rows, ids=ids), empty="nothing on record fits")
