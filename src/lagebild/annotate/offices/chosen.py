"""Whose office it is, by who chooses somebody for it: a body, its board or members, a meeting."""

from __future__ import annotations

from lagebild.annotate.offices.held import Held
from lagebild.annotate.offices.titles import modifiers
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import closed, word_tuple
from lagebild.reading import Entity

_BEHIND = 6
"""Tokens behind *Parteitag* within which the party is named."""


def body_by_choice(held: Held) -> tuple[Entity, str] | None:
    """The body in which somebody is chosen, and the rule that finds it; None if nothing tells it."""
    return first(CHOSEN, held)


def _its_own(held: Held) -> Entity | None:
    """The body that elects or appoints somebody to *its* chair."""
    text = held.text
    said = any(text.analysis.forms[t].lower().startswith(("sein", "ihr")) for t in modifiers(text.analysis, held.token))
    clause = text.clause_around(held.token) if said and held.act == "given" else None
    doers = [text.entities.get(text.entity(t) or "") for t in clause.doers] if clause is not None else []
    bodies = [e for e in doers if e is not None and e.kind == "organisation"]
    return bodies[0] if len(doers) == len(bodies) == 1 else None


def _by_its_organ(held: Held) -> Entity | None:
    """The body whose board, members or the like choose somebody (*der Aufsichtsrat der X ernannte …*)."""
    text, a = held.text, held.text.analysis
    if held.act != "given" or held.title.noun.of != "body":
        return None
    clause = text.clause_around(held.token)
    for token in clause.doers if clause is not None else ():
        if a.lemmas[token].casefold().endswith(word_tuple("organs_of_bodies")):
            part = text.part_of(token)
            linked = token + 1 < len(a) and a.forms[token + 1].lower() in closed("body_links")
            named = text.names.get(token + 2) if linked else None
            body = part[0] if part is not None else named[0] if named is not None else None
            return body if body is not None and body.kind == "organisation" else None
    return None


def _at_the_meeting(held: Held) -> Entity | None:
    """The body whose congress or meeting elects somebody (*auf dem Parteitag der X*)."""
    if held.act != "given" or held.title.noun.of != "body":
        return None
    text, a = held.text, held.text.analysis
    for token in text.sentence_tokens(held.token):
        if a.tags[token] != "NOUN" or not a.lemmas[token].casefold().endswith(word_tuple("meetings_of_bodies")):
            continue
        part = text.part_of(token)
        if part is not None and part[0].kind == "organisation":
            return part[0]
        for place in range(token + 1, min(token + _BEHIND, len(a))):
            body = text.body_at(place)
            if body is not None:
                return body if body.kind == "organisation" else None
            if a.tags[place] in ("VERB", "AUX", "PUNCT", "ADP"):
                break
    return None


CHOSEN: tuple[Rule[Held, Entity], ...] = (
    Rule(
        name="of/its-own",
        find=_its_own,
        why="A body that elects somebody to its chair is the one whose office it is.",
        yes=(("Die Weltbank wählte Rita Semm zu ihrer Präsidentin.", "Präsidentin: Weltbank"),),
        no=("Die Weltbank wählte Rita Semm zur Präsidentin.",),
    ),
    Rule(
        name="of/by-its-organ",
        find=_by_its_organ,
        why="A board, or the members of a body, choose who has an office of that body.",
        yes=(
            ("Der Aufsichtsrat der UBS ernannte Karl Demm zum neuen Chef.", "Chef: UBS"),
            ("Die Delegierten der SPD wählten Rita Semm zur Vorsitzenden.", "Vorsitzende: SPD"),
            ("Der SPD-Vorstand wählte Rita Semm zur Generalsekretärin.", "Generalsekretärin: SPD"),
        ),
        no=("Der Bürgermeister der SPD ernannte Karl Demm zum Sprecher.",),
    ),
    Rule(
        name="of/at-the-meeting",
        find=_at_the_meeting,
        why="Who is elected at the congress or meeting of a body has an office of that body.",
        yes=(
            ("Auf dem Parteitag der SPD wurde Rita Semm zur Vorsitzenden gewählt.", "Vorsitzende: SPD"),
            ("Auf dem SPD-Parteitag wurde Rita Semm zur Vorsitzenden gewählt.", "Vorsitzende: SPD"),
        ),
        no=("Auf dem Parteitag der SPD wurde Rita Semm zur Königin gewählt.",),
    ),
)
"""What a choice tells of the body."""
