"""`python -m bench.events [--errors] [--confusions]`: events against annotated reports, with floors.

Reads the 36 Wikinews reports and the two seed reports of `../shared/gold` and scores with the scorer beside them:
triggers with their types, then the parts of those found. Below it stand F1 by type (a type counts for the macro
average from five core cases on) and, on request, what each type was read as. Without the reports nothing is scored,
which is said. Exits 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import yaml

from bench import frame
from bench.frame import Measured
from bench.gold.__main__ import GOLD, reports
from bench.readings import readings

HERE = Path(__file__).parent
ENOUGH = 5
"""So many core cases a type needs to count for the macro average."""
NOTHING = "–"
SETS = {"all": "*", "seeds": "seeds-*"}


def confusions(module: ModuleType, reading: dict[str, Any], gold: dict[str, Any]) -> Counter[tuple[str, str]]:
    """How often each type of the annotation was read as which, `–` for nothing; pairs of events as the scorer has them."""
    found, used, ignored = reading["events"], set(), set()
    pairs: Counter[tuple[str, str]] = Counter()
    for want in gold.get("events") or []:
        span = module.spans_of(reading["text"], want["trigger"], want.get("nth"))
        types = {want["type"], *want.get("also", [])}
        at = [i for i, e in enumerate(found) if any(module.overlap(span, tuple(t)) for t in e["trigger"])]
        spot = next((i for i in at if i not in used), None)
        best = next((i for i in at if i not in used and found[i]["type"] in types), None)
        if want.get("optional") and best is None:
            ignored.update(at)
            continue
        if best is not None:
            # a type that the annotation allows besides is a hit of the one that was read
            pairs[found[best]["type"], found[best]["type"]] += 1
            used.add(best)
        else:
            pairs[want["type"], found[spot]["type"] if spot is not None else NOTHING] += 1
            used.update({spot} if spot is not None else ())
    pairs.update((NOTHING, e["type"]) for i, e in enumerate(found) if i not in used and i not in ignored)
    return pairs


def by_type(pairs: Counter[tuple[str, str]]) -> dict[str, tuple[float, int]]:
    """F1 of each type in percent, with its number of cases."""
    found = {}
    for kind in sorted({want for want, _ in pairs} - {NOTHING}):
        cases = sum(n for (want, _), n in pairs.items() if want == kind)
        read = sum(n for (_, got), n in pairs.items() if got == kind)
        found[kind] = (200 * pairs[kind, kind] / (cases + read), cases)
    return found


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list what is missed, read wrongly or too much")
    parser.add_argument("--confusions", action="store_true", help="print what each type was read as")


def measure(args: argparse.Namespace) -> Measured:
    """Score events over all reports and over the seeds alone."""
    module = frame.scorer(GOLD / "score.py")
    documents = list(reports(GOLD, "*"))
    by_id = {r.id: msgspec.to_builtins(r) for r in readings(documents)}
    figures = {}
    for name, pattern in SETS.items():
        tallies = module.Tallies()
        errors: list[tuple[str, ...]] = []
        tallies.parts = module.Parts()
        pairs: Counter[tuple[str, str]] = Counter()
        chosen = [d for d in documents if (GOLD / f"{d.id}.yaml").match(f"{pattern}.yaml")]
        for document in chosen:
            gold = yaml.safe_load((GOLD / f"{document.id}.yaml").read_text(encoding="utf-8"))
            module.score_events(by_id[document.id], gold, document.text, tallies, errors)
            pairs += confusions(module, by_id[document.id], gold)
        scored = {key: 100 * tally.row()[2] for key, tally in tallies.items()}
        scored |= {key: 100 * sum(flags) / len(flags) for key, flags in tallies.parts.items()}
        types = by_type(pairs)
        counted = [f1 for f1, cases in types.values() if cases >= ENOUGH]
        scored["macro over types"] = sum(counted) / len(counted)
        print(f"{name} ({len(chosen)} reports): F1, for the parts of the found events how often they are right")
        for key, value in scored.items():
            p, r = (100 * x for x in tallies[key].row()[:2]) if key in tallies else (None, None)
            print(f"  {key:18}{value:6.1f}" + (f"   P {p:.1f} R {r:.1f}" if p is not None else ""))
        if name == "all":
            print("  by type (cases): " + ", ".join(f"{k} {f1:.0f} ({n})" for k, (f1, n) in types.items()))
        if name == "all" and args.confusions:
            for (want, got), n in sorted(pairs.items(), key=lambda item: (item[0][0], -item[1])):
                print(f"  {want:12}{got:12}{n:4}" if want != got else f"  {want:12}right       {n:4}")
        if name == "all" and args.errors:
            print(*("\t".join(map(str, row)) for row in errors), sep="\n")
        figures[name] = scored
    return Measured(figures)


if __name__ == "__main__":
    sys.exit(frame.main("events", __doc__, measure, floors=HERE / "floors.toml", options=options))
