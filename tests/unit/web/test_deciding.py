"""Corrections made where one reads: only from our own pages, with undo on the spot."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

import httpx
import msgspec
import pytest

from lagebild.reading import Reading
from lagebild.record.decisions import anchors
from lagebild.store import deciding

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]
OURS = {"origin": "http://127.0.0.1"}
WHO = "/who/" + quote("person:mira-tolk", safe="")


def post(pages: Any, path: str, **form: Any) -> httpx.Response:
    answer: httpx.Response = pages.ask("POST", path, data={"token": pages.token, **form}, headers=OURS)
    return answer


def wrong(pages: Any, entry: str, **form: Any) -> httpx.Response:
    return post(pages, "/decide", kind="wrong", entry=entry, **{"back": WHO, "why": "nur ein Gerücht", **form})


def test_a_statement_is_withdrawn_where_one_reads_and_comes_back(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    entry = anchors(make_reading())["statement"][0].id
    assert f'name="entry" value="{entry}"' in pages.get(WHO).text
    done = wrong(pages, entry)
    assert done.status_code == 303
    assert done.headers["location"] == f"{WHO}?decided=1#decided"
    page = pages.get(done.headers["location"]).text
    assert 'id="decided"' in page
    assert 'id="withdrawn"' in page
    assert "nur ein Gerücht" in page
    assert pages.get(f"{WHO}.json").json()["statements"] == []
    assert pages.get("/said.json").json()["total"] == 0
    assert pages.get("/reports/r1").text.count('class="head withdrawn"') == 1
    back = post(pages, "/undo", decision="1", back=f"{WHO}?decided=1&on=2019-05-04")
    assert back.headers["location"] == f"{WHO}?on=2019-05-04&decided=1#decided"
    assert "zurückgenommen" in pages.get(back.headers["location"]).text
    assert pages.get("/said.json").json()["total"] == 1


def test_names_are_joined_and_lead_to_the_one_who_bears_them_now(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading("a"), make_reading("b", name="Mira Sund"))
    sund = "/who/" + quote("person:mira-sund", safe="")
    done = post(pages, "/decide", kind="same", left="person:mira-sund", right="tolk", why="", back=sund)
    one = done.headers["location"].partition("?")[0]
    page = pages.get(one)
    assert page.status_code == 200
    assert {"Mira Tolk", "Mira Sund"} <= set(re.findall(r"Mira \w+", page.text))
    assert "unknown, <time" in page.text.replace("\n", "")
    listed = pages.get("/decisions.json").json()
    assert [(d["kind"], d["left"], d["right"]) for d in listed["decisions"]] == [("same", "Mira Sund", "Mira Tolk")]
    post(pages, "/decide", kind="different", left=unquote(one.removeprefix("/who/")), right="Mira Sund", back="/")
    assert [c["kind"] for c in pages.get("/decisions.json").json()["conflicts"]] == ["contradiction"]
    assert "Diese Entscheidungen widersprechen einander" in pages.get("/decisions").text
    english = pages.get("/decisions", headers={"accept-language": "en"}).text
    assert "These decisions contradict each other" in english


def test_the_register_says_which_sentence_vouches_for_a_bound(make_pages: Make, make_reading: MakeReading) -> None:
    def dated(key: str, since: str | None, **named: str) -> Reading:
        one = make_reading(key, **named)
        return msgspec.structs.replace(one, offices=(msgspec.structs.replace(one.offices[0], since=since),))

    def register(*readings: Reading) -> str:
        page = unescape(make_pages(*readings).get(WHO).text)
        return page[page.index('<dl class="bounds">') :].partition("</dl>")[0]

    one = register(dated("r1", "2018-02"))
    assert "Februar 2018" in one
    assert make_reading().text.splitlines()[0] in one
    assert re.search(r"<dt>Ende</dt>\s*<dd>–</dd>", one)
    assert "umstritten" not in one
    two = register(dated("r2", "2018-02"), dated("r3", "2017-11", outlet="Der Kurier"))
    assert re.search(r"<dt>Beginn <span class=\"fork\"><svg.*?</svg> umstritten</span></dt>", two)
    assert all(words in two for words in ("Februar 2018", "November 2017", "Der Kurier"))


@pytest.mark.parametrize("path", ["/decide", "/undo"])
def test_a_decision_needs_the_token_and_our_own_page(make_pages: Make, make_reading: MakeReading, path: str) -> None:
    pages = make_pages(make_reading())
    form = {"kind": "wrong", "entry": anchors(make_reading())["event"][0].id, "decision": "1", "back": "/"}
    ours = {**form, "token": pages.token}
    for headers in ({}, {"origin": "http://evil.example"}, {"origin": "null"}):
        assert pages.ask("POST", path, data=ours, headers=headers).status_code == 403
    assert pages.ask("POST", path, data=form, headers=OURS).status_code == 403
    assert pages.ask("POST", path, content=b"", headers={**OURS, "content-length": "100001"}).status_code == 413
    assert pages.get(path).status_code == 405
    assert pages.get("/decisions.json").json()["decisions"] == []


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "\n//evil.example"],
)
def test_nobody_is_led_elsewhere(make_pages: Make, make_reading: MakeReading, back: str) -> None:
    pages = make_pages(make_reading())
    done = wrong(pages, anchors(make_reading())["event"][0].id, back=back)
    assert done.headers["location"] == "/decisions?decided=1#decided"


@pytest.mark.parametrize(
    ("path", "form", "says"),
    [
        ("/decide", {"kind": "wrong", "entry": "ffff0000"}, "no entry on record"),
        ("/decide", {"kind": "gossip"}, "kind"),
        ("/decide", {"kind": "same", "left": "person:mira-tolk", "right": "Niemand"}, "&#39;Niemand&#39;"),
        ("/decide", {"kind": "same", "left": "person:none", "right": "Tolk"}, "has the id"),
        (
            "/decide",
            {"kind": "different", "left": "person:mira-tolk", "right": "mira tolk"},
            "cannot be told from itself",
        ),
        ("/undo", {"decision": "7"}, "there is no decision 7"),
        ("/undo", {"decision": "x"}, "decision"),
    ],
)
def test_what_cannot_be_decided_is_said(
    make_pages: Make, make_reading: MakeReading, path: str, form: dict[str, str], says: str
) -> None:
    pages = make_pages(make_reading())
    done = post(pages, path, back="/", **form)
    assert done.status_code == 422
    assert "Das ließ sich nicht entscheiden" in done.text
    assert says in done.text


def test_what_an_editor_writes_is_only_text(make_pages: Make, make_reading: MakeReading) -> None:
    from .test_safety import HOSTILE, Harm

    pages = make_pages(make_reading())
    bad = " ".join(HOSTILE)
    wrong(pages, anchors(make_reading())["event"][0].id, why=bad)
    store = pages.app.state.site.store
    with store.transaction() as connection:
        assert deciding.decision(connection, 1).why == bad
    for path in ("/decisions?decided=1", WHO, "/reports/r1"):
        harm = Harm()
        harm.feed(pages.get(path).text)
        assert harm.found == []


def test_what_speaks_against_a_decision_is_said_where_it_comes_up(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading("a"), make_reading("b", name="Mira Sund"))
    post(pages, "/decide", kind="same", left="person:mira-sund", right="Mira Tolk", back="/")
    text = "Ministerin Mira Tolk traf am Dienstag die Richterin Mira Sund."
    form = {"token": pages.token, "text": text}
    for headers, says in (
        ({"accept": "application/json"}, '"kind":"evidence"'),
        ({}, "Neuere Berichte sprechen dagegen"),
    ):
        assert says in pages.ask("POST", "/add", data=form, headers={**OURS, **headers}).text
        form["text"] += " Es regnete."
    one = "/who/" + quote("person:mira-sund", safe="")
    done = post(pages, "/decide", kind="different", left="person:mira-sund", right="Mira Tolk", back=one)
    assert done.status_code == 303
    notice = pages.get(done.headers["location"]).text.partition('id="decided"')[2].partition("</section>")[0]
    assert "Diese Entscheidungen widersprechen einander" in notice


def test_what_an_editor_set_is_shown_where_one_reads(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading("r1"), make_reading("r2"))
    with pages.store.writing() as c:
        deciding.mend(c, "r1/v1", "actors", "Talverbund (organisation)", author="anna", why="im Titel")
        deciding.judge(c, "r1/v1", "r2/v1", same=True, author="anna")
        deciding.mend(c, "r2/v1", "time", "2019-05-04", author="anna")
    page = unescape(pages.get("/reports/r1").text)
    assert "Talverbund" in page
    assert '<code class="rule">editor/1</code>' in page
    assert "Talverbund" not in pages.get("/reports/r1.json").text
    listed = unescape(pages.get("/decisions").text)
    assert "<b>Talverbund (Körperschaft)</b>" in listed
    assert "im Titel" in listed
    assert "wann: <del>3. Mai 2019</del> → <b>4. Mai 2019</b>" in listed
    assert [d["kind"] for d in pages.get("/decisions.json").json()["decisions"]] == ["mend", "same", "mend"]
