"""`python -m bench.exports [--reports N N] [--formats NAME…]`: memory of each export at 500 and at 2,000 reports (or N N).

The readings are made up (`bench.scale.maker`). Each format is exported by a process of its own: it opens the record, exports
a little, notes its memory, exports everything, and says the most memory that it ever had. Printed are the megabytes and
seconds that an export takes, and how many bytes each further report costs. Guarded by `floors.toml` is the peak of the
process at the smaller record against that at the larger: 1 is no growth.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import frame
from bench.frame import Measured
from bench.scale.__main__ import filled, most_memory
from lagebild.api import Record
from lagebild.export.formats import NAMES

SIZES = (500, 2_000)
"""The smaller one fills what an export fetches at once (`streaming.AT_ONCE`), so what grows beyond it is the record's."""
_MEGABYTE = 1024 * 1024


def memory_now() -> float:
    """The memory (MB) that this process has now."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def one(db: str, name: str) -> None:
    """Export a record in one format; says the memory before and at most (MB), and the seconds (CPU), as a line of JSON."""
    with tempfile.TemporaryDirectory() as folder, Record(db, create=False) as record:
        record.export("ucdp", Path(folder) / "first", type="PROTEST", first="9999-01-01")  # loads tables of names
        before, begun = memory_now(), time.process_time()
        record.export(name, Path(folder) / "out")
        print(json.dumps({"before": before, "most": most_memory(), "seconds": time.process_time() - begun}))


def measure(arguments: argparse.Namespace) -> Measured:
    """The peak of each format at both sizes, and their ratio."""
    if arguments.one is not None:
        one(arguments.one, arguments.formats[0])
        return Measured({})
    sizes: Sequence[int] = sorted(arguments.reports or SIZES)
    found: dict[str, list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size, record in filled(Path(folder), sizes):
            for name in arguments.formats or NAMES:
                command = [sys.executable, "-m", "bench.exports", "--one", str(record), "--formats", name]
                done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
                found.setdefault(name, []).append(json.loads(done.stdout.splitlines()[0]))
                print(f"exports: {name} of {size:,} reports", file=sys.stderr, flush=True)
    print(
        f"MB at most above those of the program, and seconds, at {' and '.join(f'{size:,}' for size in sizes)} reports"
    )
    for name, (small, large) in found.items():
        more = (large["most"] - small["most"]) * _MEGABYTE / (sizes[-1] - sizes[0])
        above = "  ".join(f"{each['most'] - each['before']:6.1f} {each['seconds']:6.1f}" for each in (small, large))
        print(f"{name:9} {above}   {more:7,.0f} bytes a further report")
    ratios = {name: small["most"] / large["most"] for name, (small, large) in found.items()}
    return Measured({section(sizes, arguments.formats): ratios})


def section(sizes: Sequence[int], formats: Sequence[str] | None) -> str:
    """Where the floors of a run stand: only one of all formats at the usual sizes has any."""
    return "exports" if tuple(sizes) == SIZES and not formats else "other sizes"


def options(parser: argparse.ArgumentParser) -> None:
    """The bench's own options."""
    parser.add_argument("--reports", type=int, nargs=2, metavar="N", help="the sizes of the record (default 500 2000)")
    parser.add_argument("--formats", nargs="+", choices=NAMES, metavar="NAME", help="only these formats")
    parser.add_argument("--one", metavar="DB", help=argparse.SUPPRESS)


if __name__ == "__main__":
    sys.exit(frame.main("exports", __doc__, measure, floors=Path(__file__).with_name("floors.toml"), options=options))
