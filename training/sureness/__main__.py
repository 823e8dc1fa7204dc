"""Count how often each rule of offices, ties, plans and statements is right, and write the table that `sure` follows.

    python -m training.sureness [BATCH…] [--quotes SPLIT] [--dry-run]

The batches are folders of `../shared/annotated`, by default the first five. The 36 reports of `../shared/gold` are not among
them: the rules were written on them, and are nearly always right there. Statements are counted on the split of the quotation
corpus on which no rule was written (docs/statements.md). A rule with few cases is counted with the others of its field. What
is written (`lexicon/de/rule_sureness.tsv`) has names of rules and counts, and no text of a report.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files

from bench import frame
from bench.confidence.__main__ import judged_entries, judged_statements
from bench.confidence.entries import Judged
from bench.frame import SHARED

from lagebild.annotate.sureness import FEW, Key, names

BATCHES = ("batch-1", "batch-2", "batch-3", "batch-4", "batch-5")
SPLIT = "dev"
HEAD = """\
# How often a rule of offices, ties, plans and statements was right on annotated reports (docs/weighing.md).
# Written by `python -m training.sureness`; form is the rule's name, * stands for the rules of a field, or the words of a
# rule, that have few cases.
layer\tfield\tform\tright\tof
"""


def counts(judged: Iterable[Judged]) -> dict[Key, tuple[int, int]]:
    """For layer, field and rule in how many of how many cases it was right.

    A rule with fewer than :data:`lagebild.annotate.sureness.FEW` cases is counted with those of its kind, and if these are
    few, too, with all rare ones of its field.
    """
    told = [(one.layer, one.field, one.rule, one.right) for one in judged]
    found: dict[Key, tuple[int, int]] = {}
    depth = 0
    while told:
        often: Counter[Key] = Counter((layer, field, _at(rule, depth)) for layer, field, rule, _ in told)
        rest = []
        for layer, field, rule, right in told:
            key = layer, field, _at(rule, depth)
            if often[key] >= FEW or depth + 1 >= len(names(rule)):
                hits, of = found.get(key, (0, 0))
                found[key] = hits + right, of + 1
            else:
                rest.append((layer, field, rule, right))
        told, depth = rest, depth + 1
    return found


def _at(rule: str, depth: int) -> str:
    """The name under which a rule is counted at a depth: the last one it has if it has fewer."""
    known = names(rule)
    return known[min(depth, len(known) - 1)]


def lines(found: dict[Key, tuple[int, int]]) -> Iterator[str]:
    """The rows of the table, in order."""
    for (layer, field, rule), (right, of) in sorted(found.items()):
        yield f"{layer}\t{field}\t{rule}\t{right}\t{of}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("batches", nargs="*", default=BATCHES, metavar="BATCH", help=f"default: {', '.join(BATCHES)}")
    parser.add_argument("--quotes", default=SPLIT, metavar="SPLIT", help="split of the quotation corpus; default: dev")
    parser.add_argument("--dry-run", action="store_true", help="print the table, and write nothing")
    args = parser.parse_args()
    score = frame.scorer(SHARED / "gold" / "score.py")
    judged = [one for batch in args.batches for one in judged_entries(batch, score)]
    judged += judged_statements(args.quotes)
    table = HEAD + "".join(lines(counts(judged)))
    if args.dry_run:
        print(table, end="")
        return
    with open(str(files("lagebild.lexicon").joinpath("de", "rule_sureness.tsv")), "w", encoding="utf-8") as file:
        file.write(table)
    print(f"{len(judged)} fields judged, {len(table.splitlines()) - len(HEAD.splitlines())} rows written")


if __name__ == "__main__":
    main()
