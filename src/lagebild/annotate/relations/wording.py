"""Ties told by wordings of a few words: a name in brackets, *aus* or *von* behind a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lagebild.annotate.relations.heralded import QUOTES, before_a_name
from lagebild.annotate.relations.several import behind_brackets
from lagebild.annotate.relations.ties import Tie, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.nouns import noun
from lagebild.reading import Entity

_LAND = ("state", "place")
_BRACKETS = 8
"""So many tokens a bracket behind a name may have."""


class Behind(NamedTuple):
    """A name from token `start` on, and the token `place` behind it, closing quotation marks passed over."""

    text: Text
    start: int
    entity: Entity
    place: int


def by_wording(text: Text) -> Iterator[Tie]:
    """The ties of a report that stand in such words."""
    for start, (entity, last) in sorted(text.names.items()):
        behind = _behind(text, start, entity, last)
        found = first(BEHIND_NAMES, behind) if behind is not None else None
        if found is not None:
            yield due_to(*found)
        found = before_a_name(text, start, entity, last)
        if found is not None:
            yield due_to(*found)


def _behind(text: Text, start: int, entity: Entity, last: int) -> Behind | None:
    forms = text.analysis.forms
    if entity.kind not in ("person", "organisation") or last + 1 >= len(forms):
        return None
    place = last + (forms[last] in QUOTES)
    return Behind(text, start, entity, place) if place + 1 < len(forms) else None


def _in_brackets(case: Behind) -> tuple[Entity, int] | None:
    """What alone stands in brackets behind a person's name, and the token of the closing bracket."""
    forms = case.text.analysis.forms
    if forms[case.place] != "(" or case.entity.kind != "person":
        return None
    other = case.text.names.get(case.place + 1)
    closes = other is not None and other[1] < len(forms) and forms[other[1]] == ")"
    return other if closes else None


def _among_others(case: Behind) -> tuple[Entity, int] | None:
    """The one party among a few words in brackets behind a person's name: *(SPD, Kiel)*, *(57, SPD)*."""
    text, forms = case.text, case.text.analysis.forms
    if forms[case.place] != "(" or case.entity.kind != "person":
        return None
    stop = min(case.place + _BRACKETS, len(forms))
    closes = next((t for t in range(case.place + 1, stop) if forms[t] == ")"), None)
    if closes is None or any(text.analysis.tags[t] in ("VERB", "AUX", "ADV", "ADP") for t in range(case.place, closes)):
        return None
    inside = [text.names[t][0] for t in range(case.place + 1, closes) if t in text.names]
    parties = [e for e in inside if e.id in text.parties]
    known_else = all(e.kind in (*_LAND, "organisation") for e in inside)
    return (parties[0], closes) if len(parties) == 1 and known_else else None


def _party_in_longer_brackets(case: Behind) -> Tie | None:
    other = _among_others(case) if _in_brackets(case) is None else None
    return worded(case.text, "party", (case.entity, other[0]), (case.start, other[1] + 1)) if other else None


def _of_a_club(case: Behind) -> bool:
    """Whether what stands in brackets is a body of several words that nothing calls a party (*FC Anstadt*)."""
    other = _in_brackets(case)
    return other is not None and " " in other[0].name and other[0].id not in case.text.parties


def _club_in_brackets(case: Behind) -> Tie | None:
    other = _in_brackets(case)
    if other is None or other[0].kind != "organisation" or not _of_a_club(case):
        return None
    return worded(case.text, "member", (case.entity, other[0]), (case.start, other[1] + 1))


def _party_in_brackets(case: Behind) -> Tie | None:
    other = _in_brackets(case)
    if other is None or other[0].kind != "organisation" or _of_a_club(case):
        return None
    here = known(other[0].name)
    if here is not None and other[0].id not in case.text.parties and not other[0].name.isupper():
        return None
    return worded(case.text, "party", (case.entity, other[0]), (case.start, other[1] + 1))


def _country_in_brackets(case: Behind) -> Tie | None:
    other = _in_brackets(case)
    if other is None or other[0].kind not in _LAND:
        return None
    return worded(case.text, "origin", (case.entity, other[0]), (case.start, other[1] + 1))


def _linked(case: Behind, prepositions: tuple[str, ...]) -> int | None:
    """The token behind a preposition and its article, where one of these follows a name."""
    forms = case.text.analysis.forms
    if forms[case.place] not in prepositions:
        return None
    return case.place + 1 + (forms[case.place + 1] in ("der", "dem", "den"))


def _from(case: Behind) -> Tie | None:
    start = _linked(case, ("aus",))
    other = case.text.names.get(start) if start is not None else None
    if other is None or other[0].kind not in _LAND:
        return None
    return worded(case.text, "origin", (case.entity, other[0]), (case.start, other[1]))


def _body_behind(case: Behind) -> tuple[Entity, int] | None:
    """The body behind *von*, with or without a noun before its name (`von der Gewerkschaft Y`)."""
    start = _linked(case, ("von", "vom")) if case.entity.kind == "person" else None
    if start is None:
        return None
    names, a = case.text.names, case.text.analysis
    while start < len(a) and start not in names and a.tags[start] == "ADJ":
        start += 1
    heralded = start < len(a) and noun(a.forms[start]) is not None
    other = names.get(start) or (names.get(start + 1) if heralded else None)
    return other if other is not None and other[0].kind == "organisation" else None


def _of_a_party(case: Behind) -> Tie | None:
    other = _body_behind(case)
    if other is None or other[0].id not in case.text.parties:
        return None
    return worded(case.text, "party", (case.entity, other[0]), (case.start, other[1]))


def _wing_of_a_party(case: Behind) -> Tie | None:
    start = _linked(case, ("von", "vom")) if case.entity.kind == "person" else None
    a = case.text.analysis
    while start is not None and start + 1 < len(a) and a.tags[start] == "ADJ":
        start += 1
    part = case.text.part_of(start) if start is not None and start < len(a) else None
    if part is None or start is None or part[0].id not in case.text.parties:
        return None
    return worded(case.text, "party", (case.entity, part[0]), (case.start, start + 1))


def _party_of(case: Behind) -> Tie | None:
    """The person behind *von* behind a party's name, with or without titles before theirs."""
    text, forms = case.text, case.text.analysis.forms
    place = behind_brackets(case.text, case.place)
    if case.entity.id not in text.parties or forms[place : place + 1] != ("von",):
        return None
    clause = text.clause_around(place)
    if clause is not None and clause.voice == "passive":
        return None
    for token in range(place + 1, min(place + 4, len(forms))):
        found = text.names.get(token)
        if found is not None and found[0].kind == "person" and " " in found[0].name:
            return worded(text, "party", (found[0], case.entity), (case.start, found[1]))
        if text.analysis.tags[token] not in ("NOUN", "PROPN", "ADJ"):
            return None
    return None


def _of_a_body(case: Behind) -> Tie | None:
    other = _body_behind(case)
    return worded(case.text, "member", (case.entity, other[0]), (case.start, other[1])) if other is not None else None


BEHIND_NAMES: tuple[Rule[Behind, Tie], ...] = (
    Rule(
        name="kind/club-in-brackets",
        find=_club_in_brackets,
        why="A body of several words in brackets behind a person's name is theirs; nothing calls it a party.",
        yes=(("Rita Semm (FC Bayern München) gewann das Rennen.", "Rita Semm – FC Bayern München: member"),),
        no=("Karl Demm (Demokratische Partei) widersprach.",),
    ),
    Rule(
        name="kind/party-in-longer-brackets",
        find=_party_in_longer_brackets,
        why="The one party in brackets behind a person's name is theirs, though an age or a town stands there, too.",
        yes=(
            ("Karl Demm (SPD, Kiel) widersprach.", "Karl Demm – SPD: party"),
            ("Karl Demm (57, SPD) widersprach.", "Karl Demm – SPD: party"),
        ),
        no=("Karl Demm (gewählt für die SPD) kam.", "Karl Demm (SPD, CDU) kam."),
    ),
    Rule(
        name="kind/party-in-brackets",
        find=_party_in_brackets,
        why="A party, or a body that is known for nothing else, in brackets behind a person's name is theirs.",
        yes=(
            ("Minister Karl Demm (SPD) widersprach.", "Karl Demm – SPD: party"),
            ("Die Abgeordnete Rita Semm (CDU) stimmte zu.", "Rita Semm – CDU: party"),
        ),
        no=(
            "Karl Demm (SPD aus Peru) kam.",
            "Karl Demm (Peru) gewann das Rennen.",
        ),
    ),
    Rule(
        name="kind/country-in-brackets",
        find=_country_in_brackets,
        why="A state or place in brackets behind a person's name is where they come from.",
        yes=(
            ("Karl Demm (Peru) gewann das Rennen.", "Karl Demm – Peru: origin"),
            ("Die Läuferin Rita Semm (Chile) stürzte.", "Rita Semm – Chile: origin"),
        ),
        no=("Minister Karl Demm (SPD) widersprach.",),
    ),
    Rule(
        name="kind/from-a-place",
        find=_from,
        why="A person or body *aus* a state or place comes from there.",
        yes=(
            ("Die Autorin Rita Semm aus Chile las vor.", "Rita Semm – Chile: origin"),
            ("Karl Demm aus der Schweiz siegte.", "Karl Demm – Schweiz: origin"),
        ),
        no=("Karl Demm reiste aus Peru ab.",),
    ),
    Rule(
        name="kind/of-a-party",
        find=_of_a_party,
        why="A person *von* a party is of it.",
        yes=(
            ("Karl Demm von der SPD widersprach.", "Karl Demm – SPD: party"),
            ("Rita Semm von der CDU stimmte zu.", "Rita Semm – CDU: party"),
        ),
        no=("Rita Semm von Amnesty International klagte an.",),
    ),
    Rule(
        name="kind/wing-of-a-party",
        find=_wing_of_a_party,
        why="A person *von* a wing or group of a party is of that party.",
        yes=(("Karl Demm vom linken SPD-Flügel widersprach.", "Karl Demm – SPD: party"),),
        no=("Karl Demm vom SPD-nahen Flügel widersprach.",),
    ),
    Rule(
        name="kind/party-of",
        find=_party_of,
        why="A party *von* a person is theirs.",
        yes=(
            ("Am Montag verlor die „SPD“ von Minister Karl Demm die Wahl.", "Karl Demm – SPD: party"),
            ("Am Montag verlor die Neue Partei (NP) von Minister Karl Demm.", "Karl Demm – Neue Partei: party"),
        ),
        no=("Am Montag wurde die SPD von Karl Demm gelobt.",),
    ),
    Rule(
        name="kind/of-a-body",
        find=_of_a_body,
        why="A person *von* a body belongs to it.",
        yes=(
            ("Rita Semm von Amnesty International klagte an.", "Rita Semm – Amnesty International: member"),
            ("Karl Demm von der Organisation Greenpeace widersprach.", "Karl Demm – Greenpeace: member"),
            ("Das sagte Verhandlungsführer Karl Demm von der Gewerkschaft Verdi.", "Karl Demm – Verdi: member"),
        ),
        no=(
            "Sprecherin Rita Semm von Greenpeace widersprach.",
            "Karl Demm wurde von Greenpeace gelobt.",
            "Rita Semm von Peru schwieg.",
        ),
    ),
)
