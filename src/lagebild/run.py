"""Wires the rooms together: from sources through the analyser and the annotators to a reading, and on into the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

import msgspec

from lagebild import __version__
from lagebild.analysis import Analysis
from lagebild.annotate.entities.weights import kinds_hash
from lagebild.annotate.read import NO_DATE
from lagebild.annotate.read import read as annotate
from lagebild.annotate.times import dates
from lagebild.annotate.weighing.model import scorers_hash
from lagebild.batches import PAUSE, Pause, batches
from lagebild.compare import Compared, compared
from lagebild.damage import damage
from lagebild.document import Document, View, half_a_character
from lagebild.errors import AnalyserError, LagebildError, OnRecordError, RefusedError, StoreError
from lagebild.language import Analyser, load_analyser, telling
from lagebild.lexicon import lexicon_hash
from lagebild.normalise import normalised
from lagebild.processes import spread
from lagebild.reading import Read, Reader, Reading, as_given
from lagebild.record.address import address
from lagebild.record.identities import Known
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.sources.known import read_known
from lagebild.sources.known_ties import holds_ties, read_known_ties
from lagebild.store import Store, decided, knowing
from lagebild.store import check as checking
from lagebild.store import rescue as rescuing
from lagebild.store.check import Checked, Fault
from lagebild.store.freshness import mark_stale
from lagebild.store.versions import Kept

T = TypeVar("T")
AT_ONCE = 25
"""Reports that come with their readings and go on record in one transaction: some tenths of a second of writing."""
_REASON = 300
"""Code points that are shown of why a report failed."""


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


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a user's table of people and bodies, or of ties: how many lines were new, changed and unchanged."""

    new: int
    changed: int
    same: int


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
        shown = _printable(document.id)
        return Failure(id=shown, error=f"{shown}: {document.reading}")
    given = (document.text, document.id, document.title, document.outlet, document.url, document.published)
    if any(half_a_character(field) is not None for field in given if field):
        shown = _printable(document.id)
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
        return _failed(document.id, _STUMBLED, error)


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
        return _failed(document.id, _STUMBLED, error)


_STUMBLED = "the reader failed on this report"


def lost(document: Document, reason: str) -> Failure:
    """A document at which a process that reads died."""
    shown = _printable(document.id)
    return Failure(id=shown, error=f"{shown}: {_STUMBLED} ({reason}); report it")


def _published(document: Document) -> tuple[str | None, tuple[str, ...]]:
    """When a document was published, if that can be: a date out of a program may be none, or before printing."""
    if document.published is None or dates.parse(document.published) is not None:
        return document.published, ()
    return None, (f"nothing was published on {document.published!r}; the date is left out",)


def _failed(report: str, what: str, error: Exception) -> Failure:
    shown, reason = _printable(report), _printable(repr(error))
    cut = reason if len(reason) <= _REASON else f"{reason[:_REASON]}…"
    return Failure(id=shown, error=f"{shown}: {what} ({cut}); report it")


def _printable(text: str) -> str:
    """A text that can be printed and stored: the code of half a character is written out."""
    return text.encode("utf-8", "backslashreplace").decode()


def todays_reader(settings: Settings) -> Reader:
    """The `reader` that `read` would put into a reading today."""
    analyser = load_analyser(settings.analyser)
    # only with the states and the word lists of our own network anything is weighed
    scorers = f"-{scorers_hash()}-{kinds_hash()}" if settings.analyser == Settings().analyser else ""
    return Reader(version=__version__, lexicon=lexicon_hash(), model=f"{analyser.model_hash}{scorers}")


def add(
    store: Store, documents: Iterable[Document | Failure], *, settings: Settings | None = None, jobs: int = 1
) -> Iterator[Added | Failure]:
    """Read documents and put them on record, each in a transaction of its own, and say what became of each, in order.

    A text already on record is neither read nor added again. Another text under an id or an address (url) on record is a
    version of that report. The record over all reports is computed again at the end, even if the run is interrupted.
    `jobs` is as in :func:`read`; one process alone writes. Documents that come with their readings
    (:class:`~lagebild.reading.Read`) are put on record several in a transaction.
    """
    kept: dict[str, str] = {}  # for each version that is being read the id that it came with, by its report
    passing: set[str | None] = set()  # ids and addresses of reports that are being read
    ready: set[str] = set()  # new reports that came with their readings
    waiting: list[Reading] = []  # such as go on record together
    put: list[Added | Failure] = []

    def put_waiting() -> None:
        put.extend(_add_all(store, waiting))
        waiting.clear()

    def unknown() -> Iterator[Document | Failure | Added | Pause]:
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            try:
                found = store.find(document)
                named = _named(document, found)
                if named & passing:  # a report of which another version is being read: that one comes first
                    yield PAUSE
                    put_waiting()
                    passing.clear()
                    found = store.find(document)
                    named = _named(document, found)
            except RefusedError as error:
                yield Failure(id=_printable(document.id), error=_printable(f"{document.id}: {error}"))
                continue
            if not document.text.strip():
                yield Failure(id=document.id, error=f"{document.id}: {_EMPTY if found is None else _EMPTIED}")
            elif found is not None and found.number is not None:
                yield Added(id=found.report, became="known", version=found.number)
            else:
                passing.update(named)
                if found is not None:
                    kept[found.report] = document.id
                    document = msgspec.structs.replace(document, id=found.report)  # noqa: PLW2901
                elif isinstance(document, Read):
                    ready.add(document.id)
                yield document

    try:
        with closing(read(unknown(), settings=settings, jobs=jobs)) as readings:
            for one in readings:
                together = isinstance(one, Reading) and one.id in ready
                if isinstance(one, Reading) and together:
                    ready.remove(one.id)
                    waiting.append(one)
                if not together or len(waiting) >= AT_ONCE:
                    put_waiting()
                    yield from _taken(put)
                if isinstance(one, Added):
                    yield one
                elif isinstance(one, Reading | Failure) and not together:
                    yield _add(store, one, given_id=kept.pop(one.id, None))
            put_waiting()
            yield from _taken(put)
    finally:
        store.refresh()


def _taken(items: list[T]) -> Iterator[T]:
    while items:
        yield items.pop(0)


def _named(document: Document, found: Kept | None) -> set[str | None]:
    """What a report can be known by; empty for none."""
    return {document.id, address(document.url), found.report if found is not None else None} - {None}


_EMPTY = "there is no text in it; give the report's text or leave it out"
_EMPTIED = "there is no text in this version; what is on record stays"


def _add_all(store: Store, readings: Sequence[Reading]) -> Iterator[Added | Failure]:
    """Put new readings on record at once; if that fails, one by one, so that each has its own fate."""
    try:
        store.add_all(readings)
    except Exception as error:
        if isinstance(error, LagebildError) and not isinstance(error, OnRecordError | RefusedError):
            raise  # the database is at fault
        for reading in readings:
            yield _add(store, reading, given_id=None)
        return
    yield from map(_as_new, readings)


def _as_new(reading: Reading) -> Added:
    undated, unread = reading.published is None, not telling.is_read(reading.language)
    return Added(id=reading.id, became="new", undated=undated, unread=unread)


def _add(store: Store, reading: Reading | Failure, *, given_id: str | None) -> Added | Failure:
    if isinstance(reading, Failure):
        store.fail(reading.id, reading.error)
        return reading
    undated, unread = reading.published is None, not telling.is_read(reading.language)
    if given_id is None:
        try:
            stored = _kept(store, reading, store.add)
            return stored if isinstance(stored, Failure) else _as_new(reading)
        except OnRecordError:  # another program, or another reader of the pages, was faster
            found = store.find(reading)
            if found is None:
                raise
            given_id, reading = reading.id, msgspec.structs.replace(reading, id=found.report)
    placed = _kept(store, reading, lambda new: store.add_version(new, given_id=given_id))
    if isinstance(placed, Failure):
        return placed
    return Added(
        id=reading.id,
        became="version" if placed.new else "known",
        version=placed.number,
        of=placed.of,
        undated=undated,
        unread=unread,
    )


def _kept(store: Store, reading: Reading, keep: Callable[[Reading], T]) -> T | Failure:
    """What storing a reading gives, or why this reading cannot be stored, which is noted."""
    try:
        return keep(reading)
    except RefusedError as error:
        failure = Failure(id=reading.id, error=f"{reading.id}: {error}")
    except LagebildError:
        raise  # the database is at fault, not this report: the next one would fare no better
    except Exception as error:  # noqa: BLE001 - one report must not stop the others
        failure = _failed(reading.id, "its reading cannot be stored", error)
    store.fail(failure.id, failure.error)
    return failure


def reread(store: Store, reports: Iterable[str], *, settings: Settings | None = None) -> Iterator[Reread | Failure]:
    """Read reports on record again, each in a transaction of its own, and say what became of each.

    An editor's decisions still hold. A report at which the reader fails keeps its old reading.
    """
    try:
        for reading in read(_on_record(store, reports), settings=settings):
            if isinstance(reading, Failure):
                store.fail(reading.id, reading.error)
                yield reading
            else:
                changed = _kept(store, reading, store.replace)
                yield changed if isinstance(changed, Failure) else Reread(id=reading.id, changed=changed)
    finally:
        store.refresh()


def _on_record(store: Store, reports: Iterable[str]) -> Iterator[Document]:
    for report in reports:
        document = store.document_of(report)
        # the reader says them anew
        noticed = tuple(p for p in document.problems if p != NO_DATE and not telling.is_said(p))
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


def learn(store: Store, path: Path, *, instead: bool = False, settings: Settings | None = None) -> Learned:
    """Keep a user's table of people and bodies, or of ties, all of it or nothing; with `instead`, forget the one before.

    Raises SourceError for a malformed table.
    """
    encoding = (settings or Settings()).encoding
    if holds_ties(path, encoding_name=encoding):
        lines = [
            knowing.KnownTie(t.one, t.kind, t.other, t.status, t.since, t.until, path.name, t.line, t.text)
            for t in read_known_ties(path, encoding_name=encoding)
        ]
        with store.writing() as connection:
            if instead:
                knowing.forget_ties(connection)
            new, changed, same = knowing.learn_ties(connection, lines)
            mark_stale(connection)
        store.refresh()
        return Learned(new=new, changed=changed, same=same)
    entries = [Known(row.name, row.aliases, row.kind, row.wikidata) for row in read_known(path, encoding_name=encoding)]
    with store.writing() as connection:
        if instead:
            knowing.forget(connection)
        new, changed, same = knowing.learn(connection, entries)
        mark_stale(connection)
    store.refresh()
    return Learned(new=new, changed=changed, same=same)
