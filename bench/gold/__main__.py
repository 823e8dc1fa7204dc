"""`python -m bench.gold [--errors]`: whole readings against annotated reports, with floors.

Five sets: the two seed reports and the 36 Wikinews reports of `../shared/gold`, ten of our own examples with
`tests/gold_examples`, and 900 single sentences of newspapers in GermEval 2014 whose events we annotated, on which no rule
was written: of `sentences` what is wrong has been looked at since, of `sentences kept` not. The scorer is that of
`../shared/gold`; without it nothing is scored, which is said. Exits 1 below a floor of `floors.toml`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml
from training.weighing.examples import SENTENCES, lines, of_sentences

from bench import frame
from bench.frame import ROOT, SHARED, Measured
from bench.readings import readings
from lagebild.document import Document
from lagebild.reading import to_json
from lagebild.sources import read_sources

HERE = Path(__file__).parent
GOLD = SHARED / "gold"
GERMEVAL = SHARED / "corpora" / "ner" / "germeval2014-5100.tsv"


def reports(folder: Path, pattern: str) -> Iterator[Document]:
    """The annotated reports of a folder: text beside the annotation, date and outlet in its head."""
    for path in sorted(folder.glob(f"{pattern}.yaml")):
        head = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield Document(id=path.stem, text=text, published=str(head["published"]), outlet=head.get("outlet"))


def sentences(folder: Path, *, kept: bool) -> list[Document]:
    """The first 900 annotated sentences of GermEval, those kept back or those seen; their annotation goes into a folder."""
    rows = {row["id"]: row for row in lines(SENTENCES) if row.get("kept" if kept else "seen")}
    found = [report.document for report in of_sentences(rows.values(), GERMEVAL)]
    for document in found:
        said = {"published": document.published, "events": rows[document.id]["events"]}
        (folder / f"{document.id}.yaml").write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
        (folder / f"{document.id}.txt").write_text(document.text, encoding="utf-8")
    return found


def score(
    name: str, documents: list[Document], gold: list[Path], *, errors: bool, events_only: bool = False
) -> dict[str, float]:
    """Print the scorer's table of a set, and give its figures: F1 of layers, shares of parts."""
    with tempfile.TemporaryDirectory() as folder:
        for path in gold:
            shutil.copy(path, folder)
        read = Path(folder) / "readings.jsonl"
        found = readings(documents)
        if events_only:
            found = [msgspec.structs.replace(one, offices=(), relations=(), plans=()) for one in found]
        read.write_bytes(b"".join(to_json(reading) + b"\n" for reading in found))
        command = [sys.executable, str(GOLD / "score.py"), str(read), folder]
        table = subprocess.run(
            [*command, *(["--errors"] if errors else [])], check=True, capture_output=True, text=True
        )
        figures = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    print(f"{name} ({len(documents)})\n{table.stdout}")
    scored: dict[str, list[float]] = json.loads(figures.stdout)
    return {key: values[2] if len(values) == 3 else values[0] for key, values in scored.items()}


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="list what is wrong")


def measure(args: argparse.Namespace) -> Measured:
    """Score every set."""
    frame.scorer(GOLD / "score.py")
    own = sorted((ROOT / "tests" / "gold_examples").glob("*.yaml"))
    examples = [d for d in read_sources([str(ROOT / "examples")]) if isinstance(d, Document)]
    sets = {
        "seeds": (list(reports(GOLD, "seeds-*")), sorted(GOLD.glob("seeds-*"))),
        "wikinews": (list(reports(GOLD, "wikinews-*")), sorted(GOLD.glob("wikinews-*"))),
        "examples": ([d for d in examples if d.id in {path.stem for path in own}], own),
    }
    found = {name: score(name, *each, errors=args.errors) for name, each in sets.items()}
    for name in ("sentences", "sentences kept") if GERMEVAL.exists() else ():
        with tempfile.TemporaryDirectory() as folder:
            kept = name == "sentences kept"
            some = sentences(Path(folder), kept=kept)
            found[name] = score(
                name, some, sorted(Path(folder).iterdir()), errors=args.errors and not kept, events_only=True
            )
    return Measured(found)


if __name__ == "__main__":
    sys.exit(frame.main("gold", __doc__, measure, floors=HERE / "floors.toml", options=options))
