"""`python -m bench.gold [--errors]`: whole readings against annotated reports, with floors.

Three sets: the two seed reports and the 36 Wikinews reports of `../shared/gold`, and ten of our own examples with
`tests/gold_examples`. The scorer is that of `../shared/gold`; without it nothing is scored, which is said. Exits 1 below
a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, to_json
from lagebild.sources import read_sources

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLD = ROOT.parent / "shared" / "gold"


def reports(folder: Path, pattern: str) -> Iterator[Document]:
    """The annotated reports of a folder: text beside the annotation, date and outlet in its head."""
    for path in sorted(folder.glob(f"{pattern}.yaml")):
        head = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield Document(id=path.stem, text=text, published=str(head["published"]), outlet=head.get("outlet"))


def score(name: str, documents: list[Document], gold: list[Path], *, errors: bool) -> dict[str, float]:
    """Print the scorer's table of a set, and give its figures: F1 of layers, shares of parts."""
    with tempfile.TemporaryDirectory() as folder:
        for path in gold:
            shutil.copy(path, folder)
        readings = Path(folder) / "readings.jsonl"
        with readings.open("wb") as out:
            for reading in run.read(documents):
                if isinstance(reading, Reading):
                    out.write(to_json(reading) + b"\n")
        command = [sys.executable, str(GOLD / "score.py"), str(readings), folder]
        table = subprocess.run(
            [*command, *(["--errors"] if errors else [])], check=True, capture_output=True, text=True
        )
        figures = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    print(f"{name} ({len(documents)} reports)\n{table.stdout}")
    found: dict[str, list[float]] = json.loads(figures.stdout)
    return {key: values[2] if len(values) == 3 else values[0] for key, values in found.items()}


def main() -> int:
    """Score every set that is at hand; 1 if a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    args = parser.parse_args()
    if not (GOLD / "score.py").exists():
        print("gold: the annotated reports (../shared/gold) are not at hand; nothing scored")
        return 0
    own = sorted((ROOT / "tests" / "gold_examples").glob("*.yaml"))
    examples = [d for d in read_sources([str(ROOT / "examples")]) if isinstance(d, Document)]
    sets = {
        "seeds": (list(reports(GOLD, "seeds-*")), sorted(GOLD.glob("seeds-*"))),
        "wikinews": (list(reports(GOLD, "wikinews-*")), sorted(GOLD.glob("wikinews-*"))),
        "examples": ([d for d in examples if d.id in {path.stem for path in own}], own),
    }
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    below = []
    for name, (documents, gold) in sets.items():
        found = score(name, documents, gold, errors=args.errors)
        below += [f"{name}: {key} {found[key]} < {f}" for key, f in floors[name].items() if found[key] < f]
    for line in below:
        print(f"below its floor: {line}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
