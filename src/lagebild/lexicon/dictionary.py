"""simplemma's dictionary of German word forms, read in its packed form.

Unpacked it would take 90 MB and 0.3 s more at the start. Packed, looking up a new word takes some ten microseconds, and
the cache pays that only once. Where its blocks begin, simplemma finds out by reading all of it, which takes half a second;
so that is kept in a file of the user's cache folder (`$XDG_CACHE_HOME/lagebild`, else `~/.cache/lagebild`), made at the first
start and anew for another edition of the dictionary. Where none can be kept, simplemma finds it out at each start.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import unicodedata
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

_KEPT = 200_000
BLOCKS = "dictionary.blocks"


@lru_cache(maxsize=_KEPT)
def is_known(form: str) -> bool:
    """True if a form is in the dictionary."""
    return _opened()[0].get_lemma(unicodedata.normalize("NFC", form), "de") is not None


@lru_cache(maxsize=_KEPT)
def lemma_of(form: str) -> str:
    """The lemma of a form, whatever its part of speech; the form itself if none is known."""
    return _opened()[1].lemmatize(form, lang="de")


@cache
def _opened() -> tuple[DictionaryLookupStrategy, Lemmatizer]:
    """What looks a form up, and what finds its lemma."""
    # a question about a small record needs none of it
    from simplemma import Lemmatizer  # noqa: PLC0415
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy  # noqa: PLC0415

    factory = _Factory()
    strategy = DefaultStrategy(dictionary_factory=factory)
    return DictionaryLookupStrategy(factory), Lemmatizer(lemmatization_strategy=strategy)


class _Factory:
    """Gives simplemma the German dictionary."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        assert lang == "de"
        return _dictionary()


@cache
def _dictionary() -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY  # noqa: PLC0415

    try:
        return by_blocks(blocks_file().read_bytes())
    except (ImportError, AttributeError):  # another edition of simplemma
        return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")
    except (
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ):  # the first start, no home, or another edition of the dictionary
        found = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")
        with contextlib.suppress(OSError, RuntimeError, AttributeError):
            _keep(blocks_file(), blocks_of(found))
        return found


def blocks_file() -> Path:
    """Where it is kept at which places the dictionary's blocks begin. Raises RuntimeError for a user without a home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lagebild" / BLOCKS


def _keep(file: Path, blocks: bytes) -> None:
    """Write a file at once, so that nobody who starts at the same moment reads half of it. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as written:
        written.write(blocks)
    Path(written.name).replace(file)


def by_blocks(packed: bytes) -> Mapping[str, str]:
    """The dictionary, from where its blocks begin. Raises ValueError if that was made of another edition."""
    from simplemma.strategies.dictionaries import dictionary_factory, frontcode  # noqa: PLC0415
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap  # noqa: PLC0415

    class Opened(StreamMap):
        """simplemma's own, but for how it is opened."""

        __slots__ = ()

        def __init__(self, data: bytes, blocks: list[tuple[int, bytes, bytes]], firsts: list[bytes]) -> None:
            self._data = data
            self._rev, self._count, self._pos = frontcode._read_header(data)
            self._firsts, self._blocks = firsts, blocks

    data = dictionary_factory._read_decompressed("de")
    edition, *fields = zlib.decompress(packed).split(b"\n")
    if edition.decode() != edition_of(data):
        raise ValueError("the blocks are those of another edition of the dictionary")
    places, keys, values, firsts = (fields[n::4] for n in range(4))
    return Opened(data, list(zip(map(int, places), keys, values, strict=True)), firsts)


def blocks_of(opened: Any) -> bytes:
    """Where the blocks of simplemma's dictionary begin, as :func:`by_blocks` reads it."""
    lines = [edition_of(opened._data).encode()]
    for (place, key, value), first in zip(opened._blocks, opened._firsts, strict=True):
        lines += [str(place).encode(), key, value, first]
    return zlib.compress(b"\n".join(lines), 9)


def edition_of(data: bytes) -> str:
    """A hash of the dictionary as it is packed."""
    return hashlib.sha256(data).hexdigest()
