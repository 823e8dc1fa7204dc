"""The views that any tool sees: the same answers in plain SQL, on SQLite and PostgreSQL, and in Datasette."""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from lagebild.store import Store, deciding
from tests.fresh import fresh
from tests.unit.export import made

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own, when it is imported
    from datasette.app import Datasette  # type: ignore[import-untyped]

VIEWS = ("chronicle", "contradictions", "incident_register", "office_register", "said", "told")


def fill(store: Store) -> None:
    for one in (made.first(), made.second(), made.third()):
        store.add(one)
    store.refresh()
    with store.writing() as connection:
        deciding.judge(connection, "r1/v2", "r2/v1", same=True, author="anna")
    store.refresh()


def rows(store: Store, query: str) -> list[dict[str, Any]]:
    with store.transaction() as connection:
        return [dict(row._mapping) for row in connection.execute(sa.text(query))]


def test_incidents_are_rows_with_their_counts(store: Store) -> None:
    fill(store)
    (attack,) = rows(store, "SELECT * FROM incident_register WHERE type = 'ASSAULT'")
    assert (attack["killed_low"], attack["killed_best"], attack["killed_high"]) == (5, 7, 7)
    assert (attack["place"], attack["valid_from"], attack["date_prec"], attack["tellings"]) == (
        "Mailand",
        "2021-03-07",
        1,
        2,
    )
    (arrest,) = rows(store, "SELECT * FROM incident_register WHERE type = 'COERCE'")
    assert (arrest["actors"], arrest["recipients"], arrest["killed_best"]) == ("Polizei", "Tomas Verrin", None)


def test_every_telling_and_every_claim_is_a_row(store: Store) -> None:
    fill(store)
    (attack,) = rows(store, "SELECT incident FROM incident_register WHERE type = 'ASSAULT'")
    told = rows(store, f"SELECT * FROM told WHERE incident = '{attack['incident']}' ORDER BY outlet")
    assert [(row["outlet"], row["sentence"][:14]) for row in told] == [
        ("Blatt", "»Bei dem Ansch"),
        ("Bote", "Bei dem Anschl"),
    ]
    claims = rows(store, "SELECT * FROM contradictions WHERE kind = 'figure' ORDER BY outlet")
    assert [(row["value"], row["outlet"], row["source"]) for row in claims] == [
        ("5", "Blatt", "Ilka Sorén"), ("7", "Bote", "outlet"),
    ]  # fmt: skip


def test_what_an_editor_withdrew_is_in_no_view(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        deciding.withdraw(connection, "r2/v1", author="anna")
    store.refresh()
    assert rows(store, "SELECT * FROM told WHERE report = 'r2' AND sentence LIKE 'Bei dem Anschlag%'") == []
    assert rows(store, "SELECT killed_high FROM incident_register WHERE type = 'ASSAULT'") == [{"killed_high": 5}]


@pytest.fixture
def datasette(tmp_path: Path) -> Datasette:
    store = fresh(tmp_path / "lage.db")
    fill(store)
    store.close()
    return Datasette([str(tmp_path / "lage.db")], immutables=[])


def get(datasette: Datasette, path: str) -> Any:
    async def asked() -> Any:
        response = await datasette.client.get(path)
        assert response.status_code == 200, (path, response.text[:500])
        return response.json() if ".json" in path else response.text

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return asyncio.run(asked())


def test_datasette_shows_the_file_as_it_is(datasette: Datasette) -> None:
    listed = get(datasette, "/lage.json")
    assert set(VIEWS) <= {view["name"] for view in listed["views"]}
    assert {"reports", "incidents", "identities"} <= {
        table["name"] for table in listed["tables"] if not table["hidden"]
    }
    for view in VIEWS:
        assert get(datasette, f"/lage/{view}.json?_shape=objects")["rows"], view
        assert "<table" in get(datasette, f"/lage/{view}")


def test_datasette_filters_facets_and_searches(datasette: Datasette) -> None:
    found = get(datasette, "/lage/incident_register.json?_shape=objects&type=ASSAULT&_facet=status")
    assert [row["killed_best"] for row in found["rows"]] == [7]
    assert "status" in str(found["facet_results"])
    hits = get(datasette, "/lage/sentences.json?_shape=objects&_search=anschlag")
    assert {row["report"] for row in hits["rows"]} == {"r1", "r2"}
    assert "r1" in get(datasette, "/lage/reports/r1")


def test_a_file_of_before_is_searched_in_datasette_too(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from lagebild.store import migrate

    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'lage.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for name in ("sentences", "statements"):  # as they were made then
            made_now = connection.scalar(sa.text(f"SELECT sql FROM sqlite_master WHERE name = '{name}_search'"))
            connection.exec_driver_sql(f"DROP TABLE {name}_search")
            connection.exec_driver_sql(str(made_now).replace('"', "'"))
    engine.dispose()
    store = Store.open(tmp_path / "lage.db")
    fill(store)
    store.close()
    hits = get(Datasette([str(tmp_path / "lage.db")]), "/lage/sentences.json?_shape=objects&_search=anschlag")
    assert {row["report"] for row in hits["rows"]} == {"r1", "r2"}
