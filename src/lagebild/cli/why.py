"""`lagebild why`: why the tellings of an incident are taken for one."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked


@click.command("why")
@click.argument("incident", metavar="ID")
@click.argument("other", metavar="[ID]", required=False)
@options.known
@options.db
@options.as_json
def command(incident: str, other: str | None, known: datetime.datetime | None, db: str, as_json: bool) -> None:
    """Why the tellings of an incident are taken for one: what each pair shares, and how much that says.

    Signs above zero speak for one happening, signs below zero for two. With a second ID (of an entry, or of another
    incident) it says why these two are one, or are not.

    \b
    Examples:
      lagebild why 3f2a90c1
      lagebild why 3f2a90c1 88d0e4b7
    """
    with asked(db, known) as record:
        found = record.why(incident, other, known=known)
    if as_json:
        show.json(found)
        return
    rows = [
        (
            f"{show.shorten(pair.one_line, 60)} ({pair.one})",
            f"{show.shorten(pair.other_line, 60)} ({pair.other})",
            f"{pair.score:+.1f}" if pair.bar is None else f"never: {pair.bar}",
            ", ".join(f"{sign.name} {sign.weight:+.1f}" for sign in pair.signs),
        )
        for pair in found
    ]
    show.table(
        "Why", ("one telling", "the other", "score", "because of"), rows, empty="one telling only, nothing to join"
    )
