"""Who asks for a page, and what that person may do there."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from lagebild.web.users import Right


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """A user who is logged in, or whom a proxy vouches for. A write must bring `token`; only a session `can_leave`."""

    name: str
    right: Right
    token: str
    can_leave: bool = False


def visitor(request: Request) -> Visitor | None:
    """Who asks; None if there is no login, or for the pages before it."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    return found


def may_decide(request: Request) -> bool:
    """True if whoever asks may add and correct; without a login everybody may."""
    found = visitor(request)
    return found is None or found.right == "decide"
