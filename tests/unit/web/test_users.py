"""The password file: what it takes, what it refuses, and that it never has a password."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lagebild.errors import UsersError
from lagebild.web import users
from lagebild.web.users import User, Users

CHEAP = (2, 1, 1)


def user(name: str = "anna", right: users.Right = "decide", password: str = "im Hafen liegt Eis") -> User:
    return User(name=name, right=right, hash=users.hashed(password, cost=CHEAP))


def test_a_password_fits_its_own_hash_only_and_each_hash_has_its_own_salt() -> None:
    one, other = user().hash, user().hash
    assert one != other
    assert users.fits("im Hafen liegt Eis", one)
    assert not users.fits("im Hafen liegt eis", one)
    assert not users.fits("", one)
    assert not users.fits("-", users.NO_PASSWORD)
    assert "Hafen" not in one


def test_an_umlaut_is_one_however_it_is_typed() -> None:
    assert users.fits("Ma\u0308rzscho\u0308n", users.hashed("M\u00e4rzsch\u00f6n", cost=CHEAP))


def test_a_new_password_costs_what_it_should() -> None:
    assert users.hashed("im Hafen liegt Eis").startswith("scrypt$32768$8$3$")


@pytest.mark.parametrize("password", ["", "kurz", "1234567", "x" * 1_001])
def test_a_password_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(UsersError, match="the password is too"):
        users.hashed(password)


@pytest.mark.parametrize("name", ["", "  ", "a:b", "#anna", "a\nb", "a\x1bb", "x" * 65])
def test_a_name_that_would_break_the_file_is_refused(name: str) -> None:
    with pytest.raises(UsersError):
        users.named(name)


def test_what_is_written_is_read_again_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "users"
    known = {one.name: one for one in (user(), user("Jörg Ö.", "read"))}
    users.write(path, known)
    assert users.read(path) == known
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["users"]
    os.chmod(path, 0o640)
    users.write(path, known)
    assert path.stat().st_mode & 0o777 == 0o640  # who runs the server may be in the file's group


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("anna", "name:right:hash"),
        ("anna:decide:-:x", "name:right:hash"),
        ("anna:root:-", "the right is 'root'; there are read and decide"),
        ("anna:read:geheim", "no hash"),
        ("anna:read:scrypt$3$8$1$AAAA$AAAA", "no hash"),
        ("anna:read:scrypt$1073741824$8$1$AAAA$AAAA", "no hash"),  # it would take all memory there is
        ("anna:read:scrypt$2$1$1$AAAA$", "no hash"),
        (":read:-", "1 to 64 characters"),
        ("ben:read:-", "a second time"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "users"
    path.write_text(f"# wer lesen darf\n\nben:read:-\n{line}\n", encoding="utf-8")
    with pytest.raises(UsersError, match=rf"users, line 4: .*{says}"):
        users.read(path)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsersError, match="lagebild users add NAME"):
        Users(tmp_path / "nichts")
    (tmp_path / "latin").write_bytes(b"j\xf6rg:read:-\n")
    with pytest.raises(UsersError, match="UTF-8"):
        Users(tmp_path / "latin")


def test_a_change_counts_at_once_and_a_broken_file_lets_nobody_in(tmp_path: Path) -> None:
    path = tmp_path / "users"
    users.write(path, {"anna": user()})
    known = Users(path)
    assert known.find("anna") is not None
    assert known.find(" anna ") == known.find("anna")
    assert known.find("a:b") is None
    users.write(path, {"anna": user(right="read")})
    found = known.find("anna")
    assert found is not None
    assert found.right == "read"
    path.write_text("anna:decide\n", encoding="utf-8")
    assert known.find("anna") is None
    path.unlink()
    assert known.find("anna") is None
    users.write(path, {"anna": user()})
    assert known.find("anna") is not None
