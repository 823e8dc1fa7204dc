"""Voices of the three outlets of the examples."""

from pathlib import Path

import msgspec
import pytest

from lagebild.document import Document
from lagebild.reading import Reading
from lagebild.record.voices.citations import citations
from lagebild.record.voices.copies import Printed, bands, original, signature
from lagebild.record.voices.credit import agency_credits
from lagebild.record.voices.independence import Testimony as Telling
from lagebild.record.voices.independence import sources, voices
from lagebild.sources.files import read_sources


@pytest.fixture(scope="module")
def examples(root: Path) -> list[Document]:
    return [found for found in read_sources([str(root / "examples")]) if isinstance(found, Document)]


def testimony(document: Document, *earlier: Document) -> Telling:
    reading = Reading.blank(document)
    return Telling(
        report=document.id,
        outlet=document.outlet,
        published=document.published,
        agencies=agency_credits(reading),
        original=original(printed(document), map(printed, earlier)),
        cited=tuple(c for c in citations(reading) if c.certain),
    )


def printed(document: Document) -> Printed:
    return Printed(report=document.id, outlet=document.outlet, published=document.published, text=document.text)


testimony.__test__ = False  # type: ignore[attr-defined]


def test_only_the_agency_is_credited_and_in_all_its_reports(examples: list[Document]) -> None:
    assert len(examples) == 24
    for document in examples:
        found = [(c.agency, c.known) for c in agency_credits(Reading.blank(document))]
        assert found == ([("anl", False)] if document.outlet == "Agentur Nordlicht" else [])


def test_nobody_copies_or_cites_anybody(examples: list[Document]) -> None:
    found = [testimony(document, *(other for other in examples if other.id != document.id)) for document in examples]
    assert [telling.report for telling in found if telling.original] == []
    assert [telling.report for telling in found if telling.cited] == []
    told = voices(found)
    assert sources(told) == 3
    assert {(voice.independence, voice.voice) for voice in told} == {
        ("own", "Rheinischer Kurant"),
        ("own", "Die Werkbank"),
        ("own", "Agentur Nordlicht"),
    }


def test_a_reprint_with_or_without_its_credit_is_the_agencys_voice(examples: list[Document]) -> None:
    flash = next(document for document in examples if document.id == "2021-02-16-nordlicht")
    credited = msgspec.structs.replace(flash, id="kurant", outlet="Rheinischer Kurant", published="2021-02-17")
    bare = msgspec.structs.replace(
        credited,
        id="werkbank",
        outlet="Die Werkbank",
        text=flash.text.partition(" - ")[2].replace("Dienstag", "Montag"),
    )
    assert set(bands(signature(flash.text))) & set(bands(signature(bare.text)))
    tellings = [testimony(flash), testimony(credited, flash), testimony(bare, credited, flash)]
    told = voices(tellings)
    assert [voice.independence for voice in told] == ["own", "agency", "copy"]
    assert {voice.voice for voice in told} == {"Agentur Nordlicht"}
    assert bare.text[told[2].because.start : told[2].because.end] in flash.text if told[2].because else False
