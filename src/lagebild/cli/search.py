"""`lagebild search`: full text."""

from __future__ import annotations

import click

from lagebild.api import Record
from lagebild.cli import options, show


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="At most so many sentences.")
@options.db
@options.as_json
def command(words: tuple[str, ...], limit: int, db: str, as_json: bool) -> None:
    """Find the sentences that contain all WORDS, in any inflected form, best first.

    \b
    Examples:
      lagebild search verhaften            also finds »verhaftete«, »verhaftet«
      lagebild search Präsident Wahl --json
    """
    with Record(db, create=False) as record:
        hits = record.search(" ".join(words), limit=limit)
    if as_json:
        show.json(hits)
        return
    rows = ((h.published or "–", h.outlet or "–", h.title or h.report, show.shorten(h.sentence, 200)) for h in hits)
    show.table("Found", ("published", "outlet", "report", "sentence"), rows, empty="no sentence holds these words")
