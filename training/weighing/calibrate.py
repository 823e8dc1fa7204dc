"""Say how far the scorers' chances hold: fit a straight line between log-odds, field by field (Platt 1999).

    python -m training.weighing.calibrate BATCH…

The batches are folders of `../shared/annotated` that trained no scorer. What the scorers say of each field is compared with
the annotation (`bench.confidence`), and the lines are written into `scorers.npz`: `sure` follows them, decisions do not.
Few cases move a line little: it is drawn towards the scorers' own chances as if by :data:`PRIOR` cases.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from bench import frame
from bench.confidence.__main__ import judged
from bench.frame import SHARED

from lagebild.annotate.weighing.model import FILE, model
from lagebild.annotate.weighing.scorer import log_odds

PRIOR = 10.0


def line(told: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset of the line between log-odds that makes what was told likeliest, by Newton's method."""
    odds = np.array([[log_odds(sure), 1.0] for sure, _ in told])
    right = np.array([float(hit) for _, hit in told])
    found, begin = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-odds @ found))
        slope = odds.T @ (right - chance) - PRIOR * (found - begin)
        bend = (odds * (chance * (1 - chance))[:, None]).T @ odds + PRIOR * np.eye(2)
        found = found + np.linalg.solve(bend, slope)
    return float(found[0]), float(found[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("batches", nargs="+", metavar="BATCH")
    args = parser.parse_args()
    score = frame.scorer(SHARED / "gold" / "score.py")
    model().lines.clear()
    told: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for batch in args.batches:
        for field, sure, right in judged(batch, score):
            told[field].append((sure, right))
    held: dict[str, Any] = dict(np.load(FILE))
    for field, some in sorted(told.items()):
        slope, offset = line(some)
        held[f"sure/{field}"] = np.array([slope, offset], np.float32)
        print(f"{field:12}{len(some):>5} fields: {slope:.2f} × log-odds {offset:+.2f}")
    np.savez_compressed(FILE, **held)


if __name__ == "__main__":
    main()
