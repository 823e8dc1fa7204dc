"""The command `lagebild` as tests call it: in this process, which has all loaded already, or in one of its own."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from lagebild.cli import main

COMMAND = (sys.executable, "-c", "from lagebild.cli import main; main()")
"""The command in a process of its own, as the entry of the package starts it."""


class Done(NamedTuple):
    """What a command printed, and its exit status."""

    stdout: bytes
    stderr: bytes
    returncode: int


def lagebild(*args: str | Path, stdin: str | bytes = b"", cwd: Path | None = None) -> Done:
    """Run a command in this process, as the entry of the package does it."""
    given = io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin)
    out, complaints = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with (
        chdir(cwd or Path.cwd()),
        redirect_stdout(out),
        redirect_stderr(complaints),
        patch.object(sys, "stdin", io.TextIOWrapper(given, encoding="utf-8")),
        patch.object(sys, "argv", ["lagebild", *map(str, args)]),
    ):
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        finally:
            gc.unfreeze()  # a command that ends with its process keeps what it has loaded from the collector
    out.flush()
    complaints.flush()
    return Done(out.buffer.getvalue(), complaints.buffer.getvalue(), status)


def process(*args: str | Path, stdin: str | bytes = b"", cwd: Path | None = None) -> Done:
    """Run a command in a process of its own, with real pipes."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [*COMMAND, *map(str, args)], input=data, capture_output=True, cwd=cwd, check=False, timeout=120,
    )  # fmt: skip
    return Done(done.stdout, done.stderr, done.returncode)
