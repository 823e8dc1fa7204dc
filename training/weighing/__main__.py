"""Train the scorers that weigh what the rules read (`lagebild.annotate.weighing`), about fifteen minutes on one core.

    python -m training.weighing --corpus corpus/reports --batch FOLDER… [--blind FOLDER] [--dev FOLDER] --out FILE.npz

Each report is read by today's rules; what is right stands in its annotation. A report that the rules were written on is
given as `--blind`: it teaches without what the rules read there, since they are better on it than elsewhere. `--dev` is a
folder that trains nothing; the loss on it is printed.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from bench.frame import SHARED, scorer
from training.weighing.examples import Collected, Judge, Report, of_batch, of_corpus
from training.weighing.fit import fit, one_of, several, two_choices

from lagebild.annotate.read import ANNOTATORS
from lagebild.annotate.text import Text
from lagebild.annotate.tree import mended
from lagebild.annotate.weighing.decide import STATUSES, TYPES, VOICES
from lagebild.annotate.weighing.features import ROLES
from lagebild.language import load_analyser
from lagebild.normalise import normalised
from lagebild.reading import Reading

LARGE = 5000


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
        "--blind", type=Path, action="append", default=[], help="a folder of reports that the rules were written on"
    )
    parser.add_argument("--dev", type=Path, help="a folder of annotated reports that tells when it fits too well")
    parser.add_argument(
        "--scorer", type=Path, default=SHARED / "gold" / "score.py", help="score.py of the annotated reports"
    )
    parser.add_argument("--real", type=float, default=2.0, help="what a real report counts beside one of the corpus")
    parser.add_argument(
        "--examples", type=Path, help="keep the examples in this file, and take them from it if it is there"
    )
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    judge = Judge(scorer(args.scorer))
    if args.examples and args.examples.exists():
        taught, stop = pickle.loads(args.examples.read_bytes())
    else:
        train, dev = (Collected(judge, np.random.default_rng(1)) for _ in range(2))
        groups: list[tuple[Any, Any, float, bool]] = (
            [(train, of_corpus(args.corpus, "train"), 1.0, False)] if args.corpus else []
        )
        groups += [(train, of_batch(folder), args.real, False) for folder in args.batch]
        groups += [(train, of_batch(folder), args.real, True) for folder in args.blind]
        groups += [(dev, of_batch(args.dev), 1.0, False)] if args.dev else []
        for into, reports, weight, blind in groups:
            for number, report in enumerate(reports):
                text = read(report)
                if text is not None:
                    into.add(report, text, weight, blind=blind)
                if number % 100 == 99:
                    print(f"{number + 1} reports", file=sys.stderr, flush=True)
        taught, stop = train.taught, dev.taught
        if args.examples:
            args.examples.write_bytes(pickle.dumps((taught, stop)))
    print(
        *(f"{name} {len(getattr(taught, name).features)}" for name in ("words", "events", "pairs", "dates")), flush=True
    )
    arrays: dict[str, Any] = {}
    known: dict[str, dict[str, int]] = {}
    for name, loss, outputs, options in (
        ("words", one_of, len(TYPES), {"epochs": 6}),
        (
            "events",
            two_choices((len(STATUSES), len(VOICES))),
            len(STATUSES) + len(VOICES),
            {"epochs": 12, "drop": 0.5, "forget": 0.25},
        ),
        ("pairs", several, len(ROLES), {"epochs": 3, "forget": 0.2}),
        ("dates", several, 1, {"epochs": 7, "drop": 0.5, "forget": 0.2}),
    ):
        known[name], made = fit(name, getattr(taught, name), loss, outputs, dev=getattr(stop, name), **options)
        arrays |= packed(name, made)
    kept = json.dumps({key: list(names) for key, names in known.items()}, ensure_ascii=False)
    np.savez_compressed(args.out, vocabulary=np.frombuffer(kept.encode(), dtype=np.uint8), **arrays)


def packed(name: str, arrays: dict[str, Any]) -> dict[str, Any]:
    """The arrays of a scorer as shipped: large ones as signed bytes with a scale a row, the rest in half precision."""
    found: dict[str, Any] = {}
    for key, array in arrays.items():
        if array.ndim == 2 and array.size > LARGE:
            scales = np.maximum(np.abs(array.astype(np.float32)).max(1), 1e-8) / 127
            found[f"{name}/{key}"] = np.round(array.astype(np.float32) / scales[:, None]).astype(np.int8)
            found[f"scales/{name}/{key}"] = scales.astype(np.float16)
        else:
            found[f"{name}/{key}"] = array
    return found


if __name__ == "__main__":
    main()
