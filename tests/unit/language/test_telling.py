"""German is read; other languages are kept and can be searched; short and doubtful texts count as German."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild import run
from lagebild.api import Record
from lagebild.document import Document
from lagebild.language import telling
from lagebild.reading import Reading
from lagebild.sources import read_sources

ENGLISH = (
    "Prime Minister Ada Brunn resigned on Monday in Norhaven after months of protest. She had lost her majority in "
    "parliament, officials said. Police arrested two men."
)
DUTCH = (
    "De minister is maandag afgetreten na maanden van protest in de hoofdstad. Zij had geen meerderheid meer in het "
    "parlement, aldus een woordvoerder van de regering."
)
FRENCH = (
    "La ministre a démissionné lundi après des mois de protestations dans la capitale. Elle n'avait plus de majorité au "
    "parlement, a déclaré un porte-parole du gouvernement."
)
RUSSIAN = (
    "Президент подал в отставку в понедельник после нескольких месяцев протестов в столице. У него больше не было "
    "большинства в парламенте, заявил представитель правительства."
)
GERMAN = (
    "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven nach monatelangen Protesten zurückgetreten. Sie habe keine "
    "Mehrheit mehr im Landtag, sagte ein Sprecher der Regierung."
)


def document(text: str, language: str | None = None) -> Document:
    return Document(id="r1", text=text, language=language, published="2021-05-05")


@pytest.mark.parametrize(
    ("text", "code"), [(ENGLISH, "en"), (DUTCH, "nl"), (FRENCH, "fr"), (RUSSIAN, "ru"), (GERMAN, "de")]
)
def test_a_language_is_told_by_its_text(text: str, code: str) -> None:
    assert telling.tell(text) == code


@pytest.mark.parametrize(
    "text", ["Soldaten erschossen Anna Kral.", "", "Brunn tritt zurück", "Police arrest two men", "12.05. 14:30 ++ "]
)
def test_short_texts_are_not_told(text: str) -> None:
    assert telling.tell(text) is None
    assert telling.told(document(text)) == (None, True, "")


def test_a_german_report_with_english_words_in_it_is_german() -> None:
    quoted = f"{GERMAN} „{ENGLISH[:80]}“, hieß es. {GERMAN}"
    assert telling.tell(quoted) == "de"


def test_all_examples_are_german(root: Path) -> None:
    told = [telling.tell(one.text) for one in read_sources([str(root / "examples")]) if isinstance(one, Document)]
    assert told
    assert set(told) == {"de"}


@pytest.mark.parametrize("stated", [None, "de", "de-AT", "deu", "Deutsch"])
def test_what_says_that_it_is_german_stays_as_given(stated: str | None) -> None:
    assert telling.told(document(GERMAN, stated)) == (stated, True, "")


def test_the_text_counts_more_than_what_is_said_of_it() -> None:
    english = telling.told(document(ENGLISH, "de"))
    assert (english.language, english.read) == ("en", False)
    german = telling.told(document(GERMAN, "en-US"))
    assert (german.language, german.read) == ("de", True)
    assert "said to be in 'en', but it is German" in german.problem


def test_of_a_text_too_short_its_own_word_counts() -> None:
    assert telling.told(document("Police arrest two men.", "en")).read is False
    assert telling.told(document("Police arrest two men.")).read is True


def test_what_is_not_read_has_sentences_and_nothing_else() -> None:
    (found,) = run.read([document(ENGLISH)])
    assert isinstance(found, Reading)
    assert [span.of(found.text) for span in found.sentences][-1] == "Police arrested two men."
    assert (found.entities, found.events, found.times, found.offices, found.statements) == ((),) * 5
    assert found.language == "en"
    assert found.problems == ("the text is in 'en': it is kept and can be searched, but only German is read",)
    assert found.reader.version


def test_on_record_it_is_found_by_its_words_and_stays_so_when_read_again(tmp_path: Path) -> None:
    with Record(tmp_path / "lage.db") as record:
        summary = record.add([document(ENGLISH)])
        assert (summary.added, summary.unread) == (1, 1)
        assert [hit.sentence for hit in record.search("Police arrested")] == ["Police arrested two men."]
        assert record.chronicle() == []
        (again,) = run.reread(record._store, ["r1"])
        assert again.changed is False  # type: ignore[union-attr]
        assert record.check().faults == ()
