"""`python -m bench.times`: F1 on KRAUTS and the seeds, documents a second, the ratio to a peer.

Exits 1 below a floor of `floors.toml`. Corpora that are not at hand and a peer that is not installed are skipped, with
a line that says so. The peer is optional: `uv pip install dateparser`. `--no-peer` leaves it out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from types import ModuleType

import msgspec
import yaml

from bench import frame
from bench.frame import SHARED, Measured
from lagebild.annotate import times
from lagebild.export.timeml import to_timeml
from lagebild.reading import Reading

HERE = Path(__file__).parent
PEER_DOCUMENTS = 15
"""The peer is slow: it reads so many texts, and we the same."""


def krauts(module: ModuleType) -> tuple[dict[str, float], list[tuple[str, str]]]:
    """F1 by measure, and the texts with their dates."""
    gold = SHARED / "corpora" / "krauts"
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(gold.glob("*.tml")):
            _, text, _, _, dct = module.read_tml(path)
            published = dct["value"]
            texts.append((text, published))
            reading = Reading(id=path.stem, text=text, published=published, times=times.find(text, published))
            (Path(folder) / path.name).write_text(to_timeml(reading), encoding="utf-8")
        score = module.score_dirs([(str(gold), folder)])
    module.fmt("krauts", score)
    return {measure: 100 * row[2] for measure, row in score.row().items()}, texts


def seeds() -> dict[str, float]:
    """F1 of times, and of times with the right value, on the two seed reports."""
    gold = SHARED / "gold"
    lines = []
    for path in sorted(gold.glob("seeds-*.yaml")):
        published = str(yaml.safe_load(path.read_text(encoding="utf-8"))["published"])
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        found = json.loads(msgspec.json.encode(times.find(text, published)))
        lines.append(json.dumps({"id": path.stem, "text": text, "times": found}))
    with tempfile.TemporaryDirectory() as folder:
        readings = Path(folder) / "readings.jsonl"
        readings.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(gold / "score.py"), str(readings), str(gold)]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = {line.split()[0]: line for line in out.splitlines() if line.startswith("times")}
    print("seeds", *rows.values(), sep="\n  ")
    return {name: 100 * float(line.split()[-1]) for name, line in rows.items()}


def speed(texts: list[tuple[str, str]]) -> float:
    """Documents a second, warm."""
    for text, published in texts[:5]:
        times.find(text, published)
    begin = time.perf_counter()
    for text, published in texts:
        times.find(text, published)
    return len(texts) / (time.perf_counter() - begin)


def peer_speed(texts: list[tuple[str, str]]) -> float | None:
    """Documents a second of `dateparser.search`, warm; None where it is not installed."""
    if importlib.util.find_spec("dateparser") is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from dateparser.search import search_dates  # type: ignore[import-not-found,import-untyped,unused-ignore]

        search_dates("Am 3. Mai 2019", languages=["de"])
        begin = time.perf_counter()
        for text, _ in texts:
            search_dates(text, languages=["de"])
        return len(texts) / (time.perf_counter() - begin)


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-peer", action="store_true", help="leave the slow peer out")


def measure(args: argparse.Namespace) -> Measured:
    module = frame.scorer(SHARED / "corpora" / "score_timex.py", SHARED / "corpora" / "krauts")
    measured: dict[str, dict[str, float]] = {}
    measured["krauts"], texts = krauts(module)
    if (SHARED / "gold" / "score.py").exists():
        measured["seeds"] = seeds()
    print(f"speed: {speed(texts):.0f} documents a second")
    peer = None if args.no_peer else peer_speed(texts[:PEER_DOCUMENTS])
    if peer is None:
        print("skipped: dateparser is not installed or left out")
    else:
        ours = speed(texts[:PEER_DOCUMENTS])
        measured["speed"] = {"ratio": ours / peer}
        print(f"  dateparser.search {peer:.2f}, lagebild {ours:.0f} on the same texts: {ours / peer:.0f} times as fast")
    return Measured(measured)


if __name__ == "__main__":
    sys.exit(frame.main("times", __doc__, measure, floors=HERE / "floors.toml", options=options))
