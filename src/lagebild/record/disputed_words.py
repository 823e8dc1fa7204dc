"""Whether it happened at all, and in which words it is told."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

from lagebild.lexicon import load
from lagebild.reading import OUTLET, EventType
from lagebild.record.accounts import SETTLED, Point, Told, account, pairs, point, share_somebody, two_outlets, two_speak
from lagebild.record.disputed_doers import causes_agree
from lagebild.record.telling import Telling
from lagebild.record.wording import root_of

Load = Literal["neutral", "loaded"]

_HEIGHTENED = frozenset({"attack", "terror"})
"""Deeds whose loaded words only say more than the neutral ones. It takes two outlets to dispute over these."""


_SPOKEN: frozenset[EventType] = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""What is done in words: that somebody supports nobody any longer denies no support."""


_SINCE = datetime.timedelta(days=7)
"""What was denied more than so long before it is told without a day may have happened in between."""


_SOON = 3
"""An outlet denies what it has somebody claim at most so many sentences on."""


class Wording(NamedTuple):
    """How a word tells a deed: soberly or with a judgement, and which deed it is a word for."""

    load: Load
    deed: str


def disputed_happening(told: Sequence[Told], beside: Iterable[Telling] = ()) -> Iterator[Point]:
    """Whether it happened, in dispute: told as a fact by one, denied by another.

    The word of somebody whom a report quotes against the outlet's own counts, too. That it may have happened contradicts
    nobody.

    An outlet that denies something in passing (*keine Entscheidung*) rarely denies what it tells elsewhere. So within one
    voice it must be a deed, not words, denied by somebody whom it quotes, with the same verb or noun, and of
    somebody who takes part in both tellings.

    `beside` are other tellings of the same reports. What an outlet has somebody claim was done to somebody, and soon
    afterwards denies in its own voice (*Der Sprecher sagt, sie sei verletzt. Sie ist unverletzt.*), is in dispute, too.
    """
    opposed = {t.telling.id: t for pair in pairs(told) if _denied(*pair) for t in pair}
    for other in beside:
        for one in told:
            if _denied_beside(one.telling, other):
                opposed |= {one.telling.id: one, other.id: Told(other, one.voice)}
    yield from point("happened", "", (account(t, _happened(t.telling)) for t in opposed.values()))


def _denied(one: Told, other: Told) -> bool:
    denial, claim = (t.telling for t in ((one, other) if one.telling.status == "denied" else (other, one)))
    if (_happened(denial), _happened(claim)) != ("denied", "happened") or not causes_agree(denial, claim):
        return False
    if _not_yet(denial, claim):
        return False
    if two_outlets(one, other):
        return True
    quoted = denial.source != OUTLET and denial.type not in _SPOKEN
    return quoted and denial.root == claim.root and share_somebody(denial, claim)


def _denied_beside(claim: Telling, denial: Telling) -> bool:
    """True if a report has somebody claim a deed, and a few sentences on says itself that nothing of the kind was done."""
    return (
        claim.report == denial.report
        and claim.source not in (OUTLET, None)
        and denial.source == OUTLET
        and (_happened(claim), _happened(denial)) == ("happened", "denied")
        and claim.type == denial.type
        and claim.type not in _SPOKEN
        and bool(set(claim.recipients) & set(denial.recipients))
        and 0 < denial.sentence - claim.sentence <= _SOON
        and causes_agree(denial, claim)
    )


def _not_yet(denial: Telling, claim: Telling) -> bool:
    """True if the denial was published before it happened, or long before an undated claim: it may have happened since."""
    if denial.published is None:
        return False
    if claim.valid_from is not None:
        return denial.published < claim.valid_from
    if claim.published is None:
        return False
    days = datetime.date.fromisoformat(claim.published) - datetime.date.fromisoformat(denial.published)
    return days > _SINCE


def _happened(telling: Telling) -> str:
    return "happened" if telling.status in SETTLED else telling.status


def disputed_wording(told: Sequence[Told]) -> Iterator[Point]:
    """Words in dispute: a deed that one tells in a neutral word and another in a loaded one.

    An outlet's *Anschlag* and the *Terrorakt* of somebody whom it quotes are no two versions of what happened. Somebody's
    version counts though the outlet only passes it on as possible (*sprach von einem Terrorakt*).
    """
    words: dict[str, list[tuple[Told, Load]]] = defaultdict(list)
    for one in told:
        if one.telling.status in SETTLED or _is_version(one.telling):
            for found in wordings_of(one.telling):
                words[found.deed].append((one, found.load))
    for deed, used in sorted(words.items()):
        opposed = {
            t.telling.id: t
            for (mine, load), (theirs, other) in combinations(used, 2)
            if load != other and two_speak(mine, theirs) and (deed not in _HEIGHTENED or two_outlets(mine, theirs))
            for t in (mine, theirs)
        }
        yield from point("wording", deed, (account(t, t.telling.trigger) for t in opposed.values()))


def _is_version(telling: Telling) -> bool:
    """True for what somebody who is named says it was."""
    return telling.status == "possible" and telling.source not in (OUTLET, None)


def wording(telling: Telling) -> Load | None:
    """How a telling's word tells the deed: `neutral`, `loaded` (it judges), or None for a word that is in no such pair.

    After `wordings.tsv`. A word is loaded if it judges what another word only tells, and not because the deed is grave:
    *Mord* is the name of a crime, but *abschlachten* takes a side.
    """
    return next((found.load for found in wordings_of(telling)), None)


def wordings_of(telling: Telling) -> tuple[Wording, ...]:
    """Every deed that a telling's word is listed for, with its load."""
    return _wordings().get((telling.type, telling.root), ())


@cache
def _wordings() -> Mapping[tuple[str, str], tuple[Wording, ...]]:
    columns = ("form", "type", "load", "deed", "example", "counter_example")
    table: dict[tuple[str, str], dict[str, Wording]] = defaultdict(dict)
    for row in load("wordings", required=columns):
        if row["load"] not in ("neutral", "loaded"):
            raise row.fault("load", f"expected neutral or loaded, found {row['load']!r}")
        entry = Wording(cast(Load, row["load"]), row["deed"])
        for kind in row["type"].split("|"):
            if table[kind, root_of(row["form"])].setdefault(entry.deed, entry) != entry:
                raise row.fault("load", f"{row['form']!r} has another load in an earlier line; keep one of them")
    return MappingProxyType({key: tuple(found.values()) for key, found in table.items()})
