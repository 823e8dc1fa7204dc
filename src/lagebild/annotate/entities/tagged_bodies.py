"""Signs that a name that only the analyser sees is a body's: a company, a club, a firm."""

from __future__ import annotations

from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.mention import form_at
from lagebild.lexicon.gazetteer import first_name_gender, known
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import EntityKind


def role_of_a_body(case: Tagged) -> EntityKind | None:
    """A body behind a noun for a body's role."""
    before = form_at(case.analysis, case.begin - 1)
    if case.kind != "person" or case.borne or first_name_gender(case.opening) is not None:
        return None
    ends = word_tuple("roles_of_bodies")
    return "organisation" if before[:1].isupper() and before.lower().endswith(ends) else None


def foreign_company(case: Tagged) -> EntityKind | None:
    """A body or a place by a foreign last word."""
    if case.kind != "person" or (case.alone and "-" not in case.closing):
        return None
    if case.closing in word_set("foreign_place_words"):
        return "place"
    here = noun(case.closing.rpartition("-")[2]) if "-" in case.closing else None
    body = here is not None and here.kind == "organisation"
    return "organisation" if body or case.closing in word_set("foreign_company_words") else None


def firm(case: Tagged) -> EntityKind | None:
    """A body behind a noun for a firm or a club."""
    before = form_at(case.analysis, case.begin - 1)
    firm = before in word_set("clubs_before_names") or (
        before[:1].isupper() and before.lower().endswith(word_tuple("firms_before_names"))
    )
    return "organisation" if firm and case.kind == "person" else None


def has_players(case: Tagged) -> EntityKind | None:
    """A club in the genitive before who plays for it or trains it (*Wolmars Torwart*)."""
    genitive = case.kind == "person" and case.alone and not case.borne and case.opening.endswith("s")
    unheard = first_name_gender(case.opening) is None and first_name_gender(case.opening[:-1]) is None
    return "organisation" if genitive and unheard and form_at(case.analysis, case.end) in word_set("players") else None


def company(case: Tagged) -> EntityKind | None:
    """A body that is called as a known company, band or club."""
    if case.borne:
        return None
    head, hyphen, tail = case.opening.partition("-")
    if case.alone and hyphen and (tail == "Online" or (head in word_set("companies") and noun(tail) is None)):
        return "organisation"
    if case.opening in word_set("companies") or case.opening in word_set("bands_and_clubs"):
        return "organisation"
    words = "_".join(case.analysis.forms[case.begin : case.end])
    listed = words in word_set("companies_of_two_words") or words in word_set("bands_and_clubs")
    return "organisation" if listed else None


def club(case: Tagged) -> EntityKind | None:
    """A body whose name ends in a town."""
    here = known(case.closing) if not case.alone else None
    of_town = here is not None and here.kind == "place" and case.kind == "person"
    return "organisation" if of_town and first_name_gender(case.opening) is None else None
