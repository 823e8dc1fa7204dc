"""What is less sure than asked for is left out: fields of a telling, whole tellings, whole incidents."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from lagebild.record.incidents import incident
from lagebild.record.sureness import surer, surer_telling
from lagebild.record.telling import Telling
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
