"""Trees that trained networks make of sentences which nobody has parsed by hand, for another network to learn from.

    python -m training.silver --model FILE.pt [--model FILE.pt …] --vectors FILE --lm FILE --lists FILE --names FILE
                              --out FILE.conllu [--hold-names 5:0]

The networks vote. Their trees stand on the sentences that have names annotated (GermEval: news and encyclopaedia), so
that the network which learns from them sees tree and names of one sentence.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from training.batches import Batcher, LanguageModel, feature_table, shuffled
from training.corpora import Sentence, read_germeval, split
from training.measure import Parsed, parse
from training.restore import rebuilt

torch: Any = importlib.import_module("torch")
floret: Any = importlib.import_module("floret")


def rows(sentence: Sentence, parsed: Parsed) -> Iterator[str]:
    """The lines of a sentence in CoNLL-U."""
    for n, (form, tag, head, label, feats) in enumerate(zip(sentence.forms, *parsed, strict=True), start=1):
        pairs = "|".join(f"{k}={v}" for k, v in sorted(feats.items())) or "_"
        yield "\t".join((str(n), form, "_", tag, "_", pairs, str(head + 1), label, "_", "_"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("vectors", "lm", "lists", "names", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--model", type=Path, action="append", required=True)
    parser.add_argument("--hold-names")
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocabularies, nets = zip(*(rebuilt(torch.load(path)) for path in args.model), strict=True)
    table = feature_table(floret.load_model(str(args.vectors)), vocabularies[0].words, args.lists)
    batcher = Batcher(table, LanguageModel.load(args.lm), vocabularies[0])
    sentences = list(read_germeval(args.names))
    if args.hold_names:
        sentences, _ = split(sentences, *map(int, args.hold_names.split(":")))
    sentences = [s for s in sentences if 4 <= len(s.forms) <= 60]
    batcher.prepare(sentences)
    with args.out.open("w", encoding="utf-8") as out:
        for part in shuffled(sentences, np.random.default_rng(0), 3000):
            for sentence, parsed in zip(part, parse(list(nets), batcher, part, "gsd"), strict=True):
                out.write("\n".join(rows(sentence, parsed)) + "\n\n")


if __name__ == "__main__":
    main()
