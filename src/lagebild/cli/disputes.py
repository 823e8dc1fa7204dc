"""`lagebild disputes`: where reports contradict each other."""

from __future__ import annotations

import click

from lagebild.api import Record
from lagebild.cli import options, show

ABOUT = {"holder": "who holds it", "from": "since when", "to": "until when"}


@click.command("disputes")
@click.option("--of", "body", metavar="STATE", help="Only about the offices of this state or body.")
@options.db
@options.as_json
def command(body: str | None, db: str, as_json: bool) -> None:
    """Where reports contradict each other about an office: who holds it, since when, until when.

    Two people who hold a one-person office at the same time are a dispute, and so are two stated beginnings or ends.
    Each claim has its evidence; this command decides nothing.

    \b
    Examples:
      lagebild disputes --of Venezuela
      lagebild disputes --json
    """
    with Record(db, create=False) as record:
        found = record.disputes(of=body)
    if as_json:
        show.json(found)
        return
    rows = [
        (
            f"{c.title} ({c.of})" if c.of else c.title,
            ABOUT[c.about],
            claim.value,
            show.cite(claim.evidence[0]),
        )
        for c in found
        for claim in c.claims
    ]
    show.table("Disputes", ("office", "about", "claim", "evidence"), rows, empty="none on record")
