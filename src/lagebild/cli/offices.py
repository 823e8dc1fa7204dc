"""`lagebild offices`: who holds what."""

from __future__ import annotations

import datetime

import click

from lagebild.api import Record
from lagebild.cli import options, show


@click.command("offices")
@click.option("--of", "body", metavar="STATE", help="Only the offices of this state or body.")
@click.option("--at", type=options.day, metavar="DATE", help="Only those held on that day.")
@options.ids
@options.db
@options.as_json
def command(body: str | None, at: datetime.datetime | None, ids: bool, db: str, as_json: bool) -> None:
    """Who holds what, and what the reports say of from when to when.

    Without --at all that the reports name are listed, former holders and candidates too. With it, those that the
    reports vouch for on that day: a stated end counts, then the first report that calls the holder a former one or
    has a successor; an office of which no end is known counts for a year after it was last seen.

    \b
    Examples:
      lagebild offices --of Venezuela
      lagebild offices --at 2014-06-01 --json
    """
    with Record(db, create=False) as record:
        tenures = record.offices(of=body, at=at)
    if as_json:
        show.json(tenures)
        return
    day = f" on {at.date().isoformat()}" if at else ""
    rows = ((show.tenure_row(t), t.entries) for t in tenures)
    show.table(f"Offices{day}", *show.identified(show.TENURE_COLUMNS, rows, ids=ids), empty="none on record")
