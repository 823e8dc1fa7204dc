"""Groups of tellings and origins of reports are kept up to date, and are the same as those made anew."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from lagebild.errors import DecisionError
from lagebild.reading import Reading
from lagebild.store import Store, deciding, queries
from lagebild.store import tables as t
from lagebild.store.freshness import mark_stale
from lagebild.store.incidents import touch
from tests.fresh import fresh

_MADE = (t.takes_part, t.disputes, t.incident_words, t.incidents, t.tellings, t.blocks, t.links, t.origins, t.prints)


def made(store: Store) -> list[Any]:
    """The incidents on record, the groups and the origins."""
    store.refresh()
    with store.transaction() as connection:
        groups = connection.execute(sa.select(t.tellings.c.id, t.tellings.c.joined, t.tellings.c.day)).all()
        origins = connection.execute(sa.select(t.origins)).all()
        return [*queries.incidents(connection), *sorted(map(tuple, groups)), *sorted(map(tuple, origins))]


def anew(store: Store) -> list[Any]:
    """The same after all that was made is forgotten."""
    with store.writing() as connection:
        for table in _MADE:
            connection.execute(sa.delete(table))
        touch(connection, connection.scalars(sa.select(t.reports.c.id)).all())
        mark_stale(connection)
    return made(store)


def changed(reading: Reading, chance: random.Random) -> Reading:
    """The report with fewer events, of another day or of none."""
    days = [reading.published, "2021-03-01", "2021-03-12", None]
    events = tuple(event for event in reading.events if chance.random() < 0.7)
    return msgspec.structs.replace(reading, events=events, published=chance.choice(days))


def judge(connection: Connection, chance: random.Random) -> int:
    """Say of two tellings that they are one or two; the number of the decision."""
    told = [telling.evidence.entry for one in queries.incidents(connection) for telling in one.tellings]
    left, right = chance.sample([entry for entry in told if entry], 2)
    return deciding.judge(connection, left, right, same=chance.random() < 0.6, author="test").number


@pytest.mark.parametrize("seed", range(3))
def test_whatever_comes_and_changes_the_groups_are_those_made_anew(
    example_readings: list[Reading], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    readings = chance.sample(example_readings, 14)
    readings += [  # what other outlets print, word by word
        msgspec.structs.replace(
            one, id=f"{one.id}-{outlet}", url=None, outlet=outlet, published=chance.choice([one.published, None])
        )
        for one, outlet in zip(readings, ("Blatt", "Bote", "Kurier"), strict=False)
    ]
    store = fresh(tmp_path / "changing.db")
    judged: list[int] = []
    arriving = chance.sample(readings, len(readings))
    for number, reading in enumerate(arriving):
        store.add(reading)
        if chance.random() < 0.5:
            store.refresh()
        if chance.random() < 0.3:
            store.replace(changed(chance.choice(arriving[: number + 1]), chance))
        if number > 5 and chance.random() < 0.3:
            store.refresh()
            with store.writing() as connection:
                try:
                    judged.append(judge(connection, chance))
                except DecisionError:
                    continue  # said already
        elif judged and chance.random() < 0.2:
            with store.writing() as connection:
                deciding.retract(connection, judged.pop(0), author="test")
    assert made(store) == anew(store)
    store.close()


def test_one_more_report_asks_little_however_long_a_story_is(example_readings: list[Reading], tmp_path: Path) -> None:
    """A report of today is grouped, and no other report with it."""
    from lagebild.store import groups

    store = fresh(tmp_path / "long.db")
    *before, last = sorted(example_readings, key=lambda reading: (reading.published or "9", reading.id))
    store.add_all(before)
    store.refresh()
    looked_at: list[str] = []
    look = groups._look_again

    def counted(connection: Connection, order: Any, *others: Any) -> Any:
        looked_at.append(order.report)
        return look(connection, order, *others)

    store.add(last)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "_look_again", counted)
        store.refresh()
    assert last.id in looked_at
    assert len(looked_at) < len(before) / 2
    store.close()
