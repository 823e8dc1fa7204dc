"""`lagebild decisions`: what editors decided."""

from __future__ import annotations

import click

from lagebild.cli import options, record, show
from lagebild.export import rulings
from lagebild.store import deciding


@click.command("decisions")
@options.long
@options.db
@options.as_json
def command(db: str, as_json: bool) -> None:
    """What editors decided, who and when, what was taken back, and where a decision clashes.

    A decision can clash with another one, with later reports, or with a reading that has changed since. Nothing is lost
    by that: it stays in force until somebody takes it back (`lagebild undo`).

    \b
    Examples:
      lagebild decisions
      lagebild decisions --json
    """
    with record.opened(db) as connection:
        made = deciding.decisions(connection)
        conflicts = deciding.conflicts(connection)
    if as_json:
        show.json(
            {
                "decisions": [rulings.decision(d) for d in made],
                "conflicts": [rulings.conflict(c) for c in conflicts],
            }
        )
        return
    show.table("Decisions", show.DECISION_COLUMNS, map(show.decision_row, made), empty="none")
    if made:
        lines = ((", ".join(map(str, c.decisions)), c.kind, rulings.message(c)) for c in conflicts)
        show.table("Conflicts", ("decisions", "kind", "what"), lines, empty="none")
