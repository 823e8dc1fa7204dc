"""`lagebild known`: a user's own tables of people, bodies and ties."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from lagebild import learning
from lagebild.cli import deciding, options, record, show, terminal
from lagebild.settings import Settings
from lagebild.store import Store, knowing


@click.command("known")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option(
    "--replace",
    "instead",
    is_flag=True,
    help="Forget the list of people and bodies, or of ties, that was loaded before, and keep only this table.",
)
@deciding.author
@options.encoding
@options.db
@options.as_json
def command(file: Path | None, instead: bool, author: str, encoding: str | None, db: str, as_json: bool) -> None:
    """Load a list of people and bodies, or of ties between them; without FILE, show what is loaded.

    FILE is a tab-separated table whose first line names the columns. For people and bodies: name, and any of aliases
    (separated by |), kind (person, organisation, state, place, group) and wikidata. The record then treats all names on a
    line as one, and shows the id in `who --json` and on the pages. For ties: from, tie, to, and any of status, since and
    until. `lagebild ties` then shows them beside those of the reports, marked as yours. Nothing is looked up online. If the
    table has a fault, the message names its line and column, and nothing of the table is kept. Who
    loaded it stands in `lagebild decisions`.

    \b
    Examples:
      lagebild known people.tsv
      lagebild known --replace people.tsv
      lagebild known ties.tsv
      lagebild known --json
    """
    if file is None:
        if instead:
            raise click.UsageError("--replace needs a FILE")
        with record.opened(db) as connection:
            entries, lines = knowing.known(connection), knowing.known_ties(connection)
        if as_json:
            ties = [{"from": k.one, "tie": k.kind, "to": k.other, **k._asdict()} for k in lines]
            for tie in ties:
                del tie["one"], tie["kind"], tie["other"], tie["text"]
            show.json([*(e._asdict() for e in entries), *ties])
            return
        rows = ((e.name, ", ".join(e.aliases), e.kind or "–", e.wikidata or "–") for e in entries)
        show.table("Known", ("name", "also", "kind", "wikidata"), rows, empty="nobody; name a table to load")
        told = ((k.one, k.kind, k.other, k.status, k.since or "–", k.until or "–") for k in lines)
        show.table("Known ties", ("from", "tie", "to", "status", "since", "until"), told, empty="none")
        return
    store = Store.open(db)
    try:
        learned = learning.learn(store, file, instead=instead, settings=Settings(encoding=encoding), author=author)
    finally:
        store.close()
    if as_json:
        show.json({"db": store.where, **msgspec.structs.asdict(learned)})
    else:
        terminal.say(f"{store.where}: {learned.new} new, {learned.changed} changed, {learned.same} known already")
