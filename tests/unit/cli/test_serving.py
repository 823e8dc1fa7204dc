"""`lagebild serve` with a login: which options go together, and what is said of an address that others can reach."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from lagebild.cli.app import app
from lagebild.errors import UsersError
from lagebild.web.login import Door

PROXY = ("--trust-header", "X-Forwarded-User")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LAGEBILD_USERS", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("users").write_text("cora:decide:-\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--users", "users", "--author", "ich"), "leave --author out"),
        ((*PROXY, "--trust-from", "127.0.0.1", "--author", "ich"), "leave --author out"),
        (PROXY, "anybody could say who they are"),
        (("--trust-from", "127.0.0.1"), "need --trust-header"),
        (("--trust-right", "decide"), "need --trust-header"),
        ((*PROXY, "--trust-from", "proxy.example"), "give an address"),
        ((*PROXY, "--trust-from", "10.1.0.7/24"), "give an address"),  # an address and no network
        ((*PROXY, "--trust-from", "::1", "--trust-right", "none"), "lets nobody in without --users"),
        (("--trust-header", "Cookie", "--trust-from", "::1"), "no header that could say who asks"),
        (("--trust-header", "X User", "--trust-from", "::1"), "no header that could say who asks"),
        ((*PROXY, "--trust-from", "::1", "--trust-right", "alles"), "is not one of"),
    ],
)
def test_options_that_do_not_go_together_are_explained(args: tuple[str, ...], says: str) -> None:
    done = CliRunner().invoke(app, ["serve", "--new", *args])
    assert done.exit_code == 2
    assert says in " ".join(done.output.split())
    assert not Path("lagebild.db").exists()


def test_a_password_file_that_is_not_there_is_named() -> None:
    done = CliRunner().invoke(app, ["serve", "--new", "--users", "nichts"])
    assert isinstance(done.exception, UsersError)
    assert "lagebild users add NAME" in str(done.exception)


def served(monkeypatch: pytest.MonkeyPatch, *args: str) -> tuple[Door | None, str]:
    """The login that a call would serve with, and what is said on the way."""
    doors: list[Door | None] = []
    monkeypatch.setattr("uvicorn.run", lambda app, **_: doors.append(app.state.door))
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("lagebild.cli.serve._listening", lambda *_: None)  # 192.0.2.7 is no machine's
    done = CliRunner().invoke(app, ["serve", "--new", "--db", "r.db", *args])
    assert done.exit_code == 0, done.output
    return doors[0], " ".join(done.output.split())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_of_an_address_of_this_machine_nothing_is_said(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    assert served(monkeypatch, "--host", host)[1].endswith("(stop it with Ctrl+C)")


def test_of_an_address_that_others_reach_it_is_said_what_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    door, said = served(monkeypatch, "--host", "192.0.2.7")
    assert door is None
    assert "there is no login: whoever reaches this address may read, add and correct" in said
    door, said = served(monkeypatch, "--host", "0.0.0.0", "--allow-host", "lage.example", "--users", "users")
    assert door is not None
    assert "there is no login" not in said
    assert "put a proxy with a certificate in front" in said


def test_the_login_is_the_one_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert served(monkeypatch)[0] is None
    door, _ = served(monkeypatch, "--users", "users")
    assert door is not None
    assert door.users is not None
    assert door.trusted is None
    door, _ = served(
        monkeypatch, *PROXY, "--trust-from", "10.1.0.0/24", "--trust-from", "::1", "--trust-right", "decide"
    )
    assert door is not None
    assert door.users is None
    assert door.trusted is not None
    assert (door.trusted.header, door.trusted.right) == ("X-Forwarded-User", "decide")
    assert [door.trusted.trusts(one) for one in ("10.1.0.9", "::ffff:10.1.0.9", "::1", "10.1.1.9", None)] == [
        True, True, True, False, False,
    ]  # fmt: skip
    Path("users").write_text("", encoding="utf-8")
    assert (
        "nobody can log in until `lagebild users add NAME --users users`" in served(monkeypatch, "--users", "users")[1]
    )


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("\u202e", "(it is no name of a host)"),
        ("a" * 300 + ".example", "(it is no name of a host)"),
        ("192.0.2.7", "192.0.2.7"),
        ("256.256.256.256", "256.256.256.256"),
    ],
)
def test_an_address_to_which_nothing_can_listen_is_named_with_what_to_do(host: str, says: str) -> None:
    """The server's own library said so with a traceback, or without a word of what to do."""
    done = CliRunner().invoke(app, ["serve", "--new", "--db", "r.db", "--host", host])
    assert done.exit_code == 2
    said = " ".join(done.output.split())
    assert "cannot listen on" in said
    assert says in said
    assert "name another with --host or --port" in said


def test_a_port_that_another_program_has_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(app, ["serve", "--new", "--db", "r.db", "--port", port])
    assert done.exit_code == 2
    assert f"port {port} (" in done.output
    assert "name another" in done.output
