"""What the formats of event data have in common: which incidents they take, on which day, told by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lagebild.export.coding import Coded, plover
from lagebild.export.ledger import Ledger
from lagebild.export.selection import Selection
from lagebild.reading import OUTLET
from lagebild.record.incidents import Incident
from lagebild.record.telling import Telling

FACTUAL = frozenset({"happened", "ongoing"})
BETWEEN = "; "
"""Between several values in one cell."""


def factual(selection: Selection, incidents: Iterable[Incident], ledger: Ledger) -> Iterator[Incident]:
    """The incidents for a format without a status: those that happened or are going on.

    Whoever filters by another status gets those, and is told that the format does not say so.
    """
    asked = selection.filters.status
    for one in incidents:
        if one.status in FACTUAL:
            yield one
        elif asked == one.status:
            ledger.fill("status", f"the format has no place for it: {one.status}", id=one.id)
            yield one
        else:
            ledger.drop("incident", f"it is {one.status}, and the format only has what happened", id=one.id)


def coded(incidents: Iterable[Incident], ledger: Ledger) -> Iterator[tuple[Incident, Coded]]:
    """The incidents that PLOVER has a type for, with it."""
    for one in incidents:
        code = plover(one.type, one.mode)
        if code is None:
            ledger.drop("incident", f"PLOVER has no type for {one.type}", id=one.id)
            continue
        if code.lost:
            ledger.drop("mode", f"PLOVER has no mode {code.lost} of {code.type}", id=one.id)
        yield one, code


def day(one: Incident, ledger: Ledger, *, field: str) -> str | None:
    """The first possible day; where no report names one the day of the first report, which is noted.

    None, noted too, if there is neither.
    """
    if one.begin is not None:
        return one.begin
    if one.by is not None:
        ledger.fill(field, "no report names a day: the day of the first report, by which it had happened", id=one.id)
        return one.by
    ledger.drop("incident", "no day is known, and the format needs one", id=one.id)
    return None


def source_of(one: Incident) -> str | None:
    """Whose claim it is; None for the outlets' own word, `hearsay` for nobody named."""
    return None if one.source == OUTLET else one.source or "hearsay"


def best(one: Incident) -> Telling:
    """The telling that gives the headline."""
    return next((t for t in one.tellings if t.headline == one.headline and t.gist == one.gist), one.tellings[0])


def outlets(one: Incident) -> tuple[str, ...]:
    """The outlets that tell it, in the order of their reports."""
    return tuple(dict.fromkeys(t.evidence.outlet or t.report for t in one.tellings))


def names(values: Iterable[str | None]) -> str:
    """Several values in one cell; empty ones are left out."""
    return BETWEEN.join(value for value in values if value)
