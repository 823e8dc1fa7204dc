"""The versions of a report, as JSON, and what changed from one to the next for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lagebild.export import answers
from lagebild.record.versions import Change, HeadChange, Passage, Version, changes, head_changes
from lagebild.store import versions as store
from lagebild.web import asked
from lagebild.web.site import site

Pieces = list[tuple[str, bool]]
"""A sentence in pieces: True are the words that changed."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a sentence: `old` is None for one that was added, `new` for one that was dropped."""

    old: Pieces | None
    new: Pieces | None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a report, counted from 1, and what is otherwise in it than in the one before."""

    number: int
    published: str | None
    recorded_at: str
    head: tuple[HeadChange, ...]
    sentences: tuple[Sentence, ...]


def versions(request: Request) -> Response:
    """What changed between the versions of the report that `report` names, by id or url; 404 if there is none."""
    with site(request).record(asked.known(request)) as connection:
        report = store.named(connection, request.query_params.get("report", ""))
        found = answers.versions(report, store.of(connection, report))
    return Response(msgspec.json.encode(found), media_type="application/json")


def steps(kept: Sequence[Version]) -> list[Step]:
    """The versions of a report, the newest first; none if there is only one. `kept` has the newest last."""
    if len(kept) < 2:
        return []
    found = [
        Step(
            number=number,
            published=item.published,
            recorded_at=item.recorded_at,
            head=head_changes(before, item) if before is not None else (),
            sentences=_changed(before, item) if before is not None else (),
        )
        for number, (before, item) in enumerate(zip((None, *kept), kept, strict=False), start=1)
    ]
    return found[::-1]


def _changed(before: Version, item: Version) -> tuple[Sentence, ...]:
    # where a sentence stands says nothing new
    return tuple(_sentence(one) for one in changes(before, item) if one.kind not in ("same", "moved"))


def _sentence(change: Change) -> Sentence:
    return Sentence(
        old=None if change.old is None else pieces(change.old, [one.old for one in change.differences]),
        new=None if change.new is None else pieces(change.new, [one.new for one in change.differences]),
    )


def pieces(sentence: Passage, changed: Iterable[Passage | None]) -> Pieces:
    """A sentence in pieces; True are the words that changed."""
    found, at = [], sentence.start
    for part in changed:
        if part is not None:
            found += [(sentence.text[at - sentence.start : part.start - sentence.start], False), (part.text, True)]
            at = part.end
    return [piece for piece in (*found, (sentence.text[at - sentence.start :], False)) if piece[0]]
