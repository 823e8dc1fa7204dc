"""Offices of small reports of our own, really analysed."""

import msgspec
import pytest

from lagebild.annotate import entities, offices
from lagebild.annotate.text import Text
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Office, Reading, Time

Row = tuple[str, str, str | None, str]


def read(text: str, *times: Time) -> tuple[Reading, tuple[Office, ...]]:
    analysis = load_analyser("de")(text)
    reading = Reading.blank(Document(id="t", text=text))
    reading = msgspec.structs.replace(reading, times=times, entities=entities.annotate(Text(analysis, reading)))
    return reading, offices.annotate(Text(analysis, reading))


def told(text: str) -> list[Row]:
    reading, found = read(text)
    rows: list[Row] = []
    for office in found:
        person, body = reading.entity(office.person), reading.entity(office.of)
        assert person is not None
        rows.append((person.name, office.title, body.name if body else None, office.status))
    return rows


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Der peruanische Innenminister Karl Demm sprach.", ("Karl Demm", "Innenminister", "Peru", "holds")),
        ("Chiles Verkehrsministerin Rita Semm sagte ab.", ("Rita Semm", "Verkehrsministerin", "Chile", "holds")),
        ("US-Außenminister Tom Bell flog zurück.", ("Tom Bell", "Außenminister", "USA", "holds")),
        ("Der Präsident von Bolivien, Edo Falk, war dabei.", ("Edo Falk", "Präsident", "Bolivien", "holds")),
        ("Vera Lohm, Vorsitzende der Wahlkommission, kam.", ("Vera Lohm", "Vorsitzende", "Wahlkommission", "holds")),
        ("NATO-Generalsekretär Max Oll warnte davor.", ("Max Oll", "Generalsekretär", "NATO", "holds")),
        ("General Otto Quast befahl den Rückzug.", ("Otto Quast", "General", None, "holds")),
        ("Papst Anselm betete still.", ("Anselm", "Papst", None, "holds")),
        ("Der frühere kubanische Präsident Edo Falk kam.", ("Edo Falk", "Präsident", "Kuba", "former")),
        ("Ex-Präsident Edo Falk schwieg in Peru.", ("Edo Falk", "Präsident", None, "former")),
        ("In Peru regiert Interimspräsidentin Rita Semm.", ("Rita Semm", "Präsidentin", "Peru", "interim")),
        ("Die designierte peruanische Bauministerin Rita Semm.", ("Rita Semm", "Bauministerin", "Peru", "designated")),
        ("Kanzlerkandidat Karl Demm warb um Stimmen.", ("Karl Demm", "Kanzlerkandidat", None, "candidate")),
        ("Karl Demm ist Bürgermeister von Lima.", ("Karl Demm", "Bürgermeister", "Lima", "holds")),
        ("Karl Demm wurde am Abend zum Präsidenten von Peru gewählt.", ("Karl Demm", "Präsident", "Peru", "holds")),
        ("Die stellvertretende Chefin der Werft, Ada Sund.", ("Ada Sund", "stellvertretende Chefin", "Werft", "holds")),
    ],
)  # fmt: skip
def test_one_office(text: str, office: Row) -> None:
    assert office in told(text)


def test_coordinated_titles_are_two_offices_of_one_person() -> None:
    found = told("In Peru regiert Exvizepräsidentin und Interimsstaatschefin Rita Semm.")
    assert found == [
        ("Rita Semm", "Vizepräsidentin", "Peru", "former"),
        ("Rita Semm", "Staatschefin", "Peru", "interim"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Der Soziologe Karl Demm hielt eine Rede.",
        "Seine Schwester Rita Semm wohnt in Wolm.",
        "Der Minister sprach lange, Karl Demm hörte zu.",
        "Karl Demm traf den Minister.",
    ],
)
def test_professions_kin_and_mere_company_are_none(text: str) -> None:
    assert told(text) == []


def test_title_taken_up_later_is_not_entered_again() -> None:
    assert len(told("Präsident Edo Falk kam nach Peru. Der Präsident blieb lange.")) == 1


def test_since_gives_the_beginning() -> None:
    text = "Rita Semm, seit Sonntag Präsidentin der Hafenkammer, eröffnete die Sitzung."
    start = text.index("Sonntag")
    _, found = read(text, Time(start=start, end=start + 7, type="DATE", value="2021-03-07"))
    assert [(o.title, o.since, o.until) for o in found] == [("Präsidentin", "2021-03-07", None)]


def test_the_span_covers_title_and_name() -> None:
    text = "Am Abend kam Präsident Edo Falk an."
    _, found = read(text)
    assert [text[o.start : o.end] for o in found] == ["Präsident Edo Falk"]


def test_two_presidents_are_not_of_one_state() -> None:
    found = told("Perus Präsident Edo Falk zog in Lima ein. Präsident Karl Demm gratulierte ihm.")
    assert ("Edo Falk", "Präsident", "Peru", "holds") in found
    assert ("Karl Demm", "Präsident", "Peru", "holds") not in found


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        # who appoints is not who is appointed
        ("Jo Hals wurde von Königin Ada Brunn zum Minister ernannt.", {("Jo Hals", "Minister"), ("Ada Brunn", "Königin")}),
        ("Jo Hals wurde von Queen Ada Brunn zum Minister ernannt.", {("Jo Hals", "Minister")}),
        # a name behind a comma is that of the one spoken of first
        ("Der Sohn des Präsidenten, Jo Hals, kam.", set()),
        ("Der Präsident der Bank, Jo Hals, kam.", {("Jo Hals", "Präsident")}),
        # nobody is what somebody may become
        ("Man hofft auf eine Regierung unter einer Kanzlerin Ada Brunn.", set()),
        ("Das schade Jo Hals, da erfahrene Minister selten seien.", set()),
    ],
)  # fmt: skip
def test_offices_of_the_right_ones_alone(text: str, offices: set[tuple[str, str]]) -> None:
    assert {(person, title) for person, title, _, _ in told(text)} == offices


def test_switzerland_has_no_federal_ministers() -> None:
    text = "Bundesinnenminister Jo Hals sprach in der Schweiz. In Bern war es kalt."
    assert ("Jo Hals", "Bundesinnenminister", "Deutschland", "holds") in told(text)


def test_an_adjective_of_the_next_title_is_no_title_of_its_own() -> None:
    assert [title for _, title, _, _ in told("Der Vorsitzende Richter Karl Demm kam.")] == ["Vorsitzender Richter"]


def test_each_of_two_appointed_has_the_title_behind_the_name() -> None:
    found = told("Rita Semm wurde zur Ministerin und Karl Demm zum Präsidenten ernannt.")
    assert [(person, title) for person, title, _, _ in found] == [
        ("Rita Semm", "Ministerin"),
        ("Karl Demm", "Präsident"),
    ]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        # a deputy is no rival of the one in office, nor is a later holder
        (
            "Perus Minister Edo Falk zog in Lima ein. Peru jubelte. Peru schlief. "
            "Der stellvertretende Minister Karl Demm kam.",
            ("Karl Demm", "stellvertretender Minister", "Peru", "holds"),
        ),
        # a party before a minister is not whose minister it is
        ("CDU-Innenminister Karl Demm sagte ab.", ("Karl Demm", "Innenminister", None, "holds")),
        ("Bundesrat Karl Demm sagte ab.", ("Karl Demm", "Bundesrat", None, "holds")),
        ("Karl Demm ist Kanzler und Finanzminister.", ("Karl Demm", "Finanzminister", None, "holds")),
        ("Das Amt der Ministerin trat am Montag Rita Semm an.", ("Rita Semm", "Ministerin", None, "holds")),
    ],
)  # fmt: skip
def test_office_of_its_own_body(text: str, office: Row) -> None:
    assert office in told(text)


def test_a_report_by_name_on_one_state_and_in_truth_on_another_lends_neither() -> None:
    text = (
        "In Deutschland friert es. Deutschland wartet. Das spanische Parlament tagt. Die spanische Ernte litt. "
        "Spanische Bauern klagen. Auch in Berlin friert es. Ministerin Rita Semm schwieg."
    )
    assert ("Rita Semm", "Ministerin", None, "holds") in told(text)


def test_a_title_of_courtesy_is_no_office_of_a_state() -> None:
    text = "In Lima regnet es. Peru friert. Peru hungert. Peru klagt. Lady Rita Semm schwieg."
    assert ("Rita Semm", "Lady", None, "holds") in told(text)
