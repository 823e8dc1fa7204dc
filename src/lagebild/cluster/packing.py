"""Documents and failures as bytes, on their way between machines and into the working folder."""

from __future__ import annotations

import json

import msgspec

from lagebild.document import Document
from lagebild.sources import Failure


def packed(one: Document | Failure) -> bytes:
    """As JSON, also with half a character in it, which no UTF-8 can hold: it is written out."""
    try:
        return msgspec.json.encode(one)
    except UnicodeEncodeError:
        return json.dumps(msgspec.structs.asdict(one)).encode()


def document(line: bytes) -> Document:
    """A document out of JSON."""
    try:
        return msgspec.json.decode(line, type=Document)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(line), Document)


def failure(line: bytes) -> Failure:
    """A failure out of JSON."""
    try:
        return msgspec.json.decode(line, type=Failure)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(line), Failure)
