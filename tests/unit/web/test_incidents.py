"""The page of an incident: its reports side by side, what differs, and how an editor gets about on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Event, Figure, Reading
from lagebild.web.overlay import marked

Make = Callable[..., Any]


def told(key: str, text: str, *, verb: str, doer: str, day: str | None, count: int, **more: Any) -> Reading:
    """A report in which somebody does something to Jan Orel in Halve."""

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    def named(entity: str, kind: Any, name: str) -> Entity:
        return Entity(id=entity, kind=kind, name=name, mentions=(at(name),), name_spans=(at(name),))

    number = at(str(count))
    return Reading(
        id=key,
        text=text,
        title="Halve",
        outlet=more.get("outlet"),
        published=more.get("published"),
        sentences=(Span(0, len(text)),),
        entities=(
            named("e1", "organisation", doer), named("e2", "person", "Jan Orel"), named("e3", "place", "Halve"),
        ),
        events=(
            Event(
                id="v1", type=more.get("kind", "COERCE"), trigger=(at(verb),), actors=("e1",),
                recipients=("e2",), place="e3", time=day, status=more.get("status", "happened"), source="outlet",
                sentence=Span(0, len(text)),
                lemma=more.get("lemma", ""), gist=(at(text.removesuffix(".")),),
                figures=(Figure(kind="arrested", value=count, bound="exact", start=number.start, end=number.end),),
            ),
        ),
    )  # fmt: skip


@pytest.fixture
def pages(make_pages: Make) -> Any:
    first = told(
        "r1", "Die Polizei hat Jan Orel und 9 andere in Halve festgenommen.", verb="festgenommen", doer="Polizei",
        day="2021-05-03", count=9, outlet="Der Bote", published="2021-05-04", lemma="festnehmen",
    )  # fmt: skip
    second = told(
        "r2", "Die Nationalgarde hat Jan Orel und 3 andere in Halve verschleppt.", verb="verschleppt", doer="Nationalgarde",
        day="2021-05-03", count=3, outlet="Das Blatt", published="2021-05-05", lemma="verschleppen", kind="ASSAULT",
    )  # fmt: skip
    return make_pages(first, second)


def the_incident(pages: Any) -> Any:
    (found,) = pages.get("/chronicle.json").json()["incidents"]
    return found


def rows_of(page: str) -> dict[str, str]:
    """The rows of the table by what they are called."""
    return dict(re.findall(r'<th role="rowheader" scope="row">([\w ]+).*?</th>(.*?)</tr>', page, re.S))


def test_each_answer_opens_its_sentence_and_the_way_to_mend_it(pages: Any) -> None:
    found = the_incident(pages)
    page = pages.get(f"/incidents/{found['id']}").text
    answers = re.findall(r'<details class="answer">(.*?)</details>', rows_of(page)["wer"], re.S)
    assert len(answers) == 2
    assert (
        '<blockquote lang="de">Die <mark>Polizei</mark> hat Jan Orel und 9 andere in Halve festgenommen.' in answers[0]
    )
    assert '<a href="/who/body%3Apolizei" lang="de">Polizei</a>' in answers[0]
    entry = found["evidence"][0]["entry"]
    assert f'<a href="#e-{entry}">berichtigen</a>' in answers[0]
    assert f'id="e-{entry}"' in page
    summaries = re.findall(r"<summary>(.*?)</summary>", rows_of(page)["wer"], re.S)
    assert not any("<a " in one for one in summaries)  # what opens something holds no link


def test_a_count_shows_its_steps_and_an_unsure_answer_says_so(make_pages: Make) -> None:
    reports = [
        told(
            key, f"Die Polizei hat Jan Orel und {count} andere in Halve festgenommen.", verb="festgenommen", doer="Polizei",
            day="2021-05-03", count=count, outlet="Der Bote", published=published,
        )
        for key, count, published in (("r1", 4, "2021-05-04"), ("r2", 10, "2021-05-09"))
    ]  # fmt: skip
    event = msgspec.structs.replace(reports[0].events[0], sure={"actors": 0.41})
    pages = make_pages(msgspec.structs.replace(reports[0], events=(event,)), reports[1])
    page = pages.get(f"/incidents/{the_incident(pages)['id']}").text
    steps = re.search(r'<ol class="steps">(.*?)</ol>', page, re.S)
    assert steps is not None
    assert re.findall(r'datetime="([\d-]+)".*?<b class="n">(\d+)</b>', steps[1], re.S) == [
        ("2021-05-04", "4"), ("2021-05-09", "10"),
    ]  # fmt: skip
    assert "niedrigste" not in page  # the outlet itself replaced it: nobody says four any more
    cell = rows_of(page)["Festgenommene"]
    assert re.findall(r'<details class="answer( earlier)?">', cell) == [" earlier", ""]
    assert '<span class="hidden">zuvor: </span>4' in cell
    assert 'class="value unsure" title="unsicher gelesen: zu 41 von 100 richtig"' in rows_of(page)["wer"]


def test_what_changed_in_the_versions_of_its_sentences_is_shown(make_pages: Make) -> None:
    first = told(
        "r1", "Die Polizei hat Jan Orel und 4 andere in Halve festgenommen.", verb="festgenommen", doer="Polizei",
        day="2021-05-03", count=4, outlet="Der Bote", published="2021-05-04",
    )  # fmt: skip
    second = told(
        "r1", "Die Polizei hat Jan Orel und 9 andere in Halve festgenommen.", verb="festgenommen", doer="Polizei",
        day="2021-05-03", count=9, outlet="Der Bote", published="2021-05-06",
    )  # fmt: skip
    pages = make_pages(first)
    pages.store.add_version(second, given_id="r1")
    page = pages.get(f"/incidents/{the_incident(pages)['id']}").text
    assert '<a class="dim" href="#versions">Fassung 2</a>' in page
    versions = page.partition('id="versions"')[2]
    assert "Fassung 2, " in versions
    assert ("<del>4</del>" in versions, "<ins>9</ins>" in versions) == (True, True)


def test_reports_stand_side_by_side_and_what_differs_is_set_apart(pages: Any) -> None:
    found = the_incident(pages)
    page = pages.get(f"/incidents/{found['id']}").text
    rows = rows_of(page)
    assert rows["wie genannt"].count("value apart") == 2
    assert '<q lang="de">verschleppt</q> <span class="dim">wertend</span>' in rows["wie genannt"]
    assert rows["wem"].count('<span lang="de">Jan Orel</span></span></summary>') == 2
    assert "apart" not in rows["wem"]
    assert "apart" not in rows["wo"]
    said = r'apart"><span class="hidden">weicht ab: </span>(?:<span[^>]*>)?(\w+)'
    assert re.findall(said, rows["wer"]) == ["Polizei", "Nationalgarde"]
    assert re.findall(said, rows["Festgenommene"]) == ["9", "3"]
    assert page.count('href="/reports/r1?at=') >= 2
    assert "2 unabhängige Quellen" in page
    assert 'id="disputes"' in page
    assert 'id="disputes"' in pages.get(f"/incidents/{found['id']}?lang=en").text


def test_the_page_uses_no_machine_words(pages: Any) -> None:
    found = the_incident(pages)
    for path in (f"/incidents/{found['id']}", "/disputes", "/chronicle"):
        page = re.sub(r"<[^>]*>", " ", pages.get(path).text)
        assert not re.findall(r"\b(COERCE|happened|arrested|figure|doer|wording|None|\d{4}-\d\d-\d\d)\b", page), path


def test_its_json_is_the_row_of_the_command_with_its_table(pages: Any) -> None:
    found = the_incident(pages)
    answer = pages.get(f"/incidents/{found['id']}.json").json()
    table = answer.pop("table")
    assert answer == {**found, "parts": [], "outcomes": []}
    assert [(c["outlet"], [r["report"] for r in c["reports"]]) for c in table["columns"]] == [
        ("Der Bote", ["r1"]),
        ("Das Blatt", ["r2"]),
    ]
    assert {row["question"] for row in table["rows"] if row["differs"]} == {"what", "who", "arrested"}
    (arrested,) = [row for row in table["rows"] if row["question"] == "arrested"]
    assert [[(a["value"], a["evidence"][0]["sentence"]) for a in cell] for cell in arrested["cells"]] == [
        [(9, "Die Polizei hat Jan Orel und 9 andere in Halve festgenommen.")],
        [(3, "Die Nationalgarde hat Jan Orel und 3 andere in Halve verschleppt.")],
    ]
    assert [e["wording"] for e in found["evidence"]] == ["neutral", "loaded"]


def test_any_entry_leads_to_it_and_a_wrong_one_to_nothing(pages: Any) -> None:
    found = the_incident(pages)
    second = found["evidence"][1]["entry"]
    for name in (second, "r2/v1", found["id"][:8]):
        moved = pages.get(f"/incidents/{name}?lang=en")
        assert (moved.status_code, moved.headers["location"]) == (303, f"/incidents/{found['id']}?lang=en")
    assert pages.get(f"/incidents/{second}.json").headers["location"] == f"/incidents/{found['id']}.json"
    missing = pages.get("/incidents/ffff.json")
    assert (missing.status_code, missing.json()["error"]) == (404, "no incident on record has the id 'ffff'")


def test_lists_lead_to_the_incident(pages: Any) -> None:
    found = the_incident(pages)
    for path in ("/", "/chronicle", "/disputes", "/who?name=Orel"):
        page = pages.get(path)
        page = pages.get(page.headers["location"]) if page.status_code == 303 else page
        assert re.search(rf'<a class="headline[^"]*" href="/incidents/{found["id"]}"', page.text), path
    assert 'aria-label="2 unabhängige Quellen" role="img">✓✓<' in pages.get("/chronicle").text


def test_a_telling_is_withdrawn_where_one_reads_and_the_other_stays(pages: Any) -> None:
    found = the_incident(pages)
    page = pages.get(f"/incidents/{found['id']}").text
    first, second = (e["entry"] for e in found["evidence"])
    backs = dict(
        re.findall(r'name="back" value="([^"]*)"><input[^>]*>\s*<input type="hidden" name="entry" value="(\w+)"', page)
    )
    assert backs == {f"/incidents/{second}": first, f"/incidents/{first}": second}
    form = {"token": pages.token, "kind": "wrong", "entry": first, "back": f"/incidents/{second}", "why": ""}
    headers = {"origin": "http://127.0.0.1"}
    done = pages.ask("POST", "/decide", data=form, headers=headers)
    assert done.headers["location"] == f"/incidents/{second}?decided=1#decided"
    after = pages.get(f"/incidents/{second}?decided=1")
    assert (after.status_code, 'id="decided"' in after.text, "Polizei" in after.text) == (200, True, False)
    moved = pages.get(f"/incidents/{first}")  # it tells of nothing any more: its report still says what became of it
    assert (moved.status_code, moved.headers["location"]) == (303, "/reports/r1")


def test_a_field_is_mended_where_one_reads(pages: Any) -> None:
    found = the_incident(pages)
    entry = found["evidence"][1]["entry"]
    form = {
        "token": pages.token,
        "kind": "mend",
        "left": entry,
        "field": "place",
        "value": "Norhaven (place)",
        "why": "so im Text",
    }
    headers = {"origin": "http://127.0.0.1"}
    done = pages.ask("POST", "/decide", data={**form, "back": f"/incidents/{entry}"}, headers=headers)
    assert (done.status_code, done.headers["location"]) == (303, f"/incidents/{entry}?decided=1#decided")
    told_in = pages.get("/chronicle.json?place=Norhaven").json()["incidents"]
    assert [e["entry"] for one in told_in for e in one["evidence"] if e["report"] == "r2"] == [entry]
    wrong = pages.ask("POST", "/decide", data={**form, "field": "status", "value": "sometimes"}, headers=headers)
    assert wrong.status_code == 422
    assert "happened, ongoing" in wrong.text


def test_a_telling_of_something_else_is_parted_where_one_reads(pages: Any) -> None:
    found = the_incident(pages)
    first, second = (e["entry"] for e in found["evidence"])
    page = pages.get(f"/incidents/{found['id']}").text
    given = re.findall(
        r'value="apart"><input[^>]*name="left" value="(\w+)"><input[^>]*name="right" value="(\w+)"', page
    )
    assert given == [(first, second), (second, first)]
    form = {
        "token": pages.token,
        "kind": "apart",
        "left": second,
        "right": first,
        "back": f"/incidents/{first}",
        "why": "",
    }
    done = pages.ask("POST", "/decide", data=form, headers={"origin": "http://127.0.0.1"})
    assert done.headers["location"] == f"/incidents/{first}?decided=1#decided"
    assert len(pages.get("/chronicle.json").json()["incidents"]) == 2
    after = pages.get(f"/incidents/{first}").text
    assert "Nationalgarde" not in after
    assert 'value="apart"' not in after  # nothing is left to part


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", {"figure", "doer", "wording"}),
        ("kind=figure", {"figure"}),
        ("actor=Orel&kind=doer", {"doer"}),
        ("kind=date", set()),
        ("actor=Niemand", set()),
    ],
)
def test_disputes_are_narrowed_by_the_address(pages: Any, query: str, kinds: set[str]) -> None:
    answer = pages.get(f"/disputes.json?{query}").json()
    assert {one["kind"] for one in answer["disputes"]} == kinds
    assert answer["total"] == len(answer["disputes"])


def test_a_report_that_does_not_say_it_has_a_dash_and_sets_nobody_apart(make_pages: Make) -> None:
    one = told(
        "r1", "Die Polizei hat Jan Orel und 3 andere in Halve festgenommen.", verb="festgenommen", doer="Polizei",
        day="2021-05-03", count=3, outlet="Der Bote", published="2021-05-04",
    )  # fmt: skip
    event = msgspec.structs.replace(one.events[0], actors=(), figures=(), time=None)
    other = msgspec.structs.replace(one, id="r2", outlet="Das Blatt", text=one.text + " Ja.", events=(event,))
    pages = make_pages(one, other)
    found = the_incident(pages)
    page = pages.get(f"/incidents/{found['id']}").text
    rows = rows_of(page)
    for question in ("wann", "wer", "Festgenommene"):
        assert '<span aria-hidden="true">–</span><span class="hidden">nicht gesagt</span>' in rows[question]
        assert "apart" not in rows[question]


def test_the_words_for_the_deed_are_marked() -> None:
    assert marked("Er trat am Montag zurück", "trat … zurück") == [
        ("Er ", False), ("trat", True), (" am Montag ", False), ("zurück", True),
    ]  # fmt: skip
    assert marked("Vertrat er, trat er", "trat") == [("Vertrat er, ", False), ("trat", True), (" er", False)]
    assert marked("Großbrand", "brand") == [("Groß", False), ("brand", True)]
    assert marked("Er ging", "kam") == marked("Er ging", "") == [("Er ging", False)]


def test_what_was_announced_and_what_came_of_it_are_linked(make_pages: Make) -> None:
    plan = told(
        "r1", "Die Nordbank wird Jan Orel am Montag in Halve für 3 Tage besuchen.", verb="besuchen", doer="Nordbank",
        day="2021-05-10", count=3, outlet="Der Bote", published="2021-05-07", lemma="besuchen", kind="CONSULT",
        status="announced",
    )  # fmt: skip
    visit = told(
        "r2", "Die Nordbank hat Jan Orel am Montag in Halve für 3 Tage besucht.", verb="besucht", doer="Nordbank",
        day="2021-05-10", count=3, outlet="Das Blatt", published="2021-05-11", lemma="besuchen", kind="CONSULT",
    )  # fmt: skip
    pages = make_pages(plan, visit)
    announced, happened = sorted(pages.get("/chronicle.json").json()["incidents"], key=lambda one: one["status"])
    assert happened["fulfils"] == announced["id"]
    linked = r'<dt>{}</dt><dd><a class="headline \w+" href="/incidents/{}"'
    assert re.search(linked.format("angekündigt", announced["id"]), pages.get(f"/incidents/{happened['id']}").text)
    assert re.search(linked.format("was daraus wurde", happened["id"]), pages.get(f"/incidents/{announced['id']}").text)


def test_an_unknown_kind_of_dispute_is_an_error_that_names_the_kinds(pages: Any) -> None:
    answer = pages.get("/disputes.json?kind=gossip")
    assert answer.status_code == 400
    assert "figure" in answer.text
    assert "wording" in answer.text
