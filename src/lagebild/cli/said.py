"""`lagebild said`: who said what."""

from __future__ import annotations

import click

from lagebild.api import Record
from lagebild.cli import options, show


@click.command("said")
@click.option("--by", "speaker", metavar="NAME", help="Only what this person or body said.")
@click.option("--about", metavar="WORDS", help="Only statements that contain these words, in any inflected form.")
@options.ids
@options.db
@options.as_json
def command(speaker: str | None, about: str | None, ids: bool, db: str, as_json: bool) -> None:
    """Who said what, in direct and indirect speech, oldest first.

    \b
    Examples:
      lagebild said --by Maduro
      lagebild said --about "Verfassung" --json
    """
    with Record(db, create=False) as record:
        statements = record.said(by=speaker, about=about)
    if as_json:
        show.json(statements)
        return
    rows = ((show.statement_row(s), [s.entry or ""]) for s in statements)
    show.table("Said", *show.identified(show.STATEMENT_COLUMNS, rows, ids=ids), empty="nothing on record fits")
