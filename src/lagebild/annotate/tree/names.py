"""Names that the network draws too wide or gives the wrong kind, though a first name in them tells who is meant."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lagebild.analysis import Analysis, Name
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.gazetteer import first_name_gender, known
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed

_LONGEST = 4
"""Words of a person's name at most, where the network sees a body."""


class Drawn(NamedTuple):
    """A name as the network draws it."""

    analysis: Analysis
    name: Name

    @property
    def forms(self) -> tuple[str, ...]:
        """Its words."""
        return self.analysis.forms[self.name.first : self.name.last]

    @property
    def behind_place(self) -> bool:
        """Whether a preposition of place stands before it."""
        before = self.analysis.forms[self.name.first - 1].lower() if self.name.first else ""
        return before in closed("prepositions_of_place")


def _town_and_person(case: Drawn) -> tuple[Name, ...] | None:
    begin, end, kind = case.name
    if kind != "LOC" or not case.behind_place or known(" ".join(case.forms)) or first_name_gender(case.forms[0]):
        return None
    at = next((n for n, form in enumerate(case.forms[1:-1], 1) if first_name_gender(form) is not None), None)
    return (Name(begin, begin + at, "LOC"), Name(begin + at, end, "PER")) if at is not None else None


def _person(case: Drawn) -> tuple[Name, ...] | None:
    forms = case.forms
    if case.name.kind not in ("LOC", "ORG") or case.behind_place or not 1 < len(forms) <= _LONGEST:
        return None
    if first_name_gender(forms[0]) is None or known(" ".join(forms)) or known(forms[0]):
        return None
    if any(form.isupper() or not form[:1].isalpha() for form in forms) or noun(forms[-1]) is not None:
        return None
    return (case.name._replace(kind="PER"),)


NAMES: tuple[Rule[Drawn, tuple[Name, ...]], ...] = (
    Rule(
        name="tree/town-and-person",
        find=_town_and_person,
        why="A first name behind a town begins the name of somebody.",
        yes=(("Am Dienstag verhaftete der Geheimdienst in Dornfeld Hanno Perl.", ""),),
        no=("Am Dienstag brannte es in San José.",),
    ),
    Rule(
        name="tree/person-by-first-name",
        find=_person,
        why="A name that begins with a first name is a person's, unless a preposition of place stands before it.",
        yes=(("Den Anwalt Hanno Perl erschossen Rebellen am Sonntag.", ""),),
        no=("Am Dienstag brannte es in Anna Paulowna.",),
    ),
)
"""What a name is rather."""


def with_names(analysis: Analysis) -> Analysis:
    """The analysis with names mended; the same one where there is nothing to mend."""
    names: list[Name] = []
    for name in analysis.names:
        found = first(NAMES, Drawn(analysis, name))
        names += found[0] if found is not None else (name,)
    return msgspec.structs.replace(analysis, names=tuple(names)) if tuple(names) != analysis.names else analysis
