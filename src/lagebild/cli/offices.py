"""`lagebild offices`: who holds what."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked
from lagebild.errors import QuestionError
from lagebild.export.answer_rows import TenureRow


@click.command("offices")
@click.option("--of", "body", metavar="STATE", help="Only the offices of this state or body.")
@click.option("--by", "person", metavar="NAME", help="Only the offices of this person.")
@click.option("--at", type=options.day, metavar="DATE", help="Only those held on that day, and those that may be.")
@click.option("--from", "since", type=options.day, metavar="DATE", help="Only those held on this day or later.")
@click.option("--to", "until", type=options.day, metavar="DATE", help="Only those held on this day or earlier.")
@click.option("--disputed", is_flag=True, help="Only those that reports contradict each other about.")
@options.known
@options.sure
@options.ids
@options.long
@options.db
@options.as_json
def command(
    body: str | None,
    person: str | None,
    at: datetime.datetime | None,
    since: datetime.datetime | None,
    until: datetime.datetime | None,
    disputed: bool,
    known: datetime.datetime | None,
    sure: float,
    ids: bool,
    db: str,
    as_json: bool,
) -> None:
    """Who holds what, and from when to when, as far as the reports say.

    Without --at, all offices that the reports name are listed, with former holders and candidates, and with the gaps in
    which nobody is on record in an office that one person holds at a time. With it, only those of that day: held, or
    unknown. An office ends at a stated end, else with the first report that tells its end, calls the holder a former one
    or has a successor. Sixty days after it was last seen it is unknown whether it is still held; a year after, it is left
    out. A ⑂ marks what reports contradict each other about: two holders of one office, a holder after death, two dates
    (`lagebild disputes`).

    \b
    Examples:
      lagebild offices --of Venezuela
      lagebild offices --by "Delcy Rodríguez"
      lagebild offices --at 2014-06-01 --json
      lagebild offices --of Peru --from 2016-01-01 --to 2018-12-31
      lagebild offices --at 2014-06-01 --known 2014-06-08
      lagebild offices --of Venezuela --sure 0.9      only what is likely to be read right
    """
    if at and (since or until):
        raise QuestionError("--at asks for one day, --from and --to for a stretch of time; give one or the other")
    if since and until and since > until:
        raise QuestionError(f"--from {since.date()} is later than --to {until.date()}; turn them round")
    with asked(db, known) as record:
        found = record.offices(of=body, person=person, at=at, since=since, until=until, known=known, sure=sure)
    rows = [row for row in found if row.disputes or not disputed]
    if as_json:
        show.json(rows)
        return
    rows.sort(key=lambda row: (row.of or "~", row.title))  # stable: in each office the oldest first
    day = f" on {at.date().isoformat()}" if at else ""
    lines = [line for row in rows for line in _lines(row, gaps=at is None)]
    show.table(f"Offices{day}", *show.identified(show.TENURE_COLUMNS, lines, ids=ids), empty="none on record")


def _lines(row: TenureRow, *, gaps: bool) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The line of a tenure, with one before it for the time in which nobody is on record."""
    lines: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    if gaps and row.gap_before is not None:
        office = f"{row.title} ({row.of})" if row.of else row.title
        lines.append((("–", office, "nobody on record", row.gap_before.first, row.gap_before.last, "", ""), ()))
    return [*lines, (show.tenure_row(row), row.entries)]
