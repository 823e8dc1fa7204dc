"""Texts that no newspaper prints, long enough that a stage which walks back over them from each sign never comes to its end.

What is asserted is that they are read right; how the cost grows is measured by `bench/hostile`, as a ratio.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from lagebild import run
from lagebild.annotate import read as reading
from lagebild.annotate import times
from lagebild.annotate.headline import headlines
from lagebild.annotate.quotations import quotations
from lagebild.annotate.text import Cover
from lagebild.damage import LONGEST_WORD, damage
from lagebild.document import Document, Span
from lagebild.language import analyser, load_analyser
from lagebild.language.tokens import LONGEST, split_sentences, tokenise
from lagebild.normalise import normalised
from lagebild.reading import Reading
from lagebild.store import Store

SIGNS = [
    '"',
    "„",
    "‚",
    "«",
    "» ",
    ")",
    "( ",
    "„Ja. ",
    "_",
    "*",
    "* ",
    "a\n",
    "Ja.\n",
    "12. ",
    "XIV. ",
    "3. Mai, ",
    "—",
    "'",
    "@",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_tokens_and_sentences_of_the_same_sign(sign: str) -> None:
    text = sign * (60_000 // len(sign))
    tokens = tokenise(text)
    assert sum(end - start for start, end in tokens) == len(text) - sum(map(str.isspace, text))
    ranges = split_sentences(text, tokens)
    assert [n for first, last in ranges for n in range(first, last)] == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a" * 500_000, "a" * 500_000),
        ("Ã¶" * 100_000, "ö" * 100_000),
        ("Ã" * 300_000, "Ã" * 300_000),
        ("_" * 300_000, "_" * 300_000),
        ("[a](" * 80_000, "[a](" * 80_000),
        ("Kolm – Er\n" * 40_000, "Kolm \n Er\n" * 4 + "Kolm – Er\n" * 39_996),
        ("Ost-" * 80_000, "Ost-" * 80_000),
        ("a" * 200_000 + "-\nb", "a" * 200_000 + "b"),
        ("\u200b" * 300_000, ""),
        ("&amp;" * 40_000, "&" * 40_000),
        ("Bürger:innen " * 10_000, "Bürgerinnen " * 10_000),
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_the_reading_view(text: str, read: str) -> None:
    view = normalised(text)
    assert view.text == read
    assert len(view.starts) == len(view.ends) == len(read)
    damage(text)


def test_letters_with_marks_without_end_keep_their_places() -> None:
    text = "a" + "\u0301\u0323" * 100_000
    view = normalised(text)
    assert view.text[0] == "\u1ea1"
    assert view.given(Span(0, len(view.text))) == Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "many"),
    [("„" * 100_000, 0), ('"' * 100_001, 50_000), ("‚’" * 50_000, 50_000), ("„Ja. " * 40_000, 0), ("«" * 100_000, 0)],
)
def test_quotations(text: str, many: int) -> None:
    assert len(list(quotations(text))) == many


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("3. Mai, " * 3000, 3000),
        ("Donau" * 200_000, 0),
        ("9" * 400_000, 0),
        ("der " * 60_000, 0),
        ("zuzu" * 100_000, 0),
        ("vor 9999999999999999 Jahren", 0),
        ("Januar Februar " * 15_000, 30_000),
        ("ist am Montag " * 10_000, 10_000),
    ],
)
def test_times(text: str, many: int) -> None:
    assert len(times.find(text, "2019-06-01")) == many


@pytest.mark.parametrize("blanks", [" ", "\t", " \t"])
def test_blanks_without_end_in_a_headline(blanks: str) -> None:
    text = "Minister: Brücke zu" + blanks * 100_000
    analysis = load_analyser("de")("Minister: Brücke zu")
    behind = msgspec.structs.replace(analysis, text=text)
    ((_, label, rest),) = headlines(behind)
    assert ([*label], [*rest]) == ([0], [2, 3])
    assert list(headlines(msgspec.structs.replace(analysis, text=f"{text}\v"))) != []


def test_a_word_without_end_is_read_in_pieces() -> None:
    text = "Der " + "x" * 1234 + " kam."
    assert [end - start for start, end in tokenise(text)] == [3, 500, 500, 234, 3, 1]
    assert tokenise("y" * LONGEST) == [Span(0, LONGEST)]
    assert LONGEST == LONGEST_WORD  # what is said of it


def test_that_a_very_long_report_was_not_weighed_is_said_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    long = Document(id="lang", text="Die Polizei verhaftete einen Händler. " * 3, published="2019-06-01")
    monkeypatch.setattr(reading, "LONGEST_WEIGHED", 12)
    monkeypatch.setattr(analyser, "LONGEST_WEIGHED", 12)
    with closing(Store.open(tmp_path / "lage.db")) as store:
        list(run.add(store, [long]))
        list(run.reread(store, ["lang"]))
        assert store.document_of("lang").problems.count(reading.TOO_LONG) == 1
    (read,) = run.read([long])
    assert isinstance(read, Reading)
    assert read.events
    assert not any(event.sure for event in read.events)
    (short,) = run.read([msgspec.structs.replace(long, text=long.text[:38])])
    assert isinstance(short, Reading)
    assert reading.TOO_LONG not in short.problems


def test_a_cover_answers_as_a_walk_over_its_spans_does() -> None:
    spans = [Span(3, 9), Span(0, 2), Span(4, 5), Span(20, 30), Span(8, 22)]
    cover = Cover(spans)
    for start in range(32):
        for end in range(start + 1, 33):
            assert cover.over(Span(start, end)) == any(Span(start, end).within(span) for span in spans)
    assert not Cover([]).over(Span(0, 1))
