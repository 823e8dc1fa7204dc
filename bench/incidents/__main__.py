"""`python -m bench.incidents [--readings FILE] [--errors]`: are tellings of one happening joined, and look-alikes kept apart?

Reads the 850 Wikinews reports of `../shared/corpora/quotes` and joins their tellings (README.md says what the tables hold
and how they were judged). Two figures a half (`a`: rules were looked at against it; `b`: it is only scored):

- *gold mentions*: the events are those of the tables; what the reader found at the same words fills their other fields;
- *read mentions*: the events are those that the reader found. A mention that it did not find is an incident by itself;
  beside it stands the figure over those that it found (`found`).

B³ is that of Bagga and Baldwin (1998), over the mentions of the groups. `look-alikes` is the share of look-alike
pairs that were joined. `judged` looks at pairs of two reports that an earlier version joined, each judged by hand:
how many of those that are one are together today, and how many of those that are two are apart. Two baselines run on
the same tellings: `acled` (the same actors, day and place: ACLED's rule for one event) and `same-day` (the same type
and day). Three orders of the reports must give the same incidents. `--readings` keeps the readings in a file, and
takes them from it if it is there, if they were made by today's reader.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench import frame, quotes
from bench.frame import Measured
from bench.incidents.data import Gold, Group, Mention, joined, load
from bench.readings import readings
from lagebild import run
from lagebild.document import Span
from lagebild.reading import Event, Reading, from_json, to_json
from lagebild.record.decisions import anchors
from lagebild.record.grouping import join
from lagebild.record.identities import identify, is_named
from lagebild.record.sighting import sightings_of
from lagebild.record.taking_up import tellings
from lagebild.record.telling import Party, Telling
from lagebild.settings import Settings
from lagebild.wordforms import search_forms

HERE = Path(__file__).parent
ORDERS = 3

Key = tuple[str, int, int]
Parties = Mapping[str, Mapping[str, Party]]
"""Who each entity of each report is."""


class Score(NamedTuple):
    """B³: precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return (
            2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0
        )


def b_cubed(gold: Mapping[Key, str], found: Mapping[Key, Hashable]) -> Score:
    """B³ of a clustering (`found`) against groups, over the mentions of the groups (Bagga and Baldwin 1998)."""
    groups: dict[str, set[Key]] = defaultdict(set)
    clusters: dict[Hashable, set[Key]] = defaultdict(set)
    for key, group in gold.items():
        groups[group].add(key)
        clusters[found[key]].add(key)
    shared = [len(groups[gold[key]] & clusters[found[key]]) for key in gold]
    sizes = [(len(clusters[found[key]]), len(groups[gold[key]])) for key in gold]
    return Score(
        precision=sum(both / size for both, (size, _) in zip(shared, sizes, strict=True)) / max(len(gold), 1),
        recall=sum(both / size for both, (_, size) in zip(shared, sizes, strict=True)) / max(len(gold), 1),
    )


def reports(kept: Path | None) -> dict[str, Reading]:
    """The reports of the corpus, read."""
    if kept is not None and kept.exists():
        found = {reading.id: reading for line in kept.open("rb") for reading in [from_json(line)]}
        if next(iter(found.values())).reader == run.todays_reader(Settings()):
            return found
    read = {reading.id: reading for reading in readings(quotes.documents())}
    if kept is not None:
        kept.write_bytes(b"".join(to_json(reading) + b"\n" for reading in read.values()))
    return read


def parties(readings: Iterable[Reading]) -> Parties:
    """Who each entity of each report is, over all reports."""
    who: dict[str, dict[str, Party]] = defaultdict(dict)
    for one in identify([sighting for reading in readings for sighting in sightings_of(reading)]):
        for report, key in one.sightings:
            who[report][key] = Party(id=one.id, name=one.name, kind=one.kind, named=is_named(one.id))
    return who


def told(readings: Iterable[Reading], who: Parties) -> list[Telling]:
    """The tellings of some reports."""
    return [
        telling
        for reading in readings
        for telling in tellings(reading, who.get(reading.id, {}), [a.id for a in anchors(reading)["event"]])
    ]


def event_at(reading: Reading, mention: Mention) -> Event | None:
    """The event that the reader found at the words of a mention, one of its type first."""
    here = [e for e in reading.events if any(t.start < mention.end and mention.start < t.end for t in e.trigger)]
    return min(here, key=lambda event: event.type != mention.type, default=None)


def with_mentions(reading: Reading, mentions: Iterable[Mention]) -> tuple[Reading, dict[Key, str]]:
    """A reading whose events are the mentions, with the id of each as a telling."""
    events, ids, kept = [], {}, {}
    for number, mention in enumerate(sorted(set(mentions))):
        span = Span(mention.start, mention.end)
        word = span.of(reading.text)
        key = search_forms(word)[0]
        sentence = next((s for s in reading.sentences if s.start <= span.start < s.end), reading.sentences[0])
        blank = Event(
            id="", type=mention.type, trigger=(span,), status=mention.status, source="outlet", sentence=sentence,
            lemma=word[:1] + key[1:] if word[:1].isupper() else key,
        )  # fmt: skip
        made = event_at(reading, mention) or blank
        kept[made.id] = f"v{number + 1}"
        events.append(msgspec.structs.replace(made, id=f"v{number + 1}", type=mention.type, status=mention.status))
        ids[mention.report, mention.start, mention.end] = f"{reading.id}/v{number + 1}"
    named = (
        msgspec.structs.replace(event, part_of=kept.get(event.part_of) if event.part_of else None) for event in events
    )
    return msgspec.structs.replace(reading, events=tuple(named)), ids


Joins = Callable[[Sequence[Telling]], list[list[Telling]]]


def alike(key: Callable[[Telling], Hashable | None]) -> Joins:
    """A baseline: tellings with one key are one, those without a key are each by themselves."""

    def joined(known: Sequence[Telling]) -> list[list[Telling]]:
        found: dict[Hashable, list[Telling]] = defaultdict(list)
        for telling in known:
            value = key(telling)
            found[telling.id if value is None else value].append(telling)
        return list(found.values())

    return joined


def _acled(telling: Telling) -> Hashable | None:
    named = frozenset(p.id for p in telling.actors)
    whole = named and telling.place and telling.valid_from and telling.valid_from == telling.valid_to
    return (named, telling.place.id, telling.valid_from) if whole and telling.place else None


def _same_day(telling: Telling) -> Hashable | None:
    day = telling.valid_from if telling.valid_from == telling.valid_to else None
    return (telling.type, day) if day else None


WAYS: Mapping[str, Joins] = {"ours": join, "acled": alike(_acled), "same-day": alike(_same_day)}


def cluster_of(groups: Iterable[Sequence[Telling]]) -> dict[str, str]:
    """The name of the incident of each telling."""
    return {telling.id: min(t.id for t in group) for group in groups for telling in group}


def measure(arguments: argparse.Namespace) -> Measured:
    """B³ and look-alikes, by half, on gold mentions and on read ones, for our way and the baselines."""
    read = reports(arguments.readings)
    gold = load(texts={key: reading.text for key, reading in read.items()})
    who = parties(read.values())
    wanted: dict[str, set[Mention]] = defaultdict(set)
    for mention in [m for g in gold.groups for m in g.mentions] + [
        m for p in gold.lookalikes for m in (p.first, p.second)
    ]:
        wanted[mention.report].add(mention)
    ids: dict[Key, str] = {}
    marked = []
    for report, mentions in sorted(wanted.items()):
        reading, found = with_mentions(read[report], mentions)
        marked.append(reading)
        ids |= found
    by_gold, by_reader = told(marked, who), told(read.values(), who)
    read_ids = {key: _read_id(read, key, m.type) for ms in wanted.values() for m in ms for key in [_key(m)]}
    figures: dict[str, dict[str, float]] = {}
    incidents: dict[str, str] = {}
    for name, joins in WAYS.items():
        clusters = cluster_of(joins(by_gold)), cluster_of(joins(by_reader))
        if name == "ours":
            incidents = clusters[1]
        for half in ("a", "b"):
            figures[f"{name} {half}"] = scores(
                gold, half, ids, read_ids, *clusters, errors=arguments.errors and name == "ours"
            )
        figures[f"{name} judged"] = _judged(read, clusters[1])
    _show({name: values for name, values in figures.items() if not name.endswith("judged")})
    _show({name: values for name, values in figures.items() if name.endswith("judged")})
    return Measured(figures, faults=list(_unstable(by_reader, incidents)))


def _key(mention: Mention) -> Key:
    return mention.report, mention.start, mention.end


def _read_id(readings: Mapping[str, Reading], key: Key, kind: str) -> str | None:
    reading = readings[key[0]]
    event = event_at(reading, Mention(*key, kind, "happened"))  # type: ignore[arg-type]
    return f"{reading.id}/{event.id}" if event else None


def scores(
    gold: Gold,
    half: str,
    ids: Mapping[Key, str],
    read_ids: Mapping[Key, str | None],
    by_gold: Mapping[str, str],
    by_reader: Mapping[str, str],
    *,
    errors: bool = False,
) -> dict[str, float]:
    """The figures of one half."""
    groups = [g for g in gold.groups if g.half == half]
    pairs = [p for p in gold.lookalikes if p.half == half]
    of = {_key(m): g.id for g in groups for m in g.mentions}
    across = {_key(m): g.id for g in groups if g.across for m in g.mentions}
    in_gold = {key: by_gold[ids[key]] for key in of}
    in_reading = {key: by_reader[found] if (found := read_ids[key]) else f"none {key}" for key in of}
    covered = {key: group for key, group in of.items() if read_ids[key]}
    if errors:
        _split(groups, in_gold)
    joined = [p for p in pairs if by_gold[ids[_key(p.first)]] == by_gold[ids[_key(p.second)]]]
    read = [(a, b) for p in pairs if (a := read_ids[_key(p.first)]) and (b := read_ids[_key(p.second)]) and a != b]
    return {
        "gold mentions": b_cubed(of, in_gold).f1,
        "gold precision": b_cubed(of, in_gold).precision,
        "gold recall": b_cubed(of, in_gold).recall,
        "gold across": b_cubed(across, in_gold).f1,
        "read mentions": b_cubed(of, in_reading).f1,
        "found mentions": b_cubed(covered, in_reading).f1,
        "look-alikes apart": 1 - len(joined) / max(len(pairs), 1),
        "read look-alikes apart": 1 - sum(by_reader[a] == by_reader[b] for a, b in read) / max(len(read), 1),
    }


def _judged(read: Mapping[str, Reading], by_reader: Mapping[str, str]) -> dict[str, float]:
    """Of the joins that were judged, how many of those that are one are together, and of those that are two apart."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    for pair in joined():
        ends = [_read_id(read, key, "") for key in (pair.first, pair.second)]
        if all(ends):
            right[pair.one].append((by_reader[ends[0] or ""] == by_reader[ends[1] or ""]) == pair.one)
    return {
        name: sum(right[one]) / max(len(right[one]), 1) for name, one in (("one together", True), ("two apart", False))
    }


def _split(groups: Iterable[Group], clusters: Mapping[Key, str]) -> None:
    for group in groups:
        parts: dict[str, list[Mention]] = defaultdict(list)
        for mention in group.mentions:
            parts[clusters[_key(mention)]].append(mention)
        if len(parts) > 1:
            print(f"{group.id} ({group.half}) is in {len(parts)} incidents:")
            for members in parts.values():
                print("   ", "; ".join(f"{m.report} {m.start} {m.type}" for m in members))


def _unstable(known: Sequence[Telling], incidents: Mapping[str, str]) -> Iterable[str]:
    """A fault for each order of the tellings that gives other incidents than the one in which they came."""
    for seed in range(1, ORDERS):
        mixed = random.Random(seed).sample(list(known), len(known))
        if cluster_of(join(mixed)) != incidents:
            yield f"order {seed} of the reports gives other incidents"


def _show(figures: Mapping[str, Mapping[str, float]]) -> None:
    names = list(next(iter(figures.values())))
    print("".ljust(12), *(name.rjust(23) for name in names))
    for section, values in figures.items():
        print(section.ljust(12), *(f"{values[name]:.3f}".rjust(23) for name in names))


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("--readings", type=Path, metavar="FILE", help="keep the readings here, or take them from here")
    parser.add_argument("--errors", action="store_true", help="print the groups that are in several incidents")


if __name__ == "__main__":
    sys.exit(frame.main("incidents", __doc__, measure, floors=HERE / "floors.toml", options=options))
