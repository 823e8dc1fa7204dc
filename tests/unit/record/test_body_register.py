"""Which body of the register a name means: by the name, the words beside it, and the state that a report is about."""

from __future__ import annotations

import pytest

from lagebild.reading import EntityKind
from lagebild.record.body_register import bearers, country_of, is_shared, part_of
from lagebild.record.identities import Identity, Judgement, Known, Sighting, identify, is_named


def seen(
    report: str,
    name: str,
    *names: str,
    kind: EntityKind = "organisation",
    outlet: str | None = None,
    ties: tuple[str, ...] = (),
) -> Sighting:
    return Sighting(report, f"e-{name}", kind, name, names or (name,), outlet=outlet, ties=ties)


def described(report: str, name: str) -> Sighting:
    return Sighting(report, f"e-{name}", "organisation", name, ())


def state(report: str, name: str, times: int = 1) -> Sighting:
    return Sighting(report, f"s-{name}", "state", name, (name,) * times)


def of(found: list[Identity], report: str, name: str) -> Identity:
    (one,) = [i for i in found if (report, f"e-{name}") in i.sightings]
    return one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IAEA", "IAEO"),
        ("IAEA", "Internationale Atomenergie-Organisation"),
        ("SPD", "Sozialdemokratische Partei Deutschlands"),
        ("Bundeskartellamt", "Bundeskartellamtes"),
        ("Europäischen Union", "EU"),
        ("Siemens", "Siemens AG"),
        ("Xinhua", "Nachrichtenagentur Xinhua"),
        ("Sony", "Elektronikriesen Sony"),
        ("Hamburger SV", "Hamburger SV 1"),
        ("Weißen Hauses", "White House"),
    ],
)
def test_names_of_one_body_are_one_identity(one: str, other: str) -> None:
    (found,) = identify([seen("a", one), seen("b", other)])
    assert len(found.sightings) == 2
    assert all("names of one body" in reason for reason in found.reasons)


def test_the_register_gives_name_and_id() -> None:
    (found,) = identify([seen("a", "EU"), seen("b", "European Union")])
    assert (found.name, found.wikidata, found.kind) == ("Europäische Union", "Q458", "organisation")


def test_a_body_that_only_a_compound_names_is_that_body_and_other_descriptions_are_nobody() -> None:
    assert len(identify([described("a", "SPD"), seen("b", "SPD")])) == 1
    assert not any(is_named(i.id) for i in identify([described("a", "Gewerkschaft"), described("b", "Gewerkschaft")]))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("SPD-Fraktion", "SPD"),
        ("Junge Union", "CDU"),
        ("Ausschuss des Deutschen Bundestages", "Bundestag"),
        ("SPD-Landesverband", "SPD"),
        ("Freundeskreis SPD", "SPD"),
    ],
)
def test_parts_are_not_the_whole(part: str, whole: str) -> None:
    wholes = [seen("a", name) for name in ("SPD", "CDU", "Bundestag")]
    assert len(identify([*wholes, seen("b", part)])) == 4
    # not even if the reader took both for one
    assert len(identify([*wholes, seen("b", part, part, whole)])) == 4
    youth = seen("b", "Jugend der Bergfront", "Jugend der Bergfront", "FBF")
    assert len(identify([seen("a", "FBF"), youth])) == 2


def test_a_name_of_several_states_means_the_one_that_the_report_names() -> None:
    found = identify(
        [
            seen("a", "Bundesrat"), state("a", "Schweiz", 2),
            seen("b", "Bundesrat"), state("b", "Deutschland"),
            seen("c", "Bundesrat"), seen("c", "Bern", kind="place"),
            seen("d", "Bundesrat"), seen("d", "SPÖ"),
        ]
    )  # fmt: skip
    assert {r: of(found, r, "Bundesrat").name for r in "abcd"} == {
        "a": "Schweizerischer Bundesrat",
        "b": "Bundesrat",
        "c": "Schweizerischer Bundesrat",
        "d": "Österreichischer Bundesrat",
    }


def test_where_two_states_are_named_alike_a_shared_name_stays_apart_and_the_record_says_so() -> None:
    reports = [x for r in "ab" for x in (seen(r, "Bundesrat"), state(r, "Schweiz"), state(r, "Deutschland"))]
    found = [i for i in identify(reports) if i.kind == "organisation"]
    assert [len(i.sightings) for i in found] == [1, 1]
    assert found[0].reasons == (
        "“Bundesrat” is kept apart: the report does not say if it is that of Deutschland, Schweiz or Österreich",
    )


def test_the_words_beside_a_name_go_before_what_else_the_report_names() -> None:
    near = [seen("a", "Bundesrat", ties=("Schweiz",)), state("a", "Deutschland", 9)]
    assert of(identify(near), "a", "Bundesrat").name == "Schweizerischer Bundesrat"
    # a body of a state that the register has none of
    strange = [x for r in "ab" for x in (seen(r, "Demokratische Partei", ties=("Kenia",)), state(r, "USA", 9))]
    found = identify([*strange, seen("c", "Demokratische Partei"), state("c", "USA")])
    assert of(found, "a", "Demokratische Partei") == of(found, "b", "Demokratische Partei")
    assert of(found, "a", "Demokratische Partei") != of(found, "c", "Demokratische Partei")


def test_the_country_of_the_outlet_decides_where_the_report_names_no_state() -> None:
    for outlet, name in (("Der Standard", "Österreichischer Bundesrat"), ("blatt.ch", "Schweizerischer Bundesrat")):
        assert of(identify([seen("a", "Bundesrat", outlet=outlet)]), "a", "Bundesrat").name == name
    assert country_of("Kurant") == ""


def test_initials_abroad_count_only_where_the_state_is_named() -> None:
    full = [seen("a", "African National Congress"), state("a", "Südafrika")]
    assert of(identify([*full, seen("b", "ANC"), state("b", "Südafrika")]), "b", "ANC").name == "ANC"
    assert len(identify([seen("a", "African National Congress"), seen("b", "ANC")])) == 2


def test_a_full_name_told_with_its_initials_tells_which_body_they_are() -> None:
    thai = seen("a", "People’s Power Party", "People’s Power Party", "PPP")
    found = identify([thai, state("a", "Thailand"), seen("b", "PPP"), state("b", "Pakistan")])
    assert of(found, "a", "People’s Power Party").name == "People’s Power Party"
    assert of(found, "b", "PPP").name == "Pakistanische Volkspartei"


def test_names_of_german_bodies_need_no_state_unless_another_is_meant() -> None:
    assert of(identify([seen("a", "FDP")]), "a", "FDP").name == "FDP"
    assert of(identify([seen("a", "FDP"), state("a", "Schweiz")]), "a", "FDP").name == "FDP.Die Liberalen"
    green = [seen("a", "Bündnis 90/Die Grünen", "Grüne"), state("a", "Österreich")]
    assert identify(green)[0].name == "Die Grünen – Die Grüne Alternative"


def test_an_editors_word_and_a_users_list_go_before_the_register() -> None:
    two = [seen("a", "SPD"), seen("b", "CDU")]
    assert len(identify(two, judgements=[Judgement(same=True, left="SPD", right="CDU")])) == 1
    assert len(identify(two, known=[Known("SPD", ("CDU",), "organisation", "Q1")])) == 1
    one = [seen("a", "IAEA"), seen("b", "IAEO")]
    assert len(identify(one, judgements=[Judgement(same=False, left="IAEA", right="IAEO")])) == 2


def test_a_place_with_the_name_of_a_body_stays_a_place() -> None:
    assert identify([seen("a", "Bern", kind="place")])[0].kind == "place"
    assert identify([seen("a", "Weißes Haus", kind="place")])[0].kind == "organisation"


def test_what_the_register_says_of_a_name() -> None:
    assert is_shared("Nationalrat")
    assert is_shared("ANC")
    assert not is_shared("SPD")
    assert bearers("Bergfront der Freunde") == ()
    assert part_of("CDU-Landesverband")
    assert not part_of("CDU")


def test_a_plain_word_for_a_party_is_that_party_among_others_of_its_state() -> None:
    among = [seen("b", "SPD"), seen("b", "CDU")]
    found = identify([seen("a", "Die Linke"), *among, described("b", "Linke")])
    assert of(found, "a", "Die Linke") == of(found, "b", "Linke")
    # nothing says that a left without company is the party
    alone = identify([seen("a", "Die Linke"), described("b", "Linke")])
    assert of(alone, "a", "Die Linke") != of(alone, "b", "Linke")
    # nor among the parties of another state
    abroad = identify([seen("a", "Die Linke"), seen("b", "SPÖ"), seen("b", "ÖVP"), described("b", "Linke")])
    assert of(abroad, "a", "Die Linke") != of(abroad, "b", "Linke")
    # nor where those of two states are named
    mixed = [seen("b", name) for name in ("SPD", "CDU", "SPÖ", "ÖVP")]
    both = identify([seen("a", "Die Linke"), *mixed, described("b", "Linke")])
    assert of(both, "a", "Die Linke") != of(both, "b", "Linke")
