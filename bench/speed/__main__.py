"""`python -m bench.speed`: how fast reports are read, and how quickly the command line starts.

All that has a floor is a ratio of processor times within one run, so that neither the machine nor what else it does counts
much: how many times as fast the analyser is with many reports at once as one by one (`batched`); how much of the time
that reading takes is left when a stage is taken off (`without WEIGHING` 0.9: it takes a tenth); how little the start of a
question, of a search and of reading takes in units of what importing SQLAlchemy alone takes, and `--help` in units of
importing click (`start`). Words a second are printed beside, and with `--jobs N` how many times as fast N processes are by
the clock, which only a machine with N idle processors can show.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import frame
from bench.frame import ROOT, Measured
from lagebild import run
from lagebild.annotate import read as annotators
from lagebild.annotate.text import Text
from lagebild.api import Record
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Reading
from lagebild.sources import read_sources

TIMES = 2
"""Each report of `examples/` is read so often."""
STARTS = 5
"""Starts of a process, of which the quickest counts."""


def documents() -> list[Document]:
    """The examples, several times."""
    found = [one for one in read_sources([str(ROOT / "examples")]) if isinstance(one, Document)]
    return found * TIMES


def seconds(work: Callable[[], object]) -> float:
    """The processor time that something takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def batched(texts: list[str]) -> float:
    """How many times as fast the analyser is with many texts at once; the least of two looks at each counts."""
    analyser = load_analyser()
    list(analyser.batch(texts))  # what is kept of words is kept for both
    together = min(seconds(lambda: list(analyser.batch(texts))) for _ in range(2))
    alone = min(seconds(lambda: [analyser(text) for text in texts]) for _ in range(2))
    return alone / together


def stages(given: list[Document]) -> tuple[float, dict[str, float]]:
    """The seconds that reading takes in all, and those of each annotator and of the analyser."""
    spent: defaultdict[str, float] = defaultdict(float)
    kept = annotators.ANNOTATORS

    def timed(name: str, annotate: Callable[[Text], Any]) -> Callable[[Text], Any]:
        def measured(text: Text) -> Any:
            start = time.process_time()
            try:
                return annotate(text)
            finally:
                spent[name] += time.process_time() - start

        return measured

    list(run.read(given[: len(given) // TIMES]))
    try:
        annotators.ANNOTATORS = tuple(
            one._replace(annotate=timed(one.annotate.__module__.removeprefix("lagebild.annotate."), one.annotate))
            for one in kept
        )
        whole = seconds(lambda: [*run.read(given)])
    finally:
        annotators.ANNOTATORS = kept
    return whole, spent


def start(*arguments: str) -> float:
    """The processor time of a Python with these arguments, from its start to its end; the least of some."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime)"
    )
    return min(
        float(subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True).stdout)
        for _ in range(STARTS)
    )


def starts() -> dict[str, float]:
    """How quickly questions, reading and `--help` start, by what is as much on each machine."""
    command = ("-c", "from lagebild.cli import main; main()")
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "record.db")
        with Record(db) as record:
            record.add(str(ROOT / "examples"))
        who = start(*command, "who", "--db", db, "Ilka Soren")
        search = start(*command, "search", "--db", db, "festnehmen")
    first = start(*command, "read", str(min((ROOT / "examples").glob("*.md"))))
    database, click, shown = start("-c", "import sqlalchemy"), start("-c", "import click"), start(*command, "--help")
    print(f"start: who {who:.2f} s, SQLAlchemy alone {database:.2f} s; --help {shown:.3f} s, click alone {click:.3f} s")
    print(f"start: the first report read {first:.2f} s; search {search:.2f} s")
    return {"who": database / who, "help": click / shown, "read": database / first, "search": database / search}


def measure(arguments: argparse.Namespace) -> Measured:
    """Words a second, shares of the stages, ratios."""
    given = documents()
    words = sum(len(one.text.split()) for one in given)
    faster = batched([one.text for one in given])
    whole, spent = stages(given)
    print(
        f"reading: {words / whole:,.0f} words a second of processor time; the analyser, batched: {faster:.2f} times as fast"
    )
    for name, used in sorted(spent.items(), key=lambda stage: -stage[1])[:6]:
        print(f"  {name:<16} {used / whole:5.1%}")
    figures = {
        "reading": {"batched": faster},
        "without": {name: 1 - used / whole for name, used in spent.items()},
        "start": starts(),
    }
    if arguments.jobs:
        begun = time.monotonic()
        one = [*run.read(given)]
        between = time.monotonic()
        several = [*run.read(given, jobs=arguments.jobs)]
        print(
            f"{arguments.jobs} processes: {(between - begun) / (time.monotonic() - between):.2f} times as fast by the clock"
        )
        if one != several or not all(isinstance(reading, Reading) for reading in one):
            return Measured(figures, ["several processes read otherwise than one"])
    return Measured(figures)


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("--jobs", type=int, metavar="N", help="measure N processes, too")


if __name__ == "__main__":
    sys.exit(frame.main("speed", __doc__, measure, floors=Path(__file__).parent / "floors.toml", options=options))
