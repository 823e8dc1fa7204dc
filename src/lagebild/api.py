"""Lagebild in Python: :func:`read` for one text, :class:`Record` for what many reports add up to.

What both give is typed and frozen. Encoded with `msgspec.json.encode`, a reading is a line of `lagebild read`, and a row
is what the command of the same name prints with `--json`. Whatever goes wrong is a
:class:`~lagebild.errors.LagebildError`.
"""

from __future__ import annotations

import datetime
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import combinations
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self, get_args

import msgspec

from lagebild.document import Document
from lagebild.errors import QuestionError, ReadError
from lagebild.export import answers, audits, compared, exporting, rulings
from lagebild.export.answers import (
    AddSummary,
    DisputeRow,
    IncidentRow,
    MentionRow,
    PlanRow,
    StatementRow,
    TenureRow,
    TieRow,
    VersionRow,
    WhoRow,
    WhyRow,
)
from lagebild.export.audits import CheckSummary
from lagebild.export.compared import ComparedRow, OutletsRow
from lagebild.export.exporting import ExportSummary
from lagebild.export.frames import Rows
from lagebild.export.rulings import DecisionRow
from lagebild.export.selection import Filters
from lagebild.reading import EventStatus, EventType, Reading, RelationKind
from lagebild.record.contested import contested
from lagebild.record.identities import plain_name
from lagebild.record.plans import planned
from lagebild.record.register import Line, register
from lagebild.record.standing import between, on_day
from lagebild.record.tenures import Tenure
from lagebild.record.ties.course import ties_on
from lagebild.record.ties.disputed import contested_ties
from lagebild.settings import Settings
from lagebild.sources import Failure, dates, read_sources
from lagebild.sources.metadata import document
from lagebild.store import (
    Connection,
    Store,
    comparing,
    deciding,
    hits,
    indexes,
    pages,
    queries,
    selected,
    snapshot,
    ties,
    versions,
)
from lagebild.store.hits import Hit, HitKind, SearchCounts
from lagebild.store.size import Size, size

if TYPE_CHECKING:
    from lagebild import run

Day = str | datetime.date
"""A day: `2021-03-08`, or a `datetime.date`."""
DisputeKinds = Literal["figure", "date", "place", "doer", "happened", "wording", "holder", "status"]
Path = str | os.PathLike[str]
_NAMED = 60
"""So many of the allowed values are named in an error."""
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


class Record:
    """What all reports say together, in one database; to be used in `with`, or closed with :meth:`close`.

    `where` is a SQLite file or a SQLAlchemy URL (`postgresql+psycopg://…`). It is created if it is not there, unless
    `create=False`. Each question is answered from the record as it is at that moment; with `known` from what had been
    published by the end of that day, each report in its version of that day. The first question about a day takes some
    seconds for a thousand reports, the next ones take none, until the record changes.

    Raises StoreError if the database cannot be opened, read or written.
    """

    def __init__(self, where: Path = "lagebild.db", *, create: bool = True, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._store = Store.open(os.fspath(where), create=create)
        self._snapshots = snapshot.Snapshots(self._store)

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
    ) -> AddSummary:
        """Read reports and put them on record, each in a transaction of its own.

        `source` is a file or a folder (in any format of docs/formats.md), a document, or several documents. Pass a report's
        bare text as `text=`, with `title` and `url` if it has them. `published` and `outlet` override what files and
        documents say of themselves. A report that is on record already is not added twice; another text with its id or url
        is a version of it (:meth:`versions`). One that cannot be read is in `AddSummary.failed` and does not stop the others.
        `each` is called with what became of a report as soon as that is known. `jobs` is how many processes read, 1 if not
        given. With `cluster` a cluster reads, as :meth:`read_on` does; `source` is a file, a folder or an address then.

        Raises TypeError unless exactly one of `source` and `text` is given, SourceError for an empty text or an invalid date.
        """
        if cluster is not None:
            if not isinstance(source, str | os.PathLike) or text is not None:
                raise TypeError("a cluster reads a file, a folder or an address")
            found = self.read_on(cluster, [source], work=work, jobs=jobs, published=_moment(published), outlet=outlet)
            return self._add(found, each or (lambda _: None), 1)
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
        return self._add(documents, each or (lambda _: None), jobs or 1)

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

    def _add(self, documents: Iterable[Document | Failure], each: Each, jobs: int) -> AddSummary:
        from lagebild import run  # noqa: PLC0415  (loads the reader, which no question needs)

        before = self._conflicts()
        added: list[run.Added] = []
        failed: list[Failure] = []
        for result in run.add(self._store, documents, settings=self._settings, jobs=jobs):
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

    def who(self, name: str, *, at: Day | None = None, known: Day | None = None, sure: float = 0.0) -> WhoRow:
        """All that is on record about a person, body or place. `name` may be in any spelling, or part of a name.

        With `at`, `offices` are only those held on that day. `sure` (0 to 1) leaves out what is less sure. Raises
        NotFoundError if nobody has the name, or several do.
        """
        day = _day(at)
        with self._asking(known) as connection:
            found = queries.identity(connection, name)
            tenures = queries.office_tenures(connection, person=found.id, sure=_share(sure))
            return answers.who(
                found,
                offices=_rows(tenures, day),
                incidents=queries.incidents(connection, party=found.id, sure=_share(sure)),
                statements=queries.statements(connection, speaker=found.id, sure=_share(sure)),
            )

    def offices(
        self,
        *,
        of: str | None = None,
        person: str | None = None,
        at: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        known: Day | None = None,
        sure: float = 0.0,
    ) -> Rows[TenureRow]:
        """Who holds what, oldest first: of one state or body, of one person, or all that reports name.

        With `at`, the offices of that day: those that reports vouch for, and with `status` `unknown` those last seen within
        a year before. `since` and `until` keep what was held at some time between two days. `sure`, from 0 to 1, leaves out
        what is less sure.

        Raises NotFoundError if nobody has the name, or several do.
        """
        day, first, last = _day(at), _day(since), _day(until)
        with self._asking(known) as connection:
            body, holder = _identity(connection, of), _identity(connection, person)
            tenures = queries.office_tenures(connection, of=body, sure=_share(sure))
        lines = {id(line.tenure): line for line in register(tenures)}
        mine = [t for t in tenures if holder in (None, t.person) and between(t, first, last)]
        return Rows(_rows(mine, day, lines), of=TenureRow)

    def chronicle(
        self,
        *,
        party: str | None = None,
        type: str | None = None,  # noqa: A002 - the contract's name
        status: str | None = None,
        first: Day | None = None,
        last: Day | None = None,
        known: Day | None = None,
        sure: float = 0.0,
    ) -> Rows[IncidentRow]:
        """The incidents: what happened, was announced, demanded or denied, each with all that tells of it, oldest first.

        `party` is somebody or something that takes part, `type` an event type (:data:`~lagebild.reading.EventType`),
        `status` a status. `first` and `last` are days: only what lies between them, at least in part, is kept. What no
        report dates counts as on the last day on which it can have been; what has no such day comes last. `sure`, from 0 to
        1, leaves out tellings and fields that are less sure.

        Raises NotFoundError if nobody has the name, or several do, QuestionError for an unknown type or status or an
        invalid day.
        """
        kind, state = _one_of(type, EventType, "type of event"), _one_of(status, EventStatus, "status")
        days = _day(first), _day(last)
        with self._asking(known) as connection:
            found = queries.incidents(
                connection,
                party=_identity(connection, party),
                kind=kind,
                status=state,
                first=days[0],
                last=days[1],
                sure=_share(sure),
            )
        return Rows((answers.incident(i) for i in found), of=IncidentRow)

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

    def mentions(
        self,
        *,
        party: str | None = None,
        type: str | None = None,  # noqa: A002 - the contract's name
        status: str | None = None,
        first: Day | None = None,
        last: Day | None = None,
        known: Day | None = None,
        sure: float = 0.0,
    ) -> Rows[MentionRow]:
        """The single tellings, as each report has them, oldest first, undated last; the filters are those of `chronicle`.

        Here `first` and `last` leave out what a report does not date. Raises what `chronicle` raises.
        """
        kind, state = _one_of(type, EventType, "type of event"), _one_of(status, EventStatus, "status")
        days = _day(first), _day(last)
        with self._asking(known) as connection:
            found = queries.tellings(
                connection,
                party=_identity(connection, party),
                kind=kind,
                first=days[0],
                last=days[1],
                sure=_share(sure),
            )
        return Rows((answers.mention(i) for i in found if state in (None, i.status)), of=MentionRow)

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
        kind, state = _one_of(type, EventType, "type of event"), _one_of(status, EventStatus, "status")
        days = _day(first), _day(last)
        with self._asking(known) as connection:
            filters = Filters(
                party=_identity(connection, party), type=kind, status=state, first=days[0], last=days[1], newest=newest,
                mentions=mentions, known=_day(known), sure=_share(sure) or 0,
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
            filters = Filters(known=_day(known))
            return exporting.attest(incident, connection, pathlib.Path(to), record=self.where, filters=filters)

    def incident(self, name: str, *, known: Day | None = None, sure: float = 0.0) -> ComparedRow:
        """One incident, by its id, the beginning of it, or any entry that tells of it (`REPORT/v3` too).

        `table` has what each outlet says of it. `sure` leaves out tellings and fields that are less sure. Raises
        NotFoundError if there is none, or several, or if no telling is so sure.
        """
        with self._asking(known) as connection:
            found = queries.incident(connection, name, sure=_share(sure))
            around = pages.around(connection, found)
            return compared.incident(found, parts=around.parts, outcomes=around.outcomes)

    def compare_outlets(
        self,
        one: str,
        other: str,
        *,
        party: str | None = None,
        type: str | None = None,  # noqa: A002 - the contract's name
        place: str | None = None,
        first: Day | None = None,
        last: Day | None = None,
        known: Day | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> OutletsRow:
        """What two outlets tell: the incidents that both have, side by side, and those that only one has, oldest first.

        The filters are those of :meth:`chronicle`; `place` is where it happened. `limit` and `offset` cut each of the three
        lists; `totals` counts all. No outlet is rated: what it does not have may stand in reports that are not on record.

        Raises NotFoundError if nobody has a name, or several do, QuestionError for an outlet that is not on record, for the
        same one twice, for an unknown type or an invalid day.
        """
        wanted: dict[str, Any] = {
            "kind": _one_of(type, EventType, "type of event"),
            "first": _day(first),
            "last": _day(last),
        }
        with self._asking(known) as connection:
            sides = _two_outlets(connection, one, other)
            names = (sides[0].outlet or "", sides[1].outlet or "")
            wanted |= {"party": _identity(connection, party), "place": _identity(connection, place)}
            found = {
                side: comparing.incidents(connection, names, side, limit=limit, offset=offset, **wanted)
                for side in comparing.SIDES
            }
            totals = comparing.how_many(connection, names, **wanted)
        return compared.outlets(sides, totals, found)

    def why(self, name: str, other: str | None = None, *, known: Day | None = None) -> list[WhyRow]:
        """Why the tellings of an incident are taken for one, or why two incidents are not: a row a pair of tellings.

        Both are named as for `incident`. Raises NotFoundError if there is none, or several.
        """
        with self._asking(known) as connection:
            one = queries.incident(connection, name)
            two = queries.incident(connection, other) if other else one
        if one.id == two.id:
            return [answers.why(*pair) for pair in combinations(one.tellings, 2)]
        return [answers.why(left, right) for left in one.tellings for right in two.tellings]

    def said(
        self, *, by: str | None = None, about: str | None = None, known: Day | None = None, sure: float = 0.0
    ) -> Rows[StatementRow]:
        """Who said what, oldest report first: by one speaker, or containing all words of `about` in any form.

        `sure` (0 to 1) leaves out statements, and names of speakers, that are less sure.

        Raises NotFoundError if nobody has the name, or several do.
        """
        with self._asking(known) as connection:
            found = queries.statements(
                connection, speaker=_identity(connection, by), about=about or "", sure=_share(sure)
            )
        return Rows((answers.statement(s) for s in found), of=StatementRow)

    def ties(
        self,
        name: str | None = None,
        *,
        kind: str | None = None,
        at: Day | None = None,
        known: Day | None = None,
        sure: float = 0.0,
    ) -> Rows[TieRow]:
        """How somebody or something stands to others, oldest first; without `name`, all ties on record.

        With `at`, how each tie stood on that day, as far as reports vouch for it; a tie that was over by then is a `former`
        one. `kind` is one of :data:`~lagebild.reading.RelationKind`. A state or body has the allies, opponents and relations
        of those who lead it, too (`through`). `sure` (0 to 1) leaves out what is less sure.

        Raises NotFoundError if nobody has the name, or several do, QuestionError for an unknown kind or an invalid day.
        """
        day, wanted = _day(at), _one_of(kind, RelationKind, "kind of tie")
        with self._asking(known) as connection:
            found = ties.all_ties(connection, party=_identity(connection, name), day=day, sure=_share(sure))
        standing = ties_on(day, found) if day else found
        return Rows((answers.tie(tie) for tie in standing if wanted in (None, tie.kind)), of=TieRow)

    def plans(self, name: str | None = None, *, known: Day | None = None, sure: float = 0.0) -> Rows[PlanRow]:
        """Plans and agreements, then promises, appeals and mediations, oldest first; with `name`, those of one party.

        A plan is found by its own name, too: `dreistufiger Plan`, or a part of it. `sure` (0 to 1) leaves out what is less
        sure; pledges say nothing of that, and stay. Raises NotFoundError if no plan and nobody
        has the name, or several do.
        """
        with self._asking(known) as connection:
            made = planned(ties.plans(connection, sure=_share(sure)))
            called = [p for p in made if name and plain_name(name) in plain_name(p.name)]
            if called:
                return Rows(map(answers.plan, called), of=PlanRow)
            party = _identity(connection, name)
            pledged = ties.pledges(connection, party=party)
        mine = [p for p in made if party is None or party in p.parties]
        return Rows([*map(answers.plan, mine), *map(answers.pledge, pledged)], of=PlanRow)

    def disputes(
        self,
        *,
        of: str | None = None,
        party: str | None = None,
        kind: str | None = None,
        about: str | None = None,
        known: Day | None = None,
        sure: float = 0.0,
    ) -> Rows[DisputeRow]:
        """Where reports contradict each other about an incident, an office or a tie, oldest first.

        `of` is a state or body whose offices are meant, `party` somebody or something that takes part in an incident or a
        tie, `about` an incident as for :meth:`incident`, `kind` one of figure, date, place, doer, happened, wording, holder,
        status. `sure` (0 to 1) leaves out claims that are less sure, and what does not contradict itself any more then.

        Raises NotFoundError if nobody has the name, or several do, QuestionError for an unknown kind.
        """
        wanted = _one_of(kind, DisputeKinds, "kind of dispute")
        with self._asking(known) as connection:
            one = queries.incident(connection, about).id if about else None
            somebody = _identity(connection, party)
            found = [] if of else queries.disputes(connection, incident=one, party=somebody, sure=_share(sure))
            tied = [] if of or about else contested_ties(ties.all_ties(connection, party=somebody, sure=sure))
            only_incidents = about or party
            tenures = (
                [] if only_incidents else queries.office_tenures(connection, of=_identity(connection, of), sure=sure)
            )
        rows = [answers.dispute_of_incident(*pair) for pair in found] + [answers.dispute(c) for c in contested(tenures)]
        rows += map(answers.dispute_of_tie, tied)
        rows.sort(
            key=lambda row: (row.begin is None and row.end is None, row.begin or row.end or "", row.about, row.id)
        )
        return Rows((row for row in rows if wanted in (None, row.kind)), of=DisputeRow)

    def versions(self, report: str, *, known: Day | None = None) -> list[VersionRow]:
        """The versions of a report, oldest first: what changed in each against the one before, sentence by sentence.

        `report` is its id, the beginning of it, or its url. The last version is the one that the record follows.

        Raises NotFoundError if no report has that id or url, or if several ids begin like that.
        """
        with self._asking(known) as connection:
            key = versions.named(connection, report)
            return answers.versions(key, versions.of(connection, key))

    def search(
        self,
        words: str,
        *,
        kind: str | None = None,
        outlet: str | None = None,
        first: Day | None = None,
        last: Day | None = None,
        limit: int = 50,
        offset: int = 0,
        known: Day | None = None,
        sure: float = 0.0,
    ) -> Rows[Hit]:
        """What has all words, in any form and spelling: names, then incidents, statements and sentences, best first.

        Umlauts and accents may be left out. Behind what has the words themselves stands what has them only as parts of
        compounds. `kind` is name, incident, statement or sentence; `outlet`, and the days `first` and `last`, keep what
        reports say that this outlet published, or that were published between these days. Of each kind there are at most
        `limit`, from number `offset` (0 is the first) on. `sure` (0 to 1) leaves out incidents and statements that are less
        sure.

        Raises QuestionError for an unknown kind or outlet, or an invalid day.
        """
        one = _one_of(kind, HitKind, "kind of hit")
        with self._asking(known) as connection:
            within = hits.narrowed(connection, outlet, _day(first), _day(last), sure=_share(sure))
            found = hits.search(connection, words, kind=one, within=within, limit=limit, offset=offset)
        return Rows(found, of=Hit)

    def search_counts(
        self,
        words: str,
        *,
        kind: str | None = None,
        outlet: str | None = None,
        first: Day | None = None,
        last: Day | None = None,
        known: Day | None = None,
        sure: float = 0.0,
    ) -> SearchCounts:
        """How much :meth:`search` would find without a limit: by kind, by outlet and by year of publication.

        Raises what :meth:`search` raises.
        """
        one = _one_of(kind, HitKind, "kind of hit")
        with self._asking(known) as connection:
            within = hits.narrowed(connection, outlet, _day(first), _day(last), sure=_share(sure))
            return hits.counts(connection, words, kind=one, within=within)

    def size(self, *, known: Day | None = None) -> Size:
        """How much is on record: reports, outlets, the days of the first and the last report, entries, failures."""
        with self._asking(known) as connection:
            return size(connection)

    def reports(self, ids: Iterable[str], *, known: Day | None = None) -> list[Document]:
        """Some reports as they came, by their ids, with the problems of their readings; unknown ids are passed over."""
        with self._asking(known) as connection:
            return selected.documents(connection, list(ids))

    def undated(self) -> int:
        """How many reports, or versions of one, have no date of publication: a question with `known` leaves them out."""
        with self._asking() as connection:
            return snapshot.undated(connection)

    def prepare(self, known: Day) -> None:
        """Put together what was known on a day, so that questions about it are answered at once."""
        self._snapshots.prepare(_day(known) or "")

    @contextmanager
    def _asking(self, known: Day | None = None) -> Iterator[Connection]:
        day = _day(known)
        if day is not None:
            with self._snapshots.asking(day) as connection:
                yield connection
            return
        self._store.refresh(wait=False)
        with self._store.transaction() as connection:
            yield connection

    def _conflicts(self) -> list[str]:
        with self._asking() as connection:
            return [rulings.message(c) for c in deciding.conflicts(connection)]


def _identity(connection: Connection, name: str | None) -> str | None:
    return queries.identity(connection, name).id if name else None


def _two_outlets(connection: Connection, *names: str) -> tuple[indexes.Outlet, indexes.Outlet]:
    """Two outlets on record. Raises QuestionError for an unknown one, which names those that are, and for the same twice."""
    there = pages.outlets(connection)
    by_plain = {name.casefold(): name for name in there}
    found = []
    for name in names:
        known = indexes.outlet(connection, name if name in there else by_plain.get(name.casefold(), name))
        if known is None:
            named = ", ".join(there[:_NAMED]) + (", …" if len(there) > _NAMED else "")
            raise QuestionError(f"no outlet on record is called {name!r}; there are {named or 'none'}")
        found.append(known)
    if found[0] == found[1]:
        raise QuestionError(f"{names[0]!r} is compared with itself; name two outlets")
    return found[0], found[1]


def _one_of(value: str | None, allowed: Any, what: str) -> Any:
    """The value of a set in its own case. Raises QuestionError for one that is not in it, and names those that are."""
    if not value:
        return None
    known = {one.casefold(): one for one in get_args(allowed)}
    if value.casefold() not in known:
        raise QuestionError(f"{value!r} is no {what}; there are {', '.join(get_args(allowed))}")
    return known[value.casefold()]


def _share(value: float) -> float:
    """A share from 0 to 1. Raises QuestionError for any other number."""
    if not 0 <= value <= 1:
        raise QuestionError(f"{value} is no share; say how sure from 0 to 1, as 0.8")
    return value


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


def _rows(tenures: Sequence[Tenure], day: str | None, lines: Mapping[int, Line] | None = None) -> list[TenureRow]:
    """The rows of tenures, or of those that are held on a day or may be; `lines` of the register by tenure."""
    known = lines or {}
    if day is None:
        return [answers.tenure(t, line=known.get(id(t))) for t in tenures]
    return [answers.tenure(t, stands, known.get(id(t))) for t, stands in on_day(day, tenures)]


def _day(value: Day | None) -> str | None:
    """A day as the record has it (ISO 8601). Raises QuestionError for an invalid one."""
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise QuestionError(f"{value!r} is not a day; write it as 2021-03-08") from None
