"""One Ray, several runs of it: what `test_on_ray.py` looks at. A process of its own, because Ray warns of much, and stays.

`python session.py FOLDER`: reads what lies in `FOLDER/in` and leaves records there; prints what happened as JSON.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import msgspec

from lagebild import run
from lagebild.cluster import rays, read
from lagebild.sources import Failure, read_sources
from lagebild.store import Store

JOBS = 2
BLOCK = 1_500
"""Bytes of a piece: a few reports, so that files are cut and there is much to do."""


def workers() -> list[int]:
    """The processes of Ray's in which readers work: grandchildren of this one."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            name = (folder / "cmdline").read_bytes()
            if name.startswith(b"ray::") and b"_Reads" in name and _parent(_parent(int(folder.name))) == os.getpid():
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue
    return found


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


class Runs:
    """The runs, all over the same files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inputs = [str(path) for path in sorted((folder / "in").iterdir())]
        self.killed: list[int] = []

    def alone(self) -> dict[str, object]:
        """The record of one process without Ray."""
        store = Store.open(self.folder / "alone.db")
        return self._added(store, run.add(store, read_sources(self.inputs)))

    def cluster(self, db: str, *, kill: bool = False, take: int | None = None) -> dict[str, object]:
        """A record that a cluster has read for; with `kill` a worker dies meanwhile, with `take` loading ends early."""
        store = Store.open(self.folder / db)
        calls: list[int] = []

        def each(number: int) -> None:
            calls.append(number)
            if kill and not self.killed:
                for process in workers()[:1]:
                    os.kill(process, signal.SIGKILL)
                    self.killed.append(process)

        work, jobs = self.folder / "work", JOBS if kill else 1
        found = read(self.inputs, cluster="local", work=work, store=store, jobs=jobs, block=BLOCK, each=each)
        told = self._added(store, run.add(store, found), take)
        return {**told, "calls": len(calls), "reported": sum(calls)}

    def _added(self, store: Store, results: object, take: int | None = None) -> dict[str, object]:
        became: list[str] = []
        failed: list[str] = []
        for one in results:  # type: ignore[attr-defined]
            if isinstance(one, Failure):
                failed.append(one.error)
            else:
                became.append(one.became)
            if take is not None and len(became) >= take:
                results.close()  # type: ignore[attr-defined]
                break
        store.close()
        return {"became": {kind: became.count(kind) for kind in sorted(set(became))}, "failed": sorted(failed)}


def main(folder: Path) -> None:
    """Run everything."""
    runs = Runs(folder)
    told: dict[str, object] = {"alone": runs.alone()}
    readings = folder / "work" / "readings"
    with rays.connected("local", jobs=JOBS, folder=folder):
        told["killed"] = runs.cluster("cluster.db", kill=True)
        told["processes"] = runs.killed
        told["written"] = sorted(path.name for path in readings.iterdir())
        for path in sorted(readings.iterdir())[:1]:
            path.write_bytes(path.read_bytes()[:-100])  # cut off
        told["interrupted"] = runs.cluster("interrupted.db", take=15)
        told["held"] = sorted(path.name for path in readings.iterdir())
        told["completed"] = runs.cluster("interrupted.db")
        told["after"] = sorted(path.name for path in readings.iterdir())
    print(msgspec.json.encode(told).decode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
