"""No page shows a word of the machine, in either language: over all pages of the examples, and of two real reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest
from tests.unit.web.conftest import Pages

import lagebild
from lagebild import reading
from lagebild.record.accounts import DisputeKind
from lagebild.record.voices.independence import Independence
from lagebild.store import Store

EXAMPLES = Path(__file__).parents[3] / "examples"
LISTS = (
    *(
        "/",
        "/?since=2000-01-01",
        "/chronicle",
        "/chronicle?order=newest&sure=0.5",
        "/disputes",
        "/disputes?order=newest",
    ),
    *("/said", "/offices", "/plans", "/indexes", "/people?described=yes", "/bodies", "/states", "/places", "/outlets"),
    *("/reports", "/decisions", "/search?q=Minister"),
)
NAMES = (
    *(reading.EventType, reading.EventStatus, reading.RelationKind, reading.RelationStatus, reading.OfficeStatus),
    *(reading.StatementType, reading.Medium, reading.Bound, reading.PartKind, reading.PledgeKind, reading.Outcome),
    *(DisputeKind, Independence),
)
ENGLISH_AND_GERMAN = {"interim", "figure"}
NAMES_IN_CODE = {name for names in NAMES for name in get_args(names)}
VALUES = re.compile(
    r"\b(?:PAST_REF|PRESENT_REF|FUTURE_REF)\b|\bXXXX-|\b\d{4}-W\w\w\b|\b\d{4}-(?:\d\d|SP|SU|FA|WI)(?:-\d\d)?(?:T\w+)?\b"
    r"|\bPT?\d+[YMWDH]\b|\bNone\b|\bTrue\b|\bFalse\b|Undefined|\{\w*\}|\b[a-z]+_[a-z_]+\b|\blagebild\.\w"
)
"""TIMEX3 values and ISO dates, Python's own words, phrases that were not filled, names of fields."""


class Visible(HTMLParser):
    """What a page shows or says, apart from the rules that one can switch on, and from what is English on purpose."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.open: list[bool] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        hidden = tag in ("script", "style", "code", "textarea") or "rule" in (given.get("class") or "").split()
        other = given.get("lang") == "en" and self.language == "de"
        if tag not in ("input", "br", "meta", "link", "path", "circle", "rect", "stop", "img", "hr"):
            self.open.append(bool((self.open and self.open[-1]) or hidden or other))
        if not (self.open and self.open[-1]):
            self.said += [given[name] or "" for name in ("title", "aria-label", "placeholder") if name in given]

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in ("path", "circle", "rect", "stop"):
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1]):
            self.said.append(data)


def machine_words(page: str, language: str) -> Iterator[str]:
    """The words of the machine on a page, each with what stands around it."""
    visible = Visible(language)
    visible.feed(page)
    for said in visible.said:
        yield from words_in(said, language)


@cache  # most of what a page says stands on many others
def words_in(text: str, language: str) -> tuple[str, ...]:
    """The words of the machine in a piece of text, each with what stands around it."""
    said = re.sub(r"https?://\S+", "", text)
    values = [said[max(0, match.start() - 30) : match.end() + 30] for match in VALUES.finditer(said)]
    names = (
        word
        for word in re.findall(r"[\w-]+", said)
        if word in NAMES_IN_CODE and (word.isupper() or (language == "de" and word not in ENGLISH_AND_GERMAN))
    )
    return (*values, *(f"{word}: {said[:80]}" for word in names))


def shown(link: str, language: str) -> bool:
    """True if a page is looked at: all of them in German; in English, which has the same templates, some of each kind."""
    return language == "de" or link.startswith(("/reports/", "/outlets/")) or sum(link.encode()) % 8 == 0


def pages_of(pages: Pages, language: str) -> Iterator[tuple[str, str]]:
    """The pages that the lists lead to, each with its address."""
    seen: set[str] = set()
    to_see = list(LISTS)
    while to_see:
        path = to_see.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = pages.get(path, headers={"accept-language": language})
        assert answer.status_code in (200, 303), path
        yield path, answer.text
        found = re.findall(r'href="((?:/reports/|/incidents/|/who/|/states/|/outlets/)[^"?#]+)', answer.text)
        to_see += [link for link in dict.fromkeys(found) if ".json" not in link and shown(link, language)]


@pytest.fixture(scope="module", params=["examples", "seeds"])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    if request.param == "examples":
        reports = EXAMPLES
    else:
        reports = request.getfixturevalue("shared") / "gold"
        if not (reports / "seeds-2017.txt").exists():
            pytest.skip("the two reports (../shared/gold) are not at hand")
    folder = tmp_path_factory.mktemp(request.param)
    with lagebild.Record(folder / "record.db") as made:
        if request.param == "examples":
            made.add(reports)
        else:
            for name, day in (("seeds-2017", "2017-08-07"), ("seeds-2026", "2026-02-20")):
                text = (reports / f"{name}.txt").read_text(encoding="utf-8")
                (folder / f"{name}.md").write_text(
                    f"---\npublished: {day}\noutlet: {name}\n---\n{text}", encoding="utf-8"
                )
                made.add(folder / f"{name}.md")
    store = Store.open(folder / "record.db")
    yield Pages(store)
    store.close()


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_page_shows_a_word_of_the_machine(record: Pages, language: str) -> None:
    found: dict[str, str] = {}
    number = 0
    for path, page in pages_of(record, language):
        number += 1
        for words in machine_words(page, language):
            found.setdefault(words, unquote(path))
    assert number > (100 if language == "de" else 25)
    assert found == {}


def test_the_words_are_noticed() -> None:
    page = '<p title="happened">am PRESENT_REF <code>XXXX-W1</code> {n} <i class="rule">ASSAULT</i> 2017-08-06</p><b>kin</b>'
    assert sorted(machine_words(page, "de")) == [
        " 2017-08-06", " {n} ", "am PRESENT_REF ", "happened: happened", "kin: kin",
    ]  # fmt: skip
    assert len(list(machine_words(page, "en"))) == 3
