"""Rows as frames of pandas, polars and Arrow, and as HTML."""

from __future__ import annotations

import pickle

import msgspec
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from lagebild.api import Record
from lagebild.export.answer_rows import IncidentRow
from lagebild.export.frames import Rows


def test_rows_are_a_list_as_before(record: Record) -> None:
    rows = record.chronicle()
    assert isinstance(rows, list)
    assert msgspec.json.encode(rows) == msgspec.json.encode(list(rows))
    again = pickle.loads(pickle.dumps(rows))
    assert (again, type(again), again.of) == (rows, Rows, IncidentRow)


def test_the_three_frames_say_the_same(record: Record) -> None:
    rows = record.chronicle()
    pandas, arrow, polars = rows.to_pandas(), rows.to_arrow(), rows.to_polars()
    assert (type(pandas), type(arrow), type(polars)) == (pd.DataFrame, pa.Table, pl.DataFrame)
    assert list(pandas.columns) == arrow.schema.names == polars.columns
    assert len(pandas) == arrow.num_rows == polars.height == len(rows)
    attack = polars.filter(pl.col("type") == "ASSAULT").to_dicts()[0]
    assert (attack["killed_low"], attack["killed_best"], attack["killed_high"]) == (5, 7, 7)
    assert attack["evidence"][0]["outlet"] == "Blatt"
    assert pandas[pandas["type"] == "ASSAULT"]["killed_high"].item() == 7
    assert "because" not in pandas.columns


@pytest.mark.parametrize("question", ["chronicle", "mentions", "offices", "said", "disputes"])
def test_every_question_gives_frames(record: Record, question: str) -> None:
    rows = getattr(record, question)()
    assert rows
    assert rows.to_polars().height == rows.to_arrow().num_rows == len(rows.to_pandas()) == len(rows)


def test_no_rows_are_a_frame_with_columns(record: Record) -> None:
    none = record.chronicle(type="AID")
    assert none == []
    assert list(none.to_pandas().columns) == none.to_arrow().schema.names == none.to_polars().columns
    assert "headline" in none.to_polars().columns
    assert none._repr_html_() == "<p>no IncidentRow</p>"


def test_a_notebook_shows_a_table_and_nothing_of_a_report_is_markup(record: Record) -> None:
    html = record.mentions(type="CONSULT")._repr_html_()
    assert html.startswith("<table>")
    assert "<th>line</th>" in html
    said = record.said()._repr_html_()
    assert "fünf Menschen" in said
    row = msgspec.structs.replace(record.chronicle()[0], headline="<script>x</script>")
    for shown in (Rows([row], of=IncidentRow)._repr_html_(), row._repr_html_()):
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown


def test_one_row_shows_itself(record: Record) -> None:
    html = record.who("Ilka Sorén")._repr_html_()
    assert "<th>offices</th>" in html
    assert "Ministerin" in html


def test_a_long_answer_is_cut_in_a_notebook_only(record: Record) -> None:
    (row, *_) = record.chronicle()
    many = Rows([row] * 60, of=IncidentRow)
    assert many._repr_html_().endswith("<p>10 more rows</p>")
    assert many.to_polars().height == 60
