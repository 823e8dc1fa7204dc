"""`python -m bench.growth [--reports N…]`: seconds to add one more report to a record of 150 and 600 reports (or N…).

The record is made of the readings of `examples/`, again and again under other names and five weeks later each time: what a
report says is real in kind and amount, and no two stories share a name of more than three letters. Added is a report of one
more story (`new`), and a further report of a story on record (`known`), each three times, of which the quickest counts; what
is timed is putting the reading on record and making the record whole again, and of that the part that identities and that
incidents take. Printed, and guarded by `floors.toml`, is how many times as long it takes at the smaller size as at the
larger: 1 is no growth, 0.5 twice as long.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bench import frame
from bench.frame import ROOT, Measured
from bench.readings import readings
from lagebild.document import Document
from lagebild.reading import Reading, from_json, to_json
from lagebild.sources import read_sources
from lagebild.store import Store
from lagebild.store.identities import update_identities
from lagebild.store.incidents import touch, update_incidents

SIZES = (150, 600)
STEP = 150
"""So many reports are put on record at once; a line of progress follows."""
_DATE = re.compile(rb"(?<![\d:,\[])(19|20)\d\d(-\d\d(-\d\d)?)?(?!\d)")
"""A day, a month or a year, in a value or in the text, and no offset."""
_NAME = re.compile(r"\b[A-ZÄÖÜ][a-zäöüßéíáóúï]{3,}")
_APART = 5
"""Weeks between two stories: the same words in the same week would be one story told twice."""
_LETTERS = "bcdfghjklmnpqrstvwxz"


def told_again(reading: Reading, story: int) -> Reading:
    """A reading with other names and as many times five weeks later; all spans stay."""
    named = _names_of(reading)
    line = to_json(reading).decode()
    if named is not None:
        line = named.sub(lambda match: _other(match[0], story), line)
    moved = _DATE.sub(lambda match: _later(match[0], story), line.encode())
    # a copy is a report of its own: no address of another one is its
    return msgspec.structs.replace(from_json(moved), id=f"{story}/{reading.id}", url=None)


def _names_of(reading: Reading) -> re.Pattern[str] | None:
    """What finds the words of the names in a reading, the longer of two that begin alike first."""
    names = {
        word
        for entity in reading.entities
        for span in entity.name_spans
        for word in _NAME.findall(span.of(reading.text))
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(names, key=lambda name: (-len(name), name)))})") if names else None


def _other(name: str, story: int) -> str:
    """Another name of the same length: its consonants moved on, and the last letters a number in letters."""
    moved = "".join(_LETTERS[(_LETTERS.index(c) + story) % len(_LETTERS)] if c in _LETTERS else c for c in name)
    a, b = divmod(story, 26)
    return moved[:-2] + chr(97 + a % 26) + chr(97 + b)


def _later(date: bytes, story: int) -> bytes:
    """A day so many times five weeks later; a month or a year as many years later as those weeks make."""
    whole = date.decode()
    try:
        if len(whole) == len("2021-03-10"):
            return (datetime.date.fromisoformat(whole) + datetime.timedelta(weeks=_APART * story)).isoformat().encode()
    except (ValueError, OverflowError):
        return date
    return f"{int(whole[:4]) + story * 7 * _APART // 365}{whole[4:]}".encode()


def stories(first: int) -> Iterator[Reading]:
    """The examples, story after story."""
    read = readings(one for one in read_sources([str(ROOT / "examples")]) if isinstance(one, Document))
    story = first
    while True:
        yield from (told_again(reading, story) for reading in read)
        story += 1


def added(store: Store, reading: Reading) -> dict[str, float]:
    """The seconds (CPU) that adding a report takes in all, and of these identities and incidents."""
    start = time.process_time()
    store.add(reading)
    with store.writing() as connection:
        begun = time.process_time()
        touch(connection, update_identities(connection).reports)
        identified = time.process_time()
        update_incidents(connection)
        done = time.process_time()
    store.refresh()
    return {"": time.process_time() - start, " identities": identified - begun, " incidents": done - identified}


def measured(store: Store, further: Sequence[Reading], size: int) -> dict[str, float]:
    """The seconds that the quickest of some reports takes, of new stories and of known ones."""
    found: dict[str, float] = {}
    for number, reading in enumerate(further):
        new = msgspec.structs.replace(told_again(reading, 9_000 + number), id=f"new {size} {number}")
        known = msgspec.structs.replace(reading, id=f"known {size} {number}", url=None)
        for kind, one in (("new", new), ("known", known)):
            for part, spent in added(store, one).items():
                found[kind + part] = min(spent, found.get(kind + part, spent))
    return found


def measure(arguments: argparse.Namespace) -> Measured:
    """Seconds at each size, and how they grow."""
    sizes: Sequence[int] = sorted(arguments.reports or SIZES)
    figures: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "record.db")
        told, count = stories(0), 0
        for size in sizes:
            while count < size:
                upto = min(size, count + STEP)
                store.add_all(list(itertools.islice(told, upto - count)))
                store.refresh()
                count = upto
                print(f"growth: {count:,} of {sizes[-1]:,} reports on record", file=sys.stderr, flush=True)
            store.refresh()
            figures[size] = measured(store, list(itertools.islice(told, 3)), size)
            print(
                f"{size:>7,} reports: " + ", ".join(f"{name} {value:.2f} s" for name, value in figures[size].items()),
                flush=True,
            )
        store.close()
    first, last = figures[sizes[0]], figures[sizes[-1]]
    growth = {name: first[name] / max(last[name], 1e-9) for name in first if first[name] > 0.01}
    print("times as quick at the larger size: " + ", ".join(f"{name} {value:.2f}" for name, value in growth.items()))
    # the floors are those of the sizes of old
    return Measured({"growth" if tuple(sizes) == SIZES else "other sizes": growth})


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("--reports", type=int, nargs="+", metavar="N", help="the sizes of the record (default 150 600)")


if __name__ == "__main__":
    sys.exit(frame.main("growth", __doc__, measure, floors=Path(__file__).with_name("floors.toml"), options=options))
