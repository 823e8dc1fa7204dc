"""How many threads numpy's arithmetic takes; to be said before numpy is loaded."""

import os


def one_thread() -> None:
    """Let numpy use one thread in this process and its children, unless the environment says otherwise.

    The network's matrices are so small that a second thread takes two fifths more processor time and saves none.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
