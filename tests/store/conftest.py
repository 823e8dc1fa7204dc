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
from functools import cache
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from lagebild.document import Document, Span
from lagebild.reading import Entity, Event, Figure, Office, Reading, Statement
from lagebild.store import Store
from tests.fresh import opened

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


class Databases:
    """Databases of one kind that nobody else uses; each is a copy of one that was made once."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self._folder = folder
        self._server = server
        self._made: dict[str, str] = {}
        self._lent: list[str] = []
        self._numbers = itertools.count()

    def nowhere(self) -> str:
        """Where a database may be made: a file, or the SQLAlchemy URL of a database with no table."""
        name = f"record{next(self._numbers)}"
        if self._server is None:
            return str(self._folder / f"{name}.db")
        self._run(f"CREATE DATABASE {name}")
        return f"{self._server}/{name}"

    def like(
        self, name: str, fill: Callable[[Store], object] = lambda _: None, *, begin: Callable[[str], object] = str
    ) -> str:
        """A copy of the record that `fill` made of an empty one, when `name` was first asked for.

        `begin` may put something into the database before it is opened: a record of an earlier schema.
        """
        if name not in self._made:
            self._made[name] = self.nowhere()
            begin(self._made[name])
            store = Store.open(self._made[name])
            fill(store)
            store.close()
        copy = self._copied(self._made[name])
        opened(copy).close()
        return copy

    def _copied(self, original: str) -> str:
        if self._server is None:
            return shutil.copyfile(original, self.nowhere())
        name = f"record{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {original.rpartition('/')[2]}", newer=" STRATEGY FILE_COPY")
        self._lent.append(name)
        return f"{self._server}/{name}"

    def take_back(self) -> None:
        """Drop the copies: hundreds of them would be gigabytes."""
        while self._lent:
            self._run(f"DROP DATABASE {self._lent.pop()} WITH (FORCE)")

    def _run(self, statement: str, *, newer: str = "") -> None:
        """Run a statement, with what is added where the server knows it (PostgreSQL 15, which else copies by its log)."""
        engine = sa.create_engine(f"{self._server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            knows = (connection.dialect.server_version_info or ()) >= (15,)
            connection.execute(sa.text(statement + (newer if knows else "")))
        engine.dispose()


@pytest.fixture(scope="session")
def databases_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Databases]:
    """The databases of a kind: `sqlite` or `postgresql`."""

    @cache
    def made(kind: str) -> Databases:
        server = request.getfixturevalue("postgresql") if kind == "postgresql" else None
        return Databases(tmp_path_factory.mktemp("databases"), server)

    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, databases_of: Callable[[str], Databases]) -> Iterator[Databases]:
    """The databases of each kind that Lagebild knows, one after the other."""
    found = databases_of(request.param)
    yield found
    found.take_back()


@pytest.fixture
def database(databases: Databases) -> str:
    """A record in which nothing is, in a database that nobody else uses: a file, or a SQLAlchemy URL."""
    return databases.like("empty")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    store = Store.open(database)
    yield store
    store.close()


@pytest.fixture(scope="session")
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
