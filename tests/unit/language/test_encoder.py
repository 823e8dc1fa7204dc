"""The pre-trained encoder: how words are cut, how sentences are packed, what comes out for each token."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from lagebild.document import Span
from lagebild.errors import AnalyserError
from lagebild.language.analyser import GermanAnalyser
from lagebild.language.encoder.encoder import FILES, FOLDER, Encoder, encoder_hash
from lagebild.language.encoder.pieces import BEGIN, END, SPECIAL, UNKNOWN, Pieces
from lagebild.language.encoder.windows import LONGEST, LONGEST_TOKEN, windows
from lagebild.language.tokens import split_sentences, tokenise

PIECES = Pieces(["▁\t-3", "▁Fest\t-6", "nahme\t-6", "▁Festnahme\t-13", "▁f\t-5", "est\t-4", "n\t-4", "a\t-4", "fi\t-6"])
TEXT = "Die Polizei nahm in Marvena drei Männer fest. Sie schweigen."


def names(*numbers: int) -> list[str]:
    return [PIECES.names[number] for number in numbers]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def states(encoder: Encoder, text: str) -> np.ndarray:
    tokens = tokenise(text)
    return encoder(text, tokens, split_sentences(text, tokens))


def test_a_word_is_cut_where_its_pieces_are_likeliest() -> None:
    assert names(*PIECES.of("Festnahme", True)) == ["▁Fest", "nahme"]  # -12, the whole word -13
    assert names(*PIECES.of("fest", True)) == ["▁f", "est"]
    assert names(*PIECES.of("est", False)) == ["est"]


def test_the_space_before_a_word_is_part_of_it() -> None:
    assert PIECES.of("nahme", False) != PIECES.of("nahme", True)
    assert names(*PIECES.of("nahme", True)) == ["▁", "nahme"]


def test_what_no_piece_covers_is_unknown_once() -> None:
    assert names(*PIECES.of("漢字", True)) == ["▁", "<unk>"]
    assert PIECES.of("漢字n", False) == (UNKNOWN, PIECES.names.index("n"))
    assert PIECES.of("", False) == (UNKNOWN,)


def test_a_ligature_is_read_as_its_letters() -> None:
    assert names(*PIECES.of("ﬁ", False)) == ["fi"]


def test_the_shipped_pieces_cut_a_word_nobody_listed() -> None:
    shipped = Pieces.load(FOLDER / "pieces.txt")
    cut = [shipped.names[number] for number in shipped.of("Untersuchungsausschussvorsitzende", True)]
    assert "".join(cut) == "▁Untersuchungsausschussvorsitzende"
    assert 2 < len(cut) < 12
    assert shipped.names[: len(SPECIAL)] == list(SPECIAL)


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
    assert packed([50, 100, 100, 30, 5]) == [250, 35]
    assert packed([LONGEST]) == [LONGEST]


def test_a_sentence_that_fits_no_window_is_cut() -> None:
    assert packed([10, LONGEST + 7, 20]) == [10, LONGEST, 27]


def test_of_an_endless_word_the_beginning_is_read() -> None:
    word = "漢a" * 400
    (window,) = windows(PIECES, word, [Span(0, len(word))], [Span(0, 1)])
    assert len(window.pieces) <= LONGEST_TOKEN + 2


def test_each_token_has_its_states(encoder: Encoder) -> None:
    found = states(encoder, TEXT)
    assert found.shape == (len(tokenise(TEXT)), 384)
    assert found.dtype == np.float16
    assert np.isfinite(found).all()


def test_the_same_word_means_something_else_elsewhere(encoder: Encoder) -> None:
    one, other = states(encoder, "Er trat zurück."), states(encoder, "Sie trat gegen die Tür.")
    same = states(encoder, "Er trat zurück.")
    assert np.array_equal(one, same)
    assert np.abs(one[1].astype(float) - other[1].astype(float)).max() > 0.1


def test_the_analyser_has_them_beside_its_own() -> None:
    with_it, without = GermanAnalyser()(TEXT), GermanAnalyser(encoder=None)(TEXT)
    assert with_it.states is not None
    assert without.states is not None
    own = without.states.array.shape[1]
    assert np.array_equal(with_it.states.array[:, :own], without.states.array)
    assert np.array_equal(with_it.states.array[:, own:], states(Encoder(), TEXT))


def test_a_model_has_another_name_with_another_encoder(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path)
    assert encoder_hash(tmp_path) == encoder_hash(FOLDER)
    with (tmp_path / "pieces.txt").open("a") as file:
        file.write("▁Marvena\t-9\n")
    assert GermanAnalyser(encoder=tmp_path).model_hash != GermanAnalyser().model_hash
    assert GermanAnalyser().model_hash.startswith(GermanAnalyser(encoder=None).model_hash)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_said(name: str, tmp_path: Path) -> None:
    for other in FILES:
        if other != name:
            shutil.copy(FOLDER / other, tmp_path)
    with pytest.raises(AnalyserError, match="make weighing"):
        GermanAnalyser(encoder=tmp_path)("Er ging.")


def test_what_is_no_sentence_is_not_encoded() -> None:
    figures = [str(n) for n in range(60)]
    analysis = GermanAnalyser()(f"{TEXT}\n\n{' '.join(figures)}\n\n{TEXT}")
    assert analysis.states is not None
    seen = np.abs(analysis.states.array[:, -384:]).sum(1)
    assert [form for form, some in zip(analysis.forms, seen, strict=True) if not some] == figures
