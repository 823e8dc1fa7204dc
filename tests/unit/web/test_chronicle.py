"""The chronicle: its facets, the way to a year and month, its rows, and no word of the machine."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Reading, Time

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]

DAYS = ("2017-03-01", "2017-03-20", "2017-08-06", "2019-05-03")


@pytest.fixture
def pages(make_pages: Make, make_reading: MakeReading) -> Any:
    """Four arrests on four days, and a protest of which no report names the day."""
    found = []
    for number, day in enumerate(DAYS):
        one = make_reading(f"r{number}", name=f"Mira Tolk{number}")
        event = msgspec.structs.replace(one.events[0], time=day, actors=("e1",), status="happened")
        found.append(msgspec.structs.replace(one, events=(event,), published=day))
    late = make_reading("r9", name="Ada Brunn", outlet="Ärzteblatt")
    event = msgspec.structs.replace(late.events[0], type="PROTEST", time=None, status="announced", recipients=())
    return make_pages(*found, msgspec.structs.replace(late, events=(event,)))


def test_rows_stand_under_their_year_with_the_day_at_the_left(pages: Any) -> None:
    page = pages.get("/chronicle", headers={"accept-language": "de"}).text
    heads = re.findall(r'<h2 class="year" id="([^"]*)">([^<]*)</h2>', page)
    assert heads == [("y-2017", "2017"), ("y-2019", "2019"), ("y-none", "Ohne genannten Tag")]
    assert re.findall(r'<li class="entry" id="(m-[^"]*)">', page) == ["m-2017-03", "m-2017-08", "m-2019-05"]
    row = page[page.index('id="m-2017-08"') :]
    assert row.index("6. August 2017") < row.index('class="headline')
    none = page[page.index('id="y-none"') :]
    assert (
        'gemeldet <time datetime="2019-05-04">4. Mai 2019</time>' in none
    )  # announced: it need not have happened by then


def test_years_and_months_lead_to_their_page(pages: Any) -> None:
    page = pages.get("/chronicle", headers={"accept-language": "de"}).text
    assert '/chronicle?at=2019#y-2019">2019 <small>1</small>' in page
    assert '/chronicle?at=2017-08#m-2017-08">August 2017 <small>1</small>' in page

    def first(query: str) -> str | None:
        found = pages.get(f"/chronicle.json?per=1&{query}").json()["incidents"][0]
        begin: str | None = found["begin"]
        return begin

    assert first("at=2017-08") == first("at=2017-05") == "2017-08-06"  # or the next month in which there is anything
    assert first("at=2019") == "2019-05-03"
    assert first("at=2019&order=newest") == "2019-05-03"
    assert first("at=2017&order=newest") == "2017-08-06"
    assert first("at=2018&order=newest") == "2017-08-06"
    assert first("at=2020") is None  # behind all days stands what has none
    assert first("at=2019&page=1") == "2017-03-01"  # a page that is asked for counts
    months = pages.get("/chronicle.json").json()["months"]
    assert [(one["month"], one["incidents"]) for one in months] == [
        ("2017-03", 2), ("2017-08", 1), ("2019-05", 1), (None, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["2017-13", "2017-00", "17", "gestern", "2017-08-06", "٢٠١٧"])
def test_a_month_that_is_none_is_refused(pages: Any, value: str) -> None:
    answer = pages.get(f"/chronicle.json?at={value}")
    assert answer.status_code == 400
    assert "is neither a month nor a year; write it as 2021-03 or 2021" in answer.json()["error"]


def test_facets_narrow_and_count(pages: Any) -> None:
    page = pages.get("/chronicle", headers={"accept-language": "de"}).text
    aside = page[page.index('<aside class="facets"') :]
    assert '<a href="/chronicle?type=COERCE">Zwang, Festnahme</a> <span class="dim">4</span>' in aside
    assert '<a href="/chronicle?outlet=%C3%84rzteblatt" lang="de">Ärzteblatt</a> <span class="dim">1</span>' in aside
    assert '<a href="/chronicle?status=announced">angekündigt</a> <span class="dim">1</span>' in aside
    assert '<a href="/chronicle?actor=person%3Amira-tolk0" lang="de">Mira Tolk0</a>' in aside
    narrowed = pages.get("/chronicle?type=PROTEST", headers={"accept-language": "de"}).text
    assert "1 Vorfall<" in narrowed
    aside = narrowed[narrowed.index('<aside class="facets"') :]
    assert "<strong>Protest</strong>" in aside
    assert 'class="lift" href="/chronicle" aria-label="Art: aufheben"' in aside
    assert '<a href="/chronicle?type=COERCE">' in aside  # the other values of the same filter stay
    assert ">Zwang, Festnahme (4)</option>" in narrowed
    assert "<title>Chronik: Protest · Lagebild</title>" in narrowed
    data = pages.get("/chronicle.json?type=PROTEST").json()["facets"]
    assert {one["value"]: one["count"] for one in data["types"]} == {"COERCE": 4, "PROTEST": 1}
    assert [one["value"] for one in data["outlets"]] == ["Ärzteblatt"]


def test_an_id_is_shown_as_the_name(pages: Any) -> None:
    page = pages.get("/chronicle?actor=person:mira-tolk2").text
    assert 'name="actor" value="Mira Tolk2"' in page
    assert pages.get("/chronicle.json?actor=Mira+Tolk2").json()["total"] == 1


def test_facets_are_counted_anew_when_the_record_changes(pages: Any, make_reading: MakeReading) -> None:
    assert pages.get("/chronicle.json").json()["total"] == 5
    one = make_reading("late", name="Bela Kern")
    pages.store.add(msgspec.structs.replace(one, events=(msgspec.structs.replace(one.events[0], time="2022-01-01"),)))
    assert pages.get("/chronicle.json").json()["total"] == 6
    assert pages.get("/chronicle.json?known=2017-03-02").json()["total"] == 1


def test_a_place_and_what_is_disputed_narrow(pages: Any) -> None:
    assert pages.get("/chronicle.json?disputed=yes").json()["total"] == 0
    missing = pages.get("/chronicle?place=Nirgendwo", headers={"accept-language": "de"})
    assert missing.status_code == 200
    assert "Niemand und nichts in der Akte heißt" in missing.text
    assert pages.get("/chronicle?disputed=no").status_code == 400


def test_what_is_less_sure_is_left_out_of_the_months_too(pages: Any) -> None:
    data = pages.get("/chronicle.json?sure=0.01").json()
    assert data["facets"] is None
    assert sum(one["incidents"] for one in data["months"]) == data["total"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_types_stand_in_the_order_of_the_language(pages: Any, language: str) -> None:
    page = pages.get("/chronicle", headers={"accept-language": language}).text
    select = page[page.index('id="type"') : page.index("</select>")]
    labels = [html.unescape(one).partition(" (")[0] for one in re.findall(r">([^<]+)</option>", select)][1:]
    assert len(labels) == 22
    assert labels == sorted(labels, key=str.casefold)
    assert ("Zwang, Festnahme" if language == "de" else "coercion, arrest") in labels


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_word_of_the_machine_is_on_a_page(make_pages: Make, make_reading: MakeReading, language: str) -> None:
    one = make_reading()
    now = Time(start=0, end=10, type="DATE", value="PRESENT_REF")
    week = Time(start=0, end=10, type="DURATION", value="P2W", mod="APPROX")
    event = msgspec.structs.replace(one.events[0], mode="abduct")
    group = Entity(id="e9", kind="group", name="Hafenleute", mentions=(Span(0, 10),))
    one = msgspec.structs.replace(one, times=(*one.times, now, week), events=(event,), entities=(*one.entities, group))
    page = make_pages(one).get("/reports/r1", headers={"accept-language": language}).text
    shown = re.sub(r'<code class="rule">.*?</code>', "", page)  # only beside the rules, which are hidden at first
    assert not re.search(r"PRESENT_REF|P2W|APPROX|\babduct\b", shown)
    assert ("Entführung" if language == "de" else "abduction") in shown
    assert ("etwa 2 Wochen" if language == "de" else "about 2 weeks") in shown
    assert re.search(r"<span>(jetzt|now)</span>", shown)


def test_one_is_not_many(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    start = pages.get("/", headers={"accept-language": "de"}).text
    assert "<b>1</b> Bericht<" in start
    assert "<b>1</b> Blatt<" in start
    assert "<b>2</b> Personen, Körperschaften, Orte<" in start
    assert "1 Äußerung<" in pages.get("/said", headers={"accept-language": "de"}).text
    assert "1 statement<" in pages.get("/said", headers={"accept-language": "en"}).text


@pytest.mark.parametrize(("said", "rows"), [("v0", 1), (None, 2)])
def test_a_part_of_the_same_day_stands_in_the_row_of_its_whole(
    said: str | None, rows: int, make_pages: Make, make_reading: MakeReading
) -> None:
    base = make_reading("r1", name="Mira Tolk")
    arrest = msgspec.structs.replace(base.events[0], time="2019-05-03", status="happened", part_of=said)
    start = base.text.index("Hafenmeister")  # the trigger of another event
    raid = msgspec.structs.replace(
        arrest, id="v0", type="PROTEST", lemma="Hafensturm", trigger=(Span(start, start + 12),), gist=(), part_of=None
    )
    pages = make_pages(msgspec.structs.replace(base, events=(raid, arrest)))
    page = pages.get("/chronicle", headers={"accept-language": "de"}).text
    assert page.count('<li class="entry"') == rows
    found = pages.get("/chronicle.json").json()["incidents"]
    assert len(found) == 2  # the row holds two incidents, and both are counted
    parts = [one for one in found if one["series"] is not None]
    assert len(parts) == 2 - rows
    if said:
        within = page[page.index('<ul class="within" aria-label="darin">') :]
        assert f'href="/incidents/{parts[0]["id"]}"' in within[: within.index("</ul>")]
