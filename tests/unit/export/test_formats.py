"""Maps, calendars, graphs, annotations, times and tables, each loaded with a tool of its own field."""

from __future__ import annotations

import csv
import hashlib
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import icalendar
import networkx
import polars
import pytest
import rdflib
from pyarrow import parquet
from tests.unit.export.conftest import Exports
from tests.unit.export.made import FIRST, SECOND, THIRD

from lagebild.api import Record
from lagebild.export import formats, ical
from lagebild.export.annotations import CONTEXT

TEXTS = {"r1": FIRST, "r2": SECOND, "../böse/r3": THIRD}


def test_geojson_has_a_point_where_one_is_known_and_null_elsewhere(exported: Exports) -> None:
    content, summary = exported("geojson")
    collection = json.loads(content)
    assert collection["type"] == "FeatureCollection"
    found = {one["properties"]["type"]: one for one in collection["features"]}
    assert found["ASSAULT"]["geometry"] == {"type": "Point", "coordinates": [9.1895, 45.4643]}  # longitude first
    assert found["CONSULT"]["geometry"] is None
    assert ("geometry", "several towns have this name") in {(row.what, row.why) for row in summary.dropped}
    assert found["ASSAULT"]["properties"]["figures"] == {"killed": {"low": 5, "best": 7, "high": 7}}
    assert {one["type"] for one in collection["features"]} == {"Feature"}


def test_its_points_are_shapes_on_earth(exported: Exports) -> None:
    shape = pytest.importorskip("shapely.geometry", reason="`make peers` installs Shapely").shape
    features = json.loads(exported("geojson")[0])["features"]
    points = [shape(feature["geometry"]) for feature in features if feature["geometry"]]  # GEOS does not read null
    assert points
    assert all(one.is_valid and one.geom_type == "Point" and -90 <= one.y <= 90 for one in points)


def test_a_calendar_loads_and_its_days_are_whole(exported: Exports) -> None:
    content, _ = exported("ical")
    calendar = icalendar.Calendar.from_ical(content)
    entries = {str(e.categories[0]): e for e in calendar.events}
    assert set(entries) == {"ASSAULT", "COERCE", "ELECT"}
    attack = entries["ASSAULT"]
    assert (attack.decoded("DTSTART").isoformat(), attack.decoded("DTEND").isoformat()) == ("2021-03-07", "2021-03-08")
    assert (attack["STATUS"], attack["LOCATION"]) == ("CONFIRMED", "Mailand")
    assert "»Bei dem Anschlag; er war feige, starben fünf Menschen«" in str(attack["DESCRIPTION"])  # ; and , come back
    assert entries["ELECT"]["STATUS"] == "TENTATIVE"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n")


def test_a_line_is_folded_between_letters() -> None:
    line = "SUMMARY:" + "ö👍" * 40
    folded = ical._folded(line)
    assert all(len(piece) <= 75 for piece in folded.split(b"\r\n"))
    assert folded.decode().replace("\r\n ", "").strip() == line


def test_a_graph_loads_and_has_who_holds_and_does_what(exported: Exports, tmp_path: Path) -> None:
    (tmp_path / "g.graphml").write_bytes(exported("graphml")[0])
    graph = networkx.read_graphml(tmp_path / "g.graphml")
    names = {node: data.get("label") for node, data in graph.nodes(data=True)}
    edges = {(names[a], data["relation"], names[b]) for a, b, data in graph.edges(data=True)}
    assert ("Ilka Sorén", "holds", "Ministerin (Italien)") in edges
    assert ("Ilka Sorén", "kin", "Tomas Verrin") in edges
    assert ("Ministerin (Italien)", "of", "Italien") in edges
    assert any(a == "Polizei" and relation == "actor" for a, relation, _ in edges)
    assert {data["killed"] for _, data in graph.nodes(data=True) if "killed" in data} == {7}


def test_an_annotation_quotes_its_report_with_both_selectors(exported: Exports) -> None:
    page = json.loads(exported("jsonld")[0])
    assert page["type"] == "AnnotationPage"
    layers = []
    for one in page["items"]:
        quote, place = one["target"]["selector"]
        text = next(t for t in TEXTS.values() if hashlib.sha256(t.encode()).hexdigest() == one["sha256"])
        assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[place["start"] : place["end"]] == quote["exact"] != ""
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])
        layers.append(one["body"]["claim"]["layer"])
        assert json.loads(one["body"]["value"]) == one["body"]["claim"]
    assert {layer: layers.count(layer) for layer in set(layers)} == {
        "event": 8, "office": 1, "statement": 1, "relation": 2,
    }  # fmt: skip
    assert len({one["id"] for one in page["items"]}) == len(page["items"])


OA = "http://www.w3.org/ns/oa#"
# the recommendation's context lies on the net; these are the terms of it that are used
TERMS = {
    "oa": OA, "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "as": "http://www.w3.org/ns/activitystreams#",
    "id": "@id", "type": "@type", "Annotation": "oa:Annotation", "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector", "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact", "start": "oa:start", "end": "oa:end", "body": {"@id": "oa:hasBody", "@type": "@id"},
    "TextualBody": "oa:TextualBody", "value": "rdf:value", "generator": {"@id": "as:generator", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own
def test_annotations_are_the_triples_that_they_should_be(exported: Exports) -> None:
    page = json.loads(exported("jsonld")[0])
    page["@context"] = [TERMS, CONTEXT[1]]
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    derived = set(graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")))
    assert {str(one) for one in derived} == {
        "urn:lagebild:report:r1:1", "urn:lagebild:report:r2:1", "urn:lagebild:report:..%2Fb%C3%B6se%2Fr3:1",
    }  # fmt: skip
    exact = {str(one) for one in graph.objects(None, rdflib.URIRef(OA + "exact"))}
    assert {"Anschlag", "nahm", "Ministerin Ilka Sorén"} <= exact


def test_a_processor_of_json_ld_unfolds_every_annotation(exported: Exports) -> None:
    jsonld = pytest.importorskip("pyld", reason="`make peers` installs PyLD").jsonld

    def load(url: str, _: object) -> dict[str, object]:
        assert url == CONTEXT[0]  # nothing else of the net is asked for
        return {"contentType": None, "contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    page = json.loads(exported("jsonld")[0])
    (whole,) = jsonld.expand(page, {"documentLoader": load})
    found = whole["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(found) == len(page["items"])
    assert {kind for one in found for kind in one["@type"]} == {OA + "Annotation"}
    for one, given in zip(found, page["items"], strict=True):
        (target,) = one[OA + "hasTarget"]
        (exact,) = (e for selector in target[OA + "hasSelector"] for e in selector.get(OA + "exact", ()))
        assert exact["@value"] == given["target"]["selector"][0]["exact"]
        (claim,) = one[OA + "hasBody"][0]["urn:lagebild:ns:claim"]
        assert (claim["@type"], claim["@value"]) == ("@json", given["body"]["claim"])


def test_timeml_is_the_text_with_its_times_and_events(record: Record, tmp_path: Path) -> None:
    record.export("timeml", tmp_path / "t")
    files = sorted(path.name for path in (tmp_path / "t").iterdir())
    assert len(files) == 3
    root = ET.parse(tmp_path / "t" / "r1.tml").getroot()
    text = root.find("TEXT")
    assert text is not None
    assert "".join(text.itertext()) == FIRST
    assert [one.text for one in text.iter("EVENT")] == ["nahm", "Anschlag", "trat", "Neuwahlen", "Protest"]
    instances = {one.get("eventID"): one for one in root.iter("MAKEINSTANCE")}
    assert (instances["e5"].get("polarity"), instances["e4"].get("modality")) == ("NEG", "WILL")
    links = {one.get("eventInstanceID"): one.get("relatedToTime") for one in root.iter("TLINK")}
    assert links == {"ei1": "t1", "ei2": "t1"}


def test_with_a_filter_timeml_tags_only_what_it_leaves(record: Record, tmp_path: Path) -> None:
    record.export("timeml", tmp_path / "t", type="ASSAULT")
    root = ET.parse(tmp_path / "t" / "r1.tml").getroot()
    assert [one.text for one in root.iter("EVENT")] == ["Anschlag"]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_have_keys_into_each_other(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path)
    incidents = {row["incident"] for row in rows(tmp_path, "incidents")}
    identities = {row["identity"] for row in rows(tmp_path, "identities")}
    reports = {row["report"] for row in rows(tmp_path, "reports")}
    for name in ("participants", "tellings", "figures", "disputes"):
        found = rows(tmp_path, name)
        assert found
        assert {row["incident"] for row in found} <= incidents
    assert {row["identity"] for row in rows(tmp_path, "participants")} <= identities
    for name in ("tellings", "office_evidence", "statements", "ties", "disputes"):
        assert {row["report"] for row in rows(tmp_path, name)} <= reports
    offices = {row["office"] for row in rows(tmp_path, "offices")}
    assert {row["office"] for row in rows(tmp_path, "office_evidence")} == offices
    assert {row["one"] for row in rows(tmp_path, "ties")} <= identities
    assert [row["speaker_name"] for row in rows(tmp_path, "statements")] == ["Ilka Sorén"]


def test_decisions_are_exported_with_who_made_them(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path / "all")
    (made,) = rows(tmp_path / "all", "decisions")
    assert (made["kind"], made["author"], made["why"], made["retracted_by"]) == ("same", "anna", "ein Anschlag", "")
    assert len({made["left"], made["right"]} & {row["entry"] for row in rows(tmp_path / "all", "tellings")}) == 2
    assert rows(tmp_path / "all", "log") == []
    record.export("csv", tmp_path / "some", type="ASSAULT")
    assert rows(tmp_path / "some", "decisions") == [made]
    record.export("csv", tmp_path / "others", type="PROTEST")
    reports = {row["report"] for row in rows(tmp_path / "others", "reports")}
    assert len(rows(tmp_path / "others", "decisions")) == (1 if reports & {"r1", "r2"} else 0)


def test_every_quote_of_a_table_stands_in_its_report(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path)
    for row in rows(tmp_path, "tellings"):
        assert TEXTS[row["report"]][int(row["start"]) : int(row["end"])] == row["trigger"]


def test_csvw_describes_every_column(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path)
    described = json.loads((tmp_path / "csvw.json").read_text())
    assert len(described["tables"]) == len(list(tmp_path.glob("*.csv")))
    for table in described["tables"]:
        with (tmp_path / table["url"]).open(newline="") as file:
            assert next(csv.reader(file)) == [column["name"] for column in table["tableSchema"]["columns"]]


def test_parquet_has_the_same_rows_with_types(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path / "c")
    record.export("parquet", tmp_path / "p")
    for path in (tmp_path / "p").glob("*.parquet"):
        assert len(rows(tmp_path / "c", path.stem)) == parquet.read_table(path).num_rows
    frame = polars.read_parquet(tmp_path / "p" / "incidents.parquet")
    assert frame["latitude"].dtype == polars.Float64
    assert frame["sources"].dtype == polars.Int64
    assert frame.filter(polars.col("type") == "ASSAULT")["sources"].to_list() == [2]


@pytest.mark.parametrize("name", [one.name for one in formats.FORMATS if one.single])
def test_letters_that_need_care_come_through(exported: Exports, name: str) -> None:
    content = exported(name, type="CONSULT", status="happened")[0].decode()
    if name == "ftm":
        assert "👍" in content
    for line in content.splitlines() if name in ("ftm", "plover") else ():
        json.loads(line)


def test_a_format_is_named_once() -> None:
    names: list[Any] = [one.name for one in formats.FORMATS]
    assert len(names) == len(set(names))
    for one in formats.FORMATS:
        assert formats.writer(one).LOSES
