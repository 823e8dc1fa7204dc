"""Answers that compare outlets: one incident outlet by outlet, and two outlets over the whole record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lagebild.export import answers
from lagebild.export.answer_rows import IncidentRow
from lagebild.export.frames import Row
from lagebild.record.incidents import Incident
from lagebild.record.side_by_side import Table, side_by_side
from lagebild.store.comparing import Side
from lagebild.store.indexes import Outlet


class ComparedRow(IncidentRow, frozen=True, kw_only=True):
    """An incident with what each outlet says of it: `table` has a row a question and a column an outlet.

    `parts` are the ids of the incidents within it, `outcomes` of those that came of it.
    """

    parts: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    table: Table


class OutletsRow(Row, frozen=True, kw_only=True):
    """Two outlets side by side. It says what is on record, and rates neither.

    `totals` counts the incidents that both tell (`both`), and those that only one of them has. `both` are such incidents
    with the table of these two outlets, `only_one` and `only_other` those that the other one does not have on record.
    """

    one: Outlet
    other: Outlet
    totals: dict[Side, int]
    both: tuple[ComparedRow, ...] = ()
    only_one: tuple[IncidentRow, ...] = ()
    only_other: tuple[IncidentRow, ...] = ()


def incident(
    item: Incident,
    *,
    parts: Iterable[Incident] = (),
    outcomes: Iterable[Incident] = (),
    outlets: Sequence[str] | None = None,
) -> ComparedRow:
    """The row of an incident with its table: of all its outlets, or of some."""
    return ComparedRow.made_of(
        answers.incident(item),
        parts=tuple(one.id for one in parts),
        outcomes=tuple(one.id for one in outcomes),
        table=side_by_side(item, outlets=outlets),
    )


def outlets(
    sides: tuple[Outlet, Outlet], totals: Mapping[Side, int], found: Mapping[Side, Iterable[Incident]]
) -> OutletsRow:
    """The row of two outlets; `found` has the incidents of each side that are shown."""
    names = [outlet.outlet for outlet in sides if outlet.outlet]
    return OutletsRow(
        one=sides[0],
        other=sides[1],
        totals=dict(totals),
        both=tuple(incident(item, outlets=names) for item in found.get("both", ())),
        only_one=tuple(map(answers.incident, found.get("one", ()))),
        only_other=tuple(map(answers.incident, found.get("other", ()))),
    )
