"""Beginnings, middles and ends: *Anfang Februar*, *Mitte der siebziger Jahre*, *Ende des Jahres*."""

from __future__ import annotations

from lagebild.annotate.times.context import Context
from lagebild.annotate.times.values import Value


def with_phase(context: Context, value: Value, first: int, floor: int) -> tuple[Value, int]:
    """The value with the phase word before it taken in, and the token that it then begins with (not before `floor`)."""
    if value.type != "DATE" or value.value.endswith("_REF"):
        return value, first
    tokens = context.tokens
    at = first - 1
    if at >= floor and tokens[at].kind == "EARLY" and tokens[first].kind in ("SEASON", "MONTH"):
        at -= 1
        return value._replace(mod=tokens[at + 1].value), at + 1
    if at >= floor and tokens[at].kind == "PHASE":
        start = at - 1 if at - 1 >= floor and tokens[at - 1].kind == "DET" else at
        return value._replace(mod=tokens[at].value), start
    of_half = at >= max(floor, 2) and tokens[at].kind == "HALF" and tokens[at - 1].kind == "ORD"
    if of_half and tokens[first].kind == "DET":
        half = tokens[at - 1].value
        start = at - 2 if tokens[at - 2].kind == "DET" and at - 2 >= floor else at - 1
        if tokens[at].value == "H" and half in ("1", "2"):
            if len(value.value) == 4 and value.value.isdigit():
                return value._replace(value=f"{value.value}-H{half}"), start
            return value._replace(mod="START" if half == "1" else "END"), start
    return value, first
