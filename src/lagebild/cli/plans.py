"""`lagebild plans`: plans and agreements with their phases, promises and what became of them."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked


@click.command("plans")
@click.argument("name", required=False)
@options.known
@options.sure
@options.ids
@options.long
@options.db
@options.as_json
def command(name: str | None, known: datetime.datetime | None, sure: float, ids: bool, db: str, as_json: bool) -> None:
    """Plans, agreements and programmes: whose, made known by whom, for whom, and their points in order.

    After them stand promises, appeals and mediations: by whom, to whom, through whom, and whether they were kept or broken.
    NAME is that of a plan, or of a person, body or state that has a part in it; part of the name is enough.

    \b
    Examples:
      lagebild plans
      lagebild plans Venezuela
      lagebild plans "Agenda 2010" --json
      lagebild plans --ids                     the ids, to mend a plan or call it wrong
    """
    with asked(db, known) as record:
        found = record.plans(name, known=known, sure=sure)
    if as_json:
        show.json(found)
        return
    made = [(show.plan_row(p), p.entries) for p in found if p.kind == "plan"]
    show.table("Plans and agreements", *show.identified(show.PLAN_COLUMNS, made, ids=ids), empty="none on record")
    pledged = [(show.plan_row(p), p.entries) for p in found if p.kind != "plan"]
    columns = tuple("to" if column == "for" else column for column in show.PLAN_COLUMNS)
    show.table("Promises, appeals and mediations", *show.identified(columns, pledged, ids=ids), empty="none on record")
