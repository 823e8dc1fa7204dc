"""`python -m bench.confidence [BATCH…]`: is what is 0.8 sure right eight times in ten?

Annotated real reports (`../shared/annotated`, by default a batch that nothing was trained on, and no rule was counted on) are
read, and each field that says how sure it is is judged by the scorer that lies with the reports: the type of an event by an
event of that type at the same word, the title of an office by that office of that person, the kind of a tie by that tie
between these two, the other fields of such an entry by the annotation's. Printed are, for each tenth of `sure`, how many
fields say so and how many of them are right, and by field the expected calibration error: the difference between both,
weighed by how many there are (Guo et al. 2017, On calibration of modern neural networks, section 2). Events are weighed by
scorers, the others counted by rule, so each has a table and an error of its own. With `--quotes SPLIT`, statements are
judged, too, by the quotation corpus. Exits 1 if the error of a table is above :data:`MOST`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import yaml

from bench import frame, quotes
from bench import readings as once
from bench.confidence.entries import Judged, entries, statements
from bench.frame import SHARED, Measured, NotAtHand
from lagebild.document import Document
from lagebild.reading import to_json

ANNOTATED = SHARED / "annotated"
QUOTES = SHARED / "corpora"
USUAL = ("batch-6",)
MOST = 0.05
"""What `sure` may be off on average (docs/weighing.md)."""
BINS = 10

Told = tuple[str, float, bool]
"""A field, how sure it says it is, and whether it is right."""


def readings(batch: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The readings of a batch's reports, as JSON has them, each with the annotation of its report."""
    folder = ANNOTATED / batch
    said = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}
    documents = [
        Document(
            id=name, text=(folder / f"{name}.txt").read_text(encoding="utf-8"), published=str(gold["published"]),
            title=gold.get("title"), outlet=gold.get("outlet"),
        )
        for name, gold in said.items()
    ]  # fmt: skip
    for reading in once.readings(documents):
        yield json.loads(to_json(reading)), said[reading.id]


def judged(batch: str, score: ModuleType) -> Iterator[Told]:
    """Each field of the events read in a batch that says how sure it is: its name, how sure, and whether it is right."""
    for reading, gold in readings(batch):
        yield from _fields(reading, gold.get("events") or [], score)


def judged_entries(batch: str, score: ModuleType) -> Iterator[Judged]:
    """Each field of the offices, ties and plans read in a batch, with the rule that filled it and whether it is right."""
    for reading, gold in readings(batch):
        yield from entries(reading, gold, score)


def judged_statements(split: str) -> Iterator[Judged]:
    """Each field of the statements read in a split of the quotation corpus. Raises NotAtHand if it is not there."""
    score = frame.scorer(QUOTES / "score_statements.py", QUOTES / "quotes")
    documents = {d["id"]: d for d in quotes.reports(split)}
    for reading in once.readings(quotes.documents(split)):
        yield from statements(json.loads(to_json(reading)), documents[reading.id], score)


def _fields(reading: dict[str, Any], gold: list[dict[str, Any]], score: ModuleType) -> Iterator[Told]:
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


def error(told: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error of statements with how sure they are and whether they are right."""
    off = 0.0
    for part in _bins(told):
        if part:
            off += abs(sum(sure for sure, _ in part) - sum(right for _, right in part))
    return off / max(len(told), 1)


def _bins(told: Sequence[tuple[float, bool]]) -> list[list[tuple[float, bool]]]:
    found: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for sure, right in told:
        found[min(int(sure * BINS), BINS - 1)].append((sure, right))
    return found


def table(name: str, told: Sequence[Told]) -> float:
    """Print the reliability of some fields, in all and field by field; the error over all."""
    print(f"{name:14}{'fields':>8}{'said':>8}{'right':>8}")
    for number, part in enumerate(_bins([(sure, right) for _, sure, right in told])):
        if part:
            said, right = (sum(pair[n] for pair in part) / len(part) for n in (0, 1))
            print(f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}    {len(part):>8}{said:>8.2f}{right:>8.2f}")
    for field in dict.fromkeys(field for field, _, _ in told):
        some = [(sure, right) for other, sure, right in told if other == field]
        said, share = (sum(pair[n] for pair in some) / len(some) for n in (0, 1))
        print(f"{field:18}{len(some):>6} fields, {said:.2f} said, {share:.2f} right, off by {error(some):.3f}")
    off = error([(sure, right) for _, sure, right in told])
    print(f"{name}: off by {off:.3f}; at most {MOST}: {'held' if off <= MOST else 'broken'}\n")
    return off


def measure(arguments: argparse.Namespace) -> Measured:
    """Print the tables; an error above the most is a fault."""
    if not ANNOTATED.exists():
        raise NotAtHand("../shared/annotated is not beside this checkout")
    score = frame.scorer(SHARED / "gold" / "score.py")
    events: list[Told] = []
    others: list[Judged] = []
    for batch in arguments.batches:
        for reading, gold in readings(batch):
            events += _fields(reading, gold.get("events") or [], score)
            others += entries(reading, gold, score)
    off = {"events": table("events", events), "offices, ties": table("offices, ties", _told(others))}
    if arguments.quotes:
        off["statements"] = table("statements", _told(judged_statements(arguments.quotes)))
    return Measured(faults=[f"sure of {name} is off by {by:.3f}" for name, by in off.items() if by > MOST])


def _told(found: Sequence[Judged] | Iterator[Judged]) -> list[Told]:
    return [(f"{one.layer} {one.field}", one.sure, one.right) for one in found if one.sure is not None]


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("batches", nargs="*", default=USUAL, metavar="BATCH", help=f"default: {', '.join(USUAL)}")
    parser.add_argument(
        "--quotes", metavar="SPLIT", help="judge statements, too, on dev or train of the quotation corpus"
    )


if __name__ == "__main__":
    sys.exit(frame.main("confidence", __doc__, measure, options=options))
