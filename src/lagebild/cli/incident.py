"""`lagebild incident`: one incident, outlet by outlet."""

from __future__ import annotations

import datetime

import click

from lagebild.cli import beside, options, show, terminal
from lagebild.cli.record import asked
from lagebild.reading import OUTLET


@click.command("incident")
@click.argument("incident", metavar="ID")
@options.known
@options.sure
@options.long
@options.db
@options.as_json
def command(incident: str, known: datetime.datetime | None, sure: float, db: str, as_json: bool) -> None:
    """One incident, outlet by outlet: what each calls it, whom, where, when, how many, on whose word.

    A row is a question, a column an outlet; where the terminal is too narrow for that, the outlets stand below each other.
    ≠ is what not everybody says who answers the question, a dash what is not said, an arrow a count that its outlet replaced.
    A ✓ stands with each independent voice. Below are the sentences, and where they contradict each other.

    ID is the incident's, or the beginning of it, as `chronicle --ids` shows it. Any entry that tells of it does as well
    (REPORT/v3 too), so an older id still finds it when an earlier report has come in.

    \b
    Examples:
      lagebild incident 3f2a90c1
      lagebild incident 2021-03-10-kurant/v1 --json
      lagebild incident 3f2a90c1 --sure 0.8    without what is less sure
    """
    with asked(db, known) as record:
        found = record.incident(incident, known=known, sure=sure)
        disputed = record.disputes(about=found.id, known=known, sure=sure) if found.disputes and not as_json else []
        beside_it = (
            () if as_json else [key for key in (found.series, found.fulfils, *found.parts, *found.outcomes) if key]
        )
        lines = {key: f"{key[: show.ID_SHOWN]} {record.incident(key, known=known).headline}" for key in beside_it}
    if as_json:
        show.json(found)
        return
    show.heading(f"{show.MARKS[found.status]} {found.headline}")
    facts = (
        ("type", found.type + (f" ({found.mode})" if found.mode else "")),
        ("when", show.when(found)),
        ("where", found.place),
        ("who", ", ".join(dict.fromkeys(found.actors))),
        ("to whom", ", ".join(dict.fromkeys(found.recipients))),
        *((kind, beside.count(count)) for kind, count in found.figures.items()),
        ("status", found.status),
        ("sources", f"{found.sources} independent" if found.sources > 1 else "1"),
        ("part of", lines.get(found.series or "")),
        ("announced in", lines.get(found.fulfils or "")),
        *(("what came of it", lines[key]) for key in found.outcomes),
        *(("within it", lines[key]) for key in found.parts),
    )
    for name, value in facts:
        if value:
            terminal.say(f"  {name}: {value}")
    click.echo()
    beside.table(
        found.table, only=[name for name in beside.NAMES if name != "words"] + [*found.figures]
    )  # those follow
    rows = [
        (
            e.published or "–",
            e.outlet or e.report,
            f"{show.MARKS[e.status]} {show.shorten(e.line, 110)}",
            "" if e.source == OUTLET else e.source or "hearsay",
            " ".join(part for part in (e.independence, e.wording) if part and part not in ("own", "neutral")),
            (e.entry or "")[: show.ID_SHOWN],
        )
        for e in found.evidence
    ]
    show.table("Told by", ("published", "outlet", "what", "says", "", "entry"), rows, empty="nobody")
    if disputed:
        show.table("Disputes", show.DISPUTE_COLUMNS, show.dispute_rows(disputed), empty="none")
