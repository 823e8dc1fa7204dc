"""`lagebild undo`: take a decision back."""

from __future__ import annotations

import click

from lagebild.cli import deciding, options
from lagebild.store import deciding as store


@click.command("undo")
@click.argument("numbers", nargs=-1, required=True, type=click.IntRange(1, 2**31 - 1), metavar="NUMBER...")
@deciding.author
@options.db
@options.as_json
def command(numbers: tuple[int, ...], author: str, db: str, as_json: bool) -> None:
    """Take decisions back, by their numbers in `lagebild decisions`.

    They stay on record, with who took them back and when.

    \b
    Examples:
      lagebild undo 3
    """
    made, conflicts = deciding.decide(db, lambda c: [store.retract(c, n, author=author) for n in numbers])
    deciding.report(made, conflicts, as_json=as_json)
