"""What the rules read of events, weighed by scorers that learned from annotated reports.

The rules propose; a scorer says of every word whether it tells an event and of which type, and of every person, body, place
and date near an event whether it belongs to it. What is likely is filled, what is unlikely is left out, and each field says
how sure it is (`sure`). A word that the lexicon lacks can be an event all the same. docs/weighing.md has the figures.

Nothing is weighed where the analyser has no network of our own (`spacy:…`): then the rules stand alone.
"""

from __future__ import annotations

from lagebild.annotate.text import Text
from lagebild.annotate.weighing.decide import Weighing
from lagebild.annotate.weighing.model import model
from lagebild.reading import Event

__all__ = ["annotate"]


def annotate(text: Text) -> tuple[Event, ...]:
    """The events of a text, weighed, in the order of their triggers."""
    return text.reading.events if text.analysis.states is None else Weighing(text, model()).events()
