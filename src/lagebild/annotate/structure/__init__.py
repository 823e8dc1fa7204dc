"""The parts of a report that are no plain running text: dateline, byline, credit, caption, heading, teaser, correction,
the turns of an interview, the entries of a ticker.

They are told by the form of their lines alone, so that every other annotator can ask for them. Who answers in an interview
is looked up once the entities are known (:func:`speakers`).
"""  # noqa: D205

from __future__ import annotations

from bisect import bisect_left

import msgspec

from lagebild.annotate.rule import first
from lagebild.annotate.structure import lines
from lagebild.annotate.structure.turns import turns
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Part


def annotate(text: Text) -> tuple[Part, ...]:
    """The parts of a report in the order of the text; needs nothing but the text."""
    found: list[Part] = []
    talk = {part.start: part for part in turns(text)}
    for line in lines.of(text):
        if line.span.start in talk:
            found.append(talk[line.span.start])
            continue
        answer = first(lines.LINES, line)
        if answer is not None:
            part, rule = answer
            found.append(msgspec.structs.replace(part, because={"kind": rule}))
    return tuple(found)


def speakers(text: Text) -> tuple[Part, ...]:
    """The parts again, with who answers; needs the entities."""
    if all(part.kind != "answer" for part in text.reading.structure):
        return text.reading.structure
    labels = _Labels(text)
    return tuple(_spoken(text, labels, part) if part.kind == "answer" else part for part in text.reading.structure)


class _Labels:
    """Who is mentioned where, for the labels of the turns, and who is called by which last word."""

    def __init__(self, text: Text) -> None:
        entities = text.reading.entities
        speaking = ((n, e) for n, e in enumerate(entities) if e.kind in ("person", "organisation"))
        self.entities = entities
        self.mentions = sorted((m.start, m.end, n) for n, e in speaking for m in e.mentions)
        self.called: dict[str, list[str]] = {}
        for entity in entities:
            if entity.kind == "person":
                self.called.setdefault(entity.name.split()[-1], []).append(entity.id)

    def named_in(self, label: Span) -> list[str]:
        """The people and bodies mentioned within a label, in the order of the reading."""
        first, last = bisect_left(self.mentions, (label.start,)), bisect_left(self.mentions, (label.end,))
        found = {n for start, end, n in self.mentions[first:last] if Span(start, end).within(label)}
        return [self.entities[n].id for n in sorted(found)]


def _spoken(text: Text, labels: _Labels, part: Part) -> Part:
    token = text.analysis.token_at(part.start)
    label = Span(part.start, text.content.index(":", part.start))
    named = labels.named_in(label)
    if not named and token is not None:
        # *Holm: …* where the report names Vera Holm in full
        named = labels.called.get(label.of(text.content).split()[-1], [])
    return msgspec.structs.replace(part, speaker=named[0]) if len(set(named)) == 1 else part
