"""Who does what a noun names, if the verb above says so: *begann mit dem Beschuss*, *sagte bei einem Treffen*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lagebild import lexicon
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.bearers import bearers
from lagebild.annotate.events.who.frame_slots import parts_of
from lagebild.annotate.events.who.parts import Deed, Held, Part, Parts, Role
from lagebild.annotate.rule import Rule
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventType


class Control(NamedTuple):
    """What a verb says of the event in one of its slots: which of its own slots is the actor, and which the recipient."""

    slot: str
    actor: str
    recipient: str


@cache
def controls() -> dict[str, tuple[Control, ...]]:
    """For each verb what `event_control.tsv` says of the deeds in its slots."""
    found: dict[str, tuple[Control, ...]] = {}
    for row in lexicon.load("event_control", required=("form", "slot")):
        entry = Control(row["slot"], row["actor"], row["recipient"])
        found[row["form"]] = (*found.get(row["form"], ()), entry)
    return found


_BARE: tuple[EventType, ...] = ("ASSAULT", "COERCE", "DISASTER")
"""Deeds that have doers or victims even if the frame in the lexicon names none; an election (*Wahl*) has not."""
_AIMED: tuple[EventType, ...] = ("ACCUSE", "ASSAULT", "COERCE", "PROTEST", "THREATEN")
"""Deeds that are meant for somebody."""
_USED: tuple[EventType, ...] = ("ASSAULT", "COERCE", "PROTEST", "THREATEN")
"""Deeds by which something else is done."""


def _of_verb(deed: Deed) -> Parts | None:
    clause = deed.hit.clause
    if deed.hit.own or clause is None:
        return None
    return tuple(_controlled(deed, clause, {deed.hit.token, _first(deed)})) or None


def _first(deed: Deed) -> int:
    """The first of the nouns that a noun is joined with: that one is in the verb's slot."""
    a = deed.text.analysis
    return a.heads[deed.hit.token] if a.labels[deed.hit.token] == "conj" else deed.hit.token


def _of_attribute(deed: Deed) -> Parts | None:
    if deed.hit.own:
        return None
    return tuple(part for clause, heads in _attributes(deed) for part in _controlled(deed, clause, heads)) or None


def _attributes(deed: Deed) -> Iterator[tuple[Clause, set[int]]]:
    """The participles and relative clauses of a noun, each with the tokens that stand for it there."""
    a = deed.text.analysis
    for child in a.children[deed.hit.token]:
        clause = deed.text.clause_of.get(child)
        if clause is not None and clause is not deed.hit.clause and a.labels[child].startswith(("acl", "amod")):
            relative = {t for _, t in clause.obliques if "Rel" in a.feat(t, "PronType")}
            yield clause, {deed.hit.token, *relative}


def _controlled(deed: Deed, clause: Clause, heads: set[int]) -> Iterator[Part]:
    """What the lexicon says of a noun that stands in a slot of this verb."""
    text, hit = deed
    roles = {role for _, role in hit.entry.frame}
    for slot, actor, recipient in controls().get(clause.lemma, ()):
        there = clause.recipients if slot == "iobj" else _in(text, clause, slot).tokens
        if not heads & set(there):
            continue
        sides: tuple[tuple[Role, str], ...] = (("actor", actor), ("recipient", recipient))
        for role, own in sides:
            held = _in(text, clause, own) if own and (role in roles or hit.entry.type in _BARE) else slots.NONE
            for token in held.tokens:
                for meant in bearers(text, token, acting=role == "actor") if token not in there else ():
                    yield Part(role, meant.entity, (f"who/verb {clause.lemma}", *held.why, *meant.why))


def _in(text: Text, clause: Clause, slot: str) -> Held:
    if slot == "gen":
        bare = (t for p, t in clause.obliques if not p)
        return Held(tuple(t for t in (*bare, *clause.recipients) if text.analysis.feat(t, "Case") == "Gen"))
    return slots.in_clause(text, clause, slot, objects=True)


def _aim(deed: Deed) -> Parts | None:
    """Who is said to be the aim or the victim of the deed: *Ziel des Anschlags war der Gouverneur*."""
    text, hit = deed
    a, said = text.analysis, text.analysis.heads[hit.token]
    if hit.own or hit.entry.type not in _AIMED or said < 0 or a.labels[hit.token] != "nmod":
        return None
    if a.lemmas[said] not in word_set("aims_of_deeds") or not (text.clause_of.get(said) or hit.clause):
        return None
    clause = text.clause_of.get(said) or hit.clause
    if clause is None or clause.negated or not {a.lemmas[t] for t in clause.verbs} & {"sein", "werden", "bleiben"}:
        return None
    sides = {clause.predicate, *clause.doers, *clause.undergoers}
    if said not in sides and a.heads[said] != clause.predicate:
        return None
    others = tuple(t for t in sorted(sides - {said}) if a.tags[t] in ("NOUN", "PROPN", "PRON"))
    return parts_of("recipient", Held(others), text, acting=False) or None


CONTROL: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/aim-of-the-deed",
        find=_aim,
        why="Whoever is called the aim or the victim of a deed suffers it.",
        yes=(
            ("Ziel des Anschlags war der Gouverneur Otto Zirk.", "Anschlags: Otto Zirk"),
            ("Opfer des Überfalls wurde der Händler Otto Zirk.", "Überfalls: Otto Zirk"),
        ),
        no=("Der Gouverneur verurteilte die Folgen des Angriffs.",),
    ),
    Rule(
        name="who/verb-above",
        find=_of_verb,
        why="A verb may give its subject or object a part in the deed that its object names (`event_control.tsv`).",
        yes=(
            ("Die Union drohte Ada Brunn mit Sanktionen.", "Sanktionen: Union"),
            ("Auf Festnahmen verzichtete die Polizei.", "Festnahmen: Polizei"),
            ("Die Armee kam zum Einsatz.", "Einsatz: Armee"),
        ),
        no=("Die Armee zeigte den Angriff auf einer Karte.",),
    ),
    Rule(
        name="who/verb-in-an-attribute",
        find=_of_attribute,
        why="A noun's participle and relative clause say as much as a verb above it (*die angekündigten Proteste*).",
        yes=(
            ("Die von der Gewerkschaft angekündigten Proteste begannen am Montag.", "Proteste: Gewerkschaft"),
            ("Die von der Armee begonnenen Angriffe dauern an.", "Angriffe: Armee"),
        ),
        no=("Die neuen Angriffe dauern an.",),
    ),
)


def _attended(deed: Deed) -> Parts | None:
    entry = deed.hit.entry
    if entry.type != "CONSULT" or entry.pos != "NOUN" or not {"mit", "poss"} & {slot for slot, _ in entry.frame}:
        return None
    return _doers_beside(deed, closed("prepositions_of_occasion"))


MEETINGS: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/at-a-meeting",
        find=_attended,
        why="Whoever says or does something at a meeting takes part in it (*sagte sie bei einem Treffen mit …*).",
        yes=(
            ("Ministerin Ada Brunn sagte das bei einem Treffen mit Jo Hals.", "Treffen: Jo Hals, Ada Brunn"),
            ("Nach einem Besuch in Tarnau kritisierte die Ministerin den König.", "Besuch: Ministerin"),
        ),
        no=("Die Ministerin lobte das Treffen mit Jo Hals.",),
    ),
)


def _means(deed: Deed) -> Parts | None:
    entry, clause = deed.hit.entry, deed.hit.clause
    if entry.type not in _USED or entry.pos != "NOUN" or clause is None:
        return None
    if any(control.slot in _prepositions(deed) for control in controls().get(clause.lemma, ())):
        return None  # *rechnete mit Protesten*: the verb says itself what its preposition means
    return _doers_beside(deed, closed("prepositions_of_means"))


def _against(deed: Deed) -> Parts | None:
    (text, hit), clause, a = deed, deed.hit.clause, deed.text.analysis
    if hit.entry.type not in _USED or hit.entry.pos != "NOUN" or hit.own or clause is None:
        return None
    if a.heads[hit.token] != clause.predicate or not _prepositions(deed) & {"durch", "mittels"}:
        return None
    return _parts("recipient", text, clause.undergoers)


MEANS: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/by-means-of",
        find=_means,
        why="Whoever gets something by a deed does the deed.",
        yes=(
            ("Die Bauern setzten den Bürgermeister durch Proteste unter Druck.", "Proteste: Bauern"),
            ("Die Rebellen erzwangen den Abzug durch Angriffe.", "Angriffe: Rebellen"),
        ),
        no=("Die Bauern sprachen über Proteste.", "Die Polizei rechnet mit Ausschreitungen."),
    ),
    Rule(
        name="who/by-means-against",
        find=_against,
        why="To whom something is done by a deed, the deed is done.",
        yes=(
            ("Die Bauern setzten den Bürgermeister durch Proteste unter Druck.", "Proteste: Bürgermeister"),
            (
                "Die Bauern haben den Bürgermeister Jo Hals durch Kundgebungen unter Druck gesetzt.",
                "Kundgebungen: Jo Hals",
            ),
        ),
        no=("Die Polizei trieb die Bauern mit Wasserwerfern auseinander.",),
    ),
)


def _doers_beside(deed: Deed, prepositions: frozenset[str]) -> Parts | None:
    """The doers of the clause that a noun stands in with one of these prepositions."""
    a, clause, hit = deed.text.analysis, deed.hit.clause, deed.hit
    if clause is None or hit.own or a.heads[hit.token] != clause.predicate or clause.voice != "active":
        return None
    return _parts("actor", deed.text, clause.doers) if prepositions & _prepositions(deed) else None


def _prepositions(deed: Deed) -> set[str]:
    a = deed.text.analysis
    return {a.lemmas[c].casefold() for c in a.dependents(deed.hit.token, "case")}


def _parts(role: Role, text: Text, tokens: tuple[int, ...]) -> Parts | None:
    several = slots.spread(text.analysis, tokens)
    found = (meant for token in several for meant in bearers(text, token, acting=True))
    return tuple(Part(role, meant.entity, meant.why) for meant in found) or None
