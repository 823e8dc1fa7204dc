"""The parts of a report that are no plain running text: dateline, byline, credit, caption, heading, teaser, correction,
the turns of an interview, the entries of a ticker.

They are told by the form of their lines alone, so that every other annotator can ask for them. Who answers in an interview
is looked up once the entities are known (:func:`speakers`).
"""  # noqa: D205

from __future__ import annotations

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
    return tuple(_spoken(text, part) for part in text.reading.structure)


def _spoken(text: Text, part: Part) -> Part:
    if part.kind != "answer":
        return part
    token = text.analysis.token_at(part.start)
    label = Span(part.start, text.content.index(":", part.start))
    named = [
        entity.id
        for entity in text.reading.entities
        if entity.kind in ("person", "organisation") and any(m.within(label) for m in entity.mentions)
    ]
    if not named and token is not None:
        # *Holm: …* where the report names Vera Holm in full
        word = label.of(text.content).split()[-1]
        named = [e.id for e in text.reading.entities if e.kind == "person" and e.name.split()[-1] == word]
    return msgspec.structs.replace(part, speaker=named[0]) if len(set(named)) == 1 else part
