"""Recovers phrases from the wrong head: an agent on a date, an object on a place, a subject on the wrong verb.

Each function walks the tree and answers by forms alone: case and number of the words, and their order.
"""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.events.who.parts import InClause
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed

_BELONGS_TO = ("person", "organisation", "group")


def cases(a: Analysis, token: int) -> list[str]:
    """The lemmas of the prepositions of a phrase."""
    return [a.lemmas[c].casefold() for c in a.dependents(token, "case")]


def nominal(a: Analysis, token: int) -> bool:
    """True if a token is the head of a phrase that hangs on a noun or, as an adjunct, on a verb."""
    return a.labels[token].startswith(("nmod", "obl"))


def remains(case: InClause) -> bool:
    """True if a clause is a participle under *bleiben* and says of its subject what is done to it."""
    a, clause = case.text.analysis, case.clause
    if not _may_be_undergone(case) or clause.kind != "participle" or a.heads[clause.predicate] == ROOT:
        return False
    return a.lemmas[a.heads[clause.predicate]] == "bleiben"


def is_done(case: InClause) -> bool:
    """True if a clause says with *sein* or *bleiben* and a participle what is done to its subject."""
    a, clause = case.text.analysis, case.clause
    if not _may_be_undergone(case) or clause.kind != "finite" or a.feat(clause.predicate, "VerbForm") != "Part":
        return False
    helpers = {a.lemmas[t] for t in clause.verbs if t != clause.predicate and a.tags[t] in ("AUX", "VERB")}
    return helpers in ({"sein"}, {"bleiben"})


def _may_be_undergone(case: InClause) -> bool:
    """True if the verb takes an object and has none in its clause."""
    return case.clause.voice == "active" and not case.clause.undergoers and case.objects


def agents(text: Text, clause: Clause) -> tuple[int, ...]:
    """Who does it in a passive, if *von X* hangs on a date, a place or the subject before it.

    This holds only after the auxiliary, where a subject does not have a *von* of its own. A *von* at a noun for people
    (*Mitglieder von X*) stays with it unless that noun is definite and the text names who it is. Nobody belongs to
    *Unbekannten*, so these act also where the auxiliary comes last.
    """
    a = text.analysis
    helpers = [t for t in clause.verbs if t < clause.predicate and a.tags[t] == "AUX"]
    start = min(helpers or clause.undergoers, default=clause.predicate)
    found = []
    for token in range(start, clause.predicate):
        if not helpers and not _unknown(a, token):
            continue  # *dass ein Bauer von Unbekannten angegriffen wurde*
        if a.labels[token] != "nmod" or a.heads[token] == token or not _inside(a, token, clause.predicate):
            continue
        if cases(a, token) != ["von"]:
            continue
        entity = text.entities.get(text.entity(token) or "")
        if entity is not None and entity.kind in _BELONGS_TO and _loose(text, token, clause):
            found.append(token)
    return tuple(found[-1:])


def genitives_behind(a: Analysis, token: int) -> Iterator[int]:
    """The genitive right behind a noun that hangs on the noun before it (*ein Auftritt bei einem Treffen der Räte*)."""
    head = a.heads[token]
    for sibling in a.dependents(head, "nmod") if head >= 0 and a.tags[head] == "NOUN" else ():
        articles = [a.forms[c].casefold() for c in a.dependents(sibling, "det")]
        bare = not a.has(sibling, "case") and articles and articles[0] in closed("genitive_articles")
        if bare and min(a.subtree(sibling)) == token + 1:
            yield sibling


def _unknown(a: Analysis, token: int) -> bool:
    """True if a word is one for those of whom nobody knows who they are (*Unbekannte*, *Vermummte*)."""
    return a.forms[token].casefold() in closed("those_unknown")


def _loose(text: Text, token: int, clause: Clause) -> bool:
    """True if a phrase at a noun may belong to the verb instead."""
    a = text.analysis
    head = a.heads[token]
    if head in clause.undergoers:
        return _unknown(a, token) or any(
            a.forms[c].casefold() in ("die", "der", "das") for c in a.dependents(head, "det")
        )
    below = (t for _, t in clause.obliques if head in a.subtree(t))
    return a.tags[head] == "PROPN" or text.entity(head) is not None or next(below, None) is not None


def strays(text: Text, clause: Clause) -> Iterator[int]:
    """Bare phrases with a number or an article that hang on an oblique: *nahm im Dorf zwei Männer fest*."""
    a = text.analysis
    for _, oblique in clause.obliques:
        for token in a.dependents(oblique, "nmod"):
            bare = not a.has(token, "case") and a.feat(token, "Case") != "Gen"
            determined = token > oblique and a.has(token, "nummod", "det")
            if bare and determined and text.entity(token) is not None:
                yield token


def agreeing(text: Text, clause: Clause) -> tuple[int, ...]:
    """The doers of a clause; if their number does not fit the verb, those of the nearest earlier clause that do."""
    a = text.analysis
    number = next((n for t in clause.verbs if a.feat(t, "VerbForm") == "Fin" and (n := a.feat(t, "Number"))), "")
    if not number or not clause.doers or any(a.tags[t] not in ("NOUN", "PROPN") for t in clause.doers):
        return clause.doers
    shared = set(clause.doers) <= set(clause.shared)
    wrong = shared and number == "Sing" and not _singular(a, clause.doers)
    if not wrong and not (
        number == "Plur" and a.labels[clause.predicate] == "conj" and _sure_singular(a, clause.doers)
    ):
        return clause.doers
    near = [c for c in text.clauses_in[a.sentence_of[clause.predicate]] if c.predicate < clause.predicate]
    fits = [c.doers for c in near if c.doers and c.voice == "active" and _singular(a, c.doers) == (number == "Sing")]
    return fits[-1] if fits else clause.doers


def _sure_singular(a: Analysis, tokens: tuple[int, ...]) -> bool:
    return len(tokens) == 1 and a.feat(tokens[0], "Number") == "Sing" and a.tags[tokens[0]] == "NOUN"


def _singular(a: Analysis, tokens: tuple[int, ...]) -> bool:
    return len(tokens) == 1 and a.feat(tokens[0], "Number") != "Plur"


def _inside(a: Analysis, token: int, predicate: int) -> bool:
    """True if a token hangs on a predicate through nouns only."""
    here = a.heads[token]
    for _ in range(4):
        if here == predicate:
            return True
        if here < 0 or a.tags[here] in ("VERB", "AUX"):
            return False
        here = a.heads[here]
    return False


def below_parts(a: Analysis, clause: Clause, preposition: str) -> Iterator[int]:
    """Phrases with a preposition that hang on an object or an adjunct of a clause."""
    for part in (*clause.undergoers, *(t for _, t in clause.obliques)):
        yield from (c for c in a.dependents(part, "nmod") if preposition in cases(a, c))


def nested(a: Analysis, token: int, preposition: str) -> Iterator[int]:
    """Phrases with *durch*, *gegen*, *gegenüber* or, in the accusative, *auf* that hang on the genitive of a noun."""
    for genitive in a.dependents(token, "nmod"):
        if not cases(a, genitive) and preposition in closed("prepositions_of_a_deed"):
            below = (c for c in a.dependents(genitive, "nmod") if preposition in cases(a, c))
            yield from (c for c in below if preposition != "auf" or a.feat(c, "Case") == "Acc")


def next_to(a: Analysis, token: int, preposition: str) -> Iterator[int]:
    """Phrases with a preposition that follow a noun's own words and hang on the same head as the noun."""
    last = max(a.subtree(token))
    head = a.heads[token]
    for sibling in a.children[head] if head != ROOT else ():
        if nominal(a, sibling) and preposition in cases(a, sibling) and min(a.subtree(sibling)) == last + 1:
            yield sibling
