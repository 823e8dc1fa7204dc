"""`lagebild export` as a user calls it: what goes to standard output, what is said on standard error, and the exit status."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.calling import lagebild
from tests.fresh import fresh
from tests.unit.export import made

from lagebild.export.formats import NAMES


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("export") / "lage.db"
    store = fresh(where)
    store.add(made.first())
    store.add(made.second())
    store.refresh()
    store.close()
    return where


class Done(NamedTuple):
    """What the command printed, and its exit status."""

    stdout: str
    stderr: str
    returncode: int


def export(db: Path, *args: str | Path, cwd: Path | None = None) -> Done:
    done = lagebild("export", *args, "--db", db, cwd=cwd)
    return Done(done.stdout.decode(), done.stderr.decode(), done.returncode)


def test_the_export_goes_to_standard_output_and_what_is_dropped_to_standard_error(db: Path) -> None:
    done = export(db, "polecat")
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert done.returncode == 0
    assert {row["Event Type"] for row in rows} == {"ASSAULT", "COERCE", "RETREAT"}
    assert "left out: incident, 1 time: it is announced" in done.stderr
    assert "filled in: Event Date" in done.stderr
    assert "not in it: status" in done.stderr


def test_filters_are_those_of_the_chronicle(db: Path) -> None:
    done = export(db, "geojson", "--with", "Verrin", "--type", "coerce", "--from", "2021-03-01", "--to", "2021-03-31")
    assert {one["properties"]["type"] for one in json.loads(done.stdout)["features"]} == {"COERCE"}


def test_a_file_gets_a_sidecar_and_a_stream_gets_one_if_asked(db: Path, tmp_path: Path) -> None:
    assert export(db, "ucdp", "--out", tmp_path / "u.csv").returncode == 0
    assert json.loads((tmp_path / "u.csv.export.json").read_text())["format"] == "ucdp"
    done = export(db, "ucdp", "--sidecar", tmp_path / "said.json")
    assert done.stdout.startswith("id,relid,year")
    assert json.loads((tmp_path / "said.json").read_text())["kept"] == {"incident": 1}


def test_several_files_go_into_a_folder_or_an_archive(db: Path, tmp_path: Path) -> None:
    assert export(db, "csv", "--out", tmp_path / "tables").returncode == 0
    assert export(db, "csv", "--out", tmp_path / "tables.zip").returncode == 0
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert set(archive.namelist()) == {path.name for path in (tmp_path / "tables").iterdir()}


def test_evidence_names_the_hash_to_pass_on(db: Path, tmp_path: Path) -> None:
    done = export(db, "evidence", "r1/v1", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "evidence-r1-v1.zip").exists()
    assert done.stdout.startswith("manifest sha256: ")


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("xls",), 2, "'xls' is not one of 'csv'"),
        (("csv",), 2, "name a folder or a .zip file with --out"),
        (("evidence",), 2, "evidence is about one incident"),
        (("evidence", "r1/v1", "--type", "AID"), 2, "filters make no sense with it"),
        (("polecat", "r1/v1"), 2, "polecat takes no INCIDENT"),
        (("polecat", "--type", "MURDER"), 2, "'agree'"),
        (("polecat", "--with", "Niemand"), 1, "nobody and nothing on record is called 'Niemand'"),
        (("evidence", "nichts"), 1, "no incident on record has the id 'nichts'"),
    ],
)
def test_a_wrong_call_says_what_to_do(db: Path, tmp_path: Path, args: tuple[str, ...], status: int, said: str) -> None:
    done = export(db, *args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_help_lists_every_format(db: Path) -> None:
    done = export(db, "--help")
    for name in (*NAMES, "evidence"):
        assert f"\n    {name} " in done.stdout


@pytest.mark.parametrize("name", [":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite+pysqlite://"])
def test_a_database_that_is_gone_with_the_command_is_refused(name: str) -> None:
    done = lagebild("overview", "--db", name)
    assert done.returncode == 2
    assert "is a database in memory, gone with the command; name a file" in " ".join(done.stderr.decode().split())


@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999"])
def test_a_length_that_is_none_is_refused(number: str) -> None:
    done = lagebild("read", "--max-characters", number, "-")
    assert done.returncode == 2
    assert "is not in the range" in done.stderr.decode()
