"""The timeline of what the chronicle is narrowed to: years, the months of one, the days of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lagebild.record import tallies
from lagebild.record.tallies import DayCount
from lagebild.store import Connection, counting
from lagebild.web import asked, views
from lagebild.web.overlay import KINDS
from lagebild.web.phrases import day, month, phrases
from lagebild.web.site import answer, language, site
from lagebild.web.timescale import DIGITS, NARROW, Timescale, around, days, draw, only_year, scale_of, timescale


def timeline(request: Request) -> Response:
    """Incidents over time; the filters and what is looked at (`at`) are in the address."""
    known = asked.known(request)
    at = asked.month(request, "at") or ""
    with site(request).record(known) as connection:
        narrowed = views.narrowed(request, connection)
        counts = _Counts(request, connection, narrowed)
        found = counts.within(at)
        if not at and (year := only_year(found)):
            at, found = year, counts.within(year)
        before, behind = counts.beside(at) if at else (None, None)
    wanted = narrowed.wanted
    scale = timescale(found, KINDS, at, first=wanted["first"], last=wanted["last"])
    total = sum(one.count for one in found)
    tongue = language(request)
    context = {
        **views.context(narrowed, at=at),
        "scale": scale,
        "drawn": draw(scale, views.KIND_NAMES),
        "narrow": draw(scale, views.KIND_NAMES, width=NARROW),
        "kind_names": [kind for kind in views.KIND_NAMES if _has(scale, kind)],
        "total": total,
        "days_of": days,
        "around": around(at),
        "before": before[: len(at)] if before else None,
        "behind": behind[: len(at)] if behind else None,
        "called": lambda value: called(value, tongue),
        "short": lambda value: _short(value, tongue),
    }
    return answer(request, "timeline.html", context, _data(scale, total))


class _Counts:
    """The incidents that are left by the filters, counted by their days: in the database, or each looked at."""

    def __init__(self, request: Request, connection: Connection, narrowed: views.Narrowed) -> None:
        self._request, self._connection, self._narrowed = request, connection, narrowed
        self._incidents = views.surely(connection, narrowed) if narrowed.sure and not narrowed.nobody else None

    def within(self, at: str) -> Sequence[DayCount]:
        """Those that lie in a decade, year or month, at least in part, their days cut for its scale."""
        digits = DIGITS[scale_of(at)]
        if self._narrowed.nobody:
            return ()
        if self._incidents is not None:
            first, last = days(at) if at else ("", "~")
            inside = (one for one in self._incidents if not at or _inside(one.day, one.end or one.day, first, last))
            return tallies.by_days(inside, digits)
        wanted = self._narrowed.wanted
        if at:
            first, last = days(at)
            wanted = {
                **wanted,
                "first": max(first, wanted["first"] or first),
                "last": min(last, wanted["last"] or last),
            }
        count = lambda: counting.by_days(self._connection, wanted, digits)  # noqa: E731
        return views.once(self._request, self._connection, f"days {digits}", wanted, count)

    def beside(self, at: str) -> tuple[str | None, str | None]:
        """The next days with an incident before and behind a decade, year or month."""
        first, last = days(at)
        if self._narrowed.nobody:
            return None, None
        if self._incidents is not None:
            found = [one.day for one in self._incidents if one.day]
            return max((d for d in found if d < first), default=None), min((d for d in found if d > last), default=None)
        return counting.beside(self._connection, self._narrowed.wanted, first, last)


def _inside(begin: str | None, end: str | None, first: str, last: str) -> bool:
    return begin is not None and end is not None and end >= first and begin <= last


def called(at: str, tongue: str) -> str:
    """What a decade, year, month or day is called."""
    if len(at) == len("202"):
        return phrases(tongue)["tx_decade"].format(year=f"{at}0")
    return day(at, tongue)


def _short(at: str, tongue: str) -> str:
    """What stands below a column."""
    match len(at):
        case 3:
            return f"{at}0"
        case 4:
            return at
        case 7:
            return month(int(at[5:]), tongue)[:3]
    return str(int(at[8:]))


def _has(scale: Timescale, kind: str) -> bool:
    return any(column.of(kind) for column in scale.columns) or any(one.kind == kind for one in scale.stretches)


def _data(scale: Timescale, total: int) -> dict[str, Any]:
    """What JSON's readers get; days are ISO dates."""
    columns = [
        {
            "at": c.at,
            "begin": c.begin,
            "end": c.end,
            "incidents": c.count,
            "in_it": c.sharp,
            "by_then": c.by,
            "not_settled": c.open,
        }
        for c in scale.columns
    ]
    return {
        "total": total,
        "scale": scale.scale,
        "at": scale.at or None,
        "columns": columns,
        "stretches": [
            {
                "kind": s.kind,
                "begin": days(s.begin)[0],
                "end": days(s.end)[1],
                "goes_on_before": s.before,
                "goes_on_after": s.after,
                "settled": s.settled,
                "incidents": s.count,
            }
            for s in scale.stretches
        ],
        "undated": scale.undated,
        "outside": scale.earlier,
    }
