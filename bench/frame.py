"""What all benches share: their arguments, the floors below which no figure may fall, and how one says that it is skipped.

A bench is a function from its arguments to a :class:`Measured`; :func:`main` runs it. Exit status 0: all floors hold,
1: something is below its floor, :data:`SKIPPED`: what is measured against is not at hand.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SKIPPED = 77
"""The exit status of a skipped test in automake and meson."""


class NotAtHand(Exception):
    """What a bench measures against is not there; the message says what."""


@dataclass(frozen=True)
class Measured:
    """Figures by section and name, as `floors.toml` has them, and what else is amiss.

    A section that was not measured has no floors.
    """

    figures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    faults: Sequence[str] = ()


def scorer(path: Path, *needed: Path) -> ModuleType:
    """A scorer that lies with its corpus, as a module. Raises NotAtHand if it, or what it needs, is not there."""
    for place in (path, *needed):
        if not place.exists():
            raise NotAtHand(f"{place.relative_to(ROOT.parent)} is not beside this checkout")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise NotAtHand(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def below(figures: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The figures below their floors, and the floors of measured sections for which there is no figure."""
    found = []
    for section, least in floors.items():
        if section not in figures:
            continue
        for name, floor in least.items():
            value = figures[section].get(name)
            if value is None:
                found.append(f"{section}: {name} was not measured")
            elif value < floor:
                found.append(f"{section}: {name} {value:.4g} < {floor}")
    return found


def main(
    name: str,
    about: str | None,
    measure: Callable[[argparse.Namespace], Measured],
    *,
    floors: Path | None = None,
    options: Callable[[argparse.ArgumentParser], object] | None = None,
) -> int:
    """Run a bench by its name: parse its options, measure, compare with its floors; the exit status."""
    parser = argparse.ArgumentParser(
        prog=f"python -m bench.{name}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if options is not None:
        options(parser)
    arguments = parser.parse_args()
    try:
        measured = measure(arguments)
    except NotAtHand as missing:
        print(f"{name}: skipped, {missing}")
        return SKIPPED
    kept = tomllib.loads(floors.read_text(encoding="utf-8")) if floors is not None else {}
    amiss = [*(f"below its floor: {line}" for line in below(measured.figures, kept)), *measured.faults]
    for line in amiss:
        print(f"{name}: {line}")
    sys.stdout.flush()
    return int(bool(amiss))
