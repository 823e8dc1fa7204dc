"""Where the entities of a reading stand among the tokens of its analysis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.analysis import Analysis
from lagebild.document import Span
from lagebild.reading import Entity, Reading, Time

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


class Places:
    """Entities by token: which names, descriptions and parts of words stand where."""

    def __init__(self, analysis: Analysis, reading: Reading) -> None:
        self.analysis = analysis
        self.entities = {e.id: e for e in reading.entities}
        self.names: dict[int, tuple[Entity, int]] = {}
        self.others: dict[int, list[tuple[Entity, Span]]] = {}
        self.times = reading.times
        for entity in reading.entities:
            names = set(entity.name_spans)
            for span in entity.mentions:
                first, last = self.tokens(span)
                if span in names:
                    self.names[first] = (entity, last)
                else:
                    for token in range(first, last):
                        self.others.setdefault(token, []).append((entity, span))

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that a span touches, end exclusive."""
        first = self.analysis.token_at(span.start) or 0
        last = first
        while last < len(self.analysis) and self.analysis.starts[last] < span.end:
            last += 1
        return first, last

    def person_names(self, entity: Entity) -> list[tuple[int, int]]:
        """The tokens of each place where a person is named, left to right."""
        return [self.tokens(span) for span in sorted(entity.name_spans)]

    def part_of(self, token: int) -> tuple[Entity, Span] | None:
        """The entity named inside a token, as its beginning (`US` in `US-Minister`)."""
        end = self.analysis.ends[token]
        for entity, span in self.others.get(token, ()):
            if span.end < end:
                return entity, span
        return None

    def body_at(self, token: int) -> Entity | None:
        """The body, state or place that is named or described at a token."""
        if token in self.names and self.names[token][0].kind in ("organisation", "state", "place"):
            return self.names[token][0]
        for entity, span in self.others.get(token, ()):
            whole = span == self.analysis.span(token, token + 1)
            if whole and entity.kind in ("organisation", "state", "place"):
                return entity
        return None

    def dates(self, first: int, last: int) -> Iterator[tuple[int, Time, str]]:
        """The first token, the expression and the ISO date of each resolved date between two tokens."""
        if first >= last:
            return
        area = self.analysis.span(first, last)
        for time in self.times:
            if area.start <= time.start < area.end and time.value and _DATE.match(time.value):
                yield self.analysis.token_at(time.start) or 0, time, time.value
