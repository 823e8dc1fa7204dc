"""Statements: who says what, directly and indirectly, on sentences of our own."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, Statement


def said(text: str) -> tuple[list[Statement], dict[str, str]]:
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    return list(reading.statements), {entity.id: entity.name for entity in reading.entities}


@pytest.mark.parametrize(
    ("text", "kind", "speaker", "piece"),
    [
        ("»Wir geben nicht auf«, sagte Ada Brunn.", "direct", "Ada Brunn", "Wir geben nicht auf"),
        ("Ada Brunn sagte: „Wir haben lange genug gewartet.“", "direct", "Ada Brunn", "lange genug gewartet"),
        ("Ada Brunn sagte, der Vertrag sei gescheitert.", "indirect", "Ada Brunn", "der Vertrag sei gescheitert"),
        (
            "Ada Brunn erklärte, dass der Vertrag gescheitert ist.",
            "indirect",
            "Ada Brunn",
            "der Vertrag gescheitert ist",
        ),
        # *davon* points at what is said
        ("Ada Brunn sprach davon, ihr Haus sei beschossen worden.", "indirect", "Ada Brunn", "sei beschossen"),
        ("Laut Ada Brunn ist der Vertrag gescheitert.", "indirect", "Ada Brunn", "ist der Vertrag gescheitert"),
        ("Nach Angaben der Polizei brannte das Lager.", "indirect", "Polizei", "brannte das Lager"),
        ("Der Vertrag sei gescheitert, so Ada Brunn.", "indirect", "Ada Brunn", "Der Vertrag sei gescheitert"),
        # the tree conjoins the second half of what is said with the cue
        (
            "Ada Brunn teilte mit, die Truppen hätten den Damm besetzt und die Bauern seien geflohen.",
            "indirect",
            "Ada Brunn",
            "und die Bauern seien geflohen",
        ),
    ],
)
def test_one_statement_with_its_speaker(text: str, kind: str, speaker: str, piece: str) -> None:
    statements, names = said(text)
    assert len(statements) == 1
    (found,) = statements
    assert found.type == kind
    assert names.get(found.speaker or "") == speaker
    assert piece in " ".join(text[s:e] for s, e in found.quote_spans)


def test_what_is_only_spoken_about_is_not_said() -> None:
    statements, _ = said("Ada Brunn sprach darüber, wie die Stadt zu retten wäre.")
    assert [found for found in statements if found.type == "indirect"] == []


def test_the_subjunctive_carries_on() -> None:
    statements, names = said("Ada Brunn sagte, der Vertrag sei gescheitert. Die Lage sei ernst.")
    assert [s.type for s in statements] == ["indirect", "indirect_free_indirect"]
    assert [names[s.speaker or ""] for s in statements] == ["Ada Brunn", "Ada Brunn"]


def test_names_and_scare_quotes_are_no_statements() -> None:
    assert said("Die Gruppe »Blaue Front« zog durch die Stadt.")[0] == []
    assert said("Der »Held« verließ den Saal.")[0] == []


def test_what_a_paper_quotes_is_the_word_of_both() -> None:
    text = "Die Zeitung „Seeblick“ zitiert Ada Brunn mit den Worten: „Wir haben lange genug gewartet.“"
    statements, names = said(text)
    assert [text[slice(*s.quote_spans[0])] for s in statements] == ["„Wir haben lange genug gewartet.“"] * 2
    assert sorted(" ".join(text[a:b] for a, b in s.speaker_spans) for s in statements) == [
        "Ada Brunn",
        "Die Zeitung „Seeblick“",
    ]
    assert "Ada Brunn" in {names.get(s.speaker or "") for s in statements}


def test_words_taken_out_of_a_statement_leave_it_standing() -> None:
    text = "Ada Brunn sagte, der Plan sei „ein schlechter Witz ohne jeden Nutzen“."
    assert sorted(s.type for s in said(text)[0]) == ["direct", "indirect"]


def test_a_quotation_closed_by_its_cue_is_all_that_is_said() -> None:
    text = "Der Trainer war zufrieden: „Das war ein guter Anfang“, sagte Ada Brunn."
    assert [s.type for s in said(text)[0]] == ["direct"]


@pytest.mark.parametrize(
    "text",
    [
        "1912 hieß das Lokal noch „Zum Anker“.",
        "Sie warb mit dem Motto: „Wir bleiben am See“.",
        "In dem Bereich „leise gebaute Motoren“ liegt die Firma vorn.",
        "Das Fest der Fahrenden („gens du quai“) begann.",
    ],
)
def test_what_something_is_called_is_no_statement(text: str) -> None:
    assert said(text)[0] == []


def test_every_statement_says_why() -> None:
    text = (
        "Ada Brunn sagte, der Plan sei „ohne jeden Nutzen“. Die Lage sei ernst. Laut Karl Feld brannte das Lager. "
        "„Wir gehen“, rief der Wirt. Die Forderung, den Preis zu senken, blieb ungehört. Der Rat warnt vor einer Flut."
    )
    statements, _ = said(text)
    assert len(statements) == 7
    assert not [s for s in statements if not {"type", "speaker", "quote_spans"} <= set(s.because)]


def test_words_taken_out_of_a_citation_are_no_citation_of_their_own() -> None:
    text = "Die Zeitung zitiert Ada Brunn, der Plan sei „ohne jeden Nutzen“."
    statements, _ = said(text)
    assert sorted(s.introduced for s in statements if s.type == "direct") == ["excerpt"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Laut Ada Brunn, am Montag, brannte das Lager.", "Ada Brunn"),
        ("Laut Ada Brunn, der Sprecherin der Stadt, brannte das Lager.", "Ada Brunn, der Sprecherin der Stadt"),
        ("Laut der Zeitung „Seeblick“ brannte das Lager.", "der Zeitung „Seeblick“"),
        ("Laut Ada Brunn „brannte das Lager am See“.", "Ada Brunn"),
        (
            "Nach Angaben der örtlichen Polizei in Seestadt brannte das Lager.",
            "Angaben der örtlichen Polizei in Seestadt",
        ),
        ("Das Lager brannte Medienberichten zufolge nieder.", "Medienberichten"),
    ],
)
def test_a_source_reaches_as_far_as_its_phrase(text: str, speaker: str) -> None:
    (found, *_) = said(text)[0]
    assert [text[start:end] for start, end in found.speaker_spans] == [speaker]


def test_what_so_closes_ends_there() -> None:
    text = "Der Vertrag sei gescheitert, so Ada Brunn, der Rat tage im Mai."
    assert [text[slice(*s.quote_spans[0])] for s in said(text)[0]] == ["Der Vertrag sei gescheitert"]
    assert all(len(s.quote_spans) == 1 for s in said(text)[0])
