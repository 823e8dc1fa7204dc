"""`lagebild move`: a record in another database."""

from __future__ import annotations

import click

from lagebild.cli import options, reports, show, terminal
from lagebild.errors import StoreError
from lagebild.store import Store, moving


@click.command("move")
@click.option(
    "--from", "source", required=True, metavar="FILE|URL", help="The record to carry over; it stays as it is."
)
@click.option("--to", "target", required=True, metavar="FILE|URL", help="An empty or a new database.")
@options.as_json
def command(source: str, target: str, as_json: bool) -> None:
    """Carry a record over into another database: from a file to a team's PostgreSQL, or back.

    Reports, versions, decisions, clocks and all that the record adds up to arrive as they are, or nothing does. The database
    that the record comes from is only read, and is not deleted.

    \b
    Examples:
      lagebild move --from lagebild.db --to postgresql+psycopg://lage@db.example/lage
      lagebild move --from postgresql+psycopg://lage@db.example/lage --to copy.db
    """
    given = Store.open(source, create=False)
    try:
        taken = Store.open(target)
        try:
            if given.is_same_as(taken):
                raise StoreError(
                    f"{given.where}: a record cannot be moved onto itself; name another database with --to"
                )
            with reports.counting(doing="carrying", of_what="rows") as more:
                found = moving.move(given, taken, carried=more)
        finally:
            taken.close()
    finally:
        given.close()
    if as_json:
        show.json({"from": given.where, "to": taken.where, "reports": found.reports, "rows": found.rows})
    else:
        terminal.say(
            f"{taken.where}: {found.reports} reports, {sum(found.rows.values())} rows carried over from {given.where}"
        )
