"""`python -m bench.corpus [--part train] [--errors]`: what the reader finds of the events in `corpus/reports`.

Measured is the part that trained nothing (`corpus/parts.tsv`); rules may be read off the others.

An event is *spotted* if one is read whose trigger shares a code point with its own, and *found* if the type is right, too
(or one of its `also`). Optional events count neither as missing nor as too many. Of those found: the share whose status and
whose source are right. The corpus holds what rules tend to miss (every row of the trigger lexicon in odd constructions, and
words that the lexicon lacks), so its figures lie below those on real reports. `--errors` prints the most frequent missing and
surplus triggers. Exits 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from training.corpus import form
from training.corpus.parts import part_of, parts

from bench import frame
from bench.frame import ROOT, Measured, NotAtHand
from lagebild import run
from lagebild.document import Document
from lagebild.reading import OUTLET, Event, Reading

HERE = Path(__file__).parent
CORPUS = ROOT / "corpus" / "reports"
SHOWN = 60


class Match(NamedTuple):
    """An event of the corpus and the one that was read at its trigger, if any."""

    report: form.Report
    event: form.Event
    reading: Reading
    read: Event | None

    @property
    def found(self) -> bool:
        """True if it was read with the right type."""
        return self.read is not None and self.read.type in (self.event.type, *self.event.also)


def matches(report: form.Report, reading: Reading) -> Iterator[Match]:
    """The events of a report with what was read at their triggers."""
    for event in report.events:
        here = [e for e in reading.events if any(t.overlaps(event.trigger) for t in e.trigger)]
        best = min(here, key=lambda e: e.type not in (event.type, *event.also), default=None)
        yield Match(report, event, reading, best)


def surplus(report: form.Report, reading: Reading) -> Iterator[Event]:
    """The events that were read where the report has none."""
    triggers = [event.trigger for event in report.events]
    return (e for e in reading.events if not any(t.overlaps(own) for t in e.trigger for own in triggers))


def measure(arguments: argparse.Namespace) -> Measured:
    """Precision and recall of events, and how much of those found is right."""
    by_line = parts()
    reports = [r for r in form.reports(CORPUS) if part_of(r.id, by_line) == arguments.part] if CORPUS.exists() else []
    if not reports:
        raise NotAtHand("corpus/reports has no report yet")
    documents = [
        Document(
            id=r.id, text=r.text, published=r.head["published"], title=r.head.get("title"), outlet=r.head["outlet"]
        )
        for r in reports
    ]
    readings = {r.id: r for r in run.read(documents) if isinstance(r, Reading)}
    told = [m for report in reports for m in matches(report, readings[report.id])]
    core = [m for m in told if not m.event.optional]
    spare = [e for report in reports for e in surplus(report, readings[report.id])]
    spotted, found = [m for m in core if m.read is not None], [m for m in core if m.found]
    figures = {
        "spotted": _f1(len(spotted), len(spare), len(core)),
        "found": _f1(len(found), len(spotted) - len(found) + len(spare), len(core)),
        "precision": len(spotted) / max(len(spotted) + len(spare), 1),
        "recall": len(spotted) / max(len(core), 1),
        "status": sum(m.read is not None and m.read.status == m.event.status for m in found) / max(len(found), 1),
        "source": sum(_source(m) == (m.event.source or "") for m in found) / max(len(found), 1),
    }
    print(f"{len(reports)} reports, {len(core)} events: " + ", ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    by_type = Counter(m.event.type for m in core)
    right = Counter(m.event.type for m in found)
    print("recall by type: " + ", ".join(f"{k} {right[k] / n:.2f} of {n}" for k, n in by_type.most_common()))
    if arguments.errors:
        missing = Counter(f"{m.event.trigger.of(m.report.text)} ({m.event.type})" for m in core if m.read is None)
        print("missing: " + ", ".join(f"{k} {n}" for k, n in missing.most_common(SHOWN)))
        more = Counter(f"{e.lemma} ({e.type})" for e in spare)
        print("surplus: " + ", ".join(f"{k} {n}" for k, n in more.most_common(SHOWN)))
    return Measured({"all": figures} if arguments.part == "test" else {})


def _f1(right: int, surplus: int, wanted: int) -> float:
    return 2 * right / max(right + surplus + wanted, 1)


def _source(match: Match) -> str:
    source = match.read.source if match.read else None
    if source == OUTLET:
        return OUTLET
    entity = match.reading.entity(source)
    return entity.name if entity else ""


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("--part", choices=("train", "dev", "test"), default="test", help="the part that is measured")
    parser.add_argument("--errors", action="store_true", help="print the most frequent missing and surplus triggers")


if __name__ == "__main__":
    sys.exit(frame.main("corpus", __doc__, measure, floors=HERE / "floors.toml", options=options))
