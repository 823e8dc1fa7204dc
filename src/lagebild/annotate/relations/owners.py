"""Whose something is: the name before a noun, and whom a possessive means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lagebild import lexicon
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed
from lagebild.reading import Entity

_BEFORE = 4
"""So many tokens before a noun a name in the genitive may end, with adjectives between."""
_GENITIVES = ("s", "x", "z", "ß", "’", "'")
_SENTENCES = 2
"""So many sentences before its own a possessive looks for whom it means."""


def name_before(text: Text, token: int) -> tuple[Entity, int] | None:
    """The name in the genitive right before a noun (`Demms Bruder`), adjectives passed over; with its last token."""
    a = text.analysis
    low = text.sentence_tokens(token).start
    for place in range(token - 1, max(token - _BEFORE, low - 1), -1):
        ending = _ending(text, place)
        if ending is not None:
            start, entity = ending
            article = start > low and a.tags[start - 1] in ("DET", "ADP")
            # *Edo Falks Frau Rita*: a name right before a noun and another name is in the genitive, though nothing else tells
            beside = place == token - 1 and token + 1 in text.names and entity.kind == "person" and place > start
            whole = a.forms[place] in entity.name.split() and not beside
            genitive = a.forms[place].endswith(_GENITIVES) and not whole
            return (entity, place) if genitive and not article else None
        if a.tags[place] != "ADJ":
            return None
    return None


def name_behind(text: Text, token: int) -> tuple[Entity, int] | None:
    """The name in the genitive right behind a noun: with an -s of its own, or set off from another name.

    *Demms* of a Karl Demm is in the genitive anywhere, *Edo Falks* only in `X, die Tochter Edo Falks`.
    """
    a = text.analysis
    found = text.names.get(token + 1)
    set_off = token >= 2 and a.tags[token - 1] == "DET" and a.forms[token - 2] == ","
    if found is None or not a.forms[found[1] - 1].endswith("s"):
        return None
    inflected = found[0].kind in ("person", "state") and a.forms[found[1] - 1] not in found[0].name.split()
    return (found[0], token + 1) if inflected or (set_off and _ending(text, token - 3) is not None) else None


def _ending(text: Text, token: int) -> tuple[int, Entity] | None:
    """The name that ends with a token, and where it begins."""
    for start in range(token, max(token - 5, -1), -1):
        found = text.names.get(start)
        if found is not None:
            return (start, found[0]) if found[1] == token + 1 else None
    return None


def owner(text: Text, token: int) -> tuple[Entity, int] | None:
    """The person whom a possessive at a noun means: the last one named before whose gender fits, with the possessive."""
    a = text.analysis
    said = [c for c in a.children[token] if _gender(a.forms[c]) is not None and c < token]
    if not said:
        return None
    wanted = _gender(a.forms[said[0]]) or ""
    relative = a.forms[said[0]].casefold() in ("dessen", "deren")
    first = a.sentence_of[said[0]]
    for number in range(first, max(first - _SENTENCES, -1) - 1, -1):
        if number < 0:
            break
        part = a.sentences[number]
        named = [(t, e) for t in range(part.start, min(part.end, said[0])) if (e := _person(text, t)) is not None]
        fitting = [(t, e) for t, e in named if _fits(e, wanted)]
        if fitting:
            # *dessen* takes up who was named last, *sein* whom the sentence is about
            return (fitting[-1] if relative else fitting[0])[1], said[0]
    return None


def owning_body(text: Text, token: int) -> tuple[Entity, int] | None:
    """The body that a possessive at a noun means: the last one that its sentence names before, with the possessive.

    None if a person stands between or the sentence names a person alone: the possessive may mean them.
    """
    a = text.analysis
    said = next((c for c in a.children[token] if c < token and _gender(a.forms[c]) is not None), None)
    if said is None:
        return None
    part = text.sentence_tokens(token)
    named = [text.names[t][0] for t in range(part.start, said) if t in text.names]
    acting = [e for e in named if e.kind in ("person", "organisation")]
    body = acting[-1] if acting and all(e.kind == "organisation" for e in acting) else None
    return (body, said) if body is not None else None


def _gender(form: str) -> str | None:
    word = form.casefold()
    if word == "dessen" or word in closed("possessives_of_men"):
        return "m"
    return "f" if word == "deren" or word in closed("possessives_of_women") else None


def _person(text: Text, token: int) -> Entity | None:
    found = text.names.get(token)
    return found[0] if found is not None and found[0].kind == "person" else None


def _fits(entity: Entity, wanted: str) -> bool:
    known = _first_names().get(entity.name.split()[0], "")
    return known in ("", wanted)


@cache
def _first_names() -> Mapping[str, str]:
    return {row["form"]: row["gender"] for row in lexicon.load("first_names")}
