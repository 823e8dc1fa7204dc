"""A process that reads: `python -m lagebild.worker`, started by :mod:`lagebild.processes` and spoken to through its pipes.

It is given its settings, then batches of reports, each pickled, and answers with what became of them, or with the error
that no report can be read with. It ends when nobody speaks to it any more.
"""

from __future__ import annotations

import os
import pickle
import sys

from lagebild.threads import one_thread

one_thread()

from lagebild import run  # noqa: E402  (numpy comes with it)
from lagebild.errors import LagebildError  # noqa: E402


def main() -> None:
    """Read batches until the pipe is closed."""
    # what a library prints must not come between the answers
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    asked = sys.stdin.buffer
    try:
        settings = pickle.load(asked)
        _answer(answers, None)
        while True:
            batch = pickle.load(asked)
            found: object
            try:
                found = list(run.read(batch, settings=settings))
            except LagebildError as error:
                found = error
            _answer(answers, found)
    except (EOFError, BrokenPipeError, KeyboardInterrupt):  # whoever asked is gone
        os._exit(0)


def _answer(answers: object, found: object) -> None:
    pickle.dump(found, answers, pickle.HIGHEST_PROTOCOL)  # type: ignore[arg-type]
    answers.flush()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
