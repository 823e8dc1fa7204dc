"""Offices over time."""

from lagebild.reading import OfficeStatus
from lagebild.record.evidence import Evidence
from lagebild.record.offices import title_key
from lagebild.record.tenures import OfficeSighting, held_on, tenures


def seen(
    day: str,
    title: str = "Präsidentin",
    *,
    of: str | None = "place:halve",
    status: OfficeStatus = "holds",
    since: str | None = None,
    until: str | None = None,
) -> OfficeSighting:
    evidence = Evidence(published=day, outlet="Blatt", report=f"r{day}", sentence="…", start=0, end=1)
    return OfficeSighting(
        person="person:ada", person_name="Ada", title=title, of=of, of_name="Halve" if of else None, status=status,
        since=since, until=until, evidence=evidence,
    )  # fmt: skip


def titles(day: str, *sightings: OfficeSighting) -> list[str]:
    return [t.title for t in held_on(day, tenures(sightings))]


def test_both_genders_of_a_title_are_one_office() -> None:
    assert title_key("Außenministerin") == title_key("Außenminister")
    assert title_key("Chefin") == title_key("Chef")
    found = tenures([seen("2020-01-01", "Ministerin"), seen("2020-03-01", "Minister")])
    assert [(t.title, t.seen_first, t.seen_last, len(t.evidence)) for t in found] == [
        ("Ministerin", "2020-01-01", "2020-03-01", 2)
    ]


def test_what_is_not_said_stays_open_and_what_is_said_is_kept() -> None:
    (found,) = tenures([seen("2020-02-01"), seen("2020-03-01", since="2020-01-15")])
    assert (found.since, found.until) == ("2020-01-15", None)


def test_a_sighting_without_a_body_joins_the_one_body_known() -> None:
    assert len(tenures([seen("2020-01-01"), seen("2020-02-01", of=None)])) == 1
    assert len(tenures([seen("2020-01-01"), seen("2020-01-02", of="place:tal"), seen("2020-02-01", of=None)])) == 3


def test_on_a_day_a_tenure_counts_from_its_beginning() -> None:
    sighting = seen("2017-08-07", since="2017-08-06")
    assert titles("2017-08-05", sighting) == []
    assert titles("2017-08-06", sighting) == ["Präsidentin"]
    assert titles("2018-06-01", sighting) == ["Präsidentin"]


def test_a_sighting_vouches_for_a_year_and_no_longer() -> None:
    assert titles("2019-08-01", seen("2017-08-07")) == []


def test_former_ends_what_was_held_before() -> None:
    held, former = seen("2020-01-01"), seen("2020-06-01", status="former")
    assert titles("2020-03-01", held, former) == ["Präsidentin"]
    assert titles("2020-07-01", held, former) == []


def test_candidates_and_the_designated_hold_nothing_yet() -> None:
    assert titles("2020-01-01", seen("2020-01-01", status="candidate"), seen("2020-01-01", status="designated")) == []
    assert titles("2020-01-01", seen("2020-01-01", status="interim")) == ["Präsidentin"]
