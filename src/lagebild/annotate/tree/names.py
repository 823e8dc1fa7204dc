"""Names that the network draws too wide or gives the wrong kind, though a first name in them tells who is meant."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lagebild.analysis import Analysis, Name
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.dictionary import is_known
from lagebild.lexicon.gazetteer import first_name_gender, known
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed, word_set

_OPENING = ("»", "„", "«", "“", '"', "›", "‚")
_CLOSING = ("«", "“", "»", "”", '"', "‹", "‘")
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
    if any(form.isupper() or form in word_set("company_words") or not form[:1].isalpha() for form in forms):
        return None
    if forms[-1].endswith("H") or noun(forms[-1]) is not None:
        return None
    return (case.name._replace(kind="PER"),)


NAMES: tuple[Rule[Drawn, tuple[Name, ...]], ...] = (
    Rule(
        name="tree/town-and-person",
        find=_town_and_person,
        why="A first name behind a town begins the name of somebody.",
        yes=(("Die Polizei verhaftete in Dornfeld Birte Callsen und Otto Zirk.", ""),),
        no=("Am Dienstag brannte es in San José.",),
    ),
    Rule(
        name="tree/person-by-first-name",
        find=_person,
        why="A name that begins with a first name is a person's, unless a preposition of place stands before it.",
        yes=(("Das Innenministerium bestätigte, dass eine Miliz Hanno Perl entführt habe.", ""),),
        no=("Am Dienstag brannte es in Anna Paulowna.",),
    ),
)
"""What a name is rather."""


class Begun(NamedTuple):
    """A person's name, and whether a name before it ends with somebody's first name."""

    analysis: Analysis
    name: Name


def _first_names(case: Begun) -> int | None:
    a, begin = case.analysis, case.name.first
    low = a.sentences[a.sentence_of[begin]].start
    while begin > low:
        particle = a.forms[begin - 1].islower() and a.forms[begin - 1] in closed("name_particles")
        at = begin - 1 - particle
        if at < low or first_name_gender(a.forms[at]) is None or a.tags[at] not in ("PROPN", "NOUN", "X"):
            break
        if any(other.kind == "PER" for other in a.names_over.get(at, ())):
            break
        begin = at
    return begin if begin < case.name.first else None


BEGINNINGS: tuple[Rule[Begun, int], ...] = (
    Rule(
        name="tree/first-name-left-out",
        find=_first_names,
        why="A first name right before somebody's name is part of it.",
        yes=(("Die Polizei verhaftete in Dornfeld Rajesh Kumar Patel.", ""),),
    ),
)
"""Where a person's name begins that the network began too late."""


class Opened(NamedTuple):
    """A word behind which a name may begin; at least two words follow it."""

    analysis: Analysis
    token: int


def _of_a_body(case: Opened) -> Name | None:
    a, token = case.analysis, case.token
    here = noun(a.forms[token])
    if here is None or here.kind != "organisation" or here.number == "Plur":
        return None
    adjective, head = a.forms[token + 1], a.forms[token + 2]
    declined = adjective[:1].isupper() and adjective.endswith(("e", "es")) and a.tags[token + 1] in ("ADJ", "PROPN")
    named = declined and head[:1].isupper() and a.tags[token + 2] in ("NOUN", "PROPN")
    return Name(token + 1, token + 3, "ORG") if named and is_known(adjective.lower()) else None


def _town(case: Opened) -> Name | None:
    a, town = case.analysis, case.token + 1
    if a.forms[case.token].lower() != "in" or a.tags[town] != "PROPN" or town in a.names_over:
        return None
    here = noun(a.forms[town])
    return Name(town, town + 1, "LOC") if here is not None and here.prefix and not is_known(a.forms[town]) else None


def _paper(case: Opened) -> Name | None:
    """*Laut »Lodarer Anzeiger«*, *wie der »Kurier« schreibt*, *das berichtet das »Blatt«*: who is quoted, between marks."""
    a, mark = case.analysis, case.token
    if a.forms[mark] not in _OPENING or mark == 0:
        return None
    sentence = a.sentences[a.sentence_of[mark]]
    closing = next((t for t in range(mark + 1, min(mark + _LONGEST + 2, sentence.end)) if a.forms[t] in _CLOSING), None)
    if closing is None or closing == mark + 1 or not all(a.forms[t][:1].isupper() for t in range(mark + 1, closing)):
        return None
    before = [a.forms[t].lower() for t in range(max(sentence.start, mark - 2), mark)]
    behind = a.forms[closing + 1].lower() if closing + 1 < sentence.end else ""
    article = before[-1:] and before[-1] in closed("definite_determiners")
    tells = (behind, before[0] if len(before) > 1 else "")
    told = before[-1:] == ["laut"] or (article and not word_set("verbs_of_reporting").isdisjoint(tells))
    return Name(mark + 1, closing, "ORG") if told or (article and before[0] == "laut") else None


BODIES: tuple[Rule[Opened, Name], ...] = (
    Rule(
        name="tree/name-of-a-body",
        find=_of_a_body,
        why="An adjective with a capital and a noun right behind the noun of a body are its name.",
        yes=(("Dieter Wollek kritisierte den Verein Freies Wort.", ""),),
        no=("Dieter Wollek kritisierte den Verein heftig.",),
    ),
    Rule(
        name="tree/paper-between-marks",
        find=_paper,
        why="A name between quotation marks behind *laut*, or beside a verb of reporting, is a paper's or a broadcaster's.",
        yes=(
            ("Laut »Lodarer Anzeiger« ist die Richterin Eva Brot entführt worden.", ""),
            ("Der »Seekurier« berichtete, Polizisten hätten zwei Männer verprügelt.", ""),
        ),
        no=("Laut wurde »Feuer« gerufen.", "Er liest den »Seeboten«."),
    ),
    Rule(
        name="tree/town-built-like-a-noun",
        find=_town,
        why="An unknown name right behind *in* is a town's, though it ends like a noun (*in Altkirchen*).",
        yes=(("Am Donnerstag entführten maskierte Männer in Altkirchen Petra Gehm.", ""),),
    ),
)
"""Names of bodies and towns that the network leaves out."""


def with_names(analysis: Analysis) -> Analysis:
    """The analysis with names mended; the same one where there is nothing to mend."""
    names: list[Name] = []
    for name in analysis.names:
        found = first(NAMES, Drawn(analysis, name))
        names += found[0] if found is not None else (name,)
    for name in [n for n in names if n.kind == "PER"]:
        begun = first(BEGINNINGS, Begun(analysis, name))
        if begun is not None:
            names = _put(names, name._replace(first=begun[0]))
    for start, end in analysis.sentences:
        for token in range(start, end - 2):
            body = first(BODIES, Opened(analysis, token)) if analysis.forms[token + 1][:1].isupper() else None
            names = _put(names, body[0]) if body is not None and body[0] not in names else names
    return msgspec.structs.replace(analysis, names=tuple(names)) if tuple(names) != analysis.names else analysis


def _put(names: list[Name], new: Name) -> list[Name]:
    """The names with one more; others keep what is left of them before it."""
    cut = [n if n.last <= new.first or n.first >= new.last else n._replace(last=min(n.last, new.first)) for n in names]
    return sorted([*(n for n in cut if n.first < n.last), new])
