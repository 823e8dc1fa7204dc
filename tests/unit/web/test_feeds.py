"""Atom feeds of the chronicle, the disputes and what was said: valid, escaped, stable, and 304 where nothing came."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import msgspec
import pytest

from lagebild.reading import Reading

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]

A = "{http://www.w3.org/2005/Atom}"
H = "{http://www.w3.org/1999/xhtml}"
FEEDS = ("/chronicle.atom", "/disputes.atom", "/said.atom")
EVIL = "<script>alert(1)</script> & ]]> \x07\ufffe"


def parsed(answer: Any) -> ET.Element:
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def check(feed: ET.Element) -> None:
    """What RFC 4287 asks of a feed (4.1.1) and of its entries (4.1.2)."""
    for element in (feed, *feed.findall(f"{A}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{A}{name}")
            assert (found.text or "").strip()
        assert datetime.datetime.fromisoformat(element.findtext(f"{A}updated", "")).tzinfo is not None
        assert urlsplit(element.findtext(f"{A}id", "")).scheme == "urn"
        alternates = element.findall(f"{A}link[@rel='alternate']")
        assert len(alternates) == 1
        assert alternates[0].get("href", "").startswith("http://127.0.0.1/")
    assert len(feed.findall(f"{A}link[@rel='self']")) == 1
    assert feed.find(f"{A}author/{A}name") is not None
    ids = [e.findtext(f"{A}id") for e in feed.findall(f"{A}entry")]
    assert len(ids) == len(set(ids))
    updated = [e.findtext(f"{A}updated", "") for e in feed.findall(f"{A}entry")]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{A}updated") == (updated[0] if updated else feed.findtext(f"{A}updated"))
    for entry in feed.findall(f"{A}entry"):
        (div,) = entry.findall(f"{A}content[@type='xhtml']/{H}div")
        assert {e.tag for e in div.iter()} <= {f"{H}{n}" for n in ("div", "p", "blockquote", "a")}


@pytest.mark.parametrize("path", FEEDS)
def test_an_empty_record_has_a_feed(make_pages: Make, path: str) -> None:
    feed = parsed(make_pages().get(path))
    check(feed)
    assert feed.findall(f"{A}entry") == []


def test_an_incident_is_an_entry(make_pages: Make, make_reading: MakeReading) -> None:
    feed = parsed(make_pages(make_reading()).get("/chronicle.atom"))
    check(feed)
    (entry,) = feed.findall(f"{A}entry")
    assert entry.findtext(f"{A}title")
    (category,) = entry.findall(f"{A}category")
    assert category.get("term") == "COERCE"
    assert [e.text for e in entry.findall(f"{A}author/{A}name")] == ["Der Bote"]
    text = " ".join(entry.find(f"{A}content").itertext())  # type: ignore[union-attr]
    assert "3. Mai 2019" in text
    assert "bestritten" in text
    assert "laut Mira Tolk" in text
    assert "Der Hafenmeister wurde verhaftet." in text
    assert "Der Bote, 4. Mai 2019" in text
    assert "/incidents/" in entry.find(f"{A}link").get("href", "")  # type: ignore[union-attr]


def test_the_feed_speaks_the_language_asked_for(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    feed = parsed(pages.get("/chronicle.atom?lang=en"))
    assert "3 May 2019" in " ".join(feed.itertext())
    assert feed.findtext(f"{A}title") == "Lagebild – Chronicle"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("type=COERCE&status=denied&source=claim", 1),
        ("type=AID", 0),
        ("actor=Hafenmeister", 1),
        ("actor=Niemand", 0),
        ("from=2019-05-01&to=2019-05-31&outlet=Der+Bote", 1),
        ("disputed=yes", 0),
        ("known=2019-05-03", 0),
        ("known=2019-05-04", 1),
        ("sure=0.5&page=7&per=1", 1),
    ],
)
def test_the_feed_has_the_filters_of_its_page(
    make_pages: Make, make_reading: MakeReading, query: str, count: int
) -> None:
    pages = make_pages(make_reading())
    feed = parsed(pages.get(f"/chronicle.atom?{query}"))
    check(feed)
    assert len(feed.findall(f"{A}entry")) == count
    page = pages.get(f"/chronicle?{query}").text
    assert (f"{count} Vorf" in page) or count == 0


def test_said_and_disputes_have_their_filters(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    for query, count in (("by=Tolk", 1), ("by=Niemand", 0), ("q=Hafenmeister", 1), ("q=Walfang", 0)):
        feed = parsed(pages.get(f"/said.atom?{query}"))
        check(feed)
        assert len(feed.findall(f"{A}entry")) == count
    assert parsed(pages.get("/disputes.atom?kind=date")).findall(f"{A}entry") == []


def test_a_dispute_is_an_entry_with_its_claims(make_pages: Make, make_reading: MakeReading) -> None:
    told = make_reading("r2", outlet="Kurier")
    event = msgspec.structs.replace(told.events[0], status="happened", source="outlet")
    pages = make_pages(make_reading(), msgspec.structs.replace(told, events=(event,)))
    feed = parsed(pages.get("/disputes.atom"))
    check(feed)
    (entry,) = feed.findall(f"{A}entry")
    text = " ".join(entry.find(f"{A}content").itertext())  # type: ignore[union-attr]
    assert "geschehen" in text
    assert "bestritten (laut Mira Tolk)" in text
    assert {e.text for e in entry.findall(f"{A}author/{A}name")} == {"Der Bote", "Kurier"}
    assert parsed(pages.get("/disputes.atom?kind=date")).findall(f"{A}entry") == []


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("query", ["kind=nonsense", "type=NONSENSE", "outlet=Keins", "known=gestern"])
def test_a_value_that_does_not_exist_is_an_error(
    make_pages: Make, make_reading: MakeReading, path: str, query: str
) -> None:
    takes = {
        "/chronicle.atom": "kind type outlet known",
        "/disputes.atom": "kind outlet known",
        "/said.atom": "outlet known",
    }
    expected = 400 if query.split("=", maxsplit=1)[0] in takes[path].split() else 200
    assert make_pages(make_reading()).get(f"{path}?{query}").status_code == expected


def test_hostile_text_stays_text(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading(name="Mira <b>Tolk", outlet=f"Bote {EVIL}", title=EVIL))
    for path in FEEDS:
        feed = parsed(pages.get(path))
        check(feed)
    entry = parsed(pages.get("/said.atom")).find(f"{A}entry")
    assert entry is not None
    assert "Mira <b>Tolk" in entry.findtext(f"{A}title", "")
    assert "alert(1)" in entry.findtext(f"{A}author/{A}name", "")


def test_ids_stay_and_a_further_report_updates(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    before = parsed(pages.get("/chronicle.atom")).find(f"{A}entry")
    pages.store.add(make_reading("r2", outlet="Kurier", tail="Mehr dazu morgen."))
    after = list(parsed(pages.get("/chronicle.atom")).findall(f"{A}entry"))
    assert before is not None
    same = [e for e in after if e.findtext(f"{A}id") == before.findtext(f"{A}id")]
    assert len(same) == 1
    assert same[0].findtext(f"{A}updated", "") > before.findtext(f"{A}updated", "")
    assert same[0].findtext(f"{A}published") == before.findtext(f"{A}published")


def test_two_records_have_no_id_in_common(tmp_path: Any, make_reading: MakeReading) -> None:
    from tests.unit.web.conftest import Pages

    from lagebild.store import Store

    ids = []
    for name in ("one.db", "other.db"):
        store = Store.open(tmp_path / name)
        store.add(make_reading())
        feed = parsed(Pages(store).get("/chronicle.atom"))
        ids.append({e.text for e in feed.iter(f"{A}id")})
        store.close()
    assert len(ids[0]) == 2
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("path", FEEDS)
def test_nothing_new_is_answered_with_304(make_pages: Make, make_reading: MakeReading, path: str) -> None:
    pages = make_pages(make_reading())
    first = pages.get(path)
    etag, last = first.headers["etag"], first.headers["last-modified"]
    for headers in (
        {"if-none-match": etag},
        {"if-none-match": f'"other", {etag}'},
        {"if-none-match": "*"},
        {"if-modified-since": last},
    ):
        again = pages.get(path, headers=headers)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == etag
    for headers in (
        {"if-none-match": '"other"'},
        {"if-none-match": '"other"', "if-modified-since": last},
        {"if-modified-since": "yesterday"},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        assert pages.get(path, headers=headers).status_code == 200
    assert pages.get(f"{path}?lang=en").headers["etag"] != etag
    pages.store.add(make_reading("r2"))
    assert pages.get(path, headers={"if-none-match": etag}).status_code == 200


def test_at_most_a_hundred_entries(make_pages: Make, make_reading: MakeReading) -> None:
    one = make_reading()
    many = [
        msgspec.structs.replace(one, id=f"r{n}", statements=one.statements * 3, outlet=f"Blatt {n}") for n in range(40)
    ]
    feed = parsed(make_pages(*many).get("/said.atom"))
    check(feed)
    assert len(feed.findall(f"{A}entry")) == 100


def test_pages_lead_to_their_feed(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    page = pages.get("/chronicle?type=COERCE&page=2&lang=en").text
    assert (
        'type="application/atom+xml" title="Lagebild – Chronicle" href="/chronicle.atom?type=COERCE&amp;lang=en"'
        in page
    )
    assert '<a href="/said.atom?lang=de">Als Atom-Feed</a>' in pages.get("/said").text
    assert 'href="/chronicle.atom?lang=de"' in pages.get("/").text
    assert "atom" not in pages.get("/offices").text
