"""`lagebild search`: full text."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, get_args

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked
from lagebild.store.hit_counts import SearchCounts
from lagebild.store.hits import Hit, HitKind
from lagebild.wordforms import Sought, marks, query_words

_HEADINGS = {"name": "Names", "incident": "Incidents", "statement": "Said", "sentence": "Sentences"}


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--kind", type=click.Choice(get_args(HitKind), case_sensitive=False), metavar="KIND",
    help="Only this kind: " + ", ".join(get_args(HitKind)) + ".",
)  # fmt: skip
@click.option("--outlet", metavar="NAME", help="Only what reports of this outlet say.")
@click.option("--from", "first", type=options.day, metavar="DATE", help="Only reports published on or after that day.")
@click.option("--to", "last", type=options.day, metavar="DATE", help="Only reports published on or before that day.")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(min=1), help="At most so many of each kind."
)
@click.option("--counts", "only_counts", is_flag=True, help="Only how much there is: by kind, outlet and year.")
@options.known
@options.sure
@options.long
@options.db
@options.as_json
def command(
    words: tuple[str, ...],
    kind: str | None,
    outlet: str | None,
    first: datetime.datetime | None,
    last: datetime.datetime | None,
    limit: int,
    only_counts: bool,
    known: datetime.datetime | None,
    sure: float,
    db: str,
    as_json: bool,
) -> None:
    """Find what has all WORDS: names first, then incidents, statements and sentences, best first.

    Any form of a word finds all others, also one that no report has. Umlauts and accents may be left out. Behind what has
    the words themselves stands what has them as parts of compounds. The words found are marked.

    \b
    Examples:
      lagebild search verhaften            also finds »verhaftete«, »verhaftet«
      lagebild search Nase                 also finds »Nasenbein«, behind »Nase«
      lagebild search Prasident Wahl --outlet "Der Bote" --from 2021-01-01
      lagebild search Polizei --kind incident --json
      lagebild search Polizei --sure 0.8   no incidents and statements that are less surely read
      lagebild search Polizei --counts     how much there is, by kind, outlet and year
    """
    asked_for = " ".join(words)
    with asked(db, known) as record:
        narrow: dict[str, Any] = {
            "kind": kind,
            "outlet": outlet,
            "first": first,
            "last": last,
            "known": known,
            "sure": sure,
        }
        counts = None
        if only_counts or not as_json:
            counts = record.search_counts(asked_for, kinds_only=not only_counts, **narrow)
        hits = [] if only_counts else record.search(asked_for, limit=limit, **narrow)
    if as_json:
        show.json(counts if only_counts else hits)
    elif counts is not None and only_counts:
        _count(counts)
    elif not hits:
        show.table("Found", (), (), empty="nothing has these words")
    elif counts is not None:
        sought = query_words(asked_for)
        for name, heading in _HEADINGS.items():
            if some := [hit for hit in hits if hit.kind == name]:
                total = counts.kinds[name]
                of = f" of {total}; --limit shows more" if total > len(some) else ""
                show.table(
                    f"{heading} ({len(some)}{of})", _COLUMNS[name], (_row(hit, sought) for hit in some), empty=""
                )


_COLUMNS = {
    "name": ("name", "kind", "outlet", "published", "report", "sentence"),
    "incident": ("published", "incident", "outlet", "report", "sentence"),
    "statement": ("published", "speaker", "sentence", "outlet", "report"),
    "sentence": ("published", "sentence", "outlet", "report"),
}


def _row(hit: Hit, sought: Sequence[Sought]) -> list[show.Cell]:
    what = show.shorten(hit.what or "–", 110)
    cells: dict[str, show.Cell] = {
        "published": (hit.published or "–")[:10],
        "outlet": hit.outlet or "–",
        "report": hit.title or hit.report,
        "sentence": show.Marked(hit.sentence, tuple((s.start - hit.start, s.end - hit.start) for s in hit.marks)),
        "name": show.Marked(what, tuple(marks(what, sought))),
        "incident": show.Marked(what, tuple(marks(what, sought))),
        "speaker": what,
        "kind": hit.type or "–",
    }
    return [cells[name] for name in _COLUMNS[hit.kind]]


def _count(counts: SearchCounts) -> None:
    kinds = [(_HEADINGS[name], f"{number:,}") for name, number in counts.kinds.items()]
    show.table("Found", ("kind", "how many"), kinds, empty="")
    for heading, found in (("outlet", counts.outlets), ("year", counts.years)):
        rows = [(name or "–", f"{number:,}") for name, number in found.items()]
        show.table(f"By {heading}", (heading, "how many"), rows, empty="nothing has these words")
