"""What editors decided, as rows and in words, and where it clashes."""

from __future__ import annotations

import msgspec

from lagebild.export.frames import Row
from lagebild.record.decisions import Anchor, Conflict, ConflictKind, Decision, DecisionKind, Layer, describe
from lagebild.store.log import Logged, LoggedKind


class AnchorRow(Row, frozen=True, kw_only=True):
    """The entry that a decision is about."""

    id: str
    report: str
    layer: Layer
    quote: str
    claim: dict[str, str]
    details: dict[str, str]


class RetractionRow(Row, frozen=True, kw_only=True):
    """Who took a decision back, and when (UTC)."""

    author: str
    retracted_at: str = msgspec.field(name="at")


class DecisionRow(Row, frozen=True, kw_only=True):
    """An editor's decision, taken back or not.

    It is about two names (`left`, `right`), two events (`left_entry`, `right_entry`) or one `entry`. A `mend` sets its
    `field` to `value`; `was` is what it was before.
    """

    number: int
    kind: DecisionKind
    left: str | None
    right: str | None
    left_entry: AnchorRow | None
    right_entry: AnchorRow | None
    entry: AnchorRow | None
    field: str | None
    value: str | None
    was: str | None
    why: str | None
    author: str
    recorded_at: str = msgspec.field(name="at")
    retracted: RetractionRow | None


class ConflictRow(Row, frozen=True, kw_only=True):
    """Where decisions clash, with a message for people."""

    kind: ConflictKind
    decisions: tuple[int, ...]
    names: tuple[str, ...]
    reports: tuple[str, ...]
    was: str | None
    now: str | None
    message: str


class LogRow(Row, frozen=True, kw_only=True):
    """What somebody did besides deciding: a report that came, a table that was loaded, a view that was saved.

    `about` is the report's id, the table's file with what came of it, or the view's name.
    """

    number: int
    what: LoggedKind
    about: str
    author: str
    recorded_at: str = msgspec.field(name="at")


def logged(item: Logged) -> LogRow:
    """The row of what was noted."""
    return LogRow.made_of(item)


def decision(item: Decision) -> DecisionRow:
    """The row of an editor's decision."""
    back = RetractionRow.made_of(item.retracted) if item.retracted else None
    about = {name: _judged(getattr(item, name)) for name in ("entry", "left_entry", "right_entry")}
    return DecisionRow.made_of(item, retracted=back, **about)


def _judged(item: Anchor | None) -> AnchorRow | None:
    return None if item is None else AnchorRow.made_of(item, claim=dict(item.claim), details=dict(item.details))


def conflict(item: Conflict) -> ConflictRow:
    """The row of a clash of decisions."""
    return ConflictRow.made_of(item, message=message(item))


def message(item: Conflict) -> str:
    """Describe a conflict and what to do about it."""
    names, reports = " and ".join(item.names), ", ".join(item.reports)
    numbers = ", ".join(map(str, item.decisions[:-1]))
    last = item.decisions[-1]
    undo = f"undo it (`lagebild undo {last}`) if it no longer holds"
    match item.kind:
        case "contradiction":
            return f"decision {last} sets {names} apart, but {numbers} make them one; undo one of them"
        case "unheeded":
            return f"decision {last} on {names} is not followed, because the record has other grounds; {undo}"
        case "unknown":
            return f"decision {last}: nobody on record is called {names} any more; {undo}"
        case "evidence":
            return f"decision {last} on {names}: newer reports contradict it ({reports}); {undo}"
        case "gone":
            now = f" but {item.now}" if item.now else ""
            return f"decision {last} on »{names}« in {reports}: its reading no longer says {item.was}{now}; {undo}"
        case "changed":
            return f"decision {last} on »{names}« in {reports}: was {item.was}, is now {item.now}; {undo}"
        case "superseded":
            earlier = item.decisions[0]
            return f"decision {earlier} on »{names}« in {reports} ({item.was}) is superseded by {last} ({item.now})"
    raise ValueError(item.kind)


def decided(item: Decision) -> str:
    """A decision in one line."""
    if item.entry is not None:
        about = f"»{item.entry.quote}« in {item.entry.report}"
        if item.kind == "mend":
            return f"{about}: {item.field} is {item.value}, not {item.was}"
        return f"{about} is wrong as {describe(item.entry)}"
    sides: list[str | None] = [item.left, item.right]
    if item.left_entry is not None and item.right_entry is not None:
        sides = [f"»{a.quote}« in {a.report}" for a in (item.left_entry, item.right_entry)]
    return f"{sides[0]} and {sides[1]} are {'the same' if item.kind == 'same' else 'different'}"
