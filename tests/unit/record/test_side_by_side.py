"""An incident outlet by outlet: what each answers, what differs, what is not said, whatever order the tellings come in."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from tests.unit.record.telling_by_hand import BRANDT, FRONT, HOFER, OLMEN, SARN, count, some, telling

from lagebild.record.counts import steps
from lagebild.record.incidents import Incident, incident
from lagebild.record.side_by_side import Table, side_by_side, unlike
from lagebild.record.telling import Telling
from lagebild.record.voices.independence import Voice


def of(told: Telling, outlet: str | None, **evidence: Any) -> Telling:
    """A telling of an outlet."""
    return msgspec.structs.replace(told, evidence=msgspec.structs.replace(told.evidence, outlet=outlet, **evidence))


def made(*told: Telling, voices: dict[str, Voice] | None = None) -> Incident:
    own = {t.id: Voice(independence="own", voice=t.evidence.outlet or f"report {t.report}") for t in told}
    return incident(told, own | (voices or {}))


def row(table: Table, question: str) -> list[list[tuple[object, bool]]]:
    """The answers to a question, and whether they differ."""
    (line,) = [one for one in table.rows if one.question == question]
    return [[(answer.value, answer.differs) for answer in cell] for cell in line.cells]


FIRST = of(telling("Festnahme", "r1", kind="COERCE", published="2021-05-04", time="2021-05-03", actors=(FRONT,),
                   recipients=(HOFER,), place=SARN, figures=(count(4), count(2, "injured"))), "Bote")  # fmt: skip
SECOND = of(telling("verschleppen", "r2", kind="COERCE", published="2021-05-05", time="2021-05", actors=(BRANDT,),
                    recipients=(HOFER,)), "Blatt")  # fmt: skip
LATER = of(telling("Festnahme", "r3", kind="COERCE", published="2021-05-09", recipients=(HOFER,), figures=(count(10),)),
           "Bote")  # fmt: skip


def test_an_outlet_has_one_column_with_all_its_reports() -> None:
    table = side_by_side(made(FIRST, SECOND, LATER))
    assert [(c.outlet, [r.report for r in c.reports]) for c in table.columns] == [
        ("Bote", ["r1", "r3"]),
        ("Blatt", ["r2"]),
    ]
    assert [one.question for one in table.rows] == [
        "what", "who", "whom", "where", "when", "told", "killed", "injured", "source", "status", "words",
    ]  # fmt: skip
    assert row(table, "told") == [[("2021-05-04", False), ("2021-05-09", False)], [("2021-05-05", False)]]


def test_what_not_all_say_differs_and_a_dash_sets_nobody_apart() -> None:
    table = side_by_side(made(FIRST, SECOND, LATER))
    assert row(table, "who") == [[("Front der Freien Berge", True)], [("Jan Brandt", True)]]
    assert row(table, "whom") == [[("Ute Hofer", False)], [("Ute Hofer", False)]]
    assert row(table, "where") == [[("Sarn", False)], []]
    assert row(table, "what") == [[("Festnahme", True)], [("verschleppen", True)]]
    assert {one.question for one in table.rows if one.differs} == {"what", "who"}
    assert unlike(table) == ["what", "who", "where", "told", "killed", "injured", "words"]


def test_a_month_fits_a_day_in_it_and_another_day_does_not() -> None:
    day, other = (of(telling(report=key, time=time), key) for key, time in (("a", "2021-05-03"), ("b", "2021-05-04")))
    month = of(telling(report="c", time="2021-05"), "c")
    assert row(side_by_side(made(day, month)), "when") == [[("2021-05-03", False)], [("2021-05", False)]]
    assert row(side_by_side(made(day, other)), "when") == [[("2021-05-03", True)], [("2021-05-04", True)]]


def test_a_count_that_its_outlet_replaced_is_a_step_and_is_compared_with_nothing() -> None:
    other = of(telling("Festnahme", "r4", published="2021-05-06", figures=(count(10),)), "Blatt")
    found = made(FIRST, LATER, other)
    (killed,) = [one for one in side_by_side(found).rows if one.question == "killed"]
    assert [[(a.value, a.earlier, a.published, a.differs) for a in cell] for cell in killed.cells] == [
        [(4, True, "2021-05-04", False), (10, False, "2021-05-09", False)],
        [(10, False, "2021-05-06", False)],
    ]
    assert not killed.differs
    third = made(FIRST, LATER, msgspec.structs.replace(other, figures=(count(7),)))
    assert row(side_by_side(third), "killed") == [[(4, False), (10, True)], [(7, True)]]
    assert [(s.value, [c.report for c in s.claims]) for s in steps(found.figures["killed"])] == [
        (4, ["r1"]),
        (10, ["r4", "r3"]),
    ]


def test_of_two_counts_in_a_report_the_one_counted_up_to_stands() -> None:
    found = made(
        of(telling(figures=(count(78), count(219, counts_up=True))), "Bote"),
        of(telling(report="r2", figures=(count(3), count(5))), "Blatt"),
    )
    (killed,) = [one for one in side_by_side(found).rows if one.question == "killed"]
    assert [[(a.value, a.earlier) for a in cell] for cell in killed.cells] == [
        [(78, True), (219, False)],
        [(3, False), (5, False)],
    ]


def test_counts_of_a_denial_are_no_answers_and_those_of_another_speaker_replace_nothing() -> None:
    denied = of(telling(report="r5", status="denied", figures=(count(99),)), "Blatt")
    assert row(side_by_side(made(FIRST, denied)), "killed") == [[], [(4, False)]]
    quoted = of(telling(report="r6", published="2021-05-10", source="Ute Hofer", figures=(count(8),)), "Bote")
    (killed,) = [one for one in side_by_side(made(FIRST, quoted)).rows if one.question == "killed"]
    assert [[(a.value, a.source, a.earlier) for a in cell] for cell in killed.cells] == [
        [(4, "outlet", False), (8, "Ute Hofer", False)]
    ]


def test_each_answer_has_its_sentences_and_how_sure_it_is() -> None:
    unsure = of(
        telling("Festnahme", "r7", actors=(FRONT,)), "Bote", sentence="Die Front nahm sie fest.", sure={"actors": 0.4}
    )
    sure = of(telling("Festnahme", "r8", actors=(FRONT,)), "Bote", sentence="Die Front war es.", sure={"actors": 0.9})
    (who,) = [one for one in side_by_side(made(unsure, sure)).rows if one.question == "who"]
    ((answer,),) = who.cells
    assert ([e.sentence for e in answer.evidence], answer.sure) == (
        ["Die Front nahm sie fest.", "Die Front war es."],
        0.9,
    )
    assert answer.evidence[0].trigger == "Festnahme"


def test_a_word_that_judges_is_loaded_and_whose_word_it_is_stands_beside() -> None:
    judging = of(telling("verschleppen", "r2", kind="ASSAULT", published="2021-05-05", source=None), "Blatt")
    table = side_by_side(made(FIRST, judging))
    for question in ("what", "words"):
        (line,) = [one for one in table.rows if one.question == question]
        assert [[answer.loaded for answer in cell] for cell in line.cells] == [[False], [True]]
    assert row(table, "source") == [[("outlet", True)], [(None, True)]]


def test_what_somebody_else_says_is_their_word_unless_the_outlet_says_it_itself() -> None:
    claim = of(telling("Terrorakt", "r1", number=1, source="Ute Hofer", actors=(FRONT, BRANDT)), "Bote")
    own = of(telling("Anschlag", "r1", actors=(FRONT,)), "Bote")
    hearsay = of(telling("Angriff", "r1", number=2, source=None), "Bote")
    table = side_by_side(made(own, claim, hearsay))
    said = {one.question: [(a.value, a.source) for a in one.cells[0]] for one in table.rows}
    assert said["what"] == [("Anschlag", "outlet"), ("Terrorakt", "Ute Hofer"), ("Angriff", None)]
    assert said["who"] == [("Front der Freien Berge", "outlet"), ("Jan Brandt", "Ute Hofer")]
    assert said["source"] == [("outlet", "outlet"), ("Ute Hofer", "outlet"), (None, "outlet")]


def test_a_report_without_a_date_still_has_a_place_to_be_found_at() -> None:
    undated = of(telling("Festnahme", "r1", published=None), "Bote")
    assert row(side_by_side(made(undated)), "told") == [[(None, False)]]


def test_each_voice_is_ticked_once() -> None:
    agency = Voice(independence="agency", voice="dpa")
    found = made(FIRST, SECOND, voices={FIRST.id: agency, SECOND.id: agency})
    assert [[(v.voice, v.first) for v in c.voices] for c in side_by_side(found).columns] == [
        [("dpa", True)],
        [("dpa", False)],
    ]
    assert sum(v.first for c in side_by_side(found).columns for v in c.voices) == found.sources


def test_reports_of_no_outlet_are_not_one_outlet() -> None:
    table = side_by_side(made(of(FIRST, None), of(SECOND, None)))
    assert [(c.outlet, len(c.reports)) for c in table.columns] == [(None, 1), (None, 1)]


def test_two_outlets_stand_in_the_order_in_which_they_are_asked_for() -> None:
    third = of(telling("Festnahme", "r9", place=OLMEN), "Kurier")
    found = made(FIRST, SECOND, third)
    for asked in (["Bote", "Blatt"], ["Blatt", "Bote"]):
        assert [c.outlet for c in side_by_side(found, outlets=asked).columns] == asked
    table = side_by_side(found, outlets=["Kurier", "Bote"])
    assert row(table, "where") == [[("Olmen", True)], [("Sarn", True)]]


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_reports_changes_nothing(seed: int) -> None:
    told = [
        FIRST, SECOND, LATER, of(telling("Überfall", "r4", number=3, recipients=(some("zwei Männer"),)), None),
        of(telling("Festnahme", "r2", number=4, figures=(count(5), count(6, counts_up=True))), "Blatt"),
    ]  # fmt: skip
    mixed = random.Random(seed).sample(told, len(told))
    assert side_by_side(made(*mixed)) == side_by_side(made(*told))
    shuffled = msgspec.structs.replace(made(*told), tellings=tuple(mixed))
    assert side_by_side(shuffled) == side_by_side(made(*told))
