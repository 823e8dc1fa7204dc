"""The annotators in their order: from one text and its analysis to its reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from lagebild.analysis import LONGEST_WEIGHED, Analysis
from lagebild.annotate import (
    entities,
    events,
    gist,
    offices,
    plans,
    relations,
    statements,
    structure,
    sureness,
    times,
    weighing,
)
from lagebild.annotate.events import tally, wholes, worded
from lagebild.annotate.structure.notices import heeded
from lagebild.annotate.text import Text
from lagebild.annotate.tree import mended
from lagebild.document import Document
from lagebild.reading import Reader, Reading


class Annotator(NamedTuple):
    """A function that fills one layer of a reading, and the layers that it looks at."""

    gives: str
    needs: tuple[str, ...]
    annotate: Callable[[Text], tuple[Any, ...]]


ANNOTATORS: tuple[Annotator, ...] = (
    Annotator("structure", (), structure.annotate),
    Annotator("times", (), times.annotate),
    Annotator("entities", (), entities.annotate),
    Annotator("structure", ("structure", "entities"), structure.speakers),
    Annotator("statements", ("entities",), statements.annotate),
    Annotator("events", ("entities", "times", "statements"), events.annotate),
    Annotator("events", ("events", "entities", "times", "statements"), weighing.annotate),
    Annotator("events", ("events", "entities"), tally.annotate),
    Annotator("events", ("events", "times"), wholes.annotate),
    Annotator("events", ("events", "times", "entities"), gist.annotate),
    Annotator("offices", ("entities", "times", "events"), offices.annotate),
    Annotator("relations", ("entities", "times", "statements", "events", "offices"), relations.annotate),
    Annotator("plans", ("entities", "times", "statements"), plans.annotate),
    Annotator("pledges", ("entities", "times", "statements", "events"), plans.pledges),
    Annotator("events", ("events",), worded.annotate),
    *(Annotator(layer, (layer,), annotate) for layer, annotate in sureness.ANNOTATORS),
)
"""In running order: those before an annotator give what it needs."""

NO_DATE = "no date of publication is known: relative dates are left unresolved; pass --published or name it in the file"
TOO_LONG = (
    f"the report has more than {LONGEST_WEIGHED:,} words and signs: its events are read by rules alone; "
    "split it into its parts for a better reading"
)
"""What a reading says of itself, beside what is said of its text."""


def read(document: Document, analysis: Analysis, *, reader: Reader) -> Reading:
    """The reading of a document from the analysis of its text; its notices of correction add nothing to it."""
    sentences = tuple(analysis.sentence_span(n) for n in range(len(analysis.sentences)))
    reading = msgspec.structs.replace(Reading.blank(document, sentences), reader=reader)
    if document.published is None:
        reading = msgspec.structs.replace(reading, problems=(*reading.problems, NO_DATE))
    if len(analysis) > LONGEST_WEIGHED and analysis.lists is not None:
        reading = msgspec.structs.replace(reading, problems=(*reading.problems, TOO_LONG))
    text = Text(mended(analysis), reading)
    for annotator in ANNOTATORS:
        text = text.having(msgspec.structs.replace(text.reading, **{annotator.gives: annotator.annotate(text)}))
    return heeded(text.reading)


def by_rules(document: Document, analysis: Analysis) -> Text:
    """A text with what the rules read of it up to its events, before any scorer weighs them."""
    sentences = tuple(analysis.sentence_span(n) for n in range(len(analysis.sentences)))
    text = Text(mended(analysis), Reading.blank(document, sentences))
    for annotator in ANNOTATORS:
        if annotator.annotate is weighing.annotate:
            break
        text = text.having(msgspec.structs.replace(text.reading, **{annotator.gives: annotator.annotate(text)}))
    return text
