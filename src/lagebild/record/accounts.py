"""Who says what of an incident: what the kinds of disputes have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import msgspec

from lagebild.reading import OUTLET, EventStatus, EventType
from lagebild.record.telling import Telling

DisputeKind = Literal["figure", "date", "place", "doer", "happened", "wording"]

SETTLED: frozenset[EventStatus] = frozenset({"happened", "ongoing"})
"""The statuses of what somebody says did happen. That something may have happened contradicts nobody."""

_ONE_DEED: frozenset[frozenset[EventType]] = frozenset(
    frozenset(pair)
    for pair in (
        ("ASSAULT", "DISASTER"),
        ("ASSAULT", "COERCE"),
        ("ASSAULT", "PROTEST"),
        ("COERCE", "SANCTION"),
        ("OFFICE", "RETREAT"),
        ("OFFICE", "SANCTION"),
        ("OFFICE", "ELECT"),
        ("SANCTION", "RETREAT"),
        ("AGREE", "COOPERATE"),
        ("AGREE", "CONSULT"),
    )
)
"""Types under which two reports tell one deed. An attack and a death of it, days later, are one incident but two deeds."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says about a point in dispute, or has somebody say.

    `value` is the version that it gives: a count, a TIMEX3 value, a name, a status or a word. `source` is `outlet`, the
    name of whoever says so, or None for nobody named. `start` and `end` are code points of the report's text, `entry` is
    the entry of the telling, `voice` who stands behind the report.
    """

    value: str
    outlet: str | None
    source: str | None
    published: str | None
    report: str
    sentence: str
    start: int
    end: int
    entry: str | None
    voice: str


class Point(NamedTuple):
    """A point on which accounts differ: the kind of dispute, what it is about within that kind, and the accounts."""

    kind: DisputeKind
    what: str
    accounts: tuple[Account, ...]


class Told(NamedTuple):
    """A telling and the voice behind it."""

    telling: Telling
    voice: str


def account(told: Told, value: str, *, start: int | None = None, end: int | None = None) -> Account:
    """A telling as an account of one point; it stands at the trigger unless `start` and `end` say where else."""
    evidence = told.telling.evidence
    return Account(
        value=value,
        outlet=evidence.outlet,
        source=told.telling.source,
        published=evidence.published,
        report=evidence.report,
        sentence=evidence.sentence,
        start=evidence.start if start is None else start,
        end=evidence.end if end is None else end,
        entry=evidence.entry,
        voice=told.voice,
    )


def two_speak(one: Told, other: Told) -> bool:
    """True if two tellings are the word of two: two voices, or two whom one voice quotes, or a quoted one and the outlet.

    What an outlet says of nobody named (hearsay) may be the word of anybody whom it quotes.
    """
    if one.voice != other.voice:
        return True
    sources = one.telling.source, other.telling.source
    return None not in sources and sources[0] != sources[1]


def one_deed(one: Telling, other: Telling) -> bool:
    """True if two tellings of an incident tell the same deed, so that its day, its place and its doer must agree."""
    return one.type == other.type or frozenset((one.type, other.type)) in _ONE_DEED


def share_somebody(one: Telling, other: Telling) -> bool:
    """True if somebody takes part in both deeds; those to whom it was done decide if both tellings have some."""
    if one.recipients and other.recipients:
        return bool(set(one.recipients) & set(other.recipients))
    return bool({*one.actors, *one.recipients} & {*other.actors, *other.recipients})


def pairs(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """The pairs of tellings that are the word of two and tell the same deed."""
    return (p for p in combinations(told, 2) if two_speak(*p) and one_deed(p[0].telling, p[1].telling))


def point(kind: DisputeKind, what: str, accounts: Iterable[Account]) -> Iterator[Point]:
    """The point on which some accounts differ; none if they don't.

    Accounts with one value stand together; of two in one sentence by one source the first is kept.
    """
    said = {(a.value, a.report, a.source, a.sentence): a for a in sorted(accounts, key=_order, reverse=True)}
    known = sorted(said.values(), key=_order)
    first = {a.value: _order(a) for a in reversed(known)}
    if len(first) > 1:
        yield Point(kind, what, tuple(sorted(known, key=lambda a: (first[a.value], _order(a)))))


def _order(one: Account) -> tuple[str, str, int, int, str, str]:
    return one.published or "9", one.report, one.start, one.end, one.value, one.entry or ""


def named_source(told: Told) -> str | None:
    """Whoever a telling quotes by name; None if it is the outlet's own word, or nobody's."""
    source = told.telling.source
    return None if source == OUTLET else source
