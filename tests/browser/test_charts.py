"""Walks through timeline, map and network in a real Chromium: light, dark, on a phone, without script, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.browser.serving import serving
from tests.browser.test_walks import EVIL
from tests.browser.walking import LOOKS, Walk
from tests.fresh import fresh

from lagebild.document import Span
from lagebild.reading import Entity, Event, Reading

PEOPLE = ("Mira Tolk", "Karl Dorn", "Ilka Brahm", f"Ada {EVIL}")
TOWNS = ("Tunis", "Caracas", "Marvena", "Bolivien")
CASES: tuple[tuple[str, str | None, int, int | None], ...] = (
    # type, time, who acts on the next one, where
    ("THREATEN", "2017-03-04", 0, 0),
    ("ASSAULT", "2017-03-04", 1, 0),
    ("CONSULT", "2017-03", 2, 1),
    ("AID", "2019-08-01", 3, 2),
    ("ELECT", "2018", 0, 3),
    ("DISASTER", None, 1, None),
    ("COERCE", "2016-11/2017-02", 2, 1),
)


def reports() -> Iterator[Reading]:
    """A report an event; people, towns and days differ."""
    for number, (kind, time, doer, place) in enumerate(CASES):
        first, second = PEOPLE[doer], PEOPLE[(doer + 1) % len(PEOPLE)]
        town = TOWNS[place] if place is not None else "Hier"
        text = f"{first} und {second} in {town}: es geschah{number}."
        names = [(first, "person"), (second, "person")]
        names += [(town, "state" if town == "Bolivien" else "place")] if place is not None else []
        entities = []
        for at, (name, sort) in enumerate(names):
            span = Span(text.index(name), text.index(name) + len(name))
            entities.append(Entity(id=f"e{at}", kind=sort, name=name, mentions=(span,), name_spans=(span,)))  # type: ignore[arg-type]
        verb = Span(text.index("geschah"), len(text) - 1)
        yield Reading(
            id=f"r{number}", text=text, title=f"Bericht {number}", outlet="Der Bote",
            published=None if time is None else "2019-09-01", sentences=(Span(0, len(text)),), entities=tuple(entities),
            events=(
                Event(id="v1", type=kind, trigger=(verb,), actors=("e0",), recipients=("e1",), time=time,  # type: ignore[arg-type]
                      place="e2" if place is not None else None, status="happened", source="outlet",
                      sentence=Span(0, len(text))),
            ),
        )  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = fresh(tmp_path_factory.mktemp("record") / "record.db")
    for reading in reports():
        store.add(reading)
    with serving(store) as address:
        yield address


PAGES = (
    "/timeline", "/timeline?at=2017", "/timeline?at=2017-03", "/timeline?lang=en", "/timeline?actor=Niemand", "/map",
    "/map?region=africa", "/map?region=VEN&lang=en", "/network", "/network?actor=Mira+Tolk&lang=en", "/network?kind=grey",
    "/chronicle?actor=Mira+Tolk&with=Karl+Dorn&kind=vconf", "/indexes",
)  # fmt: skip


def test_each_view_fits_and_is_accessible(walk: Walk) -> None:
    problems: list[str] = []
    for path in PAGES:
        walk.to(path)
        problems += walk.misfits(path)
    assert problems == []


@pytest.mark.parametrize("script", [True, False])
def test_from_the_years_to_a_day_and_its_list_and_back(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/chronicle")
    walk.follow(".views a:has-text('Zeitachse')")
    assert page.locator("h1").inner_text() == "Zeitachse"
    walk.follow(".broad .timescale a[aria-label^='2017']")
    assert page.locator("h1").inner_text() == "Zeitachse: 2017"
    assert "at=2017" in page.url
    walk.follow(".broad .timescale a[aria-label^='März 2017']")
    assert page.locator("h1").inner_text() == "Zeitachse: März 2017"
    bar = page.locator(".broad .timescale a[aria-label^='1. März 2017 – 31. März 2017']")
    assert bar.count() == 1  # the month is all that its report says
    walk.follow(".broad .timescale a[aria-label^='4. März 2017']")
    assert page.locator("h1").inner_text() == "Chronik"
    assert page.locator(".entry").count() == 3  # two on the day, and the one some time in March
    page.go_back()
    walk.follow(".zoom a:has-text('2017')")
    walk.follow(".zoom a:has-text('Alle Jahre')")
    assert page.locator("h1").inner_text() == "Zeitachse"
    walk.context.close()
    assert walk.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_from_the_map_to_a_place_and_a_country(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/map")
    assert page.locator(".map .dot").count() == 2
    assert page.locator(".map .tinted").count() == 1
    assert "Marvena" in page.locator("#others ~ .across").inner_text()
    walk.follow(page.locator(".map .land").filter(has_text="Algerien"))  # a country's shape leads to its section
    assert page.locator("h1").inner_text() == "Karte: Algerien"
    walk.follow(".jump a:has-text('Venezuela')")
    assert page.locator("h1").inner_text() == "Karte: Venezuela"
    walk.follow(".map a[aria-label^='Caracas'] .dot")
    assert page.locator("h1").inner_text() == "Chronik"
    assert page.locator("#place").input_value() == "Caracas"
    assert page.locator(".entry").count() == 2
    walk.context.close()
    assert walk.wrong == []


@pytest.mark.parametrize("script", [True, False])
def test_from_the_network_to_the_incidents_of_a_pair(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/network")
    assert page.locator(".broad .network .node").count() == 4
    assert EVIL in page.locator(".broad .network").text_content()
    walk.follow(page.locator("tr:has-text('Karl Dorn'):has-text('Mira Tolk') td.n a").last)
    assert "with=" in page.url
    assert page.locator(".entry").count() == 1
    walk.follow(".views a:has-text('Netz')")
    assert page.locator(".broad .network .node").count() == 2
    walk.follow(".lift")
    walk.context.close()
    assert walk.wrong == []


def test_the_keyboard_goes_through_each_view(walk: Walk) -> None:
    page = walk.page
    for path, mark in (("/timeline", "timescale"), ("/map", "map"), ("/network", "network")):
        walk.to(path)
        across = page.locator(f".across:has(.{mark}):visible")
        across.focus()  # a wide drawing is moved by the arrows
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('svg')?.classList.contains(arguments[0])".replace(
            "arguments[0]", f"'{mark}'"))  # fmt: skip
        assert inside
        there = page.evaluate("document.activeElement.href.baseVal")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith(there)


SHOWN = """mark => [...document.querySelectorAll(`svg.${mark}`)]
    .filter(one => one.getBoundingClientRect().width).map(one => ({
    width: one.getBoundingClientRect().width,
    scale: one.getBoundingClientRect().width / one.viewBox.baseVal.width,
}))"""
MOVED = """[...document.querySelectorAll(".across")].filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => one.getAttribute("aria-label") || one.getAttribute("aria-labelledby"))"""


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_a_drawing_fits_and_its_words_are_of_full_size(chromium: Any, address: str, width: int) -> None:
    walk = Walk(chromium, address, **{**LOOKS["phone"], "viewport": {"width": width, "height": 740}})
    for path, mark in (("/timeline", "timescale"), ("/map", "map"), ("/network", "network")):
        walk.to(path)
        (drawn,) = walk.page.evaluate(SHOWN, mark)
        assert drawn["width"] <= width
        assert mark == "map" or drawn["scale"] > 0.85  # the map has no words there, and its circles keep their edge
        assert walk.page.evaluate(MOVED) == [], path
        assert walk.wide() <= 0
    walk.to("/map")
    assert not walk.page.locator(".map text").first.is_visible()
    walk.context.close()
    assert walk.wrong == []


def test_a_wide_screen_has_the_wide_drawing_alone(chromium: Any, address: str) -> None:
    walk = Walk(chromium, address, **LOOKS["light"])
    for path, mark in (("/timeline", "timescale"), ("/network", "network")):
        walk.to(path)
        (drawn,) = walk.page.evaluate(SHOWN, mark)
        assert drawn["width"] > 900
    tip = walk.page.evaluate("getComputedStyle(document.querySelector('.tip')).fill")
    assert tip != "rgb(0, 0, 0)"  # an arrow has the colour of its line
    walk.context.close()
    assert walk.wrong == []
