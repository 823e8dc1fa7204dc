"""An editor's decisions on record: make them, take them back, list them, and mark the entries that they withdraw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import Connection, insert, or_, select, update

from lagebild.errors import DecisionError
from lagebild.lexicon import gazetteer
from lagebild.reading import EntityKind, Reading
from lagebild.record import decisions as record
from lagebild.record import event_rulings, mending
from lagebild.record.decisions import Anchor, Bearers, Conflict, Decision
from lagebild.record.identities import Judgement, plain_name
from lagebild.record.joining import Word
from lagebild.store import decided, queries, rows
from lagebild.store import tables as t
from lagebild.store.decided import decision
from lagebild.store.freshness import mark_stale
from lagebild.store.incidents import touch
from lagebild.store.queries import Found
from lagebild.store.some import some

__all__ = [
    "conflicts", "decision", "decisions", "judge", "judgements", "mend", "retract", "rulings", "settle", "withdraw",
    "withdrawals", "words",
]  # fmt: skip

_ABOUT_NAMES = t.decisions.c.left.is_not(None)
_ABOUT_EVENTS = t.decisions.c.left_entry.is_not(None)


def judge(
    connection: Connection, left: str, right: str, *, same: bool, author: str, why: str | None = None
) -> Decision:
    """Declare two names on record, or two entries of events, the same or different. The record is stale afterwards.

    Raises NotFoundError if nobody has a name, or several do; DecisionError if both are the same name or event, if one is an
    event and the other is not, or if decisions in force say so already.
    """
    kind: record.DecisionKind = "same" if same else "different"
    entries = [_is_entry(connection, one) for one in (left, right)]
    if all(entries):
        return _judge_events(connection, left, right, kind=kind, author=author, why=why)
    if any(entries):
        raise DecisionError(
            f"{left!r} and {right!r}: `{kind}` takes two names, or two entries of events, but not one of each"
        )
    names = _names(connection, left, right, same=same)
    before = record.says_already(kind, *names, decided.decisions(connection, _ABOUT_NAMES))
    if before:
        raise DecisionError(_already(names, kind, before))
    mark_stale(connection)
    return _insert(connection, kind=kind, left=names[0], right=names[1], why=why, author=author)


def _already(names: Iterable[str], kind: record.DecisionKind, before: Sequence[int]) -> str:
    said = "the same" if kind == "same" else kind
    return f"{' and '.join(names)} are {said} already, by decision {', '.join(map(str, before))}"


def _is_entry(connection: Connection, name: str) -> bool:
    """True if a text names an entry, and nobody on record is called that."""
    called = select(t.aliases.c.id).where(t.aliases.c.plain == plain_name(name)).limit(1)
    return decided.names_an_entry(connection, name) and connection.scalar(called) is None


def _judge_events(
    connection: Connection, left: str, right: str, *, kind: record.DecisionKind, author: str, why: str | None
) -> Decision:
    found = [decided.entry(connection, one) for one in (left, right)]
    for name, row in zip((left, right), found, strict=True):
        if row.layer != "event":
            raise DecisionError(
                f"entry {name} is no event but an entry of the layer {row.layer}; `{kind}` takes two events"
            )
    if found[0].id == found[1].id:
        raise DecisionError(f"{left} and {right} are one and the same entry; name two")
    one, other = (decided.anchor_of(connection, row) for row in found)
    made = decided.decisions(connection, _ABOUT_EVENTS)
    before = event_rulings.already_said(kind, one, other, made, _entries(connection, made))
    if before:
        raise DecisionError(_already((f"»{a.quote}« in {a.report}" for a in (one, other)), kind, before))
    touch(connection, [one.report, other.report])
    mark_stale(connection)
    kept = {
        side: msgspec.json.encode(anchor).decode() for side, anchor in (("left_entry", one), ("right_entry", other))
    }
    return _insert(connection, kind=kind, why=why, author=author, **kept)


def _entries(connection: Connection, made: Iterable[Decision]) -> dict[str, tuple[list[Anchor], str | None]]:
    """Today's entries and text of each report that rulings on events are about."""
    reports = {anchor.report for one in event_rulings.rulings(made) for anchor in event_rulings.judged(one)}
    return {report: decided.anchors_of(connection, report) for report in sorted(reports)}


def words(connection: Connection) -> list[Word]:
    """What editors say about which tellings are one, for :func:`lagebild.record.joining.join`."""
    made = decided.decisions(connection, _ABOUT_EVENTS)
    entries = _entries(connection, made)
    return event_rulings.words(made, entries, decided.tellings(connection, entries))


def withdraw(connection: Connection, entry: str, *, author: str, why: str | None = None) -> Decision:
    """Declare an entry wrong, by its id or the beginning of it, or by its place in its report's reading (`REPORT/v3`).

    Raises NotFoundError if no entry has the id, or several do; DecisionError if the entry is withdrawn already.
    """
    row = decided.entry(connection, entry)
    if row.withdrawn is not None:
        raise DecisionError(f"entry {row.id} is withdrawn already, by decision {row.withdrawn}")
    anchor = decided.anchor_of(connection, row)
    made = _insert(connection, kind="wrong", why=why, author=author, **decided.row_of(anchor))
    connection.execute(update(t.entries).where(t.entries.c.id == row.id).values(withdrawn=made.number))
    touch(connection, [anchor.report])
    mark_stale(connection)
    return made


def mend(
    connection: Connection, entry: str, field: str, value: str, *, author: str, why: str | None = None
) -> Decision:
    """Set a field of an entry (:data:`lagebild.record.mending.FIELDS`), which is named as for :func:`withdraw`.

    The rows of its report are made anew, and the record is stale afterwards. Raises NotFoundError if no entry has the id, or
    several do; DecisionError for a field or value that does not exist, or if the field has that value already.
    """
    row = decided.entry(connection, entry)
    anchor = decided.anchor_of(connection, row)
    reading = decided.reading_of(connection, row.report)
    if reading is None:
        raise DecisionError(f"report {row.report!r} has no reading; run `lagebild check`")
    layer, field = anchor.layer, field.strip().casefold()
    place = [a.id for a in record.anchors(reading)[layer]].index(anchor.id)
    today = mending.mended(reading, decided.mends(connection, row.report))
    was = mending.value_of(today, layer, mending.findings(today)[layer][place], field)
    new = mending.settled(today, layer, field, value, lambda name: _kind(connection, name))
    if new == was:
        raise DecisionError(f"{field} of entry {row.id} is {was} already")
    made = _insert(
        connection, kind="mend", field=field, value=new, was=was, why=why, author=author, **decided.row_of(anchor)
    )
    _make_anew(connection, reading)
    return made


def _kind(connection: Connection, name: str) -> tuple[str, EntityKind] | None:
    """How the record, or else the gazetteer, writes a name that a report lacks, and what it is; None if nobody knows."""
    bearers = select(t.aliases.c.identity).distinct().where(t.aliases.c.plain == plain_name(name))
    kinds = {(found.kind, found.name) for found in queries.by_ids(connection, connection.scalars(bearers).all())}
    if len({kind for kind, _ in kinds}) == 1:
        ((kind, written), *others) = sorted(kinds)
        return (name if others else written), kind  # type: ignore[return-value]
    known = gazetteer.known(name) if not kinds else None
    return (known.name, known.kind) if known is not None else None  # type: ignore[return-value]


def _make_anew(connection: Connection, reading: Reading) -> None:
    """Make the rows of one report from its reading and the mends in force."""
    rows.replace_readings(connection, [reading])
    settle(connection, [reading.id])
    touch(connection, [reading.id])
    mark_stale(connection)


def retract(connection: Connection, number: int, *, author: str) -> Decision:
    """Take a decision back; it stays on record, with who took it back and when.

    Raises NotFoundError if no decision has that number, DecisionError if it was taken back before.
    """
    found = decision(connection, number)
    if found.retracted is not None:
        raise DecisionError(f"decision {number} was taken back before, by {found.retracted.author}")
    connection.execute(insert(t.retractions).values(decision=number, author=_signed(author), retracted_at=rows.now()))
    if found.entry is None:
        touch(connection, [anchor.report for anchor in event_rulings.judged(found)])
        mark_stale(connection)
    elif found.kind == "wrong":
        settle(connection, [found.entry.report])
        touch(connection, [found.entry.report])
        mark_stale(connection)
    elif (reading := decided.reading_of(connection, found.entry.report)) is not None:
        _make_anew(connection, reading)
    return decision(connection, number)


def decisions(connection: Connection) -> list[Decision]:
    """All decisions in the order in which they were made, including those taken back."""
    return decided.decisions(connection)


def rulings(connection: Connection, found: Found) -> list[Decision]:
    """The `same` and `different` in force about somebody on record."""
    names = {plain_name(name) for name in found.names}
    parts = connection.scalars(select(t.parts.c.id).where(t.parts.c.identity == found.id)).all()
    ids = {found.id, *parts}
    made = record.standing(decided.decisions(connection, _ABOUT_NAMES))
    return [d for d in made if {d.left, d.right} & ids or {plain_name(n) for n in (d.left, d.right) if n} & names]


def judgements(connection: Connection) -> list[Judgement]:
    """The `same` and `different` in force, as judgements for `identify`."""
    return [
        Judgement(d.kind == "same", d.left, d.right)
        for d in record.standing(decided.decisions(connection, _ABOUT_NAMES))
        if d.left is not None and d.right is not None
    ]


def settle(connection: Connection, reports: Iterable[str] | None = None) -> None:
    """Mark which entries are withdrawn, in some reports or in all."""
    if reports is None:
        _settle(connection, sa.true(), sa.true())
        return
    for several in some(set(reports)):
        _settle(connection, t.decisions.c.report.in_(several), t.entries.c.report.in_(several))


def _settle(connection: Connection, judged: sa.ColumnElement[bool], there: sa.ColumnElement[bool]) -> None:
    connection.execute(update(t.entries).where(t.entries.c.withdrawn.is_not(None), there).values(withdrawn=None))
    made = decided.decisions(connection, t.decisions.c.kind == "wrong", judged)
    for key, members in _by_report(record.standing(made)).items():
        found, text = decided.anchors_of(connection, key)
        for entry, number in record.withdrawn(members, found, text or "").items():
            connection.execute(update(t.entries).where(t.entries.c.id == entry).values(withdrawn=number))


def withdrawals(connection: Connection, entries: Iterable[str]) -> dict[str, Decision]:
    """For each of some entries that is withdrawn, the decision that says so."""
    rows_ = connection.execute(
        select(t.entries.c.id, t.entries.c.withdrawn).where(
            t.entries.c.id.in_(sorted(set(entries))), t.entries.c.withdrawn.is_not(None)
        )
    ).all()
    made = {d.number: d for d in decided.decisions(connection, t.decisions.c.id.in_({row.withdrawn for row in rows_}))}
    return {row.id: made[row.withdrawn] for row in rows_}


def conflicts(connection: Connection) -> list[Conflict]:
    """Where decisions in force clash with each other or with the record, ordered by their numbers."""
    judged = record.standing(decided.decisions(connection))
    found = record.name_conflicts(judged, {d.number: _bearers(connection, d) for d in judged if d.left is not None})
    for report, members in _by_report(judged).items():
        entries, text = decided.anchors_of(connection, report)
        clashes = (record.entry_conflict(one, entries, text) for one in members)
        found += [conflict for conflict in clashes if conflict is not None]
        found += mending.superseded(members, entries, text)
    found += event_rulings.conflicts(judged, _entries(connection, judged))
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
