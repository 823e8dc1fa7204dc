"""The start page: what is new, what came since, saved views, and the answer to a pasted text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Part, Reading
from lagebild.web.overlay import paragraphs, parts

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]


def told_otherwise(reading: Reading) -> Reading:
    """The same happening as a fact of the outlet."""
    event = msgspec.structs.replace(reading.events[0], status="happened", source="outlet")
    return msgspec.structs.replace(reading, events=(event,))


def test_the_newest_incidents_come_first_with_their_days(make_pages: Make, make_reading: MakeReading) -> None:
    early = make_reading()
    late = msgspec.structs.replace(
        early,
        id="r2",
        published="2020-01-01",
        outlet="Kurier",
        events=(msgspec.structs.replace(early.events[0], type="AID", time="2019-12-24"),),
        times=(msgspec.structs.replace(early.times[0], value="2019-12-24", begin="2019-12-24", end_date="2019-12-24"),),
    )
    event = msgspec.structs.replace(
        early.events[0], type="MOBILIZE", time=None, status="happened", trigger=(Span(0, 10),), recipients=()
    )
    undated = msgspec.structs.replace(early, id="r3", times=(), events=(event,))
    pages = make_pages(early, late, undated)
    data = pages.get("/start.json").json()
    assert [(i["type"], i["begin"]) for i in data["incidents"]] == [
        ("AID", "2019-12-24"), ("COERCE", "2019-05-03"), ("MOBILIZE", None),
    ]  # fmt: skip
    page = pages.get("/").text
    assert page.index("24. Dezember 2019") < page.index("3. Mai 2019") < page.index("spätestens")


def test_the_size_counts_a_happening_once(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    pages.store.add(msgspec.structs.replace(make_reading("r2", outlet="Kurier"), published="2019-05-05"))
    data = pages.get("/start.json").json()
    assert (data["size"]["events"], data["size"]["incidents"]) == (2, 1)
    assert data["size"]["incidents"] == pages.get("/chronicle.json").json()["total"]
    assert "<b>1</b> Vorfall" in pages.get("/").text


def test_what_is_announced_for_later_is_not_the_newest(make_pages: Make, make_reading: MakeReading) -> None:
    one = make_reading()
    ahead = msgspec.structs.replace(one.events[0], time="2031-01-01", status="announced")
    time = msgspec.structs.replace(one.times[0], value="2031-01-01", begin="2031-01-01", end_date="2031-01-01")
    pages = make_pages(msgspec.structs.replace(one, events=(ahead,), times=(time,)))
    assert pages.get("/start.json").json()["incidents"] == []


def test_what_is_newly_disputed(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert pages.get("/start.json").json()["disputed"] == []
    pages.store.add(told_otherwise(make_reading("r2", outlet="Kurier")))
    (dispute,) = pages.get("/start.json").json()["disputed"]
    assert dispute["kind"] == "happened"
    page = pages.get("/").text
    assert "<b>bestritten</b>" in page  # who says what, at a glance
    assert "<b>geschehen</b>" in page
    assert "<dt>geschehen</dt>" in page  # with the sentences


def test_what_came_since(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert pages.get("/start.json").json()["came"] is None
    came = pages.get("/start.json?since=2019-01-01").json()["came"]
    assert (came["reports"], len(came["first_told"]), came["told_again"]) == (1, 1, [])
    assert [o["title"] for o in came["offices"]] == ["Ministerin"]
    nothing = pages.get("/start.json?since=2999-01-01").json()["came"]
    assert (nothing["reports"], nothing["incidents"], nothing["offices"]) == (0, 0, [])
    with pages.store.writing() as connection:  # the first report came long ago
        connection.exec_driver_sql("UPDATE reports SET recorded_at = '2020-01-01T00:00:00.000000+00:00'")
    pages.store.add(told_otherwise(make_reading("r2", outlet="Kurier")))
    came = pages.get("/start.json?since=2020-01-02T08:30").json()["came"]
    assert (came["reports"], came["first_told"], len(came["told_again"])) == (1, [], 1)
    assert [d["kind"] for d in came["disputes"]] == ["happened"]
    assert came["offices"] == []  # she was in office before
    page = pages.get("/?since=2020-01-02T08:30").text
    assert "Neu seit: 2. Januar 2020, 08:30 Uhr" in page
    assert "Weiter berichtet" in page


@pytest.mark.parametrize(
    "since", ["gestern", "2020-13-01", "2020-01-01T25:00", "2020-01-01 08:00", "2020-01-01T08:00+02:00"]
)
def test_a_moment_that_is_none_is_an_error(make_pages: Make, since: str) -> None:
    page = make_pages().get("/", params={"since": since})
    assert page.status_code == 400
    assert "2021-03-08T14:05" in page.text


def test_the_page_offers_to_look_back_without_a_script(make_pages: Make, make_reading: MakeReading) -> None:
    page = make_pages(make_reading()).get("/").text
    assert 'href="/?since=2' in page
    assert '<input id="since-day" type="date" name="since"' in page
    assert "set-cookie" not in make_pages().get("/").headers


def save(pages: Any, name: str, view: str, **more: Any) -> Any:
    data = {"token": pages.token, "name": name, "view": view}
    return pages.ask("POST", "/views", data=data, headers={"origin": "http://127.0.0.1"}, **more)


def test_a_view_is_saved_shown_replaced_and_forgotten(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert save(pages, " Hafen  & Co ", "/chronicle?type=COERCE&page=3&lang=en&actor=").headers["location"] == "/#views"
    (view,) = pages.get("/start.json").json()["views"]
    assert (view["name"], view["page"], view["query"], view["author"]) == (
        "Hafen & Co", "chronicle", "type=COERCE", "unknown",
    )  # fmt: skip
    assert '<a href="/chronicle?type=COERCE">Hafen &amp; Co</a>' in pages.get("/").text
    save(pages, "Hafen & Co", "/said?q=Hafen")
    save(pages, "Ämter", "/offices?on=2019-05-04")
    found = pages.get("/start.json").json()["views"]
    assert [(v["name"], v["page"], v["query"]) for v in found] == [
        ("Hafen & Co", "said", "q=Hafen"), ("Ämter", "offices", "on=2019-05-04"),
    ]  # fmt: skip
    data = {"token": pages.token, "view": str(found[0]["number"])}
    gone = pages.ask("POST", "/views/drop", data=data, headers={"origin": "http://127.0.0.1"})
    assert gone.status_code == 303
    assert [v["name"] for v in pages.get("/start.json").json()["views"]] == ["Ämter"]
    assert pages.ask("POST", "/views/drop", data=data, headers={"origin": "http://127.0.0.1"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("", "/chronicle"),
        ("x" * 121, "/chronicle"),
        ("x", "/nowhere"),
        ("x", "/decisions"),
        ("x", "//elsewhere.example/chronicle"),
        ("x", "https://elsewhere.example/chronicle"),
        ("x", "/chronicle?q=" + "x" * 3000),
    ],
)
def test_a_view_that_cannot_be_saved(make_pages: Make, name: str, view: str) -> None:
    pages = make_pages()
    assert save(pages, name, view).status_code == 422
    assert pages.get("/start.json").json()["views"] == []


@pytest.mark.parametrize("path", ["/views", "/views/drop"])
def test_only_our_own_page_saves(make_pages: Make, path: str) -> None:
    pages = make_pages()
    data = {"token": pages.token, "name": "x", "view": "/chronicle"}
    assert pages.ask("POST", path, data=data, headers={"origin": "http://evil.example"}).status_code == 403
    wrong = {**data, "token": "wrong"}
    assert pages.ask("POST", path, data=wrong, headers={"origin": "http://127.0.0.1"}).status_code == 403
    assert pages.get(path).status_code == 405
    assert pages.get("/start.json").json()["views"] == []


def test_the_form_stands_on_the_lists(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    assert 'name="view" value="/chronicle?type=COERCE"' in pages.get("/chronicle?type=COERCE").text
    for path in ("/", "/decisions", "/reports/r1", "/chronicle?type=NONSENSE"):
        assert 'action="/views"' not in pages.get(path).text


def paste(pages: Any, text: str, **more: str) -> Any:
    data = {"token": pages.token, "text": text, "published": "2019-05-04", "outlet": "Kurier"}
    return pages.ask(
        "POST", "/add", data=data, files={"none": ("", b"")}, headers={"origin": "http://127.0.0.1", **more}
    )


def test_a_pasted_text_is_answered_with_its_reading_and_what_is_new(make_pages: Make) -> None:
    pages = make_pages()
    text = "Ministerin Vera Lohm drohte am 3. Mai 2019 mit einem Streik. Otto Demm wurde am Freitag verhaftet."
    page = paste(pages, text).text
    assert 'class="m events happened mconf' in page  # the text with its marks
    assert "Neue Vorfälle" in page
    assert "Neue Ämter" in page
    assert "Vera Lohm" in page
    report = pages.get("/reports.json").json()["reports"][0]["id"]
    assert f'href="/reports/{report}#e1"' in page  # a mark leads to its entry
    again = paste(pages, text)
    assert "schon vorhanden" in again.text
    assert "Neue Vorfälle" not in again.text
    data = paste(pages, "Am 5. Mai 2019 wurde Karl Brunn verhaftet.", accept="application/json").json()
    assert [i["type"] for i in data["brought"]["first_told"]] == ["COERCE"]
    assert paste(pages, text, accept="application/json").json()["brought"] is None


def test_parts_that_are_no_running_text(make_reading: MakeReading) -> None:
    text = "Streit am Hafen\n\nWolm (abc) Am Montag kam Otto Demm.\nFoto: Demm"
    kinds = (("heading", "Streit am Hafen"), ("dateline", "Wolm (abc)"), ("credit", "Foto: Demm"))
    structure = tuple(
        Part(kind=kind, start=text.index(words), end=text.index(words) + len(words))  # type: ignore[arg-type]
        for kind, words in kinds
    )
    reading = Reading(id="a", text=text, sentences=(Span(0, len(text)),), structure=structure)
    assert parts(reading) == ["heading", "", "credit"]  # a dateline is a part of its paragraph
    assert len(parts(reading)) == len(paragraphs(reading))
