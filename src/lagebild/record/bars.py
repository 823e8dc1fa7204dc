"""What rules out that two tellings tell of one happening, whatever else they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.words import word_set
from lagebild.reading import EventStatus, EventType
from lagebild.record.pairs import Pair, apart, days_of, everybody, gap, ids, one_sentence, people, published
from lagebild.record.telling import Party
from lagebild.record.wording import keys

AHEAD: frozenset[EventStatus] = frozenset({"announced", "demanded"})
"""The statuses of what lies ahead: it is linked with what comes of it, and never one with it."""

_MONTH = 30
"""Days."""

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


class Bar(NamedTuple):
    """Something that two tellings of one happening never have."""

    name: str
    holds: Callable[[Pair], bool]
    why: str


def _kin(pair: Pair) -> bool:
    one, other = pair.one.type, pair.other.type
    return one == other or frozenset((one, other)) in _KIN


def _other_deeds(pair: Pair) -> bool:
    """True if two types and the words for them tell two deeds: a shooting and a boycott."""
    one, other = pair
    told = bool(one.deeds) and bool(other.deeds)
    return one.type != other.type and told and not set(one.deeds) & set(other.deeds)


def _denies_another(pair: Pair) -> bool:
    """True if one is denied under another type and word than the other is told: a journey called off, an offer taken."""
    one, other = pair
    if (one.status == "denied") == (other.status == "denied") or one.type == other.type or pair.together:
        return False
    return one.root != other.root and not set(one.deeds) & set(other.deeds)


def _other_tense(pair: Pair) -> bool:
    return (pair.one.status in AHEAD) != (pair.other.status in AHEAD)


def _other_days(pair: Pair) -> bool:
    days = gap(pair)
    return days is not None and days > 1


def _told_before(pair: Pair) -> bool:
    """True if one is told, without a day, by a report from before the day that the other names."""
    for undated, dated in (pair, pair[::-1]):
        days, told = days_of(dated), published(undated)
        if days_of(undated) is None and days and told and undated.status not in AHEAD and told < days[0]:
            return True
    return False


def _long_after(pair: Pair) -> bool:
    """True if reports of two months tell without a day, and nothing says that the later one looks back to the other.

    An appeal of 2009 is not that of 2017. What is known already (*der Angriff*, *hatte angegriffen*), what has a word of its
    own, and what befell or was done by one person may be told of again at any time.
    """
    one, other = pair
    days = apart(pair)
    if pair.together or days_of(one) or days_of(other) or days is None or days <= _MONTH:
        return False
    again = max(pair).backward or max(pair).definite or (one.own_word and one.own_word == other.own_word)
    somebody = people(one.actors) & people(other.actors) or people(one.recipients) & people(other.recipients)
    return not (again or somebody or _of_one_name(pair))


def _of_one_name(pair: Pair) -> bool:
    """True if both are of one person or place that is named beside them: *das Beben von Olmen*."""
    one, other = pair
    shared = set(one.complement) & set(other.complement)
    names = {key for key in set(one.near) & set(other.near) if key.startswith(("person:", "place:"))}
    return any(shared & set(key.partition(":")[2].split("-")) for key in names)


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
        left, right = people(mine), people(theirs)
        if left and right and not left & right and not everybody(one) & everybody(other):
            return True
    return False


def _other_victims(pair: Pair) -> bool:
    """True if the two name different people to whom it was done."""
    left, right = people(pair.one.recipients), people(pair.other.recipients)
    return bool(left and right and not left & right)


def _other_sides(pair: Pair) -> bool:
    """True if nobody whom one names takes part in the other, and both name doer and recipient."""
    left, right = ((ids(t.actors), ids(t.recipients)) for t in pair)
    return all((*left, *right)) and not left[0] & right[0] and not left[1] & right[1]


def _one_and_many(pair: Pair) -> bool:
    """True if one is done to somebody by name and the other to a number of people: one man is not 64."""
    for one, other in (pair, pair[::-1]):
        hit = people(one.recipients)
        many = [f.value for f in other.figures if f.kind in _VICTIMS and f.value > _FEW]
        if hit and not one.figures and many and not hit & everybody(other):
            return True
    return False


_VICTIMS = frozenset({"killed", "injured", "arrested", "missing"})
_FEW = 2


def _other_years(pair: Pair) -> bool:
    """True if the two are of two years: *die Wahl 2005*, *die Wahl des Jahres 2000*."""
    one, other = pair
    return bool(one.years and other.years and not one.years & other.years) and not _spans_both(pair)


def _spans_both(pair: Pair) -> bool:
    return gap(pair) in (0, 1)


def _came_after(pair: Pair) -> bool:
    """True if a sentence brings in one noun as what the other came after: *der Vorfall ereignete sich nach einem Angriff*."""
    nouns = one_sentence(pair) and pair.one.noun and pair.other.noun
    return nouns and any(t.indefinite and t.stands == "after" for t in pair)


def _came_next(pair: Pair) -> bool:
    """True if a sentence says that one came after what the sentence before tells: *Anschließend gab es ein Treffen*."""
    earlier, later = sorted(pair)
    new = later.next and not (later.noun and later.definite)
    return pair.together and new and earlier.sentence == later.sentence - 1


def _compared(pair: Pair) -> bool:
    """True if a sentence measures one by the other: *die Wahl war freier als die Wahl des Jahres 2000*."""
    return one_sentence(pair) and max(pair).stands == "than"


def _another(pair: Pair) -> bool:
    """True if an adjective makes the later one of a report another: *ein weiterer Anschlag*."""
    return pair.together and max(pair).another and not min(pair).another


def _derived(pair: Pair) -> bool:
    """True if one is what the other brings about or answers: *Beben* and *Nachbeben*, *Angriff* and *Gegenangriff*."""
    short, long = sorted((pair.one.root, pair.other.root), key=len)
    before = long.removesuffix(short)
    return before != long and before in word_set("prefixes_of_what_follows")


def _other_instance(pair: Pair) -> bool:
    """True if a court of appeal gives one of two rulings of a report."""
    if not (pair.one.type == pair.other.type == "JUDGE"):
        return False
    words = word_set("words_of_an_appeal")
    on_appeal = [bool(words & {*t.complement, *(w for p in t.actors for w in keys(p.name)), t.root}) for t in pair]
    return on_appeal[0] != on_appeal[1]


BARS: tuple[Bar, ...] = (
    Bar("other-type", lambda p: not _kin(p), "their types never tell the same thing"),
    Bar("other-deeds", _other_deeds, "they are of two types, and the words for them tell two deeds"),
    Bar("denied-another", _denies_another, "one is denied, as something else than what is told"),
    Bar("plan-and-deed", _other_tense, "one lies ahead, the other does not"),
    Bar("other-days", _other_days, "they name days that are more than one day apart"),
    Bar("told-before", _told_before, "one was told before the day on which the other happened"),
    Bar(
        "long-after",
        _long_after,
        "their reports are more than a month apart, and name no day and nothing else that ties them",
    ),
    Bar("other-years", _other_years, "they are of two years"),
    Bar("came-after", _came_after, "a sentence brings in one as what the other came after"),
    Bar("came-next", _came_next, "a sentence says that one came after what the sentence before tells"),
    Bar("another", _another, "an adjective makes the later one another"),
    Bar("derived", _derived, "one is what follows from the other (Beben, Nachbeben)"),
    Bar("compared", _compared, "a sentence measures one by the other"),
    Bar("other-instance", _other_instance, "one is the ruling of a court of appeal"),
    Bar("other-town", _other_town, "they name two towns or two states"),
    Bar("other-people", _other_people, "they name different people in one role"),
    Bar("other-victims", _other_victims, "they name different people to whom it was done"),
    Bar("one-and-many", _one_and_many, "one is done to somebody by name, the other to a number of people"),
    Bar("other-sides", _other_sides, "both name doer and recipient, and share none"),
)
