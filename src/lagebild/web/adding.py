"""Reports that a reader adds: pasted or uploaded, checked, read and put on record."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lagebild import run
from lagebild.document import Document
from lagebild.export import rulings
from lagebild.reading import Reading
from lagebild.record.decisions import Conflict
from lagebild.sources import Failure, read_sources
from lagebild.store import decided, deciding, news
from lagebild.store import pages as store_pages
from lagebild.store.news import News
from lagebild.store.openings import opening
from lagebild.web import safety
from lagebild.web.brought import brought, shown
from lagebild.web.overlay import Stretch, paragraphs, parts, voices
from lagebild.web.site import Site, answer, author, site, token

MOST_SHOWN = 3
"""Of so many added reports the answer shows the reading; the others have a link."""

LONGEST_SHOWN = 60_000
"""Code points of the longest report whose reading the answer shows."""

LONGEST_NAME = 200
"""Bytes of the longest file name that is kept: file systems take 255, and a letter may have four of them."""

_KINDS = "only text, Markdown, JSON, web pages, feeds, CSV and PDF are read here; `lagebild add` reads archives, too"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The result: reports on record, and what could not be read, and why."""

    added: tuple[run.Added, ...]
    failed: tuple[Failure, ...]


class AsRead(msgspec.Struct, frozen=True, kw_only=True):
    """A reading and its text with the reading laid over it, as the page of a report shows it."""

    reading: Reading
    paragraphs: list[list[Stretch]]
    parts: list[str]
    voices: dict[str, str]


async def add(request: Request) -> Response:
    """Read the pasted text and the uploaded files of a form, and say what became of each."""
    here, right, who = site(request), token(request), author(request)
    write = safety.guarded(request, token=right, largest=safety.LARGEST_UPLOAD)
    given: list[tuple[str, bytes]] = []
    async with write.form(max_files=200, max_fields=20, max_part_size=safety.LARGEST_UPLOAD) as form:
        if not safety.right_token(form.get("token"), right):
            raise HTTPException(403, "token")
        text = form.get("text")
        if isinstance(text, str) and text.strip():
            given.append(("text.txt", text.replace("\r\n", "\n").encode()))
        given += [
            (_file_name(part.filename), await part.read())
            for part in form.getlist("files")
            if isinstance(part, UploadFile) and part.filename
        ]
        published, outlet = (str(form.get(name) or "").strip() or None for name in ("published", "outlet"))
    async with here.turn:
        before = await run_in_threadpool(_conflicts, here)
        outcome = await run_in_threadpool(put_on_record, here, given, published=published, outlet=outlet, author=who)
        conflicts = [c for c in await run_in_threadpool(_conflicts, here) if c not in before]
        fresh = [one.id for one in outcome.added if one.became != "known"]
        came, readings = await run_in_threadpool(_brought, here, fresh)
    context = {
        "outcome": outcome,
        "nothing": not given,
        "conflicts": conflicts,
        "came": shown(came) if came else None,
        "readings": readings,
        "titles": {one.reading.id: _called(one.reading) for one in readings},
    }
    return answer(
        request,
        "added.html",
        context,
        {
            "added": msgspec.to_builtins(outcome.added),
            "failed": msgspec.to_builtins(outcome.failed),
            "conflicts": [rulings.conflict(c) for c in conflicts],
            "brought": brought(came) if came else None,
        },
        status=200 if outcome.added or not outcome.failed else 422,
    )


def _brought(here: Site, reports: Sequence[str]) -> tuple[News | None, list[AsRead]]:
    """What reports that have just come brought, and the readings of the first of them."""
    if not reports:
        return None, []
    with here.record() as connection:
        readings = [
            decided.used(connection, store_pages.reading(connection, report))
            for report in dict.fromkeys(reports[:MOST_SHOWN])
        ]
        return news.of_reports(connection, reports), [
            AsRead(reading=one, paragraphs=paragraphs(one), parts=parts(one), voices=voices(one))
            for one in readings
            if len(one.text) <= LONGEST_SHOWN
        ]


def _called(reading: Reading) -> str:
    """The title of a report, or else the words that it begins with."""
    return reading.title or opening(reading.text) or ""


def _conflicts(here: Site) -> list[Conflict]:
    with here.record() as connection:
        return deciding.conflicts(connection)


def put_on_record(
    here: Site,
    given: list[tuple[str, bytes]],
    *,
    published: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
) -> Outcome:
    """Read files given by name and bytes, as `lagebild add` reads those on disk."""
    added: list[run.Added] = []
    failed: list[Failure] = []
    with tempfile.TemporaryDirectory(prefix="lagebild-") as folder:

        def told(text: str) -> str:
            """Without the folder, which is nobody's business."""
            for number in range(len(given)):
                text = text.replace(f"{Path(folder) / str(number)}/", "")
            return text

        paths = []
        for number, (name, content) in enumerate(given):
            if not name.casefold().endswith(safety.KINDS):
                failed.append(Failure(id=name, error=f"{name}: {_KINDS}"))
                continue
            place = Path(folder) / str(number)
            place.mkdir()
            (place / name).write_bytes(content)
            paths.append(str(place / name))
        documents = (
            msgspec.structs.replace(found, problems=tuple(told(p) for p in found.problems))
            if isinstance(found, Document)
            else Failure(id=told(found.id), error=told(found.error))
            for found in read_sources(paths, settings=here.settings, published=published, outlet=outlet)
        )
        results = run.add(here.store, documents, settings=here.settings)
        for result in run.noted(here.store, results, author=author):
            if isinstance(result, Failure):
                failed.append(result)
            else:
                added.append(result)
    return Outcome(added=tuple(added), failed=tuple(failed))


def _file_name(given: str | None) -> str:
    """The last part of an uploaded file's name, without characters that a file system may not allow."""
    name = PureWindowsPath(PurePosixPath(given or "").name).name
    kept = "".join(c if c.isalnum() or c in "-_. " else "_" for c in name).lstrip(".")
    return kept[-120:].encode()[-LONGEST_NAME:].decode("utf-8", "ignore") or "text"
