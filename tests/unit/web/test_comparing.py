"""The page that compares two outlets: what both tell, what only one has, and how one gets there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.web.test_incidents import told

Make = Callable[..., Any]
TWO = "one=Das+Blatt&other=Der+Bote"


def report(key: str, outlet: str, *, doer: str, verb: str, count: int, day: str, **more: Any) -> Any:
    text = f"Die {doer} hat Jan Orel und {count} andere in Halve {verb}."
    return told(key, text, verb=verb, doer=doer, day=day, count=count, outlet=outlet, published=day, **more)


@pytest.fixture
def pages(make_pages: Make) -> Any:
    arrested = {"verb": "festgenommen", "lemma": "festnehmen"}
    return make_pages(
        report("r1", "Der Bote", doer="Polizei", count=9, day="2021-05-03", **arrested),
        report("r2", "Das Blatt", doer="Nationalgarde", count=3, day="2021-05-03", verb="verschleppt", lemma="verschleppen",
               kind="ASSAULT"),
        report("r3", "Der Bote", doer="Polizei", count=5, day="2020-01-07", **arrested),
        report("r4", "Das Blatt", doer="Polizei", count=6, day="2022-02-08", **arrested),
        report("r5", "Der Kurier", doer="Polizei", count=7, day="2023-02-09", **arrested),
    )  # fmt: skip


def test_what_both_tell_stands_side_by_side_in_the_order_asked_for(pages: Any) -> None:
    page = pages.get(f"/compare?{TWO}").text
    heads = re.findall(r'<th role="columnheader" scope="col"><a[^>]*>([^<]*)</a>', page)
    assert heads[:2] == ["Das Blatt", "Der Bote"]
    (pair,) = re.findall(r'<article class="pair".*?</article>', page, re.S)
    main, _, alike = pair.partition('<details class="alike">')
    assert re.findall(r'rowheader" scope="row">([\w ]+)', main) == [
        "wie genannt", "wer", "wann berichtet", "Festgenommene", "in welchen Worten",
    ]  # fmt: skip
    assert "Beide sagen dasselbe: wem, wo, wann, wessen Wort, ob es geschah" in alike
    assert '<q lang="de">verschleppt</q>' in main


def test_what_only_one_has_stands_by_itself_and_no_outlet_is_rated(pages: Any) -> None:
    answer = pages.get(f"/compare.json?{TWO}").json()
    assert answer["totals"] == {"both": 1, "one": 1, "other": 1}
    assert [one["begin"] for one in answer["only_one"]] == ["2022-02-08"]
    assert [one["begin"] for one in answer["only_other"]] == ["2020-01-07"]
    assert [c["outlet"] for c in answer["both"][0]["table"]["columns"]] == ["Das Blatt", "Der Bote"]
    assert (answer["one"]["reports"], answer["other"]["outlet"]) == (2, "Der Bote")
    page = pages.get(f"/compare?{TWO}").text
    assert "Nur Das Blatt <small>1</small>" in page
    assert "Bewertet wird niemand." in page


@pytest.mark.parametrize(
    ("query", "totals"),
    [
        ("type=ASSAULT", (0, 0, 0)),
        ("type=COERCE", (1, 1, 1)),
        ("from=2021-01-01", (1, 1, 0)),
        ("to=2021-12-31", (1, 0, 1)),
        ("actor=Nationalgarde", (1, 0, 0)),
        ("place=Halve", (1, 1, 1)),
        ("actor=Niemand", (0, 0, 0)),
        ("known=2021-12-31", (1, 0, 1)),
    ],
)
def test_it_is_narrowed_by_the_address(pages: Any, query: str, totals: tuple[int, int, int]) -> None:
    answer = pages.get(f"/compare.json?{TWO}&{query}").json()
    assert tuple(answer["totals"][side] for side in ("both", "one", "other")) == totals
    assert len(answer["both"]) == totals[0]
    assert pages.get(f"/compare?{TWO}&{query}").status_code == 200


def test_one_list_is_shown_page_by_page(pages: Any) -> None:
    assert pages.get(f"/compare.json?{TWO}&show=one").json()["only_other"] == []
    first = pages.get("/compare.json?one=Der+Bote&other=Der+Kurier&show=one&per=1").json()
    second = pages.get("/compare.json?one=Der+Bote&other=Der+Kurier&show=one&per=1&page=2").json()
    assert (first["pages"], first["totals"]["one"]) == (2, 2)
    assert [first["only_one"][0]["begin"], second["only_one"][0]["begin"]] == ["2020-01-07", "2021-05-03"]
    turned = pages.get("/compare.json?one=Der+Bote&other=Der+Kurier&show=one&order=newest").json()
    assert [one["begin"] for one in turned["only_one"]] == ["2021-05-03", "2020-01-07"]
    assert 'rel="next"' in pages.get("/compare?one=Der+Bote&other=Der+Kurier&show=one&per=1").text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("one=Das+Blatt&other=Die+Post", "other=Die Post does not exist; there are: Das Blatt, Der Bote, Der Kurier"),
        ("one=Das+Blatt", "an outlet is missing: other; there are: Das Blatt, Der Bote, Der Kurier"),
        ("one=Das+Blatt&other=das+blatt", "Das Blatt is named twice; name two outlets"),
        (f"{TWO}&show=none", "show=none does not exist; there are: both, one, other"),
        (f"{TWO}&type=RAIN", "type=RAIN does not exist"),
        (f"{TWO}&from=gestern", "from=gestern is not a day"),
    ],
)
def test_what_does_not_exist_is_an_error_that_names_what_does(pages: Any, query: str, words: str) -> None:
    answer = pages.get(f"/compare.json?{query}")
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert pages.get(f"/compare?{query}").status_code == 400


def test_without_outlets_it_asks_which(pages: Any) -> None:
    page = pages.get("/compare").text
    assert re.findall(r'<select id="(one|other)"', page) == ["one", "other"]
    assert pages.get("/compare.json").json() == {"outlets": ["Das Blatt", "Der Bote", "Der Kurier"]}


def test_one_outlet_alone_cannot_be_compared(make_pages: Make) -> None:
    pages = make_pages(report("r1", "Der Bote", doer="Polizei", verb="festgenommen", count=9, day="2021-05-03"))
    assert "Dazu braucht es Berichte aus zwei Blättern." in pages.get("/compare").text
    assert "/compare" not in pages.get("/outlets/Der%20Bote").text
    assert "/compare" not in pages.get("/outlets").text


def test_outlets_and_incidents_lead_to_it(pages: Any) -> None:
    assert re.findall(r"<option>([^<]*)</option>", pages.get("/outlets/Der%20Bote").text) == ["Das Blatt", "Der Kurier"]
    assert 'action="/compare"' in pages.get("/outlets").text
    both = pages.get(f"/compare.json?{TWO}").json()["both"][0]["id"]
    page = pages.get(f"/incidents/{both}").text
    assert 'action="/compare"' in page
    assert re.findall(r"<option selected>([^<]*)</option>", page) == ["Der Bote", "Das Blatt"]


def test_no_machine_words_in_either_language(pages: Any) -> None:
    for path in (f"/compare?{TWO}", f"/compare?{TWO}&lang=en", f"/compare?{TWO}&show=other"):
        page = re.sub(r"<head.*?</head>|<[^>]*>", " ", pages.get(path).text, flags=re.S)
        found = re.findall(r"\b(COERCE|ASSAULT|arrested|only_one|None|outlet_voice|\d{4}-\d\d-\d\d)\b", page)
        assert found in ([], ["arrested"] * len(found) if "lang=en" in path else []), path
