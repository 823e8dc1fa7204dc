"""Ties, plans and pledges on the pages of people, bodies and states, of a report, and on the page of plans."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.document import Document, Span
from lagebild.reading import Entity, Event, Office, Plan, Pledge, Reading, Relation
from lagebild.record.ties.course import Tie
from lagebild.record.ties.sighting import Side
from lagebild.web.ties import grouped, seen_from

Make = Callable[..., Any]

TEXT = (
    "Ghana ist ein Verbündeter von Peru. Ghana gehört der OPEC an. Demms Friedensplan nennt Ruhe und Arbeit. "
    "Demm brach Zusagen an Peru. Demm, Präsident von Peru, ist ein Gegner von Mali. In Peru streikten Ärzte. "
    "Demm besuchte Mali."
)
SENTENCES = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^ ][^.]*\.", TEXT))


def entity(key: str, kind: str, name: str) -> Entity:
    spans = tuple(Span(m.start(), m.end()) for m in re.finditer(name, TEXT))
    return Entity(id=key, kind=kind, name=name, mentions=spans, name_spans=spans)  # type: ignore[arg-type]


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def event(key: str, words: str, **fields: Any) -> Event:
    span = Span(*at(words).values())
    sentence = next(s for s in SENTENCES if s.start <= span.start < s.end)
    return Event(
        id=key, trigger=(span,), sentence=sentence, status="happened", source="outlet", gist=(sentence,), **fields
    )


def report(key: str = "r1", published: str = "2020-01-10", **changes: Any) -> Reading:
    document = Document(id=key, text=TEXT, title="Lage", published=published, outlet="Blatt")
    made = msgspec.structs.replace(
        Reading.blank(document, SENTENCES),
        entities=(
            entity("e1", "state", "Ghana"),
            entity("e2", "state", "Peru"),
            entity("e3", "organisation", "OPEC"),
            entity("e4", "person", "Demm"),
            entity("e5", "state", "Mali"),
            entity("e6", "group", "Ärzte"),
        ),
        offices=(Office(person="e4", title="Präsident", of="e2", status="holds", **at("Demm, Präsident von Peru")),),
        relations=(
            Relation(kind="ally", source_entity="e1", target_entity="e2", status="holds", since="1995", **at("Verbündeter")),
            Relation(kind="member", source_entity="e1", target_entity="e3", status="holds", **at("gehört der OPEC an")),
            Relation(kind="opponent", source_entity="e4", target_entity="e5", status="holds", source="e2", **at("Gegner")),
        ),
        plans=(
            Plan(
                name="Friedensplan", of="e4", announced_by=None, about="e2", phases=("Ruhe", "Arbeit"), time="2020-01-09",
                **at("Friedensplan"),
            ),
        ),
        pledges=(Pledge(kind="promise", by="e4", to="e2", outcome="broken", **at("Zusagen")),),
        events=(
            event("v1", "streikten", type="PROTEST", actors=("e6",), place="e2", time="2020-01-08"),
            event("v2", "besuchte", type="CONSULT", actors=("e4",), recipients=("e5",), time="2020-01-08"),
        ),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def shown(page: Any) -> str:
    """What a page says, without its markup."""
    words = re.sub(r"<[^>]+>", " ", re.sub(r"<form.*?</form>", "", page.text, flags=re.S))
    return " ".join(html.unescape(words).split())


def of(pages: Any, name: str, page: str = "who", ending: str = "", **asked: str) -> Any:
    where = pages.get(f"/who?name={name}").headers["location"].replace("/who/", f"/{page}/")
    query = "&".join(f"{k}={v}" for k, v in asked.items())
    return pages.get(f"{where}{ending}?{query}")


def test_a_state_has_its_ties_through_time_with_their_sentence(make_pages: Make) -> None:
    pages = make_pages(report())
    page = of(pages, "Ghana", lang="de")
    assert "Verbündete Peru seit 1995 → Peru Beginn 1995 · Ghana ist ein Verbündeter von Peru." in shown(page)
    assert "Mitglied von OPEC gesehen 10. Januar 2020" in shown(page)
    assert 'class="office holds"' in page.text  # a bar each
    assert "Allies Peru since 1995" in shown(of(pages, "Ghana", "states", lang="en"))
    # from the other end the same tie has another name
    assert "Mitglieder Ghana gesehen" in shown(of(pages, "OPEC", "states", lang="de"))


def test_ties_are_asked_for_a_day(make_pages: Make) -> None:
    pages = make_pages(report(), report("r2", "2020-06-01", relations=(ended(),)))
    found = of(pages, "Ghana", "states", ".json", on="2020-02-01").json()
    assert [(t["kind"], t["to"], t["status"]) for t in found["ties"] if t["kind"] == "member"] == [
        ("member", "OPEC", "holds")
    ]
    late = of(pages, "Ghana", "states", on="2020-07-01", lang="de")
    assert "Beziehungen: 1. Juli 2020" in shown(late)
    assert "OPEC früher" in shown(late)
    assert "OPEC" not in shown(of(pages, "Ghana", "states", on="2019-02-01", lang="de"))


def ended() -> Relation:
    return Relation(kind="member", source_entity="e1", target_entity="e3", status="former", **at("gehört der OPEC an"))


def test_a_state_has_the_opponent_of_its_president_and_says_whose_word_it_is(make_pages: Make) -> None:
    pages = make_pages(report())
    page = of(pages, "Peru", "states", lang="de")
    assert "Mali über Demm, Präsident" in shown(page)
    assert 'aria-label="laut Peru"' in page.text


def test_without_an_office_an_opponent_is_the_persons_alone(make_pages: Make) -> None:
    pages = make_pages(report(offices=()))
    assert "Mali" not in shown(of(pages, "Peru", "states", lang="de"))
    assert "Gegner „P Mali" in shown(of(pages, "Demm", lang="de"))


def test_two_reports_of_one_day_that_differ_are_a_dispute_beside_the_ties(make_pages: Make) -> None:
    pages = make_pages(report(), report("r2", relations=(ended(),)))
    page = shown(of(pages, "Ghana", lang="de"))
    assert "Ghana – OPEC , Mitglied besteht" in page
    assert "früher Ghana gehört der OPEC an." in page


def test_the_disputes_page_has_those_about_ties(make_pages: Make) -> None:
    pages = make_pages(report(), report("r2", relations=(ended(),)))
    for query in ("", "?kind=status", "?actor=OPEC"):
        (dispute,) = pages.get(f"/disputes.json{query}").json()["disputes"]
        assert {claim["value"] for claim in dispute["claims"]} == {"holds", "former"}
    page = pages.get("/disputes?lang=de")
    assert "Ob es gilt 1" in shown(page)
    assert "/incidents/tie" not in page.text
    assert pages.get("/disputes.json?actor=Mali").json()["disputes"] == []


def test_a_person_did_first_and_has_plans_and_promises_with_what_came_of_them(make_pages: Make) -> None:
    pages = make_pages(report())
    page = of(pages, "Demm", lang="de")
    order = [page.text.index(f'<h2 id="{key}">') for key in ("did", "ties", "plans", "pledges")]
    assert order == sorted(order)
    assert "9. Januar 2020 Friedensplan 1 Bericht : Blatt" in shown(page).replace("Bericht:", "Bericht :")
    assert "<li>Ruhe</li><li>Arbeit</li>" in page.text
    assert "Demm brach Zusagen an Peru. Zusage gebrochen" in shown(page)
    assert 'aria-label="gebrochen"' in page.text
    assert [p["kind"] for p in of(pages, "Peru", ending=".json").json()["plans"]] == ["plan", "promise"]
    assert of(pages, "OPEC", ending=".json").json()["plans"] == []


def test_what_happened_there_stands_on_the_page_of_a_place(make_pages: Make) -> None:
    pages = make_pages(report())
    for page in ("who", "states"):
        text = of(pages, "Peru", page, lang="de").text
        section = text[text.index('<h2 id="there">') :].partition("</section>")[0]
        assert "streikten" in section
        assert "besuchte" not in section
        assert '<h2 id="there">' not in of(pages, "Mali", page).text  # it was visited, but nobody says where


def test_a_row_leads_to_what_else_happened_that_day(make_pages: Make) -> None:
    page = of(make_pages(report()), "Demm", lang="de").text
    assert 'href="/chronicle?from=2020-01-08&amp;to=2020-01-08">am selben Tag</a>' in page


def test_a_row_leads_nowhere_if_nothing_else_happened_that_day(make_pages: Make) -> None:
    alone = report(events=report().events[1:])
    assert "am selben Tag" not in of(make_pages(alone), "Demm", lang="de").text


def test_the_report_shows_ties_and_plans_in_words_and_in_its_text(make_pages: Make) -> None:
    pages = make_pages(report())
    page = pages.get("/reports/r1?lang=de")
    assert 'class="m relations holds " data-entry="r1"' in page.text
    assert 'class="m plans broken " data-entry="g1"' in page.text
    assert "Ghana – Peru verbündet , seit 1995" in shown(page).replace("verbündet,", "verbündet ,")
    assert "Ghana → OPEC Mitglied im Text" in shown(page)
    assert "Zusage gebrochen" in shown(page)
    assert "ally" not in shown(page)
    assert "broken" not in shown(page)


def test_plans_have_a_page_that_can_be_narrowed(make_pages: Make) -> None:
    pages = make_pages(report())
    assert "Pläne und Abmachungen 1" in shown(pages.get("/plans?lang=de"))

    def kinds(query: str) -> list[str]:
        return [row["kind"] for row in pages.get(f"/plans.json?{query}").json()["plans"]]

    assert kinds("") == ["plan", "promise"]
    assert kinds("name=friedens") == ["plan"]
    assert kinds("name=Demm") == ["plan", "promise"]
    assert kinds("name=OPEC") == []
    assert kinds("kind=promise") == ["promise"]
    assert kinds("outcome=broken") == ["promise"]
    assert kinds("outcome=kept") == []
    assert "Kein Plan und niemand in der Akte heißt" in shown(pages.get("/plans?name=Nirgendwer&lang=de"))
    wrong = pages.get("/plans.json?outcome=lost")
    assert wrong.status_code == 400
    assert "unheeded" in wrong.json()["error"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_empty_record_has_no_plans(make_pages: Make, language: str) -> None:
    page = make_pages().get(f"/plans?lang={language}")
    assert page.status_code == 200
    assert ("nichts verzeichnet" if language == "de" else "nothing on record") in page.text


def test_plans_go_back_with_the_reports_that_tell_them(make_pages: Make) -> None:
    pages = make_pages(report())
    assert pages.get("/plans.json?known=2020-01-09").json()["total"] == 0
    assert pages.get("/plans.json?known=2020-01-10").json()["total"] == 2


def side(name: str) -> Side:
    return Side(id=f"x:{name}", name=name)


def test_a_tie_is_seen_from_either_end() -> None:
    tie = Tie(kind="part", one=side("Rat"), other=side("Bund"), status="holds", seen_first="2020-01-01")
    assert seen_from("x:Rat", tie) == ("part", side("Bund"))
    assert seen_from("x:Bund", tie) == ("part_in", side("Rat"))
    allies = Tie(kind="ally", one=side("A"), other=side("B"), status="holds")
    assert seen_from("x:B", allies) == ("ally", side("A"))
    lent = Tie(kind="ally", one=side("A"), other=side("Demm"), status="holds", through="Demm, Präsident")
    assert seen_from("x:Land", lent) == ("ally", side("A"))


def test_the_stretches_of_one_tie_stand_together() -> None:
    def tie(other: str, status: Any, day: str) -> Tie:
        return Tie(kind="ally", one=side("A"), other=side(other), status=status, seen_first=day, seen_last=day)

    made = [tie("C", "holds", "2019-01-01"), tie("B", "holds", "2020-01-01"), tie("C", "former", "2021-01-01")]
    (seen,) = grouped("x:A", made)
    assert [(seen.others[id(t)].name, t.status) for t in seen.listed] == [
        ("C", "holds"),
        ("C", "former"),
        ("B", "holds"),
    ]
