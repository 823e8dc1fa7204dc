"""Ties and plans of small reports of our own, really analysed."""

import msgspec
import pytest

from lagebild.annotate import entities, offices, plans, relations
from lagebild.annotate.text import Text
from lagebild.document import Document, Span
from lagebild.language import load_analyser
from lagebild.reading import Event, Reading


def read(text: str) -> Reading:
    analysis = load_analyser("de")(text)
    reading = Reading.blank(Document(id="t", text=text))
    reading = msgspec.structs.replace(reading, entities=entities.annotate(Text(analysis, reading)))
    reading = msgspec.structs.replace(reading, offices=offices.annotate(Text(analysis, reading)))
    return msgspec.structs.replace(
        reading, relations=relations.annotate(Text(analysis, reading)), plans=plans.annotate(Text(analysis, reading))
    )


def ties(reading: Reading) -> list[tuple[str, str, str, str]]:
    names = {e.id: e.name for e in reading.entities}
    return [(r.kind, names[r.source_entity], names[r.target_entity], r.status) for r in reading.relations]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Minister Karl Demm (SPD) widersprach.", ("party", "Karl Demm", "SPD", "holds")),
        ("Karl Demm (Peru) gewann das Rennen.", ("origin", "Karl Demm", "Peru", "holds")),
        ("Die Autorin Rita Semm aus Chile las vor.", ("origin", "Rita Semm", "Chile", "holds")),
        ("Rita Semm von Amnesty International klagte an.", ("member", "Rita Semm", "Amnesty International", "holds")),
        ("Präsident Edo Falk und seine Frau Rita Semm winkten.", ("kin", "Rita Semm", "Edo Falk", "holds")),
        ("Die Minister berieten, wie eine mit den USA verbündete Türkei handelt.", ("ally", "Türkei", "USA", "holds")),
        ("In der serbischen Provinz Kosovo blieb es ruhig.", ("part", "Kosovo", "Serbien", "holds")),
        ("Das OPEC-Mitglied Venezuela fehlte.", ("member", "Venezuela", "OPEC", "holds")),
        ("Das Verhältnis Perus zu Chile ist gespannt.", ("diplomatic", "Peru", "Chile", "holds")),
        ("Ghana brach 2019 die Beziehungen zu Togo ab.", ("diplomatic", "Ghana", "Togo", "interrupted")),
        ("Island gehörte bis 1944 zu Dänemark.", ("part", "Island", "Dänemark", "former")),
        ("Ghana wurde 1957 in die Vereinten Nationen aufgenommen.", ("member", "Ghana", "Vereinte Nationen", "holds")),
        ("Rita Semm sitzt seit 2009 im Bundestag.", ("member", "Rita Semm", "Bundestag", "holds")),
        ("Karl Demm gehörte zur Führung der SPD.", ("party", "Karl Demm", "SPD", "former")),
        (
            "Die Partei der Präsidentin Rita Semm, die „Union der Mitte“, siegte.",
            ("party", "Rita Semm", "Union der Mitte", "holds"),
        ),
        ("Peru liegt mit Chile im Streit.", ("opponent", "Peru", "Chile", "holds")),
        ("Edo Falk rief 1999 Greenpeace ins Leben.", ("founded", "Edo Falk", "Greenpeace", "holds")),
        ("Die „Vierergruppe“ aus Weltbank (WB) und Greenpeace prüft.", ("part", "Greenpeace", "Vierergruppe", "holds")),
        (
            "Karl Demm kam. Seine Frau, die Richterin Rita Semm, schwieg.",
            ("kin", "Rita Semm", "Karl Demm", "holds"),
        ),
    ],
)
def test_one_tie(text: str, tie: tuple[str, str, str, str]) -> None:
    assert tie in ties(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Karl Demm reiste aus Peru ab.",
        "Karl Demm traf Rita Semm in Chile.",
        "Karl Demm wurde ins Krankenhaus aufgenommen.",
        "Rita Semm sitzt im Gefängnis in Chile.",
        "Karl Demm lobte ihn für Taten in seiner Heimatstadt Rom.",
    ],
)
def test_no_tie_where_none_is_said(text: str) -> None:
    assert ties(read(text)) == []


def test_a_part_of_a_body_that_joins_another_is_not_the_body() -> None:
    text = "Ein Ausschuss der Partei Junge Mitte beschloss am Sonntag, der „Union der Bauern“ beizutreten."
    assert ("member", "Junge Mitte", "Union der Bauern") not in {tie[:3] for tie in ties(read(text))}


def test_a_member_shut_out_for_now_is_suspended() -> None:
    text = "Die OPEC hat Ecuador bis auf weiteres ausgeschlossen."
    reading = read(text)
    by_name = {e.name: e.id for e in reading.entities}
    start = text.index("ausgeschlossen")
    event = Event(
        id="v1",
        type="SANCTION",
        trigger=(Span(start, start + 14),),
        actors=(by_name["OPEC"],),
        recipients=(by_name["Ecuador"],),
        status="happened",
        source="outlet",
        sentence=Span(0, len(text)),
    )
    analysis = load_analyser("de")(text)
    reading = msgspec.structs.replace(reading, events=(event,))
    reading = msgspec.structs.replace(reading, relations=relations.annotate(Text(analysis, reading)))
    assert ("member", "Ecuador", "OPEC", "suspended") in ties(reading)


def test_plan_with_its_phases() -> None:
    text = "Der vierstufige Plan von Präsident Edo Falk sieht für Peru die Phasen Ruhe, Arbeit und Wohlstand vor."
    reading = read(text)
    assert [(p.name, p.phases) for p in reading.plans] == [("vierstufiger Plan", ("Ruhe", "Arbeit", "Wohlstand"))]
    names = {e.id: e.name for e in reading.entities}
    assert (names[reading.plans[0].of or ""], names[reading.plans[0].about or ""]) == ("Edo Falk", "Peru")


def test_a_plan_without_phases_is_left_out() -> None:
    assert read("Der Plan von Präsident Edo Falk scheiterte.").plans == ()


def test_a_plan_whose_content_clauses_tell() -> None:
    text = (
        "Der Friedensplan von Präsident Edo Falk sieht eine Waffenruhe und den Abzug der Truppen vor. "
        "Der Friedensplan umfasst die Wahl eines Parlaments."
    )
    (plan,) = read(text).plans
    assert plan.name == "Friedensplan"
    assert plan.phases == ("Waffenruhe", "Abzug der Truppen", "Wahl eines Parlaments")


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        (
            "Die Koalition einigte sich auf einen Aktionsplan. Danach wird die Steuer erhöht, die Rente bleibt gleich.",
            ("die Steuer erhöht", "die Rente bleibt gleich"),
        ),
        (
            "Laut dem Abkommen müssen alle Staaten ihre Häfen öffnen. Ziel ist es, den Handel zu fördern.",
            ("alle Staaten ihre Häfen öffnen", "den Handel zu fördern"),
        ),
    ],
)
def test_a_plan_whose_points_are_deeds(text: str, phases: tuple[str, ...]) -> None:
    (plan,) = read(text).plans
    assert plan.phases == phases


def test_what_follows_a_plan_in_time_is_no_point_of_it() -> None:
    assert read("Der Senat lobte den Sparplan. Danach wird getanzt.").plans == ()
    assert read("Nach dem Friedensplan kam die Ernüchterung.").plans == ()


def test_a_plan_whose_content_is_a_clause() -> None:
    (plan,) = read("Die Wahlrechtsvorlage sieht vor, dass ein Rat die Kandidaten bestimmt.").plans
    assert (plan.name, plan.phases) == ("Wahlrechtsvorlage", ("ein Rat die Kandidaten bestimmt",))
