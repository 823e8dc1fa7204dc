"""`lagebild add`: reports onto the record."""

from __future__ import annotations

from typing import Any

import click

from lagebild import run
from lagebild.cli import deciding, options, reports, show
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.store import Store


@click.command("add")
@options.inputs
@options.db
@options.as_json
@options.published
@options.outlet
@options.encoding
@options.analyser
@options.max_characters
def command(
    inputs: tuple[str, ...], db: str, as_json: bool, published: str | None, outlet: str | None, **chosen: Any
) -> int:
    """Read reports and put them on record.

    INPUT is a file (text, Markdown with front matter, JSON lines), a folder of them, or - for standard input. A report
    already on record is not added twice, so a run that was broken off can simply be started again.

    \b
    Examples:
      lagebild add examples/
      lagebild add --published 2017-08-07 --outlet "Some Paper" report.txt
      lagebild add --db story.db reports.jsonl
    """
    settings = Settings(**chosen)
    store = Store.open(db)
    before = deciding.conflicts(store)
    added = known = 0
    failures: list[Failure] = []
    undated = 0
    found = reports.documents(inputs, settings=settings, published=published, outlet=outlet)
    with reports.progress(run.add(store, found, settings=settings), doing="adding") as results:
        for result in results:
            if isinstance(result, Failure):
                reports.warn(result.error)
                failures.append(result)
                continue
            added += result.new
            known += not result.new
            undated += result.undated
    conflicts = [c for c in deciding.conflicts(store) if c not in before]
    if as_json:
        show.json(
            {
                "db": store.where,
                "added": added,
                "known": known,
                "undated": undated,
                "failed": failures,
                "conflicts": conflicts,
            }
        )
    else:
        click.echo(f"{store.where}: {added} added, {known} on record already, {len(failures)} failed")
    for conflict in conflicts:
        reports.warn(conflict)
    if undated:
        reports.warn(
            f"{undated} of them without a date: what they tell has no day unless they name it in full; pass --published"
        )
    return 1 if failures else 0
