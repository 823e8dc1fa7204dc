"""Wires the rooms together: from sources through the analyser and the annotators to a reading, and on into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from lagebild import __version__
from lagebild.annotate.read import NO_DATE
from lagebild.annotate.read import read as annotate
from lagebild.damage import damage
from lagebild.document import Document
from lagebild.errors import LagebildError
from lagebild.language import load_analyser
from lagebild.lexicon import lexicon_hash
from lagebild.normalise import normalised
from lagebild.reading import Reader, Reading, as_given
from lagebild.record.identities import Known
from lagebild.settings import Settings
from lagebild.sources import Failure
from lagebild.sources.known import read_known
from lagebild.store import Store, knowing
from lagebild.store.freshness import mark_stale


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: `new`, a `version` of one on record, or `known` word for word.

    `id` is that of the report on record; `version` is the number of this version, the oldest being 1, `of` how many there
    are. `undated` if nobody says when it was published.
    """

    id: str
    became: Literal["new", "version", "known"]
    version: int = 1
    of: int = 1
    undated: bool = False


class Reread(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report that was read again: did its reading change?"""

    id: str
    changed: bool


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a table of known people and bodies: how many were new, changed and unchanged."""

    new: int
    changed: int
    same: int


def read(documents: Iterable[Document | Failure], *, settings: Settings | None = None) -> Iterator[Reading | Failure]:
    """The reading of each document, in order. Failures pass through; a document at which the reader fails becomes one."""
    settings = settings or Settings()
    analyser = load_analyser(settings.analyser)
    reader = todays_reader(settings)
    for document in documents:
        if isinstance(document, Failure):
            yield document
            continue
        try:
            view = normalised(document.text)
            problems = tuple(dict.fromkeys((*document.problems, *view.problems, *damage(document.text))))
            read_as = msgspec.structs.replace(document, text=view.text, problems=problems)
            reading = annotate(read_as, analyser(view.text), reader=reader)
            yield reading if view.text == document.text else as_given(reading, view, document.text)
        except (LagebildError, ValueError, IndexError, KeyError, RecursionError) as error:
            # one report that the reader stumbles over must not stop an archive of thousands
            yield Failure(
                id=document.id, error=f"{document.id}: the reader failed on this report ({error!r}); report it"
            )


def todays_reader(settings: Settings) -> Reader:
    """The `reader` that `read` would put into a reading today."""
    analyser = load_analyser(settings.analyser)
    return Reader(version=__version__, lexicon=lexicon_hash(), model=analyser.model_hash)


def add(
    store: Store, documents: Iterable[Document | Failure], *, settings: Settings | None = None
) -> Iterator[Added | Failure]:
    """Read documents and put them on record, each in a transaction of its own, and say what became of each.

    A text already on record is neither read nor added again. Another text under an id or an address (url) on record is a
    version of that report. The record over all reports is computed again at the end, even if the run is interrupted.
    """
    known: list[Added] = []
    kept: dict[str, str] = {}  # for each version that is being read the id that it came with, by its report

    def unknown() -> Iterator[Document | Failure]:
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            found = store.find(document)
            if not document.text.strip():
                yield Failure(id=document.id, error=f"{document.id}: {_EMPTY if found is None else _EMPTIED}")
            elif found is None:
                yield document
            elif found.number is not None:
                known.append(Added(id=found.report, became="known", version=found.number))
            else:
                kept[found.report] = document.id
                yield msgspec.structs.replace(document, id=found.report)

    try:
        for reading in read(unknown(), settings=settings):
            yield from known
            known.clear()
            yield _add(store, reading, given_id=kept.pop(reading.id, None))
        yield from known
    finally:
        store.refresh()


_EMPTY = "there is no text in it; give the report's text or leave it out"
_EMPTIED = "there is no text in this version; what is on record stays"


def _add(store: Store, reading: Reading | Failure, *, given_id: str | None) -> Added | Failure:
    if isinstance(reading, Failure):
        store.fail(reading.id, reading.error)
        return reading
    undated = reading.published is None
    if given_id is None:
        store.add(reading)
        return Added(id=reading.id, became="new", undated=undated)
    placed = store.add_version(reading, given_id=given_id)
    return Added(
        id=reading.id, became="version" if placed.new else "known", version=placed.number, of=placed.of, undated=undated
    )


def reread(store: Store, reports: Iterable[str], *, settings: Settings | None = None) -> Iterator[Reread | Failure]:
    """Read reports on record again, each in a transaction of its own, and say what became of each.

    An editor's decisions still hold. A report at which the reader fails keeps its old reading.
    """

    def documents() -> Iterator[Document]:
        for report in reports:
            document = store.document_of(report)
            noticed = tuple(problem for problem in document.problems if problem != NO_DATE)  # the reader says it anew
            yield msgspec.structs.replace(document, problems=noticed)

    try:
        for reading in read(documents(), settings=settings):
            if isinstance(reading, Failure):
                store.fail(reading.id, reading.error)
                yield reading
            else:
                yield Reread(id=reading.id, changed=store.replace(reading))
    finally:
        store.refresh()


def learn(store: Store, path: Path, *, instead: bool = False, settings: Settings | None = None) -> Learned:
    """Keep the people and bodies of a user's table, all of them or none; with `instead`, forget those known before.

    Raises SourceError for a malformed table.
    """
    rows = read_known(path, encoding_name=(settings or Settings()).encoding)
    entries = [Known(row.name, row.aliases, row.kind, row.wikidata) for row in rows]
    with store.writing() as connection:
        if instead:
            knowing.forget(connection)
        new, changed, same = knowing.learn(connection, entries)
        mark_stale(connection)
    store.refresh()
    return Learned(new=new, changed=changed, same=same)
