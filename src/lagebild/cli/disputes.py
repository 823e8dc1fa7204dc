"""`lagebild disputes`: where reports contradict each other."""

from __future__ import annotations

import datetime
from typing import get_args

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked
from lagebild.parameters import DisputeKinds


@click.command("disputes")
@click.option("--of", "body", metavar="STATE", help="Only about the offices of this state or body.")
@click.option(
    "--with",
    "party",
    metavar="NAME",
    help="Only about incidents and ties in which this person, body or place has a part.",
)
@click.option(
    "--kind", type=click.Choice(get_args(DisputeKinds), case_sensitive=False), metavar="KIND",
    help="Only this kind: " + ", ".join(get_args(DisputeKinds)) + ".",
)  # fmt: skip
@click.option("--about", "incident", metavar="ID", help="Only about this incident.")
@options.known
@options.sure
@options.long
@options.db
@options.as_json
def command(
    body: str | None,
    party: str | None,
    kind: str | None,
    incident: str | None,
    known: datetime.datetime | None,
    sure: float,
    db: str,
    as_json: bool,
) -> None:
    """Where reports contradict each other: about an incident, about who holds an office and since when, or about a tie.

    Of an incident: how many (figure), when (date), where (place), who did it (doer), whether it happened at all (happened),
    and whether its words are neutral or loaded (wording). A count that rises from report to report is no dispute, nor is
    one that is rounded, and an agency's report counts once however many outlets print it. Two people who hold a one-person
    office at the same time are a dispute, and so are two stated beginnings or ends. A tie is
    disputed (status) if reports say at one time that it holds and that it does not. Each claim has its evidence; this
    command decides nothing.

    \b
    Examples:
      lagebild disputes --kind figure
      lagebild disputes --of Venezuela
      lagebild disputes --json
      lagebild disputes --sure 0.8             only between claims that are likely to be read right
    """
    with asked(db, known) as record:
        found = record.disputes(of=body, party=party, kind=kind, about=incident, known=known, sure=sure)
    if as_json:
        show.json(found)
        return
    show.table("Disputes", show.DISPUTE_COLUMNS, show.dispute_rows(found), empty="none on record")
