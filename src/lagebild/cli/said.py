"""`lagebild said`: who said what."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked


@click.command("said")
@click.option("--by", "speaker", metavar="NAME", help="Only what this person or body said.")
@click.option("--about", metavar="WORDS", help="Only statements that contain these words, in any inflected form.")
@options.known
@options.sure
@options.ids
@options.long
@options.db
@options.as_json
def command(
    speaker: str | None,
    about: str | None,
    known: datetime.datetime | None,
    sure: float,
    ids: bool,
    db: str,
    as_json: bool,
) -> None:
    """Who said what, in direct and indirect speech, oldest first.

    \b
    Examples:
      lagebild said --by Maduro
      lagebild said --about "Verfassung" --json
      lagebild said --by Maduro --sure 0.8
    """
    with asked(db, known) as record:
        statements = record.said(by=speaker, about=about, known=known, sure=sure)
    if as_json:
        show.json(statements)
        return
    rows = ((show.statement_row(s), [s.entry or ""]) for s in statements)
    show.table("Said", *show.identified(show.STATEMENT_COLUMNS, rows, ids=ids), empty="nothing on record fits")
