"""What speaks for and against two tellings being one happening: signs, each with a name and two weights.

A score explained by named features follows nomenklatura's `logic_v1`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import EventType
from lagebild.record.pairs import (
    Pair,
    apart,
    days_of,
    everybody,
    gap,
    heads,
    ids,
    names_of,
    one_sentence,
    people,
    published,
)
from lagebild.record.telling import Party, Telling
from lagebild.record.wording import LEAST

_ONCE: frozenset[EventType] = frozenset({"DIE", "OFFICE", "JUDGE", "ELECT"})
"""What hardly befalls one person twice within some weeks."""


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
    spans = [days_of(t) for t in pair]
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
        days = apart(pair)
        return float(days is not None and least <= days < most)

    return told


def _undated(pair: Pair) -> float:
    return float(gap(pair) is None and not pair.together and apart(pair) is None)


def _shared(role: Callable[[Telling], tuple[Party, ...]], kinds: frozenset[str]) -> Callable[[Pair], float]:
    """Somebody of some kinds has one role in both."""

    def shared(pair: Pair) -> float:
        one, other = map(role, pair)
        both = ids(one) & ids(other)
        return float(bool({p.kind for p in one if p.id in both} & kinds))

    return shared


def _described(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Nobody of one role is named in both, but the words for them are the same."""

    def shared(pair: Pair) -> float:
        one, other = map(role, pair)
        return float(not ids(one) & ids(other) and bool(heads(one) & heads(other)))

    return shared


def _other(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Both name somebody in one role, and nobody in both."""

    def differ(pair: Pair) -> float:
        one, other = map(role, pair)
        return float(bool(ids(one)) and bool(ids(other)) and not ids(one) & ids(other))

    return differ


def _other_words(role: Callable[[Telling], tuple[Party, ...]]) -> Callable[[Pair], float]:
    """Both have somebody in one role, one of them only described, and in other words."""

    def differ(pair: Pair) -> float:
        one, other = map(role, pair)
        named = bool(ids(one)) and bool(ids(other))
        return float(bool(one) and bool(other) and not named and not heads(one) & heads(other))

    return differ


def _actors(telling: Telling) -> tuple[Party, ...]:
    return telling.actors


def _recipients(telling: Telling) -> tuple[Party, ...]:
    return telling.recipients


def _crossed(pair: Pair) -> float:
    one, other = pair
    return float(bool(ids(one.actors) & ids(other.recipients) or ids(one.recipients) & ids(other.actors)))


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
    if one_sentence(pair):
        return 0.0  # they stand in one sentence, so of course they share its words
    return float(min(len(set(pair.one.words) & set(pair.other.words)), _MOST_WORDS))


def _same_names(pair: Pair) -> float:
    others = (set(pair.one.near) & set(pair.other.near)) - (everybody(pair.one) & everybody(pair.other))
    return 0.0 if pair.together else float(min(len(others), _MOST_NAMES))


def _same_title(pair: Pair) -> float:
    return 0.0 if pair.together else float(min(len(set(pair.one.titled) & set(pair.other.titled)), _MOST_WORDS))


def _same_themes(pair: Pair) -> float:
    return 0.0 if pair.together else float(min(len(set(pair.one.themes) & set(pair.other.themes)), _MOST_WORDS))


def _one_sentence(pair: Pair) -> float:
    return float(one_sentence(pair))


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
    both = (people(one.actors) | people(one.recipients)) & (people(other.actors) | people(other.recipients))
    alike = one.root == other.root or bool(set(one.deeds) & set(other.deeds))
    return float(bool(both) and one.type == other.type and one.type in _ONCE and alike)


def _same_head(pair: Pair) -> float:
    """One's word is the last part of the other's: *Wahl*, *Parlamentswahl*."""
    short, long = sorted((root.casefold() for root in (pair.one.root, pair.other.root)), key=len)
    return float(len(short) >= LEAST - 1 and short != long and long.endswith(short))


def _any_event(pair: Pair) -> float:
    """One has a noun for any event (*der Vorfall*)."""
    words = word_set("words_for_any_event")
    return float((pair.one.root in words) != (pair.other.root in words))


def _in_titles(pair: Pair) -> float:
    """The title of their reports has a word for each."""
    return float(pair.one.in_title and pair.other.in_title)


def _led(pair: Pair) -> float:
    """One of two tellings of a type is in the first sentences of their report, or both are."""
    return float(pair.together and pair.one.type == pair.other.type and (pair.one.lead or pair.other.lead))


def _next_told(pair: Pair) -> float:
    """No telling of the type stands between them."""
    same = pair.together and pair.one.type == pair.other.type
    return float(same and abs(pair.one.turn - pair.other.turn) == 1)


def _first_told(pair: Pair) -> float:
    """One is the first telling of the type in their report."""
    same = pair.together and pair.one.type == pair.other.type
    return float(same and 0 in (pair.one.turn, pair.other.turn))


def _indefinite(pair: Pair) -> float:
    """The later one has an indefinite article."""
    return float(pair.together and max(pair).indefinite)


def _by_it(pair: Pair) -> float:
    """In one sentence a noun is what the deed came about by (*bei dem Anschlag starben*)."""
    return float(
        _one_sentence(pair) and pair.one.noun != pair.other.noun and "by" in (pair.one.stands, pair.other.stands)
    )


def _after_it(pair: Pair) -> float:
    """In one sentence a noun is what the deed came after (*nach dem Anschlag starben*)."""
    return float(bool(_one_sentence(pair)) and "after" in (pair.one.stands, pair.other.stands))


def _of_one(pair: Pair) -> float:
    """One word for it, or one deed, and the same name beside it: *Massaker von Sarn*, *in Sarn getötet*."""
    one, other = pair
    alike = one.root == other.root or bool(set(one.deeds) & set(other.deeds))
    return float(alike and bool(names_of(one) & names_of(other)))


def _same_year(pair: Pair) -> float:
    return float(bool(pair.one.years & pair.other.years))


def _other_spot(pair: Pair) -> float:
    """Both say where, one of them only by a description, and not the same."""
    one, other = pair.one.place, pair.other.place
    return float(one is not None and other is not None and one.id != other.id and not heads((one,)) & heads((other,)))


def _other_count(pair: Pair) -> float:
    """One report gives two exact counts of one kind, and none has risen to the other."""
    if not pair.together:
        return 0.0
    one, other = ({f.kind: f for f in t.figures if f.bound == "exact"} for t in pair)
    both = [(one[kind], other[kind]) for kind in one.keys() & other.keys()]
    return float(any(a.value != b.value and not (a.counts_up or b.counts_up) for a, b in both))


def _same_voice_says_no(pair: Pair) -> float:
    """One report says that one happened and the other not, in one voice."""
    return float(bool(_one_denied(pair)) and pair.together and pair.one.source == pair.other.source)


def _dated_back(pair: Pair) -> float:
    """One names a day long before their report, the other none."""
    if not pair.together or _taken_up(pair):
        return 0.0
    for dated, undated in (pair, pair[::-1]):
        days, told = days_of(dated), published(dated)
        if days and told and days_of(undated) is None and (told - days[1]).days > _BACK:
            return 1.0
    return 0.0


def _looks_back(pair: Pair) -> float:
    """One verb looks back, the other one does not."""
    one, other = pair
    return float(pair.together and not one.noun and not other.noun and one.backward != other.backward)


def _one_and_several(pair: Pair) -> float:
    """One noun is in the plural, the other in the singular."""
    one, other = pair
    return float(one.noun and other.noun and one.many != other.many)


def _two_verbs(pair: Pair) -> float:
    """Both are verbs, so each may bring in something new."""
    return float(pair.together and not pair.one.noun and not pair.other.noun)


def _other_places_here(pair: Pair) -> float:
    """The sentences of both name places, and none in both."""
    one, other = pair
    return float(bool(one.places) and bool(other.places) and not set(one.places) & set(other.places))


def _other_people_here(pair: Pair) -> float:
    """The sentences of both name people, and nobody in both."""
    one, other = pair
    return float(bool(one.people) and bool(other.people) and not set(one.people) & set(other.people))


def _same_places_here(pair: Pair) -> float:
    """The sentences of both name one place."""
    return float(not _one_sentence(pair) and bool(set(pair.one.places) & set(pair.other.places)))


def _same_people_here(pair: Pair) -> float:
    """The sentences of both name one person."""
    return float(not _one_sentence(pair) and bool(set(pair.one.people) & set(pair.other.people)))


def _event_name(pair: Pair) -> float:
    """A name that one happening only has: a noun with a number (*Zweiter Weltkrieg*) or a war of somebody or somewhere."""
    name = pair.one.own_word
    return float(bool(_one_name(pair)) and (" " in name or name.endswith("krieg")))


def _other_kind(pair: Pair) -> float:
    """Two compounds with one last part: *Landtagswahl*, *Bundestagswahl*."""
    one, other = pair.one.root, pair.other.root
    if one == other or not (pair.one.noun and pair.other.noun) or one.endswith(other) or other.endswith(one):
        return 0.0
    shared = next((n for n in range(min(len(one), len(other))) if one[-n - 1] != other[-n - 1]), 0)
    return float(shared >= LEAST)


def _other_office(pair: Pair) -> float:
    """The sentences of both name offices, and none in both: *wird Innenminister*, *wird Verteidigungsminister*."""
    if "OFFICE" not in (pair.one.type, pair.other.type):
        return 0.0
    heads_ = word_tuple("heads_of_offices")
    one, other = ({word for word in t.words if word.endswith(heads_)} for t in pair)
    return float(bool(one) and bool(other) and not one & other)


def _led_and_dated_back(pair: Pair) -> float:
    """Their report begins with one that it gives no day, and dates the other long before."""
    return float(bool(_dated_back(pair)) and any(t.lead and days_of(t) is None for t in pair))


_BACK = 20
_NARROW = 2
_MOST_WORDS, _MOST_NAMES, _FAR = 5, 3, 4
_PEOPLE, _BODIES, _STATES = frozenset({"person"}), frozenset({"organisation", "group", "place"}), frozenset({"state"})

SIGNS: tuple[Sign, ...] = (
    Sign("said", lambda _: 1.0, -3.3, -1.6, "what any two tellings begin with"),
    Sign("type", _same_type, 2.5, 1.1, "the same type of event"),
    Sign("trigger", _same_root, 0.9, 1.4, "the same word for it"),
    Sign("deed", _same_deed, 0.8, 0.7, "two words for one deed"),
    Sign("other-deed", _other_deed, 0.4, 0.1, "two words for two deeds"),
    Sign("head", _same_head, -0.3, 0.5, "the word for one is the last part of the word for the other"),
    Sign("any-event", _any_event, 0.5, -0.2, "one has a noun for any event"),
    Sign("mode", _same_mode, -0.2, -0.6, "the same way of doing it"),
    Sign("taken-up", _taken_up, 2.0, 0.0, "a noun of the same report takes it up and adds nothing"),
    Sign("takes-up-another", _takes_up_another, 0.8, 0.0, "a noun takes up something else"),
    Sign("own-word", _one_name, 0.5, 1.7, "a word that is made for it"),
    Sign("complement", _same_complement, 0.0, 0.4, "what the one is of stands in the sentence of the other"),
    Sign("other-complement", _other_complement, -0.8, -0.6, "both say of what they are one, and of two things"),
    Sign("own-complement", _own_complement, -0.3, -0.3, "one says of what it is one, the other nothing of it"),
    Sign("topic", _one_topic, 0.0, 0.7, "whom their reports are mostly about"),
    Sign("brought-in", _noun_only, -0.5, 0.0, "the later one brings in something"),
    Sign("further", _further, -1.3, 0.0, "the words of the later one make it another one"),
    Sign("one-further", _further_once, 0.0, -0.7, "the words of one make it another one than its report told before"),
    Sign("day", _same_day, 1.1, 0.6, "the same day"),
    Sign("weeks", _same_weeks, 0.2, 0.0, "days that can be the same"),
    Sign("next-day", _next_day, -0.6, -0.5, "the day before or after"),
    Sign("told-at-once", _late(0, 2), 0.0, 0.4, "one names no day; their reports are a day apart at most"),
    Sign("told-soon", _late(2, 5), 0.0, 0.7, "one names no day; some days lie between them"),
    Sign("told-later", _late(5, 15), 0.0, -0.8, "one names no day; a week lies between them"),
    Sign("told-late", _late(15, 61), 0.0, -0.2, "one names no day; weeks lie between them"),
    Sign("told-long-after", _late(61, 1_000_000), 0.0, -1.4, "one names no day; months lie between them"),
    Sign("undated", _undated, 0.0, -0.4, "one names no day, and its report has none"),
    Sign("same-victim", _shared(_recipients, _PEOPLE), 1.0, 1.1, "the same person to whom it was done"),
    Sign("same-recipient", _shared(_recipients, _BODIES), 0.4, 0.5, "the same body or place to which it was done"),
    Sign("same-state-hit", _shared(_recipients, _STATES), 0.2, 0.4, "the same state to which it was done"),
    Sign("same-words-for-victims", _described(_recipients), 0.5, 0.5, "the same words for those to whom it was done"),
    Sign("other-recipients", _other(_recipients), -0.4, -0.6, "others to whom it was done"),
    Sign("other-words-for-victims", _other_words(_recipients), -0.3, -0.5, "other words for those to whom it was done"),
    Sign("same-person-acts", _shared(_actors, _PEOPLE), 0.8, 0.7, "the same person does it"),
    Sign("same-body-acts", _shared(_actors, _BODIES), 0.4, 0.4, "the same body does it"),
    Sign("same-state-acts", _shared(_actors, _STATES), 0.3, 0.2, "the same state does it"),
    Sign("same-words-for-doers", _described(_actors), -0.1, 0.2, "the same words for those who do it"),
    Sign("other-doers", _other(_actors), -0.1, -0.2, "others who do it"),
    Sign("other-words-for-doers", _other_words(_actors), -0.1, -0.2, "other words for those who do it"),
    Sign("crossed", _crossed, 0.1, 0.4, "somebody is doer here and recipient there"),
    Sign("town", _same_town, -0.2, 0.5, "the same place"),
    Sign("state", _same_state, 0.2, 0.2, "the same state"),
    Sign("town-near", _town_near, 0.3, 0.5, "the place of one is named beside the other"),
    Sign("figures", _same_figures, 0.6, 0.5, "the same count"),
    Sign("counts", _same_count, -0.7, 0.3, "counts of one kind"),
    Sign("words", _same_words, -0.1, 0.5, "words that their sentences share"),
    Sign("names", _same_names, 0.0, -0.2, "names around them that both have"),
    Sign("titles", _same_title, 0.0, 0.0, "words that the titles of their reports share"),
    Sign("themes", _same_themes, 0.0, -0.2, "nouns that both reports have most often"),
    Sign("one-sentence", _one_sentence, -1.2, 0.0, "one sentence tells both"),
    Sign("far-apart", _far_apart, 0.0, 0.0, "many sentences lie between them"),
    Sign("possible", _one_possible, -1.7, -0.7, "one only may have happened"),
    Sign("denied", _one_denied, -1.6, -0.4, "one is denied"),
    Sign("voice", _other_voice, -0.1, -0.1, "they are the word of two"),
    Sign("one-bare", _one_bare, -0.5, 0.2, "one names nobody, no place, no day and no count"),
    Sign("both-bare", _both_bare, 0.0, -0.1, "neither names anybody, a place, a day or a count"),
    Sign("once", _once_only, 0.3, 0.4, "it hardly happens to one person twice"),
    Sign("in-titles", _in_titles, 1.2, 0.3, "the titles of their reports have words for both"),
    Sign("led", _led, 0.8, 0.0, "their report begins with one of them"),
    Sign("next-told", _next_told, 0.7, 0.0, "nothing of the type is told between them"),
    Sign("first-told", _first_told, 0.2, 0.0, "nothing of the type is told before one of them"),
    Sign("indefinite", _indefinite, -0.1, 0.0, "an indefinite article brings in the later one"),
    Sign("by-it", _by_it, 1.2, 0.0, "one is what the other came about by"),
    Sign("after-it", _after_it, -0.2, 0.0, "one is what the other came after"),
    Sign("of-one", _of_one, 0.0, 0.8, "one deed, and the same name beside the words for it"),
    Sign("year", _same_year, 0.6, 0.3, "the same year"),
    Sign("other-spot", _other_spot, -0.5, -0.4, "two places"),
    Sign("other-count", _other_count, -1.1, 0.0, "two exact counts of one kind in one report"),
    Sign("one-voice", _same_voice_says_no, -0.5, 0.0, "one voice says that one happened and the other not"),
    Sign("dated-back", _dated_back, -0.8, 0.0, "one names a day long before their report, the other none"),
    Sign("looks-back", _looks_back, -0.5, 0.0, "one verb looks back from what is told"),
    Sign("one-and-several", _one_and_several, -0.5, -0.3, "one of two nouns is in the plural"),
    Sign("two-verbs", _two_verbs, -0.3, 0.0, "two verbs"),
    Sign("other-places", _other_places_here, -0.6, -0.3, "the sentences of both name places, and none in both"),
    Sign("other-people", _other_people_here, -0.3, -0.3, "the sentences of both name people, and nobody in both"),
    Sign("same-places", _same_places_here, 0.2, 0.3, "the sentences of both name one place"),
    Sign("same-people", _same_people_here, 0.2, 0.3, "the sentences of both name one person"),
    Sign("event-name", _event_name, 1.0, 2.5, "a name that only one happening has"),
    Sign("other-kind", _other_kind, -0.8, -0.8, "two compounds with one last part"),
    Sign("other-office", _other_office, -1.0, -0.5, "the sentences of both name offices, and none in both"),
    Sign(
        "news-and-old", _led_and_dated_back, -0.8, 0.0, "their report begins with one without a day, the other is old"
    ),
)
