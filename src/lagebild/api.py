"""Lagebild in Python: :func:`read` for one text, :class:`Record` for what many reports add up to.

What both give is typed and frozen. Encoded with `msgspec.json.encode`, a reading is a line of `lagebild read`, and a row
is what the command of the same name prints with `--json`. Whatever goes wrong is a
:class:`~lagebild.errors.LagebildError`.
"""

from __future__ import annotations

import datetime
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from lagebild.document import Document
from lagebild.errors import ReadError
from lagebild.export import audits, exporting, rulings
from lagebild.export.answer_rows import AddSummary
from lagebild.export.audits import CheckSummary
from lagebild.export.exporting import ExportSummary
from lagebild.export.rulings import DecisionRow
from lagebild.export.selection import Filters
from lagebild.parameters import Day, a_day, a_share, of_incidents
from lagebild.questions import Questions, identity_of
from lagebild.reading import Reading
from lagebild.settings import Settings
from lagebild.sources import Failure, dates, read_sources
from lagebild.sources.metadata import document
from lagebild.store import Store, deciding

if TYPE_CHECKING:
    from lagebild import run

Path = str | os.PathLike[str]
Each = Callable[["run.Added | Failure"], object]


def read(
    text: str,
    *,
    published: Day | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,  # noqa: A002 - the contract's name
    language: str | None = None,
    analyser: str = "de",
) -> Reading:
    """What one report says.

    Relative dates count from `published` (an ISO date or date-time, or a date); without it *gestern* stays unresolved.
    `id` defaults to a hash of outlet, url and text. `analyser` is `de`, the shipped one, or `spacy:NAME`.

    Raises SourceError for an empty text or an invalid date, AnalyserError if the analyser cannot be loaded, ReadError if
    the reader fails.
    """
    known = {"published": published, "outlet": outlet, "title": title, "url": url, "id": id, "language": language}
    from lagebild import run  # noqa: PLC0415  (loads the reader)

    (reading,) = run.read([document(text, known, origin="text")], settings=Settings(analyser=analyser))
    if isinstance(reading, Failure):
        raise ReadError(reading.error)
    return reading


class Record(Questions):
    """What all reports say together, in one database; to be used in `with`, or closed with :meth:`close`.

    `where` is a SQLite file or a SQLAlchemy URL (`postgresql+psycopg://…`). It is created if it is not there, unless
    `create=False`. Each question is answered from the record as it is at that moment; with `known` from what had been
    published by the end of that day, each report in its version of that day. The first question about a day takes some
    seconds for a thousand reports, the next ones take none, until the record changes.

    Raises StoreError if the database cannot be opened, read or written.
    """

    def __init__(self, where: Path = "lagebild.db", *, create: bool = True, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        super().__init__(Store.open(os.fspath(where), create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Record({self.where!r})"

    @property
    def where(self) -> str:
        """The database: a file, or a URL without its password."""
        return self._store.where

    def close(self) -> None:
        """Close the database."""
        self._snapshots.close()
        self._store.close()

    def add(
        self,
        source: Path | Document | Iterable[Document | Failure] | None = None,
        *,
        text: str | None = None,
        published: Day | None = None,
        outlet: str | None = None,
        title: str | None = None,
        url: str | None = None,
        each: Each | None = None,
        jobs: int | None = None,
        cluster: str | None = None,
        work: Path | None = None,
        author: str | None = None,
    ) -> AddSummary:
        """Read reports and put them on record, each in a transaction of its own.

        `source` is a file or a folder (in any format of docs/formats.md), a document, or several documents. Pass a report's
        bare text as `text=`, with `title` and `url` if it has them. `published` and `outlet` override what files and
        documents say of themselves. A report that is on record already is not added twice; another text with its id or url
        is a version of it (:meth:`versions`). One that cannot be read is in `AddSummary.failed` and does not stop the others.
        `each` is called with what became of a report as soon as that is known. `jobs` is how many processes read, 1 if not
        given. With `cluster` a cluster reads, as :meth:`read_on` does; `source` is a file, a folder or an address then.
        With an `author` it is noted by whom the reports came (:meth:`log`).

        Raises TypeError unless exactly one of `source` and `text` is given, SourceError for an empty text or an invalid date.
        """
        if cluster is not None:
            if not isinstance(source, str | os.PathLike) or text is not None:
                raise TypeError("a cluster reads a file, a folder or an address")
            found = self.read_on(cluster, [source], work=work, jobs=jobs, published=_moment(published), outlet=outlet)
            return self._add(found, each or (lambda _: None), 1, author)
        if (source is None) == (text is None):
            raise TypeError("give one of a file, a folder, documents, and text=…")
        if text is None and (title is not None or url is not None):
            raise TypeError("title and url are those of text=…; files and documents have their own")
        given = {"published": _moment(published), "outlet": outlet}
        if text is not None:
            documents: Iterable[Document | Failure] = [
                document(text, {**given, "title": title, "url": url}, origin="text")
            ]
        elif isinstance(source, str | os.PathLike):
            documents = read_sources([os.fspath(source)], settings=self._settings, **given)
        else:
            several = [source] if isinstance(source, Document) else source or ()
            documents = (_overruled(one, **given) for one in several)
        return self._add(documents, each or (lambda _: None), jobs or 1, author)

    def read_on(
        self,
        cluster: str,
        sources: Sequence[Path],
        *,
        work: Path | None = None,
        jobs: int | None = None,
        published: Day | None = None,
        outlet: str | None = None,
        each: Callable[[int], object] | None = None,
    ) -> Iterator[Document | Failure]:
        """Read files on a cluster and give their reports, each with its reading, in order; :meth:`add` takes them.

        `cluster` is `local` or the address of a Ray cluster; `sources` are files, folders, and addresses that fsspec knows
        (`s3://…`). Readings are kept in the folder `work` (beside the database if not given): what it holds is not read
        again, nor what is on record. `each` is called with how many further reports are done. All is read before the first
        is given.

        Raises ReadError if the cluster does not answer or fails, or Ray is not installed (`lagebild[cluster]`).
        """
        from lagebild.cluster import read as read_on_cluster  # noqa: PLC0415  (loads the reader)

        return read_on_cluster(
            [os.fspath(source) for source in sources],
            cluster=cluster,
            work=pathlib.Path(work) if work is not None else self._store.beside("work"),
            store=self._store,
            settings=self._settings,
            published=_moment(published),
            outlet=outlet,
            jobs=jobs,
            each=each or (lambda _: None),
        )

    def _add(self, documents: Iterable[Document | Failure], each: Each, jobs: int, author: str | None) -> AddSummary:
        from lagebild import run  # noqa: PLC0415  (loads the reader, which no question needs)

        before = self._conflicts()
        added: list[run.Added] = []
        failed: list[Failure] = []
        results = run.add(self._store, documents, settings=self._settings, jobs=jobs)
        for result in run.noted(self._store, results, author=author):
            if isinstance(result, Failure):
                failed.append(result)
            else:
                added.append(result)
            each(result)
        return AddSummary(
            db=self.where,
            added=sum(one.became == "new" for one in added),
            versions=sum(one.became == "version" for one in added),
            known=sum(one.became == "known" for one in added),
            undated=sum(one.undated for one in added),
            unread=sum(one.unread for one in added),
            failed=tuple(failed),
            conflicts=tuple(c for c in self._conflicts() if c not in before),
        )

    def mend(self, entry: str, field: str, value: str, *, why: str, author: str) -> DecisionRow:
        """Set a field of an entry, as `lagebild mend` does; `entry` is an id of `entries`, or `REPORT/v3`.

        The record goes by it from now on, also when reports are read again. Raises NotFoundError if there is no such entry,
        or several; DecisionError for a field or a value that does not exist, or if the field has that value already.
        """
        self._store.refresh()
        with self._store.writing() as connection:
            made = deciding.mend(connection, entry, field, value, author=author, why=why)
        self._store.refresh()
        return rulings.decision(made)

    def check(self, *, withhold: bool = True) -> CheckSummary:
        """What is damaged, orphaned or stale, and what to do about it; nothing is mended.

        Entries whose words are not those of their report are left out of all answers from now on, unless with
        `withhold=False`: then nothing is written.
        """
        from lagebild import run  # noqa: PLC0415

        return audits.check(self.where, run.check(self._store, settings=self._settings, withhold=withhold))

    def export(
        self,
        format: str,  # noqa: A002 - the contract's name
        to: Path | BinaryIO,
        *,
        party: str | None = None,
        type: str | None = None,  # noqa: A002
        status: str | None = None,
        first: Day | None = None,
        last: Day | None = None,
        newest: bool = False,
        mentions: bool = False,
        known: Day | None = None,
        sure: float = 0.0,
        sidecar: Path | None = None,
    ) -> ExportSummary:
        """Write the record, or what the chronicle's filters leave of it, in another format (docs/exports.md).

        `to` is a file, a stream of bytes for a format of one file, or a folder or `.zip` file for one of several. With
        `mentions` each telling stands for itself, `sure` (0 to 1) leaves out what is less sure. The summary is what the
        sidecar `TO.export.json` says: what is kept, and what is dropped and why.

        Raises ExportError for an unknown format, a missing package or a path that cannot be written, and what
        :meth:`chronicle` raises.
        """
        wanted = of_incidents(type=type, status=status, first=first, last=last)
        with self._asking(known) as connection:
            filters = Filters(
                party=identity_of(connection, party), type=wanted.pop("kind"), newest=newest, mentions=mentions,
                known=a_day(known), sure=a_share(sure) or 0, **wanted,
            )  # fmt: skip
            where = pathlib.Path(to) if isinstance(to, str | os.PathLike) else to
            beside = None if sidecar is None else pathlib.Path(sidecar)
            return exporting.export(format, connection, where, filters=filters, record=self.where, sidecar=beside)

    def evidence(self, incident: str, to: Path, *, known: Day | None = None) -> ExportSummary:
        """Write the evidence for an incident to a ZIP file that can be checked without Lagebild.

        `incident` is an id as for :meth:`incident`. `summary.manifest` is the SHA-256 to pass on by another way.

        Raises NotFoundError if there is no such incident, or several, ExportError if the file cannot be written.
        """
        with self._asking(known) as connection:
            filters = Filters(known=a_day(known))
            return exporting.attest(incident, connection, pathlib.Path(to), record=self.where, filters=filters)

    def _conflicts(self) -> list[str]:
        with self._asking() as connection:
            return [rulings.message(c) for c in deciding.conflicts(connection)]


def _overruled(one: Document | Failure, *, published: str | None, outlet: str | None) -> Document | Failure:
    """A document with the `published` and `outlet` given for all; a Failure if its date is invalid."""
    if isinstance(one, Failure):
        return one
    said = published or one.published
    try:
        day = dates.iso(said) if said else None
    except ValueError:
        complaint = f"published {said!r} is not an ISO 8601 date; write it as 2017-08-07"
        return Failure(id=one.id, error=f"{one.id}: {complaint}")
    return msgspec.structs.replace(one, published=day, outlet=outlet or one.outlet)


def _moment(published: Day | None) -> str | None:
    return published.isoformat() if isinstance(published, datetime.date) else published
