"""Is every quote of a reading in its text? A finding without words of the report must not be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from lagebild.document import Span
from lagebild.reading import Reading
from lagebild.record.decisions import Layer
from lagebild.record.mending import findings


def unquoted(reading: Reading, text: str | None = None) -> dict[tuple[Layer, int], str]:
    """The entries (layer, place in it) that quote what is not in the text, and why; `text` is the reading's own by default.

    A quote has at least one code point, lies inside the text, and reads there as it does in the reading's own text.
    """
    against = reading.text if text is None else text
    found: dict[tuple[Layer, int], str] = {}
    for layer, entries in findings(reading).items():
        for place, finding in enumerate(entries):
            faults = [fault for name, span in _spans(finding) if (fault := _fault(name, span, reading.text, against))]
            if faults:
                found[layer, place] = faults[0]
    return found


def unmentioned(reading: Reading, text: str | None = None) -> dict[str, str]:
    """The entities (ids) with a mention that is not in the text, and why."""
    against = reading.text if text is None else text
    found: dict[str, str] = {}
    for entity in reading.entities:
        for span in entity.mentions:
            if fault := _fault("mention", span, reading.text, against):
                found.setdefault(entity.id, fault)
    return found


def _fault(name: str, span: Span, text: str, against: str) -> str | None:
    if not 0 <= span.start < span.end <= len(against):
        return f"its {name} at {span.start}–{span.end} is not inside the text, which has {len(against)} code points"
    if span.of(text) != span.of(against):
        return f"its {name} »{span.of(text)}« is not at {span.start}–{span.end} of the text"
    return None


def _spans(finding: Any, name: str = "quote") -> Iterator[tuple[str, Span]]:
    """Every span of a finding, with the name of the field that it is in."""
    if isinstance(finding, Span):
        yield name, finding
    elif isinstance(finding, msgspec.Struct):
        fields: Iterable[str] = finding.__struct_fields__
        if "start" in fields and "end" in fields:
            yield name, Span(finding.start, finding.end)  # type: ignore[attr-defined]
        for field in fields:
            yield from _spans(getattr(finding, field), field.removesuffix("_spans").removesuffix("s"))
    elif isinstance(finding, tuple):
        for part in finding:
            yield from _spans(part, name)
