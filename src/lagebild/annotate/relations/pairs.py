"""Ties of who are listed behind one word: *die Koalitionspartner X und Y*, *die Brüder X und Y*, *die verfeindeten X und Y*.

And of who is called *mit X verheiratet*, *mit X verfeindet* or *mit X verbündet*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations

from lagebild.annotate.relations.several import listed
from lagebild.annotate.relations.sides import coordinated, named_with
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Entity, RelationKind

_SIDES: Mapping[RelationKind, tuple[str, ...]] = {
    "ally": ("person", "organisation", "state", "group"),
    "opponent": ("person", "organisation", "state", "group"),
    "kin": ("person",),
}
_MOST = 4
"""So many names at most stand behind one plural; more of them are a list of those who took part."""
_ADJECTIVES = 3
"""Tokens between an adjective and the first name that it is said of."""


@cache
def _nouns() -> Mapping[str, RelationKind]:
    kinds: tuple[tuple[str, RelationKind], ...] = (
        ("pairs_of_allies", "ally"),
        ("pairs_of_opponents", "opponent"),
        ("pairs_of_kin", "kin"),
    )
    return {word: kind for name, kind in kinds for word in word_set(name)}


@cache
def _adjectives() -> Mapping[str, RelationKind]:
    kinds: tuple[tuple[str, RelationKind], ...] = (
        ("adjectives_of_allies", "ally"),
        ("adjectives_of_opponents", "opponent"),
        ("adjectives_of_kin", "kin"),
    )
    return {word: kind for name, kind in kinds for word in word_set(name)}


@cache
def _stems() -> tuple[str, ...]:
    return tuple(_adjectives())


def by_pair(text: Text) -> Iterator[Tie]:
    """The ties of a report that a plural or an adjective tells of both its sides."""
    for token, tag in enumerate(text.analysis.tags):
        if tag in ("NOUN", "PROPN", "ADJ", "VERB", "ADV"):
            found = first(PAIRS, Word(text, token))
            if found is not None:
                yield from (due_to(tie, found[1]) for tie in found[0])


def _all(text: Text, kind: RelationKind, token: int, sides: tuple[Entity, ...], last: int) -> tuple[Tie, ...] | None:
    fitting = [e for e in sides if e.kind in _SIDES[kind]]
    if len({e.id for e in fitting}) != len(sides) or not 1 < len(sides) <= _MOST:
        return None
    return tuple(
        worded(text, kind, pair, (token, last))._replace(noun=token, qualified=token)
        for pair in combinations(fitting, 2)
    )


def _end(text: Text, token: int, sides: tuple[Entity, ...]) -> int:
    part = text.sentence_tokens(token)
    return max(text.names[t][1] for t in range(token, part.stop) if t in text.names and text.names[t][0] in sides)


def _called(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    here = noun(text.analysis.forms[token])
    lemma = text.analysis.lemmas[token]
    if here is not None and here.number == "Sing" and here.base not in word_set("couples"):
        return None
    forms = (lemma, *((here.base, here.lemma) if here is not None else ()))
    kind = next((_nouns()[form] for form in forms if form in _nouns()), None)
    if kind is None or token + 1 not in text.names or _owned(text, token):
        return None
    sides = listed(text, token + 1)
    return _all(text, kind, token, sides, _end(text, token, sides)) if sides else None


def _owned(text: Text, token: int) -> bool:
    """Whether a plural is somebody's: *seine Gegner X und Y* are not each other's."""
    a = text.analysis
    before = [a.forms[t].casefold() for t in range(max(token - 3, 0), token)]
    return any(form.startswith(("sein", "ihr", "unser")) or form in ("deren", "dessen") for form in before) or (
        token > 0 and a.tags[token - 1] == "PROPN"
    )


def _adjective(text: Text, token: int, endings: frozenset[str]) -> RelationKind | None:
    form = text.analysis.forms[token].casefold()
    if not form.startswith(_stems()):
        return None
    return next(
        (k for word, k in _adjectives().items() if form.startswith(word) and form.removeprefix(word) in endings), None
    )


def _each_other(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    kind = _adjective(text, token, closed("adjective_endings"))
    if kind is None:
        return None
    stop = text.sentence_tokens(token).stop
    start = next((t for t in range(token + 1, min(token + _ADJECTIVES, stop)) if t in text.names), None)
    if start is None or text.analysis.forms[token - 1 : token] == ("mit",):
        return None
    # *Verbündete wie X und Y* are somebody else's
    if any(text.analysis.tags[t] not in ("NOUN", "PROPN", "ADJ", "DET") for t in range(token + 1, start)):
        return None
    # *der mit X verfeindete Y* says of two what stands on both sides
    if any(text.analysis.forms[t] in ("mit", "von") for t in range(max(token - 6, 0), token)):
        return None
    sides = listed(text, start)
    return _all(text, kind, token, sides, _end(text, token, sides)) if len(sides) == 2 else None


def _with(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    kind = _adjective(text, token, frozenset(("",)))
    clause = text.clause_around(token) if kind is not None else None
    if kind is None or clause is None or clause.negated or clause.modals:
        return None
    part = text.sentence_tokens(token)
    forms = text.analysis.forms
    linked = next((t for t in range(token - 1, part.start, -1) if forms[t] == "mit"), None)
    if linked is None or any(forms[t] in (",", ";") for t in range(linked, token)):
        return None
    other = next((text.names[t] for t in range(linked + 1, token) if t in text.names), None)
    whole = {e.id: e for t in (*clause.doers, *clause.undergoers) if (e := named_with(text, t)) is not None}
    own = [e for e in whole.values() if e.kind in _SIDES[kind]]
    if other is None or other[0].kind not in _SIDES[kind] or len(own) != 1 or own[0] is other[0]:
        return None
    return (worded(text, kind, (own[0], other[0]), (linked, token + 1))._replace(clause=clause),)


def _both_are(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    kind = _adjective(text, token, frozenset(("",)))
    clause = text.clause_around(token)
    if kind is None or clause is None or clause.negated or clause.modals or clause.tense == "future":
        return None
    part, forms = text.sentence_tokens(token), text.analysis.forms
    if any(forms[t].casefold() in ("mit", ",", "weder") for t in part):
        return None
    found = {e.id: e for t in (*clause.doers, *clause.undergoers) for e in coordinated(text, t)}
    sides = [e for e in found.values() if e.kind in _SIDES[kind] and e.name_spans]
    if len(sides) != 2:
        return None
    return (worded(text, kind, (sides[0], sides[1]), (token, token + 1))._replace(clause=clause),)


def _with_before(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    kind = _adjective(text, token, closed("adjective_endings"))
    if kind is None:
        return None
    part, forms = text.sentence_tokens(token), text.analysis.forms
    linked = next((t for t in range(token - 1, max(token - 5, part.start - 1), -1) if forms[t] == "mit"), None)
    if linked is None:
        return None
    other = next((text.names[t] for t in range(linked + 1, token) if t in text.names), None)
    own = next((e for t in range(token + 1, min(token + 4, part.stop)) if (e := named_with(text, t)) is not None), None)
    if other is None or other[1] != token or own is None or own is other[0]:
        return None
    if own.kind not in _SIDES[kind] or other[0].kind not in _SIDES[kind] or not own.name_spans:
        return None
    return (worded(text, kind, (own, other[0]), (linked, token + 1))._replace(qualified=token),)


PAIRS: tuple[Rule[Word, tuple[Tie, ...]], ...] = (
    Rule(
        name="kind/called-together",
        find=_called,
        why="Partners, rivals or siblings whose names stand right behind the word are each other's.",
        yes=(
            ("Die Koalitionspartner CDU und SPD einigten sich.", "CDU – SPD: ally"),
            ("Die beiden Kontrahenten Karl Demm und Edo Falk schwiegen.", "Karl Demm – Edo Falk: opponent"),
            ("Das Ehepaar Karl Demm und Rita Semm schwieg.", "Karl Demm – Rita Semm: kin"),
        ),
        no=("Seine Gegner Karl Demm und Edo Falk schwiegen.", "Der Gegner Karl Demm schwieg."),
    ),
    Rule(
        name="kind/to-each-other",
        find=_each_other,
        why="Two behind *verfeindet*, *verbündet* or *verheiratet* are so to each other.",
        yes=(("Die verfeindeten Staaten Peru und Chile schwiegen.", "Peru – Chile: opponent"),),
        no=(
            "Die verfeindeten Staaten schwiegen.",
            "Der mit Peru verfeindete Staat Chile schwieg.",
            "Selbst Verbündete wie Peru und Chile schwiegen.",
        ),
    ),
    Rule(
        name="kind/with-somebody",
        find=_with,
        why="Who is *mit X verheiratet*, *verfeindet* or *verbündet* has that tie with X.",
        yes=(
            ("Karl Demm ist mit der Sängerin Rita Semm verheiratet.", "Karl Demm – Rita Semm: kin"),
            ("Ghana ist mit Peru verbündet.", "Ghana – Peru: ally"),
        ),
        no=("Ghana ist mit Peru nicht verbündet.", "Karl Demm sprach mit Rita Semm."),
    ),
    Rule(
        name="kind/both-are",
        find=_both_are,
        why="Two of whom one adjective is said alone are so with each other.",
        yes=(("Karl Demm und Rita Semm sind seit Mai verheiratet.", "Karl Demm – Rita Semm: kin"),),
        no=("Karl Demm und Rita Semm waren nie verheiratet.",),
    ),
    Rule(
        name="kind/allied-with",
        find=_with_before,
        why="Who is called *die mit X verbündete Y*, *der mit X verfeindete Y* has that tie with X.",
        yes=(
            ("Das mit Peru verbündete Ghana schwieg.", "Ghana – Peru: ally"),
            ("Man fragte, wie eine mit den USA verbündete Türkei handelt.", "Türkei – USA: ally"),
            ("Der mit Peru verfeindete Staat Chile schwieg.", "Chile – Peru: opponent"),
        ),
        no=("Das mit Peru gut bekannte Ghana schwieg.",),
    ),
)
