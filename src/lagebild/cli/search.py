"""`lagebild search`: full text."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=1), help="At most so many sentences.")
@options.known
@options.db
@options.as_json
def command(words: tuple[str, ...], limit: int, known: datetime.datetime | None, db: str, as_json: bool) -> None:
    """Find the sentences that contain all WORDS, in any inflected form, best first.

    \b
    Examples:
      lagebild search verhaften            also finds »verhaftete«, »verhaftet«
      lagebild search Präsident Wahl --json
    """
    with asked(db, known) as record:
        hits = record.search(" ".join(words), limit=limit, known=known)
    if as_json:
        show.json(hits)
        return
    rows = ((h.published or "–", h.outlet or "–", h.title or h.report, show.shorten(h.sentence, 200)) for h in hits)
    show.table("Found", ("published", "outlet", "report", "sentence"), rows, empty="no sentence holds these words")
