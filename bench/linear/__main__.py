"""Seconds that each annotator takes for one text of n words and for one of 8n: at most 2.2 times as many a doubling.

Three doublings and not one: what a busy machine's caches add counts once, what grows with the square of a text eight
times. A share that is a tenth of the work at 8,000 words breaks the bar, as it does between 8,000 and 16,000 words.
The text is made from patterns with ever new names, so that nothing is found by having been met before. The ratio is that
of one run on one machine; no second is compared with another machine's.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import sys
import time
from collections.abc import Iterator
from functools import cache

import msgspec

from bench import frame
from bench.frame import Measured
from lagebild.analysis import Analysis
from lagebild.annotate.read import ANNOTATORS
from lagebild.annotate.text import Text
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Reading

MOST = 2.2
"""Times as long a doubling of the text: linear, and a tenth for what grows with a logarithm or a cache."""
DOUBLINGS = 3
RUNS = 3
"""The shorter text is read so often a look, the longer one once: only what disturbs the shorter one could hide a growth."""
LOOKS = 6
"""What looks too slow is measured again, so often in all; the least counts, since another process may have disturbed it."""
LEAST_SECONDS = 0.05
"""Below this a part's time says nothing."""
_HEADS = "Ba Be Bo Da De Do Fa Fe Ga Ge Ha He Ka Ke Ko La Le Lo Ma Me Mo Na Ne No Pa Pe Ra Re Ro Sa Se So Ta Te To Wa".split()
_TAILS = "bel dorn feld gart hoff lers mann nert pich reck sohl tner wald zens brink".split()
_FIRST = "Anna Karl Lisa Peter Ilka Jonas Mira Tomas Sabine Viktor Helga Rudolf".split()
_PATTERNS = (
    "Am {day}. März 2019 verhaftete die Polizei in {town} den Händler {first} {last} und zwei weitere Männer.",
    "Ministerin {first} {last} sagte am Montag, der Angriff auf {town} sei nicht geplant gewesen.",
    "„Wir werden das Lager bei {town} nicht räumen“, erklärte {last} der Zeitung.",
    "Nach Angaben der Behörden starben bei dem Erdbeben in {town} {count} Menschen, {count} wurden verletzt.",
    "Der Vorsitzende der Partei, {first} {last}, trat zurück, weil er {first} {last} beschuldigt hatte.",
    "Er forderte die Regierung auf, die Verhandlungen mit {last} wieder aufzunehmen.",
    "Rebellen griffen in der Nacht zum {day}. April die Stadt {town} an und töteten {count} Soldaten.",
    "Das Gericht in {town} verurteilte {first} {last} wegen Mordes zu zwölf Jahren Haft.",
    "Zuvor hatten {count} Bauern gegen das Gesetz demonstriert; die Proteste dauern an.",
    "{first} {last}, die Sprecherin der Gewerkschaft, kündigte einen Streik ab dem {day}. Mai an.",
)


def text(words: int) -> str:
    """A text of about so many words, in paragraphs of four sentences."""
    return "\n\n".join(itertools.islice(_paragraphs(), words // 60))


def _paragraphs() -> Iterator[str]:
    names = itertools.cycle(h + t.lower() for h, t in itertools.product(_HEADS, _TAILS))
    patterns = itertools.cycle(_PATTERNS)
    for number in itertools.count():
        filled = []
        for place in range(4):
            key = number * 4 + place
            last = next(names) + ("" if key < len(_HEADS) * len(_TAILS) else _TAILS[key % 14])
            town = _HEADS[key % 36] + _TAILS[key // 36 % 15] + ("heim" if key % 2 else "stadt")
            pattern = next(patterns)
            filled.append(
                pattern.format(
                    day=key % 28 + 1,
                    first=_FIRST[key % 12],
                    last=last,
                    town=town,
                    count=("zwei", "sieben", "20")[key % 3],
                )
            )
        yield " ".join(filled)


@cache
def analysed(words: int) -> tuple[Document, Analysis]:
    """A text of so many words, and its analysis."""
    document = Document(id="t", text=text(words), published="2019-06-01")
    return document, load_analyser("de")(document.text)


def seconds(words: int, *, runs: int = 1) -> dict[str, float]:
    """The seconds of one core that each annotator takes for a text of so many words, its analysis being there.

    The least of the runs, with the collector of garbage off: it is asked how much work there is, not how busy the machine
    was.
    """
    document, analysis = analysed(words)
    gc.collect()
    gc.disable()
    try:
        found = [parts(document, analysis) for _ in range(runs)]
    finally:
        gc.enable()
    return {part: min(run[part] for run in found) for part in found[0]}


def parts(document: Document, analysis: Analysis) -> dict[str, float]:
    """The seconds of one core that clauses and each annotator take for a text."""
    sentences = tuple(analysis.sentence_span(n) for n in range(len(analysis.sentences)))
    view = Text(analysis, Reading.blank(document, sentences))
    spent: dict[str, float] = {}
    start = time.process_time()
    _ = view.clause_of
    spent["clauses"] = time.process_time() - start
    for annotator in ANNOTATORS:
        start = time.process_time()
        found = annotator.annotate(view)
        spent[annotator.gives] = spent.get(annotator.gives, 0) + time.process_time() - start
        view = view.having(msgspec.structs.replace(view.reading, **{annotator.gives: found}))
    return spent


def least(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    """The lesser seconds of two measurements, part by part."""
    return {part: min(spent, other[part]) for part, spent in one.items()}


def a_doubling(short: float, long: float) -> float:
    """How many times as long a part takes for a text twice as long, from its seconds for one of n and one of 8n words."""
    return float((long / max(short, 1e-9)) ** (1 / DOUBLINGS))


def worst(short: dict[str, float], long: dict[str, float]) -> float:
    """How many times as long a doubling the worst part takes, of those that take long enough to tell."""
    return max((a_doubling(short[part], t) for part, t in long.items() if t >= LEAST_SECONDS), default=0.0)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--words", type=int, default=4000, help="the length of the shorter text")


def measure(args: argparse.Namespace) -> Measured:
    """Print the growth of each part; that one grows faster than it may is a fault."""
    words, more = args.words, args.words * 2**DOUBLINGS
    seconds(300)  # what is loaded once is loaded before
    short, long = seconds(words, runs=RUNS), seconds(more)
    for _ in range(LOOKS - 1):
        if worst(short, long) <= MOST:
            break
        short, long = least(short, seconds(words, runs=RUNS)), least(long, seconds(more))
    print(f"{'part':12} {words:>8} {more:>8} words   a doubling")
    for part, spent in long.items():
        told = "" if spent >= LEAST_SECONDS else "  (too short to tell)"
        print(f"{part:12} {short[part]:8.2f} {spent:8.2f} s     {a_doubling(short[part], spent):7.2f}{told}")
    most = worst(short, long)
    print(f"at most {MOST}: {'held' if most <= MOST else 'broken'}")
    return Measured(faults=[f"a part takes {most:.2f} times as long a doubling"] if most > MOST else ())


if __name__ == "__main__":
    sys.exit(frame.main("linear", __doc__, measure, options=options))
