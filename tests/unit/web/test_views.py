"""Timeline, map and network of whatever the chronicle is narrowed to: one click from each to each, and the same in JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Reading

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]

VIEWS = ("timeline", "map", "network")
CASES: tuple[tuple[str, str | None, str | None, str], ...] = (
    # type, time, place, outlet
    ("COERCE", "2017-03-01", "Tunis", "Der Bote"),
    ("COERCE", "2017-03-20", "Tunis", "Der Bote"),
    ("AGREE", "2017-04", "Marvena", "Ärzteblatt"),
    ("ASSAULT", "2019", "Bolivien", "Ärzteblatt"),
    ("PROTEST", None, None, "Ärzteblatt"),
)


@pytest.fixture
def pages(make_pages: Make, make_reading: MakeReading) -> Any:
    """Reports of a minister who has to do with a guild, at some places; the last one has neither day nor place."""
    found = []
    for number, (kind, time, place, outlet) in enumerate(CASES):
        one = make_reading(
            f"r{number}", outlet=outlet, tail=f"Der Hafenbund {number} in {place or 'der Stadt'} schwieg."
        )
        union = one.text.index("Hafenbund")
        extra = [
            Entity(id="e3", kind="organisation", name="Hafenbund", mentions=(Span(union, union + 9),),
                   name_spans=(Span(union, union + 9),)),
        ]  # fmt: skip
        if place:
            at = Span(one.text.index(place), one.text.index(place) + len(place))
            state = "state" if place == "Bolivien" else "place"
            extra.append(Entity(id="e4", kind=state, name=place, mentions=(at,), name_spans=(at,)))  # type: ignore[arg-type]
        event = msgspec.structs.replace(
            one.events[0], type=kind, time=time, actors=("e1",), recipients=("e3",), status="happened",
            place="e4" if place else None,
        )  # fmt: skip
        day = None if time is None else "2020-01-01"
        found.append(
            msgspec.structs.replace(one, events=(event,), entities=(*one.entities, *extra), published=day, times=())
        )
    return make_pages(*found)


def german(pages: Any, address: str) -> str:
    answer = pages.get(address, headers={"accept-language": "de"})
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def links(page: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', page)


@pytest.mark.parametrize("here", ["chronicle", *VIEWS])
def test_one_click_leads_from_each_view_to_each_with_the_same_filters(pages: Any, here: str) -> None:
    page = german(pages, f"/{here}?type=COERCE&outlet=Der+Bote&at=2017&from=2017-01-01&order=newest")
    nav = page[page.index('class="inpage views"') :]
    nav = nav[: nav.index("</nav>")]
    assert [re.sub(r"\?.*", "", link) for link in links(nav)] == ["/chronicle", *(f"/{one}" for one in VIEWS)]
    for link in links(nav):
        for part in ("type=COERCE", "outlet=Der+Bote", "at=2017", "from=2017-01-01", "order=newest"):
            assert part in link
    assert re.search(rf'href="/{here}\?[^"]*" aria-current="page"', nav)
    assert '<a href="/chronicle" aria-current=' in page  # the top bar says where one is


def test_the_indexes_lead_to_the_views(pages: Any) -> None:
    found = links(german(pages, "/indexes"))
    assert all(f"/{one}" in found for one in VIEWS)


def test_the_timeline_has_years_then_months_then_days(pages: Any) -> None:
    years = pages.get("/timeline.json").json()
    assert (years["scale"], years["total"], years["undated"]) == ("years", 5, 1)
    assert {c["at"]: c["incidents"] for c in years["columns"]} == {"2017": 3, "2018": 0, "2019": 1}
    months = pages.get("/timeline.json?at=2017").json()
    assert {c["at"]: c["in_it"] for c in months["columns"] if c["incidents"]} == {
        "2017-03": {"mconf": 2}, "2017-04": {"vcoop": 1},
    }  # fmt: skip
    assert (months["total"], months["undated"]) == (3, 0)
    april = pages.get("/timeline.json?at=2017-04").json()
    assert (april["scale"], len(april["columns"])) == ("days", 30)
    (stretch,) = april["stretches"]
    assert (stretch["begin"], stretch["end"], stretch["incidents"]) == ("2017-04-01", "2017-04-30", 1)
    page = german(pages, "/timeline")
    assert "/timeline?at=2017" in links(page)
    assert "/timeline?at=2017-03" in links(german(pages, "/timeline?at=2017"))
    assert "/chronicle?from=2017-03-20&to=2017-03-20" in links(german(pages, "/timeline?at=2017-03"))
    year = german(pages, "/timeline?at=2017")
    assert "/timeline?at=2019" in links(year)  # the next year with anything in it
    assert "1 Vorfall ohne jeden Tag" in page


def test_a_record_of_one_year_begins_with_its_months(pages: Any) -> None:
    assert pages.get("/timeline.json?type=COERCE").json()["at"] == "2017"


def test_a_decade_can_be_looked_at(pages: Any) -> None:
    found = pages.get("/timeline.json?at=201").json()
    assert [c["at"] for c in found["columns"]][::9] == ["2010", "2019"]
    assert "2010er Jahre" in german(pages, "/timeline?at=201")
    assert pages.get("/chronicle?at=201").status_code == 200  # the way back


def test_the_drawing_has_a_table_with_the_same_figures(pages: Any) -> None:
    page = german(pages, "/timeline")
    table = page[page.index("<table") : page.index("</table>")]
    rows = [re.sub(r"<[^>]*>", "|", row) for row in re.findall(r"<tr>(.*?)</tr>", table)]
    assert [[cell for cell in row.split("|") if cell.strip()] for row in rows][1:] == [
        ["2017", "1", "2", "3", "–", "–"], ["2019", "–", "1", "1", "–", "–"],
    ]  # fmt: skip
    assert 'aria-label="2017: 3 Vorfälle"' in page


def test_the_map_places_towns_and_names_the_rest(pages: Any) -> None:
    found = pages.get("/map.json").json()
    assert [(one["name"], one["incidents"], one["country"]) for one in found["places"]] == [("Tunis", 2, "TUN")]
    assert [(one["name"], one["country"]) for one in found["states"]] == [("Bolivien", "BOL")]
    assert [(one["name"], one["why"]) for one in found["not_on_map"]] == [("Marvena", "unknown")]
    assert found["without_place"] == 1
    page = german(pages, "/map?outlet=Der+Bote")
    assert "/chronicle?place=place%3Atunis&outlet=Der+Bote" in links(page)
    assert 'aria-label="Tunis: 2 Vorfälle"' in page
    assert pages.get("/chronicle.json?place=place:tunis").json()["total"] == 2
    whole = german(pages, "/map")
    assert "nicht im Ortsverzeichnis" in whole
    assert "Bei 1 Vorfall nennt kein Bericht einen Ort" in whole


def test_the_map_zooms_to_a_continent_and_a_country(pages: Any) -> None:
    assert [one["name"] for one in pages.get("/map.json?region=africa").json()["places"]] == ["Tunis"]
    south = pages.get("/map.json?region=BOL").json()
    assert (south["places"], south["outside"]) == ([], 1)
    page = german(pages, "/map?region=TUN")
    assert "<h1>Karte: Tunesien</h1>" in page
    assert "/map?region=africa" in links(page)
    assert 'name="region" value="TUN"' in page  # a filter that is set now keeps the section
    assert "Map: Tunisia" in pages.get("/map?region=tun", headers={"accept-language": "en"}).text
    refused = pages.get("/map.json?region=atlantis")
    assert refused.status_code == 400
    assert "africa" in refused.json()["error"]


def test_the_network_says_who_acts_on_whom(pages: Any) -> None:
    found = pages.get("/network.json").json()
    assert [(n["name"], n["kind"], n["incidents"]) for n in found["nodes"]] == [
        ("Hafenbund", "organisation", 5), ("Mira Tolk", "person", 5),
    ]  # fmt: skip
    assert {e["kind"]: (e["incidents"], e["one_on_other"], e["other_on_one"]) for e in found["edges"]} == {
        "vcoop": (1, 0, 1), "mconf": (4, 0, 4),
    }  # fmt: skip
    page = german(pages, "/network")
    (line,) = {link for link in links(page) if "with=" in link and "kind=mconf" in link}
    assert pages.get(line.replace("/chronicle?", "/chronicle.json?")).json()["total"] == 4
    assert any(link.startswith("/network?actor=person%3Amira-tolk") for link in links(page))
    ego = german(pages, "/network?actor=Mira+Tolk")
    assert "/who/person%3Amira-tolk" in links(ego)


def test_a_second_party_and_a_kind_narrow_and_can_be_lifted(pages: Any) -> None:
    address = "/chronicle?actor=Mira+Tolk&with=Hafenbund&kind=vcoop"
    assert pages.get(address.replace("?", ".json?")).json()["total"] == 1
    for view in ("chronicle", *VIEWS):
        page = german(pages, address.replace("/chronicle", f"/{view}"))
        assert 'name="with" value="Hafenbund"' in page  # the form keeps what it has no field for
        assert 'name="kind" value="vcoop"' in page
        lifted = [link for link in links(page) if link.startswith(f"/{view}?") and "with=" not in link]
        assert any("actor=Mira+Tolk" in link and "kind=vcoop" in link for link in lifted)
    assert pages.get("/timeline.json?with=Hafenbund").json()["total"] == 5  # with whom, then? Any part counts
    assert pages.get("/timeline.json?kind=krieg").status_code == 400


@pytest.mark.parametrize("view", VIEWS)
def test_nobody_of_that_name_is_said_and_nothing_shown(pages: Any, view: str) -> None:
    for query in ("actor=Niemand", "place=Nirgendwo", "actor=Mira+Tolk&with=Niemand"):
        assert pages.get(f"/{view}.json?{query}").json()["total"] == 0
        assert "Niemand und nichts in der Akte heißt <q" in german(pages, f"/{view}?{query}")


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_less_sure_is_left_out_and_what_was_not_known_yet(pages: Any, view: str) -> None:
    assert pages.get(f"/{view}.json?sure=0.01").json() == pages.get(f"/{view}.json").json()
    assert pages.get(f"/{view}.json?known=2019-12-31").json()["total"] <= 1
    assert pages.get(f"/{view}.json?known=2020-01-02&sure=0.01&at=2017").json()["total"] >= 3


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_record_has_its_views(make_pages: Make, view: str) -> None:
    pages = make_pages()
    assert pages.get(f"/{view}.json").json()["total"] == 0
    assert "0 Vorfälle" in german(pages, f"/{view}")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("tongue", ["de", "en"])
def test_no_word_of_the_machine_is_shown(pages: Any, view: str, tongue: str) -> None:
    page = pages.get(f"/{view}", headers={"accept-language": tongue}).text
    shown = html.unescape(re.sub(r"<(style|script)[^>]*>.*?</\1>|<[^>]*>", " ", page))
    assert not re.search(r"\b(vcoop|mcoop|vconf|mconf|inst|None|organisation|COERCE|AGREE)\b|\{n\}|\{shown\}", shown)
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', page))
    assert not re.search(r"\b(vcoop|mcoop|vconf|mconf|inst|None|COERCE|AGREE)\b|\{n\}", labels)
    assert ("Vorfälle" if tongue == "de" else "incidents") in shown


def test_the_views_change_with_the_record(pages: Any, make_reading: MakeReading) -> None:
    assert pages.get("/timeline.json").json()["total"] == 5
    pages.get("/network.json")
    one = make_reading("late", name="Bela Kern")
    pages.store.add(msgspec.structs.replace(one, events=(msgspec.structs.replace(one.events[0], time="2022-01-01"),)))
    assert pages.get("/timeline.json").json()["total"] == 6
    assert pages.get("/map.json").json()["without_place"] == 2
    assert pages.get("/network.json").json()["total"] == 6


def test_hostile_names_are_only_text(make_pages: Make, make_reading: MakeReading) -> None:
    evil = "<img src=x onerror=alert(1)>\"'"
    one = make_reading(name=evil)
    other = Entity(id="e3", kind="state", name="Kestrien", mentions=(Span(0, 10),), name_spans=(Span(0, 10),))
    event = msgspec.structs.replace(one.events[0], actors=("e1",), recipients=("e3",))
    page = (
        make_pages(msgspec.structs.replace(one, events=(event,), entities=(*one.entities, other))).get("/network").text
    )
    assert "&lt;img" in page
    assert "<img src=x" not in page
