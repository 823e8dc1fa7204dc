"""Finds the slots of a frame in the trigger's clause or in its noun phrase."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.who import slots
from lagebild.annotate.events.who.bearers import bearers
from lagebild.annotate.events.who.parts import Deed, Held, Part, Parts, Role
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import word_set


class Slot(NamedTuple):
    """A slot of a frame whose tokens are wanted."""

    text: Text
    hit: Hit
    slot: str


def frame_of(hit: Hit) -> tuple[tuple[str, str], ...]:
    """The frame; if it does not mention the possessive, that has the role of the genitive."""
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
    if hit.own or slot != "subj" or hit.entry.word[:1].isupper() or text.analysis.tags[hit.token] == "ADJ":
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
    """True if a clause only says of a noun that it takes place."""
    part = hit.token in (*clause.doers, *clause.undergoers, *(t for p, t in clause.obliques if p == "zu"))
    return part and clause.lemma in word_set("taking_place")


WHERE: tuple[Rule[Slot, Held], ...] = (
    Rule(
        name="who/of-a-verbal-noun",
        find=_of_verbal_noun,
        why="A verb's noun has its subject in the genitive (*das gewaltsame Vorgehen der Wache*).",
        yes=(
            ("Das gewaltsame Vorgehen der Armee dauert an.", "Vorgehen: Armee"),
            ("Das gewaltsame Vorgehen der Polizei empörte viele.", "Vorgehen: Polizei"),
        ),
        no=("Die Festnahme der Bauern empörte viele.",),
    ),
    Rule(
        name="who/in-its-clause",
        find=_in_clause,
        why="A verb and a fixed phrase have their slots in their clause.",
        yes=(
            ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte: Gewerkschaft"),
            ("Die Bauern setzten den Bürgermeister durch Proteste unter Druck.", "Druck: Bauern"),
        ),
        no=("Die Kritik der Gewerkschaft war hart.",),
    ),
    Rule(
        name="who/in-its-phrase",
        find=_in_phrase,
        why="A noun has its slots in its noun phrase.",
        yes=(
            ("Die Festnahme von Ada Brunn durch die Polizei empörte viele.", "Festnahme: Polizei"),
            ("Die Tagung der Räte ist geplatzt.", "Tagung: Räte"),
        ),
        no=("Die Gewerkschaft kritisierte die Regierung.",),
    ),
    Rule(
        name="who/in-the-clause-of-a-happening",
        find=_of_happening,
        why="Where a clause says of a noun only that it takes place, the clause's phrases are the noun's.",
        yes=(
            ("Nur gegen den König gab es Proteste.", "Proteste: König"),
            ("Zu Angriffen kam es gegen die Bauern.", "Angriffen: Bauern"),
            ("Kritik gab es auch aus Spanien.", "Kritik: Spanien"),
        ),
        no=("Gegen den König richteten sich gestern Proteste.",),
    ),
)
