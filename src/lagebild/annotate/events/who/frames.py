"""Who does it and to whom by the frame of the trigger, and by the slots that any deed may have."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.lexicon import entries
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.bearers import bearers, possessors
from lagebild.annotate.events.who.parts import Deed, Held, Meant, Part, Parts, Role
from lagebild.annotate.rule import Rule, fill, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import EventType

_FROM: tuple[EventType, ...] = ("ACCUSE", "AGREE", "AID", "REJECT", "REQUEST", "SUPPORT")
"""Words and gifts, which come *aus* somewhere."""
_MUTUAL: tuple[EventType, ...] = ("AGREE", "CONSULT", "COOPERATE", "ASSAULT")
_AIMED: tuple[EventType, ...] = (
    "ACCUSE", "ASSAULT", "COERCE", "JUDGE", "MOBILIZE", "PROTEST", "REJECT", "SANCTION", "THREATEN",
)  # fmt: skip
"""Deeds of which *gegen* names whom they are meant for."""
OF_THINGS: tuple[EventType, ...] = ("ACCUSE", "COERCE", "REJECT", "SUPPORT")
"""Deeds that are done to somebody by what is said of a thing of his (*lehnt die Pläne des Ministers ab*)."""
_OF_AUTHORITY: tuple[EventType, ...] = ("ACCUSE", "JUDGE", "COERCE")


class Slot(NamedTuple):
    """A slot of a frame whose tokens are asked for."""

    text: Text
    hit: Hit
    slot: str


class Suffering(NamedTuple):
    """A token in a recipient's slot, and whether another one there means somebody."""

    deed: Deed
    token: int
    somebody: bool


def frame_of(hit: Hit) -> tuple[tuple[str, str], ...]:
    """The frame; where it is silent on the possessive, that has the genitive's role."""
    frame = hit.entry.frame
    roles = dict(frame)
    return (*frame, ("poss", roles["gen"])) if "gen" in roles and "poss" not in roles else frame


def tokens_of(deed: Deed, slot: str) -> Held:
    """The tokens in a slot of the frame, in the trigger's clause or in its noun phrase."""
    found = first(WHERE, Slot(deed.text, deed.hit, slot))
    if found is None:
        return slots.NONE
    held, rule = found
    return Held(held.tokens, (rule, *held.why))


def parts_of(role: Role, held: Held, text: Text, *, acting: bool) -> Parts:
    """What the tokens of a slot mean, all with one role."""
    found = (meant for token in held.tokens for meant in bearers(text, token, acting=acting))
    return tuple(Part(role, meant.entity, (*held.why, *meant.why)) for meant in found)


def _of_verbal_noun(case: Slot) -> Held | None:
    text, hit, slot = case
    if hit.own or slot != "subj" or hit.entry.word[:1].isupper():
        return None
    return slots.in_phrase(text, hit.token, "gen")


def _in_clause(case: Slot) -> Held | None:
    text, hit, slot = case
    if not hit.own and hit.entry.pos != "PHRASE":
        return None
    objects = any(s == "obj" for s, _ in hit.entry.frame)
    held = slots.NONE if hit.clause is None else slots.in_clause(text, hit.clause, slot, objects=objects)
    return _without(held, hit.token) if hit.own or held.tokens else None


def _in_phrase(case: Slot) -> Held | None:
    held = slots.in_phrase(case.text, case.hit.token, case.slot)
    return held if held.tokens else None


def _of_happening(case: Slot) -> Held | None:
    text, hit, slot = case
    if hit.clause is None or not slots.is_preposition(slot) or not _takes_place(hit, hit.clause):
        return None
    return _without(slots.in_clause(text, hit.clause, slot, objects=True), hit.token)


def _without(held: Held, token: int) -> Held:
    return Held(tuple(t for t in held.tokens if t != token), held.why)


def _takes_place(hit: Hit, clause: Clause) -> bool:
    """Whether a clause says of a noun no more than that it takes place."""
    part = hit.token in (*clause.doers, *clause.undergoers, *(t for p, t in clause.obliques if p == "zu"))
    return part and clause.lemma in word_set("taking_place")


WHERE: tuple[Rule[Slot, Held], ...] = (
    Rule(
        name="who/of-a-verbal-noun",
        find=_of_verbal_noun,
        why="A verb's noun has its subject in the genitive (*das gewaltsame Vorgehen der Wache*).",
        yes=(("Das Demonstrieren der Bauern dauert an.", "Demonstrieren: Bauern"),),
    ),
    Rule(
        name="who/in-its-clause",
        find=_in_clause,
        why="A verb and a fixed phrase have their slots in their clause.",
        yes=(("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Gewerkschaft"),),
    ),
    Rule(
        name="who/in-its-phrase",
        find=_in_phrase,
        why="A noun has its slots in its noun phrase.",
        yes=(("Die Festnahme von Karl Brunn durch die Polizei empörte viele.", "Festnahme: Polizei"),),
    ),
    Rule(
        name="who/in-the-clause-of-a-happening",
        find=_of_happening,
        why="Where a clause says of a noun only that it takes place, the clause's phrases are the noun's.",
        yes=(("Gegen die Regierung gab es in Tarnau Proteste.", "Proteste: Regierung"),),
    ),
)


@cache
def _authority() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(word_tuple('authorities'))})(e?s|n|en)?$", re.IGNORECASE)


def _of_authority(deed: Deed) -> Parts | None:
    text, hit = deed
    if hit.own or hit.entry.type not in _OF_AUTHORITY or ("gen", "actor") in hit.entry.frame:
        return None
    tokens, why = slots.in_phrase(text, hit.token, "gen")
    authorities = tuple(t for t in tokens if _authority().search(text.analysis.forms[t]))
    return parts_of("actor", Held(authorities, why), text, acting=True) or None


AUTHORITIES: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/authority",
        find=_of_authority,
        why="An authority in the genitive of an inquiry or a verdict does it (*der Freispruch des Landgerichts*).",
        yes=(("Der Freispruch des Landgerichts empörte viele.", "Freispruch: Landgericht"),),
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
        why="The frame of a trigger says which slot has which role (`event_triggers_*.tsv`).",
        yes=(("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Gewerkschaft"),),
    ),
    Rule(
        name="who/together-with",
        find=_together,
        why="*Gemeinsam mit* and *zusammen mit* name others who do it.",
        yes=(("Die Bauern demonstrierten gemeinsam mit den Schülern.", "demonstrierten: Bauern, Schüler"),),
    ),
    Rule(
        name="who/compound",
        find=_compound,
        why="Where the frame says so, what stands first in a compound does it (*Regierungserklärung*).",
        yes=(("Der US-Angriff dauerte zwei Stunden.", "US-Angriff: US"),),
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
        why="Who stands in the slot of a recipient suffers it.",
        yes=(("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Regierung"),),
    ),
    Rule(
        name="who/owner-beside-somebody",
        find=_owner_beside,
        why="Beside somebody a thing stands for whose it is (*lehnt den Rat und die Pläne der Ministerin ab*).",
        yes=(("Die Gewerkschaft lehnt die Mission und die Pläne der Ministerin Ada Brunn ab.", "lehnt: Ada Brunn"),),
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
        yes=(("Es wurden Sanktionen der Union gegen Belmark verhängt.", "Sanktionen: Belmark"),),
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
        yes=(("Am Montag wurden Soldaten nach Tarnau verlegt.", "verlegt: Soldaten"),),
    ),
)


def _says_nothing_of(deed: Deed, slot: str) -> bool:
    """Whether the frame leaves a slot open."""
    return all(own.partition("+")[0] != slot for own, _ in deed.hit.entry.frame)


def _acting_at(deed: Deed, slot: str) -> Parts | None:
    if deed.hit.own or not _says_nothing_of(deed, slot):
        return None
    return parts_of("actor", tokens_of(deed, slot), deed.text, acting=slot != "adj") or None


def _durch(deed: Deed) -> Parts | None:
    return _acting_at(deed, "durch")


def _seitens(deed: Deed) -> Parts | None:
    return _acting_at(deed, "seitens")


def _adjective(deed: Deed) -> Parts | None:
    return _acting_at(deed, "adj")


def _between(deed: Deed) -> Parts | None:
    return _acting_at(deed, "zwischen") if deed.hit.entry.type in _MUTUAL else None


def _from(deed: Deed) -> Parts | None:
    return _acting_at(deed, "aus") if deed.hit.entry.type in _FROM else None


def _acronym(deed: Deed) -> Parts | None:
    text, hit = deed
    short = text.analysis.forms[hit.token].split("-")[0].isupper()
    if hit.own or not short or not _says_nothing_of(deed, "comp"):
        return None
    return tuple(Part("actor", key) for key in text.parts.get(hit.token, ())) or None


def _aimed_at(deed: Deed, slot: str) -> Parts | None:
    if deed.hit.entry.type not in _AIMED or not _says_nothing_of(deed, slot):
        return None
    return parts_of("recipient", tokens_of(deed, slot), deed.text, acting=False) or None


def _gegen(deed: Deed) -> Parts | None:
    return _aimed_at(deed, "gegen")


def _gegenueber(deed: Deed) -> Parts | None:
    return None if deed.hit.own else _aimed_at(deed, "gegenüber")


COMMON: tuple[Rule[Deed, Parts], ...] = (
    Rule(
        name="who/durch",
        find=_durch,
        why="*Durch* at a noun names who does it.",
        yes=(("Der Protest durch die Bauern dauert an.", "Protest: Bauern"),),
    ),
    Rule(
        name="who/seitens",
        find=_seitens,
        why="*Seitens* at a noun names who does it.",
        yes=(("Es gab Kritik seitens der Gewerkschaft.", "Kritik: Gewerkschaft"),),
    ),
    Rule(
        name="who/adjective",
        find=_adjective,
        why="The adjective of a state names who does it, where the frame has no such slot.",
        yes=(("Die iranischen Proteste dauern an.", "Proteste: Iran"),),
    ),
    Rule(
        name="who/acronym",
        find=_acronym,
        why="An acronym before a deed acts; what else stands first may be its place or topic (*Gaza-Angriff*).",
        yes=(("Der US-Angriff dauerte zwei Stunden.", "US-Angriff: US"),),
    ),
    Rule(
        name="who/gegen",
        find=_gegen,
        why="*Gegen* names whom an attack, a protest or a reproach is meant for.",
        yes=(("Die Bauern demonstrierten gegen die Regierung.", "demonstrierten: Regierung"),),
    ),
    Rule(
        name="who/gegenueber",
        find=_gegenueber,
        why="*Gegenüber* names whom a reproach or a threat is meant for.",
        yes=(("Die Drohung gegenüber der Regierung blieb ohne Folgen.", "Drohung: Regierung"),),
    ),
    Rule(
        name="who/zwischen",
        find=_between,
        why="*Zwischen* names both sides of a deed that is done to each other.",
        yes=(("Das Treffen zwischen Ada Brunn und Jo Hals war kurz.", "Treffen: Ada Brunn, Jo Hals"),),
    ),
    Rule(
        name="who/aus",
        find=_from,
        why="*Aus* names where words and gifts come from.",
        yes=(("Es gab Kritik aus der Gewerkschaft.", "Kritik: Gewerkschaft"),),
    ),
)
