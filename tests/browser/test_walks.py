"""Walks through the pages in a real Chromium, against a real server: light, dark and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browser.serving import serving
from tests.browser.walking import Walk
from tests.fresh import fresh

from lagebild.document import Span
from lagebild.reading import Entity, Event, Office, Plan, Pledge, Reading, Relation, Statement, Time

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def record() -> list[Reading]:
    """Reports in which a minister of a made-up state speaks; one with hostile text, one very long."""

    def one(key: str, day: str, extra: str) -> Reading:
        first = f"Kestriens Ministerin Mira Tolk drohte am {int(day[8:])}. Mai mit Streik: „Wir kommen wieder.“"
        text = f"{first}\n\n{extra}"

        def at(words: str) -> Span:
            return Span(text.index(words), text.index(words) + len(words))

        words = f"{int(day[8:])}. Mai"
        return Reading(
            id=key,
            text=text,
            title=f"Bericht {key} {extra[:60]}",
            outlet="Der Bote",
            published=day,
            sentences=(Span(0, len(first)),),
            times=(
                Time(
                    start=at(words).start,
                    end=at(words).end,
                    type="DATE",
                    value=day,
                    begin=day,
                    end_date=day,
                ),
            ),
            entities=(
                Entity(
                    id="e1", kind="person", name="Mira Tolk", mentions=(at("Mira Tolk"),), name_spans=(at("Mira Tolk"),)
                ),
                Entity(
                    id="e2", kind="state", name="Kestrien", mentions=(at("Kestriens"),), name_spans=(at("Kestriens"),)
                ),
            ),
            offices=(
                Office(
                    person="e1",
                    title="Ministerin",
                    of="e2",
                    status="holds",
                    since="2018-02" if key == "a" else None,
                    start=0,
                    end=at("Mira Tolk").end,
                ),
            ),
            statements=(
                Statement(type="direct", medium="speech", speaker="e1", quote_spans=(at("Wir kommen wieder."),)),
            ),
            events=(
                Event(
                    id="v1",
                    type="THREATEN",
                    trigger=(at("drohte"),),
                    actors=("e1",),
                    time=day,
                    status="happened",
                    source="outlet",
                    sentence=Span(0, len(first)),
                    because={"type": "trigger"},
                ),
                Event(
                    id="v2",
                    type="PROTEST",
                    trigger=(at("Streik"),),
                    place="e2",
                    status="announced",
                    source="e1",
                    sentence=Span(0, len(first)),
                    because={"type": "trigger"},
                ),
            ),
            relations=(
                Relation(
                    kind="origin",
                    source_entity="e1",
                    target_entity="e2",
                    status="holds",
                    start=0,
                    end=at("Mira Tolk").end,
                ),
                Relation(
                    kind="opponent",
                    source_entity="e1",
                    target_entity="e2",
                    status="interrupted",
                    source="e1",
                    start=at("drohte").start,
                    end=at("Streik").end,
                ),
            ),
            plans=(
                Plan(
                    name="Streikplan",
                    of="e1",
                    announced_by=None,
                    about="e2",
                    phases=("Streik", extra[:80]),
                    time=day,
                    start=at("Streik").start,
                    end=at("Streik").end,
                ),
            ),
            pledges=(
                Pledge(
                    kind="promise", by="e1", to="e2", outcome="broken", start=at("kommen").start, end=at("wieder").end
                ),
            ),
            problems=("one date could not be resolved",),
        )

    return [
        one("a", "2019-05-03", "Ende."),
        one("b", "2019-05-09", EVIL),
        one("c", "2020-05-04", "Wort und Satz. " * 9000),
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = fresh(tmp_path_factory.mktemp("record") / "record.db")
    for reading in record():
        store.add(reading)
    with serving(store) as address:
        yield address


PAGES = (
    "/", "/?since=2000-01-01", "/search?q=Streik", "/search?q=nichtsda", "/reports/a", "/reports/b", "/reports/c?at=5",
    "/chronicle", "/chronicle?order=newest", "/chronicle?type=THREATEN&at=2020", "/incidents/a/v1", "/incidents/b/v2",
    "/disputes", "/said", "/offices", "/plans", "/who/person:mira-tolk?on=2019-06-01", "/states/place:kestrien",
    "/states/place:kestrien?on=2019-06-01", "/decisions", "/nowhere", "/indexes", "/people?described=yes", "/bodies",
    "/states", "/places", "/outlets", "/outlets/Der%20Bote", "/reports",
)  # fmt: skip


def test_each_page_fits_and_is_accessible(walk: Walk, tmp_path: Path) -> None:
    problems: list[str] = []
    for path in PAGES:
        if path == "/nowhere":
            walk.page.goto(walk.address + path)
            walk.wrong[:] = [w for w in walk.wrong if "404" not in w]
        else:
            walk.to(path)
        if path.startswith(
            "/reports/c"
        ):  # axe takes minutes over a text that long, and its parts are those of the others
            assert walk.wide() <= 0, path
        else:
            problems += walk.misfits(path)
    assert problems == []


def test_a_reader_finds_a_report_and_reads_its_reading(walk: Walk) -> None:
    page = walk.page
    walk.to("/")
    page.fill("#q", "gestreikt Streik")
    page.fill("#q", "streik")
    with page.expect_navigation():
        page.press("#q", "Enter")
    walk.follow(".hits a[href*='/reports/']")
    assert page.locator("#here").inner_text().startswith("Kestriens Ministerin")
    page.locator(".m.events.happened").first.hover()
    page.wait_for_selector("#e1.lit")
    assert page.locator(".g-times").is_visible()
    page.uncheck("#layer-times")
    assert not page.locator(".g-times").is_visible()
    assert not page.locator("#e1 .rule").is_visible()
    page.check("#show-rules")
    assert page.locator("#e1 .rule").is_visible()
    walk.follow("#e1 dd a")
    assert page.locator("h1").inner_text() == "Mira Tolk"


def test_a_person_shows_evidence_in_place(walk: Walk) -> None:
    page = walk.page
    walk.to("/who?name=tolk")
    evidence = page.locator(".bar .evidence").first
    assert not evidence.is_visible()
    page.locator(".bar summary").first.focus()
    page.keyboard.press("Enter")
    assert evidence.is_visible()
    page.fill("#on", "2019-06-01")
    walk.follow(".day button")
    assert "Ministerin" in page.locator(".held").inner_text()
    assert "on=2019-06-01" in page.url


@pytest.mark.parametrize("script", [True, False])
def test_an_entry_is_withdrawn_where_it_is_read_and_comes_back(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/who?name=tolk")
    page.locator("#said ~ * details > summary").first.click()
    opened = page.locator("#said ~ * details[open]").first
    opened.locator(".judge > summary").first.click()
    opened.locator("input[name=why]").first.fill(f"Irrtum {EVIL}")
    walk.follow(opened.locator(".judge button").first)
    notice = page.locator("#decided")
    assert EVIL in notice.inner_text()
    assert page.locator("h1").inner_text() == "Mira Tolk"
    assert page.locator("#withdrawn").is_visible()
    walk.to("/decisions")
    assert EVIL in page.locator("main").inner_text()
    walk.follow(page.locator(".decisions .undo button").first)
    assert "zurückgenommen" in page.locator("#decided").inner_text()
    assert page.locator(".decisions .undo button").count() == 0
    walk.to("/who?name=tolk")
    assert page.locator("#withdrawn").count() == 0
    walk.context.close()
    assert walk.wrong == []


def test_the_chronicle_keeps_its_filters_in_the_address(walk: Walk) -> None:
    page = walk.page
    walk.to("/chronicle")
    folded = page.viewport_size["width"] < 640  # on a phone the form would fill the screen
    assert page.locator("#type").is_visible() != folded
    assert page.locator(".narrow > summary").is_visible() == folded
    if folded:
        page.click(".narrow > summary")
    # three threats, the strike of which two reports tell, and the one that is threatened a year later
    assert page.locator(".entry").count() == 5
    page.select_option("#type", "THREATEN")
    page.select_option("#order", "newest")
    walk.follow(".filters button")
    assert "type=THREATEN" in page.url
    assert page.locator(".entry").count() == 3
    walk.follow(".language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".entry").count() == 3
    assert page.locator(".entry time").first.get_attribute("datetime") == "2020-05-04"


def test_the_chronicle_is_narrowed_by_facets_and_jumps_to_a_month(walk: Walk) -> None:
    page = walk.page
    walk.to("/chronicle")
    walk.follow(".jump a:has-text('2020')")
    assert "at=2020" in page.url
    assert page.url.endswith("#y-2020")
    walk.follow(".facets a:has-text('Drohung')")
    assert "type=THREATEN" in page.url
    assert page.locator(".entry").count() == 3
    assert page.locator("#type").input_value() == "THREATEN"
    walk.follow(".facets .lift")
    assert page.locator(".entry").count() == 5


@pytest.mark.parametrize("script", [True, False])
def test_from_the_indexes_to_a_name_and_to_an_outlet(chromium: Any, address: str, script: bool) -> None:
    walk = Walk(chromium, address, java_script_enabled=script)
    page = walk.page
    walk.to("/")
    walk.follow("nav a:has-text('Verzeichnisse')")
    walk.follow("dt a:has-text('Personen')")
    walk.follow("thead a:has-text('Name')")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Name")
    walk.follow("tbody a:has-text('Mira Tolk')")
    assert page.locator("h1").inner_text() == "Mira Tolk"
    walk.to("/reports")
    assert page.locator("tbody tr").count() == 3
    walk.follow(page.locator("tbody a.outlet").first)
    assert page.locator("h1").inner_text() == "Der Bote"
    walk.follow("nav a:has-text('Alle Vorfälle')")
    assert "outlet=Der+Bote" in page.url
    assert page.locator(".entry").count() == 5
    walk.context.close()
    assert walk.wrong == []


def test_from_the_chronicle_to_an_incident_to_a_report(walk: Walk) -> None:
    page = walk.page
    walk.to("/chronicle?type=THREATEN&order=newest")
    assert page.locator(".entry time").first.get_attribute("datetime") == "2020-05-04"
    told = page.locator(".entry .told").first
    assert not told.locator(".evidence").first.is_visible()
    told.locator("> summary").click()
    assert told.locator(".evidence").first.is_visible()
    headline = page.locator(".entry .headline").last
    words = headline.inner_text()
    walk.follow(headline)
    assert page.locator("h1").inner_text() == words
    assert "3. Mai 2019" in page.locator(".facts").inner_text().replace("\u00a0", " ")
    across = page.locator(".across")
    across.focus()  # a wide table is moved by the keyboard, too
    assert "Mira Tolk" in across.inner_text()
    walk.follow(page.get_by_role("row", name="wann berichtet").locator("a").first)
    assert "/reports/a?at=" in page.url
    assert page.locator("#here").inner_text().startswith("Kestriens Ministerin")


def test_hostile_text_is_only_text(walk: Walk) -> None:
    walk.to("/reports/b")
    assert EVIL in walk.page.locator(".text").inner_text()


def test_what_cannot_be_read_is_said_in_place(walk: Walk) -> None:
    page = walk.page
    walk.to("/")
    page.set_input_files("#files", {"name": "bild.png", "mimeType": "image/png", "buffer": b"\x89PNG\x00"})
    page.click(".adding button")
    page.wait_for_selector(".progress li:has-text('only text')")
    walk.wrong[:] = [w for w in walk.wrong if "422" not in w]  # Chromium notes the refusal itself


def test_every_page_reads_without_javascript(chromium: Any, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/reports/a")
    assert page.locator("#e1").is_visible()
    page.uncheck("#layer-events")
    assert not page.locator("#e1").is_visible()
    page.goto(f"{address}/")
    page.set_input_files("#files", {"name": "bild.png", "mimeType": "image/png", "buffer": b"\x89PNG\x00"})
    page.click(".adding button")
    assert "bild.png" in page.locator(".problems").inner_text()
    context.close()


def test_the_heads_of_an_index_are_of_one_size(walk: Walk) -> None:
    walk.to("/people")
    sizes = walk.page.evaluate(
        "[...document.querySelectorAll('.index thead th')].map(x => getComputedStyle(x).fontSize)"
    )
    assert len(sizes) > 3
    assert len(set(sizes)) == 1
