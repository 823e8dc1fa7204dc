"""The page of decisions: who decided what and when, narrowed, and what users did besides."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from lagebild.reading import Reading
from lagebild.record.decisions import anchors
from lagebild.store import deciding, log
from lagebild.web import deciding as page_of_decisions

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]


@pytest.fixture
def pages(make_pages: Make, make_reading: MakeReading) -> Any:
    """Anna withdrew an entry and Ben took that back; Ben joined two names; Cora added a report with a wild id."""
    made = make_pages(make_reading("a"), make_reading("<b>", name="Mira Sund"))
    made.store.refresh()
    with made.store.writing() as connection:
        entry = anchors(make_reading("a"))["statement"][0].id
        deciding.withdraw(connection, entry, author="anna", why="nur ein Gerücht")
        deciding.retract(connection, 1, author="ben")
        deciding.judge(connection, "Mira Tolk", "Mira Sund", same=True, author="ben", why="laut Blatt")
        log.note(connection, "added", "<b>", author="cora")
        log.note(connection, "known ties", "bande.tsv: 2 new, 0 changed", author="anna")
    return made


def shown(pages: Any, **asked: str) -> tuple[list[int], list[str]]:
    found = pages.get("/decisions.json", params=asked).json()
    page = unescape(pages.get("/decisions", params=asked).text)
    for one in found["decisions"]:
        assert f"✎ {one['number']}</span>" in page
    for one in found["log"]:
        assert f"UTC</time> · {one['author']} · " in page
    return [one["number"] for one in found["decisions"]], [one["what"] for one in found["log"]]


def test_one_asks_by_name_kind_and_day(pages: Any) -> None:
    assert shown(pages) == ([1, 2], ["added", "known ties"])
    assert shown(pages, by="anna") == ([1], ["known ties"])
    assert shown(pages, by="ben") == ([1, 2], [])
    assert shown(pages, by="Cora") == ([], ["added"])
    assert shown(pages, kind="same") == ([2], [])
    assert shown(pages, kind="added") == ([], ["added"])
    assert shown(pages, **{"from": "9999-01-01"}) == shown(pages, to="1999-12-31") == ([], [])


def test_the_page_says_who_there_is_and_what_they_did(pages: Any) -> None:
    page = pages.get("/decisions?lang=de").text
    assert '<option value="ben">ben (2)</option>' in page
    assert '<option value="known ties">Beziehungstabelle geladen</option>' in page
    assert '<a href="/reports/%3Cb%3E" lang="de">Streit um den Hafen</a>' in page
    narrowed = pages.get("/decisions?by=ben&lang=en").text
    assert '<option value="ben" selected>' in narrowed
    assert "table of ties loaded</span>" not in narrowed
    assert 'id="merged"' in page
    assert 'id="merged"' not in narrowed


def test_what_does_not_exist_is_an_error_that_names_what_does(pages: Any) -> None:
    for asked, says in (
        ({"by": "dora"}, "anna, ben, cora"),
        ({"kind": "x"}, "same, different, wrong, mend, added"),
        ({"from": "gestern"}, "gestern"),
    ):
        answer = pages.get("/decisions.json", params=asked)
        assert answer.status_code == 400
        assert says in answer.json()["error"]


def test_long_lists_come_page_by_page(pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of_decisions, "MOST_LOGGED", 1)
    first = pages.get("/decisions?per=1&lang=en").text
    assert "✎ 2</span>" in first
    assert "✎ 1</span>" not in first
    assert "and one earlier entry" in first
    assert "bande.tsv" in first
    assert "&lt;b&gt;" not in first.partition('id="log"')[2].partition("</section>")[0]
    assert "✎ 1</span>" in pages.get("/decisions?per=1&page=2").text
    assert len(pages.get("/decisions.json?per=1").json()["decisions"]) == 2
