"""When and where: from the trigger's own phrase, then its clause, then its sentence."""

from __future__ import annotations

import datetime

from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import EventStatus, Time

_LOCAL = frozenset(["in", "im", "bei", "beim", "nahe", "vor", "auf", "an", "am", "nach", "über", "nördlich", "südlich",
                    "westlich", "östlich", "aus"])  # fmt: skip


def time_of(scene: Scene, hit: Hit) -> Time | None:
    """The nearest date or time: below the trigger, else in its clause, else the only one of its sentence.

    A clause that tells what somebody says, wants or plans does not take the time at which that is said.
    """
    sentence = scene.sentence(hit.token)
    times = [t for t in scene.reading.times if _datable(scene, t) and _in(t, sentence)]
    if not times:
        return None
    for tokens in _circles(scene, hit):
        inside = [t for t in times if _token(scene, t) in tokens]
        if inside:
            return min(inside, key=lambda t: abs(t.start - scene.token_span(hit.token).start))
    return times[0] if len(times) == 1 and hit.own and not _is_content(scene, hit.clause) else None


def value_of(scene: Scene, time: Time, status: EventStatus) -> str | None:
    """The value that an event takes of a time: ranges as `A/B`, `seit X` of what goes on up to the report's day.

    `vor drei Wochen` is that ISO week, `vor zwei Jahren` that year.
    """
    before = scene.text[: time.start].split()[-1:]
    word = before[0].casefold() if before else ""
    if time.type == "DURATION":
        return _ago(time)
    published = scene.reading.published
    if word == "seit" and status == "ongoing" and published and time.begin:
        return f"{time.value}/{published[:10]}"
    for other in scene.reading.times:
        first, last = sorted((time, other), key=lambda t: t.start)
        between = scene.text[first.end : last.start].split()
        opening = scene.text[: first.start].split()[-1:]
        if first is not last and opening and first.value and last.value:
            pair = (opening[0].casefold(), tuple(between))
            if pair in _RANGES and first.begin and last.begin and first.begin <= last.begin:
                return f"{first.value}/{last.value}"
    return time.value


_RANGES = frozenset(
    (("zwischen", ("und",)), ("von", ("bis",)), ("vom", ("bis",)), ("vom", ("bis", "zum")), ("von", ("bis", "zum")))
)


def _datable(scene: Scene, time: Time) -> bool:
    if time.type in ("DATE", "TIME"):
        return bool(time.value)
    before = scene.text[: time.start].split()[-1:]
    return time.type == "DURATION" and before == ["vor"] and _ago(time) is not None


def _ago(time: Time) -> str | None:
    """The calendar unit that a duration after *vor* leads back to."""
    if not (time.begin and time.value):
        return None
    unit = time.value[-1]
    if time.value.startswith("PT"):
        return time.begin
    if unit == "W":
        year, week, _ = datetime.date.fromisoformat(time.begin).isocalendar()
        return f"{year}-W{week:02}"
    return {"Y": time.begin[:4], "M": time.begin[:7], "D": time.begin}.get(unit)


def _is_content(scene: Scene, clause: Clause | None) -> bool:
    """Whether a clause is what another one says, wants or plans."""
    if clause is None:
        return False
    above = scene.clause_of.get(clause.governor)
    return above is not None and (clause.predicate in above.content or clause.kind == "infinitive")


def place_of(scene: Scene, hit: Hit, *, taken: tuple[str, ...]) -> str | None:
    """The entity of the narrowest place that a local preposition ties to the trigger or its clause."""
    a = scene.analysis
    for tokens in _circles(scene, hit):
        found: list[tuple[bool, int, str]] = []
        for token in tokens:
            key = scene.entity(token)
            entity = scene.entities.get(key or "")
            if entity is None or entity.kind not in ("place", "state") or entity.id in taken:
                continue
            cases = {a.lemmas[c].casefold() for c in a.dependents(token, "case")}
            if cases & _LOCAL:
                found.append((entity.kind == "state", abs(token - hit.token), entity.id))
        if found:
            return min(found)[2]
    return None


def _circles(scene: Scene, hit: Hit) -> list[set[int]]:
    """The tokens around a trigger, from near to far: below it; in its clause without the clauses that hang on it."""
    a = scene.analysis
    below = set(a.subtree(hit.token))
    circles = [below] if not hit.own else []
    if hit.clause is not None:
        inner = set(a.subtree(hit.clause.predicate))
        others = [c.predicate for c in scene.clauses if c.predicate in inner and c.predicate != hit.clause.predicate]
        for other in others:
            if other != hit.token:
                inner -= set(a.subtree(other))
        circles.append(inner)
        first = hit.clause
        while a.labels[first.predicate] == "conj" and a.heads[first.predicate] in scene.clause_of:
            # what stands before the first of conjoined verbs holds for all of them
            first = scene.clause_of[a.heads[first.predicate]]
            circles.append(
                {t for t in a.children[first.predicate] if t < first.predicate}
                | {g for t in a.children[first.predicate] if t < first.predicate for g in a.subtree(t)}
            )
    return circles


def _in(time: Time, sentence: Span) -> bool:
    return sentence.start <= time.start and time.end <= sentence.end


def _token(scene: Scene, time: Time) -> int | None:
    return scene.analysis.token_at(time.start)
