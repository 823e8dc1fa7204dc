"""`lagebild offices`: who holds what."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, record, show
from lagebild.export import answers
from lagebild.record.tenures import held_on
from lagebild.store import queries


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
    with record.opened(db) as connection:
        of = queries.identity(connection, body).id if body else None
        tenures = queries.office_tenures(connection, of=of)
    if at is not None:
        tenures = held_on(at.date().isoformat(), tenures)
    if as_json:
        show.json([answers.tenure(t) for t in tenures])
        return
    day = f" on {at.date().isoformat()}" if at else ""
    rows = ((show.tenure_row(t), answers.entries(t.evidence)) for t in tenures)
    show.table(f"Offices{day}", *show.identified(show.TENURE_COLUMNS, rows, ids=ids), empty="none on record")
