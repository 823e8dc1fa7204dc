"""Killed at a random moment, no command loses, halves or doubles anything: what it broke off is done by running it again."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.store import Store
from tests.unit.sources.server import Server, serving

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no signals")

SEEDS = range(int(os.environ.get("LAGEBILD_KILLS", "1")))
"""Kills of each command; `LAGEBILD_KILLS=13` for fifty in all."""
CALL = (sys.executable, "-c", "from lagebild.cli import main; main()")
TOWNS = ("Norhaven", "Halm", "Brenzau", "Velden", "Ostrand", "Marn")
PEOPLE = ("Ada Brunn", "Otto Wollek", "Ilka Sorén", "Karl Dorn", "Vera Lohm", "Edo Falk", "Rana Petrosh")
COUNT = 30

Killed = Callable[[Path], None]


def text(n: int) -> str:
    return (
        f"Die Polizei verhaftete am Montag in {TOWNS[n % len(TOWNS)]} {n + 2} Menschen. "
        f"Bürgermeisterin {PEOPLE[n % len(PEOPLE)]} trat am Abend zurück, sagte {PEOPLE[(n + 3) % len(PEOPLE)]}."
    )


def documents() -> Iterator[Document]:
    for n in range(COUNT):
        yield Document(id=f"r{n}", text=text(n), published="2021-05-05", outlet=f"Blatt {n % 5}")


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What is on record, without the ids that differ from run to run."""
    asked = {
        "reports": "SELECT id, text FROM reports ORDER BY id",
        "versions": "SELECT report, count(*) FROM versions GROUP BY report ORDER BY report",
        "identities": "SELECT name, kind FROM identities ORDER BY name, kind",
        "incidents": "SELECT headline, day FROM incidents ORDER BY headline, day",
        "tenures": "SELECT person, status FROM tenures ORDER BY person, status",
    }
    with closing(sqlite3.connect(path)) as connection:
        return {name: connection.execute(query).fetchall() for name, query in asked.items()}


def whole(path: Path, *, begun: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """The content of a record in which nothing is wrong; what was `begun` may be left, to be gone on with."""
    store = Store.open(path)
    store.refresh()
    assert {fault.kind for fault in run.check(store).faults} <= ({"unfinished"} if begun else set())
    store.close()
    return content(path)


def kill(call: tuple[str, ...], seed: int, *, begun: Callable[[], bool], within: float) -> None:
    """Run a command and kill it some time after it has begun to write, if it has not ended by then."""
    draw = random.Random(seed)
    command = (*CALL, *call)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not begun() and process.poll() is None:
            time.sleep(0.002)
        time.sleep(draw.random() * within)
        process.send_signal(signal.SIGKILL)


def again(*call: str) -> None:
    subprocess.run((*CALL, *call), check=True, capture_output=True, timeout=300)


def touched(path: Path) -> Callable[[], bool]:
    """Whether a record, or what is written ahead of it, has changed since now."""
    files = (path, path.with_name(f"{path.name}-wal"))

    def state() -> list[int]:
        return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]

    before = state()
    return lambda: state() != before


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kills") / "done.db"
    store = Store.open(path)
    assert all(isinstance(one, run.Added) for one in run.add(store, documents()))
    store.refresh()
    store.close()
    return path


@pytest.mark.parametrize("seed", SEEDS)
def test_add(done: Path, tmp_path: Path, seed: int) -> None:
    given = tmp_path / "reports.jsonl"
    lines = ({"id": d.id, "text": d.text, "published": d.published, "outlet": d.outlet} for d in documents())
    given.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    path = tmp_path / "record.db"
    kill(("add", "--db", str(path), str(given)), seed, begun=path.exists, within=1.5)
    held = {key for key, _ in whole(path)["reports"]}
    assert held <= {d.id for d in documents()}
    again("add", "--db", str(path), str(given))
    assert whole(path) == whole(done)


@pytest.mark.parametrize("seed", SEEDS)
def test_reread(done: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "record.db"
    shutil.copy(done, path)
    kill(("reread", "--all", "--db", str(path)), seed, begun=touched(path), within=1.0)
    assert whole(path, begun=True) == whole(done)
    again("reread", "--db", str(path))
    assert whole(path) == whole(done)


@pytest.mark.parametrize("seed", SEEDS)
def test_move(done: Path, tmp_path: Path, seed: int) -> None:
    source, target = tmp_path / "source.db", tmp_path / "target.db"
    shutil.copy(done, source)
    call = ("move", "--from", str(source), "--to", str(target))
    kill(call, seed, begun=target.exists, within=1.0)
    assert whole(source) == whole(done)
    held = whole(target)["reports"]
    assert held in ([], content(done)["reports"])  # as it is, or nothing
    if not held:
        again(*call)
    assert whole(target) == whole(done)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        day = "Wed, 05 May 2021 14:30:00 +0200"
        items = "".join(
            f"<item><title>Bericht {n}</title><link>{running.url(f'/{n}')}</link><pubDate>{day}</pubDate>"
            f"<content:encoded>{text(n)}</content:encoded></item>"
            for n in range(COUNT)
        )
        running.gives(
            "/feed",
            '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>Rheinischer Kurant</title>{items}</channel></rss>",
        )
        yield running


@pytest.fixture(scope="module")
def watched(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("watched") / "done.db"
    again("watch", "--once", "--db", str(path), server.url("/feed"))
    assert len(content(path)["reports"]) == COUNT
    return path


@pytest.mark.parametrize("seed", SEEDS)
def test_watch(server: Server, watched: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "record.db"
    call = ("watch", "--once", "--db", str(path), server.url("/feed"))
    kill(call, seed, begun=path.exists, within=2.0)
    whole(path)
    again(*call)
    assert whole(path) == whole(watched)
