"""`python -m bench.cases [--errors]`: small German inputs by class, each right or not, with a floor for every class.

The cases and their scorer lie in `../shared/cases`; without them nothing is scored, which is said. A class has up to three
figures: of the plain sentences made from templates (`grid`), of the single cases (`cases`), and of variations of the same
classes in other words, each with its expectation written before it was first read (`variations.jsonl` here). `--raise`
writes today's shares into `floors.toml` where they are higher. Exits 1 below a floor.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from bench import frame
from bench.frame import SHARED, Measured
from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, to_json

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
CASES = SHARED / "cases"
SETS: Mapping[str, Path] = {
    "grid": CASES / "grid.jsonl",
    "cases": CASES / "cases.jsonl",
    "variations": HERE / "variations.jsonl",
}


def documents(path: Path) -> list[Document]:
    """The texts of a file of cases."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    fields = ("id", "text", "published", "title", "outlet")
    return [Document(**{name: case[name] for name in fields if name in case}) for case in cases]


def score(name: str, *, errors: bool) -> dict[str, float]:
    """Print the scorer's table of a set, and give the share of right cases by class."""
    path = SETS[name]
    with tempfile.NamedTemporaryFile("wb", suffix=".jsonl") as out:
        for reading in run.read(documents(path)):
            if isinstance(reading, Reading):
                out.write(to_json(reading) + b"\n")
        out.flush()
        command = [sys.executable, str(CASES / "score.py"), str(path), out.name]
        table = subprocess.run(
            [*command, *(["--errors"] if errors else [])], check=True, capture_output=True, text=True
        )
        figures = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    print(f"{name}\n{table.stdout}")
    found = json.loads(figures.stdout)
    shares = {kind: right / total for kind, (right, total) in found["classes"].items()}
    return shares | {"all": found["all"][0] / found["all"][1]}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--raise", action="store_true", dest="raised", help="write today's shares as floors if higher")


def measure(args: argparse.Namespace) -> Measured:
    """Score the sets."""
    frame.scorer(CASES / "score.py")
    figures = {name: score(name, errors=args.errors) for name in SETS}
    if args.raised:
        kept = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        FLOORS.write_text(_floors(figures, kept), encoding="utf-8")
    return Measured(figures)


def _floors(figures: dict[str, dict[str, float]], kept: dict[str, dict[str, float]]) -> str:
    lines = ["# Shares of right cases by class; raised after a gain (--raise), lowered only by hand with a reason."]
    for name, shares in figures.items():
        lines += ["", f"[{name}]"]
        for kind, share in shares.items():
            least = max(int(share * 1000) / 1000, kept.get(name, {}).get(kind, 0))
            lines.append(f'"{kind}" = {least}')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(frame.main("cases", __doc__, measure, floors=FLOORS, options=options))
