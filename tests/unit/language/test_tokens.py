"""Tokens and sentences of German news, with exact offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.language.tokens import split_sentences, tokenise


def forms(text: str) -> list[str]:
    return [text[s:e] for s, e in tokenise(text)]


def sentences(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens[a][0] : tokens[b - 1][1]] for a, b in split_sentences(text, tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der US-Außenminister reiste ab.", ["Der", "US-Außenminister", "reiste", "ab", "."]),
        ("Am 3. Januar kamen 1.200 Leute.", ["Am", "3.", "Januar", "kamen", "1.200", "Leute", "."]),
        ("»Nein«, sagte er.", ["»", "Nein", "«", ",", "sagte", "er", "."]),
        ("z. B. um 20.30 Uhr", ["z.", "B.", "um", "20.30", "Uhr"]),
        ("Siehe https://example.org/a?b=1.", ["Siehe", "https://example.org/a?b=1", "."]),
        ("Er (52) kam zum Dr. Brunn.", ["Er", "(", "52", ")", "kam", "zum", "Dr.", "Brunn", "."]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam am 3. Januar. Sie ging.", ["Er kam am 3. Januar.", "Sie ging."]),
        ("Dr. Ada Brunn kam. Es regnete.", ["Dr. Ada Brunn kam.", "Es regnete."]),
        ("Eine Überschrift ohne Punkt\n\nDann der Text.", ["Eine Überschrift ohne Punkt", "Dann der Text."]),
        ("„Wir gehen. Jetzt.“ Dann schwieg er.", ["„Wir gehen.", "Jetzt.“", "Dann schwieg er."]),
        ("Kommt er? Ja!", ["Kommt er?", "Ja!"]),
        (
            "Der Preis fiel auf 2 Mio. Händler waren zufrieden.",
            ["Der Preis fiel auf 2 Mio.", "Händler waren zufrieden."],
        ),
        ("Er sah Körbe, Krüge usw. Frauen riefen.", ["Er sah Körbe, Krüge usw.", "Frauen riefen."]),
        ("Er kam im Okt. Dann ging er.", ["Er kam im Okt.", "Dann ging er."]),
        ("Er sah, dass 2 Mio. Menschen hungerten.", ["Er sah, dass 2 Mio. Menschen hungerten."]),
        ("Rund 2 Mio. Menschen hatten Hunger.", ["Rund 2 Mio. Menschen hatten Hunger."]),
        ("Die Fa. Ems baut. Die Fa. Olm auch.", ["Die Fa. Ems baut.", "Die Fa. Olm auch."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(max_size=120))
def test_tokens_cover_all_that_is_not_blank_and_never_overlap(text: str) -> None:
    tokens = tokenise(text)
    covered: set[int] = set()
    before = 0
    for start, end in tokens:
        assert before <= start < end <= len(text)
        before = end
        covered.update(range(start, end))
    assert all(n in covered for n, char in enumerate(text) if char.isalnum())
    ranges = split_sentences(text, tokens)
    assert [n for a, b in ranges for n in range(a, b)] == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Minister trat am ³. Mai zurück.", ["Der", "Minister", "trat", "am", "³", ".", "Mai", "zurück", "."]),
        ("Am\n\n12. Mai", ["Am", "12.", "Mai"]),
        (f"{'x' * 40}en 12. Platz", ["x" * 40 + "en", "12.", "Platz"]),
        (f"{'x' * 40}am 12. Platz.", ["x" * 40 + "am", "12.", "Platz", "."]),
        ("____@b.de", ["____@b.de"]),
    ],
)
def test_what_stands_before_a_number_and_odd_digits(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize("marks", ['"', "“", ")", "“)", "«", "''", '")]'])
@pytest.mark.parametrize("many", [0, 1, 2, 3, 7])
def test_a_sentence_ends_behind_however_many_closing_marks(marks: str, many: int) -> None:
    assert sentences(f"Er kam.{marks * many} Sie ging.") == [f"Er kam.{marks * many}", "Sie ging."]
    assert len(sentences(f"Er kam{marks * many} und ging.")) == 1
    assert len(sentences(f"Er kam. {'(' * many}sie ging.")) == 1
    assert len(sentences(f"Er kam. {'(' * many}Sie ging.")) == 2
