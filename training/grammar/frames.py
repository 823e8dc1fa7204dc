"""What the trigger lexicon says of verbs, phrases and nouns: which slots they have and which role each slot plays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from training.grammar.verbs import Verb, verb
from training.grammar.words import Part, noun, part_of

from lagebild import lexicon

PREPOSITIONS = {
    "gegen": "Acc", "auf": "Acc", "über": "Acc", "für": "Acc", "um": "Acc", "an": "Acc", "in+Akk": "Acc",
    "mit": "Dat", "zu": "Dat", "vor": "Dat", "von": "Dat", "bei": "Dat", "aus": "Dat", "nach": "Dat", "an+Dat": "Dat",
    "zwischen": "Dat", "durch": "Acc",
}  # fmt: skip
"""The case that a slot's preposition governs in frames of the trigger lexicon."""
_LIVING = ("actor", "coactor", "recipient")


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb with its slots, `subj`, `obj`, `iobj` or a preposition, each with its role.

    `objects` are the nouns that the lexicon wants as its object (empty: any), `living` says that the object acts;
    `light` is the noun of a light verb (*Kritik üben*), `reflexive` is true where *sich* belongs to it.
    """

    type: str
    verb: Verb
    slots: tuple[tuple[str, str], ...]
    objects: tuple[str, ...] = ()
    living: bool = True
    light: str = ""
    reflexive: bool = False

    def role(self, slot: str) -> str:
        """The role of a slot, or an empty string."""
        return dict(self.slots).get(slot, "")

    @property
    def oblique(self) -> tuple[tuple[str, str], ...]:
        """The slots with a preposition."""
        return tuple((slot, role) for slot, role in self.slots if slot in PREPOSITIONS)

    @property
    def transitive(self) -> bool:
        """True if it has a subject and an accusative object that is no *sich*."""
        return bool(self.role("subj") and self.role("obj")) and not self.reflexive and not self.light

    @property
    def perfect_with_sein(self) -> bool:
        """True if its perfect takes *sein*; whatever has an object takes *haben*."""
        return self.verb.sein and not self.role("obj") and not self.light


@dataclass(frozen=True, slots=True)
class Deed:
    """A noun that is an event (*der Angriff auf*), with its slots."""

    type: str
    noun: str
    slots: tuple[tuple[str, str], ...]


def _slots(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.partition("=") for pair in text.split(";") if pair)
    return tuple((slot, role) for slot, _, role in pairs)


def _wanted(needs: str) -> tuple[str, ...]:
    """The nouns that an entry wants beside it and that we can inflect."""
    found = []
    for need in needs.split(","):
        kind, _, words = need.partition(":")
        if kind in ("with", "here"):
            found += [word for word in words.split("|") if noun(word) is not None]
    return tuple(found)


@cache
def _rows() -> tuple[lexicon.Row, ...]:
    concepts = [name for name in lexicon.concepts() if name.startswith("event_triggers/")]
    return tuple(row for name in concepts for row in lexicon.load(name, required=("form", "pos", "type")))


@cache
def frames(part: Part) -> tuple[Frame, ...]:
    """The frames of verbs and light verbs that a part may use; the verb's base says which part it is."""
    found = []
    for row in _rows():
        made = _frame(row) if row["pos"] == "VERB" else _light(row) if row["pos"] == "PHRASE" else None
        if made is not None and part_of(made.verb.root) == part:
            found.append(made)
    return tuple(found)


def _frame(row: lexicon.Row) -> Frame | None:
    """The frame of a verb's row; None where we cannot inflect it or it has no subject."""
    slots = _slots(row["frame"])
    known = verb(row["form"])
    if (
        known is None
        or "subj" not in dict(slots)
        or any(s not in (*PREPOSITIONS, "subj", "obj", "iobj") for s, _ in slots)
    ):
        return None
    wanted = _wanted(row["needs"])
    living = dict(slots).get("obj") in _LIVING and ("obj:agent" in row["needs"] or not wanted)
    return Frame(row["type"], known, slots, wanted, living, reflexive="refl" in row["needs"].split(","))


def _light(row: lexicon.Row) -> Frame | None:
    """The frame of a light verb with a noun as its object (`*Anklage erheben`); None for other phrases."""
    words = row["form"].split()
    slots = _slots(row["frame"])
    if len(words) != 2 or not words[0].lstrip("*")[0].isupper() or "subj" not in dict(slots) or "obj" in dict(slots):
        return None
    known = verb(words[1].lstrip("*"))
    if known is None or known.sein or any(s not in (*PREPOSITIONS, "subj", "iobj") for s, _ in slots):
        return None
    return Frame(row["type"], known, slots, light=words[0].lstrip("*"))


@cache
def deeds(part: Part) -> tuple[Deed, ...]:
    """The nouns that are events and that a part may use."""
    found = (Deed(row["type"], row["form"], _slots(row["frame"])) for row in _rows() if row["pos"] == "NOUN")
    return tuple(deed for deed in found if part_of(deed.noun) == part and deed.slots)
