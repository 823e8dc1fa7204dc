"""What costs time without end where a stage walks a text once for each of its signs: each stage, on its worst text.

The bounds are far above what the work takes and far below what it took when it grew with the square of the length.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from lagebild.annotate import times
from lagebild.annotate.quotations import quotations
from lagebild.annotate.text import Cover
from lagebild.damage import LONGEST_WORD, damage
from lagebild.document import Span
from lagebild.language.tokens import LONGEST, split_sentences, tokenise
from lagebild.normalise import normalised

MOST = 10.0
"""Seconds of one core."""
SIGNS = ['"', "„", "‚", "«", "» ", ")", "( ", "„Ja. ", "_", "*", "* ", "a\n", "Ja.\n", "12. ", "XIV. ", "3. Mai, ", "—", "'", "@"]


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("sign", SIGNS)
def test_tokens_and_sentences_of_the_same_sign(sign: str) -> None:
    text = sign * (60_000 // len(sign))

    def work() -> None:
        tokens = tokenise(text)
        covered = sum(end - start for start, end in tokens)
        assert covered == len(text) - sum(map(str.isspace, text))
        ranges = split_sentences(text, tokens)
        assert [n for a, b in ranges for n in range(a, b)] == list(range(len(tokens)))

    assert seconds(work) < MOST


@pytest.mark.parametrize(
    "text",
    [
        *("a" * 500_000, "Ã¶" * 200_000, "Ã" * 300_000, "a\u0301\u0323" * 100_000, "\u0301\u0323" * 200_000, "_" * 300_000),
        *("*a " * 100_000, "[a](" * 80_000, "Kolm – Er\n" * 40_000, "Ost-" * 80_000, "A-\n" * 80_000, "&amp" * 80_000),
        *("Bürger:innen " * 10_000, "\u200b" * 300_000, "ABC " * 20_000, "(dpa) " * 40_000, "a" * 200_000 + "-\nb"),
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_the_reading_view(text: str) -> None:
    assert seconds(lambda: normalised(text)) < MOST
    assert seconds(lambda: damage(text)) < MOST


@pytest.mark.parametrize("text", ["„" * 200_000, '"' * 200_001, "‚“" * 100_000, "„a\n" * 60_000, "„Ja. " * 40_000, "«" * 100_000])
def test_quotations(text: str) -> None:
    assert seconds(lambda: list(quotations(text))) < MOST


@pytest.mark.parametrize(
    "text", ["3. Mai, " * 5_000, "Donau" * 200_000, "9" * 400_000, "der " * 60_000, "8.15 Uhr: " * 5_000, "zuzu" * 100_000]
)
def test_times(text: str) -> None:
    assert seconds(lambda: times.find(text, "2019-06-01")) < MOST


def test_a_word_without_end_is_read_in_pieces() -> None:
    text = "Der " + "x" * 1234 + " kam."
    assert [end - start for start, end in tokenise(text)] == [3, 500, 500, 234, 3, 1]
    assert tokenise("y" * LONGEST) == [Span(0, LONGEST)]
    assert LONGEST == LONGEST_WORD  # what is said of it


def test_a_cover_answers_as_a_walk_over_its_spans_does() -> None:
    spans = [Span(3, 9), Span(0, 2), Span(4, 5), Span(20, 30), Span(8, 22)]
    cover = Cover(spans)
    for start in range(32):
        for end in range(start + 1, 33):
            assert cover.over(Span(start, end)) == any(Span(start, end).within(span) for span in spans)
    assert not Cover([]).over(Span(0, 1))
