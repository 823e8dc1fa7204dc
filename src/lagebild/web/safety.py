"""Protection against hostile text and hostile sites: headers, and who may write."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
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
"""A request that adds reports may have so many bytes."""

KINDS = (
    ".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom",
    ".csv", ".tsv", ".pdf",
)  # fmt: skip
"""The file name endings that may be uploaded: no archives, which unpack to more than a page should read at once."""


class SafeHeaders:
    """Puts :data:`HEADERS` on every answer (ASGI middleware)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, sending)


def same_origin(headers: Headers) -> bool:
    """True if a write comes from one of our own pages: its Origin, or else its Referer, is the host asked."""
    origin = headers.get("origin") or headers.get("referer")
    return bool(origin) and urlsplit(origin or "").netloc == headers.get("host")


def refuse_strangers(request: Request, *, largest: int) -> None:
    """Raise HTTPException for a write that does not come from one of our pages, or is larger than so many bytes."""
    if not same_origin(request.headers):
        raise HTTPException(403, "origin")
    size = upload_size(request)
    if size is None:
        raise HTTPException(411, "size")
    if size > largest:
        raise HTTPException(413, "size")


def right_token(given: object, token: str) -> bool:
    """True if a write brings the site's token; compared in constant time."""
    return isinstance(given, str) and secrets.compare_digest(given.encode("utf-8", "replace"), token.encode())


def upload_size(request: Request) -> int | None:
    """The number of bytes that a request announces; None if it does not say."""
    said = request.headers.get("content-length", "")
    return int(said) if said.isdecimal() else None
