"""A store to put readings in, and readings made by hand."""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.document import Document, Span
from lagebild.reading import Entity, Event, Figure, Office, Reading, Statement
from lagebild.store import Store

MakeReading = Callable[..., Reading]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without the name of a database."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    binaries = [*installed, Path(os.path.dirname(shutil.which("initdb") or "/"))]
    folder = next((b for b in binaries if (b / "initdb").exists()), None)
    if folder is None or importlib.util.find_spec("psycopg") is None:
        pytest.skip("the tests on PostgreSQL need its server and the package psycopg")
    user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL will not run as root
    with tempfile.TemporaryDirectory() as home:
        if user:
            shutil.chown(home, user)

        def run(*command: str | Path) -> None:
            done = subprocess.run(command, user=user, cwd=home, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr

        data = Path(home) / "data"
        run(folder / "initdb", "-D", data, "-U", "lagebild", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {home} -c fsync=off"
        run(folder / "pg_ctl", "-D", data, "-l", Path(home) / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://lagebild@127.0.0.1:{port}"
        finally:
            run(folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")


_numbers = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a database may be made that nobody else uses: a file, or a SQLAlchemy URL."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    server = request.getfixturevalue("postgresql")
    name = f"record{next(_numbers)}"
    engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = Store.open(database)
    yield opened
    opened.close()


@pytest.fixture
def make() -> MakeReading:
    """A reading in which a minister is named, speaks of two dead, and is the source of an attack."""

    def made(report: str = "r1", *, name: str = "Ilka Sorén", published: str | None = "2021-03-08") -> Reading:
        text = f"Ministerin {name} sagte, in Halve seien zwei Menschen erschossen worden. Die Häuser brannten."
        end = text.index(" Die") if " Die" in text else len(text)
        named = Span(11, 11 + len(name))
        place, shot = text.index("Halve"), text.index("erschossen")
        document = Document(id=report, text=text, published=published, outlet="Blatt", title="Schüsse")
        return msgspec.structs.replace(
            Reading.blank(document, (Span(0, end), Span(end + 1, len(text)))),
            entities=(
                Entity(id="e1", kind="person", name=name, mentions=(named,), name_spans=(named,)),
                Entity(
                    id="e2", kind="place", name="Halve", mentions=(Span(place, place + 5),),
                    name_spans=(Span(place, place + 5),),
                ),
            ),
            offices=(Office(person="e1", title="Ministerin", of=None, status="holds", start=0, end=named.end),),
            statements=(
                Statement(
                    type="indirect", medium="speech", speaker="e1", quote_spans=(Span(place - 3, end - 1),),
                    cue_spans=(Span(named.end + 1, named.end + 6),),
                ),
            ),
            events=(
                Event(
                    id="v1", type="ASSAULT", trigger=(Span(shot, shot + 10),), place="e2", time="2021-03-07",
                    status="happened", source="e1", sentence=Span(0, end),
                    figures=(Figure(kind="killed", value=2, bound="exact", start=place + 12, end=place + 24),),
                ),
            ),
        )  # fmt: skip

    return made
