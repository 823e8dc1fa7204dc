"""Every page over a small record, an empty one and a large one: what is on it, and its JSON."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.reading import Reading

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]

PAGES = ("/", "/search", "/search?q=Hafen", "/chronicle", "/chronicle?order=newest", "/disputes", "/said", "/states")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_an_empty_record_has_every_page(make_pages: Make, path: str, language: str) -> None:
    page = make_pages().get(path, headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert "<h1" in page.text


def test_the_report_shows_each_layer_and_who_says_so(make_pages: Make, make_reading: MakeReading) -> None:
    page = make_pages(make_reading()).get("/reports/r1?at=3").text
    assert 'class="m events denied mconf" data-entry="e1"' in page
    assert 'class="m times  " data-entry="t1"' in page
    assert 'class="m offices holds " data-entry="o1"' in page
    assert 'id="here"' in page
    assert "day-month-year" in page
    assert "bestritten" in page
    assert page.count('data-voice="„MT"') == 1  # the event stands in her own statement: one speech mark is enough


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_field_says_which_rule_filled_it(make_pages: Make, make_reading: MakeReading, language: str) -> None:
    one = make_reading()
    because = {
        "type": "what/verb verhaften",
        "recipients": "who/subject",
        "source": "said/by",
        "place": "where/none",
        "new": "x",
    }
    event = msgspec.structs.replace(one.events[0], because=because)
    page = make_pages(msgspec.structs.replace(one, events=(event,))).get(f"/reports/r1?lang={language}").text
    recipient, type_, place = ("wem", "Art", "wo") if language == "de" else ("to whom", "type", "where")
    assert f'<dt>{recipient}</dt><dd><a href="/who/person%3Ar1%2Fe2" lang="de">Hafenmeister</a> ' in page
    assert '<code class="rule">who/subject</code></dd>' in page  # beside the field
    assert '<code class="rule">said/by</code></dd>' in page
    rest = f"<dt>{type_}</dt><dd><code>what/verb verhaften</code></dd><dt>{place}</dt><dd><code>where/none</code></dd>"
    assert f'<dl class="rule">{rest}<dt>new</dt><dd><code>x</code></dd></dl>' in page  # what the entry does not show
    assert page.count("who/subject") == 1


def test_words_lead_to_the_sentence_in_any_form(make_pages: Make, make_reading: MakeReading) -> None:
    page = make_pages(make_reading()).get("/search?q=verhaften").text
    assert "wurde <mark>verhaftet</mark>" in page
    assert '/reports/r1?at=0#here"' in page
    assert "Kein Name, kein Vorfall und kein Satz" in make_pages().get("/search?q=Walfang").text


def test_a_person_is_found_by_any_spelling(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading(name="Mira Tólk"))
    moved = pages.get("/who?name=mira tolk")
    assert moved.status_code == 303
    person = pages.get(moved.headers["location"])
    assert "Ministerin" in person.text
    assert "verhaftet" in person.text
    assert "Der Bote" in person.text
    held = pages.get(moved.headers["location"] + ".json?on=2019-06-01").json()
    assert [o["title"] for o in held["offices"]] == ["Ministerin"]
    assert pages.get(moved.headers["location"] + ".json?on=2010-06-01").json()["offices"] == []
    assert pages.get("/who?name=Niemand").headers["location"] == "/search?q=Niemand"


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 1),
        ("type=COERCE", 1),
        ("type=AID", 0),
        ("status=denied&source=claim", 1),
        ("status=happened", 0),
        ("source=outlet", 0),
        ("source=hearsay", 0),
        ("order=newest", 1),
        ("outlet=Der+Bote&actor=Hafenmeister", 1),
        ("type=coerce&outlet=&from=", 1),
        ("actor=tolk", 0),
        ("actor=Niemand", 0),
        ("from=2019-05-01&to=2019-05-31", 1),
        ("from=2020-01-01", 0),
    ],
)
def test_the_chronicle_is_narrowed_by_its_address(
    make_pages: Make, make_reading: MakeReading, query: str, total: int
) -> None:
    assert make_pages(make_reading()).get(f"/chronicle.json?{query}").json()["total"] == total


def test_what_was_said_is_shown_page_by_page_the_newest_first(make_pages: Make, make_reading: MakeReading) -> None:
    days = ["2019-05-04", "2019-05-06", "2019-05-05", None, "2019-05-06"]
    several = [make_reading(f"r{number}") for number in range(len(days))]
    pages = make_pages(*(msgspec.structs.replace(one, published=day) for one, day in zip(several, days, strict=True)))

    def on(address: str) -> list[str]:
        found = pages.get(address).json()
        assert (found["total"], found["pages"]) == (len(days), 3)
        return [one["evidence"][0]["report"] for one in found["statements"]]

    newest = ["r4", "r1", "r2", "r0", "r3"]
    assert [on(f"/said.json?per=2&page={number}") for number in (1, 2, 3)] == [newest[:2], newest[2:4], newest[4:]]
    assert [on(f"/said.json?per=2&sure=0.1&page={number}") for number in (1, 2, 3)] == [
        newest[:2],
        newest[2:4],
        newest[4:],
    ]
    assert pages.get("/said.json?outlet=Der+Bote&q=verhaftet").json()["total"] == len(days)
    assert pages.get("/said.json?q=Fahrplan").json()["total"] == 0


def test_what_was_said_is_found_by_speaker_and_words(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert pages.get("/said.json?by=Tolk&q=Hafenmeister").json()["statements"][0]["speaker"] == "Mira Tolk"
    assert pages.get("/said.json?q=Walfang").json()["total"] == 0


def test_accept_asks_for_json_and_the_reading_comes_back_whole(make_pages: Make, make_reading: MakeReading) -> None:
    one = make_reading()
    answer = make_pages(one).get("/reports/r1", headers={"accept": "application/json"})
    assert msgspec.json.decode(answer.content, type=Reading) == one


def test_a_report_id_may_hold_anything(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading("ordner/ü?b#c"))
    newest = pages.get("/").text
    assert '"/reports/ordner%2F%C3%BC%3Fb%23c"' in newest
    assert pages.get("/reports/ordner%2F%C3%BC%3Fb%23c").status_code == 200


def test_many_incidents_fit_on_one_page(make_pages: Make, make_reading: MakeReading) -> None:
    # each on a day of its own, years apart: nothing of it is told twice
    readings = []
    for year in range(1950, 1990):
        one = make_reading(f"r{year}", name=f"Mira Tolk{year}")
        days = [f"{year}-{month:02}-{day}" for month in range(1, 13) for day in (10, 20)]
        events = [msgspec.structs.replace(one.events[0], id=f"v{n}", time=day) for n, day in enumerate(days)]
        readings.append(msgspec.structs.replace(one, events=tuple(events)))
    pages = make_pages(*readings)
    assert pages.get("/chronicle?per=5000").text.count('class="entry"') == 960
    last = pages.get("/chronicle?page=99999").text
    assert last.count('class="entry"') == 60
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
    newest = pages.get("/chronicle.json?order=newest&per=2").json()["incidents"]
    assert [one["begin"] for one in newest] == ["1989-12-20", "1989-12-10"]
    assert pages.get("/chronicle.json?per=1").json()["incidents"][0]["begin"] == "1950-01-10"


def test_the_language_is_kept_once_chosen(make_pages: Make) -> None:
    chosen = make_pages().get("/?lang=en", headers={"accept-language": "de"})
    assert '<html lang="en">' in chosen.text
    assert "lagebild_language=en" in chosen.headers["set-cookie"]


def test_openapi_names_every_address_that_answers(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    described = pages.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    assert {"/chronicle.atom", "/disputes.atom", "/said.atom"} <= described["paths"].keys()
    for path, how in described["paths"].items():
        if "{" not in path:
            (kind,) = how["get"]["responses"]["200"]["content"]
            needed = "?report=r1" if path == "/versions.json" else ""
            answer = pages.get(f"{path}{needed}")
            assert (answer.status_code, answer.headers["content-type"]) == (200, kind)


def test_the_versions_of_a_report(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    newer = msgspec.structs.replace(make_reading(tail="Es regnete."), published="2019-05-05")
    pages.app.state.site.store.add_version(newer, given_id="r2")
    first, second = pages.get("/versions.json?report=r2").json()
    assert ((first["number"], first["newest"]), (second["number"], second["newest"])) == ((1, False), (2, True))
    assert [change["kind"] for change in second["changes"]] == ["same"]
    assert second["head"] == [{"field": "published", "old": "2019-05-04", "new": "2019-05-05"}]
    missing = pages.get("/versions.json?report=x")
    assert (missing.status_code, missing.json()["error"]) == (404, "no report 'x' is on record, by id or url")


def test_what_is_missing_is_said(make_pages: Make) -> None:
    pages = make_pages()
    assert pages.get("/reports/none").status_code == 404
    assert "Das gibt es hier nicht" in pages.get("/nowhere").text
    assert pages.get("/who/none.json").json()["status"] == 404


@pytest.mark.parametrize(
    ("path", "german", "english"),
    [
        ("/chronicle?from=gestern", "from=gestern ist kein Tag", "from=gestern is not a day; write it as 2021-03-08"),
        ("/chronicle?to=2019-02-30", "to=2019-02-30 ist kein Tag", "to=2019-02-30 is not a day"),
        ("/chronicle?source=all", "es gibt: outlet, claim, hearsay", "there are: outlet, claim, hearsay"),
        ("/chronicle?outlet=Anderswo", "es gibt: Der Bote", "there are: Der Bote"),
        ("/said?outlet=Anderswo", "es gibt: Der Bote", "there are: Der Bote"),
        ("/search?q=Hafen&known=2019", "known=2019 ist kein Tag", "known=2019 is not a day"),
        ("/states?known=x", "known=x ist kein Tag", "known=x is not a day"),
        ("/who/x?on=x", "on=x ist kein Tag", "on=x is not a day"),
        ("/states/x?on=x", "on=x ist kein Tag", "on=x is not a day"),
    ],
)
def test_a_value_that_does_not_exist_is_an_error_that_names_those_that_do(
    make_pages: Make, make_reading: MakeReading, path: str, german: str, english: str
) -> None:
    pages = make_pages(make_reading())
    for tongue, title, detail in (
        ("de", "So lässt sich die Akte nicht fragen.", german),
        ("en", "The record cannot be asked that way.", english),
    ):
        page = pages.get(path, headers={"accept-language": tongue})
        assert page.status_code == 400
        assert title in page.text
        assert detail in html.unescape(page.text)
    answer = pages.get(path.replace("?", ".json?"))
    assert (answer.status_code, answer.json()["status"]) == (400, 400)
    assert english in answer.json()["error"]


@pytest.mark.parametrize(
    ("asked", "german", "english", "value"),
    [
        ("type=RAID", "Einigung (AGREE), Treffen, Beratung (CONSULT)", "agreement (AGREE), meeting (CONSULT)", "AGREE"),
        ("status=perhaps", "geschehen (happened), dauert an (ongoing)", "happened, ongoing", "happened"),
    ],
)
def test_a_page_says_the_readers_words_for_the_values_that_there_are(
    make_pages: Make, make_reading: MakeReading, asked: str, german: str, english: str, value: str
) -> None:
    pages = make_pages(make_reading())
    for tongue, allowed in (("de", f"es gibt: {german}"), ("en", f"there are: {english}")):
        assert allowed in html.unescape(pages.get(f"/chronicle?{asked}&lang={tongue}").text)
    assert f"does not exist; there are: {value}, " in pages.get(f"/chronicle.json?{asked}").json()["error"]


def test_what_was_known_on_a_day(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())  # published on 4 May
    newer = msgspec.structs.replace(make_reading(tail="Es regnete."), published="2019-05-20")
    pages.app.state.site.store.add_version(newer, given_id="r1")
    late = make_reading("r2", name="Ada Brunn", outlet="Blatt")
    pages.app.state.site.store.add(msgspec.structs.replace(late, published="2019-06-01"))

    def ask(path: str) -> Any:
        return pages.get(path).json()

    for day, then in (("2019-05-03", 0), ("2019-05-04", 1), ("2019-06-01", 2)):
        assert len(ask(f"/said.json?known={day}")["statements"]) == then
        assert sum(len(i["evidence"]) for i in ask(f"/chronicle.json?known={day}")["incidents"]) == then
        assert ask(f"/start.json?known={day}")["size"]["reports"] == then
        assert len(ask(f"/search.json?q=Hafenmeister&known={day}")["sentences"]) == then
    assert ask("/reports/r1.json?known=2019-05-04")["text"] == make_reading().text
    assert [len(ask(f"/versions.json?report=r1{known}")) for known in ("&known=2019-05-04", "")] == [1, 2]
    moved = pages.get("/who?name=tolk&known=2019-05-04").headers["location"]
    assert moved.endswith("?known=2019-05-04")
    page = pages.get(moved, headers={"accept-language": "en"}).text
    assert "published by the end of this day, in the versions of then: <strong>4 May 2019</strong>" in page
    assert 'id="known"' not in pages.get(moved.partition("?")[0]).text
    assert pages.get("/who?name=brunn&known=2019-05-31").headers["location"] == "/search?q=brunn&known=2019-05-31"
    assert pages.get("/chronicle?outlet=Blatt&known=2019-05-31").status_code == 400
