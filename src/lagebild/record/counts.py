"""How many: what all tellings of an incident say, from the lowest to the highest, and the count to go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

import msgspec

from lagebild.reading import Bound, FigureKind
from lagebild.record.telling import Telling


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One count that one report gives; `start` and `end` are the words that give it (code points of the report's text).

    `source` is `outlet` or the name of whoever counted. `voice` is who stands behind the report: one voice counts once.
    """

    value: int
    bound: Bound
    published: str | None
    outlet: str | None
    source: str | None
    voice: str
    report: str
    sentence: str
    start: int
    end: int
    entry: str | None
    counts_up: bool = False


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of one kind: `low` and `high` are the lowest and the highest that stands, `history` all, oldest first.

    `best` is what most voices say in the end: of each voice (an outlet, an agency) the latest count, and of these the one
    that most give; if several are given equally often, the one given last. It is never an average. (UCDP has `low`, `best`
    and `high`, too, but takes a coder's judgement for `best`.)
    """

    low: int
    best: int
    high: int
    history: tuple[Claim, ...]


def counts(tellings: Iterable[Telling], voices: Mapping[str, str]) -> dict[FigureKind, Count]:
    """The counts of an incident by kind; `voices` says for the id of each telling who stands behind it."""
    claims: dict[FigureKind, list[Claim]] = defaultdict(list)
    for telling in sorted(tellings):
        if telling.status == "denied":
            continue
        for figure in telling.figures:
            claims[figure.kind].append(
                Claim(
                    value=figure.value,
                    bound=figure.bound,
                    published=telling.evidence.published,
                    outlet=telling.evidence.outlet,
                    source=telling.source,
                    voice=voices.get(telling.id, telling.report),
                    report=telling.report,
                    sentence=telling.evidence.sentence,
                    start=figure.start,
                    end=figure.end,
                    entry=telling.evidence.entry,
                    counts_up=figure.counts_up,
                )
            )
    return {kind: _count(found) for kind, found in sorted(claims.items())}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A count that holds from a report on until another one is given; `claims` are all that give it in a row."""

    value: int
    bound: Bound
    claims: tuple[Claim, ...]


def steps(count: Count) -> list[Step]:
    """How a count went from report to report, oldest first: what is only said again is no step."""
    runs = [tuple(run) for _, run in groupby(count.history, key=lambda claim: (claim.value, claim.bound))]
    return [Step(value=run[0].value, bound=run[0].bound, claims=run) for run in runs]


def standing(history: Iterable[Claim]) -> list[Claim]:
    """Of each voice and whoever it quotes the claim that stands: the one of its latest report, there the one counted up to.

    A report that gives two counts of one kind (*nach 78 zählte man nun 219*) stands for the higher one.
    """
    latest: dict[tuple[str, str], Claim] = {}
    for claim in history:
        key = claim.voice, claim.source or ""
        before = latest.get(key)
        if before is None or _rank(claim) >= _rank(before):
            latest[key] = claim
    return sorted(latest.values(), key=lambda c: (c.published or "", c.report, c.start))


def _rank(claim: Claim) -> tuple[str, bool, int, int]:
    return claim.published or "", claim.counts_up, claim.value, claim.start


def _count(found: list[Claim]) -> Count:
    stand = standing(found)
    voices: dict[int, set[str]] = defaultdict(set)
    last: dict[int, str] = {}
    for claim in stand:
        voices[claim.value].add(claim.voice)
        last[claim.value] = max(last.get(claim.value, ""), claim.published or "")
    best = max(voices, key=lambda value: (len(voices[value]), last[value], value))
    return Count(low=min(c.value for c in stand), best=best, high=max(c.value for c in stand), history=tuple(found))
