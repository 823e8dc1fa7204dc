"""Puts readings on record, those that come close together in one transaction, and says of each what became of it.

Where several processes read, one writes, and what a transaction costs is shared. Where one of the readings cannot be stored,
or another program was faster, each is stored by itself.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Literal, TypeVar

import msgspec

from lagebild.errors import LagebildError, OnRecordError, RefusedError
from lagebild.language import telling
from lagebild.reading import Reading
from lagebild.sources import Failure
from lagebild.store import Store

T = TypeVar("T")
TOGETHER = 64
"""Readings, or failures, in a transaction, at most."""
PATIENCE = 0.1
"""So many seconds after the last transaction a reading is stored at once: one process alone reads a report in this time."""
_REASON = 300
"""Code points that are shown of why a report failed."""
_WHOLE_AFTER = 128
"""Reports that are put on record before the record over all is computed for the first time."""
_LOCKED = 10.0
"""Seconds that this may take: nobody else can write meanwhile, and who writes to SQLite waits a minute at most."""
_LEAST, _MOST = 16, 512
"""Reports that are put on record before it is computed again, however long it took."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: `new`, a `version` of one on record, or `known` word for word.

    `id` is that of the report on record; `version` is the number of this version, the oldest being 1, `of` how many there
    are. `undated` if nobody says when it was published. `unread` if the text is in another language than German: it is kept
    and can be searched.
    """

    id: str
    became: Literal["new", "version", "known"]
    version: int = 1
    of: int = 1
    undated: bool = False
    unread: bool = False


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report that was read again: did its reading change?"""

    id: str
    changed: bool


class Filing:
    """Readings on their way into a store, and what became of them, in the order in which they came."""

    def __init__(self, store: Store, *, again: bool = False) -> None:
        """With `again` the readings are of reports on record, and take the place of the readings there."""
        self._store = store
        self._again = again
        self._waiting: list[Reading | Failure] = []
        self._stored = 0.0
        self._done: deque[Added | Reread | Failure] = deque()

    def put(self, one: Reading | Failure | Added, *, given_id: str | None = None) -> None:
        """Take a reading; `given_id` is the id that a version of a report on record came with.

        A failure is noted as such; what has become of a report already is only passed on.
        """
        if isinstance(one, Failure) or (isinstance(one, Reading) and given_id is None):
            self._waiting.append(one)
            if len(self._waiting) >= TOGETHER or time.monotonic() - self._stored > PATIENCE:
                self.store()
            return
        self.store()
        if isinstance(one, Added):
            self._done.append(one)
        else:
            self._done.append(_version(self._store, one, given_id=given_id or one.id))

    def store(self) -> None:
        """Store all that wait: neighbouring readings together, and neighbouring failures, for an archive has thousands."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        for kind, several in groupby(waiting, type):
            if kind is Failure:
                self._note([one for one in several if isinstance(one, Failure)])
            else:
                self._keep([one for one in several if isinstance(one, Reading)])
        self._stored = time.monotonic()

    def _note(self, failures: list[Failure]) -> None:
        self._store.fail_all({one.id: one.error for one in failures})
        self._done.extend(failures)

    def _keep(self, readings: list[Reading]) -> None:
        if len(readings) > 1:
            try:
                self._done.extend(self._together(readings))
            except Exception:  # noqa: BLE001 - one of them is at fault, and one by one it will be told which and why
                pass
            else:
                readings = []
        for one in readings:
            self._done.append(_reread(self._store, one) if self._again else _added(self._store, one))

    def _together(self, readings: list[Reading]) -> list[Added | Reread]:
        if self._again:
            changed = self._store.replace_all(readings)
            return [Reread(id=one.id, changed=changed[one.id]) for one in readings]
        self._store.add_all(readings)
        return [_new(one) for one in readings]

    def done(self) -> Iterator[Added | Reread | Failure]:
        """What has become of those that are stored; each is given once."""
        while self._done:
            yield self._done.popleft()


def made_whole(store: Store, done: Iterable[T]) -> Iterator[T]:
    """What became of reports, as it comes; the record over all is computed whenever many have come."""
    many, due = 0, _WHOLE_AFTER
    for one in done:
        yield one
        many += isinstance(one, Added) and one.became != "known"
        if many >= due:
            begun = time.monotonic()
            store.refresh()
            many, due = 0, enough(many, time.monotonic() - begun)


def enough(many: int, seconds: float) -> int:
    """How many reports the record may be computed for at once, after so many have taken so long."""
    return min(max(int(many * _LOCKED / max(seconds, 0.001)), _LEAST), _MOST)


def _new(reading: Reading) -> Added:
    unread = not telling.is_read(reading.language)
    return Added(id=reading.id, became="new", undated=reading.published is None, unread=unread)


def _added(store: Store, reading: Reading) -> Added | Failure:
    try:
        stored = _kept(store, reading, store.add)
        return stored if isinstance(stored, Failure) else _new(reading)
    except OnRecordError:  # another program, or another reader of the pages, was faster
        found = store.find(reading)
        if found is None:
            raise
        return _version(store, msgspec.structs.replace(reading, id=found.report), given_id=reading.id)


def _version(store: Store, reading: Reading, *, given_id: str) -> Added | Failure:
    placed = _kept(store, reading, lambda new: store.add_version(new, given_id=given_id))
    if isinstance(placed, Failure):
        return placed
    return msgspec.structs.replace(
        _new(reading), became="version" if placed.new else "known", version=placed.number, of=placed.of
    )


def _reread(store: Store, reading: Reading) -> Reread | Failure:
    changed = _kept(store, reading, store.replace)
    return changed if isinstance(changed, Failure) else Reread(id=reading.id, changed=changed)


def _kept(store: Store, reading: Reading, keep: Callable[[Reading], T]) -> T | Failure:
    """What storing a reading gives, or why this reading cannot be stored, which is noted."""
    try:
        return keep(reading)
    except RefusedError as error:
        failure = Failure(id=reading.id, error=f"{reading.id}: {error}")
    except LagebildError:
        raise  # the database is at fault, not this report: the next one would fare no better
    except Exception as error:  # noqa: BLE001 - one report must not stop the others
        failure = failed(reading.id, "its reading cannot be stored", error)
    store.fail(failure.id, failure.error)
    return failure


def failed(report: str, what: str, error: Exception) -> Failure:
    """A report that could not be dealt with: what failed, and the error, as far as it can be shown."""
    shown, reason = printable(report), printable(repr(error))
    cut = reason if len(reason) <= _REASON else f"{reason[:_REASON]}…"
    return Failure(id=shown, error=f"{shown}: {what} ({cut}); report it")


def printable(text: str) -> str:
    """A text that can be printed and stored: the code of half a character is written out."""
    return text.encode("utf-8", "backslashreplace").decode()
