"""Who is who across reports."""

import itertools

import pytest

from lagebild.reading import EntityKind
from lagebild.record.identities import Identity, Judgement, Known, Sighting, identify, plain_name
from lagebild.record.sighting import callings


def seen(
    report: str,
    name: str,
    *names: str,
    kind: EntityKind = "person",
    key: str = "e1",
    offices: tuple[tuple[str, str | None], ...] = (),
    companions: tuple[str, ...] = (),
    published: str | None = "2020-01-01",
) -> Sighting:
    return Sighting(report, key, kind, name, names or (name,), offices, companions, published)


def by_name(sightings: list[Sighting]) -> dict[str, Identity]:
    return {identity.name: identity for identity in identify(sightings)}


def together(*sightings: Sighting) -> bool:
    return len(identify(sightings)) == 1


def test_plain_names_forget_case_accents_and_punctuation() -> None:
    assert plain_name("Nicolás  MADURO-Weiß") == "nicolas maduro weiss"


def test_two_spellings_are_one_and_the_accents_stay() -> None:
    found = by_name([seen("a", "Ilka Soren"), seen("b", "Ilka Sorén")])
    assert list(found) == ["Ilka Sorén"]
    assert found["Ilka Sorén"].names == ("Ilka Soren", "Ilka Sorén")
    assert found["Ilka Sorén"].sightings == (("a", "e1"), ("b", "e1"))


def test_a_bare_surname_joins_the_one_who_bears_it() -> None:
    sightings = [seen("a", "Ilka Sorén"), seen("b", "Ilka Sorén", "Ilka Sorén", "Sorén"), seen("c", "Soren")]
    found = by_name(sightings)
    assert list(found) == ["Ilka Sorén"]
    assert found["Ilka Sorén"].reasons == ("“Soren” alone is “Ilka Sorén”: nobody else on record bears the name",)
    # named in full by one report only, it could well be somebody else
    assert not together(*sightings[1:])


def test_a_bare_surname_that_two_bear_stays_alone() -> None:
    found = by_name(
        [
            seen("a", "Ruben Medrano", "Ruben Medrano", "Medrano"),
            seen("b", "Jovan Medrano", "Medrano"),
            seen("c", "Medrano"),
        ]
    )
    assert set(found) == {"Ruben Medrano", "Jovan Medrano", "Medrano"}


def test_an_abbreviation_joins_the_body_that_is_called_so() -> None:
    found = by_name(
        [
            seen("a", "Front der Freien Berge", "Front der Freien Berge", "FFB", kind="organisation"),
            seen("b", "FFB", kind="organisation"),
        ]
    )
    assert list(found) == ["Front der Freien Berge"]


def test_a_person_and_a_place_of_one_name_are_two() -> None:
    assert len(identify([seen("a", "Halve"), seen("b", "Halve", kind="place")])) == 2


def test_a_mere_description_is_nobody_across_reports() -> None:
    polices = [Sighting(report, "e3", "organisation", "Polizei", ()) for report in ("a", "b")]
    assert [len(identity.sightings) for identity in identify(polices)] == [1, 1]


def test_the_order_of_reports_does_not_matter() -> None:
    sightings = [
        seen("a", "Ilka Soren"), seen("b", "Ilka Sorén", "Ilka Sorén", "Sorén"), seen("c", "Soren"),
        seen("d", "Halve", kind="place"),
    ]  # fmt: skip
    expected = identify(sightings)
    assert all(identify(list(order)) == expected for order in itertools.permutations(sightings))


def test_a_genitive_is_no_other_name() -> None:
    found = by_name([seen("a", "Ilka Brunns", "Ilka Brunns", "Ilka Brunn"), seen("b", "Ilka Brunn")])
    assert list(found) == ["Ilka Brunn"]
    assert found["Ilka Brunn"].names == ("Ilka Brunn",)
    assert set(by_name([seen("a", "Ilka Jans")])) == {"Ilka Jans"}


def test_a_state_is_one_even_where_only_an_adjective_speaks_of_it() -> None:
    found = identify([Sighting("a", "e1", "state", "Halve", ()), Sighting("b", "e1", "state", "Halve", ("Halve",))])
    assert len(found) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nicolas Maredo", "Nicolás Maredo"),
        ("Omar al-Dabbagh", "Omar Dabbagh"),
        ("Omar Al-Dabbagh", "Omar el Dabbagh"),
        ("Wladimir Tschernow", "Vladimir Chernov"),
        ("Sergej Schtscharanow", "Sergey Shcharanov"),
        ("Dschamal Kassim", "Jamal Qasim"),
        ("Jan Peter Horstkamp", "Jan-Peter Horstkamp"),
        ("Ada M. Brunn", "Ada Brunn"),
        ("Ada Maria Brunn", "Ada Brunn"),
        ("Sir Alan Wettering", "Alan Wettering"),
    ],
)
def test_spellings_of_one_name_meet_without_further_evidence(one: str, other: str) -> None:
    assert together(seen("a", one), seen("b", other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stefan Meier", "Stephan Mayer"),  # sounds alike, as two German names do
        ("Ada Brunn", "Ada Bronn"),  # a slip, perhaps
        ("Bob Wettering", "Robert Wettering"),
    ],
)
def test_names_that_may_be_one_take_evidence(one: str, other: str) -> None:
    assert not together(seen("a", one), seen("b", other))
    office = (("Bürgermeisterin", "Halve"),)
    (found,) = identify([seen("a", one, offices=office), seen("b", other, offices=office)])
    assert found.reasons[0].endswith("and both are Bürgermeisterin")
    friends = ("Jonas Feld", "Mira Tal")
    assert together(seen("a", one, companions=friends), seen("b", other, companions=friends))


def test_a_second_surname_is_left_out_where_nobody_else_bears_the_first() -> None:
    assert together(seen("a", "Ada Brunn"), seen("b", "Ada Brunn-Weller"))
    assert together(seen("a", "Mateo Ruiz Ocampo"), seen("b", "Mateo Ruiz"))
    assert len(identify([seen("a", "Ada Brunn"), seen("b", "Ada Brunn-Weller"), seen("c", "Jan Brunn")])) == 3
    assert not together(seen("a", "Ada Brunn", published="1999-01-01"), seen("b", "Ada Brunn-Weller"))


def test_other_names_that_a_report_gives_join_those_who_bear_them() -> None:
    born = seen("a", "Ada Brunn", "Ada Brunn", "Weller")
    assert together(born, seen("b", "Ada Weller", published="2001-01-01"))
    assert not together(born, seen("b", "Mira Weller"))
    king = seen("a", "Otto IX.", "Otto IX.", "Karl Demm")
    both = [seen("b", "Otto IX."), seen("b", "Karl Demm", key="e2")]
    (found,) = identify([king, *both])
    assert found.reasons == ("a report gives “Otto IX.” the other name “Karl Demm”",)


def test_a_first_name_that_nobody_bears_is_a_slip() -> None:
    assert together(seen("a", "Jennfer Kolb"), seen("b", "Jennifer Kolb"))
    assert not together(seen("a", "Andrea Kolb"), seen("b", "Andreas Kolb"))


def test_two_first_names_are_two_people() -> None:
    office = (("Sprecher", "Halve"),)
    assert not together(seen("a", "Andrea Kolb", offices=office), seen("b", "Andreas Kolb", offices=office))


def test_two_in_one_report_are_two() -> None:
    assert not together(seen("a", "Ada M. Brunn"), seen("a", "Ada Brunn", key="e2"))


def test_a_surname_borne_by_two_means_the_one_with_office_or_company_in_common() -> None:
    ruben = [seen(r, "Ruben Medrano", offices=(("Präsident", "Halve"),), companions=("Ada Brunn",)) for r in "ab"]
    jovan = seen("c", "Jovan Medrano", companions=("Mira Tal",))
    president = seen("d", "Medrano", offices=(("Präsidenten", "Halve"), ("Präsident", "Halve")))
    brother = seen("e", "Medrano", companions=("Mira Tal",))
    found = by_name([*ruben, jovan, president, brother])
    assert {r for r, _ in found["Ruben Medrano"].sightings} == {"a", "b", "d"}
    assert {r for r, _ in found["Jovan Medrano"].sightings} == {"c", "e"}


def test_a_surname_borne_by_two_means_the_one_in_the_news_at_the_time() -> None:
    elder = [seen(r, "Ruben Medrano", published="2004-05-01") for r in "ab"]
    younger = seen("c", "Jovan Medrano", published="2019-05-01")
    bare = seen("d", "Medrano", published="2004-09-01")
    found = by_name([*elder, younger, bare])
    assert {r for r, _ in found["Ruben Medrano"].sightings} == {"a", "b", "d"}
    assert "at the time" in found["Ruben Medrano"].reasons[0]
    assert len(identify([*elder, younger, seen("d", "Medrano", published="2012-01-01")])) == 3


def test_a_woman_is_not_the_man_of_her_surname() -> None:
    man = [seen(r, "Ruben Medrano", offices=(("Minister", "Halve"),)) for r in "ab"]
    assert len(identify([*man, seen("c", "Medrano", offices=(("Ministerin", None),))])) == 2


def test_first_names_and_forms_of_address_tell_women_from_men() -> None:
    woman = [seen(r, "Angelika Medrano") for r in "ab"]
    assert len(identify([*woman, seen("c", "Medrano", offices=(("Minister", "Halve"),))])) == 2
    man = [seen(r, "Michael Medrano") for r in "ab"]
    assert len(identify([*man, seen("c", "Frau Medrano")])) == 2
    assert together(*woman, seen("c", "Frau Medrano"))


def test_everybodys_companion_tells_no_bearers_apart() -> None:
    crowd = [seen(f"x{n}", "Mira Tal") for n in range(9)]
    one = [seen(r, "Ruben Medrano", companions=("Mira Tal",)) for r in "ab"]
    other = [seen(r, "Jovan Medrano") for r in "cd"]
    assert len(identify([*crowd, *one, *other, seen("e", "Medrano", companions=("Mira Tal",))])) == 4
    one = [seen(r, "Ruben Medrano", companions=("Jonas Feld",)) for r in "ab"]
    assert len(identify([*crowd, *one, *other, seen("e", "Medrano", companions=("Jonas Feld",))])) == 3


def test_half_of_a_double_surname_is_another_name() -> None:
    double = [seen(r, "Ilka Brunn-Weller") for r in "ab"]
    assert len(identify([*double, seen("c", "Weller")])) == 2
    assert together(*double, seen("c", "Brunn-Weller"))
    assert together(*(seen(r, "Omar al-Dabbagh") for r in "ab"), seen("c", "Dabbagh"))


def test_names_that_a_reader_ran_together_are_nobodys() -> None:
    run = seen("a", "Ilka Brunn Michael Tal")
    assert len(identify([run, seen("b", "Ilka Brunn"), seen("c", "Michael Tal")])) == 3
    assert len(identify([seen("a", "Ilka Brunn Otgar Tal"), seen("b", "Ilka Brunn")])) == 2


def test_namesakes_are_told_apart_by_the_states_that_they_serve() -> None:
    here = [seen(r, "Jan Holt", offices=(("Außenminister", "Dänemark"),)) for r in "ab"]
    there = [seen(r, "Jan Holt", offices=(("Finanzminister", "Kanada"),)) for r in "cd"]
    found = identify([*here, *there])
    assert [[r for r, _ in i.sightings] for i in found] == [["a", "b"], ["c", "d"]]
    assert [i.id for i in found] == ["person:jan-holt~aussenminister-danemark", "person:jan-holt~finanzminister-kanada"]
    # one report alone may be mistaken; the same state, or years between, speak for one career
    assert together(here[0], there[0])
    assert together(seen("a", "Jan Holt", offices=(("Außenminister", "Kanada"),)), there[0])
    later = seen("e", "Jan Holt", offices=(("Botschafter", "Dänemark"),), published="2023-01-01")
    assert together(there[0], later)


def test_namesakes_are_told_apart_by_walks_of_life_and_by_a_lifetime() -> None:
    bishop = seen("a", "Jan Holt", offices=(("Bischof", "Halve"),))
    assert len(identify([bishop, seen("b", "Jan Holt", offices=(("Trainer", "SV Halve"),))])) == 2
    assert len(identify([seen("a", "Jan Holt", published="1921-01-01"), seen("b", "Jan Holt")])) == 2


def test_a_trade_beside_a_name_tells_a_namesake_from_a_politician() -> None:
    assert callings(["Boxer", "Jan Holt", "Radprofi", "er"]) == {("Boxer", None), ("Radprofi", None)}
    assert callings(["Minister", "Jan Holt", "Historiker", "Boxern"]) == set()
    boxer = seen("a", "Jan Holt", offices=tuple(callings(["Boxer"])))
    minister = seen("b", "Jan Holt", offices=(("Minister", "Dänemark"),))
    assert not together(boxer, minister)
    # a report that calls somebody both says that they are one; a historian may well be a minister
    assert together(boxer, minister, seen("c", "Jan Holt", offices=(("Boxer", None), ("Minister", "Dänemark"))))
    assert together(seen("a", "Jan Holt", offices=tuple(callings(["Historiker"]))), minister)
    # years between speak for one career
    assert together(boxer._replace(published="2012-01-01"), minister)


def test_one_with_namesakes_on_record_is_joined_by_evidence_only() -> None:
    here = [seen(r, "Jan Holt", offices=(("Außenminister", "Dänemark"),)) for r in "ab"]
    there = [seen(r, "Jan Holt", offices=(("Finanzminister", "Kanada"),)) for r in "cd"]
    found = identify(
        [*here, *there, seen("e", "Jan M. Holt", offices=(("Finanzminister", "Kanada"),)), seen("f", "Jan P. Holt")]
    )
    assert [[r for r, _ in i.sightings] for i in found] == [["a", "b"], ["c", "d", "e"], ["f"]]


def test_what_a_report_left_apart_is_joined_where_one_in_it_fits() -> None:
    full = seen("a", "Ilka Gerstenkorn")
    assert together(full, seen("a", "Gerstenkorns", key="e2"))
    assert together(full, seen("a", "Gerstenkorm", key="e2"))
    assert together(seen("a", "Ilka Gerstenkorn"), seen("a", "Ilka Gerstenkornn", key="e2"))
    assert not together(full, seen("a", "Kerstin", key="e2"))
    two = [full, seen("a", "Jonas Gerstenkorn", key="e2"), seen("a", "Gerstenkorns", key="e3")]
    assert len(identify(two)) == 3


def test_a_full_name_read_as_a_body_is_the_person_whom_more_reports_name() -> None:
    full = [seen(r, "Ilka Gerstenkorn") for r in "ab"]
    assert len(identify([*full, seen("c", "Ilka Gerstenkorn", kind="organisation")])) == 1
    assert len(identify([full[0], seen("c", "Ilka Gerstenkorn", kind="organisation")])) == 2


def test_a_surname_read_as_a_place_is_the_person() -> None:
    full = [seen(r, "Ilka Gerstenkorn") for r in "abc"]
    (found,) = identify([*full, seen("d", "Gerstenkorn", kind="place"), seen("e", "Ilka Gerstenkorn", kind="place")])
    assert found.kind == "person"
    # a town of the word list stays one, and so does what several reports call a place
    assert len(identify([*(seen(r, "Ilka Bremen") for r in "abc"), seen("d", "Bremen", kind="place")])) == 2
    twice = [seen(r, "Gerstenkorn", kind="place") for r in "de"]
    assert len(identify([*full, *twice])) == 2


def test_popes_are_called_by_the_name_they_took() -> None:
    popes = [seen(r, "Benedikt XVI.", offices=(("Papst", None),)) for r in "ab"]
    (found,) = identify([*popes, seen("c", "Benedikt", offices=(("Papst", None),))])
    assert found.name == "Benedikt XVI."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Freie Bergfront", "Freien Bergfront"),
        ("Halver Werke AG", "Halver Werke"),
        ("Die Laterne", "Laterne"),
        ("Halver Bergbank", "Halver Bergbanks"),
        ("Nordmeer-Energiebehörde", "Nordmeerenergiebehörde"),
        ("Rollende Kugel Halve", "SV Rollende Kugel Halve"),
    ],
)
def test_inflected_names_of_bodies_and_legal_forms_are_one(one: str, other: str) -> None:
    assert together(*(seen(r, one, kind="organisation") for r in "ab"), seen("c", other, kind="organisation"))


def test_a_body_with_its_abbreviation_behind_it_is_that_body() -> None:
    full = seen("a", "Freie Bergfront", "Freie Bergfront", "FBF", kind="organisation")
    assert together(full, seen("b", "Freie Bergfront FBF", kind="organisation"))
    assert not together(full, seen("b", "Freie Bergfront XY", kind="organisation"))


def test_a_town_rewritten_from_another_script_is_one_and_a_club_is_not_its_town() -> None:
    assert together(seen("a", "Tschernitz", kind="place"), seen("b", "Chernitz", kind="place"))
    assert not together(seen("a", "Weimark", kind="place"), seen("b", "Waimark", kind="place"))
    assert not together(seen("a", "FC Weimark", kind="organisation"), seen("b", "Weimark", kind="organisation"))


def test_a_body_goes_by_its_uninflected_name() -> None:
    forms = [seen("a", "Freien Bergspielen", kind="organisation"), seen("b", "Freie Bergspiele", kind="organisation")]
    assert set(by_name(forms)) == {"Freie Bergspiele"}


def test_an_editors_word_goes_before_all_else() -> None:
    two = [seen("a", "Ada Brunn"), seen("b", "Mira Tal")]
    (found,) = identify(two, judgements=[Judgement(same=True, left="Ada Brunn", right="Mira Tal")])
    assert found.reasons == ("an editor said that “Ada Brunn” and “Mira Tal” are one",)
    spelled = [seen("a", "Nicolas Maredo"), seen("b", "Nikolas Maredo")]
    apart = Judgement(same=False, left="Nicolas Maredo", right="Nikolas Maredo")
    assert len(identify(spelled, judgements=[apart])) == 2
    assert (
        len(
            identify(
                two,
                judgements=[
                    Judgement(same=True, left="Ada Brunn", right="Mira Tal"),
                    Judgement(same=False, left="Ada Brunn", right="Mira Tal"),
                ],
            )
        )
        == 2
    )


def test_a_list_of_known_ones_joins_their_names_and_gives_their_id() -> None:
    entry = Known("Ada Brunn", ("Ada Weller", "A. Brunn"), "person", "Q1")
    (found,) = identify([seen("a", "Ada Weller"), seen("b", "Ada Brunn")], known=[entry])
    assert (found.name, found.wikidata) == ("Ada Brunn", "Q1")
    assert found.reasons == ("a list of known names has all of these for “Ada Brunn”",)
    other = Known("Ada Weller", (), "person", "Q2")
    assert len(identify([seen("a", "Ada Weller"), seen("b", "Ada Brunn")], known=[entry, other])) == 2


def test_an_editor_may_join_namesakes_but_by_their_ids() -> None:
    two = [
        seen("a", "Karl Brunn", offices=(("Bischof", "Halve"),), published="2020-01-01"),
        seen("b", "Karl Brunn", offices=(("Finanzminister", "Talvarien"),), published="2020-02-01"),
        seen("c", "Karel Brunn"),
    ]
    bishop, minister = (f"person:karl-brunn~{mark}" for mark in ("bischof-halve", "finanzminister-talvarien"))
    assert {bishop, minister} <= {i.id for i in identify(two)}
    one = identify(two, judgements=[Judgement(same=True, left=bishop, right=minister)])
    assert sorted(len(i.sightings) for i in one) == [1, 2]
    # which of the two is Karel, and which is on the list, nobody says
    assert len(identify(two, judgements=[Judgement(same=True, left="Karel Brunn", right="Karl Brunn")])) == 3
    assert [i.wikidata for i in identify(two, known=[Known("Karl Brunn", (), "person", "Q1")])] == [None] * 3
    karel = identify(two, judgements=[Judgement(same=True, left="Karel Brunn", right=minister)])
    assert {i.parts: len(i.sightings) for i in karel} == {(bishop,): 1, ("person:karel-brunn", minister): 2}


def test_a_listed_name_that_an_editor_parted_gives_its_id_to_the_main_name() -> None:
    entry = Known("Ada Brunn", ("Ada Weller",), "person", "Q1")
    parted = Judgement(same=False, left="Ada Brunn", right="Ada Weller")
    found = identify([seen("a", "Ada Weller"), seen("b", "Ada Brunn")], known=[entry], judgements=[parted])
    assert {i.name: i.wikidata for i in found} == {"Ada Brunn": "Q1", "Ada Weller": None}
