"""How two states stand to each other, by a noun: *das Verhältnis zwischen X und Y*, *Xs Beziehungen zu Y*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.owners import name_before
from lagebild.annotate.relations.several import behind_brackets
from lagebild.annotate.relations.sides import coordinated
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, closed_map, word_set
from lagebild.reading import Entity


def by_relations(text: Text) -> Iterator[Tie]:
    """The relations between states that a report tells by a noun for them."""
    for token, tag in enumerate(text.analysis.tags):
        if tag == "NOUN" and text.analysis.lemmas[token] in word_set("nouns_of_relations"):
            found = first(RELATIONS, Word(text, token))
            if found is not None:
                yield due_to(*found)


def _state(text: Text, token: int) -> tuple[Entity, int] | None:
    """The state named from a token on, its article and the noun before its name passed over, and the token behind it."""
    forms = text.analysis.forms
    while token < len(forms) and token not in text.names and _passed_over(text, token):
        token += 1
    found = text.names.get(token)
    return found if found is not None and found[0].kind == "state" else None


def _passed_over(text: Text, token: int) -> bool:
    a = text.analysis
    article = a.forms[token].casefold() in closed("articles") or a.tags[token] == "ADJ"
    return article or (a.tags[token] == "NOUN" and token + 1 in text.names)


def _preposition(text: Text, token: int) -> str:
    form = text.analysis.forms[token] if token < len(text.analysis) else ""
    return closed_map("contractions").get(form, form)


def _between(word: Word) -> Tie | None:
    text, token = word
    one = _state(text, token + 2) if _preposition(text, token + 1) == "zwischen" else None
    joined = behind_brackets(text, one[1]) if one is not None else 0
    if one is None or text.analysis.forms[joined : joined + 1] not in (("und",), ("sowie",)):
        return None
    return _tie(word, one[0], _state(text, joined + 1))


def _tie(word: Word, one: Entity, other: tuple[Entity, int] | None) -> Tie | None:
    if other is None or other[0] is one:
        return None
    return worded(word.text, "diplomatic", (one, other[0]), (word.token, other[1]))


def _to(text: Text, token: int) -> tuple[Entity, int] | None:
    """The state behind *zu* or *mit*."""
    return _state(text, token + 1) if _preposition(text, token) in ("zu", "mit") else None


def _of_one(word: Word) -> Tie | None:
    text, token = word
    forms = text.analysis.forms
    linked = _preposition(text, token + 1) == "von" or forms[token + 1 : token + 2] in (("der",), ("des",))
    one = _state(text, token + 1 + linked)
    if one is None or not (linked or forms[one[1] - 1].endswith("s")):
        return None
    return _tie(word, one[0], _to(text, one[1]))


def _own(word: Word) -> Tie | None:
    owned = name_before(word.text, word.token)
    if owned is None or owned[0].kind != "state":
        return None
    return _tie(word, owned[0], _to(word.text, word.token + 1))


def _of_the_doer(word: Word) -> Tie | None:
    text, token = word
    clause = text.clause_around(token)
    if clause is None or clause.modals or clause.negated or clause.tense == "future" or clause.kind == "infinitive":
        return None
    doers = [e for t in clause.doers for e in coordinated(text, t)] if token in clause.undergoers else []
    return _tie(word, doers[0], _to(text, token + 1)) if [e.kind for e in doers] == ["state"] else None


RELATIONS: tuple[Rule[Word, Tie], ...] = (
    Rule(
        name="kind/relations-between",
        find=_between,
        why="Relations *zwischen* two states are theirs, whatever they are said to be like.",
        yes=(
            ("Das Verhältnis zwischen Peru und Chile ist gespannt.", "Peru – Chile: diplomatic"),
            ("Die Beziehungen zwischen Ghana und der Türkei sind gut.", "Ghana – Türkei: diplomatic"),
            ("Das Verhältnis zwischen Ghana (GH) und dem alten Gegner Togo ist gut.", "Ghana – Togo: diplomatic"),
        ),
        no=(
            "Die Beziehungen zwischen Karl Demm und Rita Semm sind gut.",
            "Die Grenze zwischen Peru und Chile ist lang.",
        ),
    ),
    Rule(
        name="kind/relations-of-one",
        find=_of_one,
        why="The relations of a state, in the genitive or with *von*, are those to the one behind *zu* or *mit*.",
        yes=(
            ("Man sprach über das Verhältnis von Ghana zum Kosovo.", "Ghana – Kosovo: diplomatic"),
            ("Die Beziehungen Perus zu Chile sind gut.", "Peru – Chile: diplomatic"),
        ),
        no=("Das Verhältnis von Ghana ist gut.", "Die Beziehungen Perus zu Karl Demm sind gut."),
    ),
    Rule(
        name="kind/own-relations",
        find=_own,
        why="The relations of a state whose name stands before the noun are those to the one behind *zu* or *mit*.",
        yes=(("Am Montag kamen Perus Beziehungen zu Chile zur Sprache.", "Peru – Chile: diplomatic"),),
        no=("Am Montag kamen Perus Lieferungen zu Chile zur Sprache.",),
    ),
    Rule(
        name="kind/relations-of-the-doer",
        find=_of_the_doer,
        why="Relations to a state that another one has, mends or breaks off are those of the two.",
        yes=(
            ("Ghana unterhält enge Beziehungen zu Togo.", "Ghana – Togo: diplomatic"),
            ("Peru hat sein Verhältnis zu Chile verbessert.", "Peru – Chile: diplomatic"),
        ),
        no=("Ghana will Beziehungen zu Togo aufnehmen.", "Karl Demm unterhält enge Beziehungen zu Togo."),
    ),
)
"""Between which states relations are told to be."""
