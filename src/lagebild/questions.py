"""What can be asked of a record in Python. Each answer is typed rows; the commands and the pages ask the same store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any

from lagebild.document import Document
from lagebild.export import answers, compared, rulings
from lagebild.export.answer_rows import (
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
)  # fmt: skip
from lagebild.export.compared import ComparedRow, OutletsRow
from lagebild.export.frames import Rows
from lagebild.export.history import history
from lagebild.export.rulings import DecisionRow, LogRow
from lagebild.parameters import Day, DisputeKinds, a_day, a_share, of_incidents, one_of
from lagebild.reading import RelationKind
from lagebild.record.identities import plain_name
from lagebild.record.plans import planned
from lagebild.record.tenures import in_order
from lagebild.record.ties.course import ties_on
from lagebild.record.ties.disputed import contested_ties
from lagebild.store import Connection, Store, comparing, hits, pages, queries, selected, snapshot, ties, versions
from lagebild.store.hit_counts import SearchCounts, counts
from lagebild.store.hits import Hit, HitKind
from lagebild.store.offices import Register, contested
from lagebild.store.size import Size, size


class Questions:
    """The questions to one record; none changes what is on record.

    Each is answered from the record as it is at that moment; with `known` from what had been published by the end of that
    day, each report in its version of that day.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._snapshots = snapshot.Snapshots(store)

    def who(self, name: str, *, at: Day | None = None, known: Day | None = None, sure: float = 0.0) -> WhoRow:
        """All that is on record about a person, body or place. `name` may be in any spelling, or part of a name.

        With `at`, `offices` are only those held on that day. `sure` (0 to 1) leaves out what is less sure. Raises
        NotFoundError if nobody has the name, or several do.
        """
        day = a_day(at)
        with self._asking(known) as connection:
            found = queries.identity(connection, name)
            tenures = queries.office_tenures(connection, person=found.id, sure=a_share(sure))
            return answers.who(
                found,
                offices=answers.tenures(tenures, day),
                incidents=queries.incidents(connection, party=found.id, sure=a_share(sure)),
                statements=queries.statements(connection, speaker=found.id, sure=a_share(sure)),
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
        day, first, last = a_day(at), a_day(since), a_day(until)
        with self._asking(known) as connection:
            body, holder = identity_of(connection, of), identity_of(connection, person)
            found = Register(
                connection, of=body, person=holder, first=first, last=last, on=day, sure=a_share(sure)
            ).every()
        found.sort(key=lambda one: in_order(one.line.tenure))
        return Rows((answers.tenure(one.line.tenure, one.stands, one.line) for one in found), of=TenureRow)

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
        wanted = of_incidents(type=type, status=status, first=first, last=last)
        with self._asking(known) as connection:
            party = identity_of(connection, party)
            found = queries.incidents(connection, party=party, sure=a_share(sure), **wanted)
        return Rows((answers.incident(i) for i in found), of=IncidentRow)

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
        wanted = of_incidents(type=type, status=status, first=first, last=last)
        state = wanted.pop("status")
        with self._asking(known) as connection:
            party = identity_of(connection, party)
            found = queries.tellings(connection, party=party, sure=a_share(sure), **wanted)
        return Rows((answers.mention(i) for i in found if state in (None, i.status)), of=MentionRow)

    def incident(self, name: str, *, known: Day | None = None, sure: float = 0.0) -> ComparedRow:
        """One incident, by its id, the beginning of it, or any entry that tells of it (`REPORT/v3` too).

        `table` has what each outlet says of it. `sure` leaves out tellings and fields that are less sure. Raises
        NotFoundError if there is none, or several, or if no telling is so sure.
        """
        with self._asking(known) as connection:
            found = queries.incident(connection, name, sure=a_share(sure))
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
        wanted = of_incidents(type=type, first=first, last=last)
        with self._asking(known) as connection:
            sides = comparing.two_outlets(connection, one, other)
            names = (sides[0].outlet or "", sides[1].outlet or "")
            wanted |= {"party": identity_of(connection, party), "place": identity_of(connection, place)}
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
                connection, speaker=identity_of(connection, by), about=about or "", sure=a_share(sure)
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
        day, wanted = a_day(at), one_of(kind, RelationKind, "kind of tie")
        with self._asking(known) as connection:
            party = ties.party_of(connection, name) if name else None
            found = ties.all_ties(connection, party=party, day=day, sure=a_share(sure))
        standing = ties_on(day, found) if day else found
        return Rows((answers.tie(tie) for tie in standing if wanted in (None, tie.kind)), of=TieRow)

    def plans(self, name: str | None = None, *, known: Day | None = None, sure: float = 0.0) -> Rows[PlanRow]:
        """Plans and agreements, then promises, appeals and mediations, oldest first; with `name`, those of one party.

        A plan is found by its own name, too: `dreistufiger Plan`, or a part of it. `sure` (0 to 1) leaves out what is less
        sure; pledges say nothing of that, and stay. Raises NotFoundError if no plan and nobody
        has the name, or several do.
        """
        with self._asking(known) as connection:
            made = planned(ties.plans(connection, sure=a_share(sure)))
            called = [p for p in made if name and plain_name(name) in plain_name(p.name)]
            if called:
                return Rows(map(answers.plan, called), of=PlanRow)
            party = identity_of(connection, name)
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
        wanted, enough = one_of(kind, DisputeKinds, "kind of dispute"), a_share(sure)
        with self._asking(known) as connection:
            one = queries.incident(connection, about).id if about else None
            somebody, body = identity_of(connection, party), identity_of(connection, of)
            told = [] if of else queries.disputes(connection, incident=one, party=somebody, sure=enough)
            tied = [] if of or about else contested_ties(ties.all_ties(connection, party=somebody, sure=enough))
            held = [] if about or party else contested(connection, of=body, sure=enough)
        rows = answers.disputes(told, held, tied)
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
        with self._searching(kind, outlet, first, last, known, sure) as (connection, asked):
            return Rows(hits.search(connection, words, limit=limit, offset=offset, **asked), of=Hit)

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
        kinds_only: bool = False,
    ) -> SearchCounts:
        """How much :meth:`search` would find without a limit: by kind, by outlet and by year of publication.

        With `kinds_only`, `outlets` and `years` stay empty: without filters that takes hardly longer on a large record.

        Raises what :meth:`search` raises.
        """
        with self._searching(kind, outlet, first, last, known, sure) as (connection, asked):
            return counts(connection, words, kinds_only=kinds_only, **asked)

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
        self._snapshots.prepare(a_day(known) or "")

    def decisions(
        self, *, by: str | None = None, kind: str | None = None, since: Day | None = None, until: Day | None = None
    ) -> Rows[DecisionRow]:
        """What editors decided, taken back or not, in the order in which they did.

        `by` is who made a decision or took it back, `since` and `until` are the days of either (UTC). Raises QuestionError
        for a name under which nothing was done, an unknown kind or an invalid day.
        """
        days = a_day(since), a_day(until)
        with self._asking() as connection:
            found = history(connection, by=by, kind=kind, first=days[0], last=days[1])
        return Rows((rulings.decision(one) for one in found.decisions), of=DecisionRow)

    def log(
        self, *, by: str | None = None, kind: str | None = None, since: Day | None = None, until: Day | None = None
    ) -> Rows[LogRow]:
        """What users did besides deciding: which reports, tables of names and views came by whom.

        It is asked as :meth:`decisions`.
        """
        days = a_day(since), a_day(until)
        with self._asking() as connection:
            found = history(connection, by=by, kind=kind, first=days[0], last=days[1])
        return Rows((rulings.logged(one) for one in found.log), of=LogRow)

    @contextmanager
    def _asking(self, known: Day | None = None) -> Iterator[Connection]:
        day = a_day(known)
        if day is not None:
            with self._snapshots.asking(day) as connection:
                yield connection
            return
        self._store.refresh(wait=False)
        with self._store.transaction() as connection:
            yield connection

    @contextmanager
    def _searching(
        self,
        kind: str | None,
        outlet: str | None,
        first: Day | None,
        last: Day | None,
        known: Day | None,
        sure: float,
    ) -> Iterator[tuple[Connection, dict[str, Any]]]:
        """A connection to search over, and what is looked at, checked."""
        one = one_of(kind, HitKind, "kind of hit")
        with self._asking(known) as connection:
            within = hits.narrowed(connection, outlet, a_day(first), a_day(last), sure=a_share(sure))
            yield connection, {"kind": one, "within": within}


def identity_of(connection: Connection, name: str | None) -> str | None:
    """The id of somebody or something by a name, if one is given. Raises NotFoundError if nobody has it, or several do."""
    return queries.identity(connection, name).id if name else None
