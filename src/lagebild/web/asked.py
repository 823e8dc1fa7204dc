"""What an address asks for: days and choices, checked. A value that does not exist is an error that names those that do."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from starlette.requests import Request

from lagebild.errors import QuestionError
from lagebild.web import phrases
from lagebild.web.site import language, wants_json

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_MONTH = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
_DECADE = re.compile(r"[0-9]{3}")
LONGEST = 500
"""Code points of the longest name, or words, that are asked for."""
_PREFIXES = {"type": "ev_", "status": "st_"}
"""What the phrases for the values of some parameters begin with."""
_SHOWN = 60
"""So many of the allowed values are named."""


def text(request: Request, name: str) -> str:
    """A parameter without blanks around it; empty if it is not given.

    Raises QuestionError if it is longer than :data:`LONGEST`.
    """
    value = request.query_params.get(name, "").strip()
    if len(value) > LONGEST:
        raise QuestionError(words(request, "too_long").format(name=name, most=LONGEST))
    return value


def day(request: Request, name: str) -> str | None:
    """A day (ISO date); None if it is not given. Raises QuestionError if it is none."""
    value = text(request, name)
    if not value:
        return None
    try:
        if _DAY.fullmatch(value):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:  # the 30th of February
        pass
    raise QuestionError(words(request, "no_day").format(name=name, value=value))


def moment(request: Request, name: str) -> str | None:
    """A day or a moment in UTC (`2021-03-08` or `2021-03-08T14:05`); None if it is not given.

    Raises QuestionError if it is neither.
    """
    value = text(request, name).removesuffix("Z")
    if not value:
        return None
    try:
        if _MOMENT.fullmatch(value):
            datetime.datetime.fromisoformat(value)
            return value
    except ValueError:  # a quarter past 25
        pass
    raise QuestionError(words(request, "no_moment").format(name=name, value=value))


def month(request: Request, name: str) -> str | None:
    """A year or a month (`2021` or `2021-03`); None if it is not given. Raises QuestionError if it is neither.

    A decade is taken, too (`202`, as TIMEX3 has it): the timeline leads to one.
    """
    value = text(request, name)
    if value and not (_MONTH.fullmatch(value) or _DECADE.fullmatch(value)):
        raise QuestionError(words(request, "no_month").format(name=name, value=value))
    return value or None


def known(request: Request) -> str | None:
    """The day up to whose end reports count (`known`); None if all do. Raises QuestionError if it is no day.

    The page will say so, too.
    """
    found = day(request, "known")
    request.state.known = found
    return found


def choice(request: Request, name: str, allowed: Iterable[str]) -> str:
    """One of some values, in their own case; empty if it is not given. Raises QuestionError, which names them."""
    value = text(request, name)
    if not value:
        return ""
    some = [*allowed]
    if value in some:
        return value
    by_plain = {one.casefold(): one for one in some}
    if value.casefold() in by_plain:
        return by_plain[value.casefold()]
    named = ", ".join(_called(request, name, one) for one in some[:_SHOWN]) + (", …" if len(some) > _SHOWN else "")
    raise QuestionError(
        words(request, "no_such_value").format(name=name, value=value, allowed=named or words(request, "none"))
    )


def _called(request: Request, name: str, value: str) -> str:
    # on a page the reader's own word stands first: the value is a word of the address
    prefix = _PREFIXES.get(name, "")
    if wants_json(request) or not prefix:
        return value
    called = words(request, prefix + value)
    return f"{called} ({value})" if called.casefold() != value.casefold() else called


def share(request: Request, name: str) -> float:
    """A share from 0 to 1; 0 if it is not given. Raises QuestionError if it is none."""
    value = text(request, name)
    try:
        found = float(value or 0)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise QuestionError(words(request, "no_share").format(name=name, value=value))
    return found


def words(request: Request, key: str) -> str:
    """A phrase in the language in which errors are told."""
    # who reads JSON gets English messages, as everywhere
    return phrases.phrases("en" if wants_json(request) else language(request))[key]
