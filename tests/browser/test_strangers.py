"""A report on a phone and at one of its sentences, and pages on paper, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.serving import serving
from tests.browser.walking import Walk
from tests.unit.web.conftest import reading

from lagebild.store import Store

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = Store.open(tmp_path_factory.mktemp("strangers") / "record.db")
    store.add(reading(tail="\n\n".join(f"Absatz {number} sagt weiter nichts." for number in range(60))))
    with serving(store) as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_an_entry_opens_under_its_sentence(chromium: Any, address: str, scheme: str) -> None:
    walk = Walk(chromium, address, color_scheme=scheme, **PHONE)
    page = walk.page
    walk.to("/reports/r1")
    number = page.locator(".side .e").count()
    mark = page.locator(".m.events a").first
    mark.click()
    opened = page.locator(".beneath .e")
    assert opened.get_attribute("id") == "e1"
    assert page.locator(".side .e").count() == number - 1  # the entry itself: its forms go on working
    assert page.evaluate("scrollY") == 0
    above, below = mark.bounding_box(), opened.bounding_box()
    assert above is not None
    assert below is not None
    assert 0 < below["y"] - above["y"] < 200
    assert mark.get_attribute("aria-expanded") == "true"
    assert [*walk.misfits("the opened entry")] == []
    page.locator(".m.names a").first.click()
    assert page.locator(".beneath").count() == 1
    page.locator(".beneath button.shut").click()
    assert page.locator(".beneath").count() == 0
    assert page.locator(".side .e").count() == number
    assert page.locator(".side .e").first.get_attribute("id") == "e1"
    mark.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # a second one puts it back
    assert page.locator(".beneath").count() == 0
    walk.context.close()
    assert walk.wrong == []


def test_without_a_script_a_mark_leads_to_its_entry_below(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address, java_script_enabled=False, **PHONE)
    walk.to("/reports/r1")
    walk.page.locator(".m.events a").first.click()
    assert walk.page.url.endswith("#e1")
    walk.context.close()


def test_the_entries_of_the_sentence_asked_for_are_in_sight(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address, viewport={"width": 1280, "height": 300})
    page = walk.page
    walk.to("/reports/r1?at=5#here")
    marked = page.locator(".side .e.at")
    assert {one.get_attribute("id") for one in marked.all()} >= {"e1", "s1", "o1", "t1"}
    side, first = page.locator(".side").bounding_box(), marked.first.bounding_box()
    assert side is not None
    assert first is not None
    assert side["y"] <= first["y"] < side["y"] + side["height"]
    walk.context.close()
    assert walk.wrong == []


def test_paper_says_what_was_asked_and_has_nothing_to_click(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address)
    page = walk.page
    walk.to("/chronicle?type=COERCE&from=2019-01-01")
    assert not page.locator(".asked").is_visible()
    page.emulate_media(media="print")
    said = page.locator(".asked").inner_text()
    assert "Art: Zwang, Festnahme" in said
    assert "von: 1. Januar 2019" in said
    assert page.evaluate("document.querySelector('.evidence blockquote').getBoundingClientRect().height") > 10
    assert page.evaluate("document.querySelector('.legend p').getBoundingClientRect().height") > 10
    for nothing in (".filters", ".inpage", ".evidence .screen", ".keep"):
        assert not any(one.is_visible() for one in page.locator(nothing).all()), nothing
    walk.context.close()
    assert walk.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_filters_that_are_set_do_not_hide_what_they_leave(
    chromium: Any, address: str, script: bool
) -> None:
    walk = Walk(chromium, address, java_script_enabled=script, **PHONE)
    for view in ("chronicle", "timeline", "network"):
        walk.to(f"/{view}?type=COERCE")
        assert walk.page.locator(".asked").inner_text() == "Art: Zwang, Festnahme"
        assert not walk.page.locator("#type").is_visible()
    walk.to("/chronicle?type=COERCE")
    first = walk.page.locator(".entry").first.bounding_box()
    assert first is not None
    assert first["y"] < PHONE["viewport"]["height"]
    walk.page.click(".narrow > summary")
    assert walk.page.locator("#type").input_value() == "COERCE"
    walk.context.close()
    assert walk.wrong == []


def test_what_a_thumb_meets_on_a_phone_is_large_enough(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address, **PHONE)
    for path in ("/", "/chronicle", "/people", "/reports/r1", "/who?name=tolk"):
        walk.to(path)
        small = walk.page.evaluate(
            "[...document.querySelectorAll('.top nav a, .language, .inpage a, summary, button')]"
            ".filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24)"
            ".map(one => one.textContent.trim())"
        )
        assert small == [], path
    walk.context.close()
