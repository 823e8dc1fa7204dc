"""The page of a search: names before texts, marks, filters with counts, pages, and errors that name what there is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from lagebild.store import Connection
from lagebild.store.hit_counts import SearchCounts, counts

Make = Callable[..., Any]
MakeReading = Callable[..., Any]


def test_names_come_before_incidents_and_sentences_with_the_words_marked(
    make_pages: Make, make_reading: MakeReading
) -> None:
    pages = make_pages(make_reading(), make_reading("r2", outlet="Blatt"))
    page = pages.get("/search?q=tolks", headers={"accept-language": "de"}).text
    assert page.index("<h2>Namen") < page.index("<h2>Sätze")
    assert "Mira <mark>Tolk</mark>" in page
    assert "2 Erwähnungen" in page
    page = pages.get("/search?q=verhaftung verhaftet").text
    assert "<h2>Namen" not in page
    page = pages.get("/search?q=verhafteten").text
    assert page.index("<h2>Vorfälle") < page.index("<h2>Gesagt") < page.index("<h2>Sätze")
    assert page.count("<mark>verhaftet</mark>") >= 2


def test_each_choice_says_how_much_it_gives(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading(), make_reading("r2", outlet="Blatt"), make_reading("r3", outlet="Blatt"))
    page = html.unescape(pages.get("/search?q=Hafenmeister&outlet=Blatt").text)
    assert "Blatt (2)" in page
    assert "Der Bote (1)" in page
    assert "Sätze (2)" in page
    year = re.search(r'href="(/search\?[^"]*from=2019-01-01[^"]*)"', page)
    assert year is not None
    assert len(pages.get(year[1].replace("/search", "/search.json")).json()["sentences"]) == 2
    counts = pages.get("/search.json?q=Hafenmeister").json()["counts"]
    assert (counts["kinds"]["sentence"], counts["outlets"]) == (3, {"Blatt": 2, "Der Bote": 1})


def test_one_kind_page_by_page(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(*(make_reading(f"r{n}") for n in range(3)))
    found = [pages.get(f"/search.json?q=Hafenmeister&kind=sentence&per=1&page={n}").json() for n in (1, 2, 3)]
    assert len({page["sentences"][0]["report"] for page in found}) == 3
    assert {page["pages"] for page in found} == {3}
    assert all(page["names"] == page["incidents"] == page["statements"] == [] for page in found)
    assert 'rel="next"' in pages.get("/search?q=Hafenmeister&kind=sentence&per=1").text


def test_markup_in_a_report_and_in_a_query_is_text(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading(name="<b>Tolk</b>"))
    page = pages.get("/search?q=<b>Tolk").text
    assert "&lt;<mark>b</mark>&gt;<mark>Tolk</mark>" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("kind=rumour", "kind=rumour does not exist; there are: name, incident, statement, sentence"),
        ("outlet=Anderswo", "outlet=Anderswo does not exist; there are: Der Bote"),
        ("from=gestern", "from=gestern is not a day"),
        ("from=2020-01-01&to=2019-01-01", "The first day, 2020-01-01, is later than the last, 2019-01-01"),
    ],
)
def test_a_wrong_filter_is_an_error_that_names_what_there_is(
    make_pages: Make, make_reading: MakeReading, path: str, says: str
) -> None:
    pages = make_pages(make_reading())
    answer = pages.get(f"/search.json?q=Hafen&{path}")
    assert answer.status_code == 400
    assert says in answer.json()["error"]


def test_how_much_there_is_is_counted_once_for_all_pages(
    make_pages: Make, make_reading: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []

    def noted(connection: Connection, words: str, **narrow: Any) -> SearchCounts:
        counted.append(words)
        return counts(connection, words, **narrow)

    monkeypatch.setattr("lagebild.web.search.counted", noted)
    pages = make_pages(*(make_reading(f"r{n}") for n in range(3)))
    found = [pages.get(f"/search.json?q=Hafenmeister&kind=sentence&per=1&page={n}").json() for n in (1, 2, 3)]
    assert counted == ["Hafenmeister"]
    assert found[0]["counts"] == found[2]["counts"]
    pages.get("/search.json?q=Hafenmeister&kind=sentence&outlet=Der+Bote")
    assert len(counted) == 2
