"""What the encoder learns of names: a tag for each token of a report whose names are annotated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lagebild.document import Span

KINDS = ("PER", "LOC", "ORG", "OTH")
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
"""No name, and beginning and inside of a name of each kind."""
UNKNOWN, OPEN = -1, len(TAGS)
"""Numbers beside those of the tags: nobody said what a token is; it is none of the annotated kinds, but may be another."""
OTHER = "OTH"
"""The kind that our own annotation lacks (works, products, events)."""
_KIND_OF = {"person": "PER", "place": "LOC", "state": "LOC", "organisation": "ORG", "group": "ORG"}


class Named(NamedTuple):
    """A name in a text: code points, and its kind as our annotation or GermEval calls it."""

    start: int
    end: int
    kind: str


def places(text: str, entities: Iterable[Mapping[str, Any]]) -> Iterator[Named]:
    """All places of a text where a form of an annotated entity stands; the longest form wins."""
    forms = {(form, e["kind"]) for e in entities for form in {e["name"], *e.get("forms", [])}}
    taken = bytearray(len(text))
    for words, kind in sorted(forms, key=lambda form: -len(form[0])):
        for found in re.finditer(rf"(?<!\w){re.escape(words)}(?=s?\b|\W|$)", text):
            if not any(taken[found.start() : found.end()]):
                taken[found.start() : found.end()] = b"\1" * len(words)
                yield Named(found.start(), found.end(), kind)


def tags(tokens: Sequence[Span], names: Iterable[Named], *, whole: bool) -> list[int]:
    """The number of each token's tag in :data:`TAGS`, or of :data:`OPEN` or :data:`UNKNOWN`.

    `whole`: every name is annotated, of whatever kind. What is derived from a name, and a word that has one as its part, is
    no name (GermEval's *deriv* and *part*).
    """
    found = [TAGS.index("O") if whole else OPEN] * len(tokens)
    for name in names:
        kind = _KIND_OF.get(name.kind, name.kind)
        # a genitive's s stands behind the name
        inside = [n for n, (s, e) in enumerate(tokens) if name.start <= s < name.end and e <= name.end + 1]
        for n in inside:
            within = "B" if n == inside[0] else "I"
            found[n] = TAGS.index(f"{within}-{kind}") if kind in KINDS else TAGS.index("O")
        if not inside:
            for n, (start, end) in enumerate(tokens):
                if start < name.end and name.start < end:
                    found[n] = UNKNOWN
    return found
