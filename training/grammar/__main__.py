"""`python -m training.grammar OUT`: write a treebank made by a grammar, `OUT/train.conllu` and `OUT/measure.conllu`.

The same sentences come from the same seed. Names and verbs of the measuring part do not occur in the training part.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.grammar.corpus import MEASURING, corpus, near_copies
from training.grammar.words import PARTS, Part


def main(arguments: list[str] | None = None) -> int:
    """Write both parts; 2 if the folder cannot be written or the options make no sense."""
    parser = argparse.ArgumentParser(
        prog="python -m training.grammar", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the two files, made if missing")
    parser.add_argument(
        "--sentences", type=int, default=22_000, metavar="N", help="about how many in all (default 22000)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="seed of chance (default 1)")
    parser.add_argument("--part", choices=PARTS, help="only this part")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    args = parser.parse_args(arguments)
    if args.sentences < 100:
        parser.error(f"--sentences {args.sentences}: at least 100, so that each construction has some")
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for part in (args.part,) if args.part else PARTS:
            write(args.out / f"{part}.conllu", part, args.sentences, args.seed, quiet=args.quiet)
    except OSError as error:
        print(f"cannot write the treebank: {error}; name another folder", file=sys.stderr)
        return 2
    return 0


def write(path: Path, part: Part, sentences: int, seed: int, *, quiet: bool) -> None:
    """Write one part and print how many sentences it has and how many are near copies."""
    share = MEASURING if part == "measure" else 1 - MEASURING

    def progress(line: str) -> None:
        if not quiet:
            print(line, file=sys.stderr, flush=True)

    made = []
    with path.open("w", encoding="utf-8") as out:
        for number, sentence in enumerate(corpus(part, round(sentences * share), seed, progress=progress), start=1):
            out.write(sentence.conllu(f"grammar-{part}-{number:05}"))
            made.append(sentence)
    print(f"{path}: {len(made)} sentences, {near_copies(made):.1%} near copies")


if __name__ == "__main__":
    sys.exit(main())
