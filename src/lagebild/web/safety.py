"""Protection against hostile text and hostile sites: headers, and who may write."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Collection
from email import message as mail
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""On every answer. Nothing inline runs, and nothing is fetched from or sent to elsewhere."""

LARGEST_UPLOAD = 20_000_000
"""A request that adds reports may have so many bytes, all its parts together."""

KINDS = (
    ".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom",
    ".csv", ".tsv", ".pdf",
)  # fmt: skip
"""The file name endings that may be uploaded: no archives, which unpack to more than a page should read at once."""


LONGEST_QUERY = 8_000
"""Bytes of the longest query (what stands behind the `?` of an address)."""

LONGEST_PATH = 40_000
"""Bytes of the longest path: with every letter quoted the longest id that a source may give takes 24,000."""

FIRST_PART = 65_536
"""The token of a write is in so many first bytes of its body, or it is refused before more is read."""

_log = logging.getLogger("lagebild.web")

Trouble = Callable[[Request, int, str], Response]
"""An answer to a request that failed, with its status and a word of detail."""


class Guard:
    """Stands before every page (ASGI middleware): :data:`HEADERS` on each answer, also on errors, and only known hosts.

    A foreign host name is a sign of DNS rebinding: a page of somebody else that reaches this server under a name of its
    own. Whatever a page raises becomes status 500 without a word of what it was, which goes to the log.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], trouble: Trouble) -> None:
        self.app = app
        self.hosts = frozenset(map(host_name, hosts))
        self.trouble = trouble

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        request = Request(scope)
        app = self._refused(request) or self.app
        try:
            await app(scope, receive, sending)
        except ClientDisconnect:  # whoever asked is gone
            return
        except asyncio.CancelledError:  # the server stops, and has waited long enough
            if not begun:
                await PlainTextResponse("the server stops\n", 503)(scope, receive, sending)
        except Exception:
            _log.exception("a page failed")
            if begun:
                raise
            await self.trouble(request, 500, "")(scope, receive, sending)

    def _refused(self, request: Request) -> Response | None:
        if host_name(request.headers.get("host", "")) not in self.hosts:
            why = "this server is not asked under that name; start it with --allow-host NAME\n"
            return PlainTextResponse(why, 400)
        if not request.scope["path"].startswith("/"):  # `*`, or what a proxy is asked
            return PlainTextResponse("the address has to begin with a slash\n", 400)
        if len(request.scope["query_string"]) > LONGEST_QUERY:
            return self.trouble(request, 400, f"the query is longer than {LONGEST_QUERY:,} bytes")
        if len(request.scope.get("raw_path") or request.scope["path"].encode()) > LONGEST_PATH:
            return self.trouble(request, 400, f"the address is longer than {LONGEST_PATH:,} bytes")
        return None


def host_name(given: str) -> str:
    """The name of a host as one compares it: without port, brackets and a last dot, in small letters."""
    name = given.strip().casefold()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:  # an IPv6 address has more
        name = name.partition(":")[0]
    return name.rstrip(".")


def same_origin(headers: Headers) -> bool:
    """True if a write comes from one of our own pages: its Origin, or else its Referer, is the host asked."""
    origin = headers.get("origin") or headers.get("referer") or ""
    try:
        return bool(origin) and urlsplit(origin).netloc == headers.get("host")
    except ValueError:  # no address
        return False


def guarded(request: Request, *, token: str, largest: int) -> Request:
    """A write whose body can be read: it comes from one of our pages and brings the token.

    Its bytes are counted as they arrive, whatever its headers say of their number. Of a body whose :data:`FIRST_PART` has
    no token no more is read. Raises HTTPException, at once or while the body is read.
    """
    if not same_origin(request.headers):
        raise HTTPException(403, "origin")
    # a form comes as UTF-8; in another encoding it could hold half a character, or what Python's decoders raise for
    kind = mail.Message()
    kind["content-type"] = request.headers.get("content-type", "")
    if kind.get_content_charset("utf-8") not in ("utf-8", "utf8"):
        raise HTTPException(415, "a form has to be UTF-8")
    said = request.headers.get("content-length", "")
    if said.isdecimal() and (len(said) > len(str(largest)) or int(said) > largest):
        raise HTTPException(413, "size")
    taken = 0
    first: bytearray | None = bytearray()

    async def receive() -> Message:
        nonlocal taken, first
        while True:
            message = await request.receive()
            if message["type"] != "http.request":
                return message
            body, more = message.get("body", b""), message.get("more_body", False)
            taken += len(body)
            if first is not None:
                first += body
                if token.encode() in first[:FIRST_PART]:
                    body, first = bytes(first), None
                elif len(first) >= FIRST_PART or not more:
                    raise HTTPException(403, "token")
            if taken > largest:
                raise HTTPException(413, "size")
            if first is None:
                return {"type": "http.request", "body": body, "more_body": more}

    return Request(request.scope, receive)


def right_token(given: object, token: str) -> bool:
    """True if a write brings the site's token; compared in constant time."""
    return isinstance(given, str) and secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())
