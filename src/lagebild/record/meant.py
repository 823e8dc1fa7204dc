"""What a name of a body means in a report: by the name alone, by the words beside it, by the state that the report is about.

A name that several bodies have, or that means much else, counts only where the report tells the state: by the words
beside the name, by naming the state, its towns or its own bodies, or by the country of its outlet. Where that leaves
two, none is taken, and :class:`Meant` says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lagebild.lexicon.bodies import PUBLIC, Body
from lagebild.lexicon.gazetteer import first_name_gender, known
from lagebild.record.body_register import GERMAN, Borne, bearers, country_of, state_of
from lagebild.record.sighting import Sighting, fullest
from lagebild.record.spellings import plain_name

_CLEARLY = 3
"""A report is about one of two states if so many times as much in it speaks for that one."""

_AMID = 3
"""So much must speak for a state before a plain word for a party is that of one there."""

_PUBLIC = (*PUBLIC, "party")


class Meant(NamedTuple):
    """What a name means in a report: a body of the register; or None, with those that it may be.

    `shared`: others have the name, too, or it is short for much else. `state` is the one that the report is clearly about
    if that is none of theirs: then another body of that state is meant. `enough`: the name is no plain one, or the
    report tells of other parties and bodies of that state.
    """

    body: Body | None
    among: tuple[Body, ...] = ()
    shared: bool = False
    state: str = ""
    enough: bool = True

    def mark(self, sighting: Sighting) -> str:
        """What tells the body apart from others of its name in an id; empty if nothing needs to."""
        if self.body is not None:
            borne = bearers(shown(sighting, self))
            return "" if len(borne) == 1 and borne[0][1] else _dashed(f"{self.body.name} {self.body.state}")
        if len(self.among) < 2 and not self.state:
            return ""
        return _dashed(self.state) or f"{sighting.report}/{sighting.key}"

    def unclear(self, name: str) -> str | None:
        """A sentence that says why a name is left apart; None if it is not."""
        if self.body is not None or self.state or len(self.among) < 2:
            return None
        states = sorted({body.state or body.name for body in self.among})
        return (
            f"“{name}” is kept apart: the report does not say if it is that of {', '.join(states[:-1])} or {states[-1]}"
        )


def shown(sighting: Sighting, told: Meant) -> str:
    """The name under which a sighting goes: its own, unless the reader filled in that of another body."""
    if told.body is None:
        own = [name for name in sighting.names if bearers(name)]
        inflected = any(bearers(name) == bearers(sighting.name) for name in own)
        kept = sighting.name in sighting.names or not own or inflected
        return fullest(sighting) if kept else max(own, key=lambda n: (len(n), n))
    fits = any(body.key == told.body.key for body, _ in bearers(sighting.name))
    return fullest(sighting) if fits else told.body.name


def _dashed(name: str) -> str:
    return plain_name(name).replace(" ", "-")


def meant(sightings: Sequence[Sighting]) -> dict[tuple[str, str], Meant]:
    """What the bodies among all sightings mean, by report and key; those without a name in the register are left out."""
    reports: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        reports[sighting.report].append(sighting)
    found: dict[tuple[str, str], Meant] = {}
    for report, here in reports.items():
        called = {s.key: candidates for s in here if (candidates := _candidates(s))}
        if called:
            ground = _states(here, called)
            country = country_of(here[0].outlet or "")
            ties = {s.key: s.ties for s in here}
            decided = {k: _decided(candidates, ground, country, ties[k]) for k, candidates in called.items()}
            found |= {(report, key): _among_parties(told, ground) for key, told in decided.items()}
    return found


class _Ground(NamedTuple):
    """What in a report speaks for each state: all of it, and what only one who acts there would: bodies and offices."""

    all: Mapping[str, int]
    own: Mapping[str, int]


def _candidates(sighting: Sighting) -> Borne:
    """The bodies that all names in a report may mean; the reader's own form of a name counts if the report has no other."""
    if not bearers(sighting.name) or not _may_be_body(sighting):
        return ()
    sets = [{body.key: (body, enough) for body, enough in bearers(n)} for n in sighting.names if bearers(n)]
    if not sets:
        return bearers(sighting.name)
    common = set(sets[0]).intersection(*sets[1:])
    # a reader who took two bodies for one had a reason for the name
    return tuple((sets[0][key][0], any(one[key][1] for one in sets)) for key in sets[0] if key in common) or bearers(
        sighting.name
    )


def _may_be_body(sighting: Sighting) -> bool:
    """True unless the report means a person, a place or nobody in particular by the name."""
    if sighting.kind in ("organisation", "group"):
        return True
    here = known(sighting.name)
    if here is not None and here.kind != "organisation":
        return False
    enough = any(one for _, one in bearers(sighting.name))
    return enough and (sighting.kind != "person" or first_name_gender(sighting.name.split()[0]) is None)


def _states(here: Iterable[Sighting], called: Mapping[str, Borne]) -> _Ground:
    """How much in a report speaks for its being about each state: its names, its towns, its bodies, offices in it."""
    named: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for sighting in here:
        candidates = called.get(sighting.key, ())
        if candidates:
            (body, enough), *others = candidates
            if enough and not others and body.state and body.kind in _PUBLIC:
                own[body.state] += 1 + len(sighting.names)
        elif sighting.kind in ("state", "place") and (state := state_of(sighting.name)):
            named[state] += 1 + len(sighting.names)
        own.update(filter(None, (state_of(of or "") for _, of in sighting.offices)))
    return _Ground(named + own, own)


def _decided(candidates: Borne, ground: _Ground, country: str, ties: Sequence[str] = ()) -> Meant:
    """The one body that a report's states leave of those that have a name."""
    (first, enough), *others = candidates
    if enough and not others:
        return Meant(first)
    among = tuple(body for body, _ in candidates)
    states = ground.all
    weight = {body.state: states.get(body.state, 0) for body in among if body.state}
    best = max(weight.values(), default=0)
    if len(ties) == 1:
        return _of(ties[0], candidates)
    if not others:
        # the report need not be about the state of initials or a plain name; it must only name it
        return Meant(first if best or (country and country == first.state) else None, among, shared=True, enough=enough)
    if set(weight) <= set(GERMAN) or not any(body.kind in _PUBLIC for body in among):
        # of parties and bodies of a state, those of German-speaking states are all in the register; elsewhere others may
        # have the name
        states = {state: n for state, n in states.items() if state in weight}
    strangers = max((n for state, n in states.items() if state not in weight), default=0)
    if country in weight and weight[country] == best and best >= strangers:
        return _of(country, candidates)
    clear = _clear(states)
    if clear not in weight and ground.own.keys() & weight.keys():
        # bodies are named in the company of others of their state; a state itself may be named in passing
        clear = _clear({state: n for state, n in ground.own.items() if state in states})
    if clear in weight:
        return _of(clear, candidates)
    own = [body for body, one in candidates if one]
    if len(own) == 1 and not best and not _clear(ground.all):
        # nothing speaks for those who are seldom called so
        return Meant(own[0], among, shared=True)
    return Meant(None, among, shared=True, state=_clear(ground.all) if not best else "")


def _among_parties(told: Meant, ground: _Ground) -> Meant:
    """A party is meant by its plain name (*die Linke*) where the report has bodies of its state and hardly others."""
    if told.body is None or told.enough or told.body.kind != "party":
        return told
    amid = ground.own.get(told.body.state, 0) >= _AMID and _clear(ground.own) == told.body.state
    return told._replace(enough=True) if amid else told


def _clear(states: Mapping[str, int]) -> str:
    """The state that a report is about, if one stands out; else empty."""
    ranked = sorted(states.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]):
        return ""
    return ranked[0][0]


def _of(state: str, candidates: Borne) -> Meant:
    """The body of a state among those that have a name; else one that the register does not have."""
    among = tuple(body for body, _ in candidates)
    found = [(body, enough) for body, enough in candidates if body.state == state]
    if len(found) == 1:
        return Meant(found[0][0], among, shared=True, enough=found[0][1])
    return Meant(None, among, shared=True, state="" if found else state)
