"""Ray: a cluster that is there, or one of this machine's processors, and what Ray Data does on it."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from lagebild.cluster.keys import Keys
from lagebild.cluster.workers import Reads, Row, Task, found
from lagebild.errors import LagebildError, ReadError
from lagebild.reading import Reader
from lagebild.settings import Settings

LOCAL = "local"
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # Ray tells its makers how it is used, unless told not to
    "RAY_USAGE_STATS_PROMPT_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else a warning
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
}
_START = 300.0
"""Seconds in which Ray has to start here."""
_SECRET = secrets.token_hex(32)
_BLOCK = 256_000
"""Bytes of a block, about: some sixty reports, or the readings of ten. So much is lost if a worker dies, and read anew."""
_STORE = 300_000_000
"""Bytes that blocks on their way take on this machine at most."""
_LONGEST_PATH = 40
"""Characters that the path of Ray's own files may have: the names of its sockets, which stand below, are bounded."""
_INSTALL = "reading on a cluster needs Ray, which is not installed; pip install 'lagebild[cluster]'"


@contextlib.contextmanager
def connected(address: str, *, jobs: int | None, folder: Path) -> Iterator[int]:
    """A cluster to work on; gives the number of workers it has room for.

    `local` is this machine, with so many `jobs` as readers and its files below `folder`; it listens on loopback, to who
    has its secret, and all of it ends with the context. Every other address is Ray's (`HOST:6379`, `ray://HOST:10001`,
    `auto`). Raises ReadError if Ray is not installed or does not answer.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(_environment(_QUIET | (_guarded() if address == LOCAL else {})))
        try:
            import ray  # noqa: PLC0415  (a large library, and few need it)
            import ray.data  # noqa: PLC0415
        except ImportError as error:
            missing = (error.name or "ray").partition(".")[0]
            raise ReadError(_INSTALL if missing == "ray" else f"{_INSTALL} ({missing} is missing)") from None
        logging.getLogger("ray").setLevel(logging.ERROR)
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        common: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
        if ray.is_initialized():  # somebody uses Ray for other things in this process
            yield _room(ray, jobs)
            return
        own = _own_folder(folder) if address == LOCAL else None
        if own is not None:
            stack.callback(shutil.rmtree, own, ignore_errors=True)
            readers = jobs or 1
            common |= {
                "num_cpus": readers + max(1, readers // 4),  # one in five finds reports for the others
                "include_dashboard": False,
                "object_store_memory": _STORE,
                "_temp_dir": str(own),
            }
            stack.enter_context(_loopback(ray))
        try:
            stack.callback(ray.shutdown)
            _started(ray, address, common, own)
        except Exception as error:  # noqa: BLE001 - Ray has many for an address at which nobody answers
            raise ReadError(_unanswered(address, error)) from None
        yield _room(ray, jobs)


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    kept = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _guarded() -> dict[str, str]:
    """A secret without which nobody can have this machine do anything; Ray keeps to the first that a process names."""
    return {} if "RAY_AUTH_MODE" in os.environ else {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": _SECRET}


@contextlib.contextmanager
def _loopback(ray: Any) -> Iterator[None]:
    """Ray takes the loopback for an address of this machine only where it believes that there are no clusters."""
    constants = ray._private.ray_constants
    kept = getattr(constants, "ENABLE_RAY_CLUSTER", None)
    constants.ENABLE_RAY_CLUSTER = False
    try:
        yield
    finally:
        constants.ENABLE_RAY_CLUSTER = kept


def _started(ray: Any, address: str, common: Mapping[str, Any], own: Path | None) -> None:
    """Connect to Ray, or start it: on a busy machine its parts wait too short a time for each other, so again and again."""
    until = time.monotonic() + _START
    while True:
        try:
            with _silence():
                ray.init(address=address, **common)
            return
        except Exception as error:
            ray.shutdown()
            if own is None or "timed out" not in str(error) or time.monotonic() > until:
                raise
            _end_what_runs_in(own)


def _end_what_runs_in(own: Path) -> None:
    """End the processes that have their files in a folder: what is left of a Ray that did not start."""
    sign = os.fsencode(own)
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int(folder.name) != os.getpid() and sign in (folder / "cmdline").read_bytes():
                os.kill(int(folder.name), signal.SIGKILL)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Nothing on standard error: Ray's core writes there by itself, of its own settings; what matters it raises."""
    kept = os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _unanswered(address: str, error: Exception) -> str:
    if address == LOCAL:
        return f"Ray cannot be started on this machine ({_first(error)}); try again when it is less busy, or do without"
    return (
        f"{address}: no cluster answers ({_first(error)}); give the address of a running one, as `ray start --head` names "
        "it, or local"
    )


def _own_folder(folder: Path) -> Path:
    own = folder.resolve() / "ray"
    if len(str(own)) > _LONGEST_PATH:
        return Path(tempfile.mkdtemp(prefix="lagebild-"))
    own.mkdir(parents=True, exist_ok=True)
    return own


def _room(ray: Any, jobs: int | None) -> int:
    processors = int(ray.cluster_resources().get("CPU", 1))
    return min(jobs or processors, processors)


def answers(
    tasks: Sequence[Task],
    *,
    given: Mapping[str, object],
    settings: Settings,
    reader: Reader,
    held: Keys,
    known: Keys,
    workers: int,
) -> Iterator[list[Row]]:
    """What has become of the reports of some pieces, some at a time, in the order in which they are done.

    Raises ReadError if the cluster fails, and what the workers raise for all reports alike.
    """
    import ray  # noqa: PLC0415
    import ray.data  # noqa: PLC0415

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = _BLOCK
    if not tasks:
        return
    shared = ray.put((dict(given), settings, reader, held, known))
    lines = [{"task": msgspec.json.encode(task)} for task in tasks]
    try:
        # the half of a processor keeps Ray from doing both in one worker: reports of one large archive go to all readers
        rows = ray.data.from_items(lines, override_num_blocks=len(lines)).flat_map(
            _found, fn_kwargs={"shared": shared}, num_cpus=0.5
        )
        read = rows.map_batches(
            _Reads,
            fn_constructor_args=(settings, reader),
            batch_size=None,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=workers),
        )
        for table in read.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield table.to_pylist()
    except LagebildError:
        raise
    except Exception as error:
        raise _meant(error) from error


def _found(line: Mapping[str, Any], *, shared: Any) -> Iterator[Row]:
    import ray  # noqa: PLC0415

    given, settings, reader, held, known = ray.get(shared)
    task = msgspec.json.decode(line["task"], type=Task)
    yield from found(task, given=given, settings=settings, reader=reader, held=held, known=known)


class _Reads(Reads):
    """A worker that is given tables of rows."""

    def __call__(self, table: Any) -> Any:
        return type(table).from_pylist([*super().__call__(table.to_pylist())], schema=table.schema)


def _meant(error: BaseException) -> LagebildError:
    """What was meant by an error that has come through Ray."""
    seen: BaseException | None = error
    while seen is not None:
        cause = getattr(seen, "cause", None)
        if isinstance(cause, LagebildError):
            return cause
        if isinstance(cause, ImportError):
            return ReadError(
                f"a machine of the cluster lacks a package ({_first(cause)}); install lagebild[cluster] on all of them"
            )
        seen = cause if isinstance(cause, BaseException) else seen.__cause__
    return ReadError(f"the cluster failed ({_first(error)}); run the same command again, what has been read is kept")


def _first(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [""])[0][:300] or type(error).__name__
