"""Any form and spelling of a word finds any other, also one not written yet; what only looks alike is not found."""

from __future__ import annotations

import pytest

from lagebild import wordforms
from lagebild.document import Span
from lagebild.wordforms import marks, query_words, search_text


def found(text: str, words: str) -> str:
    """How a text has the words of a query: `whole`, `loose` or not at all."""
    keys = set(search_text(text).split())
    sought = query_words(words)
    if all(keys & set(word.whole) for word in sought):
        return "whole"
    loosely = (keys & set(word.whole) or any(keys.issuperset(some) for some in word.loose) for word in sought)
    return "loose" if all(loosely) else ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Unbekannte wollen zwei Lehrer entführen.", "entführt"),
        ("Unbekannte wollen zwei Lehrer entführen.", "ENTFÜHRTEN"),
        ("Die Entführten kamen frei.", "entführen"),
        ("Der entführte Lehrer kam frei.", "entführen"),
        ("Entführt wurden zwei Lehrer.", "entführen"),
        ("Präsident Trump sprach.", "Trumps"),
        ("Trumps Rede war kurz.", "trump"),
        ("Er legte einen dreistufigen Plan vor.", "dreistufiger Plan"),
        ("Ein dreistufiger Plan liegt vor.", "dreistufige Pläne"),
        ("Zwei Häuser brannten.", "hauser"),
        ("Zwei Häuser brannten.", "Haeuser"),
        ("Zwei Lehrer wurden entführt.", "entfuhren"),
        ("Zwei Lehrer wurden entführt.", "entfuehren"),
        ("Unbekannte wollen zwei Lehrer entführen.", "entfuhrt"),
        ("Herr Müller ging.", "Mueller"),
        ("Herr Mueller ging.", "Müller"),
        ("Herr Mueller ging.", "muller"),
        ("Ilka Sorén sprach.", "SOREN"),
        ("Er wurde erschossen.", "erschießen"),
        ("Er wurde erschossen.", "erschiessen"),
        ("Die Jäger*innen kamen.", "Jägerin"),
    ],
)
def test_one_form_finds_another(text: str, words: str) -> None:
    assert found(text, words) == "whole"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sein Nasenbein ist gebrochen.", "Nase"),
        ("Sein Nasenbein ist gebrochen.", "Nasen"),
        ("Ein Todesfall wurde bekannt.", "Tod"),
        ("Der Friedensplan liegt vor.", "Pläne"),
        ("Die Wache nahm drei Männer fest.", "festnehmen"),
        ("Die Wache nahm drei Männer fest.", "festgenommen"),
    ],
)
def test_a_part_of_a_compound_and_a_prefix_that_stands_apart_are_found_behind(text: str, words: str) -> None:
    assert found(text, words) == "loose"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Seine Nase blutet.", "Nasenbein"),
        ("Ministerin Ada Brunn sprach.", "Minister"),
        ("Er gehört der Gewerkschaft an.", "Haft"),
        ("Die Wache nahm drei Männer mit.", "festnehmen"),
        ("Der Plan liegt vor.", "Planet"),
        ("Sie planen viel.", "Plan"),
        ("Zwei Lehrer wurden entführt.", "Lehrer Katze"),
    ],
)
def test_what_only_looks_alike_is_not_found(text: str, words: str) -> None:
    assert found(text, words) == ""


def test_a_query_without_a_word_looks_for_nothing() -> None:
    assert query_words('"!? … _') == []
    assert query_words("\u037a") == []  # a letter that is only a mark
    assert query_words("Halm \u037a") == query_words("Halm")


def test_keys_are_plain_letters_and_digits() -> None:
    text = "Ærø, Ñandú, „naïve“ Straße_4 Ω東京 ﬁx 5²"
    assert all(key.isalnum() and key == key.casefold() for key in search_text(text).split())


def test_marks_are_code_points_of_the_text_as_given() -> None:
    text = "Ent\u00adfu\u0308hrt wurden zwei. Die Wache nahm alle fest."
    (one,) = marks(text, query_words("entführen"))
    assert text[one.start : one.end] == "Ent\u00adfu\u0308hrt"
    assert marks(text, query_words("entführen"), offset=100) == (Span(one.start + 100, one.end + 100),)
    assert [text[start:end] for start, end in marks(text, query_words("festnehmen"))] == ["nahm", "fest"]
    assert marks(text, query_words("mitnehmen")) == ()


def test_a_word_is_looked_at_once_for_many_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of the words of one text holds for the next, but not which of them stand together."""
    looked_at: list[str] = []
    keys = wordforms._keys
    wordforms._wanted.cache_clear()

    def noted(word: str, *, first: bool) -> tuple[str, ...]:
        looked_at.append(word)
        return keys(word, first=first)

    monkeypatch.setattr(wordforms, "_keys", noted)
    sought = query_words("Wache")
    texts = ["Die Wache ging."] * 9 + ["Die Wachen gingen."]
    assert [len(marks(text, sought)) for text in texts] == [1] * 10
    assert sorted(looked_at) == ["Die", "Wache", "Wachen", "ging", "gingen"]


def test_what_stands_apart_is_marked_only_in_the_text_that_has_both_parts() -> None:
    sought = query_words("festnehmen")
    texts = ("Die Wache nahm alle fest.", "Er nahm den Bus.", "Das Fest nahm ein Ende.", "Die Wache nahm zwei fest.")
    assert [len(marks(text, sought)) for text in texts] == [2, 0, 2, 2]


def test_few_words_are_kept_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordforms, "_WORDS_KNOWN", 1)
    wordforms._wanted.cache_clear()
    assert len(marks("Zwei Wachen und noch eine Wache", query_words("Wache"))) == 2
