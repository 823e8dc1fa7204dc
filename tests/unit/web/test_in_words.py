"""Small things that a stranger stumbles over: what did not happen, what has no title, where one is, one mention."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.reading import Reading
from lagebild.store.openings import LONGEST, opening

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]
GERMAN = {"accept-language": "de"}


def test_what_the_outlet_itself_says_did_not_happen_is_not_called_denied(
    make_pages: Make, make_reading: MakeReading
) -> None:
    claimed = make_reading()
    (event,) = claimed.events
    own = msgspec.structs.replace(claimed, id="r2", events=(msgspec.structs.replace(event, source="outlet"),))
    for reading, word, other in ((claimed, "bestritten", "nicht geschehen"), (own, "nicht geschehen", "bestritten")):
        pages = make_pages(reading)
        rows = pages.get("/chronicle", headers=GERMAN).text.partition('<ol class="entries">')[2].partition("</ol>")[0]
        assert f'<span class="dim">{word}</span>' in rows
        assert other not in re.sub(r"<svg.*?</svg>", "", rows, flags=re.S)
        (link,) = set(re.findall(r'href="(/incidents/[^"#]+)"', rows))
        assert f"· {word} ·" in pages.get(link, headers=GERMAN).text


def test_a_report_without_a_title_is_listed_by_its_first_words(make_pages: Make, make_reading: MakeReading) -> None:
    bare = msgspec.structs.replace(make_reading("r1"), title=None)
    pages = make_pages(bare)
    for path in ("/", "/reports", "/outlets/" + (bare.outlet or "")):
        page = pages.get(path, headers=GERMAN).text
        assert f'<q class="opening" lang="de">{opening(bare.text)}</q>' in page, path
    assert "<h1>Bericht ohne Titel</h1>" in pages.get("/reports/r1", headers=GERMAN).text
    assert pages.get("/reports.json").json()["reports"][0]["opening"] == opening(bare.text)


def test_a_report_with_a_title_has_no_need_of_them(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(msgspec.structs.replace(make_reading("r1"), title="Am Hafen"))
    assert pages.get("/reports.json").json()["reports"][0]["opening"] is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, None),
        (" \n ", None),
        ("\n Kurz. \nMehr", "Kurz."),
        ("Wort, " * 30, "Wort, " * 12 + "Wort …"),
        ("x" * 200, "x" * LONGEST + " …"),
    ],
)
def test_first_words_end_with_a_whole_word(text: str | None, words: str | None) -> None:
    assert opening(text) == words


def test_one_place_is_marked_as_here(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    for path, name in (("/plans", "Pläne"), ("/people", "Verzeichnisse"), ("/map", "Chronik")):
        top = pages.get(path, headers=GERMAN).text.partition("</nav>")[0]
        assert re.findall(r"aria-current=\"\w+\">([^<]+)<", top) == [name]


def test_one_mention_is_one(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    found = pages.get("/who", params={"name": "Hafenmeister"}).headers["location"]
    assert "<span>1 Erwähnung</span>" in pages.get(found, headers=GERMAN).text


def test_an_error_offers_no_feed(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert "/chronicle.atom" in pages.get("/chronicle").text
    assert ".atom" not in pages.get("/chronicle?type=NONE").text


def test_how_sure_is_chosen_by_figures(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert '<option value="0.8">80 %</option>' in pages.get("/chronicle").text
    chosen = pages.get("/chronicle?sure=0.33").text
    assert '<option value="0.33" selected>33 %</option>' in chosen
    assert chosen.index('"0.33"') < chosen.index('"0.5"')


def test_only_a_list_can_be_turned_round(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert '<select id="order"' in pages.get("/chronicle").text
    for view in ("/timeline", "/map", "/network"):
        page = pages.get(f"{view}?order=newest").text
        assert '<select id="order"' not in page
        assert '<input type="hidden" name="order" value="newest">' in page  # the list keeps it


def test_two_incidents_of_one_sentence_are_told_apart_in_a_search(make_pages: Make, make_reading: MakeReading) -> None:
    page = make_pages(make_reading()).get("/search?q=Hafenmeister", headers=GERMAN).text
    assert '<span class="trigger">verhaftet</span>' in page.partition('id="content"')[2]
