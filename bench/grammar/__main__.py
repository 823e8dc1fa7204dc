"""`python -m bench.grammar`: UPOS, LAS, roles and names on the measuring part of the treebank that `training.grammar` makes.

By construction (`order/object-first`) and by kind of participant (`bare-full-name`). Exits 1 below a floor of
`floors.toml`. The sentences come from a seed and from the trigger lexicon, so a changed lexicon changes some of them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from training.grammar.corpus import MEASURING, Made, corpus

from bench import frame
from bench.frame import Measured
from bench.grammar.scoring import MEASURES, f1, found, gold, tally
from lagebild.language.analyser import MODEL, GermanAnalyser

HERE = Path(__file__).parent
SENTENCES, SEED = 22_000, 1
"""Those of `python -m training.grammar` without options, so that what trains by default is never measured here."""


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of another model (default: the shipped one)")
    parser.add_argument("--errors", metavar="NAME", help="print the sentences of a construction whose roles are wrong")


def sections(sentence: Made) -> list[str]:
    """What a sentence counts for."""
    return ["all", sentence.construction.name, *(f"with {kind}" for kind in dict.fromkeys(sentence.kinds))]


def counted(made: list[Made], analyser: GermanAnalyser, errors: str | None) -> dict[str, Counter[tuple[str, str]]]:
    """Counts by section: `all`, each construction, and each kind of participant behind `with `."""
    sums: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for sentence, analysis in zip(made, analyser.batch(s.text for s in made), strict=True):
        want, have = gold(sentence), found(analysis)
        counts = tally(want, have)
        for section in sections(sentence):
            sums[section].update(counts)
        if errors == sentence.construction.name and want.roles != have.roles:
            print(sentence.text)
    return sums


def measure(arguments: argparse.Namespace) -> Measured:
    """Print a line for each construction and kind of participant."""
    made = list(corpus("measure", round(SENTENCES * MEASURING), SEED))
    sums = counted(made, GermanAnalyser(arguments.model), arguments.errors)
    figures = {section: f1(counts) for section, counts in sums.items()}
    sizes = Counter(["all"] * len(made))
    for sentence in made:
        sizes.update(sections(sentence)[1:])
    print(f"{'grammar, F1 in per cent':32} {'':>5} " + " ".join(f"{name:>6}" for name in MEASURES))
    for section, found_here in sorted(figures.items(), key=lambda item: item[0].startswith("with ")):
        cells = " ".join(f"{found_here[m]:6.1f}" if m in found_here else f"{'–':>6}" for m in MEASURES)
        print(f"{section:32} {sizes[section]:5} {cells}")
    return Measured(figures)


if __name__ == "__main__":
    sys.exit(frame.main("grammar", __doc__, measure, floors=HERE / "floors.toml", options=options))
