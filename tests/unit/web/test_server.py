"""The server as it runs: who sends half a request does not keep it, and it ends when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import uvicorn
from tests.fresh import fresh

from lagebild.web import patience, safety
from lagebild.web.app import create_app

SOON = 0.6
"""Seconds of patience, so that the tests need not wait for twenty."""


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(patience, "PATIENCE", SOON)
    store = fresh(tmp_path / "record.db")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    config = uvicorn.Config(create_app(store), port=number, log_config=None, http=patience.Patient, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield number
    server.should_exit = True
    thread.join()
    store.close()


def said(connection: socket.socket, within: float = 10.0) -> bytes:
    """All that the server still says, until it closes the connection."""
    connection.settimeout(within)
    found = b""
    try:
        while part := connection.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


def sent(port: int, first: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(first)
    return connection


FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
HEAD = b"POST /add HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n" + FORM


@pytest.mark.parametrize(
    ("half", "answer"),
    [
        (b"", b""),
        (b"GET / HT", b"408"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ", b"408"),
        (HEAD + b"Content-Length: 1000\r\n\r\ntoken=", b"408"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\ntok", b"408"),
    ],
)
def test_half_a_request_ends(port: int, half: bytes, answer: bytes) -> None:
    with sent(port, half) as connection:
        begun = time.monotonic()
        found = said(connection)
        assert time.monotonic() - begun < SOON + 2
    assert found.split(b"\r\n")[0] == b"" if not answer else answer in found
    if answer:
        assert b"x-frame-options: DENY" in found


def test_a_letter_now_and_then_does_not_keep_a_connection(port: int) -> None:
    begun = time.monotonic()
    with sent(port, b"GET / HTTP/1.1\r\n") as connection, suppress(OSError):  # reset, or a broken pipe
        while time.monotonic() - begun < 10:
            connection.sendall(b"X")
            time.sleep(SOON / 4)
    assert time.monotonic() - begun < SOON + 2


def test_a_large_upload_that_comes_on_is_awaited(port: int) -> None:
    with sent(port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n") as connection:
        page = said(connection).decode()
    token = page.partition('name="token" value="')[2].partition('"')[0]
    body = f"token={token}&text=".encode() + b"+" * 560_000
    fields = f"Content-Length: {len(body)}\r\n\r\n".encode()
    with sent(port, HEAD + fields) as connection:
        begun = time.monotonic()
        for start in range(0, len(body), 70_000):
            connection.sendall(body[start : start + 70_000])
            time.sleep(SOON / 3)
        assert b" 200 " in connection.recv(100)
        assert time.monotonic() - begun > SOON


def test_what_is_no_http_is_refused_with_all_headers(port: int) -> None:
    with sent(port, b"\x16\x03\x01\x02\x00\r\n\r\n") as connection:
        found = said(connection)
    assert found.startswith(b"HTTP/1.1 400 ")
    for name, value in safety.HEADERS.items():
        assert f"{name}: {value}".encode() in found


def test_a_whole_request_is_answered_and_the_next_as_well(port: int) -> None:
    with sent(port, b"GET /states.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as connection:
        assert b"200 OK" in connection.recv(4096)
        time.sleep(SOON * 1.5)  # it owes nothing now: the time to keep a connection is another one
        connection.sendall(b"GET /states.json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in said(connection)


def test_a_hundred_megabytes_are_refused_on_the_wire(port: int) -> None:
    piece = b"186a0\r\n" + b"x" * 100_000 + b"\r\n"
    with sent(port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n") as connection:
        taken = 0
        try:
            for _ in range(1000):
                connection.sendall(piece)
                taken += len(piece)
        except OSError:
            pass
        connection.settimeout(10)
        try:
            assert b" 403 " in connection.recv(100)
        except ConnectionResetError:
            assert taken < 100_000_000


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-c", "from lagebild.cli import main; main()", "serve", "--new", "--port", str(number)],
        cwd=tmp_path, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", number)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process, number
        if process.poll() is None:
            process.kill()


@pytest.mark.skipif(os.name == "nt", reason="there are no signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_whatever_is_on_its_way(served: tuple[subprocess.Popen[bytes], int], number: int) -> None:
    process, port = served
    with sent(port, HEAD + b"Content-Length: 1000\r\n\r\ntoken="), sent(port, b"GET / HT"):
        time.sleep(0.3)
        begun = time.monotonic()
        process.send_signal(number)
        assert process.wait(timeout=20) == (0 if number == signal.SIGTERM else 130)
        assert time.monotonic() - begun < 5
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()


def test_a_report_that_is_being_read_does_not_hold_it(served: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = served
    with sent(port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n") as connection:
        page = said(connection).decode()
    token = page.partition('name="token" value="')[2].partition('"')[0]
    long = f"token={token}&text=" + "Die+Polizei+verhaftete+Karl+Dorn+in+Kolm.+" * 8000
    fields = f"Content-Length: {len(long)}\r\n\r\n"
    with sent(port, HEAD + fields.encode() + long.encode()):
        time.sleep(1.5)
        begun = time.monotonic()
        process.terminate()
        process.wait(timeout=60)
        assert time.monotonic() - begun < 5
