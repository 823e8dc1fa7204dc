"""Drops triggers that only repeat another one: a phrase and its verb, a light verb and its noun, a toll and its deed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.lexicon import HARM, entries, harms
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set


class Among(NamedTuple):
    """A trigger among all those of its text."""

    text: Text
    hit: Hit
    found: Mapping[int, Hit]
    told: frozenset[int]
    """The sentences that have a deed or disaster, other than its dead and injured."""
    named: frozenset[int]
    """The verbs of fixed phrases whose noun names the deed."""


def kept(text: Text, found: Mapping[int, Hit]) -> list[Hit]:
    """The triggers that say something of their own, in text order."""
    sentence = text.analysis.sentence_of
    told = frozenset(
        sentence[token]
        for token, hit in found.items()
        if hit.entry.type in HARM and hit.entry.word not in word_set("tolls")
    )
    verbs = ((hit, _verb_of(hit, found)) for hit in found.values())
    named = frozenset(verb.token for hit, verb in verbs if verb is not None and _names_it(hit))
    cases = (Among(text, found[token], found, told, named) for token in sorted(found))
    return [case.hit for case in cases if (first(REPEATED, case) or (False, ""))[0] is False]


def _verb_of(phrase: Hit, found: Mapping[int, Hit]) -> Hit | None:
    """The verb of a fixed phrase, if it is a trigger of the same type on its own."""
    if phrase.entry.pos != "PHRASE" or phrase.clause is None or phrase.clause.predicate == phrase.token:
        return None
    verb = found.get(phrase.clause.predicate)
    same = verb is not None and verb.entry.type == phrase.entry.type
    return verb if same and phrase.clause.lemma.casefold() in phrase.entry.others else None


def _names_it(phrase: Hit) -> bool:
    """True if the noun of a fixed phrase names the deed: it is its verb's bare object, or does so by itself, too."""
    return len(phrase.entry.others) == 1 or any(
        e.pos == "NOUN" and e.type == phrase.entry.type for e in entries().get(phrase.entry.word.casefold(), ())
    )


def _toll(case: Among) -> bool | None:
    a = case.text.analysis
    token = case.hit.token
    if case.hit.entry.word not in word_set("tolls"):
        return None
    if not any(a.tags[c] == "NUM" for c in a.children[token]):
        # *nach dem Beben stieg die Zahl der Toten auf 52*
        total = a.heads[token] >= 0 and a.lemmas[a.heads[token]] == "Zahl"
        return (total and _deed_in_sentence(case)) or None
    return a.sentence_of[token] in case.told or a.sentence_of[token] - 1 in case.told


def _deed_in_sentence(case: Among) -> bool:
    """Whether the sentence of a toll names the deed or disaster itself."""
    sentence = case.text.analysis.sentence_of
    here = (hit for t, hit in case.found.items() if sentence[t] == sentence[case.hit.token])
    return any(hit.entry.type in HARM and hit.entry.form not in harms() for hit in here)


def _phrase_with_verb(case: Among) -> bool | None:
    return not _names_it(case.hit) if _verb_of(case.hit, case.found) is not None else None


def _verb_of_noun(case: Among) -> bool | None:
    return True if case.hit.own and case.hit.token in case.named else None


def _light_verb(case: Among) -> bool | None:
    clause = case.hit.clause
    if not case.hit.own or clause is None or clause.lemma not in word_set("light_verbs"):
        return None
    objects = (case.found[t] for t in (*clause.undergoers, *clause.doers) if t in case.found)
    # *schlossen Frieden*: a phrase that leaves the deed to its verb does not name it
    named = (o for o in objects if _verb_of(o, case.found) is None or _names_it(o))
    return any(deed.entry.type == case.hit.entry.type for deed in named)


def _attribute(case: Among) -> bool | None:
    a, hit = case.text.analysis, case.hit
    head = case.found.get(a.heads[hit.token])
    if head is None or head.entry.type != hit.entry.type:
        return None
    nouns = hit.entry.pos == "NOUN" and head.entry.pos == "NOUN"
    return True if nouns and a.labels[hit.token] in ("compound", "flat", "appos") else None


REPEATED: tuple[Rule[Among, bool], ...] = (
    Rule(
        name="what/toll-of-a-deed",
        find=_toll,
        why="The dead and injured, counted, of a deed told right before are its figure and no event.",
        yes=(
            ("Bei dem Bombenanschlag gab es zwölf Tote.", ""),
            ("Das Erdbeben forderte zwölf Todesopfer.", ""),
        ),
    ),
    Rule(
        name="what/phrase-or-its-verb",
        find=_phrase_with_verb,
        why="A phrase whose verb tells the deed by itself counts only where its noun is the object or names it, too.",
        yes=(("Die Miliz sprengte die Mühle in die Luft.", ""),),
        no=("Die Miliz schoss vier Raketen auf das Dorf ab.",),
    ),
    Rule(
        name="what/verb-of-a-noun",
        find=_verb_of_noun,
        why="The verb of a phrase whose noun names the deed is no second event.",
        yes=(
            ("Der Minister legte einen Vorschlag vor.", ""),
            ("In der Nacht fielen mehrere Schüsse.", ""),
        ),
    ),
    Rule(
        name="what/light-verb",
        find=_light_verb,
        why="A light verb says no more than that there is what its object or subject names.",
        yes=(
            ("Die Länder schlossen ein Handelsabkommen ab.", ""),
            ("Die Anwohner reichten eine Petition ein.", ""),
            ("Der Präfekt verhängte den Belagerungszustand.", ""),
            ("Im Lager brach eine Epidemie aus.", ""),
        ),
    ),
    Rule(
        name="what/noun-under-its-like",
        find=_attribute,
        why="A noun joined to another of its type is an attribute of that one.",
        yes=(
            ("Der Angriff, ein Bombenanschlag der Miliz, erschütterte die Stadt.", ""),
            ("Die Kundgebung, eine Demonstration der Bauern, dauerte zwei Stunden.", ""),
        ),
    ),
)
"""The first rule that answers says if a trigger only repeats another; if none does, it stays."""
