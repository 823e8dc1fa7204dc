"""Reports out of rows and objects: which column is which field, by its name or by the user's word (`--column text=body`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.settings import Settings
from lagebild.sources import metadata
from lagebild.sources.part import Part

FIELDS = ("text", *metadata.FIELDS)
"""What can be mapped."""
_SHOWN = 12


def mapping(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of `FIELD=NAME` options. Raises SourceError for a field that a report does not have, or one mapped twice."""
    pairs: dict[str, str] = {}
    for option in given:
        field, sign, name = (part.strip() for part in option.partition("="))
        if not sign or not name or field not in FIELDS:
            raise SourceError(
                "--column", f"{option!r} should be FIELD=NAME, FIELD one of {', '.join(FIELDS)}; for example text=body"
            )
        if field in pairs:
            raise SourceError("--column", f"{field!r} is mapped twice; name one column")
        pairs[field] = name
    return tuple(pairs.items())


def wanted(names: Iterable[str], settings: Settings) -> list[str]:
    """Those of some columns that a report is made of, in their order."""
    mapped = dict(settings.columns)
    own = {"text", *(name for field, known in metadata.FIELDS.items() if field not in mapped for name in known)}
    return [name for name in names if name in mapped.values() or name.strip().casefold() in own]


def check(names: Iterable[str], *, origin: str, settings: Settings) -> None:
    """Raise SourceError if a table has no column with the text, or lacks one that the user named."""
    have = list(names)
    for field, name in settings.columns:
        if name not in have:
            raise SourceError(origin, f"there is no column {name!r} for {field!r}; it has {_list(have)}")
    if "text" not in dict(settings.columns) and not any(name.strip().casefold() == "text" for name in have):
        raise SourceError(
            origin, f"there is no column 'text'; it has {_list(have)}; say which it is: --column text=NAME"
        )


def document(row: Mapping[str, object], part: Part, *, place: str, problems: tuple[str, ...] = ()) -> Document:
    """A report out of a row or an object. Raises SourceError if it has no text, or for a field that cannot be one."""
    mapped = dict(part.settings.columns)
    for field, name in mapped.items():
        if field == "text" and name not in row:
            raise SourceError(place, f"there is no field {name!r} for the text; it has {_list(row)}")
    text = row.get(mapped["text"]) if "text" in mapped else _own(row, "text")
    if not isinstance(text, str):
        have = [name for name, value in row.items() if isinstance(value, str) and len(value) > 40 >= len(name) > 0]
        told = bool(have) and "text" not in mapped
        remedy = f"say which it is: --column text={have[0]}" if told else "give it one, or leave the report out"
        raise SourceError(place, f"there is no field `text` with a text in it; {remedy}")
    known = {name: value for name, value in row.items() if name.strip().casefold() not in _replaced(mapped)}
    for field, name in mapped.items():
        if field != "text":
            known[field] = row.get(name)
    return metadata.document(text, known, origin=place, given=part.given, fallback=part.known, problems=problems)


def _replaced(mapped: Mapping[str, str]) -> set[str]:
    """The names that give way to a column that the user named."""
    return {name for field in mapped if field != "text" for name in metadata.FIELDS[field]}


def _own(row: Mapping[str, object], field: str) -> object:
    return (
        row[field] if field in row else next((v for name, v in row.items() if name.strip().casefold() == field), None)
    )


def _list(names: Iterable[str]) -> str:
    shown = [name for name in names if name]
    return ", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "") if shown else "no columns"
