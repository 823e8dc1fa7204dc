"""Checks what is known about a report from outside its text, under the various names that people use."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import PurePath

from lagebild.document import FIRST_YEAR, LAST_YEAR, Document, document_id, half_a_character
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

    A date outside the printed age is left out, with a problem. Raises SourceError for an empty text, a date that is not
    ISO 8601, a field of the wrong kind, and half a character (a lone surrogate) anywhere.
    """
    if not text.strip():
        raise SourceError(origin, "there is no text in it; give the report's text or leave the file out")
    fields = {field: _string(known, names, origin) for field, names in _FIELDS.items()}
    for name, value in (("text", text), *fields.items()):
        at = half_a_character(value) if value else None
        if at is not None:
            raise SourceError(
                origin, f"{name!r} has half a character at {at} (a lone surrogate); save it again as UTF-8"
            )
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
            try:
                return str(value).strip() or None
            except ValueError:  # Python writes no number of thousands of digits
                raise SourceError(
                    origin, f"field {name!r} is a number too long to be one; write it as a text"
                ) from None
        raise SourceError(
            origin,
            f"field {name!r} should be a text, found {type(value).__name__}; write it in quotes, or leave it out",
        )
    return None


def _date(value: str, origin: str, today: datetime.date) -> tuple[str | None, tuple[str, ...]]:
    try:
        day = datetime.datetime.fromisoformat(value).date()
    except ValueError:
        raise SourceError(
            origin, f"published {value!r} is not an ISO 8601 date; write it as 2017-08-07 or 2017-08-07T14:30"
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None, (f"{origin}: nothing was published on {value}; the date is left out, correct it there",)
    if day > today + datetime.timedelta(days=1):  # a day's grace: somewhere it is tomorrow already
        return value, (
            f"{origin}: published {value} lies in the future; taken as given, and relative dates count from it: "
            "if it is a slip, correct it there or pass --published",
        )
    return value, ()


def _file_name(origin: str) -> str:
    return re.sub(r":\d+$", "", PurePath(origin).name)
