"""Parts of a whole by how it is worded: *die Troika aus A, B und C*, *die zu X gehörende Y*, *der Flügel der X, die Y*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.several import listed
from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, word_tuple
from lagebild.reading import Entity

_FAR = 7
"""Tokens before *gehörend* within which *zu* stands."""
_MARKS = ("“", "”", '"', "«", "»", "‹", "›", "'")
_BODIES = ("organisation", "state")


def by_whole(text: Text) -> Iterator[Tie]:
    """The ties of a report between a whole and its parts, as the words around them tell."""
    for token in range(len(text.analysis)):
        found = first(WHOLES, Word(text, token))
        if found is not None:
            yield from (due_to(tie, found[1]) for tie in found[0])


def _consists_of(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    forms, named = text.analysis.forms, text.names.get(token)
    if named is None or named[0].kind != "organisation":
        return None
    place = named[1] + (forms[named[1] : named[1] + 1] != () and forms[named[1]] in _MARKS)
    if forms[place : place + 1] != ("aus",):
        return None
    place += 1 + (forms[place + 1 : place + 2] in (("der",), ("dem",), ("den",)))
    parts = listed(text, place)
    if len(parts) < 2 or any(part.kind != "organisation" or part is named[0] for part in parts):
        return None  # of states it may be where they are from
    last = max(text.names[t][1] for t in range(place, text.sentence_tokens(token).stop) if t in text.names)
    return tuple(worded(text, "part", (part, named[0]), (token, last)) for part in parts)


def _belonging(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a, form = text.analysis, text.analysis.forms[token]
    if not form.startswith("gehörend") or form.removeprefix("gehörend") not in closed("adjective_endings"):
        return None
    low = max(token - _FAR, text.sentence_tokens(token).start)
    to = next((t for t in range(token - 1, low - 1, -1) if a.forms[t] in ("zu", "zum", "zur")), None)
    whole = next((text.names[t] for t in range(to + 1, token) if t in text.names), None) if to is not None else None
    own = next((text.names[t] for t in range(token + 1, min(token + 4, len(a))) if t in text.names), None)
    if whole is None or own is None or whole[1] != token or own[0] is whole[0]:
        return None
    if (own[0].kind, whole[0].kind) not in _FITTING:
        return None
    return (worded(text, "part", (own[0], whole[0]), (to or token, own[1])),)


_FITTING = (
    ("organisation", "organisation"),
    ("organisation", "state"),
    ("place", "state"),
    ("place", "place"),
)


def _named_behind(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a = text.analysis
    if a.tags[token] != "NOUN" or not a.lemmas[token].casefold().endswith(word_tuple("nouns_for_sub_bodies")):
        return None
    stop = text.sentence_tokens(token).stop
    place = token + 1 + (a.forms[token + 1 : token + 2] in (("der",), ("des",), ("von",)))
    whole = text.names.get(place)
    if whole is None or place == token + 1 or whole[0].kind not in _BODIES or whole[1] >= stop:
        return None
    if a.forms[whole[1]] != ",":
        return None
    own = _apposed(text, whole[1] + 1, stop)
    if own is None or own[0] is whole[0] or own[0].kind != "organisation":
        return None
    return (worded(text, "part", (own[0], whole[0]), (token, own[1])),)


def _called_a_part(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    a = text.analysis
    here = a.lemmas[token].casefold().endswith(word_tuple("nouns_for_sub_bodies"))
    if a.tags[token] != "NOUN" or not here or a.forms[token + 1 : token + 2] not in (("der",), ("des",), ("von",)):
        return None
    place = token
    while place > 0 and a.tags[place - 1] in ("DET", "ADJ"):
        place -= 1
    own = next((text.names[t] for t in range(place - 2, max(place - 8, -1), -1) if t in text.names), None)
    whole = text.names.get(token + 2)
    if a.forms[place - 1 : place] != (",",) or own is None or own[1] != place - 1 or whole is None:
        return None
    if own[0].kind != "organisation" or whole[0].kind not in _BODIES or own[0] is whole[0]:
        return None
    return (worded(text, "part", (own[0], whole[0]), (token, whole[1])),)


def _apposed(text: Text, place: int, stop: int) -> tuple[Entity, int] | None:
    """The name that stands alone between commas, but for its article."""
    forms = text.analysis.forms
    place += place < stop and forms[place] in ("die", "der", "das")
    found = text.names.get(place)
    closes = found is not None and found[1] < stop and forms[found[1]] in (",", ".", "(", ")", "–")
    return found if closes else None


def _compound(word: Word) -> tuple[Tie, ...] | None:
    text, token = word
    named = text.names.get(token + 1)
    if named is None or not text.analysis.forms[token].casefold().endswith(word_tuple("nouns_for_sub_bodies")):
        return None
    part = text.part_of(token)
    if part is None or named[0] is part[0]:
        return None
    if part[0].kind not in _BODIES or named[0].kind != "organisation":
        return None
    return (worded(text, "part", (named[0], part[0]), (token, named[1])),)


WHOLES: tuple[Rule[Word, tuple[Tie, ...]], ...] = (
    Rule(
        name="kind/consists-of",
        find=_consists_of,
        why="The bodies that a named body is *aus* are its parts; states may be where it is from.",
        yes=(("Die „Troika“ aus Greenpeace und Weltbank prüft.", "Weltbank – Troika: part"),),
        no=("Die Weltbank kam aus Peru.", "Die Arabische Liga aus Peru und Chile tagt."),
    ),
    Rule(
        name="kind/belonging-to",
        find=_belonging,
        why="What is called *zu X gehörend* is a part of X.",
        yes=(("Die zur Lufthansa gehörende Germanwings streikt.", "Germanwings – Lufthansa: part"),),
        no=("Die dazu gehörende Germanwings streikt.",),
    ),
    Rule(
        name="kind/sub-body-named",
        find=_named_behind,
        why="A name between commas behind *Flügel*, *Jugendorganisation* or the like of a body is that part of it.",
        yes=(("Der militärische Flügel der Hamas, die Kassam-Brigaden, schwieg.", "Qassam-Brigaden – Hamas: part"),),
        no=("Der Chef der SPD, die Jusos und Karl Demm schwiegen.",),
    ),
    Rule(
        name="kind/called-a-sub-body",
        find=_called_a_part,
        why="A body that is called another's branch, wing or youth organisation behind a comma is that part of it.",
        yes=(("Man traf Leute der FLB, dem kleinen Jugendverband der SPD.", "FLB – SPD: part"),),
        no=("Man traf Leute der FLB, der Gegner der SPD.",),
    ),
    Rule(
        name="kind/sub-body-in-a-compound",
        find=_compound,
        why="What is named behind *Al-Qaida-Ableger*, *UN-Unterorganisation* or the like is that part of the body.",
        yes=(("Der Al-Qaida-Ableger Nusra-Front schwieg.", "Al-Nusra-Front – Al-Qaida: part"),),
        no=("Der Al-Qaida-Gegner Nusra-Front schwieg.",),
    ),
)
"""How wholes and their parts are worded."""
