"""Ties that something makes or breaks, and those that an office tells.

A state that leaves a body is no longer a member from that day on; whoever holds an office in what reports call a party is
of that party. Which deeds turn which ties stands in `lexicon/de/tie_turns.tsv`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, product
from typing import cast

import msgspec

from lagebild.lexicon import Row, load
from lagebild.reading import EntityKind, RelationKind, RelationStatus
from lagebild.record.evidence import Evidence
from lagebild.record.tenures import HELD, Tenure
from lagebild.record.ties.sighting import Side, TieSighting

_BETWEEN: Mapping[RelationKind, tuple[frozenset[EntityKind], frozenset[EntityKind]]] = {
    "diplomatic": (frozenset({"state"}), frozenset({"state"})),
    "ally": (
        frozenset({"state", "person", "organisation", "group"}),
        frozenset({"state", "person", "organisation", "group"}),
    ),
    "member": (frozenset({"state", "person", "organisation"}), frozenset({"organisation"})),
}
"""The kinds of sides that each tie is between."""


class Doer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part in a deed; `named` is False for a mere description."""

    side: Side
    kind: EntityKind
    named: bool = True


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One report's telling of something that happened: `lemma` is its trigger's dictionary form.

    `valid_from` and `valid_to` are its first and last day. `source` is that of the event.
    """

    lemma: str
    actors: tuple[Doer, ...]
    recipients: tuple[Doer, ...]
    valid_from: str | None
    valid_to: str | None
    source: str | None
    evidence: Evidence


def turning_lemmas() -> frozenset[str]:
    """The lemmas of all deeds that can make or break a tie, as :func:`turns` takes them."""
    return frozenset(row["form"] for row in _turns())


def turns(form: str, lemma: str) -> bool:
    """True if a lemma is a form of the lexicon, or ends in it as a word."""
    return lemma == form or lemma.endswith(" " + form)


@cache
def _turns() -> tuple[Row, ...]:
    return load("tie_turns", required=("form", "kind", "status", "from", "to"))


def by_deeds(deeds: Iterable[Deed]) -> list[TieSighting]:
    """The ties that deeds make or break. A deed of which the report names no day turns them by the report's date."""
    return [sighting for deed in deeds for sighting in _turned(deed)]


def _turned(deed: Deed) -> Iterator[TieSighting]:
    row = next((r for r in _turns() if turns(r["form"], deed.lemma) and _says(r, deed.evidence.sentence)), None)
    if row is None:
        return
    kind, status = cast(RelationKind, row["kind"]), cast(RelationStatus, row["status"])
    sides = {"actor": deed.actors, "recipient": deed.recipients}
    pairs: Iterable[tuple[Doer, Doer]] = product(sides[row["from"]], sides[row["to"]])
    if not deed.recipients and kind in ("ally", "diplomatic"):
        pairs = combinations(deed.actors, 2)
    froms, tos = _BETWEEN[kind]
    day = _day(deed.valid_from, deed.valid_to)
    for one, other in pairs:
        if one.named and other.named and one.kind in froms and other.kind in tos:
            yield TieSighting(
                kind=kind,
                one=one.side,
                other=other.side,
                status=status,
                since=day if status != "former" else None,
                until=day if status == "former" else None,
                source=deed.source,
                turn=True,
                evidence=deed.evidence,
            )


def _says(row: Row, sentence: str) -> bool:
    return not row["word"] or any(word in sentence for word in row["word"].split("|"))


def _day(first: str | None, last: str | None) -> str | None:
    """A day, month or year that two bounds cover, as a date; None for a longer or an open time."""
    if not first or not last:
        return None
    if first == last:
        return first
    for length in (7, 4):
        if first[:length] == last[:length]:
            return first[:length]
    return None


def by_offices(tenures: Iterable[Tenure], parties: Collection[str]) -> list[TieSighting]:
    """The party ties that offices tell; `parties` are the ids of the bodies that reports call parties.

    The dates of an office are not those of the membership: who leads a party was in it before.
    """
    return [
        TieSighting(
            kind="party",
            one=Side(id=tenure.person, name=tenure.person_name),
            other=Side(id=tenure.of, name=tenure.of_name or ""),
            status="holds",
            evidence=evidence,
        )
        for tenure in tenures
        if tenure.status in HELD and tenure.of is not None and tenure.of in parties
        for evidence in tenure.evidence
    ]
