"""Offices over time."""

import random

import msgspec

from lagebild.reading import EndCause, OfficeStatus
from lagebild.record.contested import contested
from lagebild.record.evidence import Evidence
from lagebild.record.offices import title_key
from lagebild.record.register import register
from lagebild.record.standing import held_on, on_day, standing
from lagebild.record.tenures import OfficeSighting, Tenure, tenures


def seen(
    day: str,
    title: str = "Präsidentin",
    *,
    of: str | None = "place:halve",
    status: OfficeStatus = "holds",
    since: str | None = None,
    until: str | None = None,
    person: str = "ada",
    outlet: str = "Blatt",
    why: EndCause | None = None,
) -> OfficeSighting:
    evidence = Evidence(published=day, outlet=outlet, report=f"{outlet}/{day}", sentence="…", start=0, end=1)
    return OfficeSighting(
        person=f"person:{person}", person_name=person.capitalize(), title=title, of=of, of_name="Halve" if of else None,
        status=status, valid_from=since, valid_to=until, end_cause=why, evidence=evidence,
    )  # fmt: skip


def titles(day: str, *sightings: OfficeSighting) -> list[str]:
    return [t.title for t in held_on(day, tenures(sightings))]


def in_office(*sightings: OfficeSighting) -> Tenure:
    """The one tenure of somebody who is seen in office, and said to have left it."""
    (found,) = (tenure for tenure in tenures(sightings) if tenure.status == "holds")
    return found


def test_both_genders_of_a_title_are_one_office() -> None:
    assert title_key("Außenministerin") == title_key("Außenminister")
    assert title_key("Chefin") == title_key("Chef")
    found = tenures([seen("2020-01-01", "Ministerin"), seen("2020-03-01", "Minister")])
    assert [(t.title, t.seen_first, t.seen_last, len(t.evidence)) for t in found] == [
        ("Ministerin", "2020-01-01", "2020-03-01", 2)
    ]


def test_what_is_not_said_stays_open_and_what_is_said_is_kept() -> None:
    (found,) = tenures([seen("2020-02-01"), seen("2020-03-01", since="2020-01-15")])
    assert (found.valid_from, found.valid_to) == ("2020-01-15", None)


def test_a_sighting_without_a_body_joins_the_one_body_known() -> None:
    assert len(tenures([seen("2020-01-01"), seen("2020-02-01", of=None)])) == 1
    assert len(tenures([seen("2020-01-01"), seen("2020-01-02", of="place:tal"), seen("2020-02-01", of=None)])) == 3


def test_on_a_day_a_tenure_counts_from_its_beginning() -> None:
    sighting = seen("2017-08-07", since="2017-08-06")
    assert titles("2017-08-05", sighting) == []
    assert titles("2017-08-06", sighting) == ["Präsidentin"]
    assert titles("2017-10-05", sighting) == ["Präsidentin"]
    assert standing(tenures([sighting])[0], "2017-08-05").state == "ahead"


def test_a_sighting_vouches_for_two_months_and_then_nobody_knows() -> None:
    (tenure,) = tenures([seen("2017-08-07")])
    days = ("2017-08-06", "2017-08-07", "2017-10-06", "2017-10-07", "2018-03-07")
    assert [standing(tenure, day).state for day in days] == ["unknown", "holds", "holds", "unknown", "unknown"]
    assert standing(tenure, "2018-03-07").last_seen == "2017-08-07"
    assert standing(tenure, "2017-08-06").next_seen == "2017-08-07"
    assert held_on("2018-03-07", [tenure]) == []
    # what may be held is told for a year, and no longer
    assert [len(on_day(day, [tenure])) for day in ("2018-08-07", "2018-08-08")] == [1, 0]


def test_an_end_that_is_told_ends_the_office_on_that_day_with_its_cause() -> None:
    held, resigned = seen("2021-02-10"), seen("2021-03-10", status="former", until="2021-03-08", why="resignation")
    tenure = in_office(held, resigned)
    assert (tenure.valid_to, tenure.end_cause) == ("2021-03-08", "resignation")
    assert [standing(tenure, d).state for d in ("2021-03-08", "2021-03-09", "2021-06-10")] == [
        "holds",
        "ended",
        "ended",
    ]
    # without a day it has ended by the report, be it of the day on which another still has her in office
    tenure = in_office(seen("2021-03-10", outlet="Bote"), seen("2021-03-10", status="former", why="dismissal"))
    assert (tenure.over and tenure.over.value, tenure.end_cause) == ("2021-03-10", "dismissal")


def test_a_death_ends_every_office_of_the_dead() -> None:
    offices = [seen("2021-02-01", "Finanzministerin"), seen("2021-02-02", "Parteichefin", of="organisation:p")]
    death = seen("2021-03-10", "Parteichefin", of="organisation:p", status="former", until="2021-03-09", why="death")
    found = [t for t in tenures([*offices, death]) if t.status == "holds"]
    assert {t.end_cause for t in found} == {"death"}
    assert [standing(t, "2021-03-11").state for t in found] == ["ended", "ended"]
    # more reports have her in office later than one that has her dead
    later = [seen(f"2021-04-0{n}", "Finanzministerin", outlet="Bote") for n in (1, 2)]
    assert [t.end_cause for t in tenures([*offices, death, *later]) if t.title == "Finanzministerin"] == [None]


def test_a_holder_after_death_is_a_dispute_of_its_own() -> None:
    death = seen("2021-03-10", status="former", until="2021-03-09", why="death")
    (dispute,) = contested(tenures([seen("2021-02-01"), death, seen("2021-05-01", outlet="Bote")]))
    assert (dispute.about, [c.value for c in dispute.claims]) == ("holder", ["Ada", "Ada †"])
    assert [c.evidence[0].outlet for c in dispute.claims] == ["Bote", "Blatt"]


def test_a_mere_minister_is_the_one_department_on_record() -> None:
    found = tenures([seen("2021-01-01", "Finanzministerin"), seen("2021-02-01", "Ministerin")])
    assert [(t.title, t.seen_last) for t in found] == [("Finanzministerin", "2021-02-01")]
    both = [seen("2021-01-01", "Finanzministerin"), seen("2021-01-02", "Bauministerin")]
    assert len(tenures([*both, seen("2021-02-01", "Ministerin")])) == 3


def test_the_register_tells_gaps_and_what_cannot_be_right() -> None:
    ada, bea = [seen("2019-01-01"), seen("2019-02-01", until="2019-02-10")], seen("2019-05-01", person="bea")
    lines = register(tenures([*ada, bea]))
    gap = lines[1].gap_before
    assert [(line.tenure.person, line.gap_before is None) for line in lines] == [
        ("person:ada", True), ("person:bea", False),
    ]  # fmt: skip
    assert gap is not None
    assert (gap.first, gap.last) == ("2019-02-11", "2019-04-30")
    two = tenures(
        [seen("2020-01-01"), seen("2020-06-01"), *(seen(d, person="bea") for d in ("2020-03-01", "2020-08-01"))]
    )
    assert [[d.about for d in line.disputes] for line in register(two)] == [["holder"], ["holder"]]
    many = tenures([seen("2019-01-01", "Abgeordnete"), seen("2020-05-01", "Abgeordnete", person="bea")])
    assert [line.gap_before for line in register(many)] == [None, None]


def test_former_ends_what_was_held_before() -> None:
    held, former = seen("2020-01-01"), seen("2020-06-01", status="former")
    assert titles("2020-03-01", held, former) == ["Präsidentin"]
    assert titles("2020-07-01", held, former) == []


def test_candidates_and_the_designated_hold_nothing_yet() -> None:
    assert titles("2020-01-01", seen("2020-01-01", status="candidate"), seen("2020-01-01", status="designated")) == []
    assert titles("2020-01-01", seen("2020-01-01", status="interim")) == ["Präsidentin"]


def test_words_for_one_office_meet() -> None:
    (found,) = tenures([seen("2020-01-01", "Premier"), *(seen(f"2020-0{n}-01", "Premierministerin") for n in (2, 3))])
    assert found.title == "Premierministerin"


def test_the_more_precise_of_two_dates_counts_and_both_vouch_for_it() -> None:
    (found,) = tenures([seen("2020-02-01", since="2019"), seen("2020-03-01", since="2019-11-30")])
    assert [(b.value, len(b.evidence)) for b in found.from_said] == [("2019-11-30", 2)]
    assert found.valid_from == "2019-11-30"


def test_dates_that_contradict_each_other_are_kept_and_told() -> None:
    sightings = [seen("2020-02-01", since="2019-11-30"), seen("2020-03-01", since="2019-12-01")]
    (found,) = tenures([*sightings, seen("2020-04-01", since="2019-12-01", outlet="Bote")])
    assert found.valid_from == "2019-12-01"
    (dispute,) = contested([found])
    assert (dispute.about, [c.value for c in dispute.claims]) == ("from", ["2019-12-01", "2019-11-30"])


def test_a_successor_ends_an_office_that_one_person_holds() -> None:
    found = tenures([seen("2020-01-01"), seen("2020-05-01", person="bea", since="2020-04-20")])
    ada, bea = sorted(found, key=lambda t: t.person)
    assert ada.valid_to is None
    assert ada.over is not None
    assert (ada.over.value, ada.over.evidence) == ("2020-04-20", bea.evidence)
    assert [(t.person_name, s.state) for t, s in on_day("2020-04-19", found)] == [("Ada", "unknown")]
    assert [t.person_name for t in held_on("2020-04-20", found)] == ["Bea"]
    assert contested(found) == []


def test_no_successor_ends_an_office_that_several_hold() -> None:
    found = tenures([seen("2020-01-01", "Abgeordnete"), seen("2020-05-01", "Abgeordnete", person="bea")])
    assert [t.over for t in found] == [None, None]


def test_two_holders_at_one_time_are_a_dispute() -> None:
    found = tenures([
        seen("2020-01-01"), seen("2020-06-01"), seen("2020-03-01", person="bea"), seen("2020-08-01", person="bea"),
    ])  # fmt: skip
    (dispute,) = contested(found)
    assert (dispute.about, dispute.title, dispute.of_name) == ("holder", "Präsidentin", "Halve")
    assert (dispute.valid_from, dispute.valid_to) == ("2020-03-01", "2020-06-01")
    assert [(c.value, c.person) for c in dispute.claims] == [("Ada", "person:ada"), ("Bea", "person:bea")]
    assert [len(c.evidence) for c in dispute.claims] == [2, 2]


def test_a_handover_within_a_day_or_an_imprecise_year_is_no_dispute() -> None:
    assert contested(tenures([
        seen("2020-01-01", until="2020-04-20"), seen("2020-05-01", person="bea", since="2020-04-20"),
    ])) == []  # fmt: skip
    assert contested(tenures([
        seen("2019-01-01", until="2020"), seen("2021-05-01", person="bea", since="2020"),
    ])) == []  # fmt: skip


def test_one_who_acts_for_another_disputes_nothing_and_ends_when_confirmed() -> None:
    found = tenures([seen("2020-01-01", status="interim"), seen("2020-02-01", since="2020-01-20"), seen("2020-03-01")])
    interim, held = found
    assert (interim.status, interim.over and interim.over.value) == ("interim", "2020-02-01")
    assert held.over is None
    assert contested(found) == []


def test_one_who_holds_an_office_twice_has_two_terms() -> None:
    first, again = [seen("2001-01-01")], [seen("2012-06-01"), seen("2012-07-01")]
    former = [seen("2008-01-01", status="former"), seen("2009-01-01", status="former")]
    found = [t for t in tenures([*first, *former, *again]) if t.status == "holds"]
    assert [(t.seen_first, t.seen_last, t.over and t.over.value) for t in found] == [
        ("2001-01-01", "2001-01-01", "2008-01-01"), ("2012-06-01", "2012-07-01", None),
    ]  # fmt: skip
    # one report of the end alone may be mistaken, or the later ones speak of the past
    bea = [seen(f"2012-0{n}-15", person="bea") for n in (5, 6, 7)]
    assert len([t for t in tenures([*first, former[0], *again, *bea]) if t.person == "person:ada"]) == 2
    assert len([t for t in tenures([*first, former[0], *again]) if t.status == "holds"]) == 2
    stated = seen("2012-06-01", since="2012-05-07")
    assert len([t for t in tenures([*first, former[0], stated]) if t.status == "holds"]) == 2


def test_an_office_held_after_its_stated_end_is_a_dispute() -> None:
    found = tenures([seen("2020-01-01", until="2020-02-15"), seen("2020-03-01", outlet="Bote")])
    assert held_on("2020-03-01", found) == []
    (dispute,) = contested(found)
    assert (dispute.about, dispute.person) == ("to", "Ada")
    assert [(c.value, c.evidence[0].outlet) for c in dispute.claims] == [
        ("2020-02-15", "Blatt"),
        ("2020-03-01", "Bote"),
    ]


def test_a_former_holder_with_both_bounds_held_the_office_between_them() -> None:
    found = tenures([seen("2020-01-01", status="former", since="1998", until="2005-09-18")])
    assert [t.status for t in held_on("2001-01-01", found)] == ["holds"]
    assert held_on("2006-01-01", found) == []


def test_former_ends_the_office_before_the_report() -> None:
    assert titles("2020-06-01", seen("2020-01-01"), seen("2020-06-01", status="former")) == []


def test_what_lies_years_between_two_sightings_is_not_vouched_for() -> None:
    sightings = seen("2005-06-01"), seen("2006-12-01"), seen("2021-02-01")
    days = ("2006-01-01", "2007-06-01", "2012-01-01", "2021-06-01")
    assert [on_day(day, tenures(sightings)) != [] for day in days] == [True, True, False, True]
    assert [titles(day, *sightings) != [] for day in days] == [True, False, False, False]
    bea = seen("2012-01-01", person="bea")
    assert contested(tenures([*sightings, bea])) == []


def test_who_is_seen_in_office_next_ends_it_though_seen_before() -> None:
    bea = [seen(day, person="bea") for day in ("2020-01-10", "2020-03-01", "2020-06-01")]
    ada = next(t for t in tenures([seen("2020-01-20"), *bea]) if t.person == "person:ada")
    assert ada.over
    assert ada.over.value == "2020-03-01"


def test_a_report_that_tells_of_two_holders_contradicts_nobody() -> None:
    history = [seen("2020-03-01"), seen("2020-03-01", person="bea")]
    assert contested(tenures([*history, seen("2020-01-01"), seen("2020-05-01")])) == []


def test_undated_reports_vouch_for_no_day() -> None:
    undated = [seen("2020-01-01"), seen("2020-02-01", since="2005")]
    for n, sighting in enumerate(undated):
        evidence = Evidence(published=None, outlet=None, report=str(n), sentence="…", start=0, end=1)
        undated[n] = msgspec.structs.replace(sighting, evidence=evidence)
    assert held_on("2020-01-01", tenures(undated[:1])) == []
    assert [on_day(day, tenures(undated)) != [] for day in ("2005-06-01", "2006-06-01", "2020-01-01")] == [
        True, True, False,
    ]  # fmt: skip


def test_tenures_do_not_depend_on_the_order_of_sightings() -> None:
    sightings = [
        seen("2020-01-01"), seen("2020-03-01", "Präsident", of=None), seen("2021-01-01", status="former", since="2019"),
        seen("2021-02-01", person="bea", since="2020-12-24"), seen("2022-01-01"), seen("2022-02-01", since="2021-12"),
        seen("2022-03-01", of="place:tal", status="interim"),
    ]  # fmt: skip
    expected = tenures(sightings)
    for seed in range(20):
        shuffled = random.Random(seed).sample(sightings, len(sightings))
        assert tenures(shuffled) == expected
        assert contested(tenures(shuffled)) == contested(expected)
