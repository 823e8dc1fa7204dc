"""`lagebild who`: a person or body."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, record, show
from lagebild.export import answers
from lagebild.record.tenures import held_on
from lagebild.store import queries


@click.command("who")
@click.argument("name")
@click.option("--at", type=options.day, metavar="DATE", help="Only the offices held on that day.")
@options.ids
@options.db
@options.as_json
def command(name: str, at: datetime.datetime | None, ids: bool, db: str, as_json: bool) -> None:
    """What is on record about a person or body: names, offices with evidence, what they did and said.

    NAME may be written in any spelling, with or without accents, or be a part of the name.

    \b
    Examples:
      lagebild who "Delcy Rodríguez"
      lagebild who Rodriguez --at 2017-08-10 --json
    """
    with record.opened(db) as connection:
        found = queries.identity(connection, name)
        tenures = queries.office_tenures(connection, person=found.id)
        if at is not None:
            tenures = held_on(at.date().isoformat(), tenures)
        incidents = queries.incidents(connection, party=found.id)
        statements = queries.statements(connection, speaker=found.id)
    if as_json:
        show.json(
            {
                "name": found.name,
                "names": list(found.names),
                "kind": found.kind,
                "wikidata": found.wikidata,
                "reasons": list(found.reasons),
                "offices": [answers.tenure(t) for t in tenures],
                "incidents": [answers.incident(i) for i in incidents],
                "statements": [answers.statement(s) for s in statements],
            }
        )
        return
    others = [n for n in found.names if n != found.name]
    wikidata = f", Wikidata {found.wikidata}" if found.wikidata else ""
    click.echo(f"{found.name} ({found.kind}{wikidata})" + (f", also: {', '.join(others)}" if others else "") + "\n")
    day = f" on {at.date().isoformat()}" if at else ""
    show.table(
        f"Offices{day}",
        *show.identified(
            show.TENURE_COLUMNS[1:], ((show.tenure_row(t)[1:], answers.entries(t.evidence)) for t in tenures), ids=ids
        ),
        empty="none that a report names",
    )
    part = ((show.incident_row(i), answers.entries(i.evidence)) for i in incidents)
    show.table("Has part in", *show.identified(show.INCIDENT_COLUMNS, part, ids=ids), empty="nothing on record")
    words = ((show.statement_row(s), answers.entries([s.evidence])) for s in statements)
    show.table("Said", *show.identified(show.STATEMENT_COLUMNS, words, ids=ids), empty="nothing on record")
