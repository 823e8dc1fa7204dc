"""FollowTheMoney: entities that its own library takes, and that say what the record says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.export.conftest import Exports
from tests.unit.export.made import lines

SCHEMATA = json.loads((Path(__file__).parent / "ftm_schemata.json").read_text())
"""The schemata of followthemoney 4.11 that are used: their properties with type and range."""


def by_schema(exported: Exports, **filters: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in lines(exported("ftm", **filters)[0]):
        found.setdefault(one["schema"], []).append(one)
    return found


def test_every_property_is_one_of_its_schema_and_points_where_it_may(exported: Exports) -> None:
    entities = lines(exported("ftm")[0])
    schema_of = {one["id"]: one["schema"] for one in entities}
    assert len(schema_of) == len(entities)
    for one in entities:
        schema = SCHEMATA[one["schema"]]
        assert set(schema["required"]) <= one["properties"].keys(), one
        for name, values in one["properties"].items():
            kind, target = schema["properties"][name]
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if kind == "entity":
                assert all(target in SCHEMATA[schema_of[value]]["is_a"] for value in values if target in SCHEMATA), one
                assert all(value in schema_of for value in values), one


def test_its_own_library_takes_every_entity(exported: Exports) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="`make peers` installs FollowTheMoney")
    model = followthemoney.model
    for one in lines(exported("ftm")[0]):
        proxy = model.get_proxy({"id": one["id"], "schema": one["schema"]})
        for name, values in one["properties"].items():
            prop = proxy.schema.properties[name]
            assert all(prop.type.clean(value) is not None for value in values), (one["schema"], name, values)
            proxy.add(name, values)
        proxy.schema.validate(proxy.to_dict())
        assert proxy.to_dict()["properties"].keys() == one["properties"].keys()


def test_the_table_of_schemata_is_that_of_the_library() -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="`make peers` installs FollowTheMoney")
    for name, schema in SCHEMATA.items():
        theirs = followthemoney.model.get(name)
        assert set(schema["properties"]) <= set(theirs.properties)
        assert set(schema["required"]) == set(theirs.required)


def test_who_held_what(exported: Exports) -> None:
    found = by_schema(exported)
    (occupancy,), (position,) = found["Occupancy"], found["Position"]
    (soren,) = (one for one in found["Person"] if one["properties"]["name"] == ["Ilka Sorén"])
    assert occupancy["properties"]["holder"] == [soren["id"]]
    assert occupancy["properties"]["post"] == [position["id"]]
    assert (position["properties"]["name"], position["properties"]["country"]) == (["Ministerin (Italien)"], ["it"])
    assert occupancy["properties"]["status"] == ["current"]
    (article,) = (one for one in found["Article"] if one["properties"]["fileName"] == ["r1"])
    assert occupancy["properties"]["proof"] == [article["id"]]


def test_ties_have_their_schemata(exported: Exports) -> None:
    found = by_schema(exported)
    (family,), (membership,) = found["Family"], found["Membership"]
    names = {one["id"]: one["properties"]["name"][0] for kind in ("Person", "Organization") for one in found[kind]}
    assert names[family["properties"]["person"][0]] == "Ilka Sorén"
    assert names[family["properties"]["relative"][0]] == "Tomas Verrin"
    assert names[membership["properties"]["organization"][0]] == "Freie Liste"


def test_an_event_says_what_happened_and_a_mention_where_a_name_stands(exported: Exports) -> None:
    found = by_schema(exported)
    (attack,) = (one for one in found["Event"] if "ASSAULT" in one["properties"]["keywords"])
    assert attack["properties"]["startDate"] == attack["properties"]["endDate"] == ["2021-03-07"]
    assert "killed: 5/7/7" in attack["properties"]["description"][0]
    assert len(attack["properties"]["proof"]) == 2
    people = {one["id"] for one in found["Person"]}
    mentioned = {m["properties"]["name"][0] for m in found["Mention"] if m["properties"]["resolved"][0] in people}
    assert {"Ilka Sorén", "Tomas Verrin", "Verrin"} <= mentioned


def test_with_a_filter_only_what_belongs_to_it(exported: Exports) -> None:
    found = by_schema(exported, type="CONSULT")
    assert "Occupancy" not in found
    assert [one["properties"]["name"] for one in found["Person"]] == [["Ada Brunn"]]
