"""The page of an incident: its reports side by side, what differs, and how an editor gets about on it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from lagebild.document import Span
from lagebild.reading import Entity, Event, Figure, Reading
from lagebild.web.comparison import comparison
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


def test_reports_stand_side_by_side_and_what_differs_is_set_apart(pages: Any) -> None:
    found = the_incident(pages)
    page = pages.get(f"/incidents/{found['id']}").text
    rows = dict(re.findall(r'<tr><th scope="row">(\w+).*?</th>(.*?)</tr>', page, re.S))
    assert rows["was"].count("value apart") == 2
    assert rows["wem"].count("Jan Orel") == 2
    assert "apart" not in rows["wem"]
    assert "apart" not in rows["wo"]
    assert re.findall(r'apart">(?:<a[^>]*>)?(\w+)', rows["wer"]) == ["Polizei", "Nationalgarde"]
    assert re.findall(r'apart">(\d+)', rows["Festgenommene"]) == ["9", "3"]
    assert page.count('href="/reports/r1?at=') >= 2
    assert "2 unabhängige Quellen" in page
    assert 'id="disputes"' in page
    assert 'id="disputes"' in pages.get(f"/incidents/{found['id']}?lang=en").text


def test_the_page_uses_no_machine_words(pages: Any) -> None:
    found = the_incident(pages)
    for path in (f"/incidents/{found['id']}", "/disputes", "/chronicle"):
        page = re.sub(r"<[^>]*>", " ", pages.get(path).text)
        assert not re.findall(r"\b(COERCE|happened|arrested|figure|doer|wording|None|\d{4}-\d\d-\d\d)\b", page), path


def test_its_json_is_the_row_of_the_command(pages: Any) -> None:
    found = the_incident(pages)
    assert pages.get(f"/incidents/{found['id']}.json").json() == found
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


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", {"figure", "doer", "wording"}),
        ("kind=figure", {"figure"}),
        ("kind=gossip", {"figure", "doer", "wording"}),
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
    for question in ("wann", "wer", "Festgenommene"):
        row = re.search(rf'<th scope="row">{question}</th>(.*?)</tr>', page, re.S)
        assert row is not None
        assert '<span class="dim">–</span>' in row[1]
        assert "apart" not in row[1]


def test_the_words_for_the_deed_are_marked() -> None:
    assert marked("Er trat am Montag zurück", "trat … zurück") == [
        ("Er ", False), ("trat", True), (" am Montag ", False), ("zurück", True),
    ]  # fmt: skip
    assert marked("Vertrat er, trat er", "trat") == [("Vertrat er, ", False), ("trat", True), (" er", False)]
    assert marked("Großbrand", "brand") == [("Groß", False), ("brand", True)]
    assert marked("Er ging", "kam") == marked("Er ging", "") == [("Er ging", False)]


def test_a_comparison_has_a_column_a_report(pages: Any) -> None:
    from lagebild.store import queries

    with pages.app.state.site.record() as connection:
        (found,) = queries.incidents(connection)
    compared = comparison(found)
    assert [(c.report, c.outlet) for c in compared.columns] == [("r1", "Der Bote"), ("r2", "Das Blatt")]
    assert [row.question for row in compared.rows] == [
        "what",
        "when",
        "where",
        "who",
        "whom",
        "arrested",
        "status",
        "words",
    ]
    assert {row.question for row in compared.rows if row.differs} == {"what", "who", "arrested", "words"}


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
