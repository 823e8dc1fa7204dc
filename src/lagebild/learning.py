"""Keeps what a user knows: a table of people and bodies, or of ties, beside what the reports say."""

from __future__ import annotations

from pathlib import Path

import msgspec

from lagebild.filing import printable
from lagebild.record.identities import Known
from lagebild.settings import Settings
from lagebild.sources.known import read_known
from lagebild.sources.known_ties import holds_ties, read_known_ties
from lagebild.store import Connection, Store, knowing, log
from lagebild.store.freshness import mark_stale


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a user's table of people and bodies, or of ties: how many lines were new, changed and unchanged."""

    new: int
    changed: int
    same: int


def _forgotten(connection: Connection, what: str, number: int, author: str | None) -> None:
    if number:
        log.note(connection, "forgotten", f"{what}: {number} lines", author=author)


def _came_of(path: Path, new: int, changed: int) -> str:
    return f"{printable(path.name)}: {new} new, {changed} changed"


def learn(
    store: Store, path: Path, *, instead: bool = False, settings: Settings | None = None, author: str | None = None
) -> Learned:
    """Keep a user's table of people and bodies, or of ties, all of it or nothing; with `instead`, forget the one before.

    With an `author` it is noted who loaded it. Raises SourceError for a malformed table.
    """
    encoding = (settings or Settings()).encoding
    if holds_ties(path, encoding_name=encoding):
        lines = [
            knowing.KnownTie(t.one, t.kind, t.other, t.status, t.since, t.until, path.name, t.line, t.text)
            for t in read_known_ties(path, encoding_name=encoding)
        ]
        with store.writing() as connection:
            if instead:
                _forgotten(connection, "known ties", knowing.forget_ties(connection), author)
            new, changed, same = knowing.learn_ties(connection, lines)
            log.note(connection, "known ties", _came_of(path, new, changed), author=author)
            mark_stale(connection)
        store.refresh()
        return Learned(new=new, changed=changed, same=same)
    entries = [Known(row.name, row.aliases, row.kind, row.wikidata) for row in read_known(path, encoding_name=encoding)]
    with store.writing() as connection:
        if instead:
            _forgotten(connection, "known", knowing.forget(connection), author)
        new, changed, same = knowing.learn(connection, entries)
        log.note(connection, "known", _came_of(path, new, changed), author=author)
        mark_stale(connection)
    store.refresh()
    return Learned(new=new, changed=changed, same=same)
