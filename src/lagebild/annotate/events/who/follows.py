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


def _with_a_limb(deed: Deed) -> Parts | None:
    """Who has what a participle says was done to: the subject of the clause that it stands in with *mit*."""
    text, hit = deed
    thing = text.analysis.heads[hit.token]
    if text.analysis.labels[hit.token] != "amod" or ("obj", "recipient") not in hit.entry.frame or thing < 0:
        return None
    above = text.clause_of.get(text.analysis.heads[thing])
    if above is None or ("mit", thing) not in above.obliques or text.agent(thing) is not None:
        return None
    bearing = above.doers if above.voice == "active" else above.undergoers
    return parts_of("recipient", Held(bearing), text, acting=False) or None


def _word_alone(deed: Deed) -> Parts | None:
    """The subject of the sentence before, for a word that is a sentence by itself (*Unverletzt.*)."""
    text, hit = deed
    number = text.analysis.sentence_of[hit.token]
    if hit.clause is not None or number == 0 or ("subj", "recipient") not in hit.entry.frame:
        return None
    before = text.clauses_in[number - 1]
    told = next((c for c in reversed(before) if c.kind == "finite" and c.doers), None)
    return parts_of("recipient", Held(told.doers), text, acting=False) or None if told is not None else None


def _said_of_object(deed: Deed) -> Parts | None:
    """Somebody who is the object of a clause, for an adjective that says how they are then."""
    text, hit = deed
    adjective = hit.entry.pos == "PHRASE" and not hit.own and text.analysis.tags[hit.token] == "ADJ"
    clause = hit.clause
    if not adjective or clause is None or clause.voice != "active" or ("subj", "recipient") not in hit.entry.frame:
        return None
    people = tuple(t for t in clause.undergoers if text.agent(t) is not None and t != hit.token)
    return parts_of("recipient", Held(people), text, acting=False) or None


DEPICTED: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/said-of-the-object",
        find=_said_of_object,
        why="An adjective beside a verb with somebody for its object says how the object is, not the subject.",
        yes=(
            ("Die Rebellen ließen den Bischof unverletzt frei.", "unverletzt: Bischof"),
            ("Soldaten befreiten die Ministerin Ada Brunn unversehrt.", "unversehrt: Ada Brunn"),
        ),
        no=("Der Bischof verließ unverletzt das Haus.",),
    ),
)
"""Asked before the frame."""


def _speakers_own(deed: Deed) -> Parts | None:
    """The speaker behind indirect speech, if a thing in it has a possessive that means nobody named before."""
    text, hit = deed
    clause = hit.clause
    if clause is None or not hit.own or not clause.mood.startswith("subjunctive"):
        return None
    above = text.clause_of.get(clause.governor)
    if above is None or len(above.doers) != 1 or not above.doers[0] > above.predicate > clause.predicate:
        return None
    a = text.analysis
    things = (t for slot, role in hit.entry.frame if role == "recipient" for t in tokens_of(deed, slot).tokens)
    own = any(text.entity(p) is None for t in things for p in a.dependents(t, "det:poss"))
    if not own or text.kind(above.doers[0]) != "person":
        return None
    return parts_of("recipient", Held(above.doers), text, acting=True) or None


THINGS: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/topic",
        find=_topic,
        why="A reproach, a demand or an act of force is done to whoever is its topic.",
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
    Rule(
        name="who/with-a-limb",
        find=_with_a_limb,
        why="Whoever comes with a broken arm has had it broken.",
        yes=(
            ("Der Redakteur kam mit gebrochenem Arm aus dem Gefängnis.", "gebrochenem: Redakteur"),
            ("Nach der Festnahme lag Ada Brunn mit gebrochener Rippe im Lager.", "gebrochener: Ada Brunn"),
        ),
    ),
    Rule(
        name="who/speakers-own",
        find=_speakers_own,
        why="*Ihr Arm sei gebrochen worden, sagt X*: a possessive that means nobody before means the speaker.",
        yes=(
            ("Ihr Nasenbein sei gebrochen worden, sagt Ada Brunn.", "gebrochen: Ada Brunn"),
            ("Sein Arm sei gebrochen worden, erklärte Karl Brunn.", "gebrochen: Karl Brunn"),
        ),
        no=("Ada Brunn sagt, der Arm sei gebrochen worden.",),
    ),
    Rule(
        name="who/word-alone",
        find=_word_alone,
        why="A word that is a sentence by itself speaks of the subject of the one before.",
        yes=(("Am Abend sprach Ada Brunn im Radio. Unverletzt.", "Unverletzt: Ada Brunn"),),
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
        why="A demand is made of whoever is to do what is demanded (*verlangt, dass die Regierung zurücktritt*).",
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
        why="A demand for somebody's deed is made of that somebody (*fordert den Rücktritt der Ministerin*).",
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
        why="Somebody's opponents protest against that somebody (*eine Kundgebung von Gegnern des Präsidenten*).",
        yes=(
            ("In Tarnau gab es eine Kundgebung von Gegnern des Präsidenten Jo Hals.", "Kundgebung: Jo Hals"),
            ("Am Montag protestierten Gegner des Kanzlers Jo Hals.", "protestierten: Jo Hals"),
        ),
        no=("In Tarnau gab es eine Kundgebung von Anhängern des Präsidenten Jo Hals.",),
    ),
)
