"""`python -m bench.identities [--errors]`: is each of 200 people and 200 bodies one identity that holds nobody else?

Reads the 850 Wikinews reports of `../shared/corpora/quotes` and puts them together. `people.tsv` and `bodies.tsv` say who
is named where, for the 200 people and the 200 bodies with most mentions, checked by hand. One is *split* if its names
belong to several identities, *mixed* if the identity that has most of them also holds a name of somebody else, or a
report in which it is not named. *Pairs apart*: of two bodies whose names share a word, or that bear one name in two
states, the share with no identity in common. What no entity covers is *missed*. Three random orders of the reports must
give the same record. `two.tsv` asks of two short reports whether a name of each is one. Without the corpus nothing is
scored, which is said. Exits 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from bench import frame, quotes
from bench.frame import Measured
from bench.readings import readings
from lagebild.document import Document
from lagebild.reading import Entity, Reading, from_json
from lagebild.record.identities import Identity, identify
from lagebild.record.sighting import sightings_of
from lagebild.record.spellings import plain_name

HERE = Path(__file__).parent
CHECKED = 200
"""So many people and so many bodies are scored; those with higher numbers are only there to be kept apart."""


class Name(NamedTuple):
    """A place where somebody is named, and the identity that it went to (None: no entity is there)."""

    report: str
    text: str
    identity: str | None


class Place(NamedTuple):
    """A checked place: code points, and whether the name stands by itself (else it is not scored)."""

    report: str
    start: int
    end: int
    alone: bool


def checked(table: str) -> dict[int, list[Place]]:
    """The places of `people.tsv` or `bodies.tsv`, by number."""
    numbers: dict[int, list[Place]] = defaultdict(list)
    with (HERE / f"{table}.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            start = int(row["start"])
            place = Place(row["report"], start, int(row.get("end", start + 1)), row.get("in", "name") == "name")
            numbers[int(row["person" if table == "people" else "body"])].append(place)
    return numbers


def entity_at(reading: Reading, start: int, end: int) -> Entity | None:
    """The entity with the shortest mention of a whole name, or else of its beginning; a name goes before a description."""
    covering = [
        (m.end < end, m.end - m.start, e.id, e)
        for e in reading.entities
        for m in e.mentions
        if m.start <= start < m.end
    ]
    return min(covering)[3] if covering else None


def found(table: str, readings: Mapping[str, Reading], identities: Iterable[Identity]) -> dict[int, list[Name]]:
    """What became of each checked name of a table."""
    of = {sighting: identity.id for identity in identities for sighting in identity.sightings}
    names: dict[int, list[Name]] = defaultdict(list)
    for number, places in checked(table).items():
        for report, start, end, alone in places:
            if not alone:
                continue
            entity = entity_at(readings[report], start, end)
            words = (
                [span.of(readings[report].text) for span in entity.mentions if span.start <= start < span.end]
                if entity
                else []
            )
            text = min(words, key=len, default=readings[report].text[start : start + 30]).replace("\n", " ")
            names[number].append(Name(report, text, of[report, entity.id] if entity else None))
    return names


def score(
    names: Mapping[int, Sequence[Name]],
    places: Mapping[int, Sequence[Place]],
    identities: Sequence[Identity],
    bearing: Container[tuple[str, str]],
    *,
    errors: bool,
) -> dict[str, float]:
    """The shares that are one identity, neither split nor mixed, and of names that an entity covers.

    Only the sightings in `bearing` are asked where else an identity is named: those with a name of their own.
    """
    reports_of = {i.id: {report for report, key in i.sightings if (report, key) in bearing} for i in identities}
    split, mixed = set(), set()
    for number in range(1, CHECKED + 1):
        parts = Counter(name.identity for name in names[number] if name.identity)
        main = max(sorted(parts), key=lambda identity: parts[identity], default="")
        others = {n for n, places in names.items() if n != number and any(p.identity == main for p in places)}
        strange = reports_of.get(main, set()) - {place.report for place in places[number]}
        if len(parts) != 1:
            split.add(number)
        if others or strange:
            mixed.add(number)
        if errors and (len(parts) != 1 or others or strange):
            strays = [f"{n.report} “{n.text}”: {n.identity}" for n in names[number] if n.identity not in (main, None)]
            held = [f"holds a name of {n}" for n in sorted(others)]
            print(f"  {number} {main}", *strays, *held, *sorted(f"also in {r}" for r in strange), sep="\n     ")
    scored = [name for number in range(1, CHECKED + 1) for name in names[number]]
    one = CHECKED - len(split | mixed)
    return {
        "one identity": 100 * one / CHECKED,
        "not split": 100 * (CHECKED - len(split)) / CHECKED,
        "not mixed": 100 * (CHECKED - len(mixed)) / CHECKED,
        "names found": 100 * sum(name.identity is not None for name in scored) / len(scored),
    }


def pairs_apart(names: Mapping[int, Sequence[Name]], *, errors: bool) -> float:
    """The share of pairs whose names share a word that have no identity in common, per cent."""
    words = {n: {word for name in places for word in plain_name(name.text).split()} for n, places in names.items()}
    held = {n: {name.identity for name in places if name.identity} for n, places in names.items()}
    alike = [(a, b) for a, b in combinations(sorted(names), 2) if words[a] & words[b]]
    together = [(a, b) for a, b in alike if held[a] & held[b]]
    if errors:
        print(*(f"  {a} and {b} share {min(held[a] & held[b])}" for a, b in together), sep="\n")
    return 100 * (len(alike) - len(together)) / len(alike)


class Two(NamedTuple):
    """Two short reports, a name of each, and whether both are one."""

    case: str
    part: str
    kind: str
    first: str
    second: str
    name: str
    other: str
    same: str


def two_reports(*, errors: bool) -> dict[str, float]:
    """The shares of pairs of short reports whose names are one identity, or two, as `two.tsv` has it, per cent."""
    with (HERE / "two.tsv").open(encoding="utf-8") as lines:
        told = [Two(**row) for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")]
    texts = [(f"two-{case.case}-{n}", text, n) for case in told for n, text in enumerate((case.first, case.second))]
    read = {
        reading.id: reading
        for reading in readings(
            [Document(id=key, text=text, published=f"2021-03-{10 + n}", outlet=None) for key, text, n in texts]
        )
    }
    tallies: dict[str, list[bool]] = defaultdict(list)
    for case in told:
        pair = [read[f"two-{case.case}-{n}"] for n in (0, 1)]
        of = {s: one.id for one in identify(x for r in pair for x in sightings_of(r)) for s in one.sightings}
        ends = [r.text.index(name) + len(name) for r, name in zip(pair, (case.name, case.other), strict=True)]
        entities = [entity_at(r, end - 1, end) for r, end in zip(pair, ends, strict=True)]
        found = [of.get((r.id, e.id)) if e is not None else None for r, e in zip(pair, entities, strict=True)]
        good = None not in found and (found[0] == found[1]) == (case.same == "yes")
        for name in (case.kind, case.part, "all"):
            tallies[name].append(good)
        if errors and not good and case.part == "open":
            print(f"  {case.case} {case.kind}: {case.name} and {case.other} are {found}, same: {case.same}")
    return {name: 100 * sum(good) / len(good) for name, good in sorted(tallies.items())}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list who is split or mixed")
    parser.add_argument("--readings", type=Path, help="JSON lines of `lagebild read` to use instead of reading anew")


def measure(args: argparse.Namespace) -> Measured:
    """Score the record of the corpus; that the order of reports matters is a fault."""
    documents = quotes.documents()
    if args.readings:
        read = [from_json(line) for line in args.readings.read_text(encoding="utf-8").splitlines()]
    else:
        read = readings(documents)
    sightings = [sighting for reading in read for sighting in sightings_of(reading)]
    start = time.perf_counter()
    identities = identify(sightings)
    seconds = time.perf_counter() - start
    same = True
    for seed in range(3):
        same &= identify(random.Random(seed).sample(sightings, len(sightings))) == identities
    by_id = {reading.id: reading for reading in read}
    figures: dict[str, dict[str, float]] = {"two reports": two_reports(errors=args.errors)}
    print("names of two short reports, one identity or two as they should be (per cent)")
    for name, value in figures["two reports"].items():
        print(f"  {name:14}{value:6.1f}")
    for table in ("people", "bodies"):
        names = found(table, by_id, identities)
        bearing = {(s.report, s.key) for s in sightings if s.names or table == "people"}
        figures[table] = score(names, checked(table), identities, bearing, errors=args.errors)
        if table == "bodies":
            figures[table]["pairs apart"] = pairs_apart(names, errors=args.errors)
        print(f"identities of {len(read)} reports, {CHECKED} {table} checked by hand (per cent)")
        for name, value in figures[table].items():
            print(f"  {name:14}{value:6.1f}")
    print(f"  {len(sightings)} sightings, {len(sightings) / seconds:,.0f} a second")
    print(f"  three orders of reports give {'one record' if same else 'several records'}")
    return Measured(figures, () if same else ["the record depends on the order of reports"])


if __name__ == "__main__":
    sys.exit(frame.main("identities", __doc__, measure, floors=HERE / "floors.toml", options=options))
