"""`python -m bench.scale [--reports N…]`: what one report more costs on a small and a larger record.

The readings are made up (`maker.py`): as much in each as in a report, a few states in most of them, people and bodies as
unevenly spread as in news. The record has 100 and 400 reports (or N…). Added are further reports, one after the other, by a
process of its own: the median seconds (CPU) of putting the reading on record and of each part of making the record whole,
and the memory of that process (MB). Then the questions of a newsroom are asked, three times each, of which the quickest
counts; searches, for a hundred things, count by the one that is slower than nineteen in twenty (p95). Printed, and guarded by
`floors.toml`, is how many times as long each takes at the smallest size as at the largest: 1 is no growth, 0.5 twice as long.
Some made-up stories are told again and again, so that their incidents grow with the record.

With `--on URL` the same questions are asked of an empty database of a server's (PostgreSQL), which is filled for that. They
are timed by the clock then, since it is the server that works.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench import frame
from bench.frame import Measured
from bench.scale.maker import made, words
from lagebild.store import Store, deciding, dialects, hits, queries
from lagebild.store import tables as t
from lagebild.store.freshness import mark_fresh
from lagebild.store.hit_counts import counts
from lagebild.store.identities import update_identities
from lagebild.store.incidents import touch, touched, update_incidents
from lagebild.store.offices import Register, contested, last_seen
from lagebild.store.tenures import update_tenures
from lagebild.store.ties import all_ties

SIZES = (100, 400)
AT_ONCE = 64
"""Reports that are put on record in one transaction."""
MORE = 16
"""Reports that are added, of which the first is not counted: it loads the lexicon."""
ROUNDS = 3
"""Times that each size is measured; the least counts, since another process may have disturbed it."""
QUESTIONS = 3
"""Times that each question is asked."""


def fill(store: Store, size: int) -> None:
    """Put reports on a record until it has so many, and make it whole."""
    with store.transaction() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(t.reports)) or 0
    while count < size:
        upto = min(size, count + AT_ONCE)
        store.add_all([made(number) for number in range(count, upto)])
        count = upto
        print(f"scale: {count:,} of {size:,} reports on record", file=sys.stderr, end="\r", flush=True)
    with store.writing() as connection:
        for _ in parts(connection):
            pass


def parts(connection: sa.Connection) -> Sequence[tuple[str, float]]:
    """Make a record whole; says of each part of the work how many seconds (CPU) it took."""
    spent = []

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        done = work()
        spent.append((name, time.process_time() - begun))
        return done

    found = timed("identities", lambda: update_identities(connection))
    touch(connection, found.reports)
    deciding.settle(connection, None if found.anew else found.reports)
    timed("tenures", lambda: update_tenures(connection, touched(connection)))
    timed("incidents", lambda: update_incidents(connection, deciding.words(connection)))
    mark_fresh(connection)
    return spent


def added(store: Store, size: int) -> dict[str, float]:
    """The seconds that a further report takes, part by part."""
    found: dict[str, list[float]] = {}
    for number in range(size, size + MORE):
        reading = made(number)
        begun = time.process_time()
        store.add(reading)
        spent = [("add", time.process_time() - begun)]
        with store.writing() as connection:
            spent += parts(connection)
        if number > size:
            for name, seconds in (*spent, ("one report", sum(seconds for _, seconds in spent))):
                found.setdefault(name, []).append(seconds)
    return {name: statistics.median(several) for name, several in found.items()}


def asked(store: Store, clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """The seconds that questions take, by a clock."""
    with store.transaction() as connection:
        longest = sa.func.max(sa.func.length(t.tenures.c.data)).desc()
        query = sa.select(t.tenures.c.person).group_by(t.tenures.c.person).order_by(longest).limit(1)
        somebody = connection.scalar(query) or ""
        questions: dict[str, Callable[[], object]] = {
            "who is called": lambda: queries.identity(connection, queries.by_ids(connection, [somebody])[0].name),
            "offices of a person": lambda: queries.office_tenures(connection, person=somebody),
            "offices of a state": lambda: queries.office_tenures(connection, of="place:usa"),
            "register page": lambda: Register(connection).entries(100, 100),
            "register on a day": lambda: Register(connection, on="2012-02-01").entries(0, 100),
            "contested offices": lambda: contested(connection),
            "offices last seen": lambda: last_seen(connection, 8),
            "ties of a person": lambda: all_ties(connection, party=somebody),
            "said, newest": lambda: queries.statements(connection, newest=50),
            "said by a person": lambda: queries.statements(connection, speaker=somebody),
            "search": lambda: hits.sentences(connection, "Lage prüfen"),
            "chronicle page": lambda: queries.incidents(connection, latest_first=True, limit=100),
        }
        found: dict[str, float] = {}
        for name, ask in questions.items():
            for _ in range(QUESTIONS):
                begun = clock()
                ask()
                spent = clock() - begun
                found[name] = min(spent, found.get(name, spent))
        found["search of all kinds, p95"] = _p95(lambda sought: hits.search(connection, sought), clock)
        found["how many that finds, p95"] = _p95(lambda sought: counts(connection, sought), clock)
        return found


def _p95(ask: Callable[[str], object], clock: Callable[[], float]) -> float:
    """The seconds of a question that is slower than nineteen in twenty, each at its quickest."""
    spent: dict[str, float] = {}
    for sought in [*words()] * QUESTIONS:
        begun = clock()
        ask(sought)
        seconds = clock() - begun
        spent[sought] = min(seconds, spent.get(sought, seconds))
    return sorted(spent.values())[int(0.95 * len(spent))]


def most_memory() -> float:
    """The most memory (MB) that this process ever had; what `getrusage` says includes the one that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM:")), None)
        if peak is not None:
            return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(db: str, size: int) -> None:
    """What a process of its own measures on a copy of a record, as a line of JSON."""
    store = Store.open(db)
    seconds = added(store, size)
    memory = most_memory()
    print(json.dumps({"seconds": seconds, "memory": memory, "asked": asked(store)}))
    store.close()


def asked_of_a_server(url: str, sizes: Sequence[int]) -> None:
    """Fill an empty database of a server's, and print what the questions take at each size."""
    with contextlib.closing(Store.open(url)) as store:
        with store.transaction() as connection:
            if connection.scalar(sa.select(sa.func.count()).select_from(t.reports)):
                sys.exit("scale: there are reports in that database; give --on an empty one, which is filled")
        for size in sizes:
            fill(store, size)
            with store.transaction() as connection:
                dialects.count_rows(connection)
            print(f"{size:>7,} reports, asked by the clock: {_shown(asked(store, time.perf_counter))}", flush=True)


def measure(arguments: argparse.Namespace) -> Measured:
    """Seconds and memory at each size, and how they grow."""
    if arguments.one is not None:
        one(arguments.one, arguments.reports[0])
        return Measured({})
    sizes: Sequence[int] = sorted(arguments.reports or SIZES)
    if arguments.on is not None:
        asked_of_a_server(arguments.on, sizes)
        return Measured({})
    figures: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        records = dict(filled(Path(folder), sizes))
        for size in [*sizes] * ROUNDS:  # by turns: another process may be at work for a while
            copy = shutil.copy(records[size], Path(folder) / "copy.db")
            command = [sys.executable, "-m", "bench.scale", "--one", str(copy), "--reports", str(size)]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
            found = json.loads(done.stdout.splitlines()[0])
            figures[size] = _least(figures.get(size, found), found)
    for size, found in figures.items():
        print(f"{size:>7,} reports, one more: {_shown(found['seconds'])}; {found['memory']:.0f} MB")
        print(f"{'':>7} asked: {_shown(found['asked'])}", flush=True)
    first, last = figures[sizes[0]], figures[sizes[-1]]
    growth = {
        name: first[kind][name] / max(last[kind][name], 1e-9)
        for kind in ("seconds", "asked")
        for name in first[kind]
        if last[kind][name] > 0.002  # less is noise
    }
    print("times as quick at the largest size: " + ", ".join(f"{name} {value:.2f}" for name, value in growth.items()))
    # the floors are those of the sizes of old
    return Measured({"scale" if tuple(sizes) == SIZES else "other sizes": growth})


def filled(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[int, Path]]:
    """The file of a record of each size; the larger ones are the smaller ones and more."""
    record = folder / "record.db"
    for size in sizes:
        store = Store.open(record)
        fill(store, size)
        store.close()
        yield size, Path(shutil.copy(record, folder / f"{size}.db"))


def _least(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The lesser of two measurements, figure by figure."""
    return {
        key: _least(value, other[key]) if isinstance(value, dict) else min(value, other[key])
        for key, value in one.items()
    }


def _shown(seconds: dict[str, float]) -> str:
    return ", ".join(f"{name} {1000 * value:.0f} ms" for name, value in seconds.items())


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("--reports", type=int, nargs="+", metavar="N", help="the sizes of the record (default 100 400)")
    parser.add_argument("--on", metavar="URL", help="ask an empty database of a server's, which is filled")
    parser.add_argument("--one", metavar="DB", help=argparse.SUPPRESS)


if __name__ == "__main__":
    sys.exit(frame.main("scale", __doc__, measure, floors=Path(__file__).with_name("floors.toml"), options=options))
