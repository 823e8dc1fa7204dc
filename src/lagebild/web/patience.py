"""How long a server waits for a request: who sends half of one, or nothing, does not keep a connection for ever."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from lagebild.web.safety import HEADERS

PATIENCE = 20.0
"""Seconds for the head of a request, and for each :data:`ENOUGH` of its body."""

ENOUGH = 65_536
"""Bytes that show that a request is still on its way."""

_REASONS = {400: "Bad Request", 408: "Request Timeout"}


class Patient(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, but a request that does not come on within :data:`PATIENCE` ends its connection.

    While an answer is made, or the server itself has stopped reading, the client owes nothing.
    """

    _timer: asyncio.TimerHandle | None = None
    _brought = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come, and wait for the rest of the request if it is not whole."""
        super().data_received(data)
        self._brought += len(data)
        if self.transport.is_closing() or self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._stop()
        elif self._timer is None or (self._brought >= ENOUGH and self.conn.our_state is not h11.DONE):
            self._wait()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, with the headers that are on every answer."""
        self._refuse(400, msg)

    def _wait(self) -> None:
        self._stop()
        self._brought = 0
        self._timer = self.loop.call_later(PATIENCE, self._too_late)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_late(self) -> None:
        self._timer = None
        if self.flow.read_paused:
            self._wait()
        elif self._brought:
            self._refuse(408, "the request did not come in time")
        else:
            self.transport.close()

    def _refuse(self, status: int, why: str) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE) and not self.transport.is_closing():
            body = why.encode()
            fields = {**HEADERS, "content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
            fields["connection"] = "close"
            head = [f"HTTP/1.1 {status} {_REASONS[status]}", *(f"{name}: {value}" for name, value in fields.items())]
            self.transport.write("\r\n".join([*head, "", ""]).encode() + body)
        self.transport.close()
