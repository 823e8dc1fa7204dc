"""Letters: one stray byte is one letter, and does not make other letters of a whole file."""

from __future__ import annotations

import pytest

from lagebild.sources.encoding import decode

TEXT = "Der Präsident äußerte sich über Öl. Die Bürger müssen frieren."


@pytest.mark.parametrize("stray", [b"\xfc", b"\xe4", b"\x84", b"\x96"])
def test_a_stray_byte_is_the_letter_that_windows_has_for_it(stray: bytes) -> None:
    raw = TEXT.encode()
    text, problems = decode(raw[:-1] + b" " + stray + b" Ende.", origin="a.txt")
    assert text == f"{TEXT[:-1]} {stray.decode('cp1252')} Ende."
    assert len(problems) == 1
    assert "1 byte is not UTF-8 as the rest is" in problems[0]


def test_a_file_that_is_cut_off_within_a_letter() -> None:
    text, problems = decode(TEXT.encode() + "ü".encode()[:1], origin="a.txt")
    assert text.startswith(TEXT)
    assert "1 byte is not UTF-8" in problems[0]


def test_a_file_in_windows_1252_is_read_as_that() -> None:
    text, problems = decode(TEXT.encode("cp1252"), origin="a.txt")
    assert text == TEXT
    assert "read as Windows-1252; if letters look wrong" in problems[0]


def test_a_mark_of_utf_8_is_believed_whatever_follows() -> None:
    text, problems = decode(b"\xef\xbb\xbfEin \xfc ohne Nachbarn", origin="a.txt")
    assert text == "Ein ü ohne Nachbarn"
    assert "1 byte is not UTF-8" in problems[0]
