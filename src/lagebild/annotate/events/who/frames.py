"""Who does it and to whom, by the trigger's frame in the lexicon."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.bearers import bearers, possessors
from lagebild.annotate.events.who.frame_slots import frame_of, parts_of, tokens_of
from lagebild.annotate.events.who.parts import Deed, Held, Meant, Part, Parts, Role
from lagebild.annotate.rule import Rule, first
from lagebild.lexicon.words import word_tuple
from lagebild.reading import EventType

OF_THINGS: tuple[EventType, ...] = ("ACCUSE", "COERCE", "REJECT", "SUPPORT")
"""Deeds done to somebody through a thing of theirs (*lehnt die Pläne des Ministers ab*)."""
_OF_AUTHORITY: tuple[EventType, ...] = ("ACCUSE", "JUDGE", "COERCE")


class Suffering(NamedTuple):
    """A token in a recipient's slot, and a mark if another token there means somebody."""

    deed: Deed
    token: int
    somebody: bool


@cache
def _authority() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(word_tuple('authorities'))})(e?s|n|en)?$", re.IGNORECASE)


def _of_authority(deed: Deed) -> Parts | None:
    text, hit = deed
    if hit.own or hit.entry.type not in _OF_AUTHORITY or ("gen", "actor") in hit.entry.frame:
        return None
    tokens, why = slots.in_phrase(text, hit.token, "gen")
    suffering = ("gen", "recipient") in hit.entry.frame
    authorities = tuple(
        t
        for t in tokens
        if _authority().search(text.analysis.forms[t]) and not (suffering and text.kind(t) == "person")
    )
    return parts_of("actor", Held(authorities, why), text, acting=True) or None


AUTHORITIES: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/authority",
        find=_of_authority,
        why="An authority in the genitive of an inquiry or a verdict does it (*der Freispruch des Landgerichts*).",
        yes=(
            ("Der Freispruch des Landgerichts empörte viele.", "Freispruch: Landgericht"),
            ("Die Untersuchung der Polizei dauert an.", "Untersuchung: Polizei"),
        ),
        no=("Der Freispruch des Händlers empörte viele.", "Die Verhaftung des Richters Karl Brunn empörte viele."),
    ),
)


def _framed(deed: Deed) -> Parts | None:
    found: list[Part] = []
    for slot, role in frame_of(deed.hit):
        if role in ("actor", "coactor") and (role, slot) != ("coactor", "obj"):
            acts: Role = "actor" if role == "actor" else "coactor"
            found += parts_of(acts, tokens_of(deed, slot), deed.text, acting=True)
        elif role == "recipient":
            found += _suffering(deed, tokens_of(deed, slot))
    return tuple(found) or None


def _suffering(deed: Deed, held: Held) -> Parts:
    somebody = any(bearers(deed.text, token, acting=False) for token in held.tokens)
    answers = ((token, first(SUFFERING, Suffering(deed, token, somebody))) for token in held.tokens)
    return tuple(
        Part("recipient", meant.entity, (*held.why, answer[1], *meant.why))
        for _, answer in answers
        if answer is not None
        for meant in answer[0]
    )


def _together(deed: Deed) -> Parts | None:
    text, hit = deed
    clause, a = hit.clause, text.analysis
    if not hit.own or clause is None or ("mit", "coactor") in hit.entry.frame or clause.voice != "active":
        return None
    heads = (clause.predicate, *(t for _, t in clause.obliques))
    if not {"zusammen", "gemeinsam"} & {a.forms[c].casefold() for t in heads for c in a.children[t]}:
        return None
    return parts_of("coactor", slots.in_clause(text, clause, "mit", objects=True), text, acting=True) or None


def _compound(deed: Deed) -> Parts | None:
    if ("comp", "actor") not in deed.hit.entry.frame or deed.hit.own:
        return None
    return tuple(Part("actor", key) for key in deed.text.parts.get(deed.hit.token, ())) or None


FRAME: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/frame",
        find=_framed,
        why="The frame of a trigger says which slot has which role (`event_triggers/*.tsv`).",
        yes=(
            ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Gewerkschaft"),
            ("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete: Karl Brunn"),
        ),
        no=("Der Freispruch des Landgerichts empörte viele.",),
    ),
    Rule(
        name="who/together-with",
        find=_together,
        why="*Gemeinsam mit* and *zusammen mit* name others who do it.",
        yes=(
            ("Die Bauern demonstrierten gemeinsam mit den Schülern.", "demonstrierten: Bauern, Schüler"),
            ("Die Gewerkschaft streikte zusammen mit den Lehrern.", "streikte: Gewerkschaft, Lehrer"),
        ),
        no=("Die Bauern demonstrierten mit den Schülern.",),
    ),
    Rule(
        name="who/compound",
        find=_compound,
        why="Where the frame says so, what stands first in a compound does it (*Regierungserklärung*).",
        yes=(
            ("Der US-Angriff dauerte zwei Stunden.", "US-Angriff: USA"),
            ("Der EU-Protest blieb ohne Folgen.", "EU-Protest: Europäische Union"),
        ),
        no=("Die EU-Kritik an Frankreich wurde lauter.",),
    ),
)


def _somebody(case: Suffering) -> tuple[Meant, ...] | None:
    return bearers(case.deed.text, case.token, acting=False) or None


def _owner_beside(case: Suffering) -> tuple[Meant, ...] | None:
    if not case.somebody or case.deed.hit.entry.type not in OF_THINGS:
        return None
    return possessors(case.deed.text, case.token) or None


SUFFERING: tuple[Rule[Suffering, tuple[Meant, ...]], ...] = (
    Rule(
        name="who/done-to",
        find=_somebody,
        why="Whoever stands in the slot of a recipient suffers it.",
        yes=(
            ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Regierung"),
            ("Die Festnahme des Redakteurs Karl Brunn empörte viele.", "Festnahme: Karl Brunn"),
        ),
        no=("Die Bauern demonstrierten in Tarnau.",),
    ),
    Rule(
        name="who/owner-beside-somebody",
        find=_owner_beside,
        why="Beside somebody a thing stands for whose it is (*lehnt den Rat und die Pläne der Ministerin ab*).",
        yes=(
            (
                "Die Gewerkschaft kritisierte den Kanzler und die Pläne der Ministerin Ada Brunn.",
                "kritisierte: Kanzler, Ada Brunn",
            ),
            ("Der Rat unterstützt den König und die Pläne des Kanzlers Jo Hals.", "unterstützt: König, Jo Hals"),
        ),
        no=("Die Polizei verhaftete den Kanzler Jo Hals.",),
    ),
)


def _of_noun(deed: Deed) -> Parts | None:
    text, hit = deed
    if hit.entry.pos != "PHRASE" or hit.own:
        return None
    frame = next((e.frame for e in entries().get(hit.entry.word.casefold(), ()) if e.pos == "NOUN"), ())
    found: list[Part] = []
    for slot, role in frame:
        if role != "topic":
            part: Role = "recipient" if role == "recipient" else "actor"
            found += parts_of(part, slots.in_phrase(text, hit.token, slot), text, acting=part == "actor")
    return tuple(found) or None


PHRASES: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/noun-of-a-phrase",
        find=_of_noun,
        why="The noun of a fixed phrase has its own slots, too (*Sanktionen der Union gegen Belmark verhängen*).",
        yes=(
            ("Es wurden Sanktionen der Union gegen Belmark verhängt.", "Sanktionen: Union"),
            ("Bei einem Besuch in Tarnau sagte Kanzler Jo Hals Hilfe zu.", "Besuch: Tarnau"),
        ),
        no=("Die Regierung verhängte Sanktionen gegen Frankreich.",),
    ),
)


def _are_sent(deed: Deed) -> Parts | None:
    if ("obj", "coactor") not in deed.hit.entry.frame:
        return None
    return parts_of("actor", tokens_of(deed, "obj"), deed.text, acting=True) or None


SENT: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/sent",
        find=_are_sent,
        why="Those who are sent somewhere act where nobody is named who sends them (*Soldaten wurden verlegt*).",
        yes=(
            ("Am Montag wurden Soldaten nach Tarnau verlegt.", "verlegt: Soldaten"),
            ("Die Rebellen sind in Tarnau stationiert.", "stationiert: Rebellen"),
        ),
        no=("Die Regierung verlegte Soldaten nach Tarnau.",),
    ),
)
