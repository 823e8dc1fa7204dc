"""`lagebild check`: is what is on record sound?"""

from __future__ import annotations

from typing import Any

import click

from lagebild import run
from lagebild.cli import options, reports, show, terminal
from lagebild.export import audits
from lagebild.settings import Settings
from lagebild.store import Store

COLUMNS = ("kind", "report", "entry", "what is wrong", "what to do")


@click.command("check")
@click.option("--dry-run", is_flag=True, help="Write nothing, not even which entries are withheld.")
@options.db
@options.as_json
@options.analyser
def command(dry_run: bool, db: str, as_json: bool, **chosen: Any) -> int:
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
    """
    store = Store.open(db, create=False, upgrade=False)
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
