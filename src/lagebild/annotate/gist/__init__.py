"""The readable line of each event: the verbatim words of its clause that say who did what to whom, when and where.

`anchor.py` decides what the line is made of, the clause or a noun phrase; `clause_parts.py`, `phrase.py` and `left_out.py`
take its parts; `line.py` leaves away what makes it too long and gives the spans; `opening.py` sees to how it begins.
"""

from __future__ import annotations

import msgspec

from lagebild.annotate.gist.line import line
from lagebild.annotate.gist.view import View
from lagebild.annotate.text import Text
from lagebild.reading import Event

__all__ = ["annotate"]


def annotate(text: Text) -> tuple[Event, ...]:
    """The events of a text with their `gist`."""
    view = View(text)
    found = []
    for event in text.reading.events:
        made = line(view, event)
        because = {**event.because, "gist": " + ".join(made.because)}
        found.append(msgspec.structs.replace(event, gist=made.spans, because=because))
    return tuple(found)
