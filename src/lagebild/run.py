"""Wires the rooms together: from sources through the analyser and the annotators to a reading, and on into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from lagebild import __version__
from lagebild.annotate.read import NO_DATE
from lagebild.annotate.read import read as annotate
from lagebild.compare import Compared, compared
from lagebild.damage import damage
from lagebild.document import Document
from lagebild.errors import LagebildError, StoreError
from lagebild.language import load_analyser
from lagebild.lexicon import lexicon_hash
from lagebild.normalise import normalised
from lagebild.reading import Reader, Reading, as_given
from lagebild.record.identities import Known
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.sources.known import read_known
from lagebild.store import Store, decided, knowing
from lagebild.store import check as checking
from lagebild.store.check import Checked, Fault
from lagebild.store.freshness import mark_stale


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: `new`, or on record already; `undated` if nobody says when it was published."""

    id: str
    new: bool
    undated: bool = False


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report that was read again: did its reading change?"""

    id: str
    changed: bool


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a table of known people and bodies: how many were new, changed and unchanged."""

    new: int
    changed: int
    same: int


def read(documents: Iterable[Document | Failure], *, settings: Settings | None = None) -> Iterator[Reading | Failure]:
    """The reading of each document, in order. Failures pass through; a document at which the reader fails becomes one."""
    settings = settings or Settings()
    analyser = load_analyser(settings.analyser)
    reader = todays_reader(settings)
    for document in documents:
        if isinstance(document, Failure):
            yield document
            continue
        try:
            view = normalised(document.text)
            problems = tuple(dict.fromkeys((*document.problems, *view.problems, *damage(document.text))))
            read_as = msgspec.structs.replace(document, text=view.text, problems=problems)
            reading = annotate(read_as, analyser(view.text), reader=reader)
            yield reading if view.text == document.text else as_given(reading, view, document.text)
        except (LagebildError, ValueError, IndexError, KeyError, RecursionError) as error:
            # one report that the reader stumbles over must not stop an archive of thousands
            yield Failure(
                id=document.id, error=f"{document.id}: the reader failed on this report ({error!r}); report it"
            )


def todays_reader(settings: Settings) -> Reader:
    """The `reader` that `read` would put into a reading today."""
    analyser = load_analyser(settings.analyser)
    return Reader(version=__version__, lexicon=lexicon_hash(), model=analyser.model_hash)


def add(
    store: Store, documents: Iterable[Document | Failure], *, settings: Settings | None = None
) -> Iterator[Added | Failure]:
    """Read documents and put them on record, each in a transaction of its own, and say what became of each.

    A report already on record is neither read nor added again. The record over all reports is computed again at the
    end, even if the run is interrupted.
    """
    known: list[Added] = []

    def unknown() -> Iterator[Document | Failure]:
        for document in documents:
            text = store.text_of(document.id) if isinstance(document, Document) else None
            if isinstance(document, Failure) or text is None:
                yield document
            elif text == document.text:
                known.append(Added(id=document.id, new=False))
            else:
                complaint = "another text is on record under this id; give this report one of its own"
                yield Failure(id=document.id, error=f"{document.id}: {complaint}")

    try:
        for reading in read(unknown(), settings=settings):
            yield from known
            known.clear()
            yield _add(store, reading)
        yield from known
    finally:
        store.refresh()


def _add(store: Store, reading: Reading | Failure) -> Added | Failure:
    if isinstance(reading, Failure):
        store.fail(reading.id, reading.error)
        return reading
    store.add(reading)
    return Added(id=reading.id, new=True, undated=reading.published is None)


def reread(store: Store, reports: Iterable[str], *, settings: Settings | None = None) -> Iterator[Reread | Failure]:
    """Read reports on record again, each in a transaction of its own, and say what became of each.

    An editor's decisions still hold. A report at which the reader fails keeps its old reading.
    """
    try:
        for reading in read(_kept(store, reports), settings=settings):
            if isinstance(reading, Failure):
                store.fail(reading.id, reading.error)
                yield reading
            else:
                yield Reread(id=reading.id, changed=store.replace(reading))
    finally:
        store.refresh()


def _kept(store: Store, reports: Iterable[str]) -> Iterator[Document]:
    for report in reports:
        document = store.document_of(report)
        noticed = tuple(problem for problem in document.problems if problem != NO_DATE)  # the reader says it anew
        yield msgspec.structs.replace(document, problems=noticed)


def try_reread(
    store: Store, reports: Iterable[str], *, settings: Settings | None = None
) -> Iterator[Compared | Failure]:
    """Read reports on record again and say what is read differently; nothing is kept."""
    for reading in read(_kept(store, reports), settings=settings):
        if isinstance(reading, Failure):
            yield reading
            continue
        with store.transaction() as connection:
            before = decided.reading_of(connection, reading.id)
        yield compared(reading.id, before, reading)


def check(store: Store, *, settings: Settings | None = None, withhold: bool = True) -> Checked:
    """Find what is wrong with a record. Nothing is mended.

    Unless with `withhold=False`, one thing is written: which entries are withheld, because their words are not those of their
    report; and which no longer are.
    """
    reader = todays_reader(settings or Settings())
    found: list[Fault] = []
    reports = entries = 0
    try:
        with store.transaction() as connection:
            found += checking.faults(connection, reader)
            whole = checking.is_whole(found)
            if whole:
                reports, entries = checking.size(connection)
    except StoreError as error:  # a damaged file may refuse even to end the transaction
        found = found or [checking.refused(str(error))]
        whole = False
    held: list[str] = []
    healed: list[str] = []
    if withhold and whole:
        with store.transaction() as connection:
            due = checking.to_withhold(connection, found)
        held = sorted(due.held)
        if due.changed:
            with store.writing() as connection:
                healed = checking.withhold(connection, due)
            if not any(fault.kind == "decision" for fault in found):
                store.refresh()
    return Checked(reports=reports, entries=entries, faults=tuple(found), withheld=tuple(held), healed=tuple(healed))


def learn(store: Store, path: Path, *, instead: bool = False, settings: Settings | None = None) -> Learned:
    """Keep the people and bodies of a user's table, all of them or none; with `instead`, forget those known before.

    Raises SourceError for a malformed table.
    """
    rows = read_known(path, encoding_name=(settings or Settings()).encoding)
    entries = [Known(row.name, row.aliases, row.kind, row.wikidata) for row in rows]
    with store.writing() as connection:
        if instead:
            knowing.forget(connection)
        new, changed, same = knowing.learn(connection, entries)
        mark_stale(connection)
    store.refresh()
    return Learned(new=new, changed=changed, same=same)
