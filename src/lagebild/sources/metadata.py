"""Checks what is known about a report from outside its text, under the various names that people use."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from lagebild.document import FIRST_YEAR, LAST_YEAR, Document, document_id, half_a_character
from lagebild.errors import SourceError
from lagebild.sources import dates

FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uid"),
    "published": (
        "published", "date", "datum", "published_at", "published_date", "publish_date", "publication_date",
        "date_published", "datepublished", "pubdate", "pub_date", "veröffentlicht", "erschienen",
    ),
    "title": ("title", "headline", "titel", "überschrift", "schlagzeile"),
    "outlet": ("outlet", "source", "publisher", "medium", "quelle", "zeitung", "site_name", "sitename"),
    "url": ("url", "link", "permalink"),
    "language": ("language", "lang", "sprache"),
}  # fmt: skip
"""The fields of a report, each with the names that people give it, in small letters; the first that is filled counts."""

LONGEST_FIELD = 2_000
"""Code points of the longest field: an id, quoted, is part of an address, and no headline or address of a page is as long."""
MOST_TWICE = 20
"""So many names are told that a report gives twice."""
_SHOWN = 60


def document(
    text: str,
    known: Mapping[str, object],
    *,
    origin: str,
    given: Mapping[str, object] = MappingProxyType({}),
    fallback: Mapping[str, object] = MappingProxyType({}),
    problems: tuple[str, ...] = (),
    today: datetime.date | None = None,
    lenient: bool = False,
) -> Document:
    """A document from a text and its fields; `origin` is its path, named in errors and hashed into its id.

    `known` is what the report says of itself, `given` overrides it, `fallback` fills what it leaves out; their keys are any
    names of :data:`FIELDS`. A date outside the printed age is left out, with a problem, and so is a field of more than
    :data:`LONGEST_FIELD` code points; one that is no date too, if `lenient`. Raises SourceError for an empty text, a date
    that is none, a field of the wrong kind, and half a character (a lone surrogate) anywhere.
    """
    if not text.strip():
        raise SourceError(origin, "there is no text in it; give the report's text or leave the file out")
    fields: dict[str, str | None] = dict.fromkeys(FIELDS)
    for told in (fallback, known, given):
        fields |= {field: value for field, value in _fields(told, origin).items() if value is not None}
    for name, value in (("text", text), *fields.items()):
        at = half_a_character(value) if value else None
        if at is not None:
            raise SourceError(
                origin, f"{name!r} has half a character at {at} (a lone surrogate); save it again as UTF-8"
            )
    for name, value in fields.items():
        if value and len(value) > LONGEST_FIELD and name != "published":
            problems += (
                f"{origin}: {name!r} has {len(value):,} characters, {LONGEST_FIELD:,} at most are kept; it is left out",
            )
            fields[name] = None
    if fields["published"]:
        try:
            fields["published"], note = _date(fields["published"], origin, today or datetime.date.today())
        except SourceError:
            if not lenient:
                raise
            shown = fields["published"][:_SHOWN]
            note = (f"{origin}: published {shown!r} is no date; it is left out, pass --published",)
            fields["published"] = None
        problems += note
    # only the file's name is hashed: the same report keeps its id wherever its folder is called from
    key = fields.pop("id") or document_id(text, outlet=fields["outlet"], origin=fields["url"] or _file_name(origin))
    return Document(id=key, text=text, problems=problems, **fields)


def given_twice(names: Sequence[str], *, place: str) -> tuple[str, ...]:
    """What is said of names that are given more than once: hostile files have thousands of them, each without end."""
    told = tuple(f"{place} gives {name[:_SHOWN]!r} twice; the last one counts" for name in names[:MOST_TWICE])
    more = len(names) - len(told)
    return (*told, f"{place} gives {more:,} more names twice; the last one counts") if more else told


def _fields(known: Mapping[str, object], origin: str) -> dict[str, str | None]:
    """The fields by their own names. Raises SourceError for a value that is no text, number or date."""
    folded = {name.strip().casefold(): (name, value) for name, value in known.items() if isinstance(name, str)}
    return {field: _string([folded[n] for n in names if n in folded], origin) for field, names in FIELDS.items()}


def _string(candidates: list[tuple[str, object]], origin: str) -> str | None:
    for name, value in candidates:
        if value is None or value == "":
            continue
        if isinstance(value, datetime.date):  # YAML reads dates by itself; a datetime is one too
            return dates.of(value)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            try:
                found = str(value).strip()
            except ValueError:  # Python writes no number of thousands of digits
                raise SourceError(
                    origin, f"field {name!r} is a number too long to be one; write it as a text"
                ) from None
            if found:
                return found
            continue
        found = type(value).__name__.strip("_").casefold()
        raise SourceError(
            origin, f"field {name!r} should be a text, found {found}; write it in quotes, or leave it out"
        )
    return None


def _date(value: str, origin: str, today: datetime.date) -> tuple[str | None, tuple[str, ...]]:
    try:
        value = dates.iso(value)
        day = datetime.date.fromisoformat(value[:10])
    except ValueError:
        raise SourceError(
            origin, f"published {value[:_SHOWN]!r} is not an ISO 8601 date; write it as 2017-08-07 or 2017-08-07T14:30"
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
