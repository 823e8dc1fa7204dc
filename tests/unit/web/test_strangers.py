"""What somebody meets who comes to the pages without knowing them: unclear names, an empty record, paper, other versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Office, Reading
from lagebild.store import news
from lagebild.web.in_print import asked_in_words
from lagebild.web.pages import _also
from lagebild.web.phrases import phrases
from lagebild.web.timed import happened
from lagebild.web.versions import steps

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]

ASKING = (
    "/chronicle?actor={}", "/timeline?actor={}", "/map?actor={}", "/network?actor={}", "/said?by={}", "/disputes?actor={}",
    "/plans?name={}", "/offices?by={}", "/compare?one=Der+Bote&other=Kurier&actor={}",
)  # fmt: skip
"""Every page that is asked about somebody."""


def german(pages: Any, path: str) -> str:
    page = pages.get(path, headers={"accept-language": "de"})
    assert page.status_code == 200, path
    found: str = page.text
    return found


def listed(page: str) -> list[str]:
    """The texts of the paragraphs that say that a name is not clear."""
    return [re.sub("<[^>]*>", "", one) for one in re.findall(r'<p class="unclear">(.*?)</p>', page)]


@pytest.fixture
def pages(make_pages: Make, make_reading: MakeReading) -> Any:
    """Two people called Tolk, and a body of that name that has an office."""
    other = make_reading("r2", name="Jan Tolk", outlet="Kurier")
    text = f"{other.text}\nKarl Dorn leitet die Tolk."

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    body = Span(text.rindex("Tolk"), text.rindex("Tolk") + 4)
    more = (
        Entity(id="e8", kind="person", name="Karl Dorn", mentions=(at("Karl Dorn"),), name_spans=(at("Karl Dorn"),)),
        Entity(id="e9", kind="organisation", name="Tolk", mentions=(body,), name_spans=(body,)),
    )
    office = Office(person="e8", title="Leiter", of="e9", status="holds", start=at("Karl Dorn").start, end=body.end)
    other = msgspec.structs.replace(
        other,
        text=text,
        sentences=(*other.sentences, Span(at("Karl Dorn").start, len(text))),
        entities=(*other.entities, *more),
        offices=(*other.offices, office),
    )
    return make_pages(make_reading(), other)


@pytest.mark.parametrize("path", ASKING)
def test_of_several_with_a_name_each_is_offered_in_the_pages_language(pages: Any, path: str) -> None:
    page = german(pages, path.format("olk"))
    (said,) = listed(page)
    assert said.startswith("Mehrere heißen olk: ")
    assert {"Mira Tolk", "Jan Tolk"} <= {name for name in ("Mira Tolk", "Jan Tolk") if name in said}
    assert "could be several" not in page
    assert "nichts verzeichnet" not in page
    assert "Diese Ansicht merken" not in page
    assert not re.search(r'class="dim count">0 ', page)
    (way,) = re.findall(r'<p class="unclear">.*?href="([^"]*)"[^>]*>Mira Tolk', page)
    assert listed(german(pages, way.replace("&amp;", "&"))) == []


@pytest.mark.parametrize("path", ASKING)
def test_who_is_not_on_record_may_still_stand_in_a_text(pages: Any, path: str) -> None:
    page = german(pages, path.format("Nirgendwer"))
    (said,) = listed(page)
    assert "Nirgendwer" in said
    assert 'href="/search?q=Nirgendwer"' in page


def test_whoever_a_question_can_be_about_goes_before_others_of_the_name(pages: Any) -> None:
    page = german(pages, "/offices?of=Tolk")
    assert listed(page) == []
    assert "Leiter" in page
    assert len(listed(german(pages, "/chronicle?actor=olk"))) == 1


def test_offices_stand_body_by_body_and_those_of_none_come_last(pages: Any) -> None:
    page = german(pages, "/offices")
    assert re.findall(r'class="held-by"><h2>(?:<a[^>]*>)?([^<]*)', page) == ["Tolk", "Wo, sagt kein Bericht"]
    assert "3 Amtszeiten" in page
    rows = pages.get("/offices.json").json()["offices"]
    assert [row["of"] and row["of"]["name"] if isinstance(row["of"], dict) else row["of"] for row in rows][1:] == [
        None
    ] * 2


def test_the_register_is_turned_page_by_page(pages: Any) -> None:
    whole = [row["title"] for row in pages.get("/offices.json").json()["offices"]]
    assert whole == ["Leiter", "Ministerin", "Ministerin"]
    single = [pages.get(f"/offices.json?per=1&page={n}").json()["offices"] for n in (1, 2, 3)]
    assert [row["title"] for (row,) in single] == whole


def test_an_empty_record_leads_to_where_a_report_is_added(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages()
    for path in ("/chronicle", "/map", "/people", "/offices", "/search?q=x", "/disputes"):
        page = german(pages, path)
        assert '<a href="/#add">Den ersten Bericht hinzufügen' in page
        assert "Diese Ansicht merken" not in page
    pages.store.add(make_reading())
    assert "/#add" not in german(pages, "/chronicle?type=DIE")


def test_what_a_form_is_answered_with_leads_nowhere_that_cannot_be_asked(pages: Any) -> None:
    data = {"token": pages.token, "text": "Ministerin Ada Brunn trat zurück."}
    page = pages.ask("POST", "/add", data=data, headers={"origin": "http://127.0.0.1"}).text
    assert "/add.json" not in page
    (language,) = re.findall(r'class="language" href="([^"]*)"', page)
    assert language.startswith("/?lang=")
    assert "/nothing.json" not in pages.get("/nothing").text


def test_of_more_than_is_looked_at_no_sums_are_given(
    pages: Any, make_reading: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = make_reading("r3")
    event = msgspec.structs.replace(late.events[0], type="AID", time="2019-12-24")
    pages.store.add(msgspec.structs.replace(late, published="2020-01-01", events=(event,)))
    assert re.search(r"Neue Vorfälle <small>", german(pages, "/?since=2020-01-01"))
    monkeypatch.setattr(news, "MOST", 1)
    page = german(pages, "/?since=2020-01-01")
    assert "Das sind viele: Unten stehen die neuesten 1 " in page
    assert "Neue Vorfälle <small>" not in page


def test_the_page_of_a_report_shows_its_versions(pages: Any, make_reading: MakeReading) -> None:
    assert "Fassung" not in german(pages, "/reports/r1")
    old = make_reading()
    new = msgspec.structs.replace(old, title="Streit im Hafen", text=old.text.replace("verhaftet", "entlassen"))
    pages.store.add_version(new, given_id="r1")
    page = german(pages, "/reports/r1")
    assert '<a href="#versions">Fassung 2</a>' in page
    versions = page.partition('id="versions"')[2]
    assert ("<del>verhaftet</del>" in versions, "<ins>entlassen</ins>" in versions) == (True, True)
    assert '<del lang="de">Streit um den Hafen</del> <ins lang="de">Streit im Hafen</ins>' in versions
    assert versions.index("Fassung 2") < versions.index("Fassung 1")


def test_one_version_has_no_steps() -> None:
    assert steps([]) == []


def test_hits_are_rows_as_everywhere_with_the_words_marked(pages: Any) -> None:
    page = german(pages, "/search?q=verhaftet&kind=incident")
    (row,) = re.findall(r'<li class="entry".*?</li>\n?</ol>', page, re.S)[:1]
    assert '<time datetime="2019-05-03">3. Mai 2019</time>' in row
    assert "<mark>verhaftet</mark>" in row
    assert "blockquote" in row


def test_what_was_asked_stands_on_paper_in_words() -> None:
    words = phrases("de")
    asked = {"type": "PROTEST", "kind": "", "place": "Tunis", "from": "2013-08-02", "disputed": "yes", "sure": 0.8}
    assert asked_in_words(asked, words, "de") == [
        ("Art", "Protest"), ("Ort", "Tunis"), ("von", "2. August 2013"), ("nur Umstrittenes", ""), ("sicher ab", "80 %"),
    ]  # fmt: skip
    assert asked_in_words({"source": "hearsay", "kind": "figure"}, words, "de") == [
        ("Art", "Zahl"),
        ("Wessen Wort", "Hörensagen"),
    ]
    assert asked_in_words({}, words, "de") == []


def test_every_filter_of_every_page_is_said_on_paper(pages: Any) -> None:
    page = german(pages, "/chronicle?actor=Mira+Tolk&type=COERCE")
    assert "<span>Art: <strong>Zwang, Festnahme</strong></span>" in page
    assert "<span>Beteiligt: <strong>Mira Tolk</strong></span>" in page
    assert 'class="asked"' not in german(pages, "/chronicle")


def test_a_name_with_other_endings_is_no_other_name() -> None:
    names = ("Europäische Union", "EU", "Europäischen Union", "Ilka Soren")
    assert _also("Europäische Union", names) == ["EU", "Ilka Soren"]
    assert _also("Ilka Sorén", ("Ilka Sorén", "Ilka Soren", "Soren")) == ["Ilka Soren", "Soren"]


class Told(msgspec.Struct):
    """A telling, as far as it says when."""

    time: str | None
    valid_from: str | None


class One(msgspec.Struct):
    """An incident, as far as it has a time."""

    begin: str | None
    end: str | None
    tellings: tuple[Told, ...] = ()


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (("2021-03-09TNI", "2021-03-09"), "9. März 2021, nachts"),
        (("2021-03-09TNI", "2021-03-09TEV"), "9. März 2021"),  # they do not agree
        (("2021-03-09T14:30",), "9. März 2021"),
        (("2021-03-08TNI",), "9. März 2021"),  # that is another night
    ],
)
def test_a_row_says_the_part_of_the_day_that_reports_agree_on(times: tuple[str, ...], words: str) -> None:
    told = tuple(Told(time, time[:10]) for time in times)
    assert happened(One("2021-03-09", "2021-03-09", told), "de") == words
    assert happened(One("2021-03-09", "2021-03-10", told), "de") == "9.–10. März 2021"


def test_what_a_user_added_is_called_by_its_title(pages: Any) -> None:
    text = "Ministerin Ada Brunn trat am 3. Mai 2021 in Norhaven zurück, weil sie mit ihren eigenen Leuten unzufrieden war."
    added = pages.ask("POST", "/add", data={"token": pages.token, "text": text}, headers={"origin": "http://127.0.0.1"})
    begins = "Ministerin Ada Brunn trat am 3. Mai 2021 in Norhaven zurück, weil sie mit ihren …"
    assert f">{begins}</span></a>" in added.text  # no word is cut in two
    log = german(pages, "/decisions").partition('id="log"')[2]
    assert f'lang="de">{begins}</a>' in log


def test_a_description_in_several_reports_is_named_once_in_a_row(pages: Any) -> None:
    row = german(pages, "/chronicle?type=COERCE")
    assert "2 Berichte" in row
    assert (
        len(
            re.findall(r"<a [^>]*>(?:der )?Hafenmeister</a>", row.partition('class="entries"')[2].partition("</ol>")[0])
        )
        == 1
    )
