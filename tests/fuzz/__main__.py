"""Feed the targets for so many seconds in all, and say how many inputs each had: `python -m tests.fuzz --seconds 600`.

With the package atheris the inputs are led by what they cover; without it they are put together at random from the seeds
and a dictionary. Each target runs in a process of its own. An input that is a find is kept under `tests/fuzz/finds`; made
small and put among `tests/fuzz/seeds`, it stays a test.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SEEDS, FINDS = HERE / "seeds", HERE / "finds"


def seeds() -> list[bytes]:
    """The inputs that every run begins with."""
    return [path.read_bytes() for path in sorted(SEEDS.iterdir())]


def mutated(draw: random.Random, known: list[bytes], dictionary: tuple[bytes, ...]) -> bytes:
    """An input out of those known: cut, joined, with pieces of the dictionary and with bytes at random."""
    made = bytearray(draw.choice(known))
    for _ in range(draw.choice((1, 2, 4, 16))):
        place = draw.randrange(len(made) + 1)
        match draw.randrange(6):
            case 0:
                made[place:place] = draw.choice(dictionary)
            case 1:
                made[place:place] = draw.choice(dictionary) * draw.choice((2, 10, 100))
            case 2:
                del made[place : place + draw.choice((1, 3, 40))]
            case 3:
                other = draw.choice(known)
                start = draw.randrange(len(other) + 1)
                made[place:place] = other[start : start + draw.randrange(200)]
            case 4:
                made[place : place + 1] = draw.randbytes(1)
            case _:
                made[place:place] = b" " + draw.choice(dictionary) + b" "
    return bytes(made[:8000])


def at_random(name: str, until: float, seed: int) -> int:
    """Feed a target with inputs made at random. Returns how many; a find is kept and ends it."""
    from tests.fuzz.targets import DICTIONARY, TARGETS

    draw, known, count = random.Random(seed), seeds(), 0
    for data in known:
        tried(TARGETS[name], name, data)
        count += 1
    while time.monotonic() < until:
        tried(TARGETS[name], name, mutated(draw, known, DICTIONARY))
        count += 1
    return count


def tried(target: Callable[[bytes], None], name: str, data: bytes) -> None:
    """One input. A find is kept, and raised again."""
    try:
        target(data)
    except Exception:
        FINDS.mkdir(exist_ok=True)
        kept = FINDS / f"{name}-{random.Random(data).randrange(16**8):08x}"
        kept.write_bytes(data)
        print(f"a find, kept as {kept}", file=sys.stderr)
        raise


def led_by_cover(name: str, seconds: float, seed: int) -> None:
    """Feed a target with atheris, which ends the process."""
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    with atheris.instrument_imports(include=["lagebild"]):
        from tests.fuzz.targets import DICTIONARY, TARGETS
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "dictionary"
        words.write_text("".join('"' + "".join(f"\\x{b:02x}" for b in w) + '"\n' for w in DICTIONARY))
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        FINDS.mkdir(exist_ok=True)
        options = [
            sys.argv[0], str(corpus), str(SEEDS), f"-max_total_time={seconds:.0f}", f"-dict={words}", "-max_len=4000",
            f"-artifact_prefix={FINDS}/{name}-", f"-seed={seed}", "-timeout=60", "-rss_limit_mb=3000", "-print_final_stats=1",
        ]  # fmt: skip
        atheris.Setup(options, TARGETS[name])
        atheris.Fuzz()


def main() -> int:
    """Run all targets, or one; 1 if there is a find."""
    from_names = ("sources", "front", "analyser", "annotators", "reading", "store", "questions", "pages")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", choices=[[], *from_names], help="all, if none is named")
    parser.add_argument("--seconds", type=float, default=600, help="in all")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of chance")
    parser.add_argument("--random", action="store_true", help="without atheris, even if it is there")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    names = args.targets or list(from_names)
    led = importlib.util.find_spec("atheris") is not None and not args.random
    if args.one:
        if led:
            led_by_cover(names[0], args.seconds, args.seed)
        try:
            print(at_random(names[0], time.monotonic() + args.seconds, args.seed), "inputs")
        except Exception:  # noqa: BLE001 - whatever it is, it is a find
            traceback.print_exc()
            return 1
        return 0
    total, finds = 0, []
    print(
        f"{'led by cover (atheris)' if led else 'at random'}, seed {args.seed}, {args.seconds / len(names):.0f} s each"
    )
    for name in names:
        call = [sys.executable, "-m", "tests.fuzz", name, "--one", f"--seconds={args.seconds / len(names)}"]
        call += [f"--seed={args.seed}", *(["--random"] if args.random else [])]
        done = subprocess.run(call, capture_output=True, text=True, check=False, errors="replace")
        said = done.stdout + done.stderr
        counted = re.search(r"stat::number_of_executed_units: (\d+)", said) or re.search(r"(\d+) inputs", said)
        count = int(counted[1]) if counted else 0
        total += count
        print(f"{name:11} {count:8} inputs{'' if done.returncode == 0 else '   A FIND'}", flush=True)
        if done.returncode:
            finds.append(name)
            print(said[-3000:], file=sys.stderr)
    print(f"{total} inputs, {len(finds)} targets with a find")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
