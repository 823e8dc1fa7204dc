"""When and where: from the trigger's own phrase, then its clause, then its sentence."""

from __future__ import annotations

from lagebild.annotate.events.scene import Scene
from lagebild.annotate.events.triggers import Hit
from lagebild.document import Span
from lagebild.reading import Time

_LOCAL = frozenset(["in", "im", "bei", "beim", "nahe", "vor", "auf", "an", "am", "nach", "über", "nördlich", "südlich",
                    "westlich", "östlich", "aus"])  # fmt: skip


def time_of(scene: Scene, hit: Hit) -> str | None:
    """The TIMEX3 value of the nearest date or time: below the trigger, else in its clause, else alone in its sentence."""
    sentence = scene.sentence(hit.token)
    times = [t for t in scene.reading.times if t.type in ("DATE", "TIME") and t.value and _in(t, sentence)]
    if not times:
        return None
    for tokens in _circles(scene, hit):
        inside = [t for t in times if _token(scene, t) in tokens]
        if inside:
            return min(inside, key=lambda t: abs(t.start - scene.token_span(hit.token).start)).value
    return times[0].value if len(times) == 1 and len(scene.clauses) == 1 else None


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
    return circles


def _in(time: Time, sentence: Span) -> bool:
    return sentence.start <= time.start and time.end <= sentence.end


def _token(scene: Scene, time: Time) -> int | None:
    return scene.analysis.token_at(time.start)
