"""`lagebild offices`: who holds what."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked


@click.command("offices")
@click.option("--of", "body", metavar="STATE", help="Only the offices of this state or body.")
@click.option("--at", type=options.day, metavar="DATE", help="Only those held on that day.")
@options.known
@options.ids
@options.db
@options.as_json
def command(
    body: str | None, at: datetime.datetime | None, known: datetime.datetime | None, ids: bool, db: str, as_json: bool
) -> None:
    """Who holds what, and from when to when, as far as the reports say.

    Without --at, all offices that the reports name are listed, with former holders and candidates. With it, only those
    that the reports vouch for on that day. An office ends at a stated end, else with the first report that calls the
    holder a former one or has a successor, else a year after it was last seen.

    \b
    Examples:
      lagebild offices --of Venezuela
      lagebild offices --at 2014-06-01 --json
      lagebild offices --at 2014-06-01 --known 2014-06-08
    """
    with asked(db, known) as record:
        tenures = record.offices(of=body, at=at, known=known)
    if as_json:
        show.json(tenures)
        return
    day = f" on {at.date().isoformat()}" if at else ""
    rows = ((show.tenure_row(t), t.entries) for t in tenures)
    show.table(f"Offices{day}", *show.identified(show.TENURE_COLUMNS, rows, ids=ids), empty="none on record")
