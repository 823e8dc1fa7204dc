"""Who may use the pages: a password file, a line a user, with what each of them may do.

    # name:right:hash
    anna:decide:scrypt$32768$8$3$SALT$KEY
    ben:read:scrypt$32768$8$3$SALT$KEY
    cora:decide:-

Of a password there is only what scrypt (RFC 7914) makes of it, with a salt of its own; the cost stands beside it, so that
it can be raised later. A `-` is a user without a password, whom only a proxy can vouch for.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import logging
import os
import secrets
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args

import msgspec

from lagebild.errors import UsersError

Right = Literal["read", "decide"]
"""What a user may do: read all pages, or also add reports, correct entries, undo and save views."""

RIGHTS: tuple[Right, ...] = get_args(Right)

SHORTEST = 8
"""Characters of the shortest password that is taken (NIST SP 800-63B, 3.1.1)."""

LONGEST = 1_000
"""Characters of the longest one."""

LONGEST_NAME = 64

COST = (2**15, 8, 3)
"""scrypt's n, r and p for a new password: 32 MiB and a tenth of a second (OWASP Password Storage Cheat Sheet)."""

NO_PASSWORD = "-"

_log = logging.getLogger("lagebild.web")

_MOST_MEMORY = 2**28
_HEAD = "# Who may use the pages of Lagebild: name:right:hash. Change it with `lagebild users`.\n"


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A user: the name, the right, and the hash of the password (:data:`NO_PASSWORD` for none)."""

    name: str
    right: Right
    hash: str


class Users:
    """The users of a password file, read again whenever the file has changed.

    While the file cannot be read nobody is let in.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, ...] = ()
        self._found: Mapping[str, User] = {}
        self._look()

    def __bool__(self) -> bool:
        """True if there is anybody."""
        return bool(self._found)

    def find(self, name: str) -> User | None:
        """The user of a name, as the file has it now; None if there is none, or no file."""
        try:
            self._look()
        except UsersError as error:
            if self._seen:  # said once
                _log.error("nobody is let in: %s", error)
            self._seen, self._found = (), {}
        try:
            return self._found.get(named(name))
        except UsersError:
            return None

    def _look(self) -> None:
        try:
            status = self.path.stat()
        except OSError as error:
            raise UsersError(_unreadable(self.path, error)) from None
        seen = (status.st_mtime_ns, status.st_size, status.st_ino)
        if seen != self._seen:
            self._found = read(self.path)
            self._seen = seen


def named(name: str) -> str:
    """A user's name as it is kept: in Unicode's form NFC, without blanks around it.

    Raises UsersError for one that is empty, too long, or has a colon or something that cannot be printed.
    """
    found = unicodedata.normalize("NFC", name).strip()
    if not 0 < len(found) <= LONGEST_NAME:
        raise UsersError(f"a user's name has 1 to {LONGEST_NAME} characters")
    if ":" in found or found.startswith("#") or not found.isprintable():
        raise UsersError(f"{name!r}: a user's name has no colon, begins with no # and can be printed")
    return found


def hashed(password: str, *, cost: tuple[int, int, int] | None = None) -> str:
    """The hash of a password with a new salt. Raises UsersError for a password that is too short or too long."""
    if len(password) < SHORTEST:
        raise UsersError(f"the password is too short; it takes {SHORTEST} characters at least")
    if len(password) > LONGEST:
        raise UsersError(f"the password is too long; it takes {LONGEST:,} characters at most")
    salt = secrets.token_bytes(16)
    n, r, p = cost or COST
    return f"scrypt${n}${r}${p}${_written(salt)}${_written(_key(password, salt, n, r, p))}"


def fits(password: str, kept: str) -> bool:
    """True if a password is the one of a hash; compared in constant time. No password fits :data:`NO_PASSWORD`."""
    parts = _parts(kept)
    if parts is None or len(password) > LONGEST:
        return False
    (n, r, p), salt, key = parts
    return hmac.compare_digest(_key(password, salt, n, r, p), key)


def read(path: Path) -> dict[str, User]:
    """The users of a password file by name. Raises UsersError if it cannot be read or has a wrong line, which it names."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsersError(_unreadable(path, error)) from None
    found: dict[str, User] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            user = _user(line)
            if user.name in found:
                raise UsersError(f"{user.name} stands here a second time")
        except UsersError as error:
            raise UsersError(f"{path}, line {number}: {error}") from None
        found[user.name] = user
    return found


def write(path: Path, users: Mapping[str, User]) -> None:
    """Write a password file, as a whole or not at all; only its owner may read it. Raises UsersError if that fails."""
    lines = [f"{one.name}:{one.right}:{one.hash}\n" for _, one in sorted(users.items())]
    try:
        handle, fresh = tempfile.mkstemp(
            dir=path.resolve().parent, prefix=f".{path.name}."
        )  # only its owner may read it
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.writelines([_HEAD, *lines])
                file.flush()
                os.fsync(file.fileno())
            _as_before(path, fresh)
            os.replace(fresh, path.resolve())
        except BaseException:
            os.unlink(fresh)
            raise
    except OSError as error:
        raise UsersError(f"{path}: cannot be written ({error.strerror or error})") from None


def _as_before(path: Path, fresh: str) -> None:
    """Let a file written anew belong to whom it belonged: the server may run under another account than who changes it."""
    try:
        before = path.stat()
    except OSError:  # it is new
        return
    os.chmod(fresh, before.st_mode & 0o660)
    with suppress(OSError):  # only root may give files away
        os.chown(fresh, before.st_uid, before.st_gid)


def _user(line: str) -> User:
    parts = line.rstrip().split(":")
    if len(parts) != 3:
        raise UsersError("a line is name:right:hash; make it with `lagebild users add NAME`")
    name, right, kept = parts
    if right not in RIGHTS:
        raise UsersError(f"the right is {right!r}; there are {' and '.join(RIGHTS)}")
    if kept != NO_PASSWORD and _parts(kept) is None:
        raise UsersError("this is no hash of a password; set one with `lagebild users password NAME`")
    return User(name=named(name), right=right, hash=kept)


def _parts(kept: str) -> tuple[tuple[int, int, int], bytes, bytes] | None:
    try:
        method, n, r, p, salt, key = kept.split("$")
        cost = int(n), int(r), int(p)
        found = base64.b64decode(salt, validate=True), base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error):
        return None
    n_, r_, p_ = cost
    sound = n_ > 1 and n_ & (n_ - 1) == 0 and r_ > 0 and 0 < p_ <= 64 and 128 * r_ * (n_ + p_) < _MOST_MEMORY
    return (cost, *found) if method == "scrypt" and sound and all(found) else None


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    spelt = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")  # RFC 8265, OpaqueString
    return hashlib.scrypt(spelt, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=32)


def _written(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unreadable(path: Path, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return f"{path}: there is no such password file; make one with `lagebild users add NAME --users {path}`"
    why = (error.strerror or error) if isinstance(error, OSError) else "it is no text in UTF-8"
    return f"{path}: the password file cannot be read ({why})"
