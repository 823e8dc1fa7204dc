"""`lagebild_times`: the times of a text in any spaCy pipeline of the user's. spaCy is optional.

Importing this module registers the component; without spaCy that raises AnalyserError.

    import spacy
    import lagebild.language.spacy_times

    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild_times", config={"published": "2026-02-18"})
    doc = nlp("Am Montag trat sie zurück.")
    doc.spans["times"]    # spaCy spans, label DATE, TIME, DURATION or SET, kb_id_ the value
    doc._.times           # lagebild.reading.Time, offsets in code points
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from lagebild.annotate import times
from lagebild.errors import AnalyserError

try:
    Language = importlib.import_module("spacy.language").Language
    Doc = importlib.import_module("spacy.tokens").Doc
except ImportError as problem:
    raise AnalyserError("lagebild_times needs spaCy; install it with: pip install spacy") from problem

SPANS = "times"
"""The key in `doc.spans` and the name of the extension attribute `doc._.times`."""


def make(nlp: Any, name: str, published: str | None) -> Callable[[Any], Any]:
    """The component. `published` (an ISO date) holds for all documents; `doc._.published`, if set, overrides it."""
    del nlp, name
    for attribute, default in (("published", None), (SPANS, ())):
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, default=default)

    def component(doc: Any) -> Any:
        found = times.find(doc.text, doc._.published or published)
        doc._.times = found
        spans = (
            doc.char_span(t.start, t.end, label=t.type, kb_id=t.value or "", alignment_mode="expand") for t in found
        )
        doc.spans[SPANS] = [span for span in spans if span is not None]
        return doc

    return component


Language.factory("lagebild_times", default_config={"published": None}, func=make)
