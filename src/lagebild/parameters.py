"""What a question in Python may be asked with, checked: days, shares, values of a set.

Whatever cannot be is a :class:`~lagebild.errors.QuestionError` that says how to write it, or names what there is.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal, get_args

from lagebild.errors import QuestionError
from lagebild.reading import EventStatus, EventType

Day = str | datetime.date
"""A day: `2021-03-08`, or a `datetime.date`."""
DisputeKinds = Literal["figure", "date", "place", "doer", "happened", "wording", "holder", "status"]


def a_day(value: Day | None) -> str | None:
    """A day as the record has it (ISO 8601). Raises QuestionError for an invalid one."""
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise QuestionError(f"{value!r} is not a day; write it as 2021-03-08") from None


def a_share(value: float) -> float:
    """A share from 0 to 1. Raises QuestionError for any other number."""
    if not 0 <= value <= 1:
        raise QuestionError(f"{value} is no share; say how sure from 0 to 1, as 0.8")
    return value


def one_of(value: str | None, allowed: Any, what: str) -> Any:
    """The value of a set in its own case. Raises QuestionError for one that is not in it, and names those that are."""
    if not value:
        return None
    known = {one.casefold(): one for one in get_args(allowed)}
    if value.casefold() not in known:
        raise QuestionError(f"{value!r} is no {what}; there are {', '.join(get_args(allowed))}")
    return known[value.casefold()]


def of_incidents(
    *,
    type: str | None = None,  # noqa: A002 - the contract's name
    status: str | None = None,
    first: Day | None = None,
    last: Day | None = None,
) -> dict[str, Any]:
    """The chronicle's filters as the store has them (`kind` is the type), checked.

    Raises QuestionError for an unknown type or status or an invalid day.
    """
    return {
        "kind": one_of(type, EventType, "type of event"),
        "status": one_of(status, EventStatus, "status"),
        "first": a_day(first),
        "last": a_day(last),
    }
