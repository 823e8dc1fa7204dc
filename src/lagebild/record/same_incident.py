"""Do two tellings tell of one happening? What speaks for it and against it, each sign with a name and a weight.

A score explained by named features follows nomenklatura's `logic_v1`. A *bar* rules it out whatever else they share. Where
no bar holds, the weights of the signs are added up; :data:`ENOUGH` is how much two tellings need to be one incident.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import NamedTuple

from lagebild.lexicon.gazetteer import known
from lagebild.reading import EventStatus, EventType
from lagebild.record.telling import Party, Telling

ENOUGH = 4.0
"""Two tellings with so much for them are taken for one."""

AHEAD: frozenset[EventStatus] = frozenset({"announced", "demanded"})
"""The statuses of what lies ahead: it is linked with what comes of it, and never one with it."""

_KIN: frozenset[frozenset[EventType]] = frozenset(
    frozenset(pair)
    for pair in (
        ("ASSAULT", "DIE"),
        ("ASSAULT", "COERCE"),
        ("ASSAULT", "DISASTER"),
        ("ASSAULT", "MOBILIZE"),
        ("ASSAULT", "PROTEST"),
        ("DISASTER", "DIE"),
        ("COERCE", "MOBILIZE"),
        ("COERCE", "SANCTION"),
        ("COERCE", "LEGISLATE"),
        ("COERCE", "JUDGE"),
        ("SANCTION", "REJECT"),
        ("SANCTION", "RETREAT"),
        ("SANCTION", "OFFICE"),
        ("SANCTION", "LEGISLATE"),
        ("OFFICE", "ELECT"),
        ("OFFICE", "RETREAT"),
        ("AGREE", "SUPPORT"),
        ("AGREE", "COOPERATE"),
        ("AGREE", "CONSULT"),
        ("AGREE", "CONCEDE"),
        ("AGREE", "LEGISLATE"),
        ("AGREE", "AID"),
        ("CONCEDE", "RETREAT"),
        ("AID", "COOPERATE"),
        ("SUPPORT", "COOPERATE"),
        ("ACCUSE", "JUDGE"),
        ("LEGISLATE", "ELECT"),
    )
)
"""Types under which two reports may tell one happening."""

_ONCE: frozenset[EventType] = frozenset({"DIE", "OFFICE", "JUDGE", "ELECT"})
"""What hardly befalls one person twice within some weeks."""


class Pair(NamedTuple):
    """Two tellings, the earlier first."""

    one: Telling
    other: Telling

    @property
    def together(self) -> bool:
        """True if one report tells both."""
        return self.one.report == self.other.report


class Sign(NamedTuple):
    """Something that two tellings may share, and how much that says: above zero for one happening, below for two."""

    name: str
    weigh: Callable[[Pair], float]
    why: str


class Bar(NamedTuple):
    """Something that two tellings of one happening never have."""

    name: str
    holds: Callable[[Pair], bool]
    why: str


class Verdict(NamedTuple):
    """What speaks for and against two tellings being one: `score` is the sum of `signs`, `bar` the name of a bar, if any."""

    score: float
    signs: tuple[tuple[str, float], ...]
    bar: str | None = None

    @property
    def one(self) -> bool:
        """True if the two are taken for one."""
        return self.bar is None and self.score >= ENOUGH


def _days(telling: Telling) -> tuple[datetime.date, datetime.date] | None:
    if telling.valid_from is None or telling.valid_to is None:
        return None
    return datetime.date.fromisoformat(telling.valid_from), datetime.date.fromisoformat(telling.valid_to)


def _published(telling: Telling) -> datetime.date | None:
    return datetime.date.fromisoformat(telling.published) if telling.published else None


def gap(pair: Pair) -> int | None:
    """The days between what two tellings say; 0 if they overlap, None if one of them names no day."""
    one, other = _days(pair.one), _days(pair.other)
    if one is None or other is None:
        return None
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


def _apart(pair: Pair) -> int | None:
    """The days between two reports, or between what one says and the other's report if only one names a day."""
    ends = [(_days(t) or (_published(t),) * 2)[0] for t in pair]
    return abs((ends[0] - ends[1]).days) if ends[0] and ends[1] else None


def _people(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.id for p in parties if p.kind == "person" and p.named)


def _ids(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(p.id for p in parties if p.named)


def _heads(parties: Iterable[Party]) -> frozenset[str]:
    """The last words of descriptions: *zwei mutmaßliche Täter* and *die Täter* may be the same."""
    return frozenset(p.name.split()[-1].casefold() for p in parties if not p.named and p.name.split())


def _everybody(telling: Telling) -> frozenset[str]:
    return _ids((*telling.actors, *telling.recipients))


def _kin(pair: Pair) -> bool:
    one, other = pair.one.type, pair.other.type
    return one == other or frozenset((one, other)) in _KIN


def _other_tense(pair: Pair) -> bool:
    return (pair.one.status in AHEAD) != (pair.other.status in AHEAD)


def _other_days(pair: Pair) -> bool:
    days = gap(pair)
    return days is not None and days > 1


def _told_before(pair: Pair) -> bool:
    """True if one is told, without a day, by a report from before the day that the other names."""
    for undated, dated in (pair, pair[::-1]):
        days, published = _days(dated), _published(undated)
        if _days(undated) is None and days and published and undated.status not in AHEAD and published < days[0]:
            return True
    return False


def _other_town(pair: Pair) -> bool:
    one, other = pair.one.place, pair.other.place
    if one is None or other is None or one.id == other.id or not (one.named and other.named):
        return False
    if "state" in (one.kind, other.kind):
        return _state_of(one) != _state_of(other) and None not in (_state_of(one), _state_of(other))
    if one.kind != "place" or other.kind != "place":
        return False
    regions = [bool((k := known(p.name)) and k.level) for p in (one, other)]
    return not any(regions) and one.id not in pair.other.near and other.id not in pair.one.near


def _state_of(place: Party) -> str | None:
    found = known(place.name)
    return found.state or None if found else None


def _other_people(pair: Pair) -> bool:
    """True if the two name different people in one role, and nobody in both."""
    one, other = pair
    for mine, theirs in ((one.actors, other.actors), (one.recipients, other.recipients)):
        left, right = _people(mine), _people(theirs)
        if left and right and not left & right and not _everybody(one) & _everybody(other):
            return True
    return False


def _other_victims(pair: Pair) -> bool:
    """True if the two name different people to whom it was done."""
    left, right = _people(pair.one.recipients), _people(pair.other.recipients)
    return bool(left and right and not left & right)


def _other_sides(pair: Pair) -> bool:
    """True if nobody whom one names takes part in the other, and both name doer and recipient."""
    left, right = ((_ids(t.actors), _ids(t.recipients)) for t in pair)
    return all((*left, *right)) and not left[0] & right[0] and not left[1] & right[1]


BARS: tuple[Bar, ...] = (
    Bar("other-type", lambda p: not _kin(p), "their types never tell the same thing"),
    Bar("plan-and-deed", _other_tense, "one lies ahead, the other does not"),
    Bar("other-days", _other_days, "they name days that are more than one day apart"),
    Bar("told-before", _told_before, "one was told before the day on which the other happened"),
    Bar("other-town", _other_town, "they name two towns or two states"),
    Bar("other-people", _other_people, "they name different people in one role"),
    Bar("other-victims", _other_victims, "they name different people to whom it was done"),
    Bar("other-sides", _other_sides, "both name doer and recipient, and share none"),
)


def _same_type(pair: Pair) -> float:
    if pair.one.type != pair.other.type:
        return -1.0
    return 0.5


def _same_root(pair: Pair) -> float:
    one, other = pair
    if one.root and one.root == other.root:
        return 2.0
    if one.mode and one.mode == other.mode and one.type == other.type:
        return 1.0
    return 0.0


def _taken_up(pair: Pair) -> float:
    """A noun later in the report takes up what was told (*nach der Entführung*)."""
    if not pair.together or pair.one.type != pair.other.type:
        return 0.0
    later = max(pair)
    return 1.0 if later.noun and pair.one.root == pair.other.root else 0.0


def _same_day(pair: Pair) -> float:
    days = gap(pair)
    if days is None:
        return 0.0
    if days:
        return -1.5
    spans = [_days(t) for t in pair]
    width = max((s[1] - s[0]).days for s in spans if s)
    return 2.0 if width < 2 else 1.0 if width < 8 else 0.0


def _near_in_time(pair: Pair) -> float:
    if gap(pair) is not None or pair.together:
        return 0.0
    days = _apart(pair)
    if days is None:
        return -1.0
    return next(
        weight
        for least, weight in ((400, -4.0), (60, -3.0), (20, -2.0), (7, -0.5), (3, 0.5), (0, 1.0))
        if days >= least
    )


def _same_recipients(pair: Pair) -> float:
    return _shared(pair.one.recipients, pair.other.recipients)


def _same_actors(pair: Pair) -> float:
    return 0.75 * _shared(pair.one.actors, pair.other.actors)


def _shared(one: tuple[Party, ...], other: tuple[Party, ...]) -> float:
    both = _ids(one) & _ids(other)
    kinds = {p.kind for p in one if p.id in both}
    if "person" in kinds:
        return 2.5
    if both:
        return 1.0 if kinds == {"state"} else 1.5
    if _heads(one) & _heads(other):
        return 1.0
    return -0.75 if _ids(one) and _ids(other) else 0.0


def _crossed(pair: Pair) -> float:
    """Somebody stands in one role here and in the other there: a reader may have taken a doer for a recipient."""
    one, other = pair
    return 1.0 if (_ids(one.actors) & _ids(other.recipients)) or (_ids(one.recipients) & _ids(other.actors)) else 0.0


def _same_place(pair: Pair) -> float:
    one, other = pair.one.place, pair.other.place
    if one is not None and other is not None and one.named and one.id == other.id:
        return 0.5 if one.kind == "state" else 1.5
    for here, there in ((one, pair.other), (other, pair.one)):
        if here is not None and here.named and here.kind == "place" and here.id in there.near:
            return 1.0
    return 0.0


def _same_figures(pair: Pair) -> float:
    mine = {(f.kind, f.value) for f in pair.one.figures if f.value > 1}
    theirs = {(f.kind, f.value) for f in pair.other.figures if f.value > 1}
    if mine & theirs:
        return 1.5
    return 0.5 if {k for k, _ in mine} & {k for k, _ in theirs} else 0.0


def _same_words(pair: Pair) -> float:
    if pair.one.sentence == pair.other.sentence and pair.together:
        return 0.0  # they stand in one sentence, so of course they share its words
    return min(0.4 * len(set(pair.one.words) & set(pair.other.words)), 2.0)


def _same_story(pair: Pair) -> float:
    """The same names in and around the two sentences."""
    if pair.together:
        return 0.0
    others = (set(pair.one.near) & set(pair.other.near)) - (_everybody(pair.one) & _everybody(pair.other))
    return min(0.5 * len(others), 1.5)


def _same_title(pair: Pair) -> float:
    return 0.0 if pair.together else min(0.4 * len(set(pair.one.titled) & set(pair.other.titled)), 1.6)


def _one_sentence(pair: Pair) -> float:
    """Two deeds told in one sentence are mostly two."""
    return -2.0 if pair.together and pair.one.sentence == pair.other.sentence else 0.0


def _other_status(pair: Pair) -> float:
    one, other = pair.one.status, pair.other.status
    return -0.5 if one != other and "possible" in (one, other) else 0.0


def _says_little(pair: Pair) -> float:
    """One of them names nobody, no place and no day."""
    bare = [not (_everybody(t) or _heads((*t.actors, *t.recipients)) or t.place or t.valid_from) for t in pair]
    return -1.0 if any(bare) and not pair.together else 0.0


def _once_only(pair: Pair) -> float:
    one, other = pair
    both = (_people(one.actors) | _people(one.recipients)) & (_people(other.actors) | _people(other.recipients))
    return 1.0 if both and one.type == other.type and one.type in _ONCE and one.root == other.root else 0.0


SIGNS: tuple[Sign, ...] = (
    Sign("type", _same_type, "the same type of event"),
    Sign("trigger", _same_root, "the same word for it, or the same way of doing it"),
    Sign("taken-up", _taken_up, "a noun of the same report takes it up"),
    Sign("day", _same_day, "the days that they name"),
    Sign("published", _near_in_time, "how near their reports are in time, where one names no day"),
    Sign("recipients", _same_recipients, "to whom it was done"),
    Sign("actors", _same_actors, "who did it"),
    Sign("crossed", _crossed, "somebody is doer here and recipient there"),
    Sign("place", _same_place, "where it was"),
    Sign("figures", _same_figures, "the counts that they give"),
    Sign("words", _same_words, "words that their sentences share"),
    Sign("names", _same_story, "names around them that both have"),
    Sign("titles", _same_title, "words that the titles of their reports share"),
    Sign("one-sentence", _one_sentence, "one sentence tells both"),
    Sign("status", _other_status, "one only may have happened"),
    Sign("bare", _says_little, "one says neither who, nor where, nor when"),
    Sign("once", _once_only, "it hardly happens to one person twice"),
)


_LATER = frozenset({"plan-and-deed", "told-before", "other-days"})
"""Bars between tellings of one happening that none are between a plan and what came of it."""
_MANY = frozenset({"other-days", "told-before", "other-victims", "other-people"})
"""Bars that none are between a series and one of its parts."""
_SERIES_DAYS = 31


def lasts(telling: Telling) -> bool:
    """True if something is told of so many days that single happenings can be parts of it."""
    days = _days(telling)
    return days is not None and (days[1] - days[0]).days > _SERIES_DAYS


def compare(one: Telling, other: Telling) -> Verdict:
    """What speaks for and against two tellings being one happening; the same whichever comes first."""
    return _verdict(Pair(*sorted((one, other))), frozenset())


def outcome(one: Telling, other: Telling) -> Verdict:
    """What speaks for and against one of two tellings being what came of the other, which tells of it beforehand."""
    ahead, deed = (one, other) if one.status in AHEAD else (other, one)
    planned, done, told = _days(ahead), _days(deed) or (_published(deed),) * 2, _published(ahead)
    if planned and done[0] and done[1] and (done[1] < planned[0] or done[0] > planned[1]):
        return Verdict(0.0, (), "other-days")
    if told and done[1] and done[1] < told:
        return Verdict(0.0, (), "told-after")
    return _verdict(Pair(*sorted((one, other))), _LATER)


def part(one: Telling, other: Telling) -> Verdict:
    """What speaks for and against one of two tellings being a part of the series that the other tells of."""
    series, single = (one, other) if lasts(one) else (other, one)
    span, day = _days(series), _days(single) or (_published(single),) * 2
    if span is None or day[0] is None or day[1] is None or day[0] < span[0] or day[1] > span[1]:
        return Verdict(0.0, (), "other-days")
    return _verdict(Pair(*sorted((one, other))), _MANY)


def _verdict(pair: Pair, lifted: frozenset[str]) -> Verdict:
    bar = next((b.name for b in BARS if b.name not in lifted and b.holds(pair)), None)
    if bar is not None:
        return Verdict(0.0, (), bar)
    signs = tuple((s.name, weight) for s in SIGNS if (weight := s.weigh(pair)))
    return Verdict(sum(weight for _, weight in signs), signs)
