"""The body of an office that neither the words around its title nor a state tell: from the rest of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lagebild.annotate.offices.bodies import called, written_to
from lagebild.annotate.offices.held import Held
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import word_tuple


class Again(NamedTuple):
    """A title of somebody for which nothing tells a body, and the bodies told of somebody under a title elsewhere."""

    held: Held
    told: Mapping[tuple[str, str], frozenset[str]]


def told_elsewhere(again: Again) -> tuple[str, str] | None:
    """The id of the body that the rest of a report tells for an office, and the rule that finds it."""
    return first(TOLD_ELSEWHERE, again)


def _told_elsewhere(again: Again) -> str | None:
    bodies = again.told.get((again.held.person.id, again.held.title.noun.lemma), frozenset())
    return next(iter(bodies)) if len(bodies) == 1 else None


def _that_legislates(again: Again) -> str | None:
    title, text = again.held.title, again.held.text
    if not title.name.removesuffix("in").lower().endswith(word_tuple("offices_of_parliaments")):
        return None
    parliaments = called(text, word_tuple("parliaments"), ("organisation",))
    found = [entity for entity in parliaments if entity.name_spans] or parliaments
    body = found[0] if len(found) == 1 else None
    return body.id if body is not None and not written_to(again.held, body) else None


TOLD_ELSEWHERE: tuple[Rule[Again, str], ...] = (
    Rule(
        name="of/told-elsewhere",
        find=_told_elsewhere,
        why="Under the title that a report has given somebody in one body they are in office there all through it.",
        yes=(
            ("Karl Demm, Sprecher von Greenpeace, kam. Später schwieg Sprecher Karl Demm.", "Sprecher: Greenpeace"),
            ("Sprecherin Rita Semm schwieg. Rita Semm ist Sprecherin der SPD.", "Sprecherin: SPD"),
        ),
        no=("Karl Demm, Sprecher von Greenpeace, kam. Später schwieg Sprecher Edo Falk.",),
    ),
    Rule(
        name="of/that-legislates",
        find=_that_legislates,
        why="A member or president of a parliament is one of the only parliament of the report, if no state lends itself.",
        yes=(("Das Parlament in Lima tagt. Der Abgeordnete Karl Demm schwieg.", "Abgeordneter: Parlament"),),
        no=(
            "Der Bundestag streitet mit dem Europaparlament. Der Abgeordnete Karl Demm schwieg.",
            "Der Abgeordnete Karl Demm schrieb an das Parlament in Lima.",
        ),
    ),
)
"""The body of an office that nothing beside its title tells, by the same title told elsewhere."""
