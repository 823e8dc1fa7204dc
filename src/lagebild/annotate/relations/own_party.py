"""Parties told as somebody's: *die Partei des Präsidenten X, die Y*, *Y, die Partei von X*, *die „Y“ (Z) von Präsident X*."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.relations.ties import Tie, Word, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Entity

_MARKS = ("“", "”", '"', "«", "»", "„", "''", "'")
_TITLES = 6
"""Tokens between *von* or *des* and the name of whose party it is."""


def by_own_party(text: Text) -> Iterator[Tie]:
    """The parties of persons that a report tells by whose party it is."""
    for token, tag in enumerate(text.analysis.tags):
        if tag in ("NOUN", "PROPN") and text.analysis.lemmas[token] in word_set("nouns_for_a_party"):
            found = first(OWN_PARTIES, Word(text, token))
            if found is not None:
                yield due_to(*found)


def _owner(text: Text, token: int) -> tuple[Entity, int] | None:
    """The person behind *von*, *vom*, *des* or *der* and their titles, and the token behind their name."""
    a = text.analysis
    if a.forms[token + 1 : token + 2] == () or a.forms[token + 1] not in closed("openers_of_a_whole"):
        return None
    for place in range(token + 2, min(token + 2 + _TITLES, text.sentence_tokens(token).stop)):
        found = text.names.get(place)
        if found is not None and found[0].kind == "person":
            return found
        if a.tags[place] not in ("NOUN", "ADJ", "DET", "PROPN"):
            return None
    return None


def _named_behind(word: Word) -> Tie | None:
    text, token = word
    forms, owner = text.analysis.forms, _owner(text, token)
    if owner is None or forms[owner[1] : owner[1] + 1] != (",",):
        return None
    place = owner[1] + 1
    while place < len(forms) and (forms[place] in ("die", "der", "den") or forms[place] in _MARKS):
        place += 1
    party = text.names.get(place)
    if party is None or party[0].kind != "organisation":
        return None
    last = party[1] + (forms[party[1] : party[1] + 1] != () and forms[party[1]] in _MARKS)
    if forms[last : last + 1] not in ((",",), ("(",), (".",)):
        return None
    return worded(text, "party", (owner[0], party[0]), (token, party[1]))


def _named_before(word: Word) -> Tie | None:
    text, token = word
    forms, owner = text.analysis.forms, _owner(text, token)
    if owner is None or token < 2 or forms[token - 1] not in closed("articles"):
        return None
    place = token - 2
    if forms[place] != ",":
        return None
    while place > 0 and (forms[place - 1] in _MARKS or forms[place - 1] == ")"):
        place -= 3 if forms[place - 1] == ")" and forms[place - 3] == "(" else 1
    party = next((text.names[t] for t in range(place - 1, max(place - 7, -1), -1) if t in text.names), None)
    if party is None or party[1] != place or party[0].kind != "organisation":
        return None
    return worded(text, "party", (owner[0], party[0]), (token, owner[1]))


OWN_PARTIES: tuple[Rule[Word, Tie], ...] = (
    Rule(
        name="kind/party-of-somebody-named-behind",
        find=_named_behind,
        why="A body set off behind *die Partei* and whose it is bears the party's name.",
        yes=(
            (
                "Die Partei von Präsident Karl Demm, die „Welthandelsorganisation“, siegte.",
                "Karl Demm – Welthandelsorganisation: party",
            ),
            ("Die Partei der Kanzlerin Rita Semm, Greenpeace, verlor.", "Rita Semm – Greenpeace: party"),
        ),
        no=("Die Partei von Präsident Karl Demm lobte, die Weltbank schwieg.",),
    ),
    Rule(
        name="kind/called-somebodys-party",
        find=_named_before,
        why="What is called somebody's party is theirs.",
        yes=(("Es siegte Greenpeace, die Partei von Präsident Karl Demm.", "Karl Demm – Greenpeace: party"),),
        no=("Es siegte Greenpeace, eine Partei ohne Karl Demm.",),
    ),
)
"""Whose party is called so, and how it is named."""
