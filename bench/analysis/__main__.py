"""`python -m bench.analysis`: UPOS, LAS and roles on our own measuring sentences; words a second, megabytes, seconds to load.

Exits 1 below a floor of `floors.toml`. The scorer lies with the corpora (`../shared`); without it nothing is scored, which
is said. The shipped weights have seen all of the public treebanks that are at hand, so these measure nothing here: what a
model trained without a part of them gives on that part stands in `docs/model-card.md`, with the command.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

from bench import frame
from bench.frame import ROOT, SHARED, Measured
from lagebild.language import load_analyser
from lagebild.language.conllu import to_conllu

HERE = Path(__file__).parent
SCORER = SHARED / "corpora" / "score_conllu.py"
MEASURED = ROOT / "training" / "treebank" / "measure-1.conllu"
MODEL = ROOT / "src" / "lagebild" / "language" / "model"
FIRST = """
import time
began = time.perf_counter()
from lagebild.language import load_analyser
load_analyser()("Ja.")
print(time.perf_counter() - began)
"""


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


def measure(_: argparse.Namespace) -> Measured:
    """Print speed and size, and the figures where the scorer is at hand."""
    load = float(subprocess.run([sys.executable, "-c", FIRST], check=True, capture_output=True, text=True).stdout)
    size = sum(path.stat().st_size for path in MODEL.iterdir()) / 1e6
    single, batched = speed()
    print(f"analysis: {single:,.0f} words a second one report at a time, {batched:,.0f} batched; "
          f"{size:.1f} MB; first analysis after {load:.2f} s")  # fmt: skip
    found = figures(frame.scorer(SCORER))
    print("analysis, own measuring sentences: " + ", ".join(f"{name} {value:.1f}" for name, value in found.items()))
    return Measured({"measure": found})


if __name__ == "__main__":
    sys.exit(frame.main("analysis", __doc__, measure, floors=HERE / "floors.toml"))
