"""The login: before every page stands the question who asks, and what that person may do.

Either users log in with a password (:mod:`lagebild.web.users`), or a proxy in front of the server says in a header who they
are (:class:`Trusted`). Programs that read feeds or JSON may send the password with each request (HTTP Basic, RFC 7617).
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import ipaddress
import logging
import math
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Literal
from urllib.parse import urlencode, urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.errors import UsersError
from lagebild.web import asked, safety, users
from lagebild.web.forwarded import PEER
from lagebild.web.sessions import LONGEST, Sessions
from lagebild.web.site import answer, own_address, path_of, query_of, site
from lagebild.web.slowdown import Slowdown
from lagebild.web.users import Right, User, Users
from lagebild.web.visitor import Visitor, visitor

COOKIE = "lagebild_session"

LARGEST = 20_000
"""Bytes of the largest form with a name and a password."""

OPEN = ("/login", "/static/")
"""What may be asked without a login: the form, and the files that it looks like."""

MOST_REMEMBERED = 1_000
"""Of so many who sent a password with each request the server remembers that it was right."""

_CHALLENGE = {"www-authenticate": 'Basic realm="Lagebild", charset="UTF-8"'}
_log = logging.getLogger("lagebild.web")


class Trusted(msgspec.Struct, frozen=True, kw_only=True):
    """A proxy that says who asks, in a `header`, from one of some addresses (`sources`, as networks).

    `right` is that of a name which the password file, if there is one, does not have; with `none` it is not let in.
    """

    header: str
    sources: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
    right: Right | Literal["none"] = "read"

    def trusts(self, address: str | None) -> bool:
        """True if a request from an address may say who asks."""
        try:
            found = ipaddress.ip_address(address or "")
        except ValueError:  # a socket of this machine has none
            return False
        found = getattr(found, "ipv4_mapped", None) or found
        return any(found in network for network in self.sources)


def networks(given: Sequence[str]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Addresses and networks (`10.1.0.0/24`) as such. Raises ValueError for what is none."""
    return tuple(ipaddress.ip_network(one.strip()) for one in given)


class Door:
    """What the login keeps: users, sessions, and who failed how often."""

    def __init__(
        self, known: Users | None, trusted: Trusted | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.users, self.trusted = known, trusted
        self.sessions = Sessions(clock=clock)
        self.turn = asyncio.Lock()  # one password after another: each takes memory, and a failure counts for the next
        self.failures = (
            Slowdown(free=5, longest=900.0, clock=clock),  # by name and address,
            Slowdown(free=20, longest=60.0, clock=clock),  # by address, which may be a proxy with all users behind it,
            Slowdown(free=50, longest=60.0, clock=clock),  # and by name: nobody can shut a user out for long
        )
        self._secret = secrets.token_bytes(32)
        self._right: dict[bytes, str] = {}
        self._nobody = ""  # the hash of a password that nobody has

    def token(self, name: str) -> str:
        """What a write of somebody without a session must bring: the same as long as the server runs."""
        return hmac.new(self._secret, b"token\0" + name.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    async def enter(self, request: Request, name: str, password: str) -> User:
        """The user whose password this is. Raises HTTPException: 401, or 429 for who has failed too often."""
        keys = _keys(request, name)
        async with self.turn:
            waits = [one.wait(key) for one, key in zip(self.failures, keys, strict=True)]
            if (wait := max(waits)) > 0:
                raise HTTPException(429, headers={"retry-after": str(math.ceil(wait))})
            user = self.users.find(name) if self.users is not None else None
            # who is no user takes as long to be refused as who is one
            self._nobody = self._nobody or users.hashed(secrets.token_urlsafe(16))
            kept = user.hash if user is not None and user.hash != users.NO_PASSWORD else self._nobody
            right = await run_in_threadpool(users.fits, password, kept)
            if right and user is not None:
                for one, key in zip(self.failures, keys, strict=True):
                    one.succeeded(key)
                return user
            for one, key in zip(self.failures, keys, strict=True):
                one.failed(key)
        # a name that is none may be a password that was typed into the wrong field
        _log.warning("a login failed: %s from %s", user.name if user else "an unknown name", _address(request))
        raise HTTPException(401)

    async def with_each(self, request: Request, name: str, password: str) -> User:
        """The user whose password comes with a request; a right one is remembered. Raises as :meth:`enter`."""
        key = hmac.new(self._secret, f"{name}\0{password}".encode("utf-8", "replace"), hashlib.sha256).digest()
        user = self.users.find(name) if self.users is not None else None
        if user is not None and self._right.get(key) == user.hash:
            return user
        user = await self.enter(request, name, password)
        self._right[key] = user.hash
        if len(self._right) > MOST_REMEMBERED:
            del self._right[next(iter(self._right))]
        return user


def _address(request: Request) -> str:
    return request.client.host if request.client is not None else ""


def _keys(request: Request, name: str) -> tuple[str, str, str]:
    try:
        name = users.named(name)
    except UsersError:
        name = ""
    address = _address(request)
    return f"{name}\0{address}", address, name


class Login:
    """Lets in whom the door knows, with what they may do (ASGI middleware); without a door everybody.

    Whoever may only read cannot write. What a login protects is kept in no cache.
    """

    def __init__(self, app: ASGIApp, door: Door | None) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self.door is None or scope["type"] != "http" or scope["path"].startswith(OPEN[1]):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refused = None
        if scope["path"] != OPEN[0]:
            try:
                request.state.visitor = await _who(self.door, request)
                refused = _refused(request, request.state.visitor)
            except HTTPException as error:
                key = error.detail if error.status_code == 403 else f"trouble_{error.status_code}"
                refused = _trouble(request, error.status_code, key)
                refused.headers.update({**(error.headers or {}), **(_CHALLENGE if error.status_code == 401 else {})})

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("cache-control", "no-store")
            await send(message)

        await (refused or self.app)(scope, receive, sending)


def _refused(request: Request, found: Visitor | None) -> Response | None:
    """The answer to a request that is not let in; None for one that is."""
    reads = request.method in ("GET", "HEAD")
    if found is not None:
        may = reads or found.right == "decide" or request.scope["path"] == "/logout"
        return None if may else _trouble(request, 403, "only_reads")
    if not reads:
        return _trouble(request, 401, "trouble_401")
    accept, mode = request.headers.get("accept", ""), request.headers.get("sec-fetch-mode")
    program = request.scope["path"].endswith((".json", ".atom")) or "text/html" not in accept
    if mode == "navigate" or not program:
        query = query_of(request)
        wish = own_address(path_of(request) + (f"?{query}" if query else ""))
        if request.headers.get("sec-fetch-site") == "cross-site":
            # the cookie did not come along, since somebody else's page led here: asked from our own it does
            return answer(request, "onward.html", {"onward": wish or "/"}, None, as_page=True)
        return RedirectResponse("/login" + (f"?{urlencode({'next': wish})}" if wish not in ("", "/") else ""), 303)
    refused = _trouble(request, 401, "trouble_401")
    if mode is None:  # a program, and no module of our own pages, for which the browser would ask for the password
        refused.headers.update(_CHALLENGE)
    return refused


def _trouble(request: Request, status: int, key: str) -> Response:
    said = {"status": status, "error": asked.words(request, key)}
    return answer(
        request, "trouble.html", {"status": status, "detail": "", "words": said["error"]}, said, status=status
    )


async def _who(door: Door, request: Request) -> Visitor | None:
    """Who asks. Raises HTTPException for a header or a password that is not right."""
    if door.trusted is not None:
        return _vouched(door, door.trusted, request)
    given = request.headers.get("authorization", "")
    if given[:6].casefold() == "basic " and request.method in ("GET", "HEAD"):
        user = await door.with_each(request, *_basic(given[6:]))
        return Visitor(name=user.name, right="read", token=door.token(user.name))
    session = door.sessions.find(request.cookies.get(COOKIE))
    user_ = door.users.find(session.name) if session is not None and door.users is not None else None
    if session is None or user_ is None or user_.hash != session.hash:
        return None
    return Visitor(name=user_.name, right=user_.right, token=session.token, can_leave=True)


def _vouched(door: Door, trusted: Trusted, request: Request) -> Visitor:
    """Whom the proxy names. Raises HTTPException if it is not the proxy that asks, or if it names nobody, or two."""
    peer = request.scope.get(PEER, _address(request))
    named = request.headers.getlist(trusted.header)
    if not trusted.trusts(peer):
        raise HTTPException(403, "only_by_proxy")
    try:
        (value,) = named
        name = users.named(value.encode("latin-1").decode("utf-8"))
    except (ValueError, UsersError):
        raise HTTPException(403, "proxy_names_nobody") from None
    user = door.users.find(name) if door.users is not None else None
    right = user.right if user is not None else trusted.right
    if right == "none":
        raise HTTPException(403, "no_such_user")
    return Visitor(name=name, right=right, token=door.token(name))


def _basic(given: str) -> tuple[str, str]:
    try:
        name, colon, password = base64.b64decode(given.strip(), validate=True).decode("utf-8").partition(":")
    except (ValueError, binascii.Error):
        raise HTTPException(401) from None
    if not colon:
        raise HTTPException(401)
    return name, password


def _door(request: Request) -> Door:
    """What the login keeps. Raises HTTPException if there is none, or none with passwords."""
    door: Door | None = request.app.state.door
    if door is None or door.trusted is not None:
        raise HTTPException(404)
    return door


async def form(request: Request) -> Response:
    """The form to log in; who is in already is led on."""
    onward = own_address(request.query_params.get("next", ""))
    if await _who(_door(request), request) is not None:
        return RedirectResponse(onward or "/", 303)
    return answer(request, "login.html", {"onward": onward, "name": "", "failed": "", "wait": 0}, {"login": "/login"})


async def enter(request: Request) -> Response:
    """Log in, and lead to the page that was asked for."""
    door, here = _door(request), site(request)
    write = safety.guarded(request, token=here.token, largest=LARGEST)
    given = await write.form(max_files=0, max_fields=10)
    if not safety.right_token(given.get("token"), here.token):
        raise HTTPException(403, "token")
    name, password, wish = (given.get(key) for key in ("name", "password", "next"))
    name, password, wish = (one if isinstance(one, str) else "" for one in (name, password, wish))
    onward = own_address(wish)
    try:
        user = await door.enter(request, name, password)
    except HTTPException as error:
        wait = int((error.headers or {}).get("retry-after", "0"))
        context = {"onward": onward, "name": name, "failed": "wait" if wait else "wrong", "wait": wait}
        said = {"status": error.status_code, "error": "wait" if wait else "wrong name or password"}
        failed = answer(request, "login.html", context, said, status=error.status_code)
        failed.headers.update(error.headers or {})
        return failed
    door.sessions.end(request.cookies.get(COOKIE))
    response = RedirectResponse(onward or "/", 303)
    origin = request.headers.get("origin") or request.headers.get("referer") or ""
    response.set_cookie(
        COOKIE, door.sessions.begin(user), max_age=int(LONGEST), httponly=True, samesite="strict",
        secure=urlsplit(origin).scheme == "https",  # so the browser says, also behind a proxy that has the certificate
    )  # fmt: skip
    return response


async def leave(request: Request) -> Response:
    """Log out, and lead to the form."""
    door, found = _door(request), visitor(request)
    if found is None or not found.can_leave:
        raise HTTPException(401)
    write = safety.guarded(request, token=found.token, largest=LARGEST)
    given = await write.form(max_files=0, max_fields=10)
    if not safety.right_token(given.get("token"), found.token):
        raise HTTPException(403, "token")
    door.sessions.end(request.cookies.get(COOKIE))
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response
