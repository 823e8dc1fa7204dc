"""Roles that follow from others: the owner of a thing, who is to do what is demanded, whose opponents protest."""

from __future__ import annotations

from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.bearers import bearers, possessors
from lagebild.annotate.events.who.frame_slots import frame_of, parts_of, tokens_of
from lagebild.annotate.events.who.frames import OF_THINGS
from lagebild.annotate.events.who.parts import Deed, Held, Meant, Part, Parts
from lagebild.annotate.rule import Rule
from lagebild.reading import EventType

_TO_OBJECTS: tuple[EventType, ...] = (*OF_THINGS, "REQUEST")
"""Deeds done to what the frame calls only a topic or place, if it is somebody (*nahmen die Stadt ein*)."""


def _topic(deed: Deed) -> Parts | None:
    if deed.hit.entry.type not in _TO_OBJECTS:
        return None
    found: list[Part] = []
    for slot, role in deed.hit.entry.frame:
        if role in ("topic", "place"):
            found += parts_of("recipient", tokens_of(deed, slot), deed.text, acting=role == "topic")
    return tuple(found) or None


def _owner(deed: Deed) -> Parts | None:
    found: list[Part] = []
    for slot, role in deed.hit.entry.frame:
        if role == "recipient" or (role in ("topic", "place") and deed.hit.entry.type in OF_THINGS):
            held = tokens_of(deed, slot)
            things = (t for t in held.tokens if not bearers(deed.text, t, acting=role == "topic"))
            found += _owned(deed, Held(tuple(things), held.why))
    return tuple(found) or None


def _owned(deed: Deed, held: Held) -> Parts:
    owners: tuple[Meant, ...] = tuple(m for token in held.tokens for m in possessors(deed.text, token))
    return tuple(Part("recipient", meant.entity, (*held.why, *meant.why)) for meant in owners)


THINGS: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/topic",
        find=_topic,
        why="Who is the topic of a reproach, a demand or an act of force is whom it is done to.",
        yes=(
            ("Die Rebellen nahmen die Stadt Tarnau ein.", "nahmen: Tarnau"),
            ("Der König begrüßte die Rebellen.", "begrüßte: Rebellen"),
        ),
        no=("Die Rebellen einigten sich mit dem König auf einen Abzug.",),
    ),
    Rule(
        name="who/owner-of-a-thing",
        find=_owner,
        why="A thing in a slot stands for whose it is (*lehnt die Pläne des Ministers ab*).",
        yes=(
            ("Die Gewerkschaft lehnt die Pläne der Ministerin Ada Brunn ab.", "lehnt: Ada Brunn"),
            ("Die Behörde sperrte das Konto des Händlers Karl Brunn.", "sperrte: Karl Brunn"),
        ),
        no=("Die Behörde sperrte den Hafen.",),
    ),
)


def _told_to(deed: Deed) -> Parts | None:
    text, hit = deed
    if hit.entry.type != "REQUEST" or not hit.own or hit.clause is None:
        return None
    contents = (text.clause_of.get(predicate) for predicate in hit.clause.content)
    doers = tuple(
        token
        for content in contents
        if content is not None and content.kind == "finite" and content.voice == "active"
        if content.subordinator == "dass"
        for token in content.doers
    )
    return parts_of("recipient", Held(doers), text, acting=True) or None


def _owing(deed: Deed) -> Parts | None:
    text, hit = deed
    found: list[Part] = []
    for slot, role in hit.entry.frame if hit.entry.type == "REQUEST" else ():
        for token in tokens_of(deed, slot).tokens if role in ("topic", "recipient") else ():
            named = entries().get(text.analysis.lemmas[token].casefold(), ())
            if any(e.pos == "NOUN" and ("gen", "actor") in e.frame for e in named):
                for own in ("gen", "poss"):
                    found += parts_of("recipient", slots.in_phrase(text, token, own), text, acting=True)
    return tuple(found) or None


DEMANDS: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/shall-do-it",
        find=_told_to,
        why="Who shall do what is demanded is whom it is demanded of (*verlangt, dass die Regierung zurücktritt*).",
        yes=(
            ("Die Bauern verlangen, dass sich die Regierung entschuldigt.", "verlangen: Regierung"),
            ("Die Gewerkschaft fordert, dass der Kanzler zurücktritt.", "fordert: Kanzler"),
        ),
        no=("Die Bauern sagen, dass sich die Regierung entschuldigt.",),
    ),
)

OWED: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/owes-the-deed",
        find=_owing,
        why="Whose deed is demanded is whom it is demanded of (*fordert den Rücktritt der Ministerin*).",
        yes=(
            ("Die Opposition fordert den Rücktritt der Ministerin Ada Brunn.", "fordert: Ada Brunn"),
            ("Die Gewerkschaft wirbt um die Unterstützung der Regierung.", "wirbt: Regierung"),
        ),
        no=("Die Opposition fordert ein Fest der Regierung.",),
    ),
)


def _opposed(deed: Deed) -> Parts | None:
    found: list[Part] = []
    for slot, role in frame_of(deed.hit) if deed.hit.entry.type == "PROTEST" else ():
        held = tokens_of(deed, slot) if role == "actor" else slots.NONE
        lemmas = deed.text.analysis.lemmas
        opponents = (t for t in held.tokens if lemmas[t].casefold().endswith(("gegner", "kritiker")))
        found += _owned(deed, Held(tuple(opponents), held.why))
    return tuple(found) or None


OPPONENTS: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/of-its-opponents",
        find=_opposed,
        why="Whose opponents protest is whom they protest against (*eine Kundgebung von Gegnern des Präsidenten*).",
        yes=(
            ("In Tarnau gab es eine Kundgebung von Gegnern des Präsidenten Jo Hals.", "Kundgebung: Jo Hals"),
            ("Am Montag protestierten Gegner des Kanzlers Jo Hals.", "protestierten: Jo Hals"),
        ),
        no=("In Tarnau gab es eine Kundgebung von Anhängern des Präsidenten Jo Hals.",),
    ),
)
