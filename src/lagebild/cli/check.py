"""`lagebild check`: is what is on record sound?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from lagebild import run
from lagebild.cli import options, reports, show, terminal
from lagebild.export import audits
from lagebild.settings import Settings
from lagebild.store import Store

MOST = 50
"""Of what is lost so many rows are named."""

COLUMNS = ("kind", "report", "entry", "what is wrong", "what to do")


@click.command("check")
@click.option("--dry-run", is_flag=True, help="Write nothing, not even which entries are withheld.")
@click.option(
    "--rescue",
    "into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Save what is whole in a damaged record into a new file; the damaged one is only read.",
)
@options.db
@options.as_json
@options.analyser
def command(dry_run: bool, into: Path | None, db: str, as_json: bool, **chosen: Any) -> int:
    """Find what is damaged, orphaned or stale in a record, and say what to do about it.

    Every quote must be in its report's text, word for word, at the place where it is said to be. An entry of which that is
    not true is withheld: it is left out of every answer until a check finds it in order. Rows must say what the readings
    say. The file, the schema, the keys, the full-text index, dates, decisions and readers are looked at as well.

    Nothing is mended, and no row is deleted. The exit status is 1 if anything is found.

    \b
    Examples:
      lagebild check
      lagebild check --json --db story.db
      lagebild check --dry-run
      lagebild check --rescue saved.db --db damaged.db
    """
    store = Store.open(db, create=False, upgrade=False)
    if into is not None:
        return _rescue(store, into, as_json=as_json, settings=Settings(**chosen))
    try:
        found = run.check(store, settings=Settings(**chosen), withhold=not dry_run)
    finally:
        store.close()
    if as_json:
        show.json(audits.check(store.where, found))
    else:
        lines = ((f.kind, f.report or "–", (f.entry or "–")[: show.ID_SHOWN], f.what, f.remedy) for f in found.faults)
        show.table("Damage", COLUMNS, lines, empty="none")
        terminal.say(
            f"{store.where}: {found.reports} reports and {found.entries} entries checked, {len(found.faults)} faults"
        )
    if found.withheld:
        reports.warn(f"{len(found.withheld)} entries are withheld, because their words are not those of their report")
    if found.healed:
        reports.warn(f"{len(found.healed)} entries are in order again and no longer withheld")
    return 1 if found.faults else 0


def _rescue(store: Store, into: Path, *, as_json: bool, settings: Settings) -> int:
    """Save what is whole, and say what is not."""
    try:
        found = run.rescue(store, into, settings=settings)
    finally:
        store.close()
    if as_json:
        show.json({"db": store.where, "into": str(into), **msgspec.structs.asdict(found)})
        return 1 if found.lost else 0
    for one in found.lost[:MOST]:
        reports.warn(f"lost: {one}")
    if len(found.lost) > MOST:
        reports.warn(f"lost: {len(found.lost) - MOST} more; --json names them all")
    terminal.say(
        f"{into}: {found.reports} reports saved ({found.anew} read anew), {found.versions} earlier versions, "
        f"{found.decisions} decisions, {found.known} known names; {len(found.lost)} rows lost"
    )
    return 1 if found.lost else 0
