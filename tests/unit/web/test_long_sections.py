"""A state of which many offices and ties are on record: the latest at first, all of them page by page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from tests.unit.web.conftest import Pages

from lagebild.document import Span
from lagebild.reading import Entity, Office, Reading, Relation

GERMAN = {"Accept-Language": "de"}
MANY = 45
WHERE = "/states/place:kestrien"


def name(number: int) -> str:
    first = "Ada Bo Carl Dora Emil Fritz Greta Hugo Ilka".split()[number % 9]
    return f"{first} {'Dorn Vester Tigorin Sosk Kulmbach'.split()[number % 5]}"


def reports() -> Iterator[Reading]:
    """A report a year: a minister of Kestrien, and a body that it belongs to."""
    for number in range(MANY):
        minister, body = name(number), f"Bund {chr(65 + number // 26)}{chr(65 + number % 26)}"
        text = f"{minister} ist Ministerin von Kestrien. Kestrien gehört dem {body} an."

        def at(words: str, text: str = text) -> Span:
            return Span(text.index(words), text.index(words) + len(words))

        found = ((minister, "person"), ("Kestrien", "state"), (body, "organisation"))
        yield Reading(
            id=f"r{number}",
            text=text,
            title="Lage",
            outlet="Blatt",
            published=f"{1950 + number}-05-01",
            sentences=(Span(0, text.index(".") + 1), Span(text.index(".") + 2, len(text))),
            entities=tuple(
                Entity(id=f"e{n}", kind=kind, name=words, mentions=(at(words),), name_spans=(at(words),))  # type: ignore[arg-type]
                for n, (words, kind) in enumerate(found)
            ),
            offices=(Office(person="e0", title="Ministerin", of="e1", status="holds", start=0, end=text.index(".")),),
            relations=(
                Relation(
                    kind="member",
                    source_entity="e1",
                    target_entity="e2",
                    status="holds",
                    start=text.index(".") + 2,
                    end=len(text),
                ),
            ),
        )


@pytest.fixture
def pages(make_pages: Callable[..., Pages]) -> Pages:
    return make_pages(*reports())


def section(page: str, name: str) -> str:
    found = re.search(rf'<section aria-labelledby="{name}">(.*?)</section>', page, re.S)
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("part", "other", "pattern", "oldest"),
    [
        ("offices", "ties", r"\w+ (?:Dorn|Vester|Tigorin|Sosk|Kulmbach)", name(0)),
        ("ties", "offices", r"Bund [A-Z]{2}", "Bund AA"),
    ],
)
def test_the_latest_are_shown_and_the_others_are_a_click_away(
    pages: Pages, part: str, other: str, pattern: str, oldest: str
) -> None:
    shown = section(pages.get(WHERE, headers=GERMAN).text, part)
    assert f"<small>{MANY}</small>" in shown
    assert f"Die letzten 40 von {MANY}" in shown
    names = set(re.findall(pattern, shown))
    assert len(names) == 40
    assert oldest not in names
    (link,) = set(re.findall(rf'href="([^"]+section={part})"', shown))
    whole = pages.get(link, headers=GERMAN).text
    assert len(set(re.findall(pattern, section(whole, part)))) == MANY
    assert not section(whole, other)
    third = section(pages.get(f"{WHERE}?section={part}&per=20&page=3", headers=GERMAN).text, part)
    assert len(set(re.findall(pattern, third))) == 5
    assert 'rel="prev"' in third
    assert 'rel="next"' not in third


def test_a_section_that_there_is_not_is_refused(pages: Pages) -> None:
    answer = pages.get(f"{WHERE}?section=nose", headers=GERMAN)
    assert answer.status_code == 400
    assert "offices" in answer.text


def test_ties_are_paged_on_the_page_of_a_body_too(pages: Pages) -> None:
    where = pages.get(WHERE, headers=GERMAN).text
    (who,) = set(re.findall(r'href="(/who/[^"?]+)">Vorfälle', where))
    shown = section(pages.get(who, headers=GERMAN).text, "ties")
    assert f"Die letzten 40 von {MANY}" in shown
    whole = section(pages.get(f"{who}?section=ties", headers=GERMAN).text, "ties")
    assert len(set(re.findall(r"Bund [A-Z]{2}", whole))) == MANY


def test_a_page_that_there_is_not_says_so_without_the_id(pages: Pages) -> None:
    answer = pages.get("/states/place:nowhere", headers=GERMAN)
    assert answer.status_code == 404
    assert "Das gibt es hier nicht." in answer.text
    assert "nobody" not in answer.text
    assert "place:nowhere" in pages.get("/states/place:nowhere.json").text


def test_hashes_of_the_reader_are_not_in_the_running_text(pages: Pages) -> None:
    page = pages.get("/reports/r1", headers=GERMAN).text
    assert "wörterbuch" not in re.sub(r"<[^>]+>", "", page).casefold()
