"""Whether it happened at all, and in which words it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

from lagebild.lexicon import load
from lagebild.record.accounts import SETTLED, Point, Told, account, pairs, point, two_speak
from lagebild.record.disputed_doers import causes_agree
from lagebild.record.telling import Telling, root_of

Load = Literal["neutral", "loaded"]


class Wording(NamedTuple):
    """How a word tells a deed: soberly or with a judgement, and which deed it is a word for."""

    load: Load
    deed: str


def disputed_happening(told: Sequence[Told]) -> Iterator[Point]:
    """Whether it happened, in dispute: told as a fact by one, denied by another; the claim of one report's source against
    its outlet's word counts, too. That it may have happened contradicts nobody.
    """
    opposed = {t.telling.id: t for pair in pairs(told) if _denied(*(t.telling for t in pair)) for t in pair}
    yield from point("happened", "", (account(t, _happened(t.telling)) for t in opposed.values()))


def _denied(one: Telling, other: Telling) -> bool:
    return {_happened(one), _happened(other)} == {"happened", "denied"} and causes_agree(one, other)


def _happened(telling: Telling) -> str:
    return "happened" if telling.status in SETTLED else telling.status


def disputed_wording(told: Sequence[Told]) -> Iterator[Point]:
    """Words in dispute: a deed that one tells in a neutral word and another in a loaded one."""
    words: dict[str, list[tuple[Told, Load]]] = defaultdict(list)
    for one in told:
        found = _found(one.telling)
        if found is not None and one.telling.status in SETTLED:
            words[found.deed].append((one, found.load))
    for deed, used in sorted(words.items()):
        opposed = {
            t.telling.id: t
            for mine, load in used
            for theirs, other in used
            if load != other and two_speak(mine, theirs)
            for t in (mine, theirs)
        }
        yield from point("wording", deed, (account(t, t.telling.trigger) for t in opposed.values()))


def wording(telling: Telling) -> Load | None:
    """How a telling's word tells the deed: `neutral`, `loaded` (it judges), or None for a word that is in no such pair.

    After `wordings.tsv`. A word is in a judgement of this list if German newsrooms argue about it, not because a deed is
    grave: *Mord* is a crime's name, *Hinrichtung* for a killing without a court's sentence is not.
    """
    found = _found(telling)
    return found.load if found else None


def _found(telling: Telling) -> Wording | None:
    return _wordings().get((telling.type, telling.root))


@cache
def _wordings() -> Mapping[tuple[str, str], Wording]:
    columns = ("form", "type", "load", "deed", "example", "counter_example")
    table: dict[tuple[str, str], Wording] = {}
    for row in load("wordings", required=columns):
        if row["load"] not in ("neutral", "loaded"):
            raise row.fault("load", f"expected neutral or loaded, found {row['load']!r}")
        entry = Wording(cast(Load, row["load"]), row["deed"])
        for kind in row["type"].split("|"):
            if table.setdefault((kind, root_of(row["form"])), entry) != entry:
                raise row.fault("form", f"{row['form']!r} has another load or deed in an earlier line; keep one of them")
    return MappingProxyType(table)
