"""How precisely an incident's day and place are known, on the scales of UCDP GED (codebook, `date_prec`, `where_prec`)."""

from __future__ import annotations

import datetime
import re
from functools import cache

from lagebild.lexicon import load
from lagebild.lexicon.gazetteer import known
from lagebild.record.telling import Party

_PLACE, _PROVINCE, _STATE = 1, 4, 6
_WORD = re.compile(r"\w+")
_DATES = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Up to so many days, and UCDP's `date_prec` for it; anything longer is 5."""


def date_precision(begin: str | None, end: str | None) -> int | None:
    """1 for a day, 2 for two to six days, 3 for a week, 4 for up to a month, 5 for more; None if no day is said."""
    if begin is None or end is None:
        return None
    days = (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(begin)).days + 1
    return next((precision for most, precision in _DATES if days <= most), 5)


def where_precision(place: Party | None) -> int | None:
    """1 for the place itself, 3 for a district, 4 for a province, 5 for a larger region, 6 for a state, 7 for sea or air.

    2 (within some 25 kilometres) is never given: that would take a map. None if no place is said.
    """
    if place is None:
        return None
    if place.kind == "state":
        return _STATE
    found = known(place.name)
    if found is not None:
        return _PROVINCE if found.level == "region" else _ending(place.name) or _PLACE
    return _ending(place.name) or _PLACE


def _ending(name: str) -> int | None:
    words = [word.casefold() for word in _WORD.findall(name)]
    # the word that says what it is stands first in a name (Provinz Sarn), or last in a compound (Nordsee)
    return next(
        (value for word in words for end, value in _endings() if word.rstrip("sn").endswith(end.rstrip("sn"))), None
    )


@cache
def _endings() -> tuple[tuple[str, int], ...]:
    rows = load("place_precision", required=("form", "value", "example", "counter_example"))
    return tuple((row["form"].casefold(), int(row["value"])) for row in rows)
