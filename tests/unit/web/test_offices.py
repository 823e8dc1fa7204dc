"""The register of offices as a page and as JSON."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import msgspec

from lagebild.reading import Reading

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]


def test_the_register_lists_offices_with_how_they_stand(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())  # published on 4 May 2019
    found = pages.get("/offices.json").json()
    assert [(row["person"], row["title"], row["status"]) for row in found["offices"]] == [
        ("Mira Tolk", "Ministerin", "holds")
    ]
    page = pages.get("/offices", headers={"accept-language": "de"}).text
    assert "Mira Tolk" in page
    assert "<h1>Ämter</h1>" in page
    assert pages.get("/offices.json?by=tolk&on=2019-06-01").json()["offices"][0]["status"] == "holds"
    # a quarter of a year later nobody vouches for it, and two years later it is not listed
    late = pages.get("/offices.json?on=2019-09-01").json()["offices"]
    assert [(row["status"], row["last_seen"]) for row in late] == [("unknown", "2019-05-04")]
    shown = html.unescape(pages.get("/offices?on=2019-09-01", headers={"accept-language": "en"}).text)
    assert "unknown, last seen 4 May 2019" in shown
    assert pages.get("/offices.json?on=2021-09-01").json()["offices"] == []
    assert pages.get("/offices.json?from=2019-06-01").json()["total"] == 0
    assert pages.get("/offices.json?disputed=yes").json()["total"] == 0


def test_an_end_is_shown_with_its_cause(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    left = make_reading("r2", outlet="Blatt")
    office = msgspec.structs.replace(left.offices[0], status="former", until="2019-06-03", end_cause="resignation")
    left = msgspec.structs.replace(left, published="2019-06-04", offices=(office,))
    pages.app.state.site.store.add(left)
    rows = pages.get("/offices.json").json()["offices"]
    assert {(row["to"], row["end_cause"]) for row in rows} == {("2019-06-03", "resignation")}
    assert pages.get("/offices.json?on=2019-06-05").json()["offices"] == []
    assert "Rücktritt" in pages.get("/offices", headers={"accept-language": "de"}).text


def test_the_cause_of_an_end_without_a_day_is_parted_from_by_when_it_was(
    make_pages: Make, make_reading: MakeReading
) -> None:
    left = make_reading("r2", outlet="Blatt")
    office = msgspec.structs.replace(left.offices[0], status="former", until=None, end_cause="resignation")
    left = msgspec.structs.replace(left, published="2019-06-04", offices=(office,))
    shown = make_pages(make_reading(), left).get("/offices", headers={"accept-language": "de"}).text
    assert '<span class="dim">Rücktritt</span> <span class="dim"> · Vorbei spätestens 4. Juni 2019</span>' in shown


def test_who_is_not_on_record_is_said_to_be_so(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    page = pages.get("/offices?by=Nirgendwer")
    assert page.status_code == 200
    assert "Nirgendwer" in page.text
    assert pages.get("/offices?on=2019-02-30").status_code == 400
