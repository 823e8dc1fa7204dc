"""`python -m bench.analysis`: UPOS, LAS and roles on our own measuring sentences; words a second, megabytes, seconds to load.

Exits 1 below a floor of `floors.toml`. The scorer lies with the corpora (`../shared`); without it nothing is scored, which
is said. The shipped weights have seen all of the public treebanks that are at hand, so these measure nothing here: what a
model trained without a part of them gives on that part stands in `docs/model-card.md`, with the command.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from types import ModuleType

from lagebild.language import load_analyser
from lagebild.language.conllu import to_conllu

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCORER = ROOT.parent / "shared" / "corpora" / "score_conllu.py"
MEASURED = ROOT / "training" / "treebank" / "measure-1.conllu"
MODEL = ROOT / "src" / "lagebild" / "language" / "model"
FIRST = """
import time
began = time.perf_counter()
from lagebild.language import load_analyser
load_analyser()("Ja.")
print(time.perf_counter() - began)
"""


def scorer() -> ModuleType | None:
    """The corpora's own scorer, if it is at hand."""
    if not SCORER.exists():
        return None
    spec = importlib.util.spec_from_file_location("score_conllu", SCORER)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(module: ModuleType) -> dict[str, float]:
    """F1 in per cent of each measure on the measuring sentences."""
    held = io.StringIO()
    arguments, sys.argv = sys.argv, ["score_conllu.py", "--inputs", str(MEASURED)]
    try:
        with contextlib.redirect_stdout(held):
            module.main()
    finally:
        sys.argv = arguments
    documents = [json.loads(line) for line in held.getvalue().splitlines()]
    analyser = load_analyser()
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as out:
        for document in documents:
            out.write(to_conllu(analyser(document["text"]), doc_id=document["id"]))
        out.flush()
        tally, _ = module.score(out.name, str(MEASURED))
    return {name: 200 * hit / max(have + want, 1) for name, (hit, have, want) in tally.items()}


def speed() -> tuple[float, float]:
    """Words a second over the examples: one report at a time, and all at once."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.md"))] * 4
    analyser = load_analyser()
    words = sum(len(analyser(text)) for text in texts[:4])
    began = time.perf_counter()
    words = sum(len(analyser(text)) for text in texts)
    single = words / (time.perf_counter() - began)
    began = time.perf_counter()
    words = sum(len(analysis) for analysis in analyser.batch(texts))
    return single, words / (time.perf_counter() - began)


def main() -> int:
    """Print the figures; 1 if one is below its floor."""
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["measure"]
    load = float(subprocess.run([sys.executable, "-c", FIRST], check=True, capture_output=True, text=True).stdout)
    size = sum(path.stat().st_size for path in MODEL.iterdir()) / 1e6
    single, batched = speed()
    print(f"analysis: {single:,.0f} words a second one report at a time, {batched:,.0f} batched; "
          f"{size:.1f} MB; first analysis after {load:.2f} s")  # fmt: skip
    module = scorer()
    if module is None:
        print("analysis: the scorer (../shared/corpora/score_conllu.py) is not at hand; nothing scored")
        return 0
    found = figures(module)
    print("analysis, own measuring sentences: " + ", ".join(f"{name} {value:.1f}" for name, value in found.items()))
    below = [f"{name} {found[name]:.1f} < {floor}" for name, floor in floors.items() if found[name] < floor]
    for line in below:
        print(f"analysis: below its floor: {line}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
