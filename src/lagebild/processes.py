"""Reading in several processes, each with a reader of its own; what they give comes back in order.

A process is a Python that runs `lagebild.worker`. It shares nothing with this one but two pipes, so it does not matter what
was loaded here before or which threads run, and it ends when this one does. It stands in a process group of its own:
Ctrl-C reaches only this process, which then stops the others.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock
from typing import Any

from lagebild.document import Document
from lagebild.errors import ReadError
from lagebild.settings import Settings

Batch = list[Any]
Lost = Callable[[Document, str], object]
AT_ONCE = 16
"""Reports that a process gets at once: enough for the network, and few enough that all are done at about the same time."""
ALONE = 15
"""Reports that are read before others are started, which takes a second each: a handful is done by then."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    batches: Iterable[Batch], *, here: Callable[[Batch], Iterable[Any]], lost: Lost, settings: Settings, jobs: int
) -> Iterator[Any]:
    """What becomes of the items of each batch, in order: the first few are read `here`, the others by so many processes.

    A report at which a process dies, is what `lost` makes of it and of the reason; the others go on. An empty batch means:
    give everything that is still awaited before asking for more. Raises ReadError if no process can be started, and what
    the reader raises for want of an analyser.
    """
    workers: Workers | None = None
    awaited: deque[Future[Batch]] = deque()
    done = 0
    try:
        for batch in batches:
            if workers is None and done < ALONE:
                yield from here(batch)
                done += len(batch)
                continue
            workers = workers or Workers(settings, jobs, lost)
            for first in range(0, len(batch), AT_ONCE):
                awaited.append(workers.read(batch[first : first + AT_ONCE]))
            while awaited and (not batch or len(awaited) > 2 * jobs or awaited[0].done()):
                yield from awaited.popleft().result()
        while awaited:
            yield from awaited.popleft().result()
    finally:
        if workers is not None:
            workers.stop()


class Workers:
    """So many processes that read, started when there is work for them; to be stopped."""

    def __init__(self, settings: Settings, count: int, lost: Lost) -> None:
        self._lost = lost
        self._all = [_Worker(settings) for _ in range(count)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reading")

    def read(self, batch: Batch) -> Future[Batch]:
        """What will have become of the items of a batch."""
        return self._threads.submit(self._read, batch)

    def _read(self, batch: Batch) -> Batch:
        worker = self._idle.get()
        try:
            return self._answer(worker, batch)
        finally:
            self._idle.put(worker)

    def _answer(self, worker: _Worker, batch: Batch) -> Batch:
        try:
            return worker.ask(batch)
        except _DiedError as died:
            if len(batch) > 1:  # find out which it was
                return [found for item in batch for found in self._answer(worker, [item])]
            return [self._lost(item, str(died)) if isinstance(item, Document) else item for item in batch]

    def stop(self) -> None:
        """End all processes, whatever they do."""
        for worker in self._all:
            worker.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.end()


class _DiedError(Exception):
    """A process ended while it was reading; the message says how."""


class _Worker:
    """One process, started with its first batch, and anew after one at which it died."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._stopped = False

    def ask(self, batch: Sequence[Any]) -> Batch:
        process = self._started()
        try:
            found = _exchange(process, batch)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.end()
            raise _DiedError(f"the process that read it ended with status {process.returncode}") from None
        if isinstance(found, BaseException):
            raise found
        return list(found)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise ReadError("reading was stopped")
            if self._process is not None:
                return self._process
            process = self._process = subprocess.Popen(
                [sys.executable, "-m", "lagebild.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                process_group=0 if os.name == "posix" else None,
            )
        try:
            _exchange(process, self._settings)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self.end()
            raise ReadError("a process that reads could not be started; read in this one, with --jobs 1") from None
        return process

    def end(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.kill()
                self._process.wait()
                for pipe in (self._process.stdin, self._process.stdout):
                    if pipe is not None:
                        with contextlib.suppress(OSError):
                            pipe.close()
                self._process = None


def _exchange(process: subprocess.Popen[bytes], given: object) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump(given, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
    return pickle.load(process.stdout)
