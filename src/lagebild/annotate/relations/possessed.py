"""Allies and opponents that a possessive tells: *X und sein Verbündeter Y*, *X lobt Y, seinen engsten Verbündeten*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.relations.sides import coordinated
from lagebild.annotate.relations.ties import Tie, due_to, worded
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed
from lagebild.reading import Entity, RelationKind

_SIDES = ("person", "organisation", "state", "group")
_KINDS = ("ally", "opponent")


class Possessed(NamedTuple):
    """A noun for an ally or an opponent at `token`, and the possessive before it."""

    text: Text
    token: int
    said: int
    kind: RelationKind


def by_possessive(text: Text) -> Iterator[Tie]:
    """The allies and opponents of a report whom a possessive ties to somebody named in the same sentence."""
    for token, tag in enumerate(text.analysis.tags):
        kind = _kind(text, token) if tag == "NOUN" else None
        said = _possessive(text, token) if kind is not None else None
        if kind is None or said is None:
            continue
        found = first(POSSESSED, Possessed(text, token, said, kind))
        if found is not None:
            yield due_to(found[0], found[1])._replace(noun=token, qualified=token)


def _kind(text: Text, token: int) -> RelationKind | None:
    here, lemma = noun(text.analysis.forms[token]), text.analysis.lemmas[token]
    if here is not None and here.number == "Plur":
        return None
    forms = {lemma, lemma + "r", *((here.base, here.lemma) if here is not None else ())}
    if forms.isdisjoint(_nouns()):
        return None
    return next(kind for form, kind in _nouns().items() if form in forms)


@cache
def _nouns() -> Mapping[str, RelationKind]:
    """The nouns that name such a tie, in the order of the lexicon."""
    found: dict[str, RelationKind] = {}
    for row in lexicon.load("relation_nouns"):
        if row["kind"] in _KINDS:
            found.setdefault(row["form"], cast(RelationKind, row["kind"]))
    return found


def _possessive(text: Text, token: int) -> int | None:
    a, place = text.analysis, token - 1
    while place >= 0 and a.tags[place] == "ADJ":
        place -= 1
    word = a.forms[place].casefold() if place >= 0 else ""
    return place if word in closed("possessives_of_men") or word in closed("possessives_of_women") else None


def _ending_at(text: Text, token: int) -> Entity | None:
    """Who is named by the tokens that end right before one."""
    return next(
        (text.names[t][0] for t in range(token - 1, max(token - 6, -1), -1) if text.names.get(t, (0, 0))[1] == token),
        None,
    )


def _tie(case: Possessed, bearer: Entity | None, owner: Entity | None, last: int) -> Tie | None:
    if bearer is None or owner is None or bearer is owner or not {bearer.kind, owner.kind} <= set(_SIDES):
        return None
    return worded(case.text, case.kind, (bearer, owner), (case.said, last))


def _named_behind(case: Possessed) -> Tie | None:
    text, forms = case.text, case.text.analysis.forms
    named = text.names.get(case.token + 1)
    if named is None or forms[case.said - 1 : case.said] not in (("und",), ("sowie",)):
        return None
    return _tie(case, named[0], _ending_at(text, case.said - 1), named[1])


def _named_before(case: Possessed) -> Tie | None:
    text, forms = case.text, case.text.analysis.forms
    if forms[case.said - 1 : case.said] != (",",):
        return None
    bearer, clause = _ending_at(text, case.said - 1), text.clause_around(case.said)
    doers = [e for t in clause.doers for e in coordinated(text, t)] if clause is not None else []
    doers = [e for e in doers if e is not bearer and e.name_spans]
    return _tie(case, bearer, doers[0], case.token + 1) if len(doers) == 1 else None


POSSESSED: tuple[Rule[Possessed, Tie], ...] = (
    Rule(
        name="kind/possessed-and-named",
        find=_named_behind,
        why="Who is named behind *und sein Verbündeter* is that of whoever is named before *und*.",
        yes=(
            ("Iran und sein Verbündeter Syrien schwiegen.", "Syrien – Iran: ally"),
            ("Peru und sein Rivale Chile schwiegen.", "Chile – Peru: opponent"),
        ),
        no=("Iran schwieg, auch sein Verbündeter.",),
    ),
    Rule(
        name="kind/possessed-behind-a-name",
        find=_named_before,
        why="A possessive behind a name and a comma is that of who does what the clause tells.",
        yes=(("Iran lobt die Hisbollah, seinen engsten Verbündeten.", "Hisbollah – Iran: ally"),),
        no=("Iran lobt die Hisbollah, den engsten Verbündeten.",),
    ),
)
"""Whom a possessive before an ally or opponent means, and who is called so."""
