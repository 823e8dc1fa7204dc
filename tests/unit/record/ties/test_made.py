"""Ties that deeds make or break, that offices tell, and that a state has through those who lead it."""

from __future__ import annotations

import pytest

from lagebild import lexicon, run
from lagebild.document import Document
from lagebild.reading import OUTLET, EntityKind, OfficeStatus, Reading
from lagebild.record.evidence import Evidence
from lagebild.record.tenures import Tenure
from lagebild.record.ties.course import Tie
from lagebild.record.ties.made import Deed, Doer, by_deeds, by_offices, turning_lemmas, turns
from lagebild.record.ties.sighting import Side
from lagebild.record.ties.through import leaders, through

TURNS = lexicon.load("tie_turns")


def evidence(sentence: str = "…", day: str = "2020-01-10") -> Evidence:
    return Evidence(published=day, outlet="Blatt", report=f"Blatt/{day}", sentence=sentence, start=0, end=1)


def doer(name: str, kind: EntityKind = "state", *, named: bool = True) -> Doer:
    return Doer(side=Side(id=f"{kind}:{name.casefold()}", name=name), kind=kind, named=named)


def deed(
    lemma: str,
    *,
    actors: tuple[Doer, ...],
    recipients: tuple[Doer, ...] = (),
    sentence: str = "…",
    first: str | None = "2020-01-08",
    last: str | None = "2020-01-08",
    source: str | None = OUTLET,
) -> Deed:
    return Deed(
        lemma=lemma, actors=actors, recipients=recipients, valid_from=first, valid_to=last, source=source,
        evidence=evidence(sentence),
    )  # fmt: skip


def told(*deeds: Deed) -> list[tuple[str, str, str, str, str | None, str | None]]:
    return [(s.kind, s.one.name, s.other.name, s.status, s.since, s.until) for s in by_deeds(deeds)]


def test_who_is_shut_out_is_a_member_no_longer_from_that_day() -> None:
    shut_out = deed("ausschließen", actors=(doer("OPEC", "organisation"),), recipients=(doer("Peru"),))
    assert told(shut_out) == [("member", "Peru", "OPEC", "former", None, "2020-01-08")]


def test_the_words_of_the_sentence_decide_between_two_rows() -> None:
    for_now = deed(
        "ausschließen", actors=(doer("OPEC", "organisation"),), recipients=(doer("Peru"),), sentence="bis auf weiteres"
    )
    assert told(for_now) == [("member", "Peru", "OPEC", "suspended", "2020-01-08", None)]
    assert told(deed("abbrechen", actors=(doer("Peru"),), recipients=(doer("Chile"),), sentence="das Gespräch")) == []
    broken = deed("abbrechen", actors=(doer("Peru"),), recipients=(doer("Chile"),), sentence="die Beziehungen")
    assert told(broken) == [("diplomatic", "Peru", "Chile", "interrupted", "2020-01-08", None)]


def test_two_doers_alone_have_it_with_each_other() -> None:
    both = deed("aufnehmen", actors=(doer("Peru"), doer("Chile")), sentence="diplomatische Beziehungen")
    assert told(both) == [("diplomatic", "Peru", "Chile", "holds", "2020-01-08", None)]


def test_the_sides_must_be_named_and_of_a_fitting_kind() -> None:
    opec = doer("OPEC", "organisation")
    assert told(deed("ausschließen", actors=(opec,), recipients=(doer("zwei Männer", named=False),))) == []
    assert told(deed("ausschließen", actors=(doer("Chile"),), recipients=(doer("Peru"),))) == []
    assert told(deed("loben", actors=(opec,), recipients=(doer("Peru"),))) == []


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [("2020-01-01", "2020-01-31", "2020-01"), ("2020-01-01", "2020-12-31", "2020"), ("2019-12-30", "2020-01-02", None)],
)
def test_a_time_that_is_no_day_is_kept_as_far_as_it_goes(first: str, last: str, day: str | None) -> None:
    shut_out = deed(
        "ausstoßen", actors=(doer("OPEC", "organisation"),), recipients=(doer("Peru"),), first=first, last=last
    )
    assert told(shut_out)[0][5] == day


def test_whose_word_it_is_goes_with_the_tie() -> None:
    (sighting,) = by_deeds([deed("verbünden", actors=(doer("Peru"),), recipients=(doer("Chile"),), source="Karl Demm")])
    assert (sighting.source, sighting.turn) == ("Karl Demm", True)


@pytest.mark.parametrize("row", TURNS, ids=[row["example"] for row in TURNS])
def test_every_row_is_read_in_its_example(row: lexicon.Row) -> None:
    (reading,) = run.read([Document(id="x", text=row["example"], published="2021-03-10")])
    assert isinstance(reading, Reading)
    names = {e.id: (e.name, e.kind) for e in reading.entities}

    def doers(keys: tuple[str, ...]) -> tuple[Doer, ...]:
        return tuple(doer(*names[key]) for key in keys)

    deeds = [
        deed(e.lemma, actors=doers(e.actors), recipients=doers(e.recipients), sentence=reading.text)
        for e in reading.events
        if any(turns(form, e.lemma) for form in turning_lemmas()) and e.status in ("happened", "ongoing")
    ]
    found = {(kind, one, other, status) for kind, one, other, status, *_ in told(*deeds)}
    assert (row["kind"], row["left"], row["right"], row["status"]) in found, [
        (e.lemma, doers(e.actors), doers(e.recipients), e.status) for e in reading.events
    ]


def tenure(title: str, person: str, of: str, *, status: OfficeStatus = "holds", day: str = "2020-01-10") -> Tenure:
    return Tenure(
        person=f"person:{person.casefold()}", person_name=person, title=title, of=f"x:{of.casefold()}", of_name=of,
        status=status, valid_from=None, valid_to=None, seen_first=day, seen_last=day, evidence=(evidence(day=day),),
    )  # fmt: skip


def test_an_office_in_a_party_tells_a_party_tie() -> None:
    tenures = [tenure("Chef", "Karl Demm", "SPD"), tenure("Chef", "Rita Semm", "Siemens")]
    found = by_offices(tenures, {"x:spd"})
    assert [(s.kind, s.one.name, s.other.name, s.status) for s in found] == [("party", "Karl Demm", "SPD", "holds")]
    assert by_offices([tenure("Chef", "Karl Demm", "SPD", status="former")], {"x:spd"}) == []


def ally(one: str, other: str, kind: str = "ally") -> Tie:
    sides = [Side(id=f"person:{name.casefold()}", name=name) for name in (one, other)]
    return Tie(kind=kind, one=sides[0], other=sides[1], status="holds", seen_first="2020-01-10", seen_last="2020-01-10")  # type: ignore[arg-type]


def test_a_state_has_the_allies_of_its_president_but_not_their_kin() -> None:
    lead = leaders([tenure("Präsident", "Demm", "Peru"), tenure("Minister", "Semm", "Peru")])
    assert set(lead) == {"person:demm"}
    found = through(lead, [ally("Demm", "Falk"), ally("Demm", "Ada", "kin"), ally("Semm", "Falk")])
    assert [(t.kind, t.other.name, t.through) for t in found] == [("ally", "Falk", "Demm, Präsident")]


def test_on_a_day_only_those_count_who_lead_on_it() -> None:
    tenures = [tenure("Präsident", "Demm", "Peru", day="2010-01-10"), tenure("Präsidentin", "Semm", "Peru")]
    assert set(leaders(tenures, "2020-01-11")) == {"person:semm"}
    assert set(leaders(tenures)) == {"person:demm", "person:semm"}
