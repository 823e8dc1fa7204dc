"""`python -m bench.growth [--reports N…]`: seconds to add one more report to a record of 150 and 600 reports (or N…).

The record is made of the readings of `examples/`, again and again under other names and five weeks later each time: what a
report says is real in kind and amount, and no two stories share a name. Added is a report of one more story (`new`), and a
further report of a story on record (`known`); what is timed is putting the reading on record and making the record whole
again, and of that the part that incidents take. Printed, and guarded by `floors.toml`, is how many times as long it takes
at the larger size as at the smaller: at most so many times, whatever the machine.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from bench import frame
from bench.frame import ROOT, Measured
from lagebild import run
from lagebild.reading import Reading, from_json, to_json
from lagebild.sources import read_sources
from lagebild.store import Store
from lagebild.store.incidents import touch, update_incidents

SIZES = (150, 600)
_DATE = re.compile(rb"(?<![\d:,\[])(19|20)\d\d(-\d\d(-\d\d)?)?(?!\d)")
"""A day, a month or a year, in a value or in the text, and no offset."""
_NAME = re.compile(r"\b[A-ZÄÖÜ][a-zäöüßéíáóúï]{3,}")
_APART = 5
"""Weeks between two stories: the same words in the same week would be one story told twice."""
_LETTERS = "bcdfghjklmnpqrstvwxz"


def told_again(reading: Reading, story: int) -> Reading:
    """A reading with other names and as many times five weeks later; all spans stay."""
    names = {
        word
        for entity in reading.entities
        for span in entity.name_spans
        for word in _NAME.findall(span.of(reading.text))
    }
    line = to_json(reading).decode()
    for name in sorted(names, key=len, reverse=True):
        line = re.sub(rf"\b{name}", _other(name, story), line)
    moved = _DATE.sub(lambda match: _later(match[0], story), line.encode())
    # a copy is a report of its own: no address of another one is its
    return msgspec.structs.replace(from_json(moved), id=f"{story}/{reading.id}", url=None)


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
    read = [one for one in run.read(read_sources([str(ROOT / "examples")])) if isinstance(one, Reading)]
    story = first
    while True:
        yield from (told_again(reading, story) for reading in read)
        story += 1


def added(store: Store, reading: Reading) -> tuple[float, float]:
    """The seconds (CPU) that adding a report takes, and those that looking at its incidents once more takes."""
    start = time.process_time()
    store.add(reading)
    store.refresh()
    whole = time.process_time() - start
    with store.writing() as connection:
        touch(connection, [reading.id])
        start = time.process_time()
        update_incidents(connection)
        return whole, time.process_time() - start


def measure(arguments: argparse.Namespace) -> Measured:
    """Seconds at each size, and how they grow."""
    sizes: Sequence[int] = sorted(arguments.reports or SIZES)
    figures: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "record.db")
        readings, count = stories(0), 0
        for size in sizes:
            while count < size:
                store.add(next(readings))
                count += 1
            store.refresh()
            further = next(readings)
            new = msgspec.structs.replace(told_again(further, 9_999), id=f"new {size}")
            known = msgspec.structs.replace(further, id=f"known {size}", url=None)
            (new_all, new_incidents), (known_all, known_incidents) = added(store, new), added(store, known)
            figures[size] = {
                "new": new_all, "new incidents": new_incidents, "known": known_all, "known incidents": known_incidents,
            }  # fmt: skip
            print(
                f"{size:>7,} reports: " + ", ".join(f"{name} {value:.2f} s" for name, value in figures[size].items()),
                flush=True,
            )
        store.close()
    first, last = figures[sizes[0]], figures[sizes[-1]]
    return Measured({"growth": {name: first[name] / max(last[name], 1e-9) for name in first if first[name] > 0.01}})


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("--reports", type=int, nargs="+", metavar="N", help="the sizes of the record (default 150 600)")


if __name__ == "__main__":
    sys.exit(frame.main("growth", __doc__, measure, options=options))
