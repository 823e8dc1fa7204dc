"""`python -m bench.coverage [BATCH…]`: for how many annotated events has the lexicon of triggers a row?

Of the core events of annotated real reports (`../shared/annotated`) it is asked whether a word of the trigger is, by its
lemma, its verb with its particle or its last part, a word of a row of the event's type, whatever the row's conditions.
Nothing is read, so it says what the rules can find at most. Which words have no row is not shown: a batch stays unopened.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from bench import frame
from bench.frame import SHARED, Measured, NotAtHand
from lagebild.annotate.text import Text
from lagebild.annotate.tree import mended
from lagebild.annotate.weighing.features import Facts
from lagebild.document import Document, Span
from lagebild.language.analyser import GermanAnalyser
from lagebild.reading import Reading

ANNOTATED = SHARED / "annotated"
USUAL = ("batch-5", "batch-6")


def covered(folder: Path, analyse: GermanAnalyser) -> Iterator[bool]:
    """For each core event of the reports of a folder, whether the lexicon has a row of its type for its trigger."""
    for path in sorted(folder.glob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        content = path.with_suffix(".txt").read_text(encoding="utf-8")
        document = Document(id=path.stem, text=content, published=str(said["published"]))
        analysis = analyse(content)
        sentences = tuple(analysis.sentence_span(n) for n in range(len(analysis.sentences)))
        text = Text(mended(analysis), Reading.blank(document, sentences))
        facts = Facts(text)
        for event in said.get("events") or ():
            trigger = _trigger(content, event["trigger"], event.get("nth") or 1)
            if event.get("optional") or trigger is None:
                continue
            rows = {row.rstrip("-") for token in range(*text.tokens(trigger)) for row in facts.rows(token)}
            yield not rows.isdisjoint((event["type"], *event.get("also", ())))


def _trigger(content: str, words: str, nth: int) -> Span | None:
    start = -1
    for _ in range(nth):
        start = content.find(words, start + 1)
    return Span(start, start + len(words)) if start >= 0 else None


def measure(arguments: argparse.Namespace) -> Measured:
    """Print the share of each batch."""
    if not ANNOTATED.exists():
        raise NotAtHand("../shared/annotated is not beside this checkout")
    analyse = GermanAnalyser(encoder=None)
    figures = {}
    for batch in arguments.batches:
        found = list(covered(ANNOTATED / batch, analyse))
        figures[batch] = {"rows": round(100 * sum(found) / max(len(found), 1), 1)}
        print(f"{batch:10} {figures[batch]['rows']:5.1f} in a hundred of {len(found)} core events")
    return Measured(figures)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("batches", nargs="*", default=USUAL, metavar="BATCH", help="folders of ../shared/annotated")


if __name__ == "__main__":
    sys.exit(frame.main("coverage", __doc__, measure, floors=Path(__file__).with_name("floors.toml"), options=options))
