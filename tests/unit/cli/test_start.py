"""A question loads only what it needs: what is heavy and of no use to it stays out."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "numpy",
    "onnxruntime",
    "simplemma",
    "ftfy",
    "rensa",
    "sqlalchemy.dialects.postgresql",
    "lagebild.annotate",
    "lagebild.language",
)


def test_a_question_loads_no_reader() -> None:
    code = f"import sys, lagebild.cli.who; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
