"""Who does what a noun names, where the verb above it says so: *begann mit dem Beschuss*, *sagte bei einem Treffen*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.bearers import bearers
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.reading import EventType

Side = Literal["actor", "recipient"]


class Control(NamedTuple):
    """What a verb says of the event in one of its slots: which of its own slots does it, and which suffers it."""

    slot: str
    actor: str
    recipient: str


@cache
def _controls() -> dict[str, tuple[Control, ...]]:
    found: dict[str, tuple[Control, ...]] = {}
    for row in lexicon.load("event_control", required=("form", "slot")):
        entry = Control(row["slot"], row["actor"], row["recipient"])
        found[row["form"]] = (*found.get(row["form"], ()), entry)
    return found


def controlled(text: Text, hit: Hit) -> Iterator[tuple[Side, str]]:
    """The roles that the verb above a noun gives to its own subject or objects (`event_control.tsv`).

    Above a noun are also its participles (*die angekündigten Proteste*) and its relative clauses (*der Appell, den er
    an den König richtete*).
    """
    roles = {role for _, role in hit.entry.frame}
    for clause, heads in _above(text, hit) if not hit.own else ():
        for slot, actor, recipient in _controls().get(clause.lemma, ()):
            there = clause.recipients if slot == "iobj" else _in(text, clause, slot)
            if not heads & set(there):
                continue
            sides: tuple[tuple[Side, str], ...] = (("actor", actor), ("recipient", recipient))
            for role, own in sides:
                for token in _in(text, clause, own) if own and (role in roles or hit.entry.type in _BARE) else ():
                    if token not in there:
                        yield from ((role, key) for key in bearers(text, token, acting=role == "actor"))


_BARE: tuple[EventType, ...] = ("ASSAULT", "COERCE", "DISASTER")
"""Deeds that have doers or victims also where the lexicon's frame names none; a poll (*Wahl*) has not."""


def _above(text: Text, hit: Hit) -> Iterator[tuple[Clause, set[int]]]:
    """The clauses in which a noun takes part, each with the tokens that stand for it there."""
    a = text.analysis
    first = a.heads[hit.token] if a.labels[hit.token] == "conj" else hit.token
    if hit.clause is not None:
        yield hit.clause, {hit.token, first}
    for child in a.children[hit.token]:
        clause = text.clause_of.get(child)
        if clause is not None and clause is not hit.clause and a.labels[child].startswith(("acl", "amod")):
            relative = {t for _, t in clause.obliques if "Rel" in a.feat(t, "PronType")}
            yield clause, {hit.token, *relative}


def _in(text: Text, clause: Clause, slot: str) -> tuple[int, ...]:
    if slot == "gen":
        bare = tuple(t for p, t in clause.obliques if not p)
        return tuple(t for t in (*bare, *clause.recipients) if text.analysis.feat(t, "Case") == "Gen")
    return slots.in_clause(text, clause, slot, objects=True)


_ATTENDING = frozenset("bei auf an nach zu in während im beim zum zur".split())
_MEANS = frozenset(["durch", "mit", "mittels", "per"])
_USED: tuple[EventType, ...] = ("ASSAULT", "COERCE", "PROTEST", "THREATEN")


def attended(text: Text, hit: Hit) -> Iterator[tuple[Side, str]]:
    """Who holds the meeting that a prepositional phrase names: the clause's doers (*sagte sie bei einem Treffen mit …*)."""
    if (
        hit.entry.type == "CONSULT"
        and hit.entry.pos == "NOUN"
        and {"mit", "poss"} & {slot for slot, _ in hit.entry.frame}
    ):
        yield from (("actor", key) for t in _beside(text, hit, _ATTENDING) for key in bearers(text, t, acting=True))


def means(text: Text, hit: Hit) -> Iterator[tuple[Side, str]]:
    """Who gets something by a deed does the deed, and to whom (*setzten den Bürgermeister durch Proteste unter Druck*)."""
    if hit.entry.type in _USED and hit.entry.pos == "NOUN":
        yield from (("actor", key) for t in _beside(text, hit, _MEANS) for key in bearers(text, t, acting=True))
        clause, a = hit.clause, text.analysis
        if clause is not None and not hit.own and a.heads[hit.token] == clause.predicate:
            by = {a.lemmas[c].casefold() for c in a.dependents(hit.token, "case")} & {"durch", "mittels"}
            for token in clause.undergoers if by else ():
                yield from (("recipient", key) for key in bearers(text, token, acting=True))


def _beside(text: Text, hit: Hit, prepositions: frozenset[str]) -> tuple[int, ...]:
    """The doers of the clause that a noun stands in with one of these prepositions."""
    a, clause = text.analysis, hit.clause
    if clause is None or hit.own or a.heads[hit.token] != clause.predicate or clause.voice != "active":
        return ()
    return clause.doers if prepositions & {a.lemmas[c].casefold() for c in a.dependents(hit.token, "case")} else ()
