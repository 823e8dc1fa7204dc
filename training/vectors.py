"""Word vectors out of unlabelled text, and that text as one tokenised sentence a line for the language model.

    python -m training.vectors --text FILE.txt.xz --sentences FILE --out FILE.bin

Skip-gram fastText vectors (Bojanowski et al. 2017) of 96 dimensions with 50,000 buckets of character n-grams. Paragraphs
are shuffled with fixed seeds.
"""

from __future__ import annotations

import argparse
import importlib
import lzma
import random
import re
from pathlib import Path
from typing import Any

from lagebild.language.tokens import split_sentences, tokenise

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:[-’']\w+)*-?|\.\.\.|[^\w\s]")


def write_tokens(paragraphs: list[str], path: Path) -> None:
    """A paragraph a line, roughly tokenised, digits as 0: what the vectors are learned from."""
    with path.open("w", encoding="utf-8") as out:
        for paragraph in random.Random(1).sample(paragraphs, len(paragraphs)):
            tokens = _TOKEN.findall(paragraph)
            if len(tokens) >= 4:
                out.write(re.sub(r"\d", "0", " ".join(tokens)) + "\n")


def write_sentences(paragraphs: list[str], path: Path) -> None:
    """A sentence a line, tokenised as the analyser does: what the language model is learned from."""
    with path.open("w", encoding="utf-8") as out:
        for paragraph in random.Random(2).sample(paragraphs, len(paragraphs)):
            tokens = tokenise(paragraph)
            words = [paragraph[start:end] for start, end in tokens]
            for first, last in split_sentences(paragraph, tokens):
                if 4 <= last - first <= 80:
                    out.write(" ".join(words[first:last]) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with lzma.open(args.text, "rt", encoding="utf-8") as lines:
        paragraphs = lines.read().split("\n")
    tokens = args.sentences.with_suffix(".tok")
    write_tokens(paragraphs, tokens)
    write_sentences(paragraphs, args.sentences)
    floret: Any = importlib.import_module("floret")
    model = floret.train_unsupervised(
        str(tokens), model="skipgram", mode="fasttext", dim=96, minCount=5, minn=3, maxn=5, ws=3, neg=5, epoch=2,
        bucket=50_000, thread=1, lr=0.05, verbose=1,
    )  # fmt: skip
    model.save_model(str(args.out))


if __name__ == "__main__":
    main()
