"""An editor's word that two tellings of events are one happening, or two: what it holds on to, and what it clashes with.

Both tellings are anchored as entries are (:class:`~lagebild.record.decisions.Anchor`), so the word outlives re-readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lagebild.record.decisions import (
    Anchor,
    Conflict,
    Decision,
    DecisionKind,
    already,
    contradictions,
    entry_conflict,
    find,
    standing,
)
from lagebild.record.joining import Word

Entries = Mapping[str, tuple[Sequence[Anchor], str | None]]
"""For each report the anchors of its entries and its text, as it is read today; no anchors and None if it is gone."""


def rulings(decisions: Iterable[Decision]) -> list[Decision]:
    """The `same` and `different` in force that are about events, in the order in which they were made."""
    return [d for d in standing(decisions) if d.left_entry is not None and d.right_entry is not None]


def judged(decision: Decision) -> tuple[Anchor, ...]:
    """The events that a decision is about: two, or none."""
    return tuple(a for a in (decision.left_entry, decision.right_entry) if a is not None)


def already_said(
    kind: DecisionKind, left: Anchor, right: Anchor, decisions: Iterable[Decision], entries: Entries
) -> tuple[int, ...]:
    """Numbers of the decisions in force that already say that two events are `same` (perhaps in a chain) or `different`."""
    return already(kind, (left.id, right.id), rulings(decisions), lambda d: _keys(d, entries))


def words(decisions: Iterable[Decision], entries: Entries, tellings: Mapping[str, str]) -> list[Word]:
    """The word for each ruling whose two events are still read; `tellings` has the id of the telling of each entry's id."""
    found = []
    for decision in rulings(decisions):
        one, other = (tellings.get(key) for key in _keys(decision, entries))
        if one is not None and other is not None:
            found.append(Word(decision.kind == "same", one, other))
    return found


def conflicts(decisions: Iterable[Decision], entries: Entries) -> list[Conflict]:
    """How rulings clash with each other and with today's readings: `contradiction`, and `gone` for each event lost."""
    made = rulings(decisions)
    found = contradictions(made, lambda d: _keys(d, entries), _quotes)
    for decision in made:
        for anchor in judged(decision):
            known, text = entries.get(anchor.report, ((), None))
            clash = entry_conflict(decision, known, text, judged=anchor)
            if clash is not None and clash.kind == "gone":
                found.append(clash)
    return found


def _keys(decision: Decision, entries: Entries) -> tuple[str, str]:
    """The ids of a ruling's two events as they are read today; those of the decision where they are not."""
    left, right = (_today(anchor, entries) for anchor in judged(decision))
    return left, right


def _today(anchor: Anchor, entries: Entries) -> str:
    known, text = entries.get(anchor.report, ((), None))
    return (find(anchor, known, text) or anchor).id if text is not None else anchor.id


def _quotes(decision: Decision) -> tuple[str, str]:
    left, right = (f"»{anchor.quote}« in {anchor.report}" for anchor in judged(decision))
    return left, right
