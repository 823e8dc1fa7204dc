"""Sentences that give or end an office: `X ist …`, `Minister wird X`, `X wurde zum …`, `X trat als … zurück`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, cast

from lagebild.annotate.offices.held import Act, Held
from lagebild.annotate.offices.titles import office_noun, title_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, closed_map, word_set
from lagebild.reading import Entity

_CUTS = (",", ";", ":", "(", ")")
_AS = ("zum", "zur", "als")
_SHORTEST = 3
"""Tokens that a clause must have to give an office."""

Person = tuple[Entity, tuple[int, int]]
"""A person and the tokens of the name, end exclusive."""


class Piece(NamedTuple):
    """The tokens of a sentence between two commas, and the persons named there."""

    text: Text
    tokens: range
    persons: tuple[Person, ...]
    hedged: bool


class Copular(NamedTuple):
    """A clause with *ist*, *bleibt*, *war* or *wird* at `verb`; what the verb says goes up to `stop`."""

    piece: Piece
    verb: int
    stop: int


class Said(NamedTuple):
    """What a sentence calls a person: the title's token."""

    person: Person
    token: int


class Linked(NamedTuple):
    """A title behind *zum*, *zur* or *als* in a clause with these words."""

    piece: Piece
    link: str
    words: str


def in_sentences(text: Text) -> Iterator[Held]:
    """The titles of a report that its sentences give to somebody, in the order of the text."""
    for number in range(len(text.analysis.sentences)):
        for piece in _pieces(text, number):
            if piece.persons:
                yield from _copular(piece)
                yield from _appointed(piece)


def _pieces(text: Text, number: int) -> Iterator[Piece]:
    forms, part = text.analysis.forms, text.analysis.sentences[number]
    cuts = [t for t in range(part.start, part.end) if forms[t] in _CUTS]
    for before, after in pairwise([part.start - 1, *cuts, part.end]):
        tokens = range(before + 1, after)
        if len(tokens) >= _SHORTEST:
            named = ((text.names[t][0], (t, text.names[t][1])) for t in tokens if t in text.names)
            persons = tuple(person for person in named if person[0].kind == "person")
            hedged = any(forms[t].lower() in word_set("hedges") for t in tokens)
            yield Piece(text, tokens, persons, hedged)


def _copular(piece: Piece) -> Iterator[Held]:
    forms, copulas = piece.text.analysis.forms, closed_map("copulas")
    verb = next((t for t in piece.tokens if forms[t] in copulas), None)
    if verb is None:
        return
    stop = next(
        (t for t in range(verb + 1, piece.tokens.stop) if forms[t] in ("und", "oder", "aber")), piece.tokens.stop
    )
    case = Copular(piece, verb, stop)
    found = first(COPULAS, case) if first(UNSAID, case) is None else None
    if found is not None:
        yield from _held(piece, found[0], cast(Act, copulas[forms[verb]]), found[1])


def _held(piece: Piece, said: Said, act: Act, rule: str) -> Iterator[Held]:
    person, name = said.person
    title = title_of(piece.text, said.token, person)
    if title is not None:
        yield Held(piece.text, person, name, said.token, title, rule, act, piece.tokens, piece.hedged)


def _appointed(piece: Piece) -> Iterator[Held]:
    titles = [t for t in piece.tokens if office_noun(piece.text.analysis.forms[t]) is not None]
    links = [(token, link) for token in titles if (link := _link(piece, token))]
    free = [p for p in piece.persons if not _governed_name(piece, p[1][0])] if links else []
    if not free:
        return
    words = " ".join(piece.text.analysis.forms[t] for t in piece.tokens)
    ends = [name[1] for _, name in free]
    for token, link in links:
        found = first(ACTS, Linked(piece, link, words))
        if found is not None:
            person = free[max(bisect_right(ends, token) - 1, 0)]
            yield from _held(piece, Said(person, token), *found)


def _link(piece: Piece, token: int) -> str:
    """`zum`, `zur` or `als` before a title and its adjectives, else empty."""
    analysis, place = piece.text.analysis, token - 1
    while place >= piece.tokens.start and analysis.tags[place] in ("ADJ", "DET", "PROPN"):
        if analysis.forms[place].lower() in _AS:
            break
        place -= 1
    form = analysis.forms[place].lower() if place >= piece.tokens.start else ""
    return form if form in _AS else ""


def _governed_name(piece: Piece, name: int) -> bool:
    """True if a name stands behind a preposition, with or without a title of its own (*von König Olaf ernannt*)."""
    analysis, start = piece.text.analysis, piece.tokens.start
    place = name - 1
    if place >= start and analysis.tags[place] == "ADP":
        return True
    while place > start and (office_noun(analysis.forms[place]) is not None or analysis.tags[place] in ("DET", "ADJ")):
        place -= 1
    titled = place < name - 1 or analysis.tags[place] == "PROPN"
    if analysis.tags[place] in ("NOUN", "PROPN") and place > start:
        place -= 1  # a title that no list has (*von Queen Ada*)
    return titled and analysis.forms[place].lower() in ("von", "vom", "durch")


def _hedged(case: Copular) -> bool | None:
    return case.piece.hedged or None


def _with_a_verb(case: Copular) -> bool | None:
    analysis = case.piece.text.analysis
    named = {t for _, name in case.piece.persons for t in range(*name)}
    rest = (t for t in range(case.verb + 1, case.stop) if t not in named and analysis.tags[t] == "VERB")
    return any(office_noun(analysis.forms[t]) is None for t in rest) or None


def _person_first(case: Copular) -> Said | None:
    piece = case.piece
    if len(piece.persons) != 1 or piece.persons[0][1][1] != case.verb:
        return None
    forms = piece.text.analysis.forms
    token = next((t for t in range(case.verb + 1, case.stop) if office_noun(forms[t]) is not None), None)
    if token is None or _governed(piece.text, case.verb, token):
        return None
    return Said(piece.persons[0], token)


def _governed(text: Text, verb: int, token: int) -> bool:
    """True if a preposition stands before a title, so that it is not the predicate (`ist mit dem Minister …`)."""
    analysis, place = text.analysis, token - 1
    while place > verb and analysis.tags[place] in ("ADJ", "DET"):
        place -= 1
    return place > verb and analysis.forms[place].lower() in closed("prepositions_before_no_predicate")


def _title_first(case: Copular) -> Said | None:
    text, persons, tokens = case.piece.text, case.piece.persons, case.piece.tokens
    if persons[0][1][0] < case.verb:
        return None
    analysis, name = text.analysis, persons[0][1]
    opening = [t for t in range(tokens.start, case.verb) if office_noun(analysis.forms[t]) is not None]
    # only a title that opens the clause is what the person is; any words may follow it up to the verb
    if len(opening) != 1 or any(analysis.tags[t] == "ADP" for t in range(tokens.start, opening[0])):
        return None
    plain = all(analysis.tags[t] in ("DET", "ADJ", "NOUN", "PROPN", "X") for t in range(case.verb + 1, name[0]))
    return Said(persons[0], opening[0]) if plain else None


def _given(case: Linked) -> Act | None:
    gives = case.link in ("zum", "zur") and any(part in case.words for part in word_set("appointing"))
    return "given" if gives else None


def _proposed(case: Linked) -> Act | None:
    return "proposed" if any(part in case.words for part in word_set("proposing")) else None


def _removed(case: Linked) -> Act | None:
    if case.link != "als" or case.piece.hedged:
        return None
    words = case.words.split(" ")
    ends = any(word.endswith("zurück") for word in words) or any(part in case.words for part in word_set("removing"))
    return "taken" if ends else None


UNSAID: tuple[Rule[Copular, bool], ...] = (
    Rule(
        name="title/hedged-copula",
        find=_hedged,
        why="Words such as *nicht*, *wenn* or *könnte* keep a predicate from being so.",
        yes=(
            ("Karl Demm ist nicht Bürgermeister von Lima.", ""),
            ("Rita Semm ist kein Minister.", ""),
        ),
    ),
    Rule(
        name="title/copula-of-a-verb",
        find=_with_a_verb,
        why="With a verb behind it, *ist* or *wird* is an auxiliary.",
        yes=(("Karl Demm wird den Minister treffen.", ""), ("Rita Semm wird den Präsidenten der Bank besuchen.", "")),
    ),
)
"""Clauses with a copula that call nobody anything."""

COPULAS: tuple[Rule[Copular, Said], ...] = (
    Rule(
        name="title/predicate",
        find=_person_first,
        why="Who is named right before *ist*, *bleibt*, *war* or *wird* is what the title behind it says.",
        yes=(
            ("Karl Demm ist Bürgermeister von Lima.", "Bürgermeister: Bürgermeister"),
            ("Rita Semm bleibt Ministerin in Peru.", "Ministerin: Ministerin"),
        ),
        no=("Karl Demm ist mit dem Minister verwandt.",),
    ),
    Rule(
        name="title/predicate-first",
        find=_title_first,
        why="A title that opens the clause is that of the person named behind the verb.",
        yes=(
            ("Neuer Minister wird Karl Demm.", "Minister: Minister"),
            ("Präsidentin der Hafenkammer ist Rita Semm.", "Präsidentin: Präsidentin"),
        ),
        no=("Mit dem Minister war Karl Demm dort.", "Der Minister ist mit Karl Demm dort."),
    ),
)
ACTS: tuple[Rule[Linked, Act], ...] = (
    Rule(
        name="title/appointed",
        find=_given,
        why="Who is elected or appointed *zum* or *zur* has the title behind it.",
        yes=(
            ("Karl Demm wurde am Abend zum Präsidenten von Peru gewählt.", "Präsident: Präsident"),
            (
                "Man ernannte Rita Semm zur Ministerin, sie wurde am Montag zur Ministerin ernannt.",
                "Ministerin: Ministerin",
            ),
            ("Rita Semm wurde zur Ministerin und Karl Demm zum Präsidenten ernannt.", "Präsident: Präsident"),
        ),
        no=("Jo Hals wurde von Königin Ada Brunn zum Minister geschickt.",),
    ),
    Rule(
        name="title/proposed",
        find=_proposed,
        why="Who is put up *zum*, *zur* or *als* stands for the title behind it.",
        yes=(
            ("Karl Demm wurde als Präsident vorgeschlagen.", "Präsident: Präsident"),
            ("Rita Semm wurde zur Ministerin nominiert.", "Ministerin: Ministerin"),
        ),
        no=("Karl Demm wurde als Präsident begrüßt.",),
    ),
    Rule(
        name="title/removed",
        find=_removed,
        why="Who steps down or is dismissed *als* had the title behind it.",
        yes=(
            ("Karl Demm trat als Präsident zurück.", "Präsident: Präsident"),
            ("Rita Semm wurde als Ministerin entlassen.", "Ministerin: Ministerin"),
        ),
        no=("Karl Demm kam als Präsident nach Peru.",),
    ),
)
