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

ENOUGH = 0.0
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
        ("ASSAULT", "OFFICE"),
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
    """Something that two tellings may share, and how much that says: above zero for one happening, below for two.

    `measure` says how much of it they share. `within` is the weight of that within one report, `across` across two.
    """

    name: str
    measure: Callable[[Pair], float]
    within: float
    across: float
    why: str

    def weigh(self, pair: Pair) -> float:
        """The weight of the sign for two tellings."""
        return (self.within if pair.together else self.across) * self.measure(pair)


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
    states = _state_of(one), _state_of(other)
    if None not in states and states[0] != states[1]:
        return True
    if "state" in (one.kind, other.kind) or one.kind != "place" or other.kind != "place":
        return False
    if _is_region(one) != _is_region(other):
        return False
    return one.id not in pair.other.near and other.id not in pair.one.near


def _is_region(place: Party) -> bool:
    found = known(place.name)
    return found is not None and found.level == "region"


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


def _one_and_many(pair: Pair) -> bool:
    """True if one is done to somebody by name and the other to a number of people: one man is not 64."""
    for one, other in (pair, pair[::-1]):
        people = _people(one.recipients)
        many = [f.value for f in other.figures if f.kind in _VICTIMS and f.value > _FEW]
        if people and not one.figures and many and not people & _everybody(other):
            return True
    return False


_VICTIMS = frozenset({"killed", "injured", "arrested", "missing"})
_FEW = 2

BARS: tuple[Bar, ...] = (
    Bar("other-type", lambda p: not _kin(p), "their types never tell the same thing"),
    Bar("plan-and-deed", _other_tense, "one lies ahead, the other does not"),
    Bar("other-days", _other_days, "they name days that are more than one day apart"),
    Bar("told-before", _told_before, "one was told before the day on which the other happened"),
    Bar("other-town", _other_town, "they name two towns or two states"),
    Bar("other-people", _other_people, "they name different people in one role"),
    Bar("other-victims", _other_victims, "they name different people to whom it was done"),
    Bar("one-and-many", _one_and_many, "one is done to somebody by name, the other to a number of people"),
    Bar("other-sides", _other_sides, "both name doer and recipient, and share none"),
)


def _same_type(pair: Pair) -> float:
    return float(pair.one.type == pair.other.type)


def _same_root(pair: Pair) -> float:
    return float(bool(pair.one.root) and pair.one.root == pair.other.root)


def _same_deed(pair: Pair) -> float:
    one, other = pair
    return float(one.root != other.root and bool(set(one.deeds) & set(other.deeds)))


def _same_mode(pair: Pair) -> float:
    return float(pair.one.mode is not None and pair.one.mode == pair.other.mode)


def _other_deed(pair: Pair) -> float:
    one, other = pair
    return float(
        one.root != other.root and bool(one.deeds) and bool(other.deeds) and not set(one.deeds) & set(other.deeds)
    )


def _taken_up(pair: Pair) -> float:
    return float(pair.one.takes_up == pair.other.id or pair.other.takes_up == pair.one.id)


def _takes_up_another(pair: Pair) -> float:
    """One of two takes up something else in its report, which may or may not be the other."""
    return float(pair.together and not _taken_up(pair) and (pair.one.takes_up or pair.other.takes_up) is not None)


def _one_name(pair: Pair) -> float:
    """The same word for it, one that is made for it (*Mannesmann-Prozess*, *Trafobrand*)."""
    return float(bool(pair.one.own_word) and pair.one.own_word == pair.other.own_word)


def _same_complement(pair: Pair) -> float:
    """What one is of stands in the sentence of the other."""
    return float(any(set(here.complement) & set(there.words) for here, there in (pair, pair[::-1])))


def _other_complement(pair: Pair) -> float:
    """Both say of what they are one, and share no word of it."""
    one, other = pair
    return float(bool(one.complement) and bool(other.complement) and not set(one.complement) & set(other.complement))


def _own_complement(pair: Pair) -> float:
    """One says of what it is one, and the sentence of the other has no word of it."""
    return float(
        not _same_complement(pair)
        and not _other_complement(pair)
        and bool(pair.one.complement or pair.other.complement)
    )


def _one_topic(pair: Pair) -> float:
    """Whom the reports are mostly about."""
    return 0.0 if pair.together else float(len(set(pair.one.about) & set(pair.other.about)))


def _further(pair: Pair) -> float:
    """The words of the later one make it another one (*auch*, *ein weiterer*, *wenig später*)."""
    return float(pair.together and max(pair).further)


def _further_once(pair: Pair) -> float:
    return float(not pair.together and pair.one.further != pair.other.further)


def _noun_only(pair: Pair) -> float:
    """A noun without an article, or a verb, brings in something new."""
    later = max(pair)
    return float(pair.together and not (later.noun and later.definite))


def _same_day(pair: Pair) -> float:
    spans = [_days(t) for t in pair]
    return float(gap(pair) == 0 and max((s[1] - s[0]).days for s in spans if s) < _NARROW)


def _same_weeks(pair: Pair) -> float:
    return float(gap(pair) == 0 and not _same_day(pair))


def _next_day(pair: Pair) -> float:
    return float(bool(gap(pair)))


def _late(least: int, most: int) -> Callable[[Pair], float]:
    """True if one of two tellings names no day and so many days lie between it and the other."""

    def told(pair: Pair) -> float:
        if gap(pair) is not None or pair.together:
            return 0.0
        days = _apart(pair)
        return float(days is not None and least <= days < most)

    return told


def _undated(pair: Pair) -> float:
    return float(gap(pair) is None and not pair.together and _apart(pair) is None)


def _shared(role: Callable[[Telling], tuple[Party, ...]], kinds: frozenset[str]) -> Callable[[Pair], float]:
    """Somebody of some kinds has one role in both."""

    def shared(pair: Pair) -> float:
        one, other = map(role, pair)
        both = _ids(one) & _ids(other)
        return float(bool({p.kind for p in one if p.id in both} & kinds))

    return shared


def _described(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Nobody of one role is named in both, but the words for them are the same."""

    def shared(pair: Pair) -> float:
        one, other = map(role, pair)
        return float(not _ids(one) & _ids(other) and bool(_heads(one) & _heads(other)))

    return shared


def _other(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Both name somebody in one role, and nobody in both."""

    def differ(pair: Pair) -> float:
        one, other = map(role, pair)
        return float(bool(_ids(one)) and bool(_ids(other)) and not _ids(one) & _ids(other))

    return differ


def _other_words(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Both have somebody in one role, one of them only described, and in other words."""

    def differ(pair: Pair) -> float:
        one, other = map(role, pair)
        named = bool(_ids(one)) and bool(_ids(other))
        return float(bool(one) and bool(other) and not named and not _heads(one) & _heads(other))

    return differ


def _actors(telling: Telling) -> tuple[Party, ...]:
    return telling.actors


def _recipients(telling: Telling) -> tuple[Party, ...]:
    return telling.recipients


def _crossed(pair: Pair) -> float:
    one, other = pair
    return float(bool(_ids(one.actors) & _ids(other.recipients) or _ids(one.recipients) & _ids(other.actors)))


def _same_town(pair: Pair) -> float:
    one, other = pair.one.place, pair.other.place
    return float(one is not None and other is not None and one.named and one.id == other.id and one.kind != "state")


def _same_state(pair: Pair) -> float:
    one, other = pair.one.place, pair.other.place
    return float(one is not None and other is not None and one.id == other.id and one.kind == "state")


def _town_near(pair: Pair) -> float:
    """The town of one stands in, or beside, the sentence of the other."""
    if _same_town(pair):
        return 0.0
    for here, there in ((pair.one.place, pair.other), (pair.other.place, pair.one)):
        if here is not None and here.named and here.kind == "place" and here.id in there.near:
            return 1.0
    return 0.0


def _same_figures(pair: Pair) -> float:
    one, other = ({(f.kind, f.value) for f in t.figures if f.value > 1} for t in pair)
    return float(bool(one & other))


def _same_count(pair: Pair) -> float:
    one, other = ({f.kind for f in t.figures} for t in pair)
    return float(bool(one & other) and not _same_figures(pair))


def _same_words(pair: Pair) -> float:
    if pair.together and pair.one.sentence == pair.other.sentence:
        return 0.0  # they stand in one sentence, so of course they share its words
    return float(min(len(set(pair.one.words) & set(pair.other.words)), _MOST_WORDS))


def _same_names(pair: Pair) -> float:
    others = (set(pair.one.near) & set(pair.other.near)) - (_everybody(pair.one) & _everybody(pair.other))
    return 0.0 if pair.together else float(min(len(others), _MOST_NAMES))


def _same_title(pair: Pair) -> float:
    return 0.0 if pair.together else float(min(len(set(pair.one.titled) & set(pair.other.titled)), _MOST_WORDS))


def _same_themes(pair: Pair) -> float:
    return 0.0 if pair.together else float(min(len(set(pair.one.themes) & set(pair.other.themes)), _MOST_WORDS))


def _one_sentence(pair: Pair) -> float:
    return float(pair.together and pair.one.sentence == pair.other.sentence)


def _far_apart(pair: Pair) -> float:
    return float(pair.together and abs(pair.one.sentence - pair.other.sentence) > _FAR)


def _one_possible(pair: Pair) -> float:
    one, other = pair.one.status, pair.other.status
    return float(one != other and "possible" in (one, other))


def _one_denied(pair: Pair) -> float:
    one, other = pair.one.status, pair.other.status
    return float(one != other and "denied" in (one, other))


def _other_voice(pair: Pair) -> float:
    return float(pair.one.source != pair.other.source)


def _one_bare(pair: Pair) -> float:
    return float(pair.one.bare != pair.other.bare)


def _both_bare(pair: Pair) -> float:
    return float(pair.one.bare and pair.other.bare)


def _once_only(pair: Pair) -> float:
    one, other = pair
    both = (_people(one.actors) | _people(one.recipients)) & (_people(other.actors) | _people(other.recipients))
    alike = one.root == other.root or bool(set(one.deeds) & set(other.deeds))
    return float(bool(both) and one.type == other.type and one.type in _ONCE and alike)


_NARROW = 2
_MOST_WORDS, _MOST_NAMES, _FAR = 5, 3, 4
_PEOPLE, _BODIES, _STATES = frozenset({"person"}), frozenset({"organisation", "group", "place"}), frozenset({"state"})

SIGNS: tuple[Sign, ...] = (
    Sign("said", lambda _: 1.0, -3.3, -2.8, "what any two tellings begin with"),
    Sign("type", _same_type, 2.2, 0.7, "the same type of event"),
    Sign("trigger", _same_root, 1.5, 1.6, "the same word for it"),
    Sign("deed", _same_deed, 1.3, 0.8, "two words for one deed"),
    Sign("other-deed", _other_deed, 0.3, -0.2, "two words for two deeds"),
    Sign("mode", _same_mode, -0.3, 0.0, "the same way of doing it"),
    Sign("taken-up", _taken_up, 2.3, 0.0, "a noun of the same report takes it up and adds nothing"),
    Sign("takes-up-another", _takes_up_another, 0.5, 0.0, "a noun takes up something else"),
    Sign("own-word", _one_name, 0.6, 1.8, "a word that is made for it"),
    Sign("complement", _same_complement, 0.1, 0.6, "what the one is of stands in the sentence of the other"),
    Sign("other-complement", _other_complement, -0.6, -0.6, "both say of what they are one, and of two things"),
    Sign("own-complement", _own_complement, -0.4, -0.3, "one says of what it is one, the other nothing of it"),
    Sign("topic", _one_topic, 0.0, 0.6, "whom their reports are mostly about"),
    Sign("brought-in", _noun_only, -0.5, 0.0, "the later one brings in something"),
    Sign("further", _further, -0.8, 0.0, "the words of the later one make it another one"),
    Sign("one-further", _further_once, 0.0, -0.5, "the words of one make it another one than its report told before"),
    Sign("day", _same_day, 1.4, 1.1, "the same day"),
    Sign("weeks", _same_weeks, 0.3, 0.1, "days that can be the same"),
    Sign("next-day", _next_day, -0.9, -0.9, "the day before or after"),
    Sign("told-at-once", _late(0, 2), 0.0, 0.6, "one names no day; their reports are a day apart at most"),
    Sign("told-soon", _late(2, 5), 0.0, 0.3, "one names no day; some days lie between them"),
    Sign("told-later", _late(5, 15), 0.0, -0.5, "one names no day; a week lies between them"),
    Sign("told-late", _late(15, 61), 0.0, -0.9, "one names no day; weeks lie between them"),
    Sign("told-long-after", _late(61, 1_000_000), 0.0, -2.1, "one names no day; months lie between them"),
    Sign("undated", _undated, 0.0, -0.6, "one names no day, and its report has none"),
    Sign("same-victim", _shared(_recipients, _PEOPLE), 1.3, 1.6, "the same person to whom it was done"),
    Sign("same-recipient", _shared(_recipients, _BODIES), 0.6, 0.9, "the same body or place to which it was done"),
    Sign("same-state-hit", _shared(_recipients, _STATES), 0.3, 0.6, "the same state to which it was done"),
    Sign("same-words-for-victims", _described(_recipients), 0.6, 0.6, "the same words for those to whom it was done"),
    Sign("other-recipients", _other(_recipients), -0.6, -0.7, "others to whom it was done"),
    Sign("other-words-for-victims", _other_words(_recipients), -0.5, -0.5, "other words for those to whom it was done"),
    Sign("same-person-acts", _shared(_actors, _PEOPLE), 0.7, 1.2, "the same person does it"),
    Sign("same-body-acts", _shared(_actors, _BODIES), 0.6, 0.6, "the same body does it"),
    Sign("same-state-acts", _shared(_actors, _STATES), 0.4, 0.3, "the same state does it"),
    Sign("same-words-for-doers", _described(_actors), 0.2, 0.4, "the same words for those who do it"),
    Sign("other-doers", _other(_actors), -0.3, -0.4, "others who do it"),
    Sign("other-words-for-doers", _other_words(_actors), -0.1, -0.2, "other words for those who do it"),
    Sign("crossed", _crossed, 0.4, 0.6, "somebody is doer here and recipient there"),
    Sign("town", _same_town, 0.1, 0.8, "the same place"),
    Sign("state", _same_state, 0.2, 0.3, "the same state"),
    Sign("town-near", _town_near, 0.2, 0.5, "the place of one is named beside the other"),
    Sign("figures", _same_figures, 1.0, 0.9, "the same count"),
    Sign("counts", _same_count, -0.4, 0.4, "counts of one kind"),
    Sign("words", _same_words, 0.0, 0.5, "words that their sentences share"),
    Sign("names", _same_names, 0.0, 0.0, "names around them that both have"),
    Sign("titles", _same_title, 0.0, 0.2, "words that the titles of their reports share"),
    Sign("themes", _same_themes, 0.0, 0.2, "nouns that both reports have most often"),
    Sign("one-sentence", _one_sentence, -0.9, 0.0, "one sentence tells both"),
    Sign("far-apart", _far_apart, -0.1, 0.0, "many sentences lie between them"),
    Sign("possible", _one_possible, -1.6, -0.7, "one only may have happened"),
    Sign("denied", _one_denied, -1.1, -0.5, "one is denied"),
    Sign("voice", _other_voice, -0.2, -0.1, "they are the word of two"),
    Sign("one-bare", _one_bare, -0.3, 0.2, "one names nobody, no place, no day and no count"),
    Sign("both-bare", _both_bare, 0.1, -0.7, "neither names anybody, a place, a day or a count"),
    Sign("once", _once_only, 0.5, 0.6, "it hardly happens to one person twice"),
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


def barred(pair: Pair) -> bool:
    """True if a bar holds between two tellings."""
    return any(bar.holds(pair) for bar in BARS)


def _verdict(pair: Pair, lifted: frozenset[str]) -> Verdict:
    bar = next((b.name for b in BARS if b.name not in lifted and b.holds(pair)), None)
    if bar is not None:
        return Verdict(0.0, (), bar)
    signs = tuple((s.name, weight) for s in SIGNS if (weight := s.weigh(pair)))
    return Verdict(sum(weight for _, weight in signs), signs)
