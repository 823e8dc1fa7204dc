"""The page of somebody with many incidents: the latest of each section, the count of all, and all of one page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.unit.web.conftest import Pages

from lagebild.document import Document, Span
from lagebild.reading import Entity, Event, Reading, Statement
from lagebild.record.telling import Party
from lagebild.store import Store
from lagebild.store.involved import Sides, sorted_out

DEEDS = 45
GERMAN = {"accept-language": "de"}


def busy() -> Reading:
    """A report in which Mira Tolk goes to Kestrien 45 times, and is once visited there."""
    sentences = [f"Am {1 + n % 28}. Tag des Monats {1 + n // 28} reiste Mira Tolk nach Kestrien." for n in range(DEEDS)]
    sentences.append("Zuletzt besuchte Arno Fehl dort Mira Tolk.")
    text = " ".join(sentences)
    spans = tuple(Span(m.start(), m.end()) for m in re.finditer(r"(?:Am|Zuletzt) .*?(?:Kestrien|Tolk)\.(?= |$)", text))
    assert len(spans) == DEEDS + 1

    def entity(key: str, kind: Any, name: str) -> Entity:
        at = tuple(Span(m.start(), m.end()) for m in re.finditer(name, text))
        return Entity(id=key, kind=kind, name=name, mentions=at, name_spans=at)

    def event(number: int, verb: str, **fields: Any) -> Event:
        start = text.index(verb, spans[number].start)
        return Event(
            id=f"v{number + 1}", type="CONSULT", trigger=(Span(start, start + len(verb)),), sentence=spans[number],
            status="happened", source="outlet", gist=(spans[number],), **fields,
        )  # fmt: skip

    events = [
        event(n, "reiste", actors=("e1",), place="e2", time=f"2019-{1 + n // 28:02}-{1 + n % 28:02}")
        for n in range(DEEDS)
    ]
    events.append(event(DEEDS, "besuchte", actors=("e3",), recipients=("e1",), place="e2", time="2019-05-01"))
    said = tuple(Statement(type="direct", medium="speech", speaker="e1", quote_spans=(span,)) for span in spans[:DEEDS])
    blank = Reading.blank(Document(id="r1", text=text, published="2019-06-01", outlet="Bote"), spans)
    people = (
        entity("e1", "person", "Mira Tolk"),
        entity("e2", "place", "Kestrien"),
        entity("e3", "person", "Arno Fehl"),
    )
    return Reading(**{
        **{name: getattr(blank, name) for name in blank.__struct_fields__},
        "entities": people, "events": tuple(events), "statements": said,
    })  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    store = Store.open(tmp_path_factory.mktemp("busy") / "lage.db")
    store.add(busy())
    store.refresh()
    yield Pages(store)
    store.close()


def address(pages: Pages, name: str) -> str:
    found: str = pages.get("/who", params={"name": name}).headers["location"]
    return found


def section(page: str, key: str) -> str:
    start = page.index(f'<h2 id="{key}">')
    return page[start : page.index("</section>", start)]


def test_the_latest_of_a_section_stand_under_the_count_of_all(pages: Pages) -> None:
    page = pages.get(address(pages, "Mira Tolk"), headers=GERMAN).text
    did = section(page, "did")
    assert "Was Mira Tolk tat <small>45</small>" in did
    assert did.count('<li class="entry"') == 40
    assert "Die letzten 40 von 45:" in did
    assert ">1. Januar 2019<" not in did  # the first are on the page of the section
    assert ">17. Februar 2019<" in did
    assert "Was Mira Tolk geschah <small>1</small>" in section(page, "suffered")
    said = section(page, "said")
    assert "Was Mira Tolk sagte <small>45</small>" in said
    assert said.count('<li class="entry"') == 40
    assert 'href="/said?by=Mira+Tolk"' in said


def test_a_section_is_shown_page_by_page(pages: Pages) -> None:
    here = address(pages, "Mira Tolk")
    (link,) = re.findall(r'href="([^"]+section=did)"', section(pages.get(here).text, "did"))
    whole = pages.get(link, headers=GERMAN).text
    assert section(whole, "did").count('<li class="entry"') == DEEDS
    assert 'id="suffered"' not in whole
    second = pages.get(f"{link}&per=20&page=3", headers=GERMAN).text
    assert section(second, "did").count('<li class="entry"') == 5
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert pages.get(f"{here}?section=deeds").status_code == 400


def test_with_a_share_all_are_looked_at_and_cut_in_the_same_way(pages: Pages) -> None:
    page = pages.get(f"{address(pages, 'Mira Tolk')}?sure=0.01", headers=GERMAN).text
    assert section(page, "did").count('<li class="entry"') == 40


def test_the_json_counts_all_and_has_what_the_page_shows(pages: Pages) -> None:
    found = pages.get(address(pages, "Mira Tolk") + ".json").json()
    assert found["counts"] == {"did": 45, "suffered": 1, "said": 45}
    assert len(found["incidents"]) == 41
    one = pages.get(address(pages, "Mira Tolk") + ".json?section=did&per=10&page=2").json()
    assert (one["page"], one["pages"], len(one["incidents"])) == (2, 5, 10)


def test_all_that_happened_at_a_place_is_on_its_page_whoever_did_it(pages: Pages) -> None:
    where = address(pages, "Kestrien").replace("/who/", "/states/")
    page = pages.get(where, headers=GERMAN).text
    assert "<small>46</small>" in section(page, "there")
    assert section(page, "there").count('<li class="entry"') == 40
    (link,) = re.findall(r'href="([^"]+section=here)"', page)
    assert section(pages.get(link, headers=GERMAN).text, "there").count('<li class="entry"') == 46


def test_an_incident_stands_where_somebody_has_a_part_in_it() -> None:
    me, other = Party(id="me", name="Tolk"), Party(id="other", name="Fehl")
    found = sorted_out(
        "me",
        [
            ("both", Sides(actors=(me, other), recipients=(me,))),
            ("at", Sides(actors=(other,), place=me)),
            ("does-at", Sides(actors=(me,), place=me)),
            ("some-say", Sides(actors=(other,))),
        ],
    )
    assert found.sections["did"] == ("both", "does-at")
    assert found.sections["suffered"] == ("both",)
    assert found.sections["there"] == ("at",)
    assert found.sections["here"] == ("at", "does-at")
    assert found.sections["part"] == ("some-say",)
    assert found.company == {other: 3}
