"""Of some incidents those with a row of their own, and what stands in that row as a part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lagebild.record.incidents import Incident


def wholes(found: Sequence[Incident]) -> list[Incident]:
    """The incidents that have a row of their own."""
    held = {part.id for parts in within(found).values() for part in parts}
    return [one for one in found if one.id not in held]


def within(found: Sequence[Incident]) -> dict[str, list[Incident]]:
    """By a whole's id its parts of the same days, in order: they stand in its row. Only what is on the page is looked at."""
    above = {one.id: one for one in found}
    parts: dict[str, list[Incident]] = {}
    for one in found:
        whole = above.get(one.series or "")
        # a part of a part stands by itself, and so do the single attacks of a series
        if whole is not None and not _is_within(above, whole) and _same_occasion(whole, one):
            parts.setdefault(whole.id, []).append(one)
    return parts


def _is_within(found: Mapping[str, Incident], one: Incident) -> bool:
    above = found.get(one.series or "")
    return above is not None and _same_occasion(above, one)


def _same_occasion(whole: Incident, part: Incident) -> bool:
    """True if both are of the same day or night, as far as days are known."""
    return (whole.begin, whole.end, whole.by) == (part.begin, part.end, part.by) and (whole.date_prec or 1) == 1
