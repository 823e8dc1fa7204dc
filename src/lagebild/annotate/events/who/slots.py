"""The slots of a trigger's frame: the tokens of its clause or noun phrase that fill them."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.annotate.events.who import objects as of_objects
from lagebild.annotate.events.who import phrases, subjects
from lagebild.annotate.events.who.parts import Held, InClause
from lagebild.annotate.rule import first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed

NONE = Held(())


def is_preposition(slot: str) -> bool:
    """True if a slot is a preposition, with or without a case (`in`, `in+Akk`)."""
    return slot.partition("+")[0] in closed("frame_prepositions")


def in_clause(text: Text, clause: Clause, slot: str, *, objects: bool) -> Held:
    """The tokens in a slot of a clause: `subj`, `obj`, `iobj`, or a preposition (with its case: `in+Akk`).

    Subject and object follow the sense: in a passive, *von* and *durch* give the subject. `objects`: the frame has an
    object. A verb without one takes what the parser sees as an undergoer for its subject.
    """
    case = InClause(text, clause, objects)
    if slot == "subj":
        return _held(text, first(subjects.SUBJECT, case))
    if slot == "obj":
        return _held(text, first(of_objects.OBJECT, case))
    if slot == "iobj":
        return _held(text, first(of_objects.DATIVE, case))
    if not is_preposition(slot):
        return NONE
    preposition, _, wanted = slot.partition("+")
    asked = of_objects.WithPreposition(text.analysis, clause, preposition, wanted)
    return _held(text, first(of_objects.PREPOSITIONAL, asked))


def in_phrase(text: Text, token: int, slot: str) -> Held:
    """The tokens in a slot of a noun phrase: `gen`, `poss`, `adj` (of a state), or a preposition."""
    if slot == "gen":
        return _held(text, first(phrases.GENITIVE, phrases.InPhrase(text, token)))
    if slot == "poss":
        return _held(text, first(phrases.POSSESSIVE, phrases.InPhrase(text, token)), alone=True)
    if slot == "adj":
        return _held(text, first(phrases.ADJECTIVE, phrases.InPhrase(text, token)), alone=True)
    preposition = slot.partition("+")[0]
    return _held(text, first(phrases.PREPOSITIONAL, phrases.InPhrase(text, token, preposition)))


def _held(text: Text, answer: tuple[tuple[int, ...], str] | None, *, alone: bool = False) -> Held:
    if answer is None:
        return NONE
    tokens, rule = answer
    return Held(tokens if alone else spread(text.analysis, tokens), (rule,))


def spread(a: Analysis, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Heads with all that is conjoined with them, each once, in their order."""
    return tuple(dict.fromkeys(t for token in tokens for t in _conjuncts(a, token)))


def _conjuncts(a: Analysis, token: int) -> tuple[int, ...]:
    """A phrase's head and the heads conjoined with it, also where a title stands before each name."""
    found = [token]
    for here in found:
        names = [c for c in a.dependents(here, "appos", "flat") if a.tags[c] == "PROPN" and _own_name(a, here, c)]
        for base in (here, *names):
            found += [c for c in a.dependents(base, "conj") if a.tags[c] not in ("VERB", "AUX") and c not in found]
    return tuple(found)


def _own_name(a: Analysis, head: int, name: int) -> bool:
    """True if a name belongs to a title: it stands right behind it, or behind others of the same bearer."""
    between = range(head + 1, name)
    return name > head and all(a.tags[t] in ("NOUN", "CCONJ", "ADJ") for t in between)
