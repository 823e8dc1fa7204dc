"""The trigger lexicon: rows by their word, with frames and conditions compiled and checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import cast, get_args

import msgspec

from lagebild import lexicon
from lagebild.annotate.events.conditions import Condition, compiled
from lagebild.lexicon.words import closed
from lagebild.reading import EventStatus, EventType

FOLDER = "event_triggers/"
POS = ("NOUN", "VERB", "PHRASE")
ROLES = ("actor", "coactor", "recipient", "topic", "place", "source")
SLOTS = ("subj", "obj", "iobj", "gen", "poss", "comp")
"""Slots of a frame that are no preposition: of a clause the first three, of a noun the rest (`comp`: in the compound)."""
CASES = ("", "Dat", "Akk")
HARM: tuple[EventType, ...] = ("ASSAULT", "DISASTER")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row: `word` is the lemma reported, `others` those that must stand with it (a phrase's), without case.

    `status` is that of the event itself, `content` that of what it speaks of. Of two rows that fit equally well, the one
    with the greater `weight` counts.
    """

    form: str
    word: str
    others: tuple[str, ...]
    pos: str
    type: EventType
    mode: str | None
    frame: tuple[tuple[str, str], ...]
    needs: tuple[Condition, ...]
    status: EventStatus | None
    content: EventStatus | None
    weight: float

    @property
    def name(self) -> str:
        """The row's name in the `because` of an event: `what/noun Streik`."""
        return f"what/{self.pos.lower()} {self.form}"


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """All rows by their word in lower case, the surest first. Raises LexiconError for a malformed row."""
    found: dict[str, list[Entry]] = {}
    for entry in read(row for concept in _concepts() for row in _rows(concept)):
        found.setdefault(entry.word.casefold(), []).append(entry)
    return {word: tuple(sorted(group, key=_sureness)) for word, group in found.items()}


def read(rows: Iterator[lexicon.Row]) -> Iterator[Entry]:
    """The rows of trigger files, compiled, in their order.

    Raises LexiconError, with file, line, column and what is allowed, for an unknown part of speech, type, slot, role,
    condition or status; and for a row that another one contradicts: same word, part of speech and conditions.
    """
    said: dict[object, lexicon.Row] = {}
    for row in rows:
        entry = compile_row(row)
        same = said.setdefault((entry.word, frozenset(entry.others), entry.pos, frozenset(entry.needs)), row)
        if same is not row:
            raise row.fault(
                "form",
                f"{row['form']!r} ({row['type']}) and line {same.line} of {same.file} ({same['type']}) hold under the same "
                "conditions; keep one of them, or give one a condition that tells them apart",
            )
        yield entry


def compile_row(row: lexicon.Row) -> Entry:
    """One row, compiled and checked by itself. Raises LexiconError as `read` does."""
    words = [w for w in row["form"].split() if w.casefold() not in closed("phrase_fillers") or "*" in w]
    marked = next((w for w in words if w.startswith("*")), words[-1])
    said, _, status = row.get("status", "").rpartition("=")
    _one_of(row, "pos", row["pos"], POS)
    _one_of(row, "type", row["type"], get_args(EventType))
    _one_of(row, "status", status, ("", *get_args(EventStatus)))
    _one_of(row, "status", said, ("", "content"))
    return Entry(
        form=row["form"].replace("*", ""),
        word=marked.removeprefix("*"),
        others=tuple(w.casefold() for w in words if w != marked),
        pos=row["pos"],
        type=cast("EventType", row["type"]),
        mode=row["mode"] or None,
        frame=tuple(_frame(row)),
        needs=tuple(_needs(row)),
        status=cast("EventStatus", status) if status and not said else None,
        content=cast("EventStatus", status) if said else None,
        weight=_weight(row),
    )


def _concepts() -> list[str]:
    return [concept for concept in lexicon.concepts() if concept.startswith(FOLDER)]


def _rows(concept: str) -> Iterator[lexicon.Row]:
    kind = concept.removeprefix(FOLDER).upper()
    for row in lexicon.load(concept, required=("form", "pos", "type", "weight")):
        _one_of(row, "type", row["type"], (kind,))
        yield row


def _one_of(row: lexicon.Row, column: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        known = [a for a in allowed if a]
        expected = f"one of {', '.join(known)}" if len(known) > 1 else known[0]
        raise row.fault(column, f"unknown {column} {value!r}; expected {expected}")


def _frame(row: lexicon.Row) -> Iterator[tuple[str, str]]:
    """The slots of a row with the roles that they fill: `subj=actor;gegen=recipient`."""
    for pair in filter(None, row["frame"].split(";")):
        slot, _, role = pair.partition("=")
        word, _, case = slot.partition("+")
        known = slot in SLOTS or (word in closed("complement_markers") and case in CASES)
        if not known:
            prepositions = ", ".join(sorted(closed("complement_markers")))
            raise row.fault(
                "frame",
                f"unknown slot {slot!r}; expected one of {', '.join(SLOTS)}, or {prepositions}, with +Dat or +Akk behind it",
            )
        if role not in ROLES:
            raise row.fault("frame", f"unknown role {role!r} of {slot!r}; expected one of {', '.join(ROLES)}")
        yield slot, role


def _needs(row: lexicon.Row) -> Iterator[Condition]:
    for need in filter(None, row["needs"].split(",")):
        try:
            yield compiled(need)
        except ValueError as unknown:
            raise row.fault("needs", str(unknown)) from None


def _weight(row: lexicon.Row) -> float:
    try:
        return float(row["weight"])
    except ValueError:
        raise row.fault("weight", f"expected a number between 0 and 1, found {row['weight']!r}") from None


def _sureness(entry: Entry) -> tuple[bool, float]:
    # a row whose condition holds knows more than one without
    return not entry.needs, -entry.weight


@cache
def noun_words() -> frozenset[str]:
    """The words of noun rows that may close a compound, without case."""
    return frozenset(word for word, group in entries().items() for e in group if e.pos == "NOUN" and len(word) >= 4)


@cache
def harms() -> frozenset[str]:
    """The forms that only say that somebody or something came to harm, by a deed or by a disaster."""
    types: dict[str, set[EventType]] = {}
    for group in entries().values():
        for entry in group:
            types.setdefault(entry.form, set()).add(entry.type)
    return frozenset(
        form for form, kinds in types.items() if kinds.issuperset(HARM) and form not in closed("causes_of_either_kind")
    )


@cache
def lookalikes() -> frozenset[str]:
    """Nouns, without case, that end like one of a trigger and name no event of these kinds (*Pressekonferenz*).

    Raises LexiconError for a noun that is a trigger itself.
    """
    found: dict[str, lexicon.Row] = {}
    for row in lexicon.load("event_lookalikes", required=("form",), unique=True):
        if any(entry.pos == "NOUN" for entry in entries().get(row["form"].casefold(), ())):
            raise row.fault("form", f"{row['form']!r} is a trigger, too; take it out here or in {FOLDER}")
        found[row["form"].casefold()] = row
    return frozenset(found)
