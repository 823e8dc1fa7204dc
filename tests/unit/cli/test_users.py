"""The users of the pages, as whoever keeps the password file calls it."""

from __future__ import annotations

import json
import os
import pty
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lagebild.cli.app import app
from lagebild.errors import UsersError
from lagebild.web import users


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "COST", (2, 1, 1))
    monkeypatch.delenv("LAGEBILD_USERS", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "team.users"


def called(file: Path, *args: str, typed: str | bytes = "") -> Result:
    return CliRunner().invoke(app, ["users", args[0], "--users", str(file), *args[1:]], input=typed)


def done(file: Path, *args: str, typed: str | bytes = "") -> str:
    result = called(file, *args, typed=typed)
    assert result.exit_code == 0, result.output
    return result.output


def test_users_come_change_and_go(file: Path) -> None:
    assert "anna may decide" in done(file, "add", "anna", "--decide", typed="im Hafen liegt Eis\n")
    assert "ben may read" in done(file, "add", "ben", typed="die Fähre kommt spät\r\nund noch eine Zeile\n")
    done(file, "add", "cora", "--decide", "--no-password")
    assert json.loads(done(file, "list", "--json")) == [
        {"name": "anna", "right": "decide", "password": True},
        {"name": "ben", "right": "read", "password": True},
        {"name": "cora", "right": "decide", "password": False},
    ]
    assert users.fits("die Fähre kommt spät", users.read(file)["ben"].hash)
    done(file, "password", "ben", typed="die Fähre ist da")
    done(file, "right", "ben", "--decide")
    ben = users.read(file)["ben"]
    assert ben.right == "decide"
    assert users.fits("die Fähre ist da", ben.hash)
    done(file, "remove", "anna")
    assert set(users.read(file)) == {"ben", "cora"}
    shown = done(file, "list")
    assert "ben" in shown
    assert "scrypt" not in shown
    assert "Fähre" not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "typed", "says"),
    [
        (("add", "anna"), "im Hafen liegt Eis", "anna is a user already"),
        (("add", "ben"), "kurz", "too short"),
        (("add", "ben"), "", "too short"),
        (("add", "ben"), b"\xff" * 12, "no text in UTF-8"),
        (("add", "b:n"), "im Hafen liegt Eis", "no colon"),
        (("password", "ben"), "im Hafen liegt Eis", "there is no user ben; there are anna"),
        (("right", "ben", "--read"), "", "there is no user ben"),
        (("remove", "ben"), "", "there is no user ben"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    file: Path, args: tuple[str, ...], typed: str | bytes, says: str
) -> None:
    done(file, "add", "anna", typed="im Hafen liegt Eis")
    before = file.read_bytes()
    result = called(file, *args, typed=typed)
    assert isinstance(result.exception, UsersError)
    assert says in str(result.exception)
    assert file.read_bytes() == before


def test_a_file_that_is_not_there_is_only_made_by_adding(file: Path, tmp_path: Path) -> None:
    for args in (("list",), ("remove", "anna"), ("password", "anna")):
        result = called(file, *args)
        assert "there is no such password file" in str(result.exception)
    assert "cannot be written" in str(called(tmp_path / "nicht" / "da", "add", "anna", "--no-password").exception)
    assert called(file, "right", "anna").exit_code == 2
    assert not file.exists()


def test_a_password_is_never_part_of_a_command() -> None:
    for name in ("add", "password"):
        command = app.get_command(None, "users").commands[name]  # type: ignore[arg-type, union-attr]
        taken = {option for one in command.params for option in one.opts}
        assert taken <= {"name", "--read", "--decide", "--no-password", "--users"}


def test_on_a_terminal_it_is_asked_for_twice_and_not_shown(file: Path) -> None:
    call = [sys.executable, "-c", "from lagebild.cli import main; main()", "users", "add", "anna", "--users", str(file)]
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another process
        os.execv(sys.executable, call)
    seen = b""
    try:
        for prompt in (b"Password of anna", b"Once more"):
            while prompt not in seen:
                seen += os.read(terminal, 1_000)
            while not seen.rstrip(b" ").endswith(b":"):
                seen += os.read(terminal, 1_000)
            os.write(terminal, b"im Hafen liegt Eis\n")
        while piece := _read(terminal):
            seen += piece
    finally:
        os.close(terminal)
        _, status = os.waitpid(child, 0)
    assert status == 0, seen
    assert b"Eis" not in seen
    assert users.fits("im Hafen liegt Eis", users.read(file)["anna"].hash)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1_000)
    except OSError:  # Linux says so of a terminal that nobody holds any more
        return b""
