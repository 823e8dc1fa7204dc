"""`python -m bench.confidence [BATCH…]`: is what is 0.8 sure right eight times in ten?

Events of annotated real reports (`../shared/annotated`, by default a batch that nothing was trained on) are read, and each
field that says how sure it is is judged by the scorer that lies with the reports: the type by an event of that type at the
same word, the other fields of such an event by the annotation's. Printed are, for each tenth of `sure`, how many fields say
so and how many of them are right, and by field the expected calibration error: the difference between both, weighed by how
many there are (Guo et al. 2017, On calibration of modern neural networks, section 2). Exits 1 if it is above
:data:`MOST` over all fields.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import yaml

from bench import frame
from bench.frame import SHARED, Measured, NotAtHand
from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, to_json

ANNOTATED = SHARED / "annotated"
USUAL = ("batch-6",)
MOST = 0.05
"""What `sure` may be off on average (docs/weighing.md)."""
BINS = 10


def judged(batch: str, score: ModuleType) -> Iterator[tuple[str, float, bool]]:
    """Each field of the events read in a batch that says how sure it is: its name, how sure, and whether it is right."""
    folder = ANNOTATED / batch
    said = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}
    documents = [
        Document(
            id=name, text=(folder / f"{name}.txt").read_text(encoding="utf-8"), published=str(gold["published"]),
            title=gold.get("title"), outlet=gold.get("outlet"),
        )
        for name, gold in said.items()
    ]  # fmt: skip
    for reading in run.read(documents):
        if isinstance(reading, Reading):
            yield from _fields(json.loads(to_json(reading)), said[reading.id].get("events") or [], score)


def _fields(
    reading: dict[str, Any], gold: list[dict[str, Any]], score: ModuleType
) -> Iterator[tuple[str, float, bool]]:
    wanted = [(score.spans_of(reading["text"], event["trigger"], event.get("nth")), event) for event in gold]
    for event in reading["events"]:
        here = [
            want
            for span, want in wanted
            if span and any(score.overlap(span, tuple(trigger)) for trigger in event["trigger"])
        ]
        want = next((w for w in here if event["type"] in (w["type"], *w.get("also", []))), None)
        for field, sure in event["sure"].items():
            if field == "type":
                yield field, sure, want is not None
            elif want is not None:
                yield field, sure, _right(reading, event, field, want, score)


def _right(reading: dict[str, Any], event: dict[str, Any], field: str, want: dict[str, Any], score: ModuleType) -> bool:
    value = event[field]
    if field in ("actors", "recipients"):
        _, extra, _ = score.names_right(reading, value, want[field])
        return not extra
    if field == "time":
        return bool(value == (str(want["time"]) if want.get("time") else None))
    if field == "status" or (field == "source" and want["source"] in (None, "outlet")):
        return bool(value == want[field])
    return bool(score.matches_entity(reading, value, want.get(field)))


def error(told: list[tuple[float, bool]]) -> float:
    """The expected calibration error of statements with how sure they are and whether they are right."""
    off = 0.0
    for part in _bins(told):
        if part:
            off += abs(sum(sure for sure, _ in part) - sum(right for _, right in part))
    return off / max(len(told), 1)


def _bins(told: list[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    found: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for sure, right in told:
        found[min(int(sure * BINS), BINS - 1)].append((sure, right))
    return found


def measure(arguments: argparse.Namespace) -> Measured:
    """Print the table; an error above the most is a fault."""
    if not ANNOTATED.exists():
        raise NotAtHand("../shared/annotated is not beside this checkout")
    score = frame.scorer(SHARED / "gold" / "score.py")
    told = [item for batch in arguments.batches for item in judged(batch, score)]
    print(f"{'sure':10}{'fields':>8}{'said':>8}{'right':>8}")
    for number, part in enumerate(_bins([(sure, right) for _, sure, right in told])):
        if part:
            said, right = (sum(pair[n] for pair in part) / len(part) for n in (0, 1))
            print(f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}{len(part):>8}{said:>8.2f}{right:>8.2f}")
    for name in dict.fromkeys(field for field, _, _ in told):
        some = [(sure, right) for field, sure, right in told if field == name]
        share = sum(right for _, right in some) / len(some)
        print(f"{name:12}{len(some):>6} fields, {share:.2f} right, off by {error(some):.3f}")
    off = error([(sure, right) for _, sure, right in told])
    print(f"all fields off by {off:.3f}; at most {MOST}: {'held' if off <= MOST else 'broken'}")
    return Measured(faults=[f"sure is off by {off:.3f}"] if off > MOST else ())


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("batches", nargs="*", default=USUAL, metavar="BATCH", help=f"default: {', '.join(USUAL)}")


if __name__ == "__main__":
    sys.exit(frame.main("confidence", __doc__, measure, options=options))
