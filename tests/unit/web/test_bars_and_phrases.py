"""Bars over time, and dates and words in both languages."""

from __future__ import annotations

from importlib.resources import files
from typing import get_args, get_type_hints

import msgspec
import pytest

from lagebild.export.answer_rows import DisputeRow
from lagebild.lexicon import load
from lagebild.reading import (
    Bound,
    Entity,
    Event,
    FigureKind,
    Office,
    Outcome,
    Part,
    Plan,
    Pledge,
    PledgeKind,
    Reading,
    Relation,
    RelationKind,
    RelationStatus,
    Statement,
    Time,
)
from lagebild.record.evidence import Evidence
from lagebild.record.tenures import Tenure
from lagebild.record.voices.independence import Independence
from lagebild.web import phrases
from lagebild.web.bars import chart
from lagebild.web.ties import GROUPS


def tenure(since: str | None, until: str | None, *, status: str = "holds", seen: str | None = "2019-05-04") -> Tenure:
    evidence = Evidence(published=seen, outlet="Der Bote", report="r1", sentence="Satz.", start=0, end=5)
    return Tenure(
        person="p", person_name="Mira Tolk", title="Ministerin", of=None, of_name=None, status=status,  # type: ignore[arg-type]
        valid_from=since, valid_to=until, seen_first=seen, seen_last=seen, evidence=(evidence,),
    )  # fmt: skip


def test_edges_are_sharp_where_said_and_fade_where_only_seen() -> None:
    said, seen = chart([tenure("2018-03-01", "2020"), tenure(None, None)]).bars
    assert (said.fade_in, said.fade_out) == (0, 0)
    assert seen.fade_in > 0
    assert seen.fade_out > 0
    assert said.x < seen.x < said.end


def test_an_end_without_a_beginning_fades_in() -> None:
    (bar,) = chart([tenure(None, "2018-06", status="former")]).bars
    assert bar.fade_in > 0
    assert bar.fade_out == 0


def test_a_former_office_does_not_go_on_after_it_was_called_so() -> None:
    (bar,) = chart([tenure(None, None, status="former")]).bars
    assert bar.fade_in > 0
    assert bar.fade_out == 0


def test_what_has_no_date_stands_apart() -> None:
    drawn = chart([tenure(None, None, seen=None)])
    assert not drawn.bars
    assert len(drawn.undated) == 1
    assert chart([]).years == ()


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2017-08-06", "6. August 2017", "6 August 2017"),
        ("2017-08-06T14:30", "6. August 2017", "6 August 2017"),
        ("2017-03", "März 2017", "March 2017"),
        ("2017", "2017", "2017"),
        ("2017-W31", "2017-W31", "2017-W31"),
        (None, "", ""),
    ],
)
def test_dates_in_each_languages_form(value: str | None, german: str, english: str) -> None:
    assert (phrases.day(value, "de"), phrases.day(value, "en")) == (german, english)


def test_spans_are_said_as_they_are_meant() -> None:
    assert phrases.span("2017-08-01", "2017-08-31", "2017-08", "de") == "August 2017"
    assert phrases.span("2017-07-31", "2017-08-06", "2017-W31", "de") == "31. Juli 2017 – 6. August 2017"
    assert phrases.span("2017-08-01", "2017-08-03", None, "de") == "1.–3. August 2017"
    assert phrases.span("2017-08-01", "2017-08-03", None, "en") == "1–3 August 2017"
    assert phrases.span("2016-02-01", "2016-02-29", None, "de") == "Februar 2016"
    assert phrases.span("2016-02-01", "2016-02-28", None, "de") == "1.–28. Februar 2016"
    assert phrases.span("2016-01-01", "2016-12-31", None, "en") == "2016"
    assert phrases.span(None, None, "PAST_REF", "en") == "PAST_REF"
    assert phrases.number(5000, "de") == "5.000"


def test_no_line_ends_within_a_date() -> None:
    assert phrases.unbroken("6. August 2017") == "6.\u00a0August\u00a02017"
    assert phrases.unbroken("1.–3. August 2017") == "1.\u2060–\u20603.\u00a0August\u00a02017"
    assert phrases.unbroken("31. Juli 2017 – 6. August 2017") == "31.\u00a0Juli\u00a02017 – 6.\u00a0August\u00a02017"


def test_a_line_may_end_between_a_day_and_its_hours() -> None:
    assert (
        phrases.unbroken("16 February 2021, in the morning") == "16\u00a0February\u00a02021, in\u00a0the\u00a0morning"
    )


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2021-03-09", "9. März 2021", "9 March 2021"),
        ("2021-03-09TEV", "9. März 2021, abends", "9 March 2021, in the evening"),
        ("2021-03-09T14:30", "9. März 2021, 14:30 Uhr", "9 March 2021, 14:30 h"),
        ("2021-03", "März 2021", "March 2021"),
        ("2021-W10", "8.–14. März 2021", "8–14 March 2021"),
        ("2021-03-09/2021-03-10", "9.–10. März 2021", "9–10 March 2021"),
        ("PAST_REF", "", ""),
        (None, "", ""),
    ],
)
def test_a_time_is_said_in_words(value: str | None, german: str, english: str) -> None:
    assert (phrases.moment(value, "de"), phrases.moment(value, "en")) == (german, english)


@pytest.mark.parametrize(
    ("kind", "value", "german"),
    [
        ("figure", "at least 1200", "mindestens 1.200"),
        ("figure", "7", "7"),
        ("date", "2021-03-09TMO", "9. März 2021, morgens"),
        ("date", "2021", "2021"),
        ("happened", "denied", "bestritten"),
        ("doer", "resigned", "zurückgetreten"),
        ("doer", "not Rote Front", "nicht Rote Front"),
        ("doer", "Rote Front", "Rote Front"),
        ("wording", "verschleppt", "verschleppt"),
        ("status", "interrupted", "unterbrochen"),
    ],
)
def test_a_claim_is_said_in_words(kind: str, value: str, german: str) -> None:
    assert phrases.claimed(kind, value, "de") == german


def test_every_kind_of_dispute_cause_precision_and_question_has_its_word() -> None:
    causes = {row["cause"] for row in load("causes", required=("cause",))}
    words = phrases.phrases("de")
    needed = {f"dk_{kind}" for kind in get_args(get_type_hints(DisputeRow)["kind"])}
    needed |= {f"cause_{cause}" for cause in causes} | {f"ind_{one}" for one in get_args(Independence) if one != "own"}
    needed |= {f"date_prec_{n}" for n in range(2, 6)} | {f"where_prec_{n}" for n in range(3, 8)}
    needed |= {f"fg_{kind}" for kind in get_args(FigureKind)} | {f"bd_{bound}" for bound in get_args(Bound)}
    needed |= {f"tk_{kind}" for kind in get_args(RelationKind)} | {f"tg_{group}" for group in GROUPS}
    needed |= {f"tie_{status}" for status in get_args(RelationStatus)} | {f"oc_{one}" for one in get_args(Outcome)}
    needed |= {f"pl_{kind}" for kind in ("plan", *get_args(PledgeKind))}
    assert needed - set(words) == set()
    assert {group.removesuffix("_in") for group in GROUPS} == set(get_args(RelationKind))


@pytest.mark.parametrize(
    ("asked", "cookie", "accept", "chosen"),
    [
        (None, None, "", "de"),
        (None, None, "en-GB,en;q=0.9", "en"),
        (None, None, "fr,en;q=0.5,de;q=0.8", "de"),
        (None, None, "en;q=x", "de"),
        (None, "en", "de", "en"),
        ("de", "en", "en", "de"),
        ("xx", None, "en", "en"),
    ],
)
def test_the_language_chosen(asked: str | None, cookie: str | None, accept: str, chosen: str) -> None:
    assert phrases.choose(asked, cookie, accept) == chosen


def test_every_phrase_is_there_in_both_languages() -> None:
    lines = files("lagebild.web").joinpath("phrases.tsv").read_text("utf-8").splitlines()
    keys = [line.split("\t")[0] for line in lines if line]
    assert all(line.count("\t") == 2 for line in lines if line)
    assert len(keys) == len(set(keys))


FINDINGS = (Part, Time, Entity, Office, Statement, Event, Relation, Plan, Pledge)
NOT_FILLED_BY_RULES = {"id", "because", "sure", "start", "end", "sentence"}


@pytest.mark.parametrize("kind", FINDINGS)
@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_every_field_that_a_rule_can_fill_has_its_word(kind: type[msgspec.Struct], language: str) -> None:
    words = phrases.phrases(language)
    fields = {field.encode_name for field in msgspec.structs.fields(kind)} - NOT_FILLED_BY_RULES
    assert {f for f in fields if not words.get(f"why_{f}")} == set()


def test_every_layer_of_a_reading_is_among_them() -> None:
    layers = [f.type for f in msgspec.structs.fields(Reading) if f.name not in ("sentences", "problems")]
    made = {kind for layer in layers for kind in get_args(layer) if hasattr(kind, "__struct_fields__")}
    assert made == set(FINDINGS)
