"""What the rest of the record tells about names that are looked at, and for which names that has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, or_, select

from lagebild.record import name_keys
from lagebild.record.around import Around, seldom
from lagebild.record.naming import words_of
from lagebild.record.people import run_parts
from lagebild.record.spellings import Words
from lagebild.store import tables as t
from lagebild.store.namings import Rekeyed, Row
from lagebild.store.some import some

_PERSON = "person:"
_RUN = 4
"""A name of so many words may be several names run together, which then tell nothing."""

_Groups = Mapping[tuple[str, str], tuple[str, str]]


def around(connection: Connection, rows: Iterable[Row], reached: set[str], reports: int) -> Around:
    """What the record tells about the names of some rows beside these; `reached` are the names, `reports` all with names."""
    people = {words_of(row.name) for row in rows if row.name.startswith(_PERSON)}
    keys = {key for words in people for key in _counted(words)}
    full = {words_of(row_name) for row_name, _ in _told(connection, keys)}
    parts = {part for words in full | people if len(words) >= _RUN for part in run_parts(words)}
    wanted = {f"{_PERSON}{'-'.join(part)}": part for part in parts}
    there = (
        connection.scalars(select(t.namings.c.name).distinct().where(t.namings.c.name.in_(several)))
        for several in some(wanted)
    )
    names = {wanted[name] for found in there for name in found}
    known: dict[str, int] = {}

    def times(words: str) -> int:
        if words not in known:
            known[words] = sum(n for name, n in _counts(connection, words) if name not in reached)
        return known[words]

    return Around(names=names, full=full, times=times, reports=reports)


def _counted(words: Words) -> list[int]:
    """What a person's name asks about others."""
    found = [name_keys.first(words[0]), name_keys.last(words[-1])]
    return [*found, name_keys.within(words[-2])] if len(words) > 2 else found


def _told(connection: Connection, keys: Collection[int]) -> list[tuple[str, str]]:
    """The names under keys of facts, and what is counted of each."""
    columns = (t.name_facts.c.name, t.name_facts.c.counted)
    return [
        (row.name, row.counted)
        for several in some(keys)
        for row in connection.execute(select(*columns).where(t.name_facts.c.key.in_(several)))
    ]


def _counts(connection: Connection, words: str) -> list[tuple[str, int]]:
    """How many reports have some words as a name: for each name that is kept with them, and for each of its bearers."""
    query = (
        select(t.namings.c.name, func.count(t.namings.c.report.distinct()))
        .where(t.namings.c.words == words)
        .group_by(t.namings.c.name, t.namings.c.part)
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def depending(connection: Connection, rekeyed: Rekeyed) -> set[str]:
    """The names whose part depends on what others have come to tell, or do not tell any more."""
    found: set[str] = set()
    for name in rekeyed.retold:
        found |= _asking(connection, words_of(name), rekeyed.retold)
    # what is now several names run together, or is no longer, tells nothing, or something
    runs = {
        name
        for changed in rekeyed.there
        if changed.startswith(_PERSON)
        for name, _ in _told(connection, [name_keys.is_there(words_of(changed))])
    }
    for name in runs:
        found |= _asking(connection, words_of(name), None)
    return found | runs


def _asking(connection: Connection, words: Words, changed: set[str] | None) -> set[str]:
    """The names that count somebody of some words, unless two who have not changed are enough for the answer."""
    found: set[str] = set()
    for key in (name_keys.first(words[0]), name_keys.last(words[-1])):
        others = {name for name, _ in _told(connection, [key])} - (changed or set())
        if changed is None or len(_sure(others)) < 2:
            found |= others
    for word in words[1:]:
        kept = {
            counted
            for name, counted in _told(connection, [name_keys.within(word)])
            if changed is not None and name not in changed and len(words_of(name)) < _RUN
        }
        if len(kept) < 2:
            found |= {name for name, _ in _told(connection, [name_keys.asks_within(word)])}
    return found


def _sure(names: Iterable[str]) -> list[str]:
    return [name for name in names if len(words_of(name)) < _RUN]


def crossing(connection: Connection, before: int, now: int) -> set[str]:
    """The names that depend on people whose company tells something, or nothing, because there are more or fewer reports."""
    low, high = sorted((seldom(before), seldom(now)))
    if low == high:
        return set()
    held = select(t.namings.c.words, t.namings.c.part, t.namings.c.report).where(t.namings.c.words.is_not(None))
    each = held.distinct().subquery()
    times = func.count()
    query = select(each.c.words).group_by(each.c.words).having(times > low, times <= high)
    return _weighed_with(connection, set(connection.scalars(query)))


def turning(
    connection: Connection,
    rows: Sequence[Row],
    gone: Iterable[Row],
    groups: _Groups,
    reached: set[str],
    reports: tuple[int, int],
) -> set[str]:
    """The names that depend on people whose company tells something, or nothing, since they are named more or less often.

    `rows` are those looked at, as they were, `groups` what they are now; `reports` how many there were and are.
    """
    before: dict[str, set[tuple[str | None, str]]] = defaultdict(set)
    now: dict[str, set[tuple[str | None, str]]] = defaultdict(set)
    for row in gone:
        if row.words is not None:
            before[row.words].add((row.part, row.report))
    changed = set(before)
    for row in rows:
        part, words = groups[row.place]
        if (part, words) != (row.part, row.words):
            changed |= {words} if row.words is None else {words, row.words}
        now[words].add((part, row.report))
    turned = set()
    for several in some(changed):
        columns = (t.namings.c.words, t.namings.c.part, t.namings.c.report, t.namings.c.name)
        for words, part, report, name in connection.execute(select(*columns).where(t.namings.c.words.in_(several))):
            before[words].add((part, report))
            if name not in reached:
                now[words].add((part, report))
    limits = seldom(reports[0]), seldom(reports[1])
    turned = {words for words in changed if (len(before[words]) <= limits[0]) != (len(now[words]) <= limits[1])}
    return _weighed_with(connection, turned)


def _weighed_with(connection: Connection, people: Collection[str]) -> set[str]:
    """The names that others' company may have decided about, in reports with some people."""
    found: set[str] = set()
    for several in some(people):
        named = or_(t.namings.c.words.in_(several), t.namings.c.called.in_(several))
        there = select(t.namings.c.report).where(named)
        query = select(t.namings.c.name).distinct().where(t.namings.c.weighed, t.namings.c.report.in_(there))
        found |= set(connection.scalars(query))
    return found
