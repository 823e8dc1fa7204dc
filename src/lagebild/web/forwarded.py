"""What a proxy on this machine says of a request: from which address it came, and whether by https."""

from __future__ import annotations

import os

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

PEER = "lagebild.peer"
"""Under this key a request's scope has the address of whoever is connected, proxy or not."""


class Peer:
    """Notes who is connected, before a proxy's headers say for whom it asks (ASGI middleware)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] == "http":
            client = scope.get("client")
            scope[PEER] = client[0] if client else None
        await self.app(scope, receive, send)


def forwarded() -> list[Middleware]:
    """What does the work of uvicorn's `proxy_headers`, which must be off: it would hide who is connected."""
    trusted = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
    return [Middleware(Peer), Middleware(ProxyHeadersMiddleware, trusted_hosts=trusted)]
