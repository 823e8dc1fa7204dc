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
