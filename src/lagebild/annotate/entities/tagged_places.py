"""Signs that a name that only the analyser sees is a place's: a town, a valley, where a report comes from."""

from __future__ import annotations

from lagebild.annotate.entities.candidate import Tagged
from lagebild.annotate.entities.mention import form_at
from lagebild.annotate.entities.persons import part_of_a_place
from lagebild.lexicon.gazetteer import first_name_gender, known
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set, word_tuple
from lagebild.reading import EntityKind


def begins_a_town(case: Tagged) -> EntityKind | None:
    """A town by the word its name begins with (*Bad*, *Groß*)."""
    two = case.kind == "organisation" and case.end - case.begin == 2
    return "place" if two and case.opening in closed("beginnings_of_towns") and noun(case.closing) is None else None


def of_a_mayor(case: Tagged) -> EntityKind | None:
    """A town behind the office of one: *Bürgermeister von Wolm*."""
    a, begin = case.analysis, case.begin
    if (
        case.kind == "place"
        or form_at(a, begin - 1) not in ("von", "in")
        or first_name_gender(case.opening) is not None
    ):
        return None
    here = noun(form_at(a, begin - 2))
    return "place" if here is not None and here.lemma in word_set("offices_of_towns") else None


def dateline(case: Tagged) -> EntityKind | None:
    """A place alone at the head of a text: *Wolm. Der Rat …*, *Wolm (ko). Der Rat …*, *Wolm – Der Rat …*."""
    a, end = case.analysis, case.end
    if case.kind == "place" or case.begin > 0 or first_name_gender(case.opening) is not None:
        return None
    mark = end + 3 if form_at(a, end) == "(" and form_at(a, end + 2) == ")" else end
    # *Lohm: „…“* and *Lohm, …* begin a sentence about somebody
    return "place" if form_at(a, mark) in (".", "–", "-", "—") and form_at(a, mark + 1)[:1].isupper() else None


def has_a_mayor(case: Tagged) -> EntityKind | None:
    """A town in the genitive before its office: *Wolms Bürgermeister*."""
    here = noun(form_at(case.analysis, case.end)) if case.closing.endswith("s") else None
    town = case.kind != "place" and here is not None and here.lemma in word_set("offices_of_towns")
    return "place" if town and first_name_gender(case.closing) is None else None


def among_places(case: Tagged) -> EntityKind | None:
    """A name between places in a list."""
    a = case.analysis
    if case.kind == "place" or not case.alone or case.borne or first_name_gender(case.opening) is not None:
        return None
    before, behind = form_at(a, case.begin - 1), form_at(a, case.end)
    beside = [case.begin - 2] if before in (",", "und") else []
    beside += [case.end + 1] if behind in (",", "und") else []
    listed = before == "," or behind == ","
    return "place" if len(beside) == 2 and listed and all(_is_place(case, token) for token in beside) else None


def _is_place(case: Tagged, token: int) -> bool:
    a = case.analysis
    here = known(form_at(a, token))
    seen = any(name.kind == "LOC" for name in a.names_over.get(token, ()))
    return 0 <= token < len(a) and (seen or (here is not None and here.kind in ("place", "state")))


def within_a_known_place(case: Tagged) -> EntityKind | None:
    """A name that is part of a longer place already named."""
    unsaid = case.kind != "place" and case.alone and not case.borne
    return "place" if unsaid and part_of_a_place(case.opening) else None


def known_place(case: Tagged) -> EntityKind | None:
    """A river, a mountain or a town that is known."""
    unsaid = case.kind == "person" and case.alone and not case.borne
    if not unsaid or first_name_gender(case.opening) is not None:
        return None
    listed = case.opening in word_set("waters_and_mountains") or case.opening in word_set("towns_like_surnames")
    return "place" if listed else None


def whose_place(case: Tagged) -> EntityKind | None:
    """A place behind *Nachbarschaft von*, *Hafen von* and the like."""
    a, begin = case.analysis, case.begin
    if case.kind != "person" or case.borne or first_name_gender(case.opening) is not None:
        return None
    of = form_at(a, begin - 1) == "von" and form_at(a, begin - 2) in word_set("words_before_von_a_place")
    return "place" if of else None


def saint(case: Tagged) -> EntityKind | None:
    """A place behind *St.* or *Sankt*."""
    return "place" if case.alone and form_at(case.analysis, case.begin - 1) in ("St.", "Sankt") else None


def valley(case: Tagged) -> EntityKind | None:
    """A place by the ending of its name."""
    ends = case.opening.lower().removesuffix("s").endswith(word_tuple("ends_of_place_names"))
    return "place" if ends and case.kind == "person" and case.alone and not case.borne else None
