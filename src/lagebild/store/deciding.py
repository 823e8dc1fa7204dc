"""An editor's decisions on record: make them, take them back, list them, and mark the entries that they withdraw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, insert, or_, select, update

from lagebild.errors import DecisionError, NotFoundError
from lagebild.reading import from_json
from lagebild.record import decisions as record
from lagebild.record.decisions import Anchor, Bearers, Conflict, Decision, Retraction
from lagebild.record.identities import Judgement, plain_name
from lagebild.record.joining import Word
from lagebild.store import queries, rows
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.incidents import touch
from lagebild.store.queries import Found

LEAST = 4
"""So many characters of an entry's id are enough if only one id begins with them."""

_FIELDS = dict[str, str]


def judge(
    connection: Connection, left: str, right: str, *, same: bool, author: str, why: str | None = None
) -> Decision:
    """Declare two names on record the same or different. The record is stale afterwards.

    Raises NotFoundError if nobody has a name, or several do; DecisionError if both are the same name, or if decisions in
    force say so already.
    """
    names = _names(connection, left, right, same=same)
    kind: record.DecisionKind = "same" if same else "different"
    before = record.says_already(kind, *names, _decisions(connection, t.decisions.c.kind != "wrong"))
    if before:
        raise DecisionError(
            f"{' and '.join(names)} are {'the same' if same else kind} already, by decision {', '.join(map(str, before))}"
        )
    mark_stale(connection)
    return _insert(connection, kind=kind, left=names[0], right=names[1], why=why, author=author)


def withdraw(connection: Connection, entry: str, *, author: str, why: str | None = None) -> Decision:
    """Declare an entry wrong, by its id or the beginning of it, or by its place in its report's reading (`REPORT/v3`).

    Raises NotFoundError if no entry has the id, or several do; DecisionError if the entry is withdrawn already.
    """
    row = _entry(connection, entry)
    if row.withdrawn is not None:
        raise DecisionError(f"entry {row.id} is withdrawn already, by decision {row.withdrawn}")
    anchor = next(a for a in _anchors(connection, row.report)[0] if a.id == row.id)
    made = _insert(
        connection,
        kind="wrong",
        report=anchor.report,
        layer=anchor.layer,
        quote=anchor.quote,
        nth=anchor.nth,
        claim=msgspec.json.encode(anchor.claim).decode(),
        details=msgspec.json.encode(anchor.details).decode(),
        why=why,
        author=author,
    )
    connection.execute(update(t.entries).where(t.entries.c.id == row.id).values(withdrawn=made.number))
    touch(connection, [anchor.report])
    mark_stale(connection)
    return made


def retract(connection: Connection, number: int, *, author: str) -> Decision:
    """Take a decision back; it stays on record, with who took it back and when.

    Raises NotFoundError if no decision has that number, DecisionError if it was taken back before.
    """
    found = decision(connection, number)
    if found.retracted is not None:
        raise DecisionError(f"decision {number} was taken back before, by {found.retracted.author}")
    connection.execute(insert(t.retractions).values(decision=number, author=_signed(author), retracted_at=rows.now()))
    if found.entry is None:
        mark_stale(connection)
    else:
        settle(connection, report=found.entry.report)
        touch(connection, [found.entry.report])
        mark_stale(connection)
    return decision(connection, number)


def decision(connection: Connection, number: int) -> Decision:
    """One decision. Raises NotFoundError if none has that number."""
    found = _decisions(connection, t.decisions.c.id == number)
    if not found:
        raise NotFoundError(f"there is no decision {number}; `lagebild decisions` lists them")
    return found[0]


def decisions(connection: Connection) -> list[Decision]:
    """All decisions in the order in which they were made, including those taken back."""
    return _decisions(connection)


def rulings(connection: Connection, found: Found) -> list[Decision]:
    """The `same` and `different` in force about somebody on record."""
    names = {plain_name(name) for name in found.names}
    parts = connection.scalars(select(t.parts.c.id).where(t.parts.c.identity == found.id)).all()
    ids = {found.id, *parts}
    made = record.standing(_decisions(connection, t.decisions.c.kind != "wrong"))
    return [d for d in made if {d.left, d.right} & ids or {plain_name(n) for n in (d.left, d.right) if n} & names]


def judgements(connection: Connection) -> list[Judgement]:
    """The `same` and `different` in force, as judgements for `identify`."""
    return [
        Judgement(d.kind == "same", d.left, d.right)
        for d in record.standing(_decisions(connection, t.decisions.c.kind != "wrong"))
        if d.left is not None and d.right is not None
    ]


def words(connection: Connection) -> list[Word]:  # noqa: ARG001 - the next step fills it
    """An editor's words in force on which tellings are one happening."""
    return []


def settle(connection: Connection, *, report: str | None = None) -> None:
    """Mark which entries are withdrawn, in one report or in all."""
    wanted: list[sa.ColumnElement[bool]] = [t.decisions.c.kind == "wrong"]
    before: list[sa.ColumnElement[bool]] = [t.entries.c.withdrawn.is_not(None)]
    if report is not None:
        wanted.append(t.decisions.c.report == report)
        before.append(t.entries.c.report == report)
    connection.execute(update(t.entries).where(*before).values(withdrawn=None))
    for key, members in _by_report(record.standing(_decisions(connection, *wanted))).items():
        found, text = _anchors(connection, key)
        for entry, number in record.withdrawn(members, found, text or "").items():
            connection.execute(update(t.entries).where(t.entries.c.id == entry).values(withdrawn=number))


def withdrawals(connection: Connection, entries: Iterable[str]) -> dict[str, Decision]:
    """For each of some entries that is withdrawn, the decision that says so."""
    rows_ = connection.execute(
        select(t.entries.c.id, t.entries.c.withdrawn).where(
            t.entries.c.id.in_(sorted(set(entries))), t.entries.c.withdrawn.is_not(None)
        )
    ).all()
    made = {d.number: d for d in _decisions(connection, t.decisions.c.id.in_({row.withdrawn for row in rows_}))}
    return {row.id: made[row.withdrawn] for row in rows_}


def conflicts(connection: Connection) -> list[Conflict]:
    """Where decisions in force clash with each other or with the record, ordered by their numbers."""
    judged = record.standing(_decisions(connection))
    found = record.name_conflicts(judged, {d.number: _bearers(connection, d) for d in judged if d.left is not None})
    for report, members in _by_report(judged).items():
        entries, text = _anchors(connection, report)
        clashes = (record.entry_conflict(one, entries, text) for one in members)
        found += [conflict for conflict in clashes if conflict is not None]
    return sorted(found, key=lambda c: c.decisions)


def _by_report(judged: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions on entries by the report that the entry is of."""
    by_report: dict[str, list[Decision]] = defaultdict(list)
    for one in judged:
        if one.entry is not None:
            by_report[one.entry.report].append(one)
    return by_report


def _insert(connection: Connection, *, author: str, why: str | None, **values: Any) -> Decision:
    row = {**values, "author": _signed(author), "why": (why or "").strip() or None, "recorded_at": rows.now()}
    made = connection.execute(insert(t.decisions).values(row)).inserted_primary_key
    return decision(connection, made[0] if made else 0)


def _signed(author: str) -> str:
    if not author.strip():
        raise DecisionError("a decision needs an author; name one")
    return author.strip()


def _decisions(connection: Connection, *conditions: sa.ColumnElement[bool]) -> list[Decision]:
    query = (
        select(t.decisions, t.retractions.c.author.label("retracted_by"), t.retractions.c.retracted_at)
        .outerjoin(t.retractions, t.retractions.c.decision == t.decisions.c.id)
        .where(*conditions)
        .order_by(t.decisions.c.id)
    )
    return [
        Decision(
            number=row.id,
            kind=row.kind,
            author=row.author,
            recorded_at=row.recorded_at,
            left=row.left,
            right=row.right,
            entry=_anchor(row) if row.report is not None else None,
            why=row.why,
            retracted=Retraction(author=row.retracted_by, retracted_at=row.retracted_at) if row.retracted_at else None,
        )
        for row in connection.execute(query)
    ]


def _anchor(row: Any) -> Anchor:
    return Anchor(
        report=row.report,
        layer=row.layer,
        quote=row.quote,
        nth=row.nth,
        claim=msgspec.json.decode(row.claim, type=_FIELDS),
        details=msgspec.json.decode(row.details, type=_FIELDS),
    )


def _anchors(connection: Connection, report: str) -> tuple[list[Anchor], str | None]:
    """The anchors of all of a report's entries and its text; no anchors and None if it is not on record."""
    kept = connection.scalar(select(t.reports.c.reading).where(t.reports.c.id == report))
    if kept is None:
        return [], None
    reading = from_json(kept)
    return [anchor for found in record.anchors(reading).values() for anchor in found], reading.text


def _entry(connection: Connection, name: str) -> Any:
    beginning = (_addressed(connection, name.strip()) or name).strip().casefold()
    if len(beginning) < LEAST:
        raise NotFoundError(f"{name!r} is too short for an entry; give {LEAST} characters of its id at least")
    found = connection.execute(
        select(t.entries).where(t.entries.c.id.startswith(beginning, autoescape=True)).order_by(t.entries.c.id).limit(9)
    ).all()
    if not found:
        raise NotFoundError(
            f"no entry on record has the id {name!r}; --ids shows them, as in `lagebild chronicle --ids`, and so does --json"
        )
    if len(found) > 1:
        raise NotFoundError(f"{name!r} could be several entries: {', '.join(r.id for r in found)}. Give more of the id")
    return found[0]


def _addressed(connection: Connection, name: str) -> str | None:
    """The id of an entry that is named by where it stands: `REPORT/v3` (an event) or `REPORT/s2` (a statement)."""
    report, _, key = name.rpartition("/")
    event = select(t.events.c.entry).where(t.events.c.report == report, t.events.c.key == key)
    found: str | None = connection.scalar(event)
    if found is None and key[:1] == "s" and key[1:].isdecimal() and len(key) < 10:
        number = int(key[1:]) - 1
        statement = select(t.statements.c.entry).where(t.statements.c.report == report, t.statements.c.number == number)
        found = connection.scalar(statement)
    return found


def _names(connection: Connection, left: str, right: str, *, same: bool) -> tuple[str, str]:
    """The names that a decision is about, as they are on record; for part of a name the whole name."""
    one, other = queries.identity(connection, left), queries.identity(connection, right)
    names = _whole(connection, one, left), _whole(connection, other, right)
    if one.id == other.id and not same and plain_name(names[0]) == plain_name(names[1]):
        names = _written(one, left), _written(other, right)  # the short name means somebody else than the long one
    if plain_name(names[0]) == plain_name(names[1]):
        word = "the same already" if same else "one name, which cannot be told from itself"
        raise DecisionError(f"{left!r} and {right!r} are {word}: {one.name}. On record are: {'; '.join(one.names)}")
    return names


def _written(found: Found, asked: str) -> str:
    """A name on record, in the spelling used there."""
    plain = plain_name(asked)
    return next((name for name in found.names if plain_name(name) == plain), found.name)


def _whole(connection: Connection, found: Found, asked: str) -> str:
    """The fullest name on record that contains the one asked for; the id if namesakes have it, or if an id was given."""
    if connection.scalars(select(t.parts.c.id).where(t.parts.c.id == asked)).first():
        # the id that one of those who were merged had before: its name, if it says which
        mine = plain_name(asked.partition(":")[2])
        return next((name for name in found.names if plain_name(name) == mine), asked)
    words = set(plain_name(asked).split())
    holding = [n for n in (found.name, *found.names) if words <= set(plain_name(n).split())] or [found.name]
    name = found.name if asked == found.id else max(holding, key=lambda n: len(plain_name(n).split()))
    namesakes = select(t.identities.c.id).where(t.identities.c.id != found.id, t.identities.c.name == found.name)
    return found.id if name == found.name and connection.scalars(namesakes.limit(1)).first() else name


def _bearers(connection: Connection, judged: Decision) -> Bearers:
    sides: list[frozenset[str]] = []
    seen: list[set[tuple[str, int]]] = []
    for name in (judged.left or "", judged.right or ""):
        rows_ = connection.execute(
            select(t.aliases.c.identity, t.aliases.c.name).where(t.aliases.c.plain == plain_name(name))
        ).all()
        known = queries.by_id(connection, name)
        ids = [known.id] if known else []
        sides.append(frozenset([*ids, *(row.identity for row in rows_)]))
        seen.append(_called(connection, sorted({name, *(row.name for row in rows_)}), after=judged.recorded_at))
    both = {report for report, _ in seen[0] & seen[1]}
    each = {report for report, _ in seen[0]} & {report for report, _ in seen[1]}
    return Bearers(left=sides[0], right=sides[1], together=tuple(sorted(both)), apart=tuple(sorted(each - both)))


def _called(connection: Connection, names: Sequence[str], *, after: str) -> set[tuple[str, int]]:
    """Reports added after a moment, with their entities that have one of some names."""
    named = select(t.mentions.c.entity).where(t.mentions.c.text.in_(names), t.mentions.c.is_name == 1)
    found = connection.execute(
        select(t.entities.c.report, t.entities.c.id)
        .join(t.reports, t.reports.c.id == t.entities.c.report)
        .where(t.reports.c.recorded_at > after, or_(t.entities.c.name.in_(names), t.entities.c.id.in_(named)))
    )
    return {(row.report, row.id) for row in found}
