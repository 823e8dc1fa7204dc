"""Whose office it is, where the report has only one body of the sort that the title tells: a company, a court, a museum."""

from __future__ import annotations

from lagebild.annotate.offices.bodies import called, written_to
from lagebild.annotate.offices.held import Held
from lagebild.annotate.once import once
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.body_kinds import kinds_by_lemma, kinds_by_name
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed_map, word_set, word_tuple
from lagebild.reading import Entity

_LEAST = 3
"""So many letters at least has a word that means a body by a part of its name."""


def body_alone(held: Held) -> tuple[Entity, str] | None:
    """The only body of the sort that a title tells, and the rule that finds it; None if there is none, or several."""
    return first(ALONE, held)


def _of_its_kind(held: Held) -> Entity | None:
    """The only body of a report of the kind that a compound title begins with, else the only one just named."""
    text, form = held.text, held.text.analysis.forms[held.token].lower()
    begins = (word for word in closed_map("kinds_in_titles") if form.startswith(word) and form != word)
    word = max(begins, key=len, default=None)
    if word is None:
        return None
    kinds = frozenset(closed_map("kinds_in_titles")[word].split("|"))
    found, named = _of_kinds(text, kinds)
    if len(found) == 1:
        return found[0] if found[0].name_spans[0].start < text.token_span(held.token).start else None
    number = text.analysis.sentence_of[held.token]
    for here in (number, number - 1):
        near = {entity.id: entity for token, entity in named.get(here, ()) if token < held.token}
        if near:
            return next(iter(near.values())) if len(near) == 1 else None
    return None


@once
def _of_kinds(text: Text, kinds: frozenset[str]) -> tuple[list[Entity], dict[int, list[tuple[int, Entity]]]]:
    """The named bodies of some kinds, and by sentence the tokens at which they are named or taken up."""
    found = [e for e in text.entities.values() if e.name_spans and kinds & _kinds_of(text, e)]
    named: dict[int, list[tuple[int, Entity]]] = {}
    for entity in found:
        for span in entity.mentions:
            token = text.tokens(span)[0]
            named.setdefault(text.analysis.sentence_of[token], []).append((token, entity))
    return found, named


def _kinds_of(text: Text, entity: Entity) -> frozenset[str]:
    """The kinds of bodies that an organisation may be: as it is known, else by the nouns that it is called by."""
    if entity.kind != "organisation":
        return frozenset()
    if known := kinds_by_name(entity.name):
        return known
    words = {word for span in entity.mentions for word in span.of(text.content).split()}
    if words & word_set("company_words"):
        return frozenset(("company",))
    nouns = (here for word in words if (here := noun(word)) is not None)
    return frozenset(kind for here in nouns for kind in kinds_by_lemma(here.lemma))


def _by_a_word_of_its_name(held: Held) -> Entity | None:
    """The only body of a report of whose name a title has one word before a hyphen (*Werder-Trainer*)."""
    word, hyphen, _ = held.text.analysis.forms[held.token].rpartition("-")
    if not hyphen or held.text.part_of(held.token) is not None or len(word) < _LEAST:
        return None
    found = _by_words(held.text).get(word, ())
    return found[0] if len(found) == 1 else None


@once
def _by_words(text: Text) -> dict[str, list[Entity]]:
    """The named organisations of a report by each word of a name of several."""
    found: dict[str, list[Entity]] = {}
    for entity in text.entities.values():
        words = entity.name.split()
        if entity.kind == "organisation" and entity.name_spans and len(words) > 1:
            for word in {*words}:
                found.setdefault(word, []).append(entity)
    return found


def _so_called(held: Held) -> Entity | None:
    """The only house of a report that is called by the noun with which a title begins (*Museumsdirektor*)."""
    text, form = held.text, held.text.analysis.forms[held.token].lower()
    ends = next((ends for word, ends in closed_map("houses_in_titles").items() if form.startswith(word)), None)
    if ends is None:
        return None
    found = called(text, tuple(ends.split("|")), ("organisation", "place"))
    return found[0] if len(found) == 1 else None


def _that_prosecutes(held: Held) -> Entity | None:
    return _only_called(held, "offices_of_prosecutors", "prosecutors")


def _that_judges(held: Held) -> Entity | None:
    return _only_called(held, "offices_of_judges", "courts_of_judges")


def _only_called(held: Held, offices: str, nouns: str) -> Entity | None:
    """The only body of a report that is called by a noun of a set, by name if one is; for an office of a set."""
    if held.title.noun.lemma not in word_set(offices):
        return None
    text = held.text
    bodies = called(text, word_tuple(nouns), ("organisation",))
    found = [entity for entity in bodies if entity.name_spans] or bodies
    # the court that is named only behind its judge may well be the next one up
    first_named = text.tokens(found[0].mentions[0])[0] if len(found) == 1 else held.token
    return found[0] if first_named < held.token and not written_to(held, found[0]) else None


ALONE: tuple[Rule[Held, Entity], ...] = (
    Rule(
        name="of/of-its-kind",
        find=_of_its_kind,
        why="A *Konzernchef* is that of the only company of the report, or of the only one just named.",
        yes=(
            ("Siemens baut Stellen ab. Konzernchef Karl Demm schwieg.", "Konzernchef: Siemens"),
            ("Verdi ruft zum Streik bei Siemens auf. Gewerkschaftschefin Rita Semm kam.", "Gewerkschaftschefin: Verdi"),
            (
                "BASF zögert. Siemens baut Stellen ab. Man streikt. Dort tagte Siemens. Firmenchef Karl Demm schwieg.",
                "Firmenchef: Siemens",
            ),
        ),
        no=("Siemens verhandelt mit BASF. Konzernchef Karl Demm schwieg.",),
    ),
    Rule(
        name="of/by-a-word-of-its-name",
        find=_by_a_word_of_its_name,
        why="A word before a hyphen and an office that stands in the name of one body only means that body.",
        yes=(("Der SV Werder Bremen siegte. Werder-Trainer Karl Demm schwieg.", "Werder-Trainer: Werder Bremen"),),
    ),
    Rule(
        name="of/so-called",
        find=_so_called,
        why="A *Museumsdirektor* is that of the only museum of the report.",
        yes=(("Im Landesmuseum hängt ein Bild. Museumsdirektor Karl Demm schwieg.", "Museumsdirektor: Landesmuseum"),),
        no=("Das Museum und das Landesmuseum tauschen. Museumsdirektor Karl Demm schwieg.",),
    ),
    Rule(
        name="of/that-prosecutes",
        find=_that_prosecutes,
        why="A public prosecutor is one of the only *Staatsanwaltschaft* of the report.",
        yes=(
            (
                "Die Staatsanwaltschaft ermittelt. Staatsanwalt Karl Demm schwieg.",
                "Staatsanwalt: Staatsanwaltschaft",
            ),
        ),
        no=("Die Polizei ermittelt. Staatsanwalt Karl Demm schwieg.",),
    ),
    Rule(
        name="of/that-judges",
        find=_that_judges,
        why="A judge is one of the only court of the report.",
        yes=(("Das Landgericht Köln tagt. Richterin Rita Semm schwieg.", "Richterin: Landgericht"),),
        no=(
            "Das Landgericht Köln bestätigt das Amtsgericht Bonn. Richterin Rita Semm schwieg.",
            "Richterin Rita Semm verurteilte den Mann. Der Bundesgerichtshof hob das Urteil auf.",
        ),
    ),
)
"""What title and report tell together, if only one body is of the title's sort."""
