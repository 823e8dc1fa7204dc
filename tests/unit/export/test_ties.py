"""Ties over time, plans and pledges in the tables and in FollowTheMoney."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.fresh import fresh
from tests.unit.export.made import at, entity, event, lines, reading, table

from lagebild.api import Record
from lagebild.errors import QuestionError
from lagebild.reading import Plan, Pledge, Reading, Relation
from lagebild.store import Store

TEXT = (
    "Ilka Sorén ist die Schwester von Tomas Verrin. Sorén gehört der Freien Liste an. Italien gehört der OPEC an. "
    "Ada Brunn ist eine Verbündete von Verrin. Brunns Friedensplan nennt Ruhe und Arbeit. Sorén brach Zusagen an Brunn. "
    "Brunn traf Sorén."
)


def ends(words: str) -> dict[str, Any]:
    span = at(TEXT, words)
    return {"start": span.start, "end": span.end}


def report(key: str, published: str, *, member: Any = "holds", **layers: Any) -> Reading:
    t = TEXT
    made: dict[str, Any] = {
        "entities": (
            entity(t, "e1", "person", "Ilka Sorén"),
            entity(t, "e2", "person", "Tomas Verrin"),
            entity(t, "e3", "organisation", "Freie Liste", "Freien Liste"),
            entity(t, "e4", "state", "Italien"),
            entity(t, "e5", "organisation", "OPEC"),
            entity(t, "e6", "person", "Ada Brunn"),
        ),
        "relations": (
            Relation(kind="kin", source_entity="e1", target_entity="e2", status="holds", **ends("Schwester")),
            Relation(kind="party", source_entity="e1", target_entity="e3", status=member, since="2010", **ends("gehört")),
            Relation(kind="member", source_entity="e4", target_entity="e5", status="holds", **ends("OPEC")),
            Relation(
                kind="ally", source_entity="e6", target_entity="e2", status="holds", source="e1", **ends("Verbündete")
            ),
        ),
        "plans": (
            Plan(
                name="Friedensplan", of="e6", announced_by="e1", about=None, phases=("Ruhe", "Arbeit"), time="2021-03-01",
                **ends("Friedensplan"),
            ),
        ),
        "pledges": (Pledge(kind="promise", by="e1", to="e6", outcome="broken", **ends("Zusagen")),),
        "events": (event(t, "v1", "CONSULT", "traf", actors=("e6", "e1")),),
        **layers,
    }  # fmt: skip
    return reading(key, t, "Blatt", published, **made)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("ties") / "lage.db"
    store = Store.open(where)
    store.add(report("r1", "2021-03-08"))
    store.add(report("r2", "2021-09-01", member="former", events=(), plans=(), pledges=()))
    store.refresh()
    store.close()
    return where


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with Record(path, create=False) as opened:
        yield opened


def entities(record: Record, **filters: Any) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    record.export("ftm", stream, **filters)
    return lines(stream.getvalue())


def of(found: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [one["properties"] for one in found if one["schema"] == schema]


def test_what_several_reports_tell_of_a_tie_is_one_entity_for_each_stretch_of_it(record: Record) -> None:
    found = entities(record)
    names = {one["id"]: one["properties"]["name"][0] for one in found if "name" in one["properties"]}
    (family,) = of(found, "Family")  # two reports tell of it
    assert {names[family["person"][0]], names[family["relative"][0]]} == {"Ilka Sorén", "Tomas Verrin"}
    assert len(family["proof"]) == 2
    assert family["summary"] == ["Ilka Sorén ist die Schwester von Tomas Verrin."]
    memberships = of(found, "Membership")
    assert [(m["status"], m["startDate"]) for m in memberships] == [(["holds"], ["2010"]), (["former"], ["2010"])]
    assert {names[m["organization"][0]].replace("Freien", "Freie") for m in memberships} == {"Freie Liste"}
    assert "over by 2021-09-01" in memberships[0]["description"][0]


def test_an_ally_in_somebodys_words_goes_by_their_name(record: Record) -> None:
    (associate,) = of(entities(record), "Associate")
    assert associate["relationship"] == ["ally"]
    assert "according to Ilka Sorén" in associate["description"][0]


def test_a_state_in_a_body_is_a_link(record: Record) -> None:
    found = entities(record)
    names = {one["id"]: one["properties"]["name"][0] for one in found if one["schema"] in ("Territory", "Organization")}
    (link,) = of(found, "UnknownLink")
    assert (names[link["subject"][0]], names[link["object"][0]], link["role"]) == ("Italien", "OPEC", ["member"])


def test_every_property_is_one_of_its_schema(record: Record) -> None:
    schemata = json.loads((Path(__file__).parent / "ftm_schemata.json").read_text())
    found = entities(record)
    schema_of = {one["id"]: one["schema"] for one in found}
    assert len(schema_of) == len(found)
    for one in found:
        known = schemata[one["schema"]]["properties"]
        for name, values in one["properties"].items():
            kind, target = known[name]
            if kind == "entity" and target in schemata:
                assert all(target in schemata[schema_of[value]]["is_a"] for value in values), (one["schema"], name)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_tables_have_ties_over_time_plans_and_pledges(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path)
    identities = {row["identity"]: row["name"] for row in rows(tmp_path, "identities")}
    stretches = rows(tmp_path, "tie_stretches")
    assert [(s["one_name"], s["status"], s["over"]) for s in stretches if s["kind"] == "party"] == [
        ("Ilka Sorén", "holds", "2021-09-01"),
        ("Ilka Sorén", "former", ""),
    ]
    assert {s["tie_stretch"] for s in stretches} == {e["tie_stretch"] for e in rows(tmp_path, "tie_evidence")}
    assert len({s["tie_stretch"] for s in stretches}) == len(stretches)
    entries = {t["tie"] for t in rows(tmp_path, "ties")}
    assert {e["entry"] for e in rows(tmp_path, "tie_evidence")} == entries
    (plan,) = rows(tmp_path, "plans")
    assert (identities[plan["of"]], identities[plan["announced_by"]], plan["about"]) == ("Ada Brunn", "Ilka Sorén", "")
    assert [(p["plan"], p["number"], p["phase"]) for p in rows(tmp_path, "plan_phases")] == [
        (plan["plan"], "1", "Ruhe"),
        (plan["plan"], "2", "Arbeit"),
    ]
    (told,) = rows(tmp_path, "plan_evidence")
    assert TEXT[int(told["start"]) : int(told["end"])] == "Friedensplan"
    (pledge,) = rows(tmp_path, "pledges")
    assert (identities[pledge["by"]], identities[pledge["to"]], pledge["outcome"]) == (
        "Ilka Sorén",
        "Ada Brunn",
        "broken",
    )


def test_with_a_filter_only_what_belongs_to_it(record: Record, tmp_path: Path) -> None:
    record.export("csv", tmp_path, party="Tomas Verrin")
    assert rows(tmp_path, "plans") == rows(tmp_path, "pledges") == []
    record.export("csv", tmp_path / "met", type="CONSULT")
    identities = {row["identity"] for row in rows(tmp_path / "met", "identities")}
    found = rows(tmp_path / "met", "tie_stretches")
    assert {row["kind"] for row in found} == {"kin", "party", "ally"}  # Italy has no part in the meeting
    assert {row[side] for row in found for side in ("one", "other")} <= identities
    assert {row["report"] for row in rows(tmp_path / "met", "tie_evidence")} == {"r1"}
    assert [row["name"] for row in rows(tmp_path / "met", "plans")] == ["Friedensplan"]
    assert entities(record, type="PROTEST") == []


def sure(reading_: Reading, **by_layer: dict[str, float]) -> Reading:
    layers = {
        name: tuple(msgspec.structs.replace(one, sure=said) for one in getattr(reading_, name))
        for name, said in by_layer.items()
    }
    return msgspec.structs.replace(reading_, **layers)


def test_a_column_says_up_to_which_sure_a_row_is_left(tmp_path: Path) -> None:
    weighed = sure(
        report("r1", "2021-03-08"),
        relations={"kind": 0.9, "status": 0.7, "since": 0.2},
        plans={"name": 0.6, "of": 0.1},
        events={"type": 0.95, "status": 0.8, "source": 0.85, "actors": 0.3},
    )
    store = fresh(tmp_path / "lage.db")
    store.add(weighed)
    store.refresh()
    store.close()
    with Record(tmp_path / "lage.db", create=False) as record:
        record.export("csv", tmp_path / "all")
        every = {
            name: {row["sure"] for row in table((tmp_path / "all" / f"{name}.csv").read_bytes())}
            for name in ("incidents", "tellings", "ties", "tie_stretches", "plans")
        }
        assert every == {
            "incidents": {"0.8"}, "tellings": {"0.8"}, "ties": {"0.7"}, "tie_stretches": {"0.7"}, "plans": {"0.6"},
        }  # fmt: skip
        for least in (0.6, 0.61, 0.7, 0.71, 0.8, 0.81):
            record.export("csv", tmp_path / str(least), sure=least)
            for name, shares in every.items():
                rows = table((tmp_path / str(least) / f"{name}.csv").read_bytes())
                assert bool(rows) == (float(min(shares)) >= least), (name, least)
        (told,) = table((tmp_path / "0.6" / "participants.csv").read_bytes()) or [{}]
        assert told == {}  # the doers are less sure
        (one,) = lines_of(record, "plover")
        assert (one["sure"], one["mentions"][0]["sure"]["actors"]) == (0.8, 0.3)
        plan, pledge = (table((tmp_path / "all" / f"{n}.csv").read_bytes())[0] for n in ("plan_evidence", "pledges"))
        assert plan["entry"]
        assert pledge["entry"]
        with pytest.raises(QuestionError, match="share"):
            record.export("csv", tmp_path / "none", sure=2)


def lines_of(record: Record, name: str) -> list[dict[str, Any]]:
    out = io.BytesIO()
    record.export(name, out)
    return lines(out.getvalue())


def test_how_sure_fields_are_stands_in_columns_of_a_frame(tmp_path: Path) -> None:
    store = fresh(tmp_path / "lage.db")
    store.add(sure(report("r1", "2021-03-08"), plans={"name": 0.6}, relations={"kind": 0.9, "since": 0.2}))
    store.add(sure(report("r2", "2021-04-08", events=()), plans={"name": 0.6, "of": 0.5}, relations={"status": 0.7}))
    store.refresh()
    store.close()
    with Record(tmp_path / "lage.db", create=False) as record:
        for rows in (record.ties(), record.plans()):
            frames = rows.to_pandas(), rows.to_polars(), rows.to_arrow()
            assert [len(frame) for frame in frames] == [len(rows)] * 3
            columns = [set(frames[0].columns), set(frames[1].columns), set(frames[2].column_names)]
            assert columns[0] == columns[1] == columns[2]
            assert "sure" not in columns[0]
        assert {row["sure_name"] for row in record.plans().to_dicts()} == {0.6, None}  # of pledges nobody knows
