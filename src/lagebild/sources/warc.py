"""WARC: the pages that a crawl kept, one after another as the file streams by, by warcio.

Read are answers with status 200 (`response`), files kept as such (`resource`) and texts made of pages (`conversion`, as
in WET); pictures, programs and styles are passed over. The date of the crawl is not that of the report and is never
taken for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import msgspec

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.sources import formats
from lagebild.sources.extras import need
from lagebild.sources.part import Part, megabytes
from lagebild.sources.read import read as read_part

MOST_RECORD = 50_000_000
"""Bytes of the largest record that is read, unpacked."""
_READ = frozenset(
    media
    for form in formats.FORMATS
    for media in form.media
    if form.module not in ("archives", "compressed", "warc", "markup")
)


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports of the records.

    Raises SourceError for damage (what came before is given), and if warcio is not installed.
    """
    iterator = need("warcio.archiveiterator", extra="archives", origin=part.origin, what="WARC files")
    number = 0
    try:
        for record in iterator.ArchiveIterator(part.stream, arc2warc=False):
            length = record.rec_headers.get_header("Content-Length") or ""
            if not record.rec_type or not length.isdecimal():
                raise SourceError(
                    part.origin, f"damaged behind record {number}, which is no record of WARC; fetch it again"
                )
            number += 1
            yield from _record(record, part, place=f"{part.origin}:{number}")
    except SourceError:
        raise
    except Exception as error:  # noqa: BLE001 - warcio raises whatever a damaged header leads to
        told = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise SourceError(part.origin, f"damaged or cut off behind record {number} ({told}); fetch it again") from None
    if not number:
        raise SourceError(part.origin, "there is no record in it; check the file")


def _record(record: Any, part: Part, *, place: str) -> Iterator[Document | SourceError]:
    headers = record.http_headers
    if record.rec_type == "response":
        if headers is None or headers.get_statuscode() != "200":
            return
        stated = headers.get_header("Content-Type") or ""
    elif record.rec_type in ("resource", "conversion"):
        stated = record.rec_headers.get_header("Content-Type") or ""
    else:
        return
    media = stated.partition(";")[0].strip().casefold()
    if media not in _READ:
        return
    raw = record.content_stream().read(MOST_RECORD + 1)
    if not raw.strip():
        return
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if len(raw) > MOST_RECORD:
        yield SourceError(place, f"the record of {address} is larger than {megabytes(MOST_RECORD)}; it is left out")
        return
    known = {**part.known, "url": address} if address.startswith(("http://", "https://")) else part.known
    yield from read_part(
        msgspec.structs.replace(
            part,
            origin=place,
            name="",
            media=media,
            stream=cast(BinaryIO, io.BytesIO(raw)),
            known=known,
            depth=part.depth + 1,
        )
    )
