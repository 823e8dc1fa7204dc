"""What need not be read: by a hash of 16 bytes each, sorted, so that a million of them are 16 MB that all workers share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from lagebild.document import Document
from lagebild.reading import Reader
from lagebild.record.address import address
from lagebild.record.versions import told_apart
from lagebild.store.rows import reader_line

Keys = NDArray[np.bytes_]
SIZE = 16


def keys(found: Iterable[bytes]) -> Keys:
    """Hashes in their order, each once."""
    return np.unique(np.fromiter(found, dtype=f"S{SIZE}"))


def has(held: Keys, key: bytes) -> bool:
    """Whether a hash is among some."""
    sought = np.array(key, dtype=f"S{SIZE}")
    place = int(np.searchsorted(held, sought))
    return place < len(held) and bool(held[place] == sought)


def of_reading(document: Document, reader: Reader) -> bytes:
    """By what a reading is found: the document's id, text and all else that the reader sees, and the reader."""
    told = msgspec.structs.astuple(document)
    return _hash(reader_line(reader), *(repr(one) for one in told))


def of_text(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def on_record(texts: Iterable[tuple[tuple[str, ...], str]]) -> Keys:
    """Hashes of what is on record: each text under each name of its report (:meth:`lagebild.store.Store.texts`)."""
    return keys(_hash(name, told_apart(text)) for names, text in texts for name in names)


def may_be_known(document: Document, known: Keys) -> bool:
    """Whether a document's text stands on record under its id or its address; the store has the last word."""
    if not len(known):
        return False
    told = told_apart(document.text)
    names = (document.id, address(document.url))
    return any(has(known, _hash(name, told)) for name in names if name is not None)


def _hash(*parts: str) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.digest()[:SIZE]
