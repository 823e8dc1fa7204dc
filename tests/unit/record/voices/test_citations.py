"""Outlets that reports name as their sources."""

import pytest

from lagebild.document import Span
from lagebild.lexicon import Row, load
from lagebild.reading import Entity, Reading, Statement
from lagebild.record.voices import citations as room
from lagebild.record.voices.citations import Citation, citations
from lagebild.record.voices.frames import FRAMES, Frame
from lagebild.record.voices.outlets import is_agency, media, medium, same_outlet, stands_for, the_one


def cited(text: str, outlet: str | None = None) -> list[tuple[str | None, str]]:
    """The outlets that are certainly cited, and by which frame."""
    found = citations(Reading(id="r", text=text, outlet=outlet))
    return [(c.outlet, c.rule) for c in found if c.certain]


def passages(text: str) -> list[tuple[str | None, str]]:
    return [(c.outlet, text[c.start : c.end]) for c in citations(Reading(id="r", text=text))]


FRAME_EXAMPLES = [
    pytest.param(frame, sentence, outlet, id=f"{frame.name}: {sentence}")
    for frame in FRAMES
    for sentence, outlet in frame.yes
]


@pytest.mark.parametrize(("frame", "sentence", "outlet"), FRAME_EXAMPLES)
def test_a_frame_finds_its_examples_and_nothing_else_does(
    frame: Frame, sentence: str, outlet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(id="r", text=sentence)
    assert [(c.outlet, c.rule) for c in citations(reading)] == [(outlet, frame.name)]
    monkeypatch.setattr(room, "FRAMES", tuple(other for other in FRAMES if other is not frame))
    assert citations(reading) == ()


@pytest.mark.parametrize("sentence", [pytest.param(s, id=f"{f.name}: {s}") for f in FRAMES for s in f.no])
def test_nobody_is_cited_in_a_counter_example(sentence: str) -> None:
    assert cited(sentence) == []


@pytest.mark.parametrize("row", load("outlets"), ids=lambda row: row["form"])
def test_every_outlet_of_the_lexicon_is_found_and_not_in_its_counter_example(row: Row) -> None:
    assert cited(f"Das berichtete am Montag die Zeitung „{row['form']}“.") == [(row["form"], "cites/tells-behind")]
    names = [name for name in row["others"].split(";") if name]
    assert all(medium(name) == medium(row["form"]) for name in names)
    if row["counter"]:
        assert cited(row["counter"]) == []


def test_the_lexicon_has_enough_outlets_of_every_kind_and_country() -> None:
    kinds = {
        kind: [m for m in media() if m.kind == kind]
        for kind in ("paper", "magazine", "portal", "broadcaster", "agency")
    }
    assert len(media()) - len(kinds["agency"]) >= 150
    assert all(len(found) >= 15 for found in kinds.values())
    assert {"de", "at", "ch"} <= {row["country"] for row in load("outlets")}


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("Er floh, wie der „Kurant“ berichtet.", "Kurant"),
        ("Er floh laut »Spiegel« nach Rodach.", "Der Spiegel"),
        ("Man warte noch, sagte er der Süddeutschen Zeitung.", "Süddeutsche Zeitung"),
        ("Das berichtet die britische Tageszeitung „The Guardian“.", "The Guardian"),
        ("Nach einem Bericht der Neuen Zürcher Zeitung floh er.", "Neue Zürcher Zeitung"),
        ("Einer dpa-Meldung zufolge floh er.", "dpa"),
        ("Laut der Nachrichtenagentur Halmpress floh er.", "Halmpress"),
        ("Der Fernsehsender „Kanal Kolm“ berichtete von Schüssen.", "Kanal Kolm"),
        ("Unter Berufung auf Regierungskreise meldet die Agentur Interfax seine Flucht.", "Interfax"),
        ("Wie der Spiegel berichtet, floh er.", "Der Spiegel"),
        ("Das schreibt die Ärztezeitung.", "Ärztezeitung"),
        ("Man warte noch, sagte Ada Brunn dem „Kurant“.", "Kurant"),
        ("Er warte noch, sagte er im kestrischen Fernsehen.", None),
    ],
)
def test_names_are_read_in_marks_inflected_and_behind_nouns(sentence: str, outlet: str | None) -> None:
    assert [name for name, _ in cited(sentence)] == [outlet]


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Zeit berichtet von keinem Glück.",
        "Die Regierung schloss den Sender Radio Halm.",
        "Der „Kurant“ gehört jetzt einer Bank.",
        "Er war Redakteur der BBC.",
        "Laut Polizei brannte das Haus.",
        "Ein Schweizer Sender fiel aus.",
        "Das Buch „Der Spiegel“ liegt im Laden.",
        "Man müsse warten, sagte der Minister.",
        "Sie lebt, sagte Udo Lenz, der Sprecher der so genannten „Roten Brücke“.",
        "Die Firma kündigte den Film „Sonnenwind“ an.",
        "Er forderte die Rückgabe der „Krone von Kolm“.",
        "Laut Gesetz wird die BBC von ihren Kritikern gemieden.",
        "",
    ],
)
def test_a_medium_that_is_only_named_is_not_cited(sentence: str) -> None:
    assert cited(sentence) == []


def test_several_outlets_beside_each_other_are_all_cited() -> None:
    text = "Nach Angaben der Agenturen dpa und AFP brannte das Lager."
    assert [name for name, _ in cited(text)] == ["dpa", "AFP"]


def test_a_report_does_not_cite_its_own_outlet() -> None:
    text = "Man warte noch, sagte er dem „Kurant“. Das sei, sagte sie dieser Zeitung, genug."
    assert [name for name, _ in cited(text)] == ["Kurant"]
    assert cited(text, outlet="Rheinischer Kurant") == []


def test_the_noun_alone_means_the_outlet_cited_last() -> None:
    text = "Er floh, wie die Zeitung „Kolmer Bote“ berichtet.\nEr komme wieder, sagte er der Zeitung."
    assert [name for name, _ in cited(text)] == ["Kolmer Bote", "Kolmer Bote"]
    assert cited("Das meldet die staatliche Zeitung.") == [(None, "cites/tells-behind")]


@pytest.mark.parametrize(
    "sentence",
    ["Laut Medienberichten floh er.", "Er floh Medienberichten zufolge.", "Wie örtliche Medien berichten, floh er."],
)
def test_media_may_stay_unnamed(sentence: str) -> None:
    assert cited(sentence) == [(None, "cites/media-of-no-name")]


def test_a_name_by_form_alone_is_uncertain() -> None:
    text = "Einem Bericht der Werkbank zufolge floh er."
    (found,) = citations(Reading(id="r", text=text))
    assert (found.outlet, found.certain, text[found.start : found.end]) == ("Werkbank", False, "der Werkbank")


@pytest.mark.parametrize("sentence", ["Laut Polizei brannte es.", "Nach Angaben des Berichts brannte es."])
def test_a_noun_for_something_else_is_no_outlet_by_form(sentence: str) -> None:
    assert citations(Reading(id="r", text=sentence)) == ()


def test_a_person_or_place_is_no_outlet_by_form() -> None:
    text = "Einem Bericht der Werkbank zufolge floh er."
    at = text.index("Werkbank")
    place = Entity(id="e1", kind="place", name="Werkbank", mentions=(Span(at, at + 8),))
    assert citations(Reading(id="r", text=text, entities=(place,))) == ()


def test_the_passage_is_quoted_and_covers_what_was_said_elsewhere() -> None:
    text = "Er floh. Das sagte Ada Brunn der BBC. „Er kommt nie wieder.“ Es regnete."
    sentences = (Span(0, 8), Span(9, 37), Span(38, 60), Span(61, 72))
    quote = Span(38, 60)
    cue = Span(text.index("sagte"), text.index("sagte") + 5)
    statement = Statement(type="direct", medium="speech", speaker=None, quote_spans=(quote,), cue_spans=(cue,))
    (found,) = citations(Reading(id="r", text=text, sentences=sentences, statements=(statement,)))
    assert (found.outlet, text[found.start : found.end]) == ("BBC", "der BBC")
    assert found.covers(Span(40, 42))
    assert found.covers(Span(20, 22))
    assert not found.covers(Span(0, 8))
    assert not found.covers(Span(61, 72))


def test_the_words_that_cite_are_the_name_with_its_article_and_noun() -> None:
    assert passages("Laut der Zeitung „Kolmer Bote“ floh er.") == [("Kolmer Bote", "der Zeitung „Kolmer Bote“")]


def test_outlets_are_the_same_by_lexicon_or_by_the_end_of_the_name() -> None:
    assert same_outlet("Kurant", "Rheinischer Kurant")
    assert same_outlet("des Rheinischen Kurants", "Rheinischer Kurant")
    assert same_outlet("Die Werkbank", "Werkbank")
    assert same_outlet("Spiegel Online", "Der Spiegel")
    assert not same_outlet("Kölner Kurant", "Rheinischer Kurant")
    assert not same_outlet("Zeitung", "Halmer Zeitung")
    assert not same_outlet("The Times", "Financial Times")
    assert not same_outlet("", "Rheinischer Kurant")


def test_a_name_that_could_be_several_outlets_is_none() -> None:
    assert the_one("Kurant", ["Rheinischer Kurant", "Die Werkbank"]) == "Rheinischer Kurant"
    assert the_one("Kurant", ["Rheinischer Kurant", "Kölner Kurant"]) is None
    assert the_one("Bote", ["Die Werkbank"]) is None


def test_a_sign_stands_for_the_name_that_has_its_letters() -> None:
    assert stands_for("anl", "Agentur Nordlicht")
    assert not stands_for("anl", "Agentur Südwind")
    assert not stands_for("anl", "Rheinischer Kurant")
    assert not stands_for("a", "Agentur")


def test_agencies_are_known_or_call_themselves_so() -> None:
    assert is_agency("dpa")
    assert is_agency("Agentur Nordlicht")
    assert not is_agency("Der Spiegel")
    assert not is_agency("Die Werkbank")


def test_a_citation_is_a_value() -> None:
    one = Citation(outlet="BBC", start=0, end=3, scope=(Span(0, 9),), rule="cites/laut")
    assert one.certain
    assert hash(one) == hash(Citation(outlet="BBC", start=0, end=3, scope=(Span(0, 9),), rule="cites/laut"))
