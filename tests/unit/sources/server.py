"""A real server on loopback whose answers a test scripts, and a clock that it turns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """What answers at which path, and what was asked so far."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.replies: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def gives(
        self, path: str, body: str | bytes, *, status: int = 200, media: str = "application/rss+xml", **headers: str
    ) -> None:
        """Let a path answer with a body; `etag` in the headers is answered with 304 when it is sent back."""
        content = body.encode() if isinstance(body, str) else body

        def reply(request: BaseHTTPRequestHandler) -> None:
            same = "etag" in headers and request.headers.get("If-None-Match") == headers["etag"]
            request.send_response(304 if same else status)
            for name, value in {"Content-Type": media, **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            if not same:
                request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            if not same:
                request.wfile.write(content)

        self.replies[path] = reply

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [path for path, _ in self.asked]


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 1_600_000_000.0
        self.waits: list[float] = []

    def time(self) -> float:
        """The time."""
        return self.now

    def sleep(self, seconds: float, /) -> None:
        """Let it pass."""
        self.waits.append(seconds)
        self.now += seconds


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            script.asked.append((self.path, {name.casefold(): value for name, value in self.headers.items()}))
            reply = script.replies.get(self.path)
            try:
                if reply is None:
                    self.send_error(404)
                else:
                    reply(self)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client has seen enough

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        script = Server(http.server_address[1])
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield script
        finally:
            http.shutdown()
            thread.join()
