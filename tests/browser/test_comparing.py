"""Walks over an incident outlet by outlet and over two outlets: light, dark, on a phone, without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.serving import serving
from tests.browser.test_walks import EVIL
from tests.browser.walking import Walk
from tests.fresh import fresh
from tests.unit.web.test_incidents import told

from lagebild.store import Store

OUTLETS = ("Der Bote", "Das Blatt", f"Kurier {EVIL}")


def fill(store: Store) -> None:
    """An arrest that three outlets tell differently, one of them with two reports, one incident of each outlet alone."""

    def report(key: str, outlet: str, doer: str, verb: str, count: int, day: str, published: str, **more: Any) -> None:
        text = f"Die {doer} hat Jan Orel und {count} andere in Halve {verb}."
        store.add(
            told(key, text, verb=verb, doer=doer, day=day, count=count, outlet=outlet, published=published, **more)
        )

    arrest = {"lemma": "festnehmen"}
    report("r1", OUTLETS[0], "Polizei", "festgenommen", 4, "2021-05-03", "2021-05-04", **arrest)
    report(
        "r2",
        OUTLETS[1],
        "Nationalgarde",
        "verschleppt",
        3,
        "2021-05-03",
        "2021-05-05",
        lemma="verschleppen",
        kind="ASSAULT",
    )
    report("r3", OUTLETS[2], "Polizei", "festgenommen", 4, "2021-05-03", "2021-05-05", **arrest)
    report("r4", OUTLETS[0], "Polizei", "festgenommen", 10, "2021-05-03", "2021-05-09", **arrest)
    for number, outlet in enumerate(OUTLETS):
        report(f"a{number}", outlet, "Polizei", "festgenommen", 5, f"201{number}-01-07", f"201{number}-01-08", **arrest)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = fresh(tmp_path_factory.mktemp("record") / "record.db")
    fill(store)
    with serving(store) as address:
        yield address


PAGES = (
    "/incidents/r1/v1", "/compare", "/compare?one=Der+Bote&other=Das+Blatt", "/compare?one=Der+Bote&other=Das+Blatt&show=one",
    "/compare?one=Der+Bote&other=Das+Blatt&actor=Niemand", "/outlets", "/outlets/Der%20Bote",
)  # fmt: skip


def test_each_page_fits_and_is_accessible(walk: Walk) -> None:
    problems: list[str] = []
    for path in PAGES:
        walk.to(path)
        for answer in walk.page.locator(".answer > summary").all()[:6]:
            answer.click()
        problems += walk.misfits(path)
    assert problems == []


def test_an_answer_opens_its_sentence_by_the_keyboard(walk: Walk) -> None:
    page = walk.page
    walk.to("/incidents/r1/v1")
    row = page.get_by_role("row", name="wie genannt")
    assert row.get_by_role("cell").count() == len(OUTLETS)
    first = row.locator(".answer").first
    assert not first.locator(".evidence").is_visible()
    first.locator("> summary").focus()
    page.keyboard.press("Enter")
    assert first.locator("mark").first.inner_text() == "festgenommen"
    assert "verschleppt wertend" in " ".join(row.inner_text().split())
    first.locator("a[href^='#e-']").first.click()
    assert page.locator(".telling:target").is_visible()
    assert [one.inner_text() for one in page.locator(".telling:target .judge > summary").all()] == [
        "Falsch?", "Ändern", "Ein anderer Vorfall?",
    ]  # fmt: skip


def test_on_a_phone_the_table_is_a_list_that_names_each_outlet(walk: Walk) -> None:
    walk.to("/incidents/r1/v1")
    narrow = (walk.page.viewport_size or {})["width"] < 600
    assert walk.page.locator(".compared .of").first.is_visible() == narrow
    cells = walk.page.get_by_role("row", name="Festgenommene").get_by_role("cell").all()
    tops = [round((cell.bounding_box() or {})["y"]) for cell in cells]
    assert (len(set(tops)) == len(tops)) == narrow  # below each other, or in one line
    assert "4. Mai 2021" in cells[0].inner_text().replace("\u00a0", " ")  # a count that changed shows its steps
    assert "10" in cells[0].inner_text()


def test_print_keeps_the_sentences(walk: Walk) -> None:
    walk.to("/incidents/r1/v1")
    walk.page.emulate_media(media="print")
    assert walk.page.locator(".telling blockquote").count() == 4
    assert all(quote.is_visible() for quote in walk.page.locator(".telling blockquote").all())
    assert not walk.page.locator(".telling .judge").first.is_visible()
    walk.to("/compare?one=Der+Bote&other=Das+Blatt")
    walk.page.emulate_media(media="print")
    assert walk.page.locator(".pair .answer blockquote").first.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_from_an_outlet_to_a_comparison_to_an_incident(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/outlets/Der%20Bote")
    page.select_option("#other", "Das Blatt")
    walk.follow(".choosing button")
    assert "one=Der+Bote&other=Das+Blatt" in page.url
    assert page.locator(".pair").count() == 1
    assert page.locator("#only-one").inner_text().startswith("Nur Der Bote")
    page.locator(".pair .answer > summary").first.click()
    assert page.locator(".pair .answer[open] blockquote").first.is_visible()
    page.fill("#from", "2021-01-01")
    walk.follow(".filters button")
    assert "from=2021-01-01" in page.url
    assert page.locator("#only-one small").inner_text() == "0"
    walk.follow(".pair .headline")
    assert "/incidents/" in page.url
    page.click(".choose > summary")
    page.select_option("#other", OUTLETS[2])
    walk.follow(".choosing button")
    assert EVIL in page.locator("h1").inner_text()
    walk.context.close()
    assert walk.wrong == []


def test_an_unknown_outlet_is_told_which_there_are(walk: Walk, tmp_path: Path) -> None:
    walk.to("/compare?one=Der+Bote&other=Die+Post")
    assert "Das Blatt, Der Bote, Kurier" in walk.page.locator("main").inner_text()
    walk.wrong[:] = [w for w in walk.wrong if "400" not in w]


@pytest.mark.parametrize("script", [True, False])
def test_a_telling_is_mended_where_it_is_read(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to(f"/incidents/a{int(script)}/v1")
    page.locator(".telling .judge > summary", has_text="Ändern").click()
    form = page.locator("form:has(input[value=status])")
    form.locator("select").select_option("possible")
    form.locator("input[name=why]").fill("nur ein Gerücht")
    walk.follow(form.locator("button"))
    assert "nur ein Gerücht" in page.locator("#decided").inner_text()
    assert "möglich" in page.locator(".kicker").inner_text()
    walk.context.close()
    assert walk.wrong == []
