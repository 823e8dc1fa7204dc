"""`lagebild who`: a person or body."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show, terminal
from lagebild.cli.record import asked


@click.command("who")
@click.argument("name")
@click.option("--at", type=options.day, metavar="DATE", help="Only the offices held on that day.")
@options.known
@options.sure
@options.ids
@options.db
@options.as_json
def command(
    name: str,
    at: datetime.datetime | None,
    known: datetime.datetime | None,
    sure: float,
    ids: bool,
    db: str,
    as_json: bool,
) -> None:
    """What is on record about a person or body: names, offices with evidence, what they did and said.

    Write NAME in any spelling, with or without accents, or only part of it.

    \b
    Examples:
      lagebild who "Delcy Rodríguez"
      lagebild who Rodriguez --at 2017-08-10 --json
      lagebild who Rodriguez --at 2017-08-10 --known 2017-08-01     as it was known before
    """
    with asked(db, known) as record:
        found = record.who(name, at=at, known=known, sure=sure)
    if as_json:
        show.json(found)
        return
    others = [n for n in found.names if n != found.name]
    wikidata = f", Wikidata {found.wikidata}" if found.wikidata else ""
    terminal.say(f"{found.name} ({found.kind}{wikidata})" + (f", also: {', '.join(others)}" if others else ""))
    click.echo()
    day = f" on {at.date().isoformat()}" if at else ""
    held = ((show.tenure_row(t)[1:], t.entries) for t in found.offices)
    show.table(
        f"Offices{day}", *show.identified(show.TENURE_COLUMNS[1:], held, ids=ids), empty="none that a report names"
    )
    part = ((show.incident_row(i), i.entries) for i in found.incidents)
    show.table("Has part in", *show.identified(show.INCIDENT_COLUMNS, part, ids=ids), empty="nothing on record")
    words = ((show.statement_row(s), [s.entry or ""]) for s in found.statements)
    show.table("Said", *show.identified(show.STATEMENT_COLUMNS, words, ids=ids), empty="nothing on record")
