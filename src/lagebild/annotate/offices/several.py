"""A plural title of several named persons, each with a state or body of their own: `die Präsidenten von A und B, X und Y`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.offices.bodies import adjective_at
from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import gender_of, office_noun, singular_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import is_plural
from lagebild.lexicon.words import closed
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
        found = _matched(text, token) if here is not None else None
        if here is None or found is None:
            continue
        for number, (person, name) in enumerate(found[0].persons):
            part = text.part_of(token)
            cut = part[1].end - text.analysis.starts[token] if part is not None else 0
            title = singular_of(here, gender_of(person), cut)
            body = found[0].bodies[number] if found[0].bodies else None
            yield Held(text, person, name, token, title, found[1], body=body)


def bearers(text: Text, token: int) -> tuple[tuple[Entity, tuple[int, int]], ...]:
    """The persons who bear the title at a token together, with the tokens of their names; none where it is one person's."""
    found = _matched(text, token)
    return found[0].persons if found is not None else ()


def _matched(text: Text, token: int) -> tuple[Matched, str] | None:
    here = office_noun(text.analysis.forms[token])
    plural = here is not None and is_plural(here, text.analysis.forms[token - 1].lower() if token else "")
    if not plural and not _adjectives(text, token):
        return None
    stop = min(text.sentence_tokens(token).stop, token + _FARTHEST)
    return first(SEVERAL, Several(text, token, range(token + 1, stop)))


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


def _adjectives(text: Text, token: int) -> tuple[Entity, ...]:
    """The two states whose adjectives *und* joins before a title (*der polnische und der dänische Minister*)."""
    forms, place, found = text.analysis.forms, token - 1, list[Entity]()
    while place > 0 and len(found) < 2:
        land = adjective_at(text, place)
        if land is not None:
            found.append(land)
        elif forms[place] != "und" and forms[place].lower() not in closed("articles"):
            return ()
        place -= 1
    joined = "und" in forms[place + 1 : token]
    return tuple(reversed(found)) if joined and len(found) == 2 else ()


def _each_with_an_adjective(several: Several) -> Matched | None:
    text, token = several.text, several.token
    bodies = _adjectives(text, token)
    start = token + 2 if text.analysis.forms[token + 1] == "," else token + 1
    persons = names_in(text, range(start, several.behind.stop)) or [] if bodies else []
    return Matched(tuple(persons), bodies) if len(persons) == len(bodies) == 2 else None


def _of_one_body(several: Several) -> Matched | None:
    text, a = several.text, several.text.analysis
    comma = next((t for t in several.behind if a.forms[t] == ","), None)
    if comma is None or comma == several.token + 1:
        return None
    between = range(several.token + 1, comma)
    if any(a.tags[t] in ("VERB", "AUX", "ADP", "CCONJ") or text.kind(t) == "person" for t in between):
        return None
    persons = names_in(text, range(comma + 1, several.behind.stop)) or []
    return Matched(tuple(persons), ()) if len(persons) > 1 else None


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
        name="title/each-with-an-adjective",
        find=_each_with_an_adjective,
        why="Two adjectives of states before a title and two names behind it belong together in their order.",
        yes=(("Der kubanische und der peruanische Präsident, Edo Falk und Karl Demm, kamen.", "Präsident: Präsident"),),
        no=("Der kubanische und der peruanische Präsident trafen Edo Falk und Karl Demm.",),
    ),
    Rule(
        name="title/several-of-one-body",
        find=_of_one_body,
        why="Two and more names behind a plural title and the genitive of its one body are those of its bearers.",
        yes=(("Die Vizepräsidenten der Bank, Edo Falk und Karl Demm, kamen.", "Vizepräsident: Vizepräsident"),),
        no=("Die Vizepräsidenten der Bank trafen Edo Falk und Karl Demm.",),
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
