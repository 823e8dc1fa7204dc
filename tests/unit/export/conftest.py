"""A record of the three readings of `made.py`."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.export import made

from lagebild.api import Record
from lagebild.export.exporting import ExportSummary
from lagebild.store import Store, deciding


@pytest.fixture(scope="package")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the record; the two tellings of the attack are one by an editor's word."""
    where = tmp_path_factory.mktemp("export") / "lage.db"
    store = Store.open(where)
    for one in (made.first(), made.second(), made.third()):
        store.add(one)
    store.refresh()
    with store.writing() as connection:
        deciding.judge(connection, "r1/v2", "r2/v1", same=True, author="anna", why="ein Anschlag")
    store.refresh()
    store.close()
    return where


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record(path, create=False) as opened:
        yield opened


Exports = Callable[..., tuple[bytes, ExportSummary]]


@pytest.fixture
def exported(record: Record) -> Exports:
    """A format of one file as bytes, with the summary."""

    def export(name: str, **filters: Any) -> tuple[bytes, ExportSummary]:
        stream = io.BytesIO()
        summary = record.export(name, stream, **filters)
        return stream.getvalue(), summary

    return export
