"""`python -m training.corpus.parts > corpus/parts.tsv`: which reports train, which tell when to stop, which measure.

85, 5 and 10 of a hundred lines of `corpus/plan.tsv`, drawn with a fixed seed. The measuring part is drawn by rows of the
trigger lexicon: all lines with a drawn row measure, so no line that trains was planned with that row. People and towns are
invented anew for each report, so most names that measure are unseen as well.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path
from typing import Literal, get_args

ROOT = Path(__file__).parents[2]
PLAN, PARTS = ROOT / "corpus" / "plan.tsv", ROOT / "corpus" / "parts.tsv"
Part = Literal["train", "dev", "test"]
TEST, DEV = 0.10, 0.05
SEED = 16


def drawn(plan: Path = PLAN) -> dict[str, Part]:
    """The part of each line of the plan, by its number (`0001`)."""
    with plan.open(encoding="utf-8", newline="") as lines:
        triggers = {row["report"]: row["triggers"].split("; ") for row in csv.DictReader(lines, delimiter="\t")}
    lines_of: dict[str, list[str]] = {}
    for number, rows in triggers.items():
        for row in rows:
            lines_of.setdefault(row, []).append(number)
    chance = random.Random(SEED)
    test: set[str] = set()
    for row in chance.sample(sorted(lines_of), len(lines_of)):
        if len(test) >= TEST * len(triggers):
            break
        test.update(lines_of[row])
    rest = sorted(set(triggers) - test)
    dev = set(chance.sample(rest, round(DEV * len(triggers))))
    return {number: "test" if number in test else "dev" if number in dev else "train" for number in sorted(triggers)}


def part_of(report: str, parts: dict[str, Part]) -> Part:
    """The part of a report by its id (`a-0001`). Raises KeyError if the plan does not have its number."""
    return parts[report.partition("-")[2]]


def parts(file: Path = PARTS) -> dict[str, Part]:
    """The parts on file. Raises ValueError for an unknown one."""
    found: dict[str, Part] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["part"] not in get_args(Part):
                raise ValueError(f"{file}: {row['part']!r} is none of {', '.join(get_args(Part))}")
            found[row["report"]] = row["part"]  # type: ignore[assignment]
    return found


if __name__ == "__main__":
    sys.stdout.write("report\tpart\n")
    for number, part in drawn().items():
        sys.stdout.write(f"{number}\t{part}\n")
