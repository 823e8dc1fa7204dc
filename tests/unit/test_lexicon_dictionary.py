"""The dictionary of word forms is opened by where its blocks begin, which is kept, and says what simplemma's own says."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
import simplemma
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

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


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder in which nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_the_first_start_keeps_the_blocks_and_the_next_opens_them(cache: Path) -> None:
    first = dictionary._dictionary.__wrapped__()
    assert first is LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")
    assert [file.name for file in (cache / "lagebild").iterdir()] == [dictionary.BLOCKS]  # nothing half written is left
    second = dictionary._dictionary.__wrapped__()
    assert second is not first
    (same,) = {zlib.decompress(dictionary.blocks_of(one)) for one in (first, second)}
    assert same == zlib.decompress(dictionary.blocks_file().read_bytes())
    assert [second[form] for form in ("ging", "Häuser")] == ["gehen", "Haus"]


@pytest.mark.parametrize("kept", [b"", b"torn", zlib.compress(b"0" * 64 + b"\n1\na\nb\nc")])
def test_blocks_that_are_damaged_or_of_another_edition_are_made_anew(cache: Path, kept: bytes) -> None:
    dictionary.blocks_file().parent.mkdir()
    dictionary.blocks_file().write_bytes(kept)
    assert dictionary._dictionary.__wrapped__() is LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")
    assert dictionary.by_blocks(dictionary.blocks_file().read_bytes())


def test_where_none_can_be_kept_words_are_known_all_the_same(cache: Path) -> None:
    (cache / "lagebild").write_text("a file where the folder would be")
    assert dictionary._dictionary.__wrapped__() is LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")


def test_a_user_without_a_home_is_served_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert dictionary._dictionary.__wrapped__() is LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_known_and_have_the_lemmas_that_simplemma_says(form: str) -> None:
    assert dictionary.is_known(form) == simplemma.is_known(form, lang="de", low_memory=True)
    assert dictionary.lemma_of(form) == simplemma.lemmatize(form, lang="de", low_memory=True)
