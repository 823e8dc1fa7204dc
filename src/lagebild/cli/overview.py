"""`lagebild overview`: a short picture of the record."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, record, show, terminal
from lagebild.export import answers
from lagebild.store import queries
from lagebild.store.offices import last_seen
from lagebild.store.size import size as size_of


@click.command("overview")
@click.option("--rows", default=8, show_default=True, type=click.IntRange(min=1), help="At most so many rows of each.")
@options.known
@options.long
@options.db
@options.as_json
def command(rows: int, known: datetime.datetime | None, db: str, as_json: bool) -> None:
    """A short picture of the record: its size, the offices last seen, the latest events, who said what."""
    with record.opened(db, known) as connection:
        size = size_of(connection)
        tenures = [answers.tenure(one) for one in last_seen(connection, rows)]
        incidents = [answers.incident(i) for i in queries.incidents(connection, newest=rows)]
        statements = [answers.statement(s) for s in queries.statements(connection, newest=rows)]
    if as_json:
        show.json({"size": size, "offices": tenures, "incidents": incidents, "statements": statements})
        return
    if not size.reports:
        click.echo("nothing on record yet; put reports on it with `lagebild add`")
        return
    terminal.say(
        f"{size.reports} reports by {size.outlets} outlets, {size.first or '?'} to {size.last or '?'}: "
        f"{size.identities} people, bodies and places, {size.offices} sightings of offices, {size.events} events, "
        f"{size.statements} statements" + (f"; {size.failures} reports could not be read" if size.failures else "")
    )
    click.echo()
    show.table("Offices last seen", show.TENURE_COLUMNS, map(show.tenure_row, tenures), empty="none")
    show.table("Latest reports of events", show.INCIDENT_COLUMNS, map(show.incident_row, incidents), empty="none")
    show.table("Last said", show.STATEMENT_COLUMNS, map(show.statement_row, statements), empty="nothing")
