"""Each change of the reading view is made in its example, and offsets always point at the text as given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild import normalise
from lagebild.document import Span
from lagebild.normalise import CHANGES, Change, normalised, recased


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_is_made_in_its_example(change: Change) -> None:
    view = normalised(change.given)
    assert view.text == change.read
    assert len(view.starts) == len(view.ends) == len(view.text)
    assert view.problems == ((change.problem,) if change.problem else ())


@pytest.mark.parametrize(
    "text",
    [
        "Die Ministerin trat am 3. Mai zurück.",
        "Ein- und\nAusreise; 3*4*5; snake_case_name",
        "Er schrieb bei LinkedIn, sagte die USA-Expertin.",
        "BKA",
        "Israel und Aachen, Poeten und Zuerich schreibt keiner.",
        "Der Vertrag in/nach London: die oder der.",
    ],
)
def test_what_is_meant_so_is_left_alone(text: str) -> None:
    assert normalised(text).text == text


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("DREI TOTE BEI ANGRIFF AUF POLIZEI IN KABUL", "Drei Tote bei Angriff auf Polizei in Kabul"),
        ("USA UND EU VERHÄNGEN SANKTIONEN", "USA und EU verhängen Sanktionen"),
        ("STREIK LÄHMT FLUGHÄFEN", "Streik lähmt Flughäfen"),
        ("RICHTERIN VERURTEILT MÜLLER-WEST", "Richterin verurteilt Müller-West"),
    ],
)
def test_a_line_in_capitals_is_read_as_it_would_be_written(line: str, read: str) -> None:
    assert normalised(line).text == read
    assert normalised(f"Vorspann.\n{line}\nNachspann.").text == f"Vorspann.\n{read}\nNachspann."


def test_a_word_that_is_no_word_is_a_name() -> None:
    assert recased("KANDER") == "Kander"


def test_a_span_of_the_view_covers_what_it_was_read_from() -> None:
    text = "Minister **Falk Ruhr** wurde ent\u00adlassen."
    view = normalised(text)
    for word, given_ in (("Falk Ruhr", "Falk Ruhr"), ("entlassen", "ent\u00adlassen")):
        at = view.text.index(word)
        assert view.given(Span(at, at + len(word))).of(text) == given_


PIECES = st.sampled_from(
    [
        "Journalist:innen", "ver\u00adhaftet", "**Falk**", "A\u0308nne", "&amp;", "BehÃ¶rde", "\u200b", "\u00a0", " ", "\n",
        "DIE POLIZEI", "# ", "fuer", "*", "_", ":in", "Minis-\nter", "[a](b)", "„", "😀", "ein:e", "Mu\u0308ller",
        "BERLIN (dpa) - ",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_offsets_are_ordered_and_point_into_the_given_text(text: str) -> None:
    view = normalised(text)
    assert len(view.starts) == len(view.ends) == len(view.text)
    last = 0
    for letter, start, end in zip(view.text, view.starts, view.ends, strict=True):
        assert last <= start < end <= len(text)
        last = start
        # a control character of Latin-1 is a sign of Windows-1252 that was read as Latin-1
        if end - start == 1 and letter.isalnum() and unicodedata.category(text[start]) != "Cc":
            given, read = (unicodedata.normalize("NFC", letter).casefold() for letter in (text[start], letter))
            assert given == read


SIGNS = st.text(alphabet="aeinrIn  -\n:*_/&;#>+|()[]ABÄÖ–—·\u00ad\u00a0\u0308Ãâ€5.", max_size=14)


@given(st.one_of(SIGNS, st.lists(st.one_of(PIECES, SIGNS), max_size=4).map("".join)))
def test_the_quick_look_for_signs_misses_nothing_suspect(text: str) -> None:
    assert normalise._suspect(text) == (normalise._SUSPECT.search(text) is not None)


def test_the_quick_look_sees_most_sentences_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence without any sign is not searched for each of them."""
    monkeypatch.setattr(normalise, "_SUSPECT", None)
    text = "Ex-Minister Falk Ruhr (42) sagte am Montag in Iberg, er werde »nichts« dazu sagen."
    assert normalised(text).text == text
