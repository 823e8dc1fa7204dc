"""`lagebild decisions`: what editors decided, and what users did besides."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, record, show
from lagebild.export import rulings
from lagebild.export.history import KINDS, history
from lagebild.export.history import as_json as _json


@click.command("decisions")
@click.option("--by", metavar="NAME", help="Only what that user decided, took back or did.")
@click.option(
    "--kind", type=click.Choice(KINDS, case_sensitive=False), metavar="KIND", help=f"Only one of: {', '.join(KINDS)}."
)
@click.option("--since", type=options.day, metavar="DATE", help="Only what was done on or after that day (UTC).")
@click.option("--until", type=options.day, metavar="DATE", help="Only what was done on or before that day (UTC).")
@options.long
@options.db
@options.as_json
def command(
    by: str | None,
    kind: str | None,
    since: datetime.datetime | None,
    until: datetime.datetime | None,
    db: str,
    as_json: bool,
) -> None:
    """What editors decided, who and when, what was taken back, and where a decision clashes.

    A decision can clash with another one, with later reports, or with a reading that has changed since. Nothing is lost
    by that: it stays in force until somebody takes it back (`lagebild undo`). Below stands what users did besides: who
    added which report on the pages, loaded a table of names, saved a view.

    \b
    Examples:
      lagebild decisions
      lagebild decisions --by anna --since 2026-11-01
      lagebild decisions --kind mend
      lagebild decisions --kind added --by ben
      lagebild decisions --json
    """
    first, last = (day.date().isoformat() if day is not None else None for day in (since, until))
    with record.opened(db) as connection:
        found = history(connection, by=by, kind=kind, first=first, last=last)
    if as_json:
        show.json(_json(found))
        return
    show.table("Decisions", show.DECISION_COLUMNS, map(show.decision_row, found.decisions), empty="none")
    if found.decisions:
        lines = ((", ".join(map(str, c.decisions)), c.kind, rulings.message(c)) for c in found.conflicts)
        show.table("Conflicts", ("decisions", "kind", "what"), lines, empty="none")
    if found.log:
        noted = ((one.recorded_at[:16], one.author, one.what, one.about) for one in found.log)
        show.table("Besides", ("when", "who", "what", "about"), noted, empty="nothing")
