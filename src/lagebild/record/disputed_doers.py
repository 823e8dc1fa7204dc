"""Who did it: doers that exclude each other, what made it happen, and the accused who deny it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from lagebild.lexicon import load
from lagebild.lexicon.words import word_set
from lagebild.reading import EventType
from lagebild.record.accounts import SETTLED, Account, Point, Told, account, pairs, point
from lagebild.record.pairs import heads, ids
from lagebild.record.telling import Party, Telling
from lagebild.record.wording import root_of

Layer = Literal["person", "state", "body", "force", "band", "crowd"]

_WORD = re.compile(r"[^\W\d_]+")
_ENDING = r"(?:e|en|n|s|es|in|innen)?$"
_DONE: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "OFFICE", "SANCTION", "JUDGE", "DISASTER"})
"""What has one doer, or one side. Those who talk, agree or protest are many, and each report names some of them."""
_BY_FORCE: frozenset[EventType] = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_DENIABLE: frozenset[EventType] = _BY_FORCE | {"DISASTER"}
"""What the accused deny to have a part in."""
_APART: frozenset[frozenset[Layer]] = frozenset(
    frozenset(pair)
    for pair in (
        ("force", "band"),
        ("force", "crowd"),
        ("force", "body"),
        ("band", "crowd"),
        ("body", "crowd"),
        ("state", "band"),
        ("state", "crowd"),
    )
)  # fmt: skip
"""Doers of these kinds are never one. A person may belong to anything, a force to the state, a body to a band."""
_CLOSE = 2
"""Sentences from the deed to the accusation, at most."""


class Doer(NamedTuple):
    """Somebody who is said to have done it: who or what kind of doer, and the name that the report gives."""

    key: str
    layer: Layer
    name: str


def disputed_doers(told: Sequence[Told], beside: Sequence[Telling] = ()) -> Iterator[Point]:
    """Who did it, in dispute: other doers, another cause (attack or accident, resigned or dismissed), or the accused denies.

    `beside` are tellings of the same reports that belong to other incidents: who accuses whom, and who denies it.
    """
    settled = [t for t in told if t.telling.status in SETTLED]
    named = {t.telling.id: doers(t.telling) for t in settled if t.telling.type in _DONE}
    able = [t for t in settled if named.get(t.telling.id)]
    opposed = {}
    if len({frozenset(doer.key for doer in named[t.telling.id]) for t in able}) > 1:
        opposed = {t.telling.id: t for pair in pairs(able) if _other_doers(*pair, named) for t in pair}
    accounts = [account(t, ", ".join(d.name for d in named[t.telling.id])) for t in opposed.values()]
    accounts += _denials(settled, beside)
    yield from point("doer", "", accounts)
    for deed in sorted({deed for deed, _ in _causes().values()}):
        caused = {t.telling.id: (t, cause) for t in settled if (cause := cause_of(t.telling, deed))}
        if len({cause for _, cause in caused.values()}) < 2:
            continue
        known = [t for t, _ in caused.values()]
        others = {
            t.telling.id: t
            for pair in pairs(known)
            if len({caused[t.telling.id][1] for t in pair}) > 1
            for t in pair
        }  # fmt: skip
        yield from point("doer", deed, (account(t, caused[t.telling.id][1]) for t in others.values()))


def doers(telling: Telling) -> tuple[Doer, ...]:
    """Those who did it, without words that fit anybody (*Unbekannte*, *Männer*, *Sicherheitskräfte*).

    It is empty if a description is among them that says too little to tell it from others.
    """
    found: list[Doer] = []
    for party in telling.actors:
        classes = kinds_of_doer(party.name)
        if party.kind == "person" and party.named:
            found.append(Doer(party.id, "person", party.name))
        elif party.kind == "state":
            found.append(Doer(party.id, "state", party.name))
        elif classes:
            found += [Doer(c, _layer(c), party.name) for c in classes if c != "any"]
        elif party.named:
            found.append(Doer(party.id, "body", party.name))
        elif party.kind in ("organisation", "group"):
            return ()
    return tuple(dict.fromkeys(found))


def _layer(kind: str) -> Layer:
    return "band" if kind == "band" else "crowd" if kind == "crowd" else "force"


def kinds_of_doer(name: str) -> tuple[str, ...]:
    """The kinds of doers that a description names (`police` for *talvarische Polizei*), after `doers.tsv`.

    `any` stands for words that fit several kinds. A word that the list does not know says nothing.
    """
    found: list[str] = []
    for word in _WORD.findall(name):
        if word[0].isupper():
            folded = word.casefold()
            found += next((kinds for form, kinds in _kinds() if form.search(folded)), ())
    said = [kind for kind in dict.fromkeys(found) if kind != "any"]
    return tuple(said or dict.fromkeys(found))


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    rows = load("doers", required=("form", "value", "example", "counter_example"), unique=True)
    longest = sorted(rows, key=lambda row: (-len(row["form"]), row["form"]))
    return tuple((re.compile(re.escape(r["form"].casefold()) + _ENDING), tuple(r["value"].split())) for r in longest)


def _one_victim(one: Telling, other: Telling) -> bool:
    """True unless both say to whom it was done and share neither a name nor a word: then it may be two deeds of one day."""
    if not one.recipients or not other.recipients:
        return True
    named = ids(one.recipients) & ids(other.recipients)
    return bool(named or heads(one.recipients) & heads(other.recipients))


def _other_doers(told: Told, differing: Told, named: Mapping[str, Sequence[Doer]]) -> bool:
    one, other = told.telling, differing.telling
    mine, theirs = named[one.id], named[other.id]
    if {d.key for d in mine} & {d.key for d in theirs} or not _one_victim(one, other):
        return False
    if not causes_agree(one, other):
        return False  # who resigns is no other doer than who dismisses: that is told by the causes
    forced = one.type in _BY_FORCE and other.type in _BY_FORCE
    return all(_excludes(a, b, forced=forced) for a in mine for b in theirs)


def _excludes(one: Doer, other: Doer, *, forced: bool) -> bool:
    if one.layer == other.layer == "force":
        return True  # their keys differ
    if one.layer == other.layer == "person":
        return one.name.split()[-1] != other.name.split()[-1]
    if one.layer == other.layer == "state":
        return forced
    if one.layer == other.layer == "body":
        names = one.name.casefold(), other.name.casefold()
        return names[0] not in names[1] and names[1] not in names[0]
    return forced and frozenset((one.layer, other.layer)) in _APART


def cause_of(telling: Telling, deed: str) -> str | None:
    """What a telling's word says made it happen, after `causes.tsv`; None if the word leaves it open (*Explosion*).

    The deed `harm` is an `attack` or an `accident`, the `end of office` `resigned` or `dismissed`, a `death` by
    `own hand` or `by another`.
    """
    found = _causes().get((telling.type, telling.root))
    return found[1] if found and found[0] == deed else None


def causes_agree(one: Telling, other: Telling) -> bool:
    """True if two words say the same of what made it happen: who denies an attack does not deny the explosion."""
    return _causes().get((one.type, one.root)) == _causes().get((other.type, other.root))


@cache
def _causes() -> Mapping[tuple[str, str], tuple[str, str]]:
    rows = load("causes", required=("form", "type", "deed", "cause", "example", "counter_example"), unique=True)
    return MappingProxyType({(row["type"], root_of(row["form"])): (row["deed"], row["cause"]) for row in rows})


def _denials(told: Sequence[Told], beside: Sequence[Telling]) -> list[Account]:
    """The accounts of those who are accused of the deed in a report and deny it there.

    Tied are a denial of any part in it (*bestritt eine Beteiligung*) by the doer whom the report names, or one right after
    the sentence that accuses somebody. Either is about the deed told last before it.
    """
    found: list[Account] = []
    reports: dict[str, set[Telling]] = defaultdict(set)
    for telling in (*beside, *(one.telling for one in told)):
        if telling.status in SETTLED:
            reports[telling.report].add(telling)
    for one in told:
        deed, report = one.telling, sorted(reports[one.telling.report])
        for denial in (t for t in report if t.type == "REJECT" and _of_a_part_in_it(t)):
            for accused, by in _accused(deed, denial, report):
                found.append(account(Told(by, one.voice), accused.name))
                found.append(account(Told(denial, one.voice), f"not {accused.name}"))
    return found


def _accused(deed: Telling, denial: Telling, report: Sequence[Telling]) -> Iterator[tuple[Party, Telling]]:
    deeds = [t for t in report if t.type in _DENIABLE]
    for party in deed.actors:
        his = [t for t in deeds if party in t.actors]
        if party in denial.actors and _last_before(denial, his) == deed and _near(deed, denial, _CLOSE + 1):
            yield party, deed
    for accusation in report:
        answered = accusation.type == "ACCUSE" and denial.sentence - accusation.sentence == 1
        if answered and _last_before(accusation, deeds) == deed and _near(deed, accusation, _CLOSE):
            yield from ((party, accusation) for party in accusation.recipients if party.kind != "group")


def _last_before(later: Telling, deeds: Sequence[Telling]) -> Telling | None:
    return max((t for t in deeds if t < later), default=None)


def _near(one: Telling, later: Telling, sentences: int) -> bool:
    return 0 <= later.sentence - one.sentence <= sentences


def _of_a_part_in_it(denial: Telling) -> bool:
    parts = word_set("parts_in_a_deed")
    return any(word in parts for word in _WORD.findall(denial.evidence.sentence))
