"""Every filter of the chronicle holds for an export, and a summary says what became of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.export.conftest import Exports
from tests.unit.export.made import lines

from lagebild.api import Record
from lagebild.errors import ExportError, NotFoundError, QuestionError
from lagebild.export import formats, streaming


def types(content: bytes) -> list[str]:
    return [one["properties"]["type"] for one in json.loads(content)["features"]]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"ASSAULT", "COERCE", "OFFICE", "PROTEST", "ELECT", "CONSULT"}),
        ({"type": "assault"}, {"ASSAULT"}),
        ({"status": "announced"}, {"ELECT"}),
        ({"party": "Tomas Verrin"}, {"COERCE"}),
        ({"first": "2021-04-01"}, {"ELECT"}),
        ({"last": "2021-03-07"}, {"ASSAULT", "COERCE"}),
        ({"known": "2021-03-08", "type": "CONSULT"}, set()),  # the undated report was known on no day
    ],
)
def test_a_filter_leaves_what_the_chronicle_leaves(
    exported: Exports, filters: dict[str, Any], expected: set[str]
) -> None:
    content, summary = exported("geojson", **filters)
    assert set(types(content)) == expected
    assert sum(summary.kept.values()) == len(types(content))


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"newest": True},
        {"mentions": True},
        {"sure": 0.5},
        {"newest": True, "sure": 0.5},
        {"type": "ASSAULT"},
        {"party": "Tomas Verrin"},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["csv", "geojson"])
def test_an_export_is_the_same_if_its_incidents_are_fetched_one_by_one(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, filters: dict[str, Any]
) -> None:
    made = []
    for at_once in (500, 1):
        monkeypatch.setattr(streaming, "AT_ONCE", at_once)
        target = tmp_path / f"{at_once}.zip"
        summary = record.export(name, target, **filters)
        made.append((target.read_bytes(), summary.kept, summary.dropped, summary.filled))
    assert made[0] == made[1]


def test_single_tellings(exported: Exports) -> None:
    attacks = lines(exported("plover", type="ASSAULT", mentions=True)[0])
    assert [(one["id"], one["dead"]) for one in attacks] == [("r1/v2", 5), ("r2/v1", 7)]


def test_the_newest_first(exported: Exports) -> None:
    oldest = types(exported("geojson")[0])
    newest = types(exported("geojson", newest=True)[0])
    assert (oldest[0], newest[0]) != (oldest[-2], newest[-2])
    assert newest[0] == "ELECT"
    assert oldest[-1] == newest[-1] == "CONSULT"  # what has no day stays last


def test_what_belongs_to_it_is_filtered_with_it(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path / "t", type="CONSULT")
    assert (tmp_path / "t" / "reports.csv").read_text().count("\n") == 2
    assert "Sorén" not in (tmp_path / "t" / "identities.csv").read_text()
    assert (tmp_path / "t" / "offices.csv").read_text().count("\n") == 1


def test_a_filter_that_does_not_exist_is_an_error_that_names_those_that_do(record: Record, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="there are AGREE, CONSULT"):
        record.export("polecat", tmp_path / "x", type="MURDER")
    with pytest.raises(NotFoundError):
        record.export("polecat", tmp_path / "x", party="Niemand")
    with pytest.raises(ExportError, match="there are csv, parquet"):
        record.export("xls", tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_the_sidecar_says_the_same_as_the_summary(record: Record, tmp_path: Path) -> None:
    summary = record.export("polecat", tmp_path / "p.tsv", first="2021-01-01")
    said = json.loads((tmp_path / "p.tsv.export.json").read_text())
    assert (said["format"], said["filters"]) == ("polecat", {"first": "2021-01-01"})
    assert said["kept"] == summary.kept
    assert [row["count"] for row in said["dropped"]] == [row.count for row in summary.dropped]
    assert all(len(row["ids"]) == row["count"] for row in said["dropped"])


@pytest.mark.parametrize("one", formats.FORMATS, ids=lambda one: one.name)
def test_every_format_says_what_it_loses_and_makes_the_same_twice(
    one: formats.Format, record: Record, tmp_path: Path
) -> None:
    made = []
    for name in ("a", "b"):
        where = tmp_path / f"{name}{'' if one.single else '.zip'}"
        summary = record.export(one.name, where)
        made.append(where.read_bytes())
        assert summary.no_place_for
        assert summary.kept
    assert made[0] == made[1]


def test_an_empty_record_gives_empty_files(tmp_path: Path) -> None:
    with Record(tmp_path / "empty.db") as record:
        for one in formats.FORMATS:
            record.export(one.name, tmp_path / (one.name if one.single else f"{one.name}.zip"))
            assert (tmp_path / (one.name if one.single else f"{one.name}.zip")).exists()
