"""The dictionary of word forms is opened by where its blocks begin, and says what simplemma's own says."""

from __future__ import annotations

import zlib
from importlib import resources

import pytest
import simplemma
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

from lagebild.lexicon import dictionary

FORMS = (
    "Häuser",
    "ging",
    "Polizistinnen",
    "Verhandlungen",
    "Köln-Deutz",
    "Straßenbahnfahrern",
    "Halve",
    "gehts",
    "GING",
)


@pytest.fixture(scope="module")
def packed() -> bytes:
    return resources.files("lagebild.lexicon").joinpath(dictionary.BLOCKS).read_bytes()


def test_the_blocks_are_those_of_this_edition(packed: bytes) -> None:
    """Else every start takes half a second more; `python -m training.dictionary` makes them anew."""
    opened = dictionary.by_blocks(packed)
    assert isinstance(opened, StreamMap)
    (now,) = {zlib.decompress(dictionary.blocks_of(one)) for one in (opened, StreamMap("de"))}
    assert now == zlib.decompress(packed)


def test_blocks_of_another_edition_are_not_used(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, rest = zlib.decompress(packed).partition(b"\n")
    other = zlib.compress(b"0" * 64 + b"\n" + rest)
    with pytest.raises(ValueError, match="another edition"):
        dictionary.by_blocks(other)
    monkeypatch.setattr(dictionary, "by_blocks", _other_edition)
    assert dictionary._dictionary.__wrapped__() is LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")


def _other_edition(_: bytes) -> None:
    raise ValueError


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_known_and_have_the_lemmas_that_simplemma_says(form: str) -> None:
    assert dictionary.is_known(form) == simplemma.is_known(form, lang="de", low_memory=True)
    assert dictionary.lemma_of(form) == simplemma.lemmatize(form, lang="de", low_memory=True)
