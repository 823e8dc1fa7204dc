"""What looks at a record from outside as rows: how two readers differ, and what a check finds."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lagebild.compare import Compared
from lagebild.record.diff import ChangeKind, DiffLayer, LayerCount, counted
from lagebild.store.check import Checked, Fault


class DifferenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One difference between two readings of a report, with the words of the text that it is about."""

    report: str
    layer: DiffLayer
    kind: ChangeKind
    field: str | None
    old: str | None
    new: str | None
    start: int
    end: int
    quote: str


class DiffSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What is read differently: how many reports were compared, how many of them differ, and where.

    `only_old` and `only_new` are reports that just one side has, `other_text` those with two texts under one id, `unread`
    those that one side could not read: all of these are not compared.
    """

    compared: int
    differing: int
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    other_text: tuple[str, ...]
    unread: tuple[str, ...]
    counts: dict[DiffLayer, LayerCount]
    differences: tuple[DifferenceRow, ...]


class CheckSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found in so many reports and entries; each fault says what to do about it.

    `withheld` are the entries that are left out of all answers, because their words are not those of their report.
    """

    db: str
    reports: int
    entries: int
    faults: tuple[Fault, ...]
    withheld: tuple[str, ...]
    healed: tuple[str, ...]


def diff(results: Iterable[Compared]) -> DiffSummary:
    """The differences of many reports."""
    made = list(results)
    told = [one for one in made if not (one.missing or one.other_text or one.unread)]
    rows = [
        DifferenceRow(
            report=one.report,
            layer=d.layer,
            kind=d.kind,
            field=d.field,
            old=d.old,
            new=d.new,
            start=d.quote.start,
            end=d.quote.end,
            quote=d.quote.of(one.text),
        )
        for one in told
        for d in one.differences
    ]
    return DiffSummary(
        compared=len(told),
        differing=sum(bool(one.differences) for one in told),
        only_old=tuple(one.report for one in made if one.missing == "new"),
        only_new=tuple(one.report for one in made if one.missing == "old"),
        other_text=tuple(one.report for one in made if one.other_text),
        unread=tuple(one.report for one in made if one.unread),
        counts=counted(d for one in told for d in one.differences),
        differences=tuple(rows),
    )


def check(db: str, found: Checked) -> CheckSummary:
    """The result of a check."""
    given = {name: getattr(found, name) for name in CheckSummary.__struct_fields__ if name != "db"}
    return CheckSummary(db=db, **given)
