"""An editor's decisions, with author and time, and the evidence that contradicts them.

`same` and `different` are about two names, or about two tellings of events (:mod:`lagebild.record.event_rulings`). `wrong`
withdraws an entry of a report, `mend` sets a field of one (:mod:`lagebild.record.mending`). What is about an entry is
anchored to what the report says: the layer, the words quoted, and the claim read off them. Row numbers play no part, so
a decision outlives every re-reading. Nothing here is overwritten: taking a decision back is a :class:`Retraction` of its own.

What becomes of a `wrong` or a `mend` when its report is read again (:func:`find`):

- the same claim at the same words stays withdrawn, or mended; if a detail of it now reads differently, that is reported;
- another claim at these words is a new entry, which counts; it is reported that the old one is gone.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from lagebild.document import Span
from lagebild.reading import Entity, Event, Office, Plan, Pledge, Reading, Relation, Statement
from lagebild.record.identities import plain_name

DecisionKind = Literal["same", "different", "wrong", "mend"]
Layer = Literal["office", "event", "statement", "relation", "plan", "pledge"]
LAYERS: tuple[Layer, ...] = ("office", "event", "statement", "relation", "plan", "pledge")

GAP = " … "
"""Stands between the pieces of a quote that the text interrupts."""

ID_LENGTH = 16
"""Hexadecimal digits of an entry's id: even among a million entries two will hardly ever share one."""

Fields = Mapping[str, str]


class Anchor(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What identifies an entry: report, layer, the words quoted, and what is claimed.

    `nth` says how often the quote's first piece occurs in the text before it (0: never). `claim` is what makes it this
    entry and no other, `details` is the rest. Both name people and places as the report does.
    """

    report: str
    layer: Layer
    quote: str
    nth: int
    claim: Fields
    details: Fields

    @cached_property
    def id(self) -> str:
        """A short id for the entry; it stays the same as long as the claim is read at these words."""
        parts = [
            self.report,
            self.layer,
            self.quote,
            str(self.nth),
            *(f"{k}={v}" for k, v in sorted(self.claim.items())),
        ]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]

    def place(self, text: str) -> Span | None:
        """Where the quote's first piece is in the report's text; None if it is no longer there."""
        head = self.quote.partition(GAP)[0]
        start = -1
        for _ in range(self.nth + 1):
            start = text.find(head, start + 1)
            if start < 0:
                return None
        return Span(start, start + len(head))


class Retraction(msgspec.Struct, frozen=True, kw_only=True):
    """The taking back of a decision: by whom and when (UTC, ISO 8601)."""

    author: str
    retracted_at: str


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision.

    `same` and `different` have two names (`left`, `right`) or two events (`left_entry`, `right_entry`). `entry` is what is
    `wrong` or mended; a `mend` sets its `field` to `value`, which `was` something else when it was made.
    """

    number: int
    kind: DecisionKind
    author: str
    recorded_at: str
    left: str | None = None
    right: str | None = None
    left_entry: Anchor | None = None
    right_entry: Anchor | None = None
    entry: Anchor | None = None
    field: str | None = None
    value: str | None = None
    was: str | None = None
    why: str | None = None
    retracted: Retraction | None = None


ConflictKind = Literal["contradiction", "unheeded", "unknown", "evidence", "gone", "changed", "superseded"]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A clash of a decision in force with another one, or with what the reports say now.

    - `contradiction`: `decisions` cannot all be followed; the last of them keeps apart what the others join.
    - `unheeded`: the record does not follow the decision.
    - `unknown`: nobody on record has one of the `names` any more.
    - `evidence`: `reports` that came after the decision contradict it.
    - `gone`: the report no longer yields an entry that was judged, or is itself no longer on record.
    - `changed`: the report still yields it, but a detail that `was` one thing is `now` another.
    - `superseded`: a later decision sets the same field of the same entry; the last of `decisions` is the one that counts.
    """

    kind: ConflictKind
    decisions: tuple[int, ...]
    names: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    was: str | None = None
    now: str | None = None


class Bearers(msgspec.Struct, frozen=True, kw_only=True):
    """What the record knows about the two names of a `same` or `different`.

    `left` and `right` are the identities that have each name. `apart` are reports that name both side by side as two,
    `together` reports that call one person by both names. Only reports that came after the decision count.
    """

    left: frozenset[str]
    right: frozenset[str]
    apart: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions in force (nobody has taken them back), in the order in which they were made."""
    return sorted((d for d in decisions if d.retracted is None), key=lambda d: d.number)


def anchors(reading: Reading) -> dict[Layer, tuple[Anchor, ...]]:
    """The anchor of every entry of a reading, by layer, in the order of its entries.

    Two entries that would share an anchor (one deed told of two victims by one word) are told apart by their number.
    """
    names = {entity.id: entity for entity in reading.entities}
    words = _Words(reading.text)

    def made_of(layer: Layer, spans: Sequence[Span], said: tuple[Fields, Fields]) -> Anchor:
        return _anchor(reading.id, words, layer, spans, *said)

    made: dict[Layer, list[Anchor]] = {
        "office": [made_of("office", [Span(o.start, o.end)], _office(o, names)) for o in reading.offices],
        "event": [made_of("event", e.trigger, _event(e, names)) for e in reading.events],
        "statement": [made_of("statement", s.quote_spans, _statement(s, names)) for s in reading.statements],
        "relation": [made_of("relation", [Span(r.start, r.end)], _relation(r, names)) for r in reading.relations],
        "plan": [made_of("plan", [Span(p.start, p.end)], _plan(p, names)) for p in reading.plans],
        "pledge": [made_of("pledge", [Span(p.start, p.end)], _pledge(p, names)) for p in reading.pledges],
    }
    return {layer: tuple(_told_apart(found)) for layer, found in made.items()}


class _Words:
    """Where words stand in a text: each is looked for once, however many entries quote it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, list[int]] = {}

    def before(self, words: str, place: int) -> int:
        """How often some words begin before a place."""
        if words not in self._found:
            found: list[int] = []
            at = self.text.find(words)
            while at >= 0:
                found.append(at)
                at = self.text.find(words, at + 1)
            self._found[words] = found
        return bisect_left(self._found[words], place)


def _anchor(report: str, words: _Words, layer: Layer, spans: Sequence[Span], claim: Fields, details: Fields) -> Anchor:
    pieces = [span.of(words.text) for span in spans]
    return Anchor(
        report=report,
        layer=layer,
        quote=GAP.join(pieces),
        nth=words.before(pieces[0], spans[0].start),
        claim={k: v for k, v in claim.items() if v},
        details={k: v for k, v in details.items() if v},
    )


def _told_apart(found: list[Anchor]) -> Iterable[Anchor]:
    seen: Counter[str] = Counter()
    for anchor in found:
        seen[anchor.id] += 1
        number = seen[anchor.id]
        yield anchor if number == 1 else msgspec.structs.replace(anchor, claim={**anchor.claim, "number": str(number)})


def _office(office: Office, names: Mapping[str, Entity]) -> tuple[Fields, Fields]:
    claim = {"person": _name(office.person, names), "title": office.title, "status": office.status}
    return claim, {"of": _name(office.of, names), "from": office.since or "", "to": office.until or ""}


def _event(event: Event, names: Mapping[str, Entity]) -> tuple[Fields, Fields]:
    return {"type": event.type, "status": event.status}, {
        "mode": event.mode or "",
        "actors": _names(event.actors, names),
        "recipients": _names(event.recipients, names),
        "place": _name(event.place, names),
        "time": event.time or "",
        "source": _name(event.source, names) or event.source or "",
        "figures": "; ".join(f"{f.kind} {f.bound} {f.value}" for f in event.figures),
    }


def _statement(statement: Statement, names: Mapping[str, Entity]) -> tuple[Fields, Fields]:
    return {"speaker": _name(statement.speaker, names)}, {"type": statement.type, "medium": statement.medium}


def _relation(relation: Relation, names: Mapping[str, Entity]) -> tuple[Fields, Fields]:
    claim = {
        "kind": relation.kind,
        "from": _name(relation.source_entity, names),
        "to": _name(relation.target_entity, names),
        "status": relation.status,
    }
    source = _name(relation.source, names) or relation.source or ""
    return claim, {"since": relation.since or "", "until": relation.until or "", "source": source}


def _plan(plan: Plan, names: Mapping[str, Entity]) -> tuple[Fields, Fields]:
    sides = {field: _name(getattr(plan, field), names) for field in ("of", "announced_by", "about")}
    return {"name": plan.name}, {**sides, "phases": " | ".join(plan.phases), "time": plan.time or ""}


def _pledge(pledge: Pledge, names: Mapping[str, Entity]) -> tuple[Fields, Fields]:
    claim = {"kind": pledge.kind, "by": _name(pledge.by, names)}
    sides = {field: _name(getattr(pledge, field), names) for field in ("to", "mediator")}
    return claim, {**sides, "time": pledge.time or "", "outcome": pledge.outcome}


def _name(key: str | None, names: Mapping[str, Entity]) -> str:
    return names[key].name if key is not None and key in names else ""


def _names(keys: Iterable[str], names: Mapping[str, Entity]) -> str:
    return "; ".join(sorted(_name(key, names) for key in keys))


def find(judged: Anchor, entries: Iterable[Anchor], text: str) -> Anchor | None:
    """The entry that a decision is about, among a report's entries of today; None if it is not read any more.

    It is the entry with the same claim at the same words; failing that, the one with the same claim whose words share
    a code point with them (the reader now quotes a little more, or less).
    """
    rivals = [e for e in entries if (e.report, e.layer, e.claim) == (judged.report, judged.layer, judged.claim)]
    for entry in rivals:
        if (entry.quote, entry.nth) == (judged.quote, judged.nth):
            return entry
    place = judged.place(text)
    if place is None:
        return None
    return next((e for e in rivals if (spot := e.place(text)) is not None and spot.overlaps(place)), None)


def withdrawn(decisions: Iterable[Decision], entries: Sequence[Anchor], text: str) -> dict[str, int]:
    """Which entries of one report are withdrawn: the entry's id, and the number of the first decision that says so."""
    found: dict[str, int] = {}
    for decision in standing(decisions):
        if decision.kind != "wrong" or decision.entry is None:
            continue
        if (entry := find(decision.entry, entries, text)) is not None:
            found.setdefault(entry.id, decision.number)
    return found


def entry_conflict(
    decision: Decision, entries: Sequence[Anchor], text: str | None, *, judged: Anchor | None = None
) -> Conflict | None:
    """How a decision on an entry clashes with its report's reading of today; `text` is None if the report is gone.

    The entry is `judged`, by default the decision's only one.
    """
    judged = judged or decision.entry
    if judged is None:
        return None
    entry = find(judged, entries, text) if text is not None else None
    about: dict[str, tuple[str, ...]] = {"reports": (judged.report,), "names": (judged.quote,)}
    if entry is None:
        place = judged.place(text) if text is not None else None
        there = [
            e for e in entries if place and e.layer == judged.layer and (s := e.place(text or "")) and s.overlaps(place)
        ]
        now = " / ".join(map(describe, there)) or None
        return Conflict(kind="gone", decisions=(decision.number,), was=describe(judged), now=now, **about)
    if (entry.quote, entry.details) == (judged.quote, judged.details):
        return None
    was, now = (f"»{e.quote}« {describe(e)}" if entry.quote != judged.quote else describe(e) for e in (judged, entry))
    return Conflict(kind="changed", decisions=(decision.number,), was=was, now=now, **about)


def name_conflicts(decisions: Iterable[Decision], known: Mapping[int, Bearers]) -> list[Conflict]:
    """How `same` and `different` clash with each other and with the record; the keys of `known` are decision numbers."""
    judged = [d for d in standing(decisions) if d.left is not None and d.right is not None]
    found = contradictions(judged, _plain_names, lambda d: (d.left or "", d.right or ""))
    at_odds = {number for conflict in found for number in conflict.decisions}
    for decision in judged:
        names = (decision.left or "", decision.right or "")
        bearers = known.get(decision.number, Bearers(left=frozenset(), right=frozenset()))
        lost = tuple(n for n, who in zip(names, (bearers.left, bearers.right), strict=True) if not who)
        against = bearers.apart if decision.kind == "same" else bearers.together
        one = bool(bearers.left & bearers.right)
        if lost:
            found.append(Conflict(kind="unknown", decisions=(decision.number,), names=lost))
        elif against:
            found.append(Conflict(kind="evidence", decisions=(decision.number,), names=names, reports=against))
        elif one != (decision.kind == "same") and decision.number not in at_odds:
            found.append(Conflict(kind="unheeded", decisions=(decision.number,), names=names))
    return found


def says_already(kind: DecisionKind, left: str, right: str, decisions: Iterable[Decision]) -> tuple[int, ...]:
    """Numbers of the decisions in force that already say that two names are `same` (perhaps in a chain) or `different`."""
    judged = [d for d in standing(decisions) if d.left is not None]
    return already(kind, (plain_name(left), plain_name(right)), judged, _plain_names)


Sides = Callable[[Decision], tuple[str, str]]
"""What a `same` or `different` is about, as two keys."""


def _plain_names(decision: Decision) -> tuple[str, str]:
    return plain_name(decision.left or ""), plain_name(decision.right or "")


def already(kind: DecisionKind, pair: tuple[str, str], judged: Iterable[Decision], sides: Sides) -> tuple[int, ...]:
    """Numbers of the decisions that already say of a pair of keys that it is `same` (perhaps in a chain) or `different`."""
    alike = [d for d in judged if d.kind == kind]
    if kind == "same":
        return _chain(*pair, _ties(alike, sides))
    return tuple(d.number for d in alike if set(sides(d)) == set(pair))[:1]


def contradictions(judged: Sequence[Decision], sides: Sides, names: Sides) -> list[Conflict]:
    """Every `different` between two keys that a chain of `same` joins, with the shortest such chain.

    `names` are the keys as people know them.
    """
    ties = _ties([d for d in judged if d.kind == "same"], sides)
    found = []
    for decision in judged:
        if decision.kind == "different" and (chain := _chain(*sides(decision), ties)):
            numbers = (*chain, decision.number)
            found.append(Conflict(kind="contradiction", decisions=numbers, names=names(decision)))
    return found


def _ties(joining: Iterable[Decision], sides: Sides) -> Mapping[str, Sequence[tuple[str, int]]]:
    """The keys that each `same` joins, with the decision's number."""
    ties: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for decision in joining:
        left, right = sides(decision)
        ties[left].append((right, decision.number))
        ties[right].append((left, decision.number))
    return ties


def _chain(start: str, goal: str, ties: Mapping[str, Sequence[tuple[str, int]]]) -> tuple[int, ...]:
    paths: dict[str, tuple[int, ...]] = {start: ()}
    queue = [start]
    for here in queue:
        for there, number in ties.get(here, ()):
            if there not in paths:
                paths[there] = (*paths[here], number)
                queue.append(there)
    return paths.get(goal, ())


def describe(entry: Anchor) -> str:
    """An entry's claim in one line: `office: person Ada Brunn, title Ministerin, status holds`."""
    return f"{entry.layer}: " + ", ".join(f"{k} {v}" for k, v in {**entry.claim, **entry.details}.items())
