"""The states that a report is about: they tell whose minister a minister is if no word beside the title does.

Only names count (`in Peru`, `Lima`), not the adjectives and parts of words that already belong to a title, and no towns
where the world meets.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.annotate.home import home
from lagebild.annotate.offices.titles import office_noun
from lagebild.annotate.once import once
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import Entity

FEDERATIONS = ("Deutschland", "Österreich", "Schweiz")
"""The German-speaking states; each has lands with ministers or governments of their own."""
_FAR_MORE = 1.5
"""Times as often as any other a state has to be named for a report to be mainly about it."""
_AT_HOME = 3
"""Sentences that speak of a state before a report is set there: on ../shared/gold 14 of 16 offices that a state of three
and more lends itself to are its own; in sentences that name a state once or twice, hardly any is."""


class Setting(NamedTuple):
    """By sentence the states named there, by token and by id, and whether it tells of a journey; and the main state.

    `spoken_of` counts by id the sentences that speak of a state, by whatever word. `grounded` are the states in which the
    report is: it names a town in them, or their government, parliament or army. `home` is the German-speaking state that
    the report comes from.
    """

    named: tuple[tuple[tuple[int, Entity], ...], ...]
    all_in: tuple[dict[str, Entity], ...]
    travels: tuple[bool, ...]
    main: Entity | None
    spoken_of: Counter[str]
    grounded: frozenset[str]
    home: str | None

    def at_home(self, state: Entity, *, told: bool) -> bool:
        """Whether a report is set in a state; less is needed where an office of it is `told` and no other state is."""
        alone = told and len(self.spoken_of) == 1
        return self.spoken_of[state.id] >= (_AT_HOME - 1 if alone else _AT_HOME)

    def foremost(self, state: Entity) -> bool:
        """Whether more sentences of a report than one speak of a state, and far fewer of any other."""
        return self.spoken_of[state.id] > 1 and _foremost(self.spoken_of) == state.id


@cache
def _seats() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.load("seats"))


def setting(text: Text) -> Setting:
    """The states that a report names, sentence by sentence."""
    named = tuple(tuple(_named(text, mentions)) for mentions in text.state_mentions)
    all_in = tuple({e.id: e for _, e in states} for states in named)
    spoken_of = Counter(
        state
        for mentions in text.state_mentions
        for state in {text.state_of[e.id].id for _, e, _, _ in mentions if _counts(e)}
    )
    travels = tuple(_travels(text, part) for part in text.analysis.sentences)
    return Setting(named, all_in, travels, _main(text, named, spoken_of), spoken_of, _grounded(text), home(text))


def _grounded(text: Text) -> frozenset[str]:
    """The states of whose towns or institutions a report speaks."""
    a, states = text.analysis, {e.name: e.id for e in text.entities.values() if e.kind == "state"}
    found = set()
    for entity in text.entities.values():
        here = known(entity.name) if entity.kind == "place" and entity.name not in _seats() else None
        if here is not None and here.state in states:
            found.add(states[here.state])
    for entity in text.entities.values():
        own = known(entity.name) if entity.kind == "organisation" else None
        if own is not None and own.role != "party" and own.state in states:
            found.add(states[own.state])  # *der Bundestag*
    for mentions in text.state_mentions:
        for token, entity, _, by_name in mentions:
            if entity.kind != "state":
                continue
            # *die peruanische Regierung*, *Perus Parlament*, *das Parlament von Peru*
            near = (token + 1, token + 2) if not by_name or a.forms[token].endswith("s") else (token - 1, token - 2)
            words = (a.lemmas[t] for t in near if 0 <= t < len(a))
            if any(word.endswith(word_tuple("institutions_of_a_state")) for word in words):
                found.add(entity.id)
    return frozenset(found)


def near(text: Text, states: Setting, token: int) -> Entity | None:
    """The state last named in the sentence so far, else the only one named in one of the two sentences before.

    None in a sentence that tells of a journey or a meeting, where people are abroad.
    """
    number = text.analysis.sentence_of[token]
    if states.travels[number]:
        return None
    here = states.named[number]
    for place in range(bisect_left(here, token, key=lambda mention: mention[0]) - 1, -1, -1):
        at, state = here[place]
        if at == 0 or text.analysis.forms[at - 1].lower() != "aus":
            return state
    for before in (number - 1, number - 2):
        seen = states.all_in[before] if before >= 0 else {}
        if seen:
            return next(iter(seen.values())) if len(seen) == 1 else None
    return None


def _main(text: Text, named: tuple[tuple[tuple[int, Entity], ...], ...], spoken_of: Counter[str]) -> Entity | None:
    """The state that the report is mainly about: the only one, or one named far more than all others.

    Where that is one named by the way, the state that the sentences speak of far more than of others, by whatever word.
    """
    by_name = _foremost(Counter(e.id for states in named for _, e in states))
    if by_name is None or spoken_of[by_name] < _AT_HOME:
        by_name = _foremost(spoken_of) or by_name
    return text.entities[by_name] if by_name is not None else None


def _foremost(states: Counter[str]) -> str | None:
    ranked = states.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _FAR_MORE * ranked[1][1]):
        return None
    return ranked[0][0]


def _counts(entity: Entity) -> bool:
    return entity.name not in _seats()


def _named(text: Text, mentions: tuple[tuple[int, Entity, Span, bool], ...]) -> list[tuple[int, Entity]]:
    return [
        (token, text.state_of[entity.id])
        for token, entity, span, by_name in mentions
        if by_name and _counts(entity) and not _owns(text, span)
    ]


def _owns(text: Text, span: Span) -> bool:
    """True if a name is the genitive before a title (`Perus Präsident`): it gives that title's state, no other's."""
    analysis, token = text.analysis, text.tokens(span)[1]
    while token < len(analysis) and analysis.tags[token] == "ADJ":
        token += 1
    return (
        span.of(text.content).endswith("s") and token < len(analysis) and office_noun(analysis.forms[token]) is not None
    )


def _travels(text: Text, sentence: Span) -> bool:
    """True if a sentence tells of a journey or a meeting."""
    words = " ".join(text.analysis.forms[sentence.start : sentence.end]).lower()
    return any(part in words for part in word_set("journeys_and_meetings"))


@once
def speaks_of_regions(text: Text) -> bool:
    """Whether a report names a region, or has a word that begins with *Land*."""
    lands = (here for e in text.entities.values() if e.kind == "place" and (here := known(e.name)) is not None)
    parts = (form for form in text.analysis.forms if form.startswith(("Land", "Länder")))
    return any(here.level == "region" for here in lands) or any(parts)


@once
def speaks_of_a_federation(text: Text) -> bool:
    """Whether a report names Germany, Austria or Switzerland, a place in one of them, or a body of theirs."""
    names = (entity.name for entity in text.entities.values())
    return any((here := known(name)) is not None and here.state in FEDERATIONS for name in names) or any(
        entity.name in word_set("lands_of_federations") for entity in text.entities.values()
    )
