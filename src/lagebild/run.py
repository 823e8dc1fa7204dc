"""Wires the rooms together: from sources through the analyser and the annotators to a reading, and on into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from lagebild import __version__
from lagebild.analysis import Analysis
from lagebild.annotate.entities.weights import kinds_hash
from lagebild.annotate.read import NO_DATE, TOO_LONG
from lagebild.annotate.read import read as annotate
from lagebild.annotate.times import dates
from lagebild.annotate.weighing.model import scorers_hash
from lagebild.batches import PAUSE, Pause, batches
from lagebild.compare import Compared, compared
from lagebild.damage import damage
from lagebild.document import Document, View, half_a_character
from lagebild.errors import AnalyserError, RefusedError, StoreError
from lagebild.filing import Added, Filing, Reread, failed, made_whole, printable
from lagebild.language import Analyser, load_analyser, telling
from lagebild.lexicon import lexicon_hash
from lagebild.normalise import normalised
from lagebild.processes import spread
from lagebild.reading import Read, Reader, Reading, as_given
from lagebild.record.address import address
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.store import Store, decided, log
from lagebild.store import check as checking
from lagebild.store import rescue as rescuing
from lagebild.store.check import Checked, Fault
from lagebild.store.versions import Kept

__all__ = [
    "Added", "Reread", "Rescued", "add", "check", "read", "reread", "rescue", "todays_reader",
    "try_reread",
]  # fmt: skip

T = TypeVar("T")


def read(
    documents: Iterable[Document | T | Pause], *, settings: Settings | None = None, jobs: int = 1
) -> Generator[Reading | Failure | T, None, None]:
    """The reading of each document, in order; a document at which the reader fails becomes a failure.

    What is no document passes through, but for a :data:`~lagebild.batches.PAUSE`: all before it is given before the next is
    asked for. Documents are read in batches, with `jobs` above 1 in so many processes (all but the first few); a reading
    does not depend on either. Raises AnalyserError if there is no analyser, ReadError if no process can be started.
    """
    settings = settings or Settings()
    analyser = load_analyser(settings.analyser)
    reader = todays_reader(settings)

    def here(batch: Iterable[Document | T]) -> Iterator[Reading | Failure | T]:
        return _read_batch(batch, analyser, reader)

    if jobs > 1:
        yield from spread(batches(documents), here=here, lost=lost, settings=settings, jobs=jobs)
        return
    waiting: Iterator[list[Document | T]] = batches(documents)
    for batch in waiting:
        yield from here(batch)


class _Given(NamedTuple):
    """A document ready to be read: `read_as` has the text of `view`. What is not `german` is not read."""

    document: Document
    read_as: Document
    view: View
    german: bool


def _read_batch(batch: Iterable[Document | T], analyser: Analyser, reader: Reader) -> Iterator[Reading | Failure | T]:
    given = [_given(item) if isinstance(item, Document) else item for item in batch]
    analyses = _analyses([one.view.text for one in given if isinstance(one, _Given) and one.german], analyser)
    for one in given:
        yield _read(one, analyses, reader) if isinstance(one, _Given) else one


def _analyses(texts: list[str], analyser: Analyser) -> Iterator[Analysis | Exception]:
    """The analyses of texts; if one of them fails, the others are analysed one by one, and its error takes its place."""
    found: list[Analysis | Exception] = []
    try:
        return iter([*analyser.batch(texts)])
    except AnalyserError:
        raise  # there is no analyser for any report
    except Exception:  # noqa: BLE001 - one report must not stop an archive of thousands, whatever is wrong with it
        for text in texts:
            try:
                found.append(analyser(text))
            except Exception as error:  # noqa: BLE001
                found.append(error)
    return iter(found)


def _given(document: Document) -> _Given | Reading | Failure:
    """One document made ready, or why it cannot be read; or its reading, if it has come with one."""
    if isinstance(document, Read):
        if isinstance(document.reading, Reading):
            return msgspec.structs.replace(document.reading, id=document.id)
        shown = printable(document.id)
        return Failure(id=shown, error=f"{shown}: {document.reading}")
    given = (document.text, document.id, document.title, document.outlet, document.url, document.published)
    if any(half_a_character(field) is not None for field in given if field):
        shown = printable(document.id)
        return Failure(
            id=shown, error=f"{shown}: has half a character (a lone surrogate) in it; save it again as UTF-8"
        )
    try:
        view = normalised(document.text)
        published, doubtful = _published(document)
        problems = tuple(dict.fromkeys((*document.problems, *doubtful, *view.problems, *damage(document.text))))
        read_as = msgspec.structs.replace(document, text=view.text, published=published, problems=problems)
        language = telling.told(read_as)
        if language.problem:
            read_as = msgspec.structs.replace(
                read_as, language=language.language, problems=(*problems, language.problem)
            )
        return _Given(document, read_as, view, language.read)
    except Exception as error:  # noqa: BLE001 - one report must not stop an archive of thousands, whatever is wrong with it
        return failed(document.id, _STUMBLED, error)


def _read(given: _Given, analyses: Iterator[Analysis | Exception], reader: Reader) -> Reading | Failure:
    """The reading of one document, or why there is none; its analysis is the next."""
    document, read_as, view, german = given
    try:
        if german:
            analysis = next(analyses)
            if isinstance(analysis, Exception):
                raise analysis
            reading = annotate(read_as, analysis, reader=reader)
        else:
            reading = msgspec.structs.replace(Reading.blank(read_as, telling.sentences(view.text)), reader=reader)
        return reading if view.text == document.text else as_given(reading, view, document.text)
    except AnalyserError:
        raise
    except Exception as error:  # noqa: BLE001
        return failed(document.id, _STUMBLED, error)


_STUMBLED = "the reader failed on this report"


def lost(document: Document, reason: str) -> Failure:
    """A document at which a process that reads died."""
    shown = printable(document.id)
    return Failure(id=shown, error=f"{shown}: {_STUMBLED} ({reason}); report it")


def _published(document: Document) -> tuple[str | None, tuple[str, ...]]:
    """When a document was published, if that can be: a date out of a program may be none, or before printing."""
    if document.published is None or dates.parse(document.published) is not None:
        return document.published, ()
    return None, (f"nothing was published on {document.published!r}; the date is left out",)


def todays_reader(settings: Settings) -> Reader:
    """The `reader` that `read` would put into a reading today."""
    analyser = load_analyser(settings.analyser)
    # only with the states and the word lists of our own network anything is weighed
    scorers = f"-{scorers_hash()}-{kinds_hash()}" if settings.analyser == Settings().analyser else ""
    return Reader(version=__version__, lexicon=lexicon_hash(), model=f"{analyser.model_hash}{scorers}")


def add(
    store: Store, documents: Iterable[Document | Failure], *, settings: Settings | None = None, jobs: int = 1
) -> Iterator[Added | Failure]:
    """Read documents and put them on record, and say what became of each, in order.

    Each is whole on record or not at all. Those that are read within a moment share a transaction.

    A text already on record is neither read nor added again. Another text under an id or an address (url) on record is a
    version of that report. The record over all reports is computed again at the end, even if the run is interrupted.
    `jobs` is as in :func:`read`; one process alone writes. Documents that come with their readings
    (:class:`~lagebild.reading.Read`) are put on record several in a transaction.
    """
    kept: dict[str, str] = {}  # for each version that is being read the id that it came with, by its report
    passing: set[str | None] = set()  # ids and addresses of reports that are being read
    filing = Filing(store)

    def unknown() -> Iterator[Document | Failure | Added | Pause]:
        source, document = iter(documents), None
        while True:
            if not isinstance(document, Read):
                filing.store()  # nothing waits for a report that has still to come and to be read
            document = next(source, None)
            if document is None:
                return
            if isinstance(document, Failure):
                yield document
                continue
            try:
                found = store.find(document)
                named = _named(document, found)
                if named & passing:  # a report of which another version is being read: that one comes first
                    yield PAUSE
                    filing.store()
                    passing.clear()
                    found = store.find(document)
                    named = _named(document, found)
            except RefusedError as error:
                yield Failure(id=printable(document.id), error=printable(f"{document.id}: {error}"))
                continue
            if not document.text.strip():
                yield Failure(id=document.id, error=f"{document.id}: {_EMPTY if found is None else _EMPTIED}")
            elif found is not None and found.number is not None:
                yield Added(id=found.report, became="known", version=found.number)
            else:
                passing.update(named)
                if found is not None:
                    kept[found.report] = document.id
                    document = msgspec.structs.replace(document, id=found.report)
                yield document

    try:
        with closing(read(unknown(), settings=settings, jobs=jobs)) as readings:
            yield from made_whole(store, _filed(filing, readings, kept))
    finally:
        store.refresh()


def _filed(filing: Filing, readings: Iterable[msgspec.Struct | Pause], given_ids: dict[str, str]) -> Iterator[Any]:
    """Put readings on record, and say what became of each; `given_ids` as :func:`add` keeps them."""
    try:
        for one in readings:
            if isinstance(one, Added | Reading | Failure):
                filing.put(one, given_id=given_ids.pop(one.id, None))
                yield from filing.done()
    except Exception:  # what was read before the source or the reader failed is kept
        filing.store()
        yield from filing.done()
        raise
    filing.store()
    yield from filing.done()


def _named(document: Document, found: Kept | None) -> set[str | None]:
    """What a report can be known by; empty for none."""
    return {document.id, address(document.url), found.report if found is not None else None} - {None}


_EMPTY = "there is no text in it; give the report's text or leave it out"
_EMPTIED = "there is no text in this version; what is on record stays"


def reread(store: Store, reports: Iterable[str], *, settings: Settings | None = None) -> Iterator[Reread | Failure]:
    """Read reports on record again, and say what became of each; each is read anew as a whole or not at all.

    An editor's decisions still hold. A report at which the reader fails keeps its old reading.
    """
    filing = Filing(store, again=True)
    try:
        yield from _filed(filing, read(_on_record(store, reports), settings=settings), {})
    finally:
        store.refresh()


def _on_record(store: Store, reports: Iterable[str]) -> Iterator[Document]:
    for report in reports:
        document = store.document_of(report)
        # the reader says them anew
        noticed = tuple(p for p in document.problems if p not in (NO_DATE, TOO_LONG) and not telling.is_said(p))
        yield msgspec.structs.replace(document, problems=noticed)


def try_reread(
    store: Store, reports: Iterable[str], *, settings: Settings | None = None
) -> Iterator[Compared | Failure]:
    """Read reports on record again and say what is read differently; nothing is kept."""
    for reading in read(_on_record(store, reports), settings=settings):
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


class Rescued(msgspec.Struct, frozen=True, kw_only=True):
    """What could be saved of a damaged record: reports as they were, some of them `anew` from their text, and rows lost.

    `versions`, `decisions` and `known` count the rows saved beside the reports; `lost` says of each other row what it was.
    """

    reports: int
    anew: int
    versions: int
    decisions: int
    known: int
    lost: tuple[str, ...]


def rescue(store: Store, into: Path, *, settings: Settings | None = None) -> Rescued:
    """Save what is whole in a damaged record into a new file. Raises StoreError if that file is there already."""
    if into.exists():
        raise StoreError(f"{into}: is there already; name a new file")
    saved: Counter[str] = Counter()
    lost: list[str] = []
    new = Store.open(into)
    try:
        again: list[Document] = []
        for one in rescuing.rescue(store, new):
            if isinstance(one, rescuing.Lost):
                lost.append(f"{one.table} {one.row}: {one.why}")
            elif isinstance(one, rescuing.Unread):
                again.append(one.document)
            else:
                saved[one.table] += 1
        for done in add(new, again, settings=settings):
            if isinstance(done, Failure):
                lost.append(done.error)
            else:
                saved["anew"] += 1
    finally:
        new.refresh()
        new.close()
    return Rescued(
        reports=saved["reports"] + saved["anew"], anew=saved["anew"], versions=saved["versions"],
        decisions=saved["decisions"] + saved["retractions"], known=saved["known"], lost=tuple(lost),
    )  # fmt: skip


def noted(store: Store, results: Iterable[Added | Failure], *, author: str | None) -> Iterator[Added | Failure]:
    """What :func:`add` says became of reports, as it comes; by whom those came that are new is noted, if anybody says so.

    It is noted after at most :data:`_NOTED_AT_ONCE` reports and at the end, even if the run is interrupted.
    """
    came: list[Added] = []

    def note() -> None:
        if came and author:
            with store.writing() as connection:
                for one in came:
                    log.note(connection, "added" if one.became == "new" else "version", one.id, author=author)
        came.clear()

    try:
        for result in results:
            if isinstance(result, Added) and result.became != "known":
                came.append(result)
                if len(came) >= _NOTED_AT_ONCE:
                    note()
            yield result
    finally:
        note()


_NOTED_AT_ONCE = 100
