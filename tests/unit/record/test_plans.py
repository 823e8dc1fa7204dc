"""Plans that several reports tell of."""

from __future__ import annotations

import random

from lagebild.record.evidence import Evidence
from lagebild.record.plans import PlanTold, planned
from lagebild.record.ties.sighting import Side


def side(name: str | None) -> Side | None:
    return Side(id=name.casefold(), name=name) if name else None


def told(
    name: str,
    day: str = "2020-01-01",
    *,
    of: str | None = None,
    by: str | None = None,
    about: str | None = None,
    phases: tuple[str, ...] = (),
    outlet: str = "Blatt",
) -> PlanTold:
    evidence = Evidence(published=day, outlet=outlet, report=f"{outlet}/{day}", sentence="…", start=0, end=1)
    return PlanTold(
        name=name, of=side(of), announced_by=side(by), about=side(about), phases=phases, time=None, evidence=evidence
    )


def test_reports_of_one_plan_complete_each_other() -> None:
    (plan,) = planned(
        [
            told("dreistufiger Plan", of="Demm", phases=("Ruhe",)),
            told("dreistufige Plan", "2020-02-01", by="Semm", about="Peru", phases=("Ruhe", "Arbeit")),
        ]
    )
    assert plan.of == side("Demm")
    assert plan.announced_by == side("Semm")
    assert plan.about == side("Peru")
    assert plan.phases == ("Ruhe", "Arbeit")
    assert (plan.seen_first, plan.seen_last, len(plan.evidence)) == ("2020-01-01", "2020-02-01", 2)


def test_a_plan_in_the_genitive_is_the_same_plan() -> None:
    (plan,) = planned([told("Fahrplans von Norhaven"), told("Fahrplan von Norhaven", outlet="Bote")])
    assert plan.name == "Fahrplan von Norhaven"
    assert len(planned([told("Fahrplan von Norhaven"), told("Fahrplan von Kestrien", outlet="Bote")])) == 2


def test_two_authors_or_two_whom_it_is_for_make_two_plans() -> None:
    assert len(planned([told("Friedensplan", of="Demm"), told("Friedensplan", of="Semm", outlet="Bote")])) == 2
    assert len(planned([told("Friedensplan", about="Peru"), told("Friedensplan", about="Chile", outlet="Bote")])) == 2


def test_the_same_word_years_later_is_another_plan() -> None:
    assert len(planned([told("Friedensplan"), told("Friedensplan", "2022-01-01")])) == 2
    assert len(planned([told("Friedensplan"), told("Friedensplan", "2020-06-01")])) == 1


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [
        told("Plan", f"2020-0{n}-01", of=of, outlet=of or "Blatt")
        for n, of in enumerate(("Demm", None, "Semm", "Demm"), 1)
    ]
    expected = planned(reports)
    for number in range(10):
        assert planned(random.Random(number).sample(reports, len(reports))) == expected
