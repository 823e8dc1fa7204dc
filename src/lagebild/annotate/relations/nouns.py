"""Ties told by a noun: `X, Mitglied der Y`, `X ist ein Gegner von Y`, `seine Frau X`, `die Y-Politikerin X`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, product
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.analysis import ROOT
from lagebild.annotate.relations.bearers import bearers
from lagebild.annotate.relations.kinds import kind_between
from lagebild.annotate.relations.others import others
from lagebild.annotate.relations.several import several
from lagebild.annotate.relations.sides import coordinated, meant, named_with, prepositions
from lagebild.annotate.relations.ties import Tie, due_to, worded
from lagebild.annotate.rule import Rule, fill
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import word_set
from lagebild.reading import Entity, RelationKind

_SIDES = {
    "member": (("person", "organisation", "state"), ("organisation",)),
    "party": (("person",), ("organisation",)),
    "ally": (("person", "organisation", "state", "group"), ("person", "organisation", "state", "group")),
    "opponent": (("person", "organisation", "state", "group"), ("person", "organisation", "state", "group")),
    "founded": (("person", "organisation"), ("organisation",)),
    "part": (("organisation",), ("organisation", "state")),
    "kin": (("person",), ("person",)),
}
"""The kinds of entities that each tie is between."""


class Word(NamedTuple):
    """A noun or adjective of a report."""

    text: Text
    token: int
    adjective: bool


@cache
def _table() -> dict[str, RelationKind]:
    found = {row["form"]: cast(RelationKind, row["kind"]) for row in lexicon.load("relation_nouns")}
    return {**found, **{row["form"]: "kin" for row in lexicon.load("kin")}}


def by_noun(text: Text) -> Iterator[Tie]:
    """The ties of a report that a noun tells."""
    for token, tag in enumerate(text.analysis.tags):
        if tag in ("NOUN", "PROPN"):
            yield from _told(text, token)
        if tag in ("NOUN", "PROPN", "ADJ"):
            for ties, rule in fill(WORDINGS, Word(text, token, tag == "ADJ")):
                yield from (due_to(tie, rule) for tie in ties)


def _row(text: Text, token: int) -> str | None:
    """The row of the lexicon that a noun is in, by its base form, its last part or its lemma."""
    here = noun(text.analysis.forms[token])
    forms = [] if here is None else [here.base, here.lemma]
    lemma = text.analysis.lemmas[token].rpartition("-")[2]
    # *Verbündete* of a man is the weak form of *Verbündeter*
    capital = [form[:1].upper() + form[1:] for form in (*forms, lemma, lemma + "r")]
    return next((form for form in capital if form in _table()), None)


def names_a_tie(text: Text, token: int) -> bool:
    """Whether a noun is in the lexicon of nouns that name a tie."""
    return _row(text, token) is not None


def _told(text: Text, token: int) -> Iterator[Tie]:
    row = _row(text, token)
    if row is None:
        return
    kind = _table()[row]
    sources, targets = _SIDES[kind]
    named = [(other, at, rule) for other, at, rule in others(text, token, kind) if other.kind in targets]
    sides = {other.id for other, _, _ in named}
    said_of = ((e, rule) for e, rule in bearers(text, token) if e.kind in sources and sides - {e.id})
    listed = several(text, token)
    of_all = [(e, listed[1]) for e in listed[0] if e.kind in sources] if listed is not None else None
    said = of_all if of_all is not None else list(islice(said_of, 1))
    for (bearer, found), (other, at, rule) in product(said, named):
        if other is bearer or (row in word_set("rivals_for_a_party") and other.id in text.parties):
            continue  # *die Herausforderin der SPD* stands for it
        ends = (bearer, other)
        told, why = kind_between(text, kind, ends) or (kind, f"kind/noun {row}")
        tie = worded(text, told, ends, (min(token, at), max(token, at) + 1))
        because = {"kind": why, "from": found, "to": rule}
        yield tie._replace(because=because, noun=token, qualified=token)


def _compound_with_a_party(word: Word) -> tuple[Tie, ...] | None:
    text, token, adjective = word
    part, here = text.part_of(token), noun(text.analysis.forms[token])
    if (
        adjective
        or part is None
        or here is None
        or here.kind not in ("person", "office")
        or part[0].id not in text.parties
    ):
        return None
    if here.lemma in word_set("no_party_members"):
        return None
    bearer = next(((e, rule) for e, rule in bearers(text, token) if e.kind == "person"), None)
    if bearer is None:
        return None
    tie = worded(text, "party", (bearer[0], part[0]), (token, token + 1))
    return (tie._replace(because={"from": bearer[1]}, noun=token),)


def _compound_with_a_body(word: Word) -> tuple[Tie, ...] | None:
    text, token, adjective = word
    part, here = text.part_of(token), noun(text.analysis.forms[token])
    if adjective or part is None or part[0].kind != "organisation" or part[0].id in text.parties:
        return None
    state = text.analysis.lemmas[token].rpartition("-")[2] in word_set("states_in_bodies")
    fighter = here is not None and here.kind == "person" and here.lemma in word_set("members_of_bodies")
    if not state and not fighter:
        return None
    kinds = ("state",) if state else ("person",)
    listed = several(text, token)
    said = (
        [(e, listed[1]) for e in listed[0] if e.kind in kinds]
        if listed is not None
        else [found for found in islice(bearers(text, token), 1) if found[0].kind in kinds]
    )
    return tuple(
        worded(text, "member", (bearer, part[0]), (token, token + 1))._replace(
            because={"from": rule}, noun=token, qualified=token
        )
        for bearer, rule in said
        if bearer is not part[0]
    )


def _membership(word: Word) -> tuple[Tie, ...] | None:
    text, token, adjective = word
    a = text.analysis
    clause = text.clause_around(token)
    if adjective or not a.lemmas[token].casefold().endswith("mitgliedschaft") or clause is None or clause.modals:
        return None
    ended = clause.lemma in word_set("end_of_membership")
    if not ended and clause.lemma not in word_set("pause_of_membership"):
        return None
    found = [
        (e, at) for e, at, _ in others(text, token, "party") if e.kind in ("state", "organisation", "person", "place")
    ]
    inside = [c for c in a.dependents(token, "nmod", "obl") if prepositions(text, c)[:1] == ["in"]]
    bodies = [e for c in inside for e in coordinated(text, c)] or [
        e for d in clause.doers for e in coordinated(text, d)
    ]
    body = next((e for e in bodies if e.kind == "organisation"), None)
    if body is None:
        return None
    return tuple(
        worded(text, "member", (member, body), (min(token, at), max(token, at) + 1))._replace(
            broken=True, paused=not ended
        )
        for member, at in found
        if member is not body
    )


def _party_of_a_person(word: Word) -> tuple[Tie, ...] | None:
    text, token, adjective = word
    body = (named_with(text, token) or _set_off(text, token)) if not adjective else None
    if body is None or body.id not in text.parties:
        return None
    owners = [found for found in others(text, token, "party") if found[0].kind == "person"]
    return tuple(
        worded(text, "party", (owner, body), (min(token, at), max(token, at) + 1))._replace(because={"from": rule})
        for owner, at, rule in owners
    )


def _set_off(text: Text, token: int) -> Entity | None:
    """The party named behind the comma after *seine Partei*."""
    forms = text.analysis.forms
    if not text.analysis.lemmas[token].endswith(("Partei", "partei")) or forms[token + 1 : token + 2] != (",",):
        return None
    place = token + 2 + (forms[token + 2 : token + 3] in (("der",), ("die",)))
    return text.names[place][0] if place in text.names else None


def _coalition(word: Word) -> tuple[Tie, ...] | None:
    text, token, adjective = word
    here, body = noun(text.analysis.forms[token]), meant(text, token)
    if adjective or here is None or here.base not in word_set("coalitions"):
        return None
    if body is None or body.kind != "organisation":
        return None
    joined = [c for c in text.analysis.dependents(token, "nmod", "obl") if prepositions(text, c) == ["aus"]]
    return tuple(
        worded(text, "member", (partner, body), (token, child + 1))
        for child in joined
        for partner in coordinated(text, child)
        if partner.kind in ("organisation", "state")
    )


def _seated_in(word: Word) -> tuple[Tie, ...] | None:
    text, token, adjective = word
    a = text.analysis
    head = a.heads[token]
    if not adjective or a.lemmas[token] not in ("ansässig", "beheimatet") or head == ROOT:
        return None
    body = named_with(text, head)
    if body is None and a.labels[head] == "appos":
        body = meant(text, a.heads[head])
    if body is None or body.kind != "organisation":
        return None
    homes = [(c, meant(text, c)) for c in a.dependents(token, "obl", "nmod") if prepositions(text, c) == ["in"]]
    return tuple(
        worded(text, "origin", (body, home), (min(child, token), token + 1))
        for child, home in homes
        if home is not None and home.kind in ("state", "place")
    )


def companions(text: Text, parties: Iterable[tuple[str, Entity]]) -> Iterator[Tie]:
    """Who is called somebody's companion in their party, of which the report has told which it is."""
    of = dict(parties)
    for token, tag in enumerate(text.analysis.tags):
        here = noun(text.analysis.forms[token]) if tag == "NOUN" else None
        base = text.analysis.lemmas[token].removesuffix("in") if here is None else here.base.removesuffix("in")
        if base not in word_set("companions_in_a_party"):
            continue
        owners = [e for e, _, _ in others(text, token, "kin") if e.id in of]
        bearer = next((e for e, _ in bearers(text, token) if e.kind == "person"), None)
        if owners and bearer is not None and bearer is not owners[0]:
            yield due_to(
                worded(text, "party", (bearer, of[owners[0].id]), (token, token + 1)), "kind/companion-in-a-party"
            )


WORDINGS: tuple[Rule[Word, tuple[Tie, ...]], ...] = (
    Rule(
        name="kind/compound-with-a-party",
        find=_compound_with_a_party,
        why="Whoever is called by a compound with a party is of it, but for its voters, critics and rivals.",
        yes=(
            ("Die SPD-Politikerin Rita Semm schwieg.", "Rita Semm – SPD: party"),
            ("CDU-Sprecher Karl Demm widersprach.", "Karl Demm – CDU: party"),
        ),
        no=("SPD-Kritiker Karl Demm schwieg.", "Der UNO-Sprecher Karl Demm schwieg."),
    ),
    Rule(
        name="kind/compound-with-a-body",
        find=_compound_with_a_body,
        why="A compound with a body and *Staat*, *Partner*, *Aktivist* or the like says that somebody is in it.",
        yes=(
            ("Die EU-Staaten Polen und Ungarn widersprachen.", "Polen – Europäische Union: member"),
            ("Greenpeace-Aktivist Karl Demm widersprach.", "Karl Demm – Greenpeace: member"),
        ),
        no=("Greenpeace-Kritiker Karl Demm widersprach.",),
    ),
    Rule(
        name="kind/membership",
        find=_membership,
        why="Somebody whose membership a body suspends or ends was its member.",
        yes=(
            ("Die OPEC setzte die Mitgliedschaft von Ghana aus.", "Ghana – OPEC: member"),
            (
                "Peru kündigte seine Mitgliedschaft. Die OPEC beendete die Mitgliedschaft von Ghana.",
                "Ghana – OPEC: member",
            ),
        ),
        no=("Die OPEC lobte die Mitgliedschaft von Ghana.",),
    ),
    Rule(
        name="kind/party-of-a-person",
        find=_party_of_a_person,
        why="A party that is called somebody's is the one they are of.",
        yes=(
            ("Karl Demm sprach. Seine Partei CDU verlor.", "Karl Demm – CDU: party"),
            ("Karl Demm sprach. Seine Partei, die CDU, verlor.", "Karl Demm – CDU: party"),
            ("Die SPD von Minister Karl Demm verlor die Wahl.", "Karl Demm – SPD: party"),
        ),
        no=("Die UNO von heute ist stark.",),
    ),
    Rule(
        name="kind/coalition",
        find=_coalition,
        why="A government or alliance *aus* parties has these as its members.",
        yes=(("Die Bundesregierung aus SPD und CDU tagte in Berlin.", "CDU – Bundesregierung: member"),),
        no=("Das Bündnis der SPD ist stark.",),
    ),
    Rule(
        name="kind/seated-in",
        find=_seated_in,
        why="A body that is called *ansässig* or *beheimatet* somewhere comes from there.",
        yes=(
            ("Die in London ansässige Amnesty International schwieg.", "Amnesty International – London: origin"),
            ("Die in Peru ansässige Gruppe Greenpeace schwieg.", "Greenpeace – Peru: origin"),
        ),
        no=("Die in Peru tagende Organisation Amnesty International schwieg.",),
    ),
)
"""Wordings with a noun or adjective that is not in the lexicon of ties."""
