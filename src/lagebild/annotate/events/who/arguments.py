"""Who does it and to whom: the slots of a trigger's frame, filled with entities of the reading.

The steps, from what is said outright to what follows: the slots of the frame in the trigger's clause or noun phrase;
slots that any event has (*durch*, *gegen*, the adjective of a state); for a noun, the verb that says who does it
(`event_control.tsv`: *begann mit dem Beschuss*); for a thing in a slot, whose thing it is. A later step fills only what
an earlier one left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.bearers import bearers, possessors
from lagebild.annotate.events.who.control import attended, controlled, means
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.reading import EventType

Role = Literal["actor", "coactor", "recipient"]


class Filled(NamedTuple):
    """One role, the entity that fills it, and the step that found it. A `coactor` acts, too, but not alone."""

    role: Role
    entity: str
    step: str


_COMMON: tuple[tuple[str, Role], ...] = (
    ("durch", "actor"), ("seitens", "actor"), ("adj", "actor"), ("comp", "actor"),
    ("gegen", "recipient"), ("gegenüber", "recipient"),
)  # fmt: skip
_FROM: tuple[EventType, ...] = ("ACCUSE", "AGREE", "AID", "REJECT", "REQUEST", "SUPPORT")
"""Words and gifts, which come *aus* somewhere."""
_MUTUAL: tuple[EventType, ...] = ("AGREE", "CONSULT", "COOPERATE", "ASSAULT")
_AIMED: tuple[EventType, ...] = (
    "ACCUSE",
    "ASSAULT",
    "COERCE",
    "JUDGE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "SANCTION",
    "THREATEN",
)
"""Deeds of which *gegen* names whom they are meant for."""
_OF_THINGS: tuple[EventType, ...] = ("ACCUSE", "COERCE", "REJECT", "SUPPORT")
"""Deeds that are done to somebody by what is said of a thing of his (*lehnt die Pläne des Ministers ab*)."""
_TO_OBJECTS: tuple[EventType, ...] = (*_OF_THINGS, "COERCE", "REQUEST")
"""Deeds that are done to what the frame holds for a mere topic or place, where it is somebody (*nahmen die Stadt ein*)."""


def arguments(text: Text, hit: Hit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actors and the recipients of a trigger, as entity ids."""
    found = filled(text, hit)
    actors = tuple(f.entity for f in found if f.role != "recipient")
    return actors, tuple(f.entity for f in found if f.role == "recipient")


def filled(text: Text, hit: Hit) -> list[Filled]:
    """Actors and recipients, each with the step that found it; an entity has one role only, the first one found."""
    found: list[Filled] = []
    for step in (
        _authorities,
        _frame,
        _of_noun,
        _sent,
        _common,
        controlled,
        attended,
        means,
        _things,
        _told_to,
        _owing,
        _opposed,
    ):
        have = {f.role for f in found}
        taken = {f.entity for f in found}
        for role, key in step(text, hit):
            if role not in have and key not in taken:
                taken.add(key)
                found.append(Filled(role, key, step.__name__))
    return found


def _frame(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """The slots that the lexicon names."""
    for slot, role in _slots(hit):
        if role in ("actor", "coactor") and (role, slot) != ("coactor", "obj"):
            acts: Role = "actor" if role == "actor" else "coactor"
            yield from ((acts, key) for t in _tokens(text, hit, slot) for key in bearers(text, t, acting=True))
        elif role == "recipient":
            tokens = _tokens(text, hit, slot)
            named = [bearers(text, token, acting=False) for token in tokens]
            for token, keys in zip(tokens, named, strict=True):
                # *lehnt den Rat und die Pläne der Ministerin ab*: beside somebody a thing stands for whose it is
                beside = not keys and any(named) and hit.entry.type in _OF_THINGS
                yield from (("recipient", key) for key in (possessors(text, token) if beside else keys))
    if hit.own and hit.clause is not None and ("mit", "coactor") not in hit.entry.frame:
        yield from (("coactor", key) for t in _together(text, hit.clause) for key in bearers(text, t, acting=True))
    if ("comp", "actor") in hit.entry.frame and not hit.own:
        yield from (("actor", key) for key in text.parts.get(hit.token, ()))


_AUTHORITY = re.compile(
    r"(gericht|gerichtshof|tribunal|kammer|senat|richter|polizei|staatsanwaltschaft|anwaltschaft|militär|armee|behörde|"
    r"kommission|ausschuss|parlament|ministerium|justiz|inspektion|ermittler)(e?s|n|en)?$",
    re.IGNORECASE,
)
_OF_AUTHORITY: tuple[EventType, ...] = ("ACCUSE", "JUDGE", "COERCE")


def _authorities(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """*die Untersuchung der Polizei*, *der Freispruch des Landgerichts*: an authority in the genitive is no object of it."""
    if hit.own or hit.entry.type not in _OF_AUTHORITY or ("gen", "actor") in hit.entry.frame:
        return
    for token in slots.in_phrase(text, hit.token, "gen"):
        if _AUTHORITY.search(text.analysis.forms[token]):
            yield from (("actor", key) for key in bearers(text, token, acting=True))


def _of_noun(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """The noun of a fixed phrase has its own slots, too (*Sanktionen der Union gegen Belmark verhängen*)."""
    if hit.entry.pos != "PHRASE" or hit.own:
        return
    frame = next((e.frame for e in entries().get(hit.entry.word.casefold(), ()) if e.pos == "NOUN"), ())
    for slot, role in frame:
        for token in slots.in_phrase(text, hit.token, slot) if role != "topic" else ():
            part: Role = "recipient" if role == "recipient" else "actor"
            yield from ((part, key) for key in bearers(text, token, acting=part == "actor"))


def _together(text: Text, clause: Clause) -> tuple[int, ...]:
    """With whom somebody does it: *gemeinsam mit den Nachbarn*."""
    a = text.analysis
    beside = {
        a.forms[c].casefold() for t in (clause.predicate, *(t for _, t in clause.obliques)) for c in a.children[t]
    }
    if clause.voice != "active" or not beside & {"zusammen", "gemeinsam"}:
        return ()
    return slots.in_clause(text, clause, "mit", objects=True)


def _sent(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Those who are sent somewhere act where nobody is named who sends them (*Soldaten wurden verlegt*)."""
    if ("obj", "coactor") in hit.entry.frame:
        yield from (("actor", key) for t in _tokens(text, hit, "obj") for key in bearers(text, t, acting=True))


def _slots(hit: Hit) -> tuple[tuple[str, str], ...]:
    """The frame; where it is silent on the possessive, that has the genitive's role."""
    frame = hit.entry.frame
    roles = dict(frame)
    return (*frame, ("poss", roles["gen"])) if "gen" in roles and "poss" not in roles else frame


def _tokens(text: Text, hit: Hit, slot: str) -> tuple[int, ...]:
    clause = hit.clause
    if not hit.own and slot == "subj" and not hit.entry.word[:1].isupper():
        slot = "gen"  # the noun of a verb (*das gewaltsame Vorgehen der Wache*)
    elif hit.own or hit.entry.pos == "PHRASE":
        objects = any(s == "obj" for s, _ in hit.entry.frame)
        inner = slots.in_clause(text, clause, slot, objects=objects) if clause is not None else ()
        if hit.own or inner:
            return tuple(t for t in inner if t != hit.token)
    inner = slots.in_phrase(text, hit.token, slot)
    if not inner and clause is not None and slot.partition("+")[0] in slots.PREPOSITIONS and _told(hit, clause):
        inner = tuple(t for t in slots.in_clause(text, clause, slot, objects=True) if t != hit.token)
    return inner


_HAPPENING = frozenset(
    "ausbrechen beginnen entstehen erfolgen folgen geben herrschen kommen laufen stattfinden".split()
)


def _told(hit: Hit, clause: Clause) -> bool:
    """Whether a clause says of a noun no more than that it takes place: its phrases are the noun's (*es gab Kritik …*)."""
    part = hit.token in (*clause.doers, *clause.undergoers, *(t for p, t in clause.obliques if p == "zu"))
    return part and clause.lemma in _HAPPENING


def _told_to(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Who shall do what is demanded is whom it is demanded of (*verlangt, dass die Regierung zurücktritt*)."""
    if hit.entry.type != "REQUEST" or not hit.own or hit.clause is None:
        return
    for predicate in hit.clause.content:
        content = text.clause_of.get(predicate)
        if (
            content is not None
            and content.kind == "finite"
            and content.voice == "active"
            and content.subordinator == "dass"
        ):
            yield from (("recipient", key) for t in content.doers for key in bearers(text, t, acting=True))


def _common(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Slots that any event may have, where the frame says nothing else of them."""
    said = {slot.partition("+")[0] for slot, _ in hit.entry.frame}
    common: tuple[tuple[str, Role], ...] = _COMMON
    if hit.entry.type in _MUTUAL:
        common += (("zwischen", "actor"),)
    if hit.entry.type in _FROM:
        common += (("aus", "actor"),)
    for slot, role in common:
        if slot in said or (role == "recipient" and hit.entry.type not in _AIMED):
            continue
        if slot == "comp":
            if not hit.own:
                # an acronym acts; what else stands first may be the place or the subject of it
                short = text.analysis.forms[hit.token].split("-")[0].isupper()
                yield from ((role, key) for key in text.parts.get(hit.token, ()) if short)
            continue
        if hit.own and slot != "gegen":
            continue
        acting = role == "actor" and slot != "adj"
        yield from ((role, key) for t in _tokens(text, hit, slot) for key in bearers(text, t, acting=acting))


def _things(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """A thing in a slot stands for whose it is."""
    for slot, role in hit.entry.frame:
        if role == "recipient" or (role in ("topic", "place") and hit.entry.type in _TO_OBJECTS):
            for token in _tokens(text, hit, slot):
                own = bearers(text, token, acting=role == "topic")
                whose = role == "recipient" or hit.entry.type in _OF_THINGS
                yield from (("recipient", key) for key in own or (possessors(text, token) if whose else ()))


def _owing(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Whose deed is demanded is whom it is demanded of (*fordert den Rücktritt der Ministerin*, *dessen Rückzug*)."""
    for slot, role in hit.entry.frame if hit.entry.type == "REQUEST" else ():
        for token in _tokens(text, hit, slot) if role in ("topic", "recipient") else ():
            named = entries().get(text.analysis.lemmas[token].casefold(), ())
            if any(e.pos == "NOUN" and ("gen", "actor") in e.frame for e in named):
                whose = (*slots.in_phrase(text, token, "gen"), *slots.in_phrase(text, token, "poss"))
                yield from (("recipient", key) for t in whose for key in bearers(text, t, acting=True))


def _opposed(text: Text, hit: Hit) -> Iterator[tuple[Role, str]]:
    """Whose opponents protest is whom they protest against (*eine Kundgebung von Gegnern des Präsidenten*)."""
    for slot, role in _slots(hit) if hit.entry.type == "PROTEST" else ():
        for token in _tokens(text, hit, slot) if role == "actor" else ():
            if text.analysis.lemmas[token].endswith(("gegner", "Gegner", "kritiker", "Kritiker")):
                yield from (("recipient", key) for key in possessors(text, token))
