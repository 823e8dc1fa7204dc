"""The start page in a real Chromium: what came since, saved views, feeds, and a text that is pasted; and pages on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.serving import serving
from tests.browser.test_walks import record
from tests.browser.walking import Walk
from tests.fresh import fresh

TEXT = "Ministerin Vera Lohm drohte am 3. Mai 2019 mit einem Streik. <b>Otto Demm</b> wurde am 4. Mai 2019 verhaftet."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = fresh(tmp_path_factory.mktemp("start") / "record.db")
    for reading in record():
        store.add(reading)
    with serving(store) as address:
        yield address


def test_a_pasted_text_is_answered_in_place(walk: Walk) -> None:
    page = walk.page
    walk.to("/")
    page.fill("#text", TEXT)
    page.fill("#published", "2019-05-05")
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    page.fill("#outlet", f"Kurier {page.viewport_size['width']} {dark}")  # each look adds a report of its own
    page.press("#outlet", "Enter")  # by the keyboard
    page.wait_for_selector(".outcome .text")
    assert page.url.rstrip("/") == walk.address
    assert page.evaluate("document.activeElement.className") == "outcome"
    outcome = page.locator(".outcome")
    assert "<b>Otto Demm</b>" in outcome.locator(".text").inner_text()
    assert outcome.locator(".text .m.events").count() >= 2
    assert "Was das Neues bringt" in outcome.inner_text()
    assert page.locator("h1").count() == 1
    assert walk.wide() <= 0
    assert walk.barriers() == []
    outcome.locator(".text .m.events a").first.click()
    page.wait_for_selector(".e:target")
    assert "/reports/" in page.url


def test_a_pasted_text_is_answered_without_a_script(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address, java_script_enabled=False)
    walk.to("/")
    walk.page.fill("#text", TEXT + " Es regnete.")
    walk.follow(".adding button")
    assert walk.page.locator("h1").inner_text() == "Was daraus geworden ist"
    assert walk.page.locator(".text .m.events").count() >= 2
    walk.follow(".back-to-start a")
    assert walk.page.locator("h1").inner_text() == "Lagebild"
    walk.context.close()
    assert walk.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_a_view_is_saved_and_forgotten(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/chronicle?type=THREATEN&order=newest")
    page.click(".keep > summary")
    page.fill(".keep input[name=name]", "Drohungen <i>")
    with page.expect_navigation():
        page.press(".keep input[name=name]", "Enter")
    assert page.url.endswith("/#views")
    walk.follow(".views a:has-text('Drohungen <i>')")
    assert "type=THREATEN" in page.url
    assert "order=newest" in page.url
    walk.to("/")
    walk.follow(".views .undo button")
    assert page.locator(".views li").count() == 0
    walk.context.close()
    assert walk.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_one_looks_back_to_a_day(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/")
    assert page.locator("#since").count() == 0
    page.fill("#since-day", "2019-01-01")
    walk.follow(".visits button")
    assert "since=2019-01-01" in page.url
    assert "Neu seit: 1. Januar 2019" in page.locator("#came").inner_text().replace("\u00a0", " ")
    assert page.locator("#since .entry").count() >= 4
    walk.follow("#bookmark")  # what comes from now on
    assert "nichts, was nicht schon" in page.locator("#since").inner_text()
    walk.context.close()
    assert walk.wrong == []


def test_the_last_visit_is_remembered_in_the_browser(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address)
    walk.to("/")
    assert not walk.page.locator(".visit").is_visible()
    walk.to("/")  # the same visit
    assert not walk.page.locator(".visit").is_visible()
    again = walk.context.new_page()
    again.goto(address)
    assert again.locator(".visit").is_visible()
    with again.expect_navigation():
        again.click(".visit a")
    assert "since=20" in again.url
    assert again.locator("#came").is_visible()
    assert again.locator(".visit a").get_attribute("href") == again.url.removeprefix(address)
    assert walk.context.cookies() == []
    walk.context.close()
    assert walk.wrong == []


def test_the_feed_of_a_page_is_there(walk: Walk) -> None:
    walk.to("/chronicle?type=THREATEN")
    feed = walk.page.locator("link[type='application/atom+xml']").get_attribute("href")
    answer = walk.page.request.get(walk.address + feed)
    assert answer.ok
    assert answer.text().count("<entry>") >= 3
    again = walk.page.request.get(walk.address + feed, headers={"if-none-match": answer.headers["etag"]})
    assert again.status == 304


@pytest.mark.parametrize("path", ["/", "/chronicle", "/who?name=tolk", "/said", "/plans", "/offices"])
def test_paper_keeps_the_evidence(chromium: Any, address: str, path: str) -> None:
    walk = Walk(chromium, address)
    walk.to(path)
    quotes = walk.page.locator("main .evidence blockquote")
    assert quotes.count()
    assert not quotes.first.is_visible()
    walk.page.emulate_media(media="print")
    assert all(one.is_visible() for one in quotes.all()[:20])
    assert not walk.page.locator("main button").first.is_visible()
    walk.context.close()
    assert walk.wrong == []


def test_paper_has_nothing_that_only_a_click_makes_sense_of(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address)
    for path, only_clicked in (("/reports/a", ".back"), ("/incidents/a/v1", ".mending")):
        walk.to(path)
        assert walk.page.locator(f"main {only_clicked}").count(), path
        walk.page.emulate_media(media="print")
        assert not any(one.is_visible() for one in walk.page.locator(f"main {only_clicked}").all()), path
        walk.page.emulate_media(media="screen")
    walk.page.emulate_media(media="print")
    tint = "getComputedStyle(document.querySelector('.compared tbody th')).backgroundColor"
    assert walk.page.evaluate(tint) == "rgba(0, 0, 0, 0)"
    walk.context.close()
    assert walk.wrong == []


@pytest.mark.parametrize("width", [360, 390])
def test_the_hint_in_the_search_field_is_whole_on_a_phone(chromium: Any, address: str, width: int) -> None:
    walk = Walk(chromium, address, viewport={"width": width, "height": 800})
    walk.to("/")
    cut = "(field => { field.type = 'text'; field.value = field.placeholder; return field.scrollWidth - field.clientWidth })"
    assert walk.page.evaluate(f"{cut}(document.querySelector('#q'))") <= 0
    walk.context.close()
    assert walk.wrong == []


def test_the_way_back_to_the_text_touches_no_other_word(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address)
    gaps = (
        "[...document.querySelectorAll('.e .back')].flatMap(back => { const at = back.getBoundingClientRect();"
        " return [...back.parentElement.children].filter(one => one !== back).flatMap(one => [...one.getClientRects()])"
        ".filter(one => one.bottom > at.top && one.top < at.bottom && one.width).map(one => at.left - one.right) })"
    )
    walk.to("/reports/a")
    for width in range(130, 280, 3):  # at one of them the two would meet
        walk.page.evaluate(f"document.querySelector('.side').style.width = '{width}px'")
        found = walk.page.evaluate(gaps)
        assert found
        assert min(found) >= 4, width
    walk.context.close()
    assert walk.wrong == []
