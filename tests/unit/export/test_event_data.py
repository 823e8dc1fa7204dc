"""The tables of event data: their columns to the letter, what goes into them, and what is said to be left out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from tests.unit.export.conftest import Exports
from tests.unit.export.made import FIRST, SECOND, lines, table

from lagebild.api import Record
from lagebild.export import acled, coding, ngec, polecat, ucdp
from lagebild.export.exporting import ExportSummary

POLECAT = (
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor "
    "COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, "
    "Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name "
    "Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw"
    " Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, Story Locations, "
    "Language, Version"
)
NGEC = (
    "id, story_id, pub_date, event_type, event_mode, anchor_quote, date_text, date, date_granularity, date_type, "
    "location_text, killed_text, injured_text, location_name, location_country, location_admin1, lat, lon, geonameid, "
    "actor_text, actor_code, actor_wiki, recipient_text, recipient_code, recipient_wiki"
)


def dropped(summary: ExportSummary) -> dict[tuple[str, str], int]:
    return {(row.what, row.why): row.count for row in summary.dropped}


def test_polecat_has_its_forty_columns_in_order(exported: Exports) -> None:
    content, _ = exported("polecat")
    assert content.decode().splitlines()[0].split("\t") == POLECAT.split(", ")
    assert len(polecat.COLUMNS) == 40
    assert {len(line.split("\t")) for line in content.decode().splitlines()} == {40}


def test_polecat_as_pandas_reads_it(exported: Exports) -> None:
    content, summary = exported("polecat")
    frame = pd.read_csv(io.BytesIO(content), sep="\t", quoting=csv.QUOTE_NONE, dtype=str, keep_default_na=False)
    arrest, *_ = frame[frame["Event Mode"] == "arrest"].to_dict("records")
    assert (arrest["Event Date"], arrest["Event Type"], arrest["Quad Code"]) == (
        "2021-03-07",
        "COERCE",
        "MATERIAL CONFLICT",
    )
    assert (arrest["Actor Name"], arrest["Primary Actor Sector"], arrest["Recipient Name"]) == (
        "Polizei",
        "COP",
        "Tomas Verrin",
    )
    assert (arrest["City"], arrest["Country"], arrest["GeoNames ID"]) == ("Milan", "ITA", "3173435")
    assert (float(arrest["Latitude"]), float(arrest["Longitude"])) == pytest.approx((45.46, 9.19), abs=0.01)
    assert (arrest["Source"], arrest["Publication Date"], arrest["Story Locations"]) == (
        "Blatt",
        "2021-03-08",
        "Mailand; Italien",
    )
    resigned = frame[frame["Event Mode"] == "resign"].to_dict("records")
    assert [(r["Event Type"], r["Event Date"]) for r in resigned] == [("RETREAT", "2021-03-08")]
    assert summary.kept == {"incident": len(frame)}


def test_what_polecat_has_no_place_for_is_said(exported: Exports) -> None:
    _, summary = exported("polecat")
    said = dropped(summary)
    assert said["incident", "it is announced, and the format only has what happened"] == 1
    assert said["incident", "it is denied, and the format only has what happened"] == 1
    assert said["incident", "no day is known, and the format needs one"] == 1  # the report without a date
    assert [(row.what, row.count) for row in summary.filled] == [("Event Date", 1)]
    assert any("status" in line for line in summary.no_place_for)


def test_a_status_that_is_asked_for_is_exported_and_said_to_be_lost(exported: Exports) -> None:
    content, summary = exported("polecat", status="denied")
    assert [row.split("\t")[2] for row in content.decode().splitlines()[1:]] == ["PROTEST"]
    assert "status" in {row.what for row in summary.filled}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("OFFICE", "resign"), ("RETREAT", "resign")),
        (("JUDGE", "convict"), ("SANCTION", "convict")),
        (("CONSULT", "visit"), ("CONSULT", "visit")),
        (("ASSAULT", "kill"), ("ASSAULT", None)),
        (("OFFICE", None), None),
        (("ELECT", None), None),
        (("DISASTER", None), None),
    ],
)
def test_types_as_plover_has_them(ours: tuple[str, str | None], theirs: tuple[str, str | None] | None) -> None:
    coded = coding.plover(*ours)  # type: ignore[arg-type]
    assert (coded and (coded.type, coded.mode)) == theirs


def test_ngec_has_its_columns_and_the_words_of_the_report(exported: Exports) -> None:
    content, _ = exported("ngec")
    assert tuple(NGEC.split(", ")) == ngec.COLUMNS
    rows = {row["id"]: row for row in table(content)}
    attack = rows["r1/v2"]
    assert (attack["story_id"], attack["anchor_quote"], attack["killed_text"]) == ("r1", "Anschlag", "fünf")
    arrest = rows["r1/v1"]
    assert (arrest["date_text"], arrest["date"], arrest["date_granularity"]) == ("7. März", "2021-03-07", "day")
    assert (arrest["actor_text"], arrest["actor_code"], arrest["location_text"]) == ("Polizei", "COP", "Mailand")
    assert rows["r2/v1"]["killed_text"] == "sieben"  # a row a telling
    assert "r1/v4" not in rows


def test_plover_keeps_the_status_and_every_mention(exported: Exports) -> None:
    content, summary = exported("plover")
    found = {one["event"][0]["type"]: one for one in lines(content)}
    for one in found.values():
        assert {"id", "date", "actor", "event"} <= one.keys()
        assert one["event"][0]["type"] in coding.QUADS
    attack = found["ASSAULT"]
    assert (attack["status"], attack["dead"], attack["figures"]["killed"]) == (
        "happened",
        7,
        {"low": 5, "best": 7, "high": 7},
    )
    assert [m["cite_info"]["publication"] for m in attack["mentions"]] == ["Blatt", "Bote"]
    for mention, text in zip(attack["mentions"], (FIRST, SECOND), strict=True):
        assert text[mention["start"] : mention["end"]] == "Anschlag"
    assert found["PROTEST"]["status"] == "denied"
    assert dropped(summary)["incident", "PLOVER has no type for ELECT"] == 1


def test_ucdp_has_low_best_high_and_its_precision_codes(exported: Exports) -> None:
    content, summary = exported("ucdp")
    (row,) = table(content)
    assert (row["low"], row["best"], row["high"], row["deaths_unknown"]) == ("5", "7", "7", "7")
    assert (row["date_prec"], row["date_start"], row["date_end"], row["where_prec"]) == (
        "1",
        "2021-03-07",
        "2021-03-07",
        "1",
    )
    assert (row["number_of_sources"], row["country"], row["country_id"]) == ("2", "Italy", "325")
    assert row["geom_wkt"] == "POINT (9.1895 45.4643)"
    assert row["deaths_civilians"] == row["type_of_violence"] == ""
    assert len(ucdp.COLUMNS) == len(set(ucdp.COLUMNS)) == 49
    assert ("incident", "UCDP only has violence, not COERCE") in dropped(summary)


def test_acled_counts_as_it_does_itself(exported: Exports) -> None:
    content, _ = exported("acled")
    rows = {row["tags"]: row for row in table(content)}
    attack = rows["plover=ASSAULT:explosives"]
    assert (attack["fatalities"], attack["event_type"]) == ("5", "Explosions/Remote violence")  # the most conservative
    assert (attack["time_precision"], attack["geo_precision"], attack["iso"]) == ("1", "1", "380")
    arrest = rows["plover=COERCE:arrest"]
    assert (arrest["sub_event_type"], arrest["actor1"], arrest["actor2"]) == ("Arrests", "Polizei", "Tomas Verrin")
    assert len(acled.COLUMNS) == 31


def test_gdelt_has_two_tables_without_header(record: Record, tmp_path: Path) -> None:
    record.export("gdelt", tmp_path / "g")
    events = [line.split("\t") for line in (tmp_path / "g" / "events.tsv").read_text().splitlines()]
    mentions = [line.split("\t") for line in (tmp_path / "g" / "mentions.tsv").read_text().splitlines()]
    assert {len(row) for row in events} == {61}
    assert {len(row) for row in mentions} == {16}
    attack = next(row for row in events if row[26] == "18")
    assert (attack[1], attack[29], attack[31], attack[33]) == ("20210307", "4", "2", "2")
    of_it = [row for row in mentions if row[0] == attack[0]]
    assert [row[4] for row in of_it] == ["Blatt", "Bote"]
    for row, text in zip(of_it, (FIRST, SECOND), strict=True):
        assert text[int(row[9]) :].startswith("Anschlag")
        assert int(row[12]) == len(text)
    assert {row[0] for row in mentions} == {row[0] for row in events}
