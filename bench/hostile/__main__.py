"""Seconds of a whole reading of hostile texts, and of each of its parts, for n code points and for twice as many.

Each kind of :mod:`bench.hostile.texts` is read at both lengths: twice the length may take 2.3 times as long at most, as a
whole and in each annotator. With `--long` it is read at four and eight times the length, too. No kind may take more than
20 seconds for 100,000 code points, which is reckoned from the longest that was read. All seconds are those of one core.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from bench import frame
from bench.frame import Measured
from bench.hostile.texts import KINDS, USUAL, text
from bench.linear.__main__ import parts
from lagebild import run
from lagebild.annotate import read as reading_order
from lagebild.annotate.read import Annotator
from lagebild.annotate.text import Text
from lagebild.annotate.tree import mended
from lagebild.document import Document
from lagebild.language import load_analyser, telling
from lagebild.normalise import normalised
from lagebild.record.decisions import anchors
from lagebild.sources import Failure
from lagebild.web.overlay import paragraphs

MOST = 2.3
"""Times as long for a text twice as long: linear, and some for what grows with a logarithm or a cache."""
MOST_SECONDS = 20.0
"""For 100,000 code points."""
LEAST_SECONDS = 0.3
"""Below this the time of a whole reading or of one part says nothing."""
RUNS = 5


def seconds(content: str) -> dict[str, float]:
    """The seconds of one core that a whole reading of a text takes, and each stage of it.

    With the collector of garbage off, as in :mod:`bench.linear`. A text that is told as another language than German is
    not read, so that it has no `whole`; its stages are timed all the same. Raises RuntimeError if it cannot be read.
    """
    gc.collect()
    gc.disable()
    try:
        return _seconds(content)
    finally:
        gc.enable()


def _seconds(content: str) -> dict[str, float]:
    document = Document(id="t", text=content, published="2019-06-01")
    with stages() as spent:
        start = time.process_time()
        (reading,) = run.read([document])
        whole = time.process_time() - start
    if isinstance(reading, Failure):
        raise RuntimeError(reading.error)
    found = {"whole": whole, **spent}
    if any(map(telling.is_said, reading.problems)):
        view = normalised(content)
        start = time.process_time()
        analysis = load_analyser("de")(view.text)
        analysed = time.process_time()
        tree = mended(analysis)
        mend = time.process_time() - analysed
        found = {"text": spent["text"], "analysis": analysed - start, "tree": mend}
        found |= parts(Document(id="t", text=view.text, published="2019-06-01"), tree)
    start = time.process_time()
    paragraphs(reading)
    anchors(reading)
    return {**found, "page": time.process_time() - start}


@contextmanager
def stages() -> Iterator[Mapping[str, float]]:
    """The seconds that each stage of what is read meanwhile takes, once it is read."""
    spent: defaultdict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def measured(*given: Any) -> Any:
            start = time.process_time()
            try:
                return work(*given)
            finally:
                spent[name] += time.process_time() - start

        return measured

    def clauses(text: Text) -> tuple[Any, ...]:
        """The clauses, which the first annotator that asks for them would else be charged with."""
        _ = text.clause_of
        return ()

    with ExitStack() as patched:
        for module, name, stage in (
            (run, "normalised", "text"),
            (run, "damage", "text"),
            (run, "_analyses", "analysis"),
            (reading_order, "mended", "tree"),
        ):
            patched.enter_context(patch.object(module, name, timed(stage, getattr(module, name))))
        annotators = (Annotator("structure", (), timed("clauses", clauses)), *(
            one._replace(annotate=timed(one.gives, one.annotate)) for one in reading_order.ANNOTATORS
        ))  # fmt: skip
        patched.enter_context(patch.object(reading_order, "ANNOTATORS", annotators))
        yield spent


def grown(kind: str, short: int, *, runs: int = RUNS) -> tuple[float, str, dict[str, float]]:
    """The worst ratio of a kind of text between a length and its double, its part, and the seconds of the longer one.

    What looks too slow is measured again: the least of all runs counts, for it is asked how much work there is.
    """
    best: list[dict[str, float]] = [{}, {}]
    worst, part = 0.0, ""
    for _ in range(runs):
        for place, length in enumerate((short, 2 * short)):
            now = seconds(text(kind, length))
            best[place] = {part: min(spent, best[place].get(part, spent)) for part, spent in now.items()}
        ratios = {
            part: spent / max(best[0][part], LEAST_SECONDS / MOST)
            for part, spent in best[1].items()
            if spent >= LEAST_SECONDS and part in best[0]
        }
        worst, part = max(((ratio, part) for part, ratio in ratios.items()), default=(0.0, ""))
        if worst <= MOST:
            break
    return worst, part, best[1]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}; else those that once were slow"
    )
    parser.add_argument(
        "--no-seconds", action="store_true", help="bound the ratios alone, which are the same on any machine"
    )
    parser.add_argument("--all", action="store_true", help="every kind")
    parser.add_argument("--length", type=int, default=6000, help="code points of the shorter text")
    parser.add_argument("--long", action="store_true", help="go on to four and eight times the length")


def measure(args: argparse.Namespace) -> Measured:
    """Print the growth of each kind; that one grows faster than it may, or takes too long, is a fault."""
    if unknown := set(args.kinds) - set(KINDS):
        raise frame.NotAtHand(f"there is no kind {', '.join(sorted(unknown))}")
    seconds(text("deeds", 2000))  # what is loaded once is loaded before
    faults = []
    print(f"{'kind':18} {'length':>8} {'seconds':>8}   ratio")
    for kind in args.kinds or (KINDS if args.all else USUAL):
        for factor in (1, 2, 4) if args.long else (1,):
            short = factor * args.length
            worst, part, spent = grown(kind, short)
            whole = spent.get("whole", sum(spent.values()))
            slow = whole * 100_000 / (2 * short)
            told = f"{worst:7.2f} {part}" if part else "        too short to tell"
            print(f"{kind:18} {2 * short:8} {whole:8.2f} {told}", flush=True)
            if worst > MOST:
                faults.append(f"{kind}: {part} takes {worst:.2f} times as long at {2 * short:,} code points")
            if slow > MOST_SECONDS and not args.no_seconds:
                faults.append(f"{kind}: 100,000 code points take {slow:.0f} s")
    print(f"at most {MOST} and {MOST_SECONDS:.0f} s: {'broken' if faults else 'held'}")
    return Measured(faults=faults)


if __name__ == "__main__":
    sys.exit(frame.main("hostile", __doc__, measure, options=options))
