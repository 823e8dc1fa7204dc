"""Checks what is known about a report from outside its text, under the various names that people use."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import PurePath

from lagebild.document import Document, document_id
from lagebild.errors import SourceError

_FIELDS = {
    "id": ("id",),
    "published": ("published", "date", "datum"),
    "title": ("title", "headline", "titel"),
    "outlet": ("outlet", "source", "publisher", "medium"),
    "url": ("url", "link"),
    "language": ("language", "lang", "sprache"),
}


def document(
    text: str,
    known: Mapping[str, object],
    *,
    origin: str,
    problems: tuple[str, ...] = (),
    today: datetime.date | None = None,
) -> Document:
    """A document from a text and its fields; `origin` is its path, named in errors and hashed into its id.

    Raises SourceError for an empty text, a date that is not ISO 8601 or a field of the wrong kind.
    """
    if not text.strip():
        raise SourceError(origin, "there is no text in it; give the report's text or leave the file out")
    fields = {field: _string(known, names, origin) for field, names in _FIELDS.items()}
    if fields["published"]:
        fields["published"], note = _date(fields["published"], origin, today or datetime.date.today())
        problems += note
    # only the file's name is hashed: the same report keeps its id wherever its folder is called from
    key = fields.pop("id") or document_id(text, outlet=fields["outlet"], origin=fields["url"] or _file_name(origin))
    return Document(id=key, text=text, problems=problems, **fields)


def _string(known: Mapping[str, object], names: tuple[str, ...], origin: str) -> str | None:
    for name in names:
        value = known.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, datetime.date):  # YAML reads dates by itself; a datetime is one too
            return value.isoformat()
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value).strip() or None
        raise SourceError(origin, f"field {name!r} should be a text, found {type(value).__name__}")
    return None


def _date(value: str, origin: str, today: datetime.date) -> tuple[str, tuple[str, ...]]:
    try:
        day = datetime.datetime.fromisoformat(value).date()
    except ValueError:
        raise SourceError(
            origin, f"published {value!r} is not an ISO 8601 date; write it as 2017-08-07 or 2017-08-07T14:30"
        ) from None
    if day > today + datetime.timedelta(days=1):  # a day's grace: somewhere it is tomorrow already
        return value, (
            f"{origin}: published {value} lies in the future; taken as given, and relative dates count from it: "
            "if it is a slip, correct it there or pass --published",
        )
    return value, ()


def _file_name(origin: str) -> str:
    return re.sub(r":\d+$", "", PurePath(origin).name)
