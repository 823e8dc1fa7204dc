"""What is less sure than asked for is left out: fields of a telling, whole tellings, whole incidents."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from lagebild.reading import EventType, Sure
from lagebild.record.accounts import Account
from lagebild.record.contradictions import Dispute
from lagebild.record.evidence import Evidence
from lagebild.record.incidents import incident
from lagebild.record.plans import PlanTold
from lagebild.record.statements import Said
from lagebild.record.sureness import (
    best,
    left_up_to,
    solid,
    surer,
    surer_dispute,
    surer_office,
    surer_plan,
    surer_said,
    surer_telling,
    surer_tie,
    unsure,
)
from lagebild.record.telling import Telling
from lagebild.record.tenures import OfficeSighting
from lagebild.record.ties.sighting import Given, Side, TieSighting
from lagebild.record.voices import independence

from .telling_by_hand import BRANDT, FRONT, HOFER, SARN, telling


def weighed(sure: dict[str, float], report: str = "r1") -> Telling:
    made = telling("Festnahme", report, time="2021-03-08", actors=(FRONT,), recipients=(HOFER,), place=SARN)
    return msgspec.structs.replace(made, evidence=msgspec.structs.replace(made.evidence, sure=sure))


@pytest.mark.parametrize(
    ("field", "gone"),
    [
        ("actors", {"actors": ()}),
        ("recipients", {"recipients": ()}),
        ("place", {"place": None}),
        ("time", {"time": None, "valid_from": None, "valid_to": None}),
    ],
)
def test_a_field_that_is_less_sure_is_left_out_and_no_other(field: str, gone: dict[str, Any]) -> None:
    told = weighed({"type": 0.9, "status": 0.9, "source": 0.9, field: 0.6})
    assert surer_telling(told, 0.6) == told
    assert surer_telling(told, 0.61) == msgspec.structs.replace(told, **gone)


@pytest.mark.parametrize("field", ["type", "status", "source"])
def test_a_telling_goes_if_what_it_tells_is_less_sure(field: str) -> None:
    told = weighed({"type": 0.9, "status": 0.9, "source": 0.9, field: 0.6})
    assert surer_telling(told, 0.6) == told
    assert surer_telling(told, 0.61) is None


def test_what_nothing_weighed_stays() -> None:
    assert surer_telling(weighed({}), 1.0) == weighed({})


def test_an_incident_is_what_its_tellings_that_are_left_say() -> None:
    one = weighed({"type": 0.95, "actors": 0.5})
    other = msgspec.structs.replace(weighed({"type": 0.7}, "r2"), recipients=(BRANDT,))
    said = dict(zip(("r1/v0", "r2/v0"), independence.voices([_of(one), _of(other)]), strict=True))
    whole = msgspec.structs.replace(incident([one, other], said), series="s", fulfils="f", disputes=("d",))
    left = surer(whole, 0.8)
    assert left is not None
    assert [t.report for t in left.tellings] == ["r1"]
    assert (left.actors, left.recipients, left.begin) == ((), (HOFER,), "2021-03-08")
    assert (left.id, left.series, left.fulfils, left.disputes) == (whole.id, "s", "f", ("d",))
    assert surer(whole, 0.96) is None


def _of(telling: Telling) -> independence.Testimony:
    return independence.Testimony(
        report=telling.report, outlet=telling.evidence.outlet, published=telling.evidence.published
    )


def evidence(sure: Sure, entry: str | None = "x") -> Evidence:
    return Evidence(
        published="2021-03-08", outlet="B", report="r1", sentence="…", start=0, end=1, entry=entry, sure=sure
    )


def office(sure: Sure) -> OfficeSighting:
    return OfficeSighting(
        person="p", person_name="P", title="Ministerin", of="s", of_name="S", status="holds", valid_from="2019",
        valid_to="2021", end_cause="death", evidence=evidence(sure),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "gone"),
    [
        ("of", {"of": None, "of_name": None}),
        ("from", {"valid_from": None}),
        ("to", {"valid_to": None}),
        ("end_cause", {"end_cause": None}),
    ],
)
def test_of_an_office_the_body_and_the_dates_can_be_unsure(field: str, gone: dict[str, Any]) -> None:
    told = office({"title": 0.9, "status": 0.9, field: 0.6})
    assert surer_office(told, 0.6) == told
    assert surer_office(told, 0.7) == msgspec.structs.replace(told, **gone)


@pytest.mark.parametrize("field", ["title", "status"])
def test_an_office_goes_with_its_title_or_status(field: str) -> None:
    assert surer_office(office({field: 0.6}), 0.7) is None


ONE, OTHER = Side(id="a", name="A"), Side(id="b", name="B")


def tie(sure: Sure, *, turn: bool = False) -> TieSighting:
    return TieSighting(
        kind="ally",
        one=ONE,
        other=OTHER,
        status="holds",
        since="2019",
        until="2021",
        turn=turn,
        evidence=evidence(sure),
    )


def test_a_tie_goes_with_its_kind_status_or_source_and_loses_dates() -> None:
    assert all(surer_tie(tie({field: 0.6}), 0.7) is None for field in ("kind", "status", "source"))
    assert surer_tie(tie({"kind": 0.9, "since": 0.6}), 0.7) == msgspec.structs.replace(
        tie({"kind": 0.9, "since": 0.6}), since=None
    )
    left = surer_tie(tie({"time": 0.6}, turn=True), 0.7)
    assert left is not None
    assert (left.since, left.until) == (None, None)


def test_a_tie_that_a_deed_turns_goes_with_who_did_it_and_to_whom() -> None:
    for field in ("type", "actors", "recipients"):
        assert surer_tie(tie({field: 0.6}, turn=True), 0.7) is None
        assert surer_tie(tie({field: 0.8}, turn=True), 0.7) is not None
    given = TieSighting(kind="ally", one=ONE, other=OTHER, status="holds", given=Given(table="t", line=1, text="…"))
    assert surer_tie(given, 1.0) == given  # a user's own line stays


def test_a_plan_goes_with_its_name_and_loses_the_rest_field_by_field() -> None:
    def plan(sure: Sure) -> PlanTold:
        return PlanTold(
            name="Plan", of=ONE, announced_by=OTHER, about=ONE, phases=("A",), time="2021", evidence=evidence(sure)
        )

    assert surer_plan(plan({"name": 0.6}), 0.7) is None
    for field in ("of", "announced_by", "about", "time", "phases"):
        left = surer_plan(plan({"name": 0.9, field: 0.6}), 0.7)
        emptied: Any = () if field == "phases" else None
        assert left == msgspec.structs.replace(plan({"name": 0.9, field: 0.6}), **{field: emptied})


def test_a_statement_goes_with_its_words_or_type_and_loses_its_speaker() -> None:
    def said(sure: Sure) -> Said:
        return Said(
            id="r1/s1", speaker="Ada", type="direct", medium="speech", cue=None, quote="…", evidence=evidence(sure)
        )

    assert all(surer_said(said({field: 0.6}), 0.7) is None for field in ("quote_spans", "type"))
    left = surer_said(said({"type": 0.9, "speaker": 0.6, "medium": 0.1}), 0.7)
    assert left is not None
    assert (left.speaker, left.medium) == (None, "speech")


def test_a_dispute_goes_once_its_claims_that_are_left_agree() -> None:
    def entry(told: Telling, name: str) -> Telling:
        return msgspec.structs.replace(told, evidence=msgspec.structs.replace(told.evidence, entry=name))

    one, other = entry(weighed({"time": 0.9}), "one"), entry(weighed({"time": 0.6}, "r2"), "other")
    said = dict(zip(("r1/v0", "r2/v0"), independence.voices([_of(one), _of(other)]), strict=True))
    about = incident([one, other], said)
    claims = tuple(
        Account(
            value=day, outlet="B", source="outlet", published=None, report="r", sentence="…", start=0, end=1,
            entry=name, voice="B",
        )
        for day, name in (("2021-03-08", "one"), ("2021-03-09", "other"))
    )  # fmt: skip
    found = Dispute(id="d", about=about.id, kind="date", claims=claims)
    assert surer_dispute(found, about, 0.6) == found
    assert surer_dispute(found, about, 0.7) is None
    # the day says nothing of a dispute about the place
    assert surer_dispute(msgspec.structs.replace(found, kind="place"), about, 0.7) is not None


def test_an_answer_is_as_sure_as_the_best_of_its_evidence() -> None:
    two = [evidence({"title": 0.9, "status": 0.5}), evidence({"title": 0.7, "status": 0.8, "of": 0.6})]
    assert best(two) == {"title": 0.9, "status": 0.8, "of": 0.6}
    assert best([*two, evidence({})]) == {}
    assert best([]) == {}


def test_the_column_says_up_to_which_share_an_answer_is_left() -> None:
    two = [evidence({"title": 0.9, "status": 0.5, "of": 0.1}), evidence({"title": 0.7, "status": 0.8})]
    assert left_up_to(two) == 0.7
    assert left_up_to([*two, evidence({})]) is None
    assert left_up_to([]) is None
    for least in (0.5, 0.7, 0.71):
        kept = [surer_office(msgspec.structs.replace(office({}), evidence=one), least) for one in two]
        assert any(kept) == (least <= 0.7)


@pytest.mark.parametrize(
    ("layer", "field", "type", "least"),
    [
        ("event", "actors", "ASSAULT", 0.9),  # who killed
        ("event", "recipients", "DIE", 0.9),  # who is dead
        ("event", "type", "DIE", 0.9),
        ("event", "recipients", "JUDGE", 0.9),  # who was convicted
        ("event", "place", "DIE", 0.8),
        ("event", "actors", "PROTEST", 0.8),
        ("office", "title", None, 0.9),  # who holds an office
        ("office", "status", None, 0.9),
        ("office", "of", None, 0.8),
        ("statement", "type", None, 0.8),
    ],
)
def test_more_is_asked_where_a_mistake_hurts(layer: Any, field: str, type: EventType | None, least: float) -> None:  # noqa: A002
    assert solid(layer, field, type) == least
    assert unsure({field: least}, layer, type) == frozenset()
    assert unsure({field: least - 0.01}, layer, type) == {field}
