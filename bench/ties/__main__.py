"""`python -m bench.ties [--errors]`: which standing ties a sentence tells, with their status, by kind.

`ties.tsv` has short texts in our own words. One is right if every tie that stands there is read, with one of the statuses
that stand there, and none of those that must not be. A third of the cases is kept: with `--errors` its faults are counted,
and not shown. Exits 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from bench import frame
from bench.frame import Measured
from bench.offices.__main__ import called
from bench.readings import readings
from lagebild.document import Document
from lagebild.reading import Reading, Relation

HERE = Path(__file__).parent
PUBLISHED = "2021-03-10"
BOTH_WAYS = ("ally", "opponent", "diplomatic", "kin")


class Wanted(NamedTuple):
    """A tie as the table writes it: `kind;from;to;status`, alternatives with `|`."""

    kind: str
    source: str
    target: str
    status: str


class Case(NamedTuple):
    """A text, and the ties that must and must not be read from it."""

    number: str
    part: str
    kind: str
    text: str
    ties: tuple[Wanted, ...]
    without: tuple[Wanted, ...]


def cases(path: Path) -> list[Case]:
    """The cases of the table."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return [
        Case(row["case"], row["part"], row["kind"], row["text"], _wanted(row["ties"]), _wanted(row["without"]))
        for row in rows
    ]


def _wanted(cell: str | None) -> tuple[Wanted, ...]:
    return tuple(Wanted(*tie.split(";")) for tie in (cell or "").split(" & ") if tie)


def told(reading: Reading, relation: Relation, wanted: Wanted) -> bool:
    """Whether a tie that was read is the one wanted."""
    ends = [(relation.source_entity, relation.target_entity)]
    if relation.kind in BOTH_WAYS:
        ends.append((relation.target_entity, relation.source_entity))
    fits = (
        any(called(reading, a, name) for name in wanted.source.split("|"))
        and any(called(reading, b, name) for name in wanted.target.split("|"))
        for a, b in ends
    )
    return relation.kind == wanted.kind and relation.status in wanted.status.split("|") and any(fits)


def right(reading: Reading, case: Case) -> bool:
    """Whether all that is wanted was read, and nothing that must not be."""
    found = all(any(told(reading, relation, tie) for relation in reading.relations) for tie in case.ties)
    return found and not any(told(reading, relation, tie) for relation in reading.relations for tie in case.without)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list what is wrong, but for the cases that are kept")


def measure(args: argparse.Namespace) -> Measured:
    """Score the table."""
    found = cases(HERE / "ties.tsv")
    read = readings(
        [Document(id=f"tie-{case.number}", text=case.text, published=PUBLISHED, outlet=None) for case in found]
    )
    tallies = defaultdict[str, list[bool]](list)
    for case, reading in zip(found, read, strict=True):
        good = right(reading, case)
        for name in (case.kind, case.part, "all"):
            tallies[name].append(good)
        if args.errors and not good and case.part == "open":
            said = [
                (r.kind, *(getattr(reading.entity(k), "name", k) for k in (r.source_entity, r.target_entity)), r.status)
                for r in reading.relations
            ]
            print(f"  {case.number} {case.kind}: {case.text} {said}")
    figures = {name: 100 * sum(told) / len(told) for name, told in sorted(tallies.items())}
    print(f"ties ({len(found)}), right in percent")
    for name, value in figures.items():
        print(f"  {name:16}{value:6.1f}")
    return Measured({"ties": figures})


if __name__ == "__main__":
    sys.exit(frame.main("ties", __doc__, measure, floors=HERE / "floors.toml", options=options))
