"""What documents say. Benches of one run that read the same documents read them once."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, from_json, to_json

SHARED_FOLDER = "LAGEBILD_BENCH_READINGS"
"""The environment variable that names a folder for the readings of one run of all benches; it must be new for each run."""


def readings(documents: Iterable[Document], *, folder: Path | None = None) -> list[Reading]:
    """The readings of documents, in their order, without those that cannot be read.

    `folder` is where others of this run find them, or have left theirs; without it the one that the environment names, if
    any.
    """
    named = os.environ.get(SHARED_FOLDER)
    folder = folder or (Path(named) if named else None)
    if folder is None:
        return [reading for reading in run.read(documents) if isinstance(reading, Reading)]
    files = [(folder / _key(document), document) for document in documents]
    for reading in run.read(_missing(files)):
        if isinstance(reading, tuple):  # which file is next
            file = reading[0]
        elif isinstance(reading, Reading):
            _keep(file, to_json(reading))
        else:
            _keep(file, b"")
    return [from_json(kept) for file, _ in files if (kept := file.read_bytes())]


def _missing(files: list[tuple[Path, Document]]) -> Iterator[tuple[Path] | Document]:
    """The documents nobody has read yet, each behind its file; in no order, so that two benches at once share the work."""
    for file, document in random.sample(files, len(files)):
        if not file.exists():
            yield (file,)
            yield document


def _key(document: Document) -> str:
    return f"{hashlib.sha256(msgspec.json.encode(document)).hexdigest()}.json"


def _keep(file: Path, content: bytes) -> None:
    """Write a file so that nobody sees a part of it."""
    beside = file.with_suffix(f".{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(file)
