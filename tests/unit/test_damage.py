"""Damaged text is said to be, sound text is not."""

import pytest

from lagebild.damage import damage


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Die Beh\ufffdrde schwieg.", "lost letters"),
        ("Die Beh?rde h?rte nichts.", "question marks"),
        ("Er rief: „Niemand hat uns gewarnt. Dann ging er.", "never closed"),
        ("Am 31. Februar brannte es.", "'31. Februar'"),
        ("Am 29. Februar 2019 brannte es.", "'29. Februar 2019'"),
        ("Stand 12.13.2020 laut Akte.", "'12.13.2020'"),
    ],
)
def test_damage_is_said_with_its_place(text: str, said: str) -> None:
    (problem,) = damage(text)
    assert said in problem


@pytest.mark.parametrize(
    "text",
    [
        "Am 29. Februar 2020 kam die 3. Armee; Version 3.14.15, um 12.30 Uhr.",
        'Warum?und wann? Er sagte „ja“ und "nein".',
        "Am 29. Februar und am 31. Mai, 1.5.2020, der 45. Präsident.",
    ],
)
def test_sound_text_is_not(text: str) -> None:
    assert damage(text) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Es starben 9223372036854775808 Menschen.", "too large to count anything (at 11); it is left out"),
        ("Es starben 9.223.372.036.854.775.808 Menschen.", "too large to count"),
        ("Es starben " + "9" * 400 + " Menschen. " + "Er schwieg lange. " * 60, "too large to count"),
        ("Er rief: " + "a" * 501, "501 characters without a blank (at 9): they are read in pieces of 500"),
        ("Er kam und " * 400, "a sentence has 1,200 words (at 0)"),
        ("DER MINISTER TRAT ZURÜCK. " * 20, "all in capitals"),
        ("+-#/ " * 100, "hardly any of the text is letters (0 %)"),
    ],
)
def test_what_no_report_has_is_said(text: str, said: str) -> None:
    (problem,) = damage(text)
    assert said in problem


@pytest.mark.parametrize(
    "text",
    [
        "Es starben 9223372036854775807 Menschen, Konto 00000000000000000000001.",
        "Siehe https://example.org/" + "a" * 470 + ".",
        "Er kam. " * 2000,
        "DER MINISTER TRAT ZURÜCK",
        "Endstand: 3:1, 2:0, 4:4.",
        "Der Minister kam.\n" * 400,
    ],
)
def test_what_reports_do_have_is_not(text: str) -> None:
    assert damage(text) == ()


def test_of_many_days_that_are_none_the_first_are_named() -> None:
    problems = damage("Am 40. Mai kam er. " * 50)
    assert len(problems) == 21
    assert problems[-1] == "there are 30 more days that are none"
