"""Fetches what a user named from its server, politely and on guard: the one place of Lagebild that goes out to the network.

Polite: robots.txt (RFC 9309, by protego), one request at a time with a pause for each host, conditional requests,
`Retry-After`. On guard: only http and https, only the host that was named, no address within private networks unless that
address itself was named, no endless or unfolding answer. The connection goes to the very address that was checked.
"""

from __future__ import annotations

import datetime
import email.utils
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

import msgspec

from lagebild import __version__
from lagebild.errors import SourceError
from lagebild.sources.extras import need
from lagebild.sources.part import megabytes

MOST = 20_000_000
MOST_ROBOTS = 500_000
PAUSE = 2.0
"""Seconds between two requests to one host, if its robots.txt does not ask for more."""
_LONGEST_PAUSE = 60.0
_SILENCE, _DEADLINE = 20.0, 120.0
_HOPS = 5
_DAY = 86_400.0
_MOVED = (301, 302, 303, 307, 308)
_LATER = (429, 500, 502, 503, 504)


class Clock(Protocol):
    """What tells the time and waits; tests bring their own."""

    def time(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float, /) -> None:
        """Wait."""


class LaterError(SourceError):
    """A server cannot answer now; `seconds` is how long it asks to be left alone, if it says."""

    def __init__(self, origin: str, message: str, seconds: float | None = None) -> None:
        super().__init__(origin, message)
        self.seconds = seconds


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a server gave: the bytes, or None if nothing changed since `etag` and `modified` were sent."""

    url: str
    body: bytes | None
    media: str = ""
    etag: str | None = None
    modified: str | None = None


class Robots(msgspec.Struct):
    """A host's robots.txt, and until when (seconds since 1970) it holds. `closed` if it could not be had."""

    text: str
    until: float
    closed: bool = False


class Fetcher:
    """Fetches addresses of named hosts. `robots` is kept by the caller over restarts. Not for several threads."""

    def __init__(
        self, robots: dict[str, Robots] | None = None, *, contact: str = "", clock: Clock = time, pause: float = PAUSE
    ) -> None:
        self.robots = {} if robots is None else robots
        self._agent = f"Lagebild/{__version__}" + (f" ({contact})" if contact else "")
        self._clock, self._pause = clock, pause
        self._last: dict[str, float] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """What stands at an address.

        Raises LaterError if the server is busy or out of reach, SourceError for whatever is refused or not there.
        """
        asked = _checked(url, origin=url)
        now = url
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        for _ in range(_HOPS):
            here = _checked(now, origin=url)
            _same_host(asked, here, origin=url)
            self._heed_robots(here, now, origin=url)
            status, headers, body = self._request(here, conditions, origin=url, most=MOST)
            if status in _MOVED and headers.get("location"):
                now = _joined(now, headers["location"], origin=url)
                continue
            if status == http.client.NOT_MODIFIED:
                return Answer(url=now, body=None, etag=etag, modified=modified)
            if status in _LATER:
                raise LaterError(
                    url,
                    f"the server cannot answer now ({status}); asked again later",
                    _retry_after(headers, self._clock.time()),
                )
            if status != http.client.OK:
                raise SourceError(
                    url, f"the server answers {status} {http.client.responses.get(status, '')}; check the address"
                )
            media = headers.get("content-type", "").partition(";")[0].strip().casefold()
            return Answer(
                url=now, body=body, media=media, etag=headers.get("etag"), modified=headers.get("last-modified")
            )
        raise SourceError(url, f"it leads from address to address more than {_HOPS} times; name the one where it ends")

    def _heed_robots(self, here: SplitResult, url: str, *, origin: str) -> None:
        """Wait as robots.txt asks. Raises SourceError if it forbids an address, LaterError if it cannot be had."""
        protego = need("protego", extra="feeds", origin=origin, what="robots.txt")
        site = f"{here.scheme}://{here.netloc}"
        rules = self.robots.get(site)
        if rules is None or rules.until < self._clock.time():
            rules = self.robots[site] = self._robots(here, origin=origin)
        if rules.closed:
            raise LaterError(origin, "its robots.txt cannot be had, so nothing may be fetched; asked again later")
        parsed = protego.Protego.parse(rules.text)
        if not parsed.can_fetch(url, "Lagebild"):
            raise SourceError(origin, f"the robots.txt of {here.hostname} forbids {here.path or '/'}; ask its owner")
        delay = min(parsed.crawl_delay("Lagebild") or 0.0, _LONGEST_PAUSE)
        self._wait(here.netloc, max(self._pause, delay))

    def _robots(self, here: SplitResult, *, origin: str) -> Robots:
        """A site's robots.txt: none is a welcome, one that cannot be had is none (RFC 9309, 2.3.1)."""
        until = self._clock.time() + _DAY
        now = here._replace(path="/robots.txt", query="", fragment="")
        for _ in range(_HOPS):
            self._wait(here.netloc, self._pause)
            try:
                status, headers, body = self._request(now, {}, origin=origin, most=MOST_ROBOTS)
            except LaterError:
                return Robots("", self._clock.time() + 600, closed=True)
            if status in _MOVED and headers.get("location"):
                now = _checked(_joined(now.geturl(), headers["location"], origin=origin), origin=origin)
                _same_host(here, now, origin=origin)
                continue
            if status >= 500 or status == 429:
                return Robots("", self._clock.time() + 600, closed=True)
            return Robots(body.decode("utf-8", "replace") if status == http.client.OK else "", until)
        return Robots("", until)

    def _wait(self, host: str, pause: float) -> None:
        since = self._clock.time() - self._last.get(host, 0.0)
        if 0 <= since < pause:
            self._clock.sleep(pause - since)
        self._last[host] = self._clock.time()

    def _request(
        self, here: SplitResult, conditions: Mapping[str, str | None], *, origin: str, most: int
    ) -> tuple[int, dict[str, str], bytes]:
        """One request: the status, the headers in small letters, and the unpacked body."""
        host, port = here.hostname or "", here.port or (443 if here.scheme == "https" else 80)
        connection = _Connection(host, port, addresses=_addresses(host, port, origin), secure=here.scheme == "https")
        path = (here.path or "/") + (f"?{here.query}" if here.query else "")
        headers = {
            "User-Agent": self._agent,
            "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **{name: value for name, value in conditions.items() if value},
        }
        try:
            with _in_time(connection, origin):
                connection.request("GET", path, headers=headers)
                asked = connection.getresponse()
            with asked as answer:  # which holds the socket from now on
                told = {name.casefold(): value for name, value in answer.getheaders()}
                body = _body(answer, told.get("content-encoding", ""), origin=origin, most=most)
        except SourceError:
            raise
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            told_by = str(error) or type(error).__name__
            raise LaterError(origin, f"the server cannot be reached ({told_by}); asked again later") from None
        finally:
            connection.close()
        return answer.status, told, body


class _Connection(http.client.HTTPConnection):
    """A connection to the first checked address that answers, whatever the name leads to by now."""

    def __init__(self, host: str, port: int, *, addresses: list[str], secure: bool) -> None:
        super().__init__(host, port, timeout=_SILENCE)
        self._addresses, self._secure = addresses, secure
        self.default_port = 443 if secure else 80  # else the Host header would name it

    def connect(self) -> None:
        """Connect, with TLS if the scheme is https."""
        sock = self._first()
        if self._secure:
            try:
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host)
            except BaseException:
                sock.close()
                raise
        self.sock = sock

    def _first(self) -> socket.socket:
        fault = OSError("it has no address")
        for address in self._addresses:
            try:
                return socket.create_connection((address, self.port), timeout=_SILENCE)
            except OSError as error:  # a machine without IPv6, say
                fault = error
        raise fault


@contextmanager
def _in_time(connection: _Connection, origin: str) -> Iterator[None]:
    """Break a connection off whose headers take too long: a server may send them byte by byte, none of them late.

    Raises LaterError then, whatever has come by that time.
    """
    late = threading.Event()

    def break_off() -> None:
        late.set()
        if connection.sock is not None:
            with suppress(OSError):  # it has gone meanwhile
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(_DEADLINE, break_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if late.is_set():
            raise LaterError(origin, f"its headers take longer than {_DEADLINE:g} seconds; asked again later") from None


def _checked(url: str, *, origin: str) -> SplitResult:
    """An address in its parts. Raises SourceError if it is none that is fetched."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SourceError(origin, f"is no address ({error}); check it") from None
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(origin, f"only http and https are fetched, not {parts.scheme or url!r}; check the address")
    if parts.username or parts.password:
        raise SourceError(origin, "has a name or a password in it, which would be written down; leave it out")
    if port == 0 or any(ord(c) <= 32 or ord(c) == 127 for c in url):
        raise SourceError(origin, "is no address (a blank or a control sign in it, or port 0); check it")
    try:
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise SourceError(origin, f"{host!r} is no host; check the address") from None
    shown = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    return parts._replace(netloc=f"{shown}:{port}" if port else shown)


def _joined(url: str, target: str, *, origin: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise SourceError(origin, f"leads to what is no address ({error}); tell its owner") from None


def _same_host(asked: SplitResult, here: SplitResult, *, origin: str) -> None:
    """Raise SourceError if an answer leads to another host, another port, or from https back to http."""
    if here.hostname != asked.hostname:
        raise SourceError(
            origin, f"leads to another host, {here.hostname}; if that is meant, name {here.geturl()} itself"
        )
    if asked.scheme == "https" and here.scheme == "http":
        raise SourceError(origin, "leads from https back to http, where anybody can change it; it is refused")
    ports = {parts.port for parts in (asked, here)} - {None, 80, 443}
    if len(ports) > 1 or (ports and here.port != asked.port):
        raise SourceError(origin, f"leads to another port, {here.port}; if that is meant, name {here.geturl()} itself")


def _addresses(host: str, port: int, origin: str) -> list[str]:
    """The addresses that a host's name leads to. Raises SourceError if one is private and was not named itself."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise LaterError(
            origin, f"{host} is not found ({error.strerror}); check the address, or your network"
        ) from None
    named = host == "localhost" or _is_address(host)
    for address in found:
        numeric = ipaddress.ip_address(address.partition("%")[0])
        if not named and (not numeric.is_global or numeric.is_multicast):
            raise SourceError(
                origin,
                f"{host} leads to {address}, which is within a private network; if that is meant, name that address",
            )
    return list(dict.fromkeys(found))


def _is_address(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        return False


def _body(answer: http.client.HTTPResponse, packed: str, *, origin: str, most: int) -> bytes:
    """All that a server sends, unpacked. Raises SourceError for too much, LaterError for what takes too long."""
    if packed.strip().casefold() not in ("", "identity", "gzip", "x-gzip"):
        raise SourceError(origin, f"the answer is packed as {packed!r}, which was not asked for; tell its owner")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packed.casefold() else None
    began, out = time.monotonic(), bytearray()
    while chunk := answer.read1(1 << 16):
        out += unpack.decompress(chunk, most + 1 - len(out)) if unpack else chunk
        if len(out) > most:
            raise SourceError(origin, f"the answer is longer than {megabytes(most)}, or has no end; it is refused")
        if time.monotonic() - began > _DEADLINE:
            raise LaterError(origin, f"the answer takes longer than {_DEADLINE:g} seconds; asked again later")
    if unpack is not None and not unpack.eof:
        raise LaterError(origin, "the answer breaks off; asked again later")
    return bytes(out)


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """How many seconds a server asks to be left alone, a day at most."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return min(float(said), _DAY)
    try:
        moment = email.utils.parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return min(max(zoned.timestamp() - now, 0.0), _DAY)
