"""What two tellings say of days, people, places and counts, and of whether it happened."""

from __future__ import annotations

from collections.abc import Callable

from lagebild.reading import EventType
from lagebild.record.pairs import Pair, apart, days_of, everybody, gap, heads, ids, one_sentence, people, published
from lagebild.record.telling import Party, Telling
from lagebild.record.wording_signs import taken_up

_ONCE: frozenset[EventType] = frozenset({"DIE", "OFFICE", "JUDGE", "ELECT"})
"""What hardly befalls one person twice within some weeks."""
_SAYING: frozenset[EventType] = frozenset({"REQUEST", "REJECT", "SUPPORT", "THREATEN", "CONCEDE"})
"""What is done by saying it; a report is full of it."""
_BEFALLS: frozenset[EventType] = frozenset({"DIE", "OFFICE", "JUDGE", "COERCE"})
"""What befalls somebody: their office, freedom or life."""
_BACK = 20
"""A day more than so many days before a report is old."""
_NARROW = 2
"""So many days told as one can be one day."""
PEOPLE, BODIES, STATES = frozenset({"person"}), frozenset({"organisation", "group", "place"}), frozenset({"state"})


def same_day(pair: Pair) -> float:
    """The same day."""
    spans = [days_of(t) for t in pair]
    return float(gap(pair) == 0 and max((s[1] - s[0]).days for s in spans if s) < _NARROW)


def same_weeks(pair: Pair) -> float:
    """Days that can be the same."""
    return float(gap(pair) == 0 and not same_day(pair))


def next_day(pair: Pair) -> float:
    """The day before or after, where a part of the day or a night is told: one's midnight is the other's morning."""
    return float(bool(gap(pair)) and _part_of_day(pair))


def other_day(pair: Pair) -> float:
    """The day before or after, and nobody says at what time."""
    return float(bool(gap(pair)) and not _part_of_day(pair))


def _part_of_day(pair: Pair) -> bool:
    return any("T" in (telling.time or "") for telling in pair)


def late(least: int, most: int) -> Callable[[Pair], float]:
    """True if one of two tellings names no day and so many days lie between it and the other."""

    def told(pair: Pair) -> float:
        if gap(pair) is not None or pair.together:
            return 0.0
        days = apart(pair)
        return float(days is not None and least <= days < most)

    return told


def undated(pair: Pair) -> float:
    """One names no day, and its report has none."""
    return float(gap(pair) is None and not pair.together and apart(pair) is None)


def shared(role: Callable[[Telling], tuple[Party, ...]], kinds: frozenset[str]) -> Callable[[Pair], float]:
    """Somebody of some kinds has one role in both."""

    def shared(pair: Pair) -> float:
        one, other = map(role, pair)
        both = ids(one) & ids(other)
        return float(bool({p.kind for p in one if p.id in both} & kinds))

    return shared


def described(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Nobody of one role is named in both, but the words for them are the same."""

    def shared(pair: Pair) -> float:
        one, other = map(role, pair)
        return float(not ids(one) & ids(other) and bool(heads(one) & heads(other)))

    return shared


def other(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Both name somebody in one role, and nobody in both."""

    def differ(pair: Pair) -> float:
        one, other = map(role, pair)
        return float(bool(ids(one)) and bool(ids(other)) and not ids(one) & ids(other))

    return differ


def other_words(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Both have somebody in one role, one of them only described, and in other words."""

    def differ(pair: Pair) -> float:
        one, other = map(role, pair)
        named = bool(ids(one)) and bool(ids(other))
        return float(bool(one) and bool(other) and not named and not heads(one) & heads(other))

    return differ


def actors(telling: Telling) -> tuple[Party, ...]:
    """Those who do it."""
    return telling.actors


def recipients(telling: Telling) -> tuple[Party, ...]:
    """Those to whom it is done."""
    return telling.recipients


def other_holders(pair: Pair) -> float:
    """Both say whom it befell (who lost an office, was held or was tried), in names or words that share nothing."""
    if pair.one.type != pair.other.type or pair.one.type not in _BEFALLS:
        return 0.0
    one, other = (t.recipients or t.actors for t in pair)
    return float(bool(one) and bool(other) and not ids(one) & ids(other) and not heads(one) & heads(other))


def mere_words(pair: Pair) -> float:
    """Two things said in other words, by and to nobody that both name: a demand here, another one there."""
    one, other = pair
    if one.type != other.type or one.type not in _SAYING or one.root == other.root or taken_up(pair):
        return 0.0
    return float(not everybody(one) & everybody(other))


def crossed(pair: Pair) -> float:
    """Somebody is doer here and recipient there."""
    one, other = pair
    return float(bool(ids(one.actors) & ids(other.recipients) or ids(one.recipients) & ids(other.actors)))


def same_town(pair: Pair) -> float:
    """The same place."""
    one, other = pair.one.place, pair.other.place
    return float(one is not None and other is not None and one.named and one.id == other.id and one.kind != "state")


def same_state(pair: Pair) -> float:
    """The same state."""
    one, other = pair.one.place, pair.other.place
    return float(one is not None and other is not None and one.id == other.id and one.kind == "state")


def town_near(pair: Pair) -> float:
    """The town of one stands in, or beside, the sentence of the other."""
    if same_town(pair):
        return 0.0
    for here, there in ((pair.one.place, pair.other), (pair.other.place, pair.one)):
        if here is not None and here.named and here.kind == "place" and here.id in there.near:
            return 1.0
    return 0.0


def same_figures(pair: Pair) -> float:
    """The same count."""
    one, other = ({(f.kind, f.value) for f in t.figures if f.value > 1} for t in pair)
    return float(bool(one & other))


def same_count(pair: Pair) -> float:
    """Counts of one kind."""
    one, other = ({f.kind for f in t.figures} for t in pair)
    return float(bool(one & other) and not same_figures(pair))


def one_possible(pair: Pair) -> float:
    """One only may have happened."""
    one, other = pair.one.status, pair.other.status
    return float(one != other and "possible" in (one, other))


def one_denied(pair: Pair) -> float:
    """One is denied."""
    one, other = pair.one.status, pair.other.status
    return float(one != other and "denied" in (one, other))


def other_voice(pair: Pair) -> float:
    """They are the word of two."""
    return float(pair.one.source != pair.other.source)


def once_only(pair: Pair) -> float:
    """It hardly happens to one person twice."""
    one, other = pair
    both = (people(one.actors) | people(one.recipients)) & (people(other.actors) | people(other.recipients))
    alike = one.root == other.root or bool(set(one.deeds) & set(other.deeds))
    return float(bool(both) and one.type == other.type and one.type in _ONCE and alike)


def same_year(pair: Pair) -> float:
    """The same year."""
    return float(bool(pair.one.years & pair.other.years))


def other_spot(pair: Pair) -> float:
    """Both say where, one of them only by a description, and not the same."""
    one, other = pair.one.place, pair.other.place
    return float(one is not None and other is not None and one.id != other.id and not heads((one,)) & heads((other,)))


def counted_by_two(pair: Pair) -> float:
    """One report says how many took part by two who counted (the police 8,000, the organisers 30,000)."""
    one, other = pair
    counted = all(any(f.kind == "participants" for f in t.figures) for t in pair)
    near = pair.together and abs(one.sentence - other.sentence) <= 1
    return float(near and counted and one.source != other.source and one.type == other.type and not gap(pair))


def other_count(pair: Pair) -> float:
    """One report gives two exact counts of one kind, and none has risen to the other."""
    if not pair.together:
        return 0.0
    one, other = ({f.kind: f for f in t.figures if f.bound == "exact"} for t in pair)
    both = [(one[kind], other[kind]) for kind in one.keys() & other.keys() if not counted_by_two(pair)]
    return float(any(a.value != b.value and not (a.counts_up or b.counts_up) for a, b in both))


def same_voice_says_no(pair: Pair) -> float:
    """One report says that one happened and the other not, in one voice."""
    return float(bool(one_denied(pair)) and pair.together and pair.one.source == pair.other.source)


def dated_back(pair: Pair) -> float:
    """One names a day long before their report, the other none."""
    if not pair.together or taken_up(pair):
        return 0.0
    for dated, undated in (pair, pair[::-1]):
        days, told = days_of(dated), published(dated)
        if days and told and days_of(undated) is None and (told - days[1]).days > _BACK:
            return 1.0
    return 0.0


def other_places_here(pair: Pair) -> float:
    """The sentences of both name places, and none in both."""
    one, other = pair
    return float(bool(one.places) and bool(other.places) and not set(one.places) & set(other.places))


def other_people_here(pair: Pair) -> float:
    """The sentences of both name people, and nobody in both."""
    one, other = pair
    return float(bool(one.people) and bool(other.people) and not set(one.people) & set(other.people))


def same_places_here(pair: Pair) -> float:
    """The sentences of both name one place."""
    return float(not one_sentence(pair) and bool(set(pair.one.places) & set(pair.other.places)))


def led_and_dated_back(pair: Pair) -> float:
    """Their report begins with one that it gives no day, and dates the other long before."""
    return float(bool(dated_back(pair)) and any(t.lead and days_of(t) is None for t in pair))


def elsewhere(pair: Pair) -> float:
    """One is at a place that is not named with the other, and that the report is not mostly about."""
    if not pair.together:
        return 0.0
    for here, there in (pair, pair[::-1]):
        place = here.place
        if place is not None and place.named and place.id not in {*there.near, *here.about}:
            return 1.0
    return 0.0
