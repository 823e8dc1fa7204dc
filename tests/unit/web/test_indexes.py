"""The index pages: what stands in them, sorted and narrowed by the address, in both languages and as JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.reading import Reading

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]

INDEXES = ("people", "bodies", "states", "places", "outlets", "reports")


@pytest.fixture
def pages(make_pages: Make, make_reading: MakeReading) -> Any:
    """Three people, each arresting somebody, in two outlets and in one report that names none."""
    found = []
    for number, (name, outlet) in enumerate(
        (("Zita Ahl", "Zeiger"), ("Ägidius Brohm", "Ärzteblatt"), ("Berta Kell", None))
    ):
        one = make_reading(f"r{number}", name=name, title=f"Über {name}")
        event = msgspec.structs.replace(one.events[0], actors=("e1",), time=f"201{number}-05-03")
        found.append(msgspec.structs.replace(one, outlet=outlet, events=(event,), published=f"201{number}-05-04"))
    return make_pages(*found)


@pytest.mark.parametrize("index", INDEXES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_an_empty_record_has_every_index(make_pages: Make, index: str, language: str) -> None:
    empty = make_pages()
    page = empty.get(f"/{index}", headers={"accept-language": language})
    assert page.status_code == 200
    assert ("nichts verzeichnet" if language == "de" else "nothing on record") in page.text
    assert empty.get(f"/{index}.json").json()["total"] == 0


def column(page: str) -> list[str]:
    """The names in the first column of a table."""
    return [html.unescape(name) for name in re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', page)]


def test_people_are_sorted_by_the_head_of_a_column(pages: Any) -> None:
    by_name = pages.get("/people?sort=name").text
    assert column(by_name) == ["Ägidius Brohm", "Berta Kell", "Zita Ahl"]
    assert 'aria-sort="ascending"><a href="/people?sort=name&amp;dir=desc"' in by_name  # once more turns it round
    assert column(pages.get("/people?sort=name&dir=desc").text)[0] == "Zita Ahl"
    latest = pages.get("/people?sort=seen", headers={"accept-language": "de"}).text
    assert column(latest)[0] == "Berta Kell"
    assert "4. Mai 2012" in latest
    assert 'href="/who/person%3Aberta-kell"' in latest
    assert 'href="/chronicle?actor=person%3Aberta-kell"' in latest


def test_people_are_narrowed_and_paged(pages: Any) -> None:
    answer = pages.get("/people.json?sort=name&per=2&page=2").json()
    assert (answer["total"], answer["page"], answer["pages"]) == (3, 2, 2)
    assert [one["name"] for one in answer["entries"]] == ["Zita Ahl"]
    assert answer["letters"] == {"A": 1, "B": 1, "Z": 1}
    for query, name in (("letter=b", "Berta Kell"), ("q=agid", "Ägidius Brohm"), ("outlet=zeiger", "Zita Ahl")):
        page = pages.get(f"/people?{query}", headers={"accept-language": "de"})
        assert column(page.text) == [name]
        assert "1 Person<" in page.text
    paged = pages.get("/people?sort=name&per=2").text
    assert 'rel="next" href="/people?sort=name&amp;dir=asc&amp;page=2"' in paged
    described = pages.get("/people.json?described=yes").json()
    assert described["total"] == 6  # each report has a harbour master without a name
    assert [one["kind"] for one in pages.get("/bodies.json?kind=group").json()["entries"]] == []


def test_every_outlet_leads_to_its_page(pages: Any) -> None:
    index = pages.get("/outlets", headers={"accept-language": "de"}).text
    assert column(index) == ["Ärzteblatt", "Zeiger"]
    assert "ohne Angabe des Blattes" in index
    assert 'href="/reports?outlet=Zeiger" aria-label="Zeiger: 1 Bericht"' in index
    for path in ("/", "/chronicle", "/said", "/reports", "/reports/r1", "/incidents/r1/v1"):
        moved = pages.get(path)
        page = pages.get(moved.headers["location"]).text if moved.status_code == 303 else moved.text
        assert 'href="/outlets/%C3%84rzteblatt"' in page, path
    one = pages.get("/outlets/%C3%84rzteblatt", headers={"accept-language": "de"}).text
    assert '<h1 lang="de">Ärzteblatt</h1>' in one
    assert "1 Bericht<" in one
    assert "Über Ägidius Brohm" in one
    assert 'href="/chronicle?outlet=%C3%84rzteblatt&amp;type=COERCE"' in one
    data = pages.get("/outlets/%C3%84rzteblatt.json").json()
    assert (data["reports"], data["types"]) == (1, {"COERCE": 1})
    missing = pages.get("/outlets/Anderswo.json")
    assert (missing.status_code, missing.json()["error"]) == (404, "no report on record is from 'Anderswo'")


def test_reports_are_listed(pages: Any) -> None:
    page = pages.get("/reports", headers={"accept-language": "de"}).text
    assert column(page) == ["Über Berta Kell", "Über Ägidius Brohm", "Über Zita Ahl"]
    assert "3 Berichte" in page
    assert 'href="/reports?from=2011-01-01&amp;to=2011-12-31&amp;sort=published&amp;dir=desc"' in page
    assert column(pages.get("/reports?from=2011-01-01&to=2011-12-31").text) == ["Über Ägidius Brohm"]
    assert column(pages.get("/reports?sort=outlet").text)[0] == "Über Ägidius Brohm"
    data = pages.get("/reports.json?q=zita").json()
    assert [(one["id"], one["incidents"], one["statements"]) for one in data["reports"]] == [("r0", 1, 1)]
    assert data["years"] == [{"year": "2010", "reports": 1}]


def test_the_overview_counts_each_index(pages: Any) -> None:
    counts = pages.get("/indexes.json").json()["indexes"]
    assert (counts["people"], counts["outlets"], counts["reports"], counts["bodies"]) == (3, 3, 3, 0)
    page = pages.get("/indexes", headers={"accept-language": "en"}).text
    assert '<a href="/people">People</a> <span class="dim">3</span>' in page
    assert 'aria-current="page">Indexes' in page
    assert 'aria-current="true">Indexes' in pages.get("/people", headers={"accept-language": "en"}).text


@pytest.mark.parametrize(
    ("path", "english"),
    [
        ("/people?sort=age", "sort=age does not exist; there are: name, reports, incidents, seen"),
        ("/people?dir=up", "dir=up does not exist; there are: asc, desc"),
        ("/people?letter=10", "letter=10 does not exist; there are: A, B"),
        ("/people?outlet=Anderswo", "outlet=Anderswo does not exist; there are: Ärzteblatt, Zeiger"),
        ("/bodies?kind=person", "kind=person does not exist; there are: organisation, group"),
        ("/outlets?sort=size", "there are: name, reports, incidents, seen"),
        ("/reports?from=gestern", "from=gestern is not a day"),
        ("/reports?sort=length", "there are: published, title, outlet, incidents, statements"),
        ("/disputes?order=up", "there are: oldest, newest"),
        ("/disputes?outlet=Anderswo", "there are: Ärzteblatt, Zeiger"),
    ],
)
def test_a_value_that_does_not_exist_is_refused(pages: Any, path: str, english: str) -> None:
    answer = pages.get(path.replace("?", ".json?"))
    assert answer.status_code == 400
    assert english in answer.json()["error"]


def test_what_was_known_on_a_day_narrows_the_indexes(pages: Any) -> None:
    assert pages.get("/people.json?known=2011-05-04").json()["total"] == 2
    assert pages.get("/reports.json?known=2010-05-04").json()["total"] == 1
    assert pages.get("/outlets.json?known=2010-05-04").json()["total"] == 1
