"""Sentences that give or end an office: `X ist …`, `Minister wird X`, `X wurde zum …`, `X trat als … zurück`."""

from __future__ import annotations

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
_BETWEEN = ("DET", "ADJ", "NOUN", "PROPN", "X", "ADV")
_NO_MORE = 4
"""Tokens from *nicht* or *kein* on in which *mehr* stands (*ist kein Minister mehr*)."""
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


def in_sentences(text: Text) -> Iterator[Held]:
    """The titles of a report that its sentences give to somebody, in the order of the text."""
    for number in range(len(text.analysis.sentences)):
        for piece in _pieces(text, number):
            if piece.persons:
                yield from _copular(piece)
                yield from _verbless(piece)


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
    forms, copulas = piece.text.analysis.forms, closed_map("copulas_of_office")
    verb = next((t for t in piece.tokens if forms[t] in copulas), None)
    if verb is None:
        return
    stop = next(
        (t for t in range(verb + 1, piece.tokens.stop) if forms[t] in ("und", "oder", "aber")), piece.tokens.stop
    )
    case = Copular(piece, verb, stop)
    found = first(COPULAS, case) if first(UNSAID, case) is None else None
    if found is not None:
        for said in _and_also(case, found[0]):
            yield from _held(piece, said, _act(case), found[1])


def _and_also(case: Copular, said: Said) -> Iterator[Said]:
    """A predicate, and the bare one that *und* joins to it (*ist Kanzler und Minister*)."""
    yield said
    text = case.piece.text
    forms, token = text.analysis.forms, case.stop + 1
    if said.token + 1 != case.stop or token >= case.piece.tokens.stop or forms[case.stop] != "und":
        return
    if office_noun(forms[token]) is not None and token + 1 not in text.names:
        yield said._replace(token=token)


def _verbless(piece: Piece) -> Iterator[Held]:
    found = first(VERBLESS, piece)
    if found is not None:
        yield from _held(piece, found[0], "is", found[1])


def _newly(piece: Piece) -> Said | None:
    """A person at the start of a sentence without a verb, and the title with *neu* right behind (*X neuer Präsident*)."""
    text, a = piece.text, piece.text.analysis
    person = piece.persons[0]
    start, after = person[1]
    sentence = text.sentence_tokens(start)
    if start != sentence.start or after + 1 >= sentence.stop or a.forms[after].lower() not in ("neuer", "neue"):
        return None
    if any(a.tags[t] in ("VERB", "AUX") for t in sentence) or office_noun(a.forms[after + 1]) is None:
        return None
    return Said(person, after + 1)


def _act(case: Copular) -> Act:
    forms = case.piece.text.analysis.forms
    if _no_more(case):
        return "taken"
    whole = next((forms[t] for t in case.piece.tokens if forms[t] in closed_map("participles_of_copulas")), None)
    means = closed_map("participles_of_copulas")[whole] if whole else closed_map("copulas_of_office")[forms[case.verb]]
    return cast("Act", means)


def _no_more(case: Copular) -> bool:
    """Whether somebody is *nicht mehr* what the title says."""
    forms = [case.piece.text.analysis.forms[t] for t in range(case.verb, case.stop)]
    if closed_map("copulas_of_office")[forms[0]] != "is":
        return False
    return any(
        one in closed("negations") and {"mehr", "länger"} & set(forms[place + 1 : place + _NO_MORE])
        for place, one in enumerate(forms)
    )


def _held(piece: Piece, said: Said, act: Act, rule: str) -> Iterator[Held]:
    person, name = said.person
    title = title_of(piece.text, said.token, person)
    if title is not None:
        yield Held(piece.text, person, name, said.token, title, rule, act, piece.tokens, piece.hedged)


def _hedged(case: Copular) -> bool | None:
    return (case.piece.hedged and not _no_more(case)) or None


def _with_a_verb(case: Copular) -> bool | None:
    analysis = case.piece.text.analysis
    named = {t for _, name in case.piece.persons for t in range(*name)}
    rest = (t for t in range(case.verb + 1, case.stop) if t not in named and analysis.tags[t] == "VERB")
    known = closed_map("participles_of_copulas")
    return any(office_noun(analysis.forms[t]) is None and analysis.forms[t] not in known for t in rest) or None


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


def _title_behind(case: Copular) -> Said | None:
    piece, text = case.piece, case.piece.text
    if len(piece.persons) != 1 or piece.persons[0][1][0] != case.verb + 1:
        return None
    person = piece.persons[0]
    token = next((t for t in range(person[1][1], case.stop) if office_noun(text.analysis.forms[t]) is not None), None)
    if token is None or not all(_plain(text, t) for t in range(person[1][1], token)):
        return None
    articles = (text.analysis.forms[t].lower() for t in range(person[1][1], token))
    return None if any(form in closed("articles") for form in articles) else Said(person, token)


def _plain(text: Text, token: int) -> bool:
    """Whether a word may stand between the verb and what it ties to the subject: no preposition but that of a time."""
    analysis = text.analysis
    if text.time_at(analysis.starts[token]) is not None or analysis.tags[token] in _BETWEEN:
        return True
    following = token + 1
    return following < len(analysis) and text.time_at(analysis.starts[following]) is not None


def _title_first(case: Copular) -> Said | None:
    text, persons, tokens = case.piece.text, case.piece.persons, case.piece.tokens
    if persons[0][1][0] < case.verb:
        return None
    analysis, name = text.analysis, persons[0][1]
    opening = [t for t in range(tokens.start, case.verb) if office_noun(analysis.forms[t]) is not None]
    # only a title that opens the clause is what the person is; any words may follow it up to the verb
    if len(opening) != 1 or any(analysis.tags[t] == "ADP" for t in range(tokens.start, opening[0])):
        return None
    if analysis.forms[tokens.start].lower() == "als":
        return None  # *als Nachfolgerin des Präsidenten ist X im Gespräch*
    plain = all(_plain(text, t) for t in range(case.verb + 1, name[0]))
    return Said(persons[0], opening[0]) if plain else None


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

VERBLESS: tuple[Rule[Piece, Said], ...] = (
    Rule(
        name="title/headline",
        find=_newly,
        why="A headline leaves out the verb between a person and the office that is new.",
        yes=(
            ("Rita Semm neue Präsidentin von Peru", "Präsidentin: Präsidentin"),
            ("Karl Demm neuer Bürgermeister von Lima", "Bürgermeister: Bürgermeister"),
        ),
        no=("Karl Demm traf den neuen Präsidenten von Peru.",),
    ),
)
"""Asked for each sentence without a verb."""

COPULAS: tuple[Rule[Copular, Said], ...] = (
    Rule(
        name="title/predicate",
        find=_person_first,
        why="Whoever is named right before *ist*, *bleibt*, *war* or *wird* has the title behind it.",
        yes=(
            ("Karl Demm ist Bürgermeister von Lima.", "Bürgermeister: Bürgermeister"),
            ("Rita Semm bleibt Ministerin in Peru.", "Ministerin: Ministerin"),
        ),
        no=("Karl Demm ist mit dem Minister verwandt.",),
    ),
    Rule(
        name="title/predicate-behind",
        find=_title_behind,
        why="Whoever is named right behind *ist*, *war* or *wurde* has the title behind the name.",
        yes=(("Seit Sonntag ist Karl Demm Bürgermeister von Lima.", "Bürgermeister: Bürgermeister"),),
        no=("Am Montag ist Karl Demm mit dem Minister gekommen.", "Am Montag war Karl Demm beim Minister."),
    ),
    Rule(
        name="title/predicate-first",
        find=_title_first,
        why="A title that opens the clause is that of the person named behind the verb.",
        yes=(
            ("Neuer Minister wird Karl Demm.", "Minister: Minister"),
            ("Präsidentin der Hafenkammer ist Rita Semm.", "Präsidentin: Präsidentin"),
            ("Neue Ministerin ist seit Sonntag Rita Semm.", "Ministerin: Ministerin"),
        ),
        no=(
            "Mit dem Minister war Karl Demm dort.",
            "Der Minister ist mit Karl Demm dort.",
            "Als Nachfolgerin des Präsidenten ist Rita Semm im Gespräch.",
        ),
    ),
)
