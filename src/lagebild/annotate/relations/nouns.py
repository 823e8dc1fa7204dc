"""Ties told by a noun: `X, Mitglied der Y`, `X ist ein Gegner von Y`, `seine Frau X`, `die Y-Politikerin X`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast

from lagebild import lexicon
from lagebild.analysis import ROOT
from lagebild.annotate.relations.sides import coordinated, is_party, meant, named_with, prepositions, said_former, tie
from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.reading import Entity, Relation, RelationKind, RelationStatus

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
_LINKS = {"ally": ("von", "mit"), "opponent": ("von", "gegen")}
_FORMERLY = ("Ex", "Alt")
_NOT_OF_IT = frozenset("Gegner Kritiker Wähler Experte Kenner Anhänger Herausforderer Rivale Sympathisant".split())
"""Persons in a compound with a party who need not belong to it (`CDU-Kritiker`)."""
_COALITIONS = frozenset("Koalition Regierungskoalition Regierung Bundesregierung Bündnis Allianz".split())
_SEATED = frozenset(["ansässig", "beheimatet"])


@cache
def _table() -> dict[str, RelationKind]:
    found = {row["form"]: cast(RelationKind, row["kind"]) for row in lexicon.load("relation_nouns")}
    return {**found, **{row["form"]: "kin" for row in lexicon.load("kin")}}


def by_noun(text: Text) -> Iterator[Relation]:
    """The ties of a report that a noun tells."""
    for token, tag in enumerate(text.analysis.tags):
        if tag == "ADJ":
            yield from _seat(text, token)
        if tag not in ("NOUN", "PROPN"):
            continue
        kind = _kind(text, token)
        if kind is not None:
            yield from _told(text, token, kind)
        yield from _of_a_party(text, token)
        yield from _coalition(text, token)


def _kind(text: Text, token: int) -> RelationKind | None:
    """The tie that a noun names, by its base form, its last part or its lemma."""
    here = noun(text.analysis.forms[token])
    forms = [] if here is None else [here.base, here.lemma]
    lemma = text.analysis.lemmas[token].rpartition("-")[2]
    # *Verbündete* of a man is the weak form of *Verbündeter*
    capital = [form[:1].upper() + form[1:] for form in (*forms, lemma, lemma + "r")]
    table = _table()
    return next((table[form] for form in capital if form in table), None)


def _told(text: Text, token: int, kind: RelationKind) -> Iterator[Relation]:
    sources, targets = _SIDES[kind]
    bearers = [e for e in _bearers(text, token) if e.kind in sources]
    others = [(e, at) for e, at in _others(text, token, kind) if e.kind in targets]
    for bearer in bearers[:1]:
        for other, at in others:
            if other is bearer:
                continue
            told: RelationKind = kind
            if kind == "member" and bearer.kind == "person" and is_party(text, other):
                told = "party"
            tokens = (min(token, at), max(token, at) + 1)
            yield tie(text, told, (bearer, other), tokens, "noun", _status(text, token, kind))


def _status(text: Text, token: int, kind: str) -> RelationStatus:
    here = noun(text.analysis.forms[token])
    over = (here is not None and here.prefix.startswith(_FORMERLY)) or said_former(text, token)
    return "former" if over and kind not in ("founded", "kin") else "holds"


def _bearers(text: Text, token: int) -> Iterator[Entity]:
    """Whom a noun is said of: whom it describes, the name beside it, the subject of *ist*."""
    a = text.analysis
    here = noun(a.forms[token])
    if here is not None and here.number == "Plur":
        return
    copulas = [c for c in a.dependents(token, "cop") if a.lemmas[c] == "sein"]
    if copulas:
        if _unreal(text, token):
            return
        for subject in a.dependents(token, "nsubj"):
            yield from coordinated(text, subject)
        return
    whole = a.span(token, token + 1)
    described = next((e for e, span in text.others.get(token, ()) if span == whole and e.name_spans), None)
    if described is not None:
        yield described
        return
    if a.labels[token] == "appos" or (a.labels[token] == "conj" and not any(a.dependents(token, "cc"))):
        yield from coordinated(text, a.heads[token])
    beside = named_with(text, token)
    if beside is not None:
        yield beside
    if a.heads[token] != ROOT and a.lemmas[a.heads[token]] in ("gelten", "bleiben"):
        for subject in a.dependents(a.heads[token], "nsubj"):
            yield from coordinated(text, subject)
    named = _set_off(text, token)
    if named is not None:
        yield named


def _set_off(text: Text, token: int) -> Entity | None:
    """Who is named right before the comma that opens a noun's phrase, whatever the tree makes of it."""
    a = text.analysis
    low = a.sentences[a.sentence_of[token]].start
    for place in range(token - 1, max(token - 7, low), -1):
        if a.forms[place] == ",":
            return meant(text, place - 1)
        if a.tags[place] in ("VERB", "AUX", "ADP", "PROPN", "CCONJ", "PRON"):
            return None
    return None


def _unreal(text: Text, token: int) -> bool:
    """Whether a copula's clause is negated, asked, supposed or wished."""
    a = text.analysis
    denied = any(a.forms[c].casefold().startswith(("kein", "nicht")) for c in a.children[token])
    return denied or any(
        a.labels[c] == "aux" or a.forms[c].casefold() in ("wenn", "falls", "ob") for c in a.children[token]
    )


def _others(text: Text, token: int, kind: str) -> Iterator[tuple[Entity, int]]:
    """The other side, with its token: a genitive, *von X*, a possessive, the first part of a compound."""
    a = text.analysis
    part = text.part_of(token)
    if part is not None:
        yield part[0], token
    links = _LINKS.get(kind, ("von",))
    for child in a.children[token]:
        label = a.labels[child]
        if label == "det:poss" or (label == "det" and a.forms[child].casefold().startswith(("sein", "ihr"))):
            owner = next((e for e, _ in text.others.get(child, ()) if e.name_spans), None)
            if owner is not None:
                yield owner, child
        elif label in ("nmod", "obl", "nmod:poss"):
            cases = prepositions(text, child)
            genitive = not cases and a.feat(child, "Case") in ("Gen", "")
            if genitive or (cases and cases[0] in links):
                yield from ((entity, child) for entity in coordinated(text, child))


def _of_a_party(text: Text, token: int) -> Iterator[Relation]:
    """`die Y-Politikerin X`, `seine Partei Y`, `die Y von Ministerin X`."""
    a = text.analysis
    part = text.part_of(token)
    here = noun(a.forms[token])
    if part is not None and here is not None and here.kind in ("person", "office") and is_party(text, part[0]):
        for bearer in _bearers(text, token):
            if bearer.kind == "person" and here.lemma not in _NOT_OF_IT:
                status: RelationStatus = "former" if here.prefix.startswith(_FORMERLY) else "holds"
                yield tie(text, "party", (bearer, part[0]), (token, token + 1), "compound with a party", status)
                break
    body = named_with(text, token)
    if body is None or not is_party(text, body):
        return
    for owner, at in _others(text, token, "party"):
        if owner.kind == "person":
            yield tie(text, "party", (owner, body), (min(token, at), max(token, at) + 1), "party of a person")


def _coalition(text: Text, token: int) -> Iterator[Relation]:
    """`die Regierung aus X und Y`."""
    a = text.analysis
    here = noun(a.forms[token])
    body = meant(text, token)
    if here is None or here.base not in _COALITIONS or body is None or body.kind != "organisation":
        return
    for child in a.dependents(token, "nmod", "obl"):
        if prepositions(text, child) == ["aus"]:
            for partner in coordinated(text, child):
                if partner.kind in ("organisation", "state"):
                    yield tie(text, "member", (partner, body), (token, child + 1), "coalition of")


def _seat(text: Text, token: int) -> Iterator[Relation]:
    """`die in Y ansässige Gruppe X`."""
    a = text.analysis
    if a.lemmas[token] not in _SEATED or a.heads[token] == ROOT:
        return
    head = a.heads[token]
    body = named_with(text, head)
    if body is None and a.labels[head] == "appos":
        body = meant(text, a.heads[head])
    if body is None or body.kind != "organisation":
        return
    for child in a.dependents(token, "obl", "nmod"):
        home = meant(text, child)
        if prepositions(text, child) == ["in"] and home is not None and home.kind in ("state", "place"):
            yield tie(text, "origin", (body, home), (min(child, token), token + 1), "seated in")
