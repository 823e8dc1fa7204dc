"""What the pages show as unsure: dotted, with how often such a field is right."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lagebild.reading import EventType, Sure
from lagebild.record.decisions import Layer
from lagebild.record.evidence import Evidence
from lagebild.record.sureness import best, unsure


def least_of(sure: Sure, layer: Layer, fields: Collection[str], type: EventType | None = None) -> float | None:  # noqa: A002
    """How sure the least sure of some fields is; None if all of them are sure enough to be shown as solid.

    `type` is that of an event: where a mistake does harm, more is asked.
    """
    low = unsure(sure, layer, type)
    return min((sure[field] for field in fields if field in low), default=None)


def least_told(
    evidence: Iterable[Evidence],
    layer: Layer,
    fields: Collection[str],
    type: EventType | None = None,  # noqa: A002
) -> float | None:
    """The same for an answer that rests on some evidence."""
    return least_of(best(evidence), layer, fields, type)
