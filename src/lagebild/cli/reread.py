"""`lagebild reread`: read the reports on record again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from lagebild import run
from lagebild.cli import deciding, diff, options, reports, show, terminal
from lagebild.compare import Compared
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.store import Store


@click.command("reread")
@click.option("--all", "everything", is_flag=True, help="Also reports that today's reader has read already.")
@click.option("--dry-run", is_flag=True, help="Only say what would be read differently, and keep nothing of it.")
@options.db
@options.as_json
@options.analyser
def command(everything: bool, dry_run: bool, db: str, as_json: bool, **chosen: Any) -> int:
    """Read again those reports on record that another reader than today's has read.

    The reader is the version, the word lists and the model. Each report is replaced in one transaction. If a run breaks
    off, the next one goes on where it stopped. A report at which the reader fails keeps its old reading, and the exit
    status is 1. Editors' decisions still hold; a message says if the new reading changes what one is about.

    \b
    Examples:
      lagebild reread
      lagebild reread --all --db story.db
    """
    settings = Settings(**chosen)
    store = Store.open(db, create=False)
    if dry_run:
        try:
            return _tried(store, everything=everything, as_json=as_json, settings=settings)
        finally:
            store.close()
    try:
        before = deciding.conflicts(store)
        ids = store.to_reread(run.todays_reader(settings), everything=everything)
        changed = 0
        failures: list[Failure] = []
        with reports.progress(run.reread(store, ids, settings=settings), doing="rereading", total=len(ids)) as results:
            for result in results:
                if isinstance(result, Failure):
                    reports.warn(result.error)
                    failures.append(result)
                else:
                    changed += result.changed
        conflicts = [c for c in deciding.conflicts(store) if c not in before]
    finally:
        store.close()
    if as_json:
        show.json(
            {
                "db": store.where,
                "read": len(ids) - len(failures),
                "changed": changed,
                "failed": failures,
                "conflicts": conflicts,
            }
        )
    else:
        terminal.say(
            f"{store.where}: {len(ids) - len(failures)} read again, {changed} now say something else, {len(failures)} failed"
        )
    for conflict in conflicts:
        reports.warn(conflict)
    return 1 if failures else 0


def _tried(store: Store, *, everything: bool, as_json: bool, settings: Settings) -> int:
    ids = store.unlike(run.todays_reader(settings), everything=everything)
    failures: list[Failure] = []

    def results() -> Iterator[Compared]:
        doing = run.try_reread(store, ids, settings=settings)
        with reports.progress(doing, doing="rereading", total=len(ids)) as going:
            for result in going:
                if isinstance(result, Failure):
                    reports.warn(result.error)
                    failures.append(result)
                else:
                    yield result

    diff.report(results(), as_json=as_json)
    return 1 if failures else 0
