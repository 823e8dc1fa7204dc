"""A plural title of several named persons, each with a state or body of their own: `die Präsidenten von A und B, X und Y`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import gender_of, office_noun, singular_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import is_plural
from lagebild.reading import Entity

_FARTHEST = 25
"""Tokens behind a plural title among which its bearers are looked for."""
_BODIES = ("state", "place", "organisation")


class Several(NamedTuple):
    """A plural title, and the tokens behind it up to the end of its sentence."""

    text: Text
    token: int
    behind: range


class Matched(NamedTuple):
    """The persons of a plural title with the tokens of their names, and their bodies; as many, or none."""

    persons: tuple[tuple[Entity, tuple[int, int]], ...]
    bodies: tuple[Entity, ...]


def of_several(text: Text) -> Iterator[Held]:
    """The offices that plural titles give to each of the persons who are named behind them."""
    for token, form in enumerate(text.analysis.forms):
        here = office_noun(form)
        if here is None or not is_plural(here, text.analysis.forms[token - 1].lower() if token else ""):
            continue
        stop = min(text.sentence_tokens(token).stop, token + _FARTHEST)
        found = first(SEVERAL, Several(text, token, range(token + 1, stop)))
        if found is None:
            continue
        for number, (person, name) in enumerate(found[0].persons):
            part = text.part_of(token)
            cut = part[1].end - text.analysis.starts[token] if part is not None else 0
            title = singular_of(here, gender_of(person), cut)
            body = found[0].bodies[number] if found[0].bodies else None
            yield Held(text, person, name, token, title, found[1], body=body)


def names_in(text: Text, places: range) -> list[tuple[Entity, tuple[int, int]]] | None:
    """The persons of a list of names; None where anything but names stands there."""
    found, place = [], places.start
    while place < places.stop:
        named = text.names.get(place)
        if named is not None and named[0].kind == "person":
            found.append((named[0], (place, named[1])))
            place = named[1]
        elif text.analysis.forms[place] in ("und", "sowie", ","):
            place += 1
        else:
            break
    return found if place > places.start else None


def _each_with_a_body(several: Several) -> Matched | None:
    text, a = several.text, several.text.analysis
    comma = next((t for t in several.behind if a.forms[t] == ","), None)
    if comma is None or any(a.tags[t] in ("VERB", "AUX") for t in range(several.token, comma)):
        return None
    bodies = [text.names[t][0] for t in range(several.token + 1, comma) if t in text.names]
    persons = names_in(text, range(comma + 1, several.behind.stop)) or []
    if len(persons) < 2 or len(bodies) != len(persons) or any(body.kind not in _BODIES for body in bodies):
        return None
    return Matched(tuple(persons), tuple(bodies))


def _right_behind(several: Several) -> Matched | None:
    persons = names_in(several.text, several.behind) or []
    return Matched(tuple(persons), ()) if len(persons) > 1 else None


SEVERAL: tuple[Rule[Several, Matched], ...] = (
    Rule(
        name="title/each-with-a-body",
        find=_each_with_a_body,
        why="As many names as states or bodies behind a plural title belong to them in their order.",
        yes=(
            ("Die Präsidenten von Peru und Chile, Edo Falk und Karl Demm, kamen.", "Präsident: Präsident"),
            ("Die Außenminister Perus und Chiles, Edo Falk und Rita Semm, kamen.", "Außenministerin: Außenministerin"),
        ),
        no=("Die Präsidenten von Peru und Chile kamen, Edo Falk schwieg.",),
    ),
    Rule(
        name="title/several",
        find=_right_behind,
        why="Two and more names right behind a plural title are those of its bearers.",
        yes=(
            ("Die Minister Karl Demm und Rita Semm kamen.", "Minister: Minister"),
            ("Die Generäle Edo Falk und Otto Quast kamen.", "General: General"),
        ),
        no=("Die Minister kamen mit Karl Demm und Rita Semm.",),
    ),
)
"""How the persons and the bodies of a plural title are told."""
