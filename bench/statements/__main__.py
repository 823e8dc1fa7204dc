"""`python -m bench.statements [--errors] [--split dev]`: statements against the German quotation corpus, with floors.

Reads `../shared/corpora/quotes` and scores with the scorer beside it, which measures as the corpus's paper does
(Petersen-Frey and Biemann 2024: joint, roles and message as macro F1). Below it stand F1 by type (the quote's tokens
overlap by a half or more and the type is the right one) and the words read a second of one core. Without the
corpus nothing is scored, which is said. Exits 1 below a floor of `floors.toml`; the floors are those of `dev`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from bench import frame, quotes
from bench.frame import SHARED, Measured
from bench.readings import readings
from lagebild import run
from lagebild.annotate import statements
from lagebild.annotate.text import Text
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Reading

HERE = Path(__file__).parent
CORPORA = SHARED / "corpora"


def by_type(module: ModuleType, readings: dict[str, Any], documents: list[dict[str, Any]]) -> dict[str, float]:
    """F1 of the statements of each type, in percent."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for document in documents:
        offsets = module.token_offsets(document["text"], document["sentences"])
        found, gold = module.from_reading(readings[document["id"]], offsets), module.from_gold(document)
        total.update(statement["type"] for statement in (*found, *gold))
        for i, j in module.pairs_of(found, gold):
            if i is None or j is None or found[i]["type"] != gold[j]["type"]:
                continue
            if module.f1(found[i]["quote"], gold[j]["quote"]) >= 0.5:
                right[gold[j]["type"]] += 1
    return {kind: 200 * right[kind] / total[kind] for kind in sorted(total)}


def seconds(texts: list[Document]) -> float:
    """The seconds of one core that a whole reading of texts takes, all being loaded."""
    start = time.process_time()
    for _ in run.read(texts):
        pass
    return time.process_time() - start


def alone(read: list[Reading]) -> float:
    """The seconds of one core that the statements of readings take, their analyses being there."""
    analyser = load_analyser("de")
    analyses = [analyser(reading.text) for reading in read]
    start = time.process_time()
    for analysis, reading in zip(analyses, read, strict=True):
        statements.annotate(Text(analysis, reading))
    return time.process_time() - start


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list statements missed or cut wrongly")
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    parser.add_argument("--no-speed", action="store_true", help="do not measure how many words are read a second")


def measure(args: argparse.Namespace) -> Measured:
    """Score a split."""
    module = frame.scorer(CORPORA / "score_statements.py", CORPORA / "quotes")
    documents, texts = quotes.reports(args.split), quotes.documents(args.split)
    read = readings(texts)
    by_id = {reading.id: msgspec.to_builtins(reading) for reading in read}
    figures, errors = module.score(by_id, documents)
    if args.errors:
        for row in errors:
            print("\t".join(map(str, row)))
    scored = {name: figures[name]["macro"][2] for name in ("joint", "roles", "quote", *module.PARTS[1:])}
    scored["who said what"] = figures["who said what"][2]
    print(f"quotes/{args.split} ({len(documents)} reports), macro F1: joint is over all parts, quote is the message")
    for name, value in scored.items():
        p, r = figures[name]["macro"][:2] if isinstance(figures[name], dict) else figures[name][:2]
        print(f"  {name:22}{value:6.1f}   P {p:.1f} R {r:.1f}")
    types = by_type(module, by_id, documents)
    for kind, value in types.items():
        print(f"  {kind:22}{value:6.1f}")
    if not args.no_speed:
        words = sum(len(d.text.split()) for d in texts)
        whole, own = words / seconds(texts), words / alone(read)
        print(f"  words a second of one core: whole reading {whole:.0f}, statements alone {own:.0f}")
    return Measured({args.split: scored | types})


if __name__ == "__main__":
    sys.exit(frame.main("statements", __doc__, measure, floors=HERE / "floors.toml", options=options))
