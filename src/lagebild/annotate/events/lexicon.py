"""The trigger lexicon as the rules want it: entries by their word, with frames and conditions taken apart."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from lagebild import lexicon
from lagebild.reading import EventStatus, EventType

LEAST_WEIGHT = 0.4
"""Entries that are right less often than this are left out; the value that gave the best F1 on the given reports."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One trigger: `word` is the lemma reported, `others` those that must stand with it (a phrase's)."""

    form: str
    word: str
    others: tuple[str, ...]
    pos: str
    type: EventType
    mode: str | None
    frame: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    status: EventStatus | None
    content: EventStatus | None
    weight: float


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """All entries by their word, without case, the surest first."""
    found: dict[str, list[Entry]] = {}
    for concept in ("event_triggers_a", "event_triggers_b"):
        for row in lexicon.load(concept, required=("form", "pos", "type", "weight")):
            entry = _entry(row)
            if entry.weight >= LEAST_WEIGHT:
                found.setdefault(entry.word.casefold(), []).append(entry)
    return {word: tuple(sorted(group, key=_sureness)) for word, group in found.items()}


@cache
def noun_words() -> frozenset[str]:
    """The words of noun entries that may close a compound."""
    return frozenset(word for word, group in entries().items() for e in group if e.pos == "NOUN" and len(word) >= 4)


HARM: tuple[EventType, ...] = ("ASSAULT", "DISASTER")
_CAUSES = frozenset(["Zusammenstoß", "wüten"])
"""Words that are a cause themselves, whichever it is."""


@cache
def harms() -> frozenset[str]:
    """The forms that say no more than that somebody or something came to harm, be it by a deed or by a disaster."""
    types: dict[str, set[EventType]] = {}
    for group in entries().values():
        for entry in group:
            types.setdefault(entry.form, set()).add(entry.type)
    return frozenset(form for form, kinds in types.items() if kinds.issuperset(HARM)) - _CAUSES


@cache
def lookalikes() -> frozenset[str]:
    """Nouns that end like one of a trigger and name no event of these kinds (*Pressekonferenz*, *Wettkampf*)."""
    return frozenset(row["form"].casefold() for row in lexicon.load("event_lookalikes", required=("form",)))


def _sureness(entry: Entry) -> tuple[bool, float]:
    # a row whose condition holds knows more than one without
    return not entry.needs, -entry.weight


def _entry(row: lexicon.Row) -> Entry:
    words = [w for w in row["form"].split() if w.casefold() not in _IGNORED or "*" in w]
    marked = next((w for w in words if w.startswith("*")), words[-1])
    status = row.get("status", "")
    content = status.removeprefix("content=") if status.startswith("content=") else ""
    return Entry(
        form=row["form"].replace("*", ""),
        word=marked.removeprefix("*"),
        others=tuple(w.casefold() for w in words if w != marked),
        pos=row["pos"],
        type=cast("EventType", row["type"]),
        mode=row["mode"] or None,
        frame=tuple(_pairs(row["frame"])),
        needs=tuple(need for need in row["needs"].split(",") if need),
        status=cast("EventStatus", status) if status and not content else None,
        content=cast("EventStatus", content) if content else None,
        weight=float(row["weight"]),
    )


_IGNORED = frozenset(("und", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "sein", "ihr"))


def _pairs(frame: str) -> list[tuple[str, str]]:
    return [(slot.strip(), role.strip()) for slot, _, role in (p.partition("=") for p in frame.split(";")) if role]
