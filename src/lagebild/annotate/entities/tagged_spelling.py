"""What the words and letters of a name say of its kind, wherever it stands."""

from __future__ import annotations

from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.persons import part_of_a_place
from lagebild.lexicon.gazetteer import first_name_gender, known
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import EntityKind

_LETTER_AND_NOUN = 4
"""A letter, a hyphen and a word are longer than that."""


def begins_a_town(case: Tagged) -> EntityKind | None:
    """*Neu Talmor*: what such words begin is a town."""
    two = case.kind == "organisation" and case.end - case.begin == 2
    return "place" if two and case.opening in closed("beginnings_of_towns") and noun(case.closing) is None else None


def ends_as_a_company(case: Tagged) -> EntityKind | None:
    """*Wolmara Channel*, *Wolm-Institut*: its last word says it."""
    if case.kind != "person" or (case.alone and "-" not in case.closing):
        return None
    if case.closing in word_set("foreign_place_words"):
        return "place"
    here = noun(case.closing.rpartition("-")[2]) if "-" in case.closing else None
    body = here is not None and here.kind == "organisation"
    return "organisation" if body or case.closing in word_set("foreign_company_words") else None


def is_a_company(case: Tagged) -> EntityKind | None:
    """One of the companies everybody knows, unless somebody in the text has that name."""
    unsaid = case.kind != "organisation" and not case.borne
    return "organisation" if unsaid and case.opening in word_set("companies") else None


def is_a_club(case: Tagged) -> EntityKind | None:
    """*Dynamo Odessa*: it ends in a known town, and begins with no first name."""
    here = known(case.closing) if not case.alone else None
    of_town = here is not None and here.kind == "place" and case.kind == "person"
    return "organisation" if of_town and first_name_gender(case.opening) is None else None


def is_part_of_a_place(case: Tagged) -> EntityKind | None:
    """*Nordtirol*."""
    unsaid = case.kind != "place" and case.alone and not case.borne
    return "place" if unsaid and part_of_a_place(case.opening) else None


def ends_as_a_place(case: Tagged) -> EntityKind | None:
    """*Wipptal*."""
    ends = case.opening.lower().removesuffix("s").endswith(word_tuple("ends_of_place_names"))
    return "place" if ends and case.kind == "person" and case.alone and not case.borne else None


def has_a_capital_inside(case: Tagged) -> EntityKind | None:
    """*BelMar*, *K-Wolmara*: persons are not written so."""
    form = case.opening
    inside = next((n for n, char in enumerate(form) if n and char.isupper() and form[n - 1].islower()), 0)
    person = case.kind == "person" and case.alone and not case.borne
    if person and len(form) > _LETTER_AND_NOUN and form[1] == "-" and form[0].isupper():
        return "organisation"
    person = person and form.isalpha()
    mixed = inside and form[:inside] not in closed("capital_particles")
    return "organisation" if person and (mixed or (form.isupper() and len(form) > 1)) else None
