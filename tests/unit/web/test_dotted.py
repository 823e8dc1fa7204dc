"""What is not sure enough is dotted on the pages, and a choice leaves it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.reading import Reading
from lagebild.record.decisions import anchors

from .test_deciding import wrong
from .test_ties import of, report, shown

Make = Callable[..., Any]

DOTTED = 'class="unsure" title="unsichere gelesen'.replace("unsichere", "unsicher")


def sure(reading: Reading, **by_layer: dict[str, float]) -> Reading:
    layers = {
        name: tuple(msgspec.structs.replace(one, sure=said) for one in getattr(reading, name))
        for name, said in by_layer.items()
    }
    return msgspec.structs.replace(reading, **layers)


def weighed(**changes: float) -> Reading:
    said = {"office": 0.95, "relation": 0.85, "plan": 0.85, **changes}
    return sure(
        report(),
        offices={"title": said["office"], "status": said["office"]},
        relations={"kind": said["relation"], "status": said["relation"]},
        plans={"name": said["plan"], "of": said["plan"]},
    )


@pytest.mark.parametrize("page", ["/reports/r1", "/plans", "/offices"])
def test_what_is_sure_enough_is_solid(make_pages: Make, page: str) -> None:
    assert DOTTED not in make_pages(weighed()).get(f"{page}?lang=de").text


@pytest.mark.parametrize(
    ("page", "unsure", "says"),
    [
        ("/reports/r1", {"plan": 0.5}, "zu 50 von 100 richtig"),
        ("/reports/r1", {"relation": 0.75}, "zu 75 von 100 richtig"),
        ("/reports/r1", {"office": 0.85}, "zu 85 von 100 richtig"),  # who holds an office: 0.9 is asked
        ("/plans", {"plan": 0.5}, "zu 50 von 100 richtig"),
        ("/offices", {"office": 0.85}, "zu 85 von 100 richtig"),
    ],
)
def test_what_is_less_sure_is_dotted_and_says_how_often_it_is_right(
    make_pages: Make, page: str, unsure: dict[str, float], says: str
) -> None:
    shown_page = make_pages(weighed(**unsure)).get(f"{page}?lang=de").text
    assert DOTTED in shown_page
    assert says in shown_page


def test_a_tie_on_the_page_of_a_state_is_dotted(make_pages: Make) -> None:
    pages = make_pages(weighed(relation=0.6))
    assert "zu 60 von 100 richtig" in of(pages, "Ghana", lang="de").text


@pytest.mark.parametrize(
    ("address", "field"),
    [("/plans", "plans"), ("/offices", "offices"), ("/said", "statements"), ("/disputes", "disputes")],
)
def test_the_choice_leaves_out_what_is_less_sure(make_pages: Make, address: str, field: str) -> None:
    pages = make_pages(weighed(office=0.6, plan=0.6), report("r2"))
    assert '<select id="sure" name="sure"' in pages.get(address).text
    assert 'value="0.7" selected' in pages.get(f"{address}?sure=0.7").text
    assert pages.get(f"{address}?sure=80").status_code == 400
    every, some = (pages.get(f"{address}.json{asked}").json()[field] for asked in ("", "?sure=0.7"))
    told = [
        {e["report"] for e in one["evidence"]} for one in some if "evidence" in one and one.get("kind") != "promise"
    ]
    assert all(reports == {"r2"} for reports in told)
    assert len(some) <= len(every)


def test_the_pages_of_somebody_leave_out_what_is_less_sure(make_pages: Make) -> None:
    pages = make_pages(weighed(relation=0.6, office=0.6, plan=0.6))
    for page in ("who", "states"):
        every, some = (of(pages, "Peru", page, ".json", **asked).json() for asked in ({}, {"sure": "0.7"}))
        assert [t["kind"] for t in every["ties"]].count("ally") == 1
        assert some["ties"] == []
        assert [p["kind"] for p in some["plans"]] == ["promise"]  # nobody has counted how sure it is
        assert '<select id="sure" name="sure"' in of(pages, "Peru", page).text


def test_the_choice_is_folded_away_on_a_page_of_one_thing_until_it_is_made(make_pages: Make) -> None:
    pages = make_pages(weighed(relation=0.6, office=0.6, plan=0.6))
    assert '<details class="sureness"><summary>Nur sicher Gelesenes' in of(pages, "Peru", lang="de").text
    assert '<details class="sureness" open>' in of(pages, "Peru", lang="de", sure="0.7").text


def test_a_plan_and_a_pledge_are_called_wrong_where_one_reads(make_pages: Make) -> None:
    pages = make_pages(report())
    named = anchors(report())
    for layer, word, words in (("plan", "Plan", "Friedensplan"), ("pledge", "Zusage", "Zusagen")):
        entry = named[layer][0].id  # type: ignore[index]
        for page in ("/reports/r1", "/plans"):
            assert f'name="entry" value="{entry}"' in pages.get(page).text
        done = wrong(pages, entry, back="/reports/r1")
        assert done.status_code == 303
        page = pages.get(f"{done.headers['location'].partition('#')[0]}&lang=de")
        assert f"falsch: {word} {words}" in shown(page)
        assert 'class="head withdrawn"' in page.text
        assert words not in [one["name"] for one in pages.get("/plans.json").json()["plans"]]
    assert "Friedensplan" in shown(pages.get("/decisions?lang=de"))


def test_a_pledge_of_nobody_named_is_called_wrong_too(make_pages: Make) -> None:
    nobodys = msgspec.structs.replace(report().pledges[0], by=None)
    pages = make_pages(report(pledges=(nobodys,)))
    entry = anchors(report(pledges=(nobodys,)))["pledge"][0].id
    done = wrong(pages, entry, back="/plans")
    page = pages.get(f"{done.headers['location'].partition('#')[0]}&lang=de")
    assert page.status_code == 200
    assert "falsch: Zusage Zusagen" in shown(page)
