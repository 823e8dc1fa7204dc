"""What the words for two tellings say of their being one: triggers, deeds, what they are of, where a report tells them."""

from __future__ import annotations

from lagebild.lexicon.words import word_set, word_tuple
from lagebild.record.pairs import Pair, names_of, one_sentence
from lagebild.record.wording import LEAST

_MOST_WORDS = 5


def same_type(pair: Pair) -> float:
    """The same type of event."""
    return float(pair.one.type == pair.other.type)


def same_root(pair: Pair) -> float:
    """The same word for it."""
    return float(bool(pair.one.root) and pair.one.root == pair.other.root)


def same_deed(pair: Pair) -> float:
    """Two words for one deed."""
    one, other = pair
    return float(one.root != other.root and bool(set(one.deeds) & set(other.deeds)))


def other_deed(pair: Pair) -> float:
    """Two words for two deeds."""
    one, other = pair
    return float(
        one.root != other.root and bool(one.deeds) and bool(other.deeds) and not set(one.deeds) & set(other.deeds)
    )


def same_head(pair: Pair) -> float:
    """One's word is the last part of the other's: *Wahl*, *Parlamentswahl*."""
    short, long = sorted((root.casefold() for root in (pair.one.root, pair.other.root)), key=len)
    return float(len(short) >= LEAST - 1 and short != long and long.endswith(short))


def any_event(pair: Pair) -> float:
    """One has a noun for any event (*der Vorfall*)."""
    words = word_set("words_for_any_event")
    return float((pair.one.root in words) != (pair.other.root in words))


def other_kind(pair: Pair) -> float:
    """Two compounds with one last part: *Landtagswahl*, *Bundestagswahl*."""
    one, other = pair.one.root, pair.other.root
    if one == other or not (pair.one.noun and pair.other.noun) or one.endswith(other) or other.endswith(one):
        return 0.0
    shared = next((n for n in range(min(len(one), len(other))) if one[-n - 1] != other[-n - 1]), 0)
    return float(shared >= LEAST)


def same_mode(pair: Pair) -> float:
    """The same way of doing it."""
    return float(pair.one.mode is not None and pair.one.mode == pair.other.mode)


def taken_up(pair: Pair) -> float:
    """A noun of the same report takes it up and adds nothing."""
    return float(pair.one.takes_up == pair.other.id or pair.other.takes_up == pair.one.id)


def takes_up_another(pair: Pair) -> float:
    """One of two takes up something else in its report, which may or may not be the other."""
    return float(pair.together and not taken_up(pair) and (pair.one.takes_up or pair.other.takes_up) is not None)


def one_name(pair: Pair) -> float:
    """The same word for it, one that is made for it (*Mannesmann-Prozess*, *Trafobrand*)."""
    return float(bool(pair.one.own_word) and pair.one.own_word == pair.other.own_word)


def event_name(pair: Pair) -> float:
    """A name that one happening only has: a noun with a number (*Zweiter Weltkrieg*) or a war of somebody or somewhere."""
    name = pair.one.own_word
    return float(bool(one_name(pair)) and (" " in name or name.endswith("krieg")))


def same_complement(pair: Pair) -> float:
    """What one is of stands in the sentence of the other."""
    return float(any(set(here.complement) & set(there.words) for here, there in (pair, pair[::-1])))


def other_complement(pair: Pair) -> float:
    """Both say of what they are one, and share no word of it."""
    one, other = pair
    return float(bool(one.complement) and bool(other.complement) and not set(one.complement) & set(other.complement))


def own_complement(pair: Pair) -> float:
    """One says of what it is one, and the sentence of the other has no word of it."""
    return float(
        not same_complement(pair) and not other_complement(pair) and bool(pair.one.complement or pair.other.complement)
    )


def of_one(pair: Pair) -> float:
    """One word for it, or one deed, and the same name beside it: *Massaker von Sarn*, *in Sarn getötet*."""
    one, other = pair
    alike = one.root == other.root or bool(set(one.deeds) & set(other.deeds))
    return float(alike and bool(names_of(one) & names_of(other)))


def further(pair: Pair) -> float:
    """The words of the later one make it another one (*auch*, *ein weiterer*, *wenig später*)."""
    return float(pair.together and max(pair).further)


def noun_only(pair: Pair) -> float:
    """A noun without an article, or a verb, brings in something new."""
    later = max(pair)
    return float(pair.together and not (later.noun and later.definite))


def indefinite(pair: Pair) -> float:
    """The later one has an indefinite article."""
    return float(pair.together and max(pair).indefinite)


def by_it(pair: Pair) -> float:
    """In one sentence a noun is what the deed came about by (*bei dem Anschlag starben*)."""
    return float(
        one_sentence(pair) and pair.one.noun != pair.other.noun and "by" in (pair.one.stands, pair.other.stands)
    )


def looks_back(pair: Pair) -> float:
    """One verb looks back, the other one does not."""
    one, other = pair
    return float(pair.together and not one.noun and not other.noun and one.backward != other.backward)


def one_and_several(pair: Pair) -> float:
    """One noun is in the plural, the other in the singular."""
    one, other = pair
    return float(one.noun and other.noun and one.many != other.many)


def two_verbs(pair: Pair) -> float:
    """Both are verbs, so each may bring in something new."""
    return float(pair.together and not pair.one.noun and not pair.other.noun)


def in_titles(pair: Pair) -> float:
    """The title of their reports has a word for each."""
    return float(pair.one.in_title and pair.other.in_title)


def led(pair: Pair) -> float:
    """One of two tellings of a type is in the first sentences of their report, or both are."""
    return float(pair.together and pair.one.type == pair.other.type and (pair.one.lead or pair.other.lead))


def same_words(pair: Pair) -> float:
    """Words that their sentences share."""
    if one_sentence(pair):
        return 0.0  # they stand in one sentence, so of course they share its words
    return float(min(len(set(pair.one.words) & set(pair.other.words)), _MOST_WORDS))


def same_themes(pair: Pair) -> float:
    """Nouns that both reports have most often."""
    return 0.0 if pair.together else float(min(len(set(pair.one.themes) & set(pair.other.themes)), _MOST_WORDS))


def one_topic(pair: Pair) -> float:
    """Whom the reports are mostly about."""
    return 0.0 if pair.together else float(len(set(pair.one.about) & set(pair.other.about)))


def told_in_one_sentence(pair: Pair) -> float:
    """1 if one sentence tells both."""
    return float(one_sentence(pair))


def one_bare(pair: Pair) -> float:
    """One names nobody, no place, no day and no count."""
    return float(pair.one.bare != pair.other.bare)


def other_office(pair: Pair) -> float:
    """The sentences of both name offices, and none in both: *wird Innenminister*, *wird Verteidigungsminister*."""
    if "OFFICE" not in (pair.one.type, pair.other.type):
        return 0.0
    heads_ = word_tuple("heads_of_offices")
    one, other = ({word for word in t.words if word.endswith(heads_)} for t in pair)
    return float(bool(one) and bool(other) and not one & other)
