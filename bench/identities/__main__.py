"""`python -m bench.identities [--errors]`: is each of 200 people one identity, and does none of these hold two?

Reads the 850 Wikinews reports of `../shared/corpora/quotes` and puts them together. `people.tsv` says who is named
where, for the 200 people with most mentions, checked by hand. A person is *split* if the names of the person belong to
several identities, *mixed* if the identity that has most of them also holds a name of somebody else, or a report in
which the person is not named. What no entity covers is *missed*. Three random orders of the reports must give the same
record. Without the corpus nothing is scored, which is said. Exits 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import frame
from bench.frame import SHARED, Measured, NotAtHand
from lagebild import run
from lagebild.document import Document
from lagebild.reading import Entity, Reading, from_json
from lagebild.record.identities import Identity, identify
from lagebild.record.sighting import sightings_of

HERE = Path(__file__).parent
CORPUS = SHARED / "corpora" / "quotes"
PEOPLE = 200


class Name(NamedTuple):
    """A place where a person is named, and the identity that it went to (None: no entity is there)."""

    report: str
    text: str
    identity: str | None


def reports() -> list[Reading]:
    """The reports of the corpus, read."""
    lines = [line for split in ("train", "dev") for line in (CORPUS / f"{split}.jsonl").open(encoding="utf-8")]
    raw = [json.loads(line) for line in lines if line.strip()]
    documents = [Document(id=d["id"], text=d["text"], published=d["published"]) for d in raw]
    return [reading for reading in run.read(documents) if isinstance(reading, Reading)]


def checked() -> dict[int, list[tuple[str, int]]]:
    """Report and code point of each name in `people.tsv`, by person."""
    people: dict[int, list[tuple[str, int]]] = defaultdict(list)
    with (HERE / "people.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for row in rows:
            people[int(row["person"])].append((row["report"], int(row["start"])))
    return people


def entity_at(reading: Reading, start: int) -> Entity | None:
    """The entity with the shortest mention at a code point; a name goes before a longer description."""
    covering = [(m.end - m.start, e.id, e) for e in reading.entities for m in e.mentions if m.start <= start < m.end]
    return min(covering)[2] if covering else None


def found(readings: Mapping[str, Reading], identities: Iterable[Identity]) -> dict[int, list[Name]]:
    """What became of each checked name."""
    of = {sighting: identity.id for identity in identities for sighting in identity.sightings}
    names: dict[int, list[Name]] = defaultdict(list)
    for person, places in checked().items():
        for report, start in places:
            entity = entity_at(readings[report], start)
            text = readings[report].text[start : start + 30].replace("\n", " ")
            names[person].append(Name(report, text, of[report, entity.id] if entity else None))
    return names


def score(names: Mapping[int, Sequence[Name]], identities: Sequence[Identity], *, errors: bool) -> dict[str, float]:
    """The shares of people who are one identity, neither split nor mixed, and of names that an entity covers."""
    reports_of = {identity.id: {report for report, _ in identity.sightings} for identity in identities}
    split, mixed = set(), set()
    for person in range(1, PEOPLE + 1):
        parts = Counter(name.identity for name in names[person] if name.identity)
        main = max(sorted(parts), key=lambda identity: parts[identity])
        others = {n for n, places in names.items() if n != person and any(p.identity == main for p in places)}
        strange = reports_of[main] - {name.report for name in names[person]}
        if len(parts) > 1:
            split.add(person)
        if others or strange:
            mixed.add(person)
        if errors and (len(parts) > 1 or others or strange):
            strays = [f"{n.report} “{n.text}”: {n.identity}" for n in names[person] if n.identity not in (main, None)]
            print(f"  {person} {main}", *strays, *sorted(f"also in {r}" for r in strange), sep="\n     ")
    places = [name for person in range(1, PEOPLE + 1) for name in names[person]]
    one = PEOPLE - len(split | mixed)
    return {
        "one identity": 100 * one / PEOPLE,
        "not split": 100 * (PEOPLE - len(split)) / PEOPLE,
        "not mixed": 100 * (PEOPLE - len(mixed)) / PEOPLE,
        "names found": 100 * sum(name.identity is not None for name in places) / len(places),
    }


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list people who are split or mixed")
    parser.add_argument("--readings", type=Path, help="JSON lines of `lagebild read` to use instead of reading anew")


def measure(args: argparse.Namespace) -> Measured:
    """Score the record of the corpus; that the order of reports matters is a fault."""
    if not CORPUS.is_dir():
        raise NotAtHand("the quotation corpus (../shared/corpora/quotes) is not beside this checkout")
    if args.readings:
        readings = [from_json(line) for line in args.readings.read_text(encoding="utf-8").splitlines()]
    else:
        readings = reports()
    sightings = [sighting for reading in readings for sighting in sightings_of(reading)]
    start = time.perf_counter()
    identities = identify(sightings)
    seconds = time.perf_counter() - start
    same = True
    for seed in range(3):
        same &= identify(random.Random(seed).sample(sightings, len(sightings))) == identities
    figures = score(found({r.id: r for r in readings}, identities), identities, errors=args.errors)
    print(f"identities of {len(readings)} reports, {PEOPLE} people checked by hand (per cent)")
    for name, value in figures.items():
        print(f"  {name:14}{value:6.1f}")
    print(f"  {len(sightings)} sightings, {len(sightings) / seconds:,.0f} a second")
    print(f"  three orders of reports give {'one record' if same else 'several records'}")
    return Measured({"people": figures}, () if same else ["the record depends on the order of reports"])


if __name__ == "__main__":
    sys.exit(frame.main("identities", __doc__, measure, floors=HERE / "floors.toml", options=options))
