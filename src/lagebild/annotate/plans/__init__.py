"""Plans, agreements and programmes with their points, and promises, appeals and mediations with what came of them.

`naming` finds what a plan is called, `points` what it holds, `sides` whose it is, `pledges` the promises.
"""

from __future__ import annotations

from typing import Any

from lagebild.annotate.plans import naming, points, sides
from lagebild.annotate.plans.pledges import annotate as pledges
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Because, Plan

__all__ = ["annotate", "pledges"]


def annotate(text: Text) -> tuple[Plan, ...]:
    """The plans of a report, each once, in the order of the text; needs its entities and times.

    One that the report neither gives a name of its own nor any points, nor says who made it, is left out.
    """
    called = list(naming.plans(text))
    named = [one for one in called if one.own]
    found: dict[str, Plan] = {}
    for one in called:
        again = next((o for o in named if naming.takes_up(text, one, o) or _key(o.name) == _key(one.name)), None)
        before = naming.fuller(text, one) if again is None else None
        plan = _plan(text, one, again)
        if plan is not None and before is not None:
            whole = _plan(text, before, before)
            plan = _joined(whole, plan) if whole is not None else plan
        if plan is not None:
            known = found.get(_key(plan.name))
            found[_key(plan.name)] = plan if known is None else _joined(known, plan)
    return tuple(sorted(_without_heads(found), key=lambda plan: plan.start))


def _key(name: str) -> str:
    return name.casefold().removesuffix("s")


def _plan(text: Text, called: naming.Called, again: naming.Called | None) -> Plan | None:
    """The plan at a mention; `again` is a mention of it by a name of its own."""
    told = points.points(text, called)
    if told is None and again is None and not called.own and not sides.is_made(text, called):
        return None
    because: Because = {"name": called.rule}
    if told is not None:
        because["phases"] = told[1]
    named = {
        "of": sides.first_side(sides.OWNERS, text, called),
        "announced_by": sides.first_side(sides.MAKERS, text, called),
        "about": sides.first_side(sides.AIMS, text, called),
    }
    because |= {field: side[1] for field, side in named.items() if side is not None}
    ids: dict[str, Any] = {field: side[0].id if side is not None else None for field, side in named.items()}
    day = sides.day_of(text, called)
    if day is not None:
        because["time"] = "time/made-known"
    return Plan(
        name=again.name if again is not None else called.name,
        **ids,
        phases=told[0] if told is not None else (),
        time=day,
        start=called.span.start,
        end=called.span.end,
        because=because,
    )


def _joined(one: Plan, other: Plan) -> Plan:
    """Two mentions of one plan: what the first does not say, the second may; more of what it holds is added."""
    more = tuple(phase for phase in other.phases if phase not in one.phases)
    return Plan(
        name=one.name,
        of=one.of or other.of,
        announced_by=one.announced_by or other.announced_by,
        about=one.about or other.about,
        phases=(*one.phases, *more),
        time=one.time or other.time,
        start=one.start,
        end=one.end,
        because={**other.because, **one.because},
    )


def _without_heads(found: dict[str, Plan]) -> list[Plan]:
    """The plans without those that are another one's points under a mere noun (*der Plan*, told of before by name)."""
    kept = []
    for plan in found.values():
        other = next((p for p in found.values() if p is not plan and _same(plan, p)), None)
        if other is None:
            kept.append(plan)
    return kept


def _same(plain: Plan, named: Plan) -> bool:
    overlap = Span(plain.start, plain.end).overlaps(Span(named.start, named.end))
    return overlap and (len(plain.name), plain.name) < (len(named.name), named.name)
