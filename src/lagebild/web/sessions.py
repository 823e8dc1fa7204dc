"""Who is logged in: sessions, kept in the memory of the server. Their cookie is random and says nothing by itself."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable

import msgspec

from lagebild.web.users import User

IDLE = 12 * 3_600.0
"""Seconds without a request after which a session ends."""

LONGEST = 7 * 86_400.0
"""Seconds after which a session ends in any case."""

MOST = 20
"""A user has so many sessions at once; a further one ends the oldest."""


class Session(msgspec.Struct, kw_only=True):
    """A session of a user. It holds as long as the user's password hash is `hash`; a write must bring `token`."""

    name: str
    hash: str
    token: str
    begun: float
    seen: float


class Sessions:
    """The sessions of a server, by the digest of their cookies: what is in memory lets nobody in."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[bytes, Session] = {}

    def begin(self, user: User) -> str:
        """Begin a session; returns its cookie."""
        now = self._clock()
        self._kept = {key: one for key, one in self._kept.items() if self._lasts(one, now)}
        own = sorted((one.begun, key) for key, one in self._kept.items() if one.name == user.name)
        for _, key in own[: max(0, len(own) - MOST + 1)]:
            del self._kept[key]
        cookie = secrets.token_urlsafe(32)
        token = secrets.token_urlsafe(32)
        self._kept[_digest(cookie)] = Session(name=user.name, hash=user.hash, token=token, begun=now, seen=now)
        return cookie

    def find(self, cookie: str | None) -> Session | None:
        """The session of a cookie, which has been used now; None if there is none, or if it has ended."""
        if not cookie:
            return None
        found, now = self._kept.get(_digest(cookie)), self._clock()
        if found is None or not self._lasts(found, now):
            return None
        found.seen = now
        return found

    def end(self, cookie: str | None) -> None:
        """End a session."""
        if cookie:
            self._kept.pop(_digest(cookie), None)

    def _lasts(self, one: Session, now: float) -> bool:
        return now - one.seen < IDLE and now - one.begun < LONGEST


def _digest(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).digest()
