"""`python -m training.corpus check|table|agreement [FOLDER]`: is the corpus in its form, how far spread, how sure?

`check` prints every fault with file and line and exits with 1 if there is one; near copies among the sentences are faults,
too, if they are more than one in a hundred. `table` counts reports, sentences, findings, trigger rows, fields, genres and
constructions against the quotas. FOLDER is `corpus/reports` by default; a single file can be named as well. `agreement`
compares the reports that a second reader annotated (`corpus/second`, or FOLDER) with the corpus's own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.corpus.agreement import agreement
from training.corpus.form import CorpusError, Report, read
from training.corpus.spread import copies, table

ROOT = Path(__file__).parents[2]
REPORTS, SECOND = ROOT / "corpus" / "reports", ROOT / "corpus" / "second"


def found(folder: Path) -> tuple[list[Report], list[str]]:
    """The reports under a folder that have the form, and the faults of the others."""
    known, faults = [], []
    for path in sorted(folder.rglob("*.txt")) if folder.is_dir() else [folder]:
        try:
            known.append(read(path))
        except CorpusError as error:
            faults.append(str(error))
    return known, faults


def main() -> int:
    """Check or count; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.corpus", description=__doc__)
    parser.add_argument("what", choices=("check", "table", "agreement"))
    parser.add_argument("folder", nargs="?", type=Path)
    arguments = parser.parse_args()
    folder = arguments.folder or (SECOND if arguments.what == "agreement" else REPORTS)
    if not folder.exists():
        parser.error(f"{folder}: there is no such file or folder")
    reports, faults = found(folder)
    if arguments.what == "agreement":
        own = [read(REPORTS / report.head["hand"] / f"{report.id}.txt") for report in reports]
        figures = agreement(zip(own, reports, strict=True))
        print(f"{len(reports)} reports: " + ", ".join(f"{name} {value:.3g}" for name, value in figures.items()))
        for fault in faults:
            print(fault)
        return int(bool(faults))
    if arguments.what == "table":
        print(table(reports))
    sentences = sum(len(r.sentences) for r in reports)
    alike = copies(reports)
    if len(alike) > sentences / 100:
        faults += [f"{one} and {other} are nearly the same sentence" for one, other in alike]
    for fault in faults:
        print(fault)
    events = sum(len(r.events) for r in reports)
    print(
        f"{len(reports)} reports, {sentences} sentences, {events} events, {len(alike)} near copies, {len(faults)} faults"
    )
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
