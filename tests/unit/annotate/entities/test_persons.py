"""Who is a person, and how far the name goes: sentences of our own, really analysed."""

import pytest

from lagebild.annotate import entities
from lagebild.annotate.text import Text
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.reading import Reading


def people(text: str) -> list[str]:
    """The named persons of a text."""
    analysis = load_analyser("de")(text)
    found = entities.annotate(Text(analysis, Reading.blank(Document(id="t", text=text))))
    return [e.name for e in found if e.kind == "person" and e.name_spans]


@pytest.mark.parametrize(
    "text",
    [
        "Sie fuhren einen Zafira und einen Astra.",
        "Der Händler hat Ubuntu mit der neuen Fassung vorgestellt.",
        "Den César bekam am Abend ein Film aus Peru.",
        "Am Abend flogen zwölf Cessna Velmer ab.",
        "Davon entfallen 25 Prozent auf Axel Springer.",
        "Die Nachbarschaft von Hareto Hremmik brannte.",
        "Das Programm bietet vieles von Spielfilmen wie Luther bis zu Dokumentationen.",
    ],
)
def test_a_thing_is_no_person(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Am Abend kam Papiss Demba Velmer nach Wolm.", ["Papiss Demba Velmer"]),
        ("Gestern spielte Cosma Shiva Hagen in Wolm.", ["Cosma Shiva Hagen"]),
        ("Es ging um ein Buch von F. Scott Demmer.", ["F. Scott Demmer"]),
        ("Van Basten nimmt die Trainer mit.", ["Van Basten"]),
        ("In der Halle sah dann der Spieler Otto Lohm Gelb.", ["Otto Lohm"]),
        ("Das war unter General Mohammed Zia ul-Haq so.", ["Mohammed Zia ul-Haq"]),
        ("Am Abend lief Otto Lohmers „Neue Ufer“ noch einmal.", ["Otto Lohmer"]),
        ("Das ist Klaus Jonas Gedicht.", ["Klaus Jonas"]),
    ],
)
def test_a_name_is_drawn_whole_and_no_further(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_whose_speaker_somebody_is_stays_one_person() -> None:
    assert people("Vera Demming kam. Ein Sprecher Demmings schwieg.") == ["Vera Demming"]


def test_a_misspelt_title_is_no_first_name() -> None:
    assert "Ministerpäsident" not in " ".join(people("Das sagte gestern Ministerpäsident Otto Lohm."))


def test_a_body_before_the_name_of_its_head_is_no_first_name() -> None:
    text = "Das sagte der Chef von Velmak Otto Lohm. Die Züge von Velmak fuhren am Abend nicht."
    assert "Otto Lohm" in people(text)


def test_somebody_who_bears_the_name_stays_a_person() -> None:
    assert people("Vera Clio kam. Am Abend schwieg Clio.") == ["Vera Clio"]
