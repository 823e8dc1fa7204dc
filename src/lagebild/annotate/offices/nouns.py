"""Nouns that give an office which they name: `die Ernennung von X zum Minister`, `seine Wahl zum Präsidenten`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.offices.acts import link_of
from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import office_noun, title_of
from lagebild.annotate.offices.told import undone
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set
from lagebild.reading import Entity, Event

_FARTHEST = 8
"""Tokens before *zum* or *als* among which the noun is looked for."""
_BETWEEN = ("ADP", "DET", "ADJ", "PROPN", "NOUN", "X")


class Noun(NamedTuple):
    """A title behind *zum* or *als*, the noun at `place` that it belongs to, and the event which that noun tells."""

    text: Text
    token: int
    place: int
    event: Event


class Given(NamedTuple):
    """Who is given the office, where they are named, and whether that is still to come."""

    person: Entity
    name: tuple[int, int]
    hedged: bool


def by_nouns(text: Text) -> Iterator[Held]:
    """The titles that nouns of appointing give to somebody, in the order of the text."""
    for token, form in enumerate(text.analysis.forms):
        named = _noun(text, token) if office_noun(form) is not None and link_of(text, token) in ("zu", "als") else None
        found = first(NOUNS, named) if named is not None else None
        if named is None or found is None:
            continue
        given = found[0]
        title = title_of(text, token, given.person)
        if title is not None:
            words = range(named.place, token + 1)
            yield Held(text, given.person, given.name, token, title, found[1], "given", words, given.hedged)


def _noun(text: Text, token: int) -> Noun | None:
    a, start = text.analysis, text.sentence_tokens(token).start
    for place in range(token - 1, max(start, token - _FARTHEST) - 1, -1):
        if a.tags[place] not in _BETWEEN:
            return None
        if a.lemmas[place] in word_set("nouns_of_appointing"):
            event = next(iter(text.events_at.get(place, ())), None)
            return Noun(text, token, place, event) if event is not None else None
    return None


def _given(noun: Noun) -> Given | None:
    if noun.event.status not in ("happened", "ongoing", "announced"):
        return None
    text = noun.text
    a = text.analysis
    around = text.clause_around(noun.place)
    if around is not None and around.lemma in word_set("verbs_of_losing_a_vote"):
        return None
    if around is not None and undone(text, around, noun.place):
        return None
    owners = (text.entity(c) for c in a.dependents(noun.place, "det:poss", "nmod", "nmod:poss") if c != noun.token)
    for key in (*noun.event.recipients, *owners, *noun.event.actors):
        person = text.entities.get(key or "")
        if person is None or person.kind != "person" or not person.name_spans:
            continue
        names = text.person_names(person)
        here = [name for name in names if a.sentence_of[name[0]] == a.sentence_of[noun.token]]
        if here:
            near = min(here, key=lambda name: abs(name[0] - noun.place))
            return Given(person, near, noun.event.status == "announced")
    return None


NOUNS: tuple[Rule[Noun, Given], ...] = (
    Rule(
        name="title/given-by-noun",
        find=_given,
        why="*Ernennung*, *Wahl* and the like give their object the office behind *zum*, if they have come about.",
        yes=(
            ("Die Ernennung von Rita Semm zur Ministerin stieß auf Kritik.", "Ministerin: Ministerin"),
            ("Nach seiner Wahl zum Bürgermeister dankte Karl Demm den Helfern.", "Bürgermeister: Bürgermeister"),
        ),
        no=(
            "Die Opposition verhinderte die Ernennung von Rita Semm zur Ministerin.",
            "Karl Demm kam bei der Wahl zum Bürgermeister auf vier Prozent.",
            "Karl Demm unterlag bei der Wahl zum Bürgermeister.",
        ),
    ),
)
"""Who is given an office by a noun."""
