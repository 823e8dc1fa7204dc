"""How many voices tell an incident."""

import itertools
from collections.abc import Sequence

from lagebild.document import Span
from lagebild.record.voices.citations import Citation
from lagebild.record.voices.copies import Copy
from lagebild.record.voices.credit import Credit
from lagebild.record.voices.independence import Testimony as Telling
from lagebild.record.voices.independence import Voice, sources, voices


def credit(agency: str, *, place: str = "dateline", known: bool = True, start: int = 6) -> Credit:
    return Credit(agency=agency, start=start, end=start + len(agency), place=place, known=known)  # type: ignore[arg-type]


def citing(outlet: str | None, *, certain: bool = True) -> Citation:
    return Citation(outlet=outlet, start=40, end=50, scope=(Span(30, 80),), rule="cites/laut", certain=certain)


def copying(original: str, outlet: str | None) -> Copy:
    return Copy(original=original, outlet=outlet, share=0.9, start=20, end=90)


def telling(
    outlet: str | None, *agencies: Credit, copy: Copy | None = None, cites: Sequence[Citation] = (), report: str = ""
) -> Telling:
    return Telling(
        report=report or f"report of {outlet}",
        outlet=outlet,
        published="2021-02-16",
        agencies=agencies,
        original=copy,
        cited=tuple(cites),
    )


def told(*tellings: Telling) -> list[tuple[str, str]]:
    """Independence and voice of each telling; the same in every order."""
    expected = dict(zip(map(id, tellings), voices(tellings), strict=True))
    for order in itertools.permutations(tellings):
        assert [expected[id(one)] for one in order] == list(voices(order))
    return [(voice.independence, voice.voice) for voice in voices(tellings)]


def test_each_outlet_is_a_voice_and_only_one() -> None:
    assert told(telling("Kurant", report="a"), telling("Kurant", report="b"), telling("Werkbank")) == [
        ("own", "Kurant"),
        ("own", "Kurant"),
        ("own", "Werkbank"),
    ]
    assert sources(voices(())) == 0


def test_one_outlet_in_two_spellings_is_one_voice_under_its_full_name() -> None:
    assert {voice for _, voice in told(telling("Der Kurant"), telling("Rheinischer Kurant"))} == {"Rheinischer Kurant"}
    assert {voice for _, voice in told(telling("Spiegel Online"), telling("DER SPIEGEL"))} == {"Der Spiegel"}


def test_two_outlets_that_print_one_agency_are_one_voice() -> None:
    assert told(telling("Kurant", credit("dpa")), telling("Werkbank", credit("dpa")), telling("Bote")) == [
        ("agency", "dpa"),
        ("agency", "dpa"),
        ("own", "Bote"),
    ]


def test_an_agency_that_is_on_record_itself_is_the_voice_of_those_who_print_it() -> None:
    sign = credit("anl", known=False)
    assert told(telling("Agentur Nordlicht", sign), telling("Kurant", sign), telling("Werkbank")) == [
        ("own", "Agentur Nordlicht"),
        ("agency", "Agentur Nordlicht"),
        ("own", "Werkbank"),
    ]
    assert told(telling("Deutsche Presse-Agentur"), telling("Kurant", credit("dpa"))) == [
        ("own", "dpa"),
        ("agency", "dpa"),
    ]


def test_a_sign_that_no_list_knows_is_an_agency_in_a_dateline_and_initials_at_the_end() -> None:
    assert told(telling("Kurant", credit("anl", known=False))) == [("agency", "anl")]
    assert told(telling("Kurant", credit("anl", known=False, place="end"))) == [("own", "Kurant")]
    assert told(telling("Kurant", credit("mk", known=False))) == [("own", "Kurant")]
    end = credit("anl", known=False, place="end")
    assert told(telling("Kurant", end), telling("Werkbank", end)) == [("agency", "anl")] * 2


def test_a_credit_under_a_picture_says_nothing() -> None:
    assert told(telling("Kurant", credit("dpa", place="picture"))) == [("own", "Kurant")]


def test_several_agencies_at_once_add_nothing_to_one_that_is_heard_alone() -> None:
    both = (credit("dpa"), credit("AFP", start=10))
    assert told(telling("Kurant", *both), telling("Werkbank", credit("AFP"))) == [("agency", "AFP")] * 2
    assert told(telling("Kurant", *both), telling("Werkbank", *both)) == [("agency", "AFP/dpa")] * 2
    third = (credit("dpa"), credit("Reuters", start=10))
    assert told(telling("Kurant", *both), telling("Werkbank", *third)) == [("agency", "AFP/Reuters/dpa")] * 2
    assert told(telling("Kurant", *both), telling("AFP"), telling("dpa"))[0][1] in ("AFP", "dpa")


def test_a_slash_in_the_name_of_an_outlet_parts_nothing() -> None:
    name = "Hessische/Niedersächsische Allgemeine"
    assert told(telling(name), telling("Kurant", copy=copying("report of " + name, name))) == [
        ("own", name),
        ("copy", name),
    ]


def test_a_copy_is_the_voice_of_its_original() -> None:
    copied = copying("report of Kurant", "Kurant")
    assert told(telling("Kurant"), telling("Werkbank", copy=copied)) == [("own", "Kurant"), ("copy", "Kurant")]


def test_a_copy_of_a_copy_of_an_agency_is_the_agencys_voice() -> None:
    assert told(
        telling("Kurant", credit("dpa")),
        telling("Werkbank", copy=copying("report of Kurant", "Kurant")),
        telling("Bote", copy=copying("report of Werkbank", "Werkbank")),
        telling("Halmer Blatt", credit("dpa")),
    ) == [("agency", "dpa"), ("copy", "dpa"), ("copy", "dpa"), ("agency", "dpa")]


def test_two_copies_of_one_report_that_is_not_of_the_incident_are_one_voice() -> None:
    copied = copying("elsewhere", "Kurant")
    assert told(telling("Werkbank", copy=copied), telling("Bote", copy=copied)) == [("copy", "Kurant")] * 2


def test_copies_in_a_ring_end() -> None:
    one = telling("Kurant", copy=copying("report of Werkbank", "Werkbank"))
    other = telling("Werkbank", copy=copying("report of Kurant", "Kurant"))
    assert sources(voices((one, other))) == 1
    told(one, other)


def test_an_agency_whose_own_report_came_later_is_no_copy_of_the_paper() -> None:
    sign = credit("anl", known=False)
    paper = telling("Kurant", sign)
    agency = telling("Agentur Nordlicht", sign, copy=copying("report of Kurant", "Kurant"))
    assert told(paper, agency) == [("agency", "Agentur Nordlicht"), ("own", "Agentur Nordlicht")]


def test_who_cites_an_outlet_is_its_voice() -> None:
    assert told(telling("Kurant"), telling("Werkbank", cites=[citing("Kurant")])) == [
        ("own", "Kurant"),
        ("cites", "Kurant"),
    ]
    assert (
        told(telling("Werkbank", cites=[citing("BBC")]), telling("Bote", cites=[citing("BBC")]))
        == [("cites", "BBC")] * 2
    )


def test_who_cites_an_outlet_that_prints_an_agency_is_the_agencys_voice() -> None:
    assert told(
        telling("Kurant", credit("dpa")), telling("Bote", credit("dpa")), telling("Werkbank", cites=[citing("Kurant")])
    ) == [("agency", "dpa"), ("agency", "dpa"), ("cites", "dpa")]


def test_who_cites_each_other_is_one_voice() -> None:
    one, other = telling("Kurant", cites=[citing("Werkbank")]), telling("Werkbank", cites=[citing("Kurant")])
    assert told(one, other) == [("cites", "Kurant")] * 2


def test_a_name_that_only_its_frame_makes_an_outlet_counts_if_such_an_outlet_is_on_record() -> None:
    vague = citing("Werkbank", certain=False)
    assert told(telling("Die Werkbank"), telling("Kurant", cites=[vague])) == [
        ("own", "Die Werkbank"),
        ("cites", "Die Werkbank"),
    ]
    assert told(telling("Bote"), telling("Kurant", cites=[vague])) == [("own", "Bote"), ("own", "Kurant")]


def test_media_that_stay_unnamed_leave_the_voice_with_the_outlet() -> None:
    assert told(telling("Kurant", cites=[citing(None)])) == [("cites", "Kurant")]
    assert told(telling("Kurant", cites=[citing(None), citing("BBC")])) == [("cites", "BBC")]


def test_an_outlet_that_cites_itself_is_own() -> None:
    assert told(telling("Rheinischer Kurant", cites=[citing("Kurant")])) == [("own", "Rheinischer Kurant")]


def test_what_only_one_outlet_passes_on_is_no_second_voice() -> None:
    own, passed = telling("Kurant", report="a"), telling("Kurant", credit("dpa"), report="b")
    assert told(own, passed) == [("own", "Kurant"), ("agency", "Kurant")]
    assert told(own, passed, telling("Werkbank", credit("dpa"))) == [
        ("own", "Kurant"),
        ("agency", "dpa"),
        ("agency", "dpa"),
    ]
    twice = told(passed, telling("Kurant", credit("AFP"), report="c"))
    assert twice == [("agency", "AFP"), ("agency", "AFP")]


def test_reports_of_no_outlet_are_voices_of_their_own() -> None:
    assert told(telling(None, report="a"), telling(None, report="b")) == [("own", "report a"), ("own", "report b")]
    assert told(telling(None, report="a"), telling("Kurant", copy=copying("a", None)))[1] == ("copy", "report a")


def test_the_passage_says_why() -> None:
    found = voices(
        (
            telling("Kurant", credit("dpa", start=6)),
            telling("Werkbank", copy=copying("x", "Bote")),
            telling("Bote", cites=[citing("BBC")]),
            telling("Blatt"),
        )
    )
    assert [voice.because for voice in found] == [Span(6, 9), Span(20, 90), Span(40, 50), None]


def test_a_credit_is_stronger_than_a_copy_and_a_copy_than_a_citation() -> None:
    copied = copying("x", "Bote")
    assert told(telling("Kurant", credit("dpa"), copy=copied, cites=[citing("BBC")])) == [("agency", "dpa")]
    assert told(telling("Kurant", copy=copied, cites=[citing("BBC")])) == [("copy", "Bote")]


def test_a_voice_is_a_value() -> None:
    assert Voice(independence="own", voice="a") == Voice(independence="own", voice="a")
