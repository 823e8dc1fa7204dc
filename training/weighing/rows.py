"""Lessons of the trigger lexicon's own sentences: in its example a row's word tells its type, in its counter-example not.

They have words that few reports do. Nothing is known of who takes part, and of no other word that the lexicon has a row of.
In half of them the scorers do not see what the lexicon says, as with a word that it lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from training.weighing.examples import Item, Lesson
from training.weighing.names import UNKNOWN

from lagebild.analysis import Analysis
from lagebild.annotate.events.lexicon import Entry, compile_row, trigger_rows
from lagebild.annotate.events.what.words import words_of
from lagebild.annotate.read import by_rules
from lagebild.annotate.text import Text
from lagebild.annotate.weighing.decide import TYPES
from lagebild.annotate.weighing.features import Facts
from lagebild.document import Document, Span
from lagebild.language.encoder.pieces import Pieces
from lagebild.language.encoder.windows import windows

MARK = "from:rows"
"""The feature that tells these sentences from reports."""
WEIGHT = 0.5
"""What one counts beside a report of the corpus."""
HIDDEN = 0.5
"""In so many of them the lexicon is not seen."""
_BY_THE_LEXICON = ("row:", "read:", "by:", "above-")


def lessons(
    analyse: Callable[[str], Analysis], pieces: Pieces, rng: np.random.Generator, *, epochs: int
) -> Iterator[Lesson]:
    """The lessons of all rows in no order; each is looked at in one of so many epochs."""
    said = [(row, column) for row in trigger_rows() for column in ("example", "counter") if row[column]]
    for number, at in enumerate(rng.permutation(len(said))):
        row, column = said[at]
        text = by_rules(Document(id="row", text=row[column], published="2021-05-05"), analyse(row[column]))
        found = lesson(text, compile_row(row), pieces, holds=column == "example", hidden=rng.random() < HIDDEN)
        if found is not None:
            found.epoch = number % epochs
            yield found


def lesson(text: Text, entry: Entry, pieces: Pieces, *, holds: bool, hidden: bool) -> Lesson | None:
    """What a sentence of a row teaches; None where its word is not found. `hidden`: what the lexicon says is not seen."""
    facts, a = Facts(text), text.analysis
    assert a.states is not None
    at = _read(facts, entry) if holds else _standing(facts, entry)
    if at is None:
        return None
    spans = [Span(start, end) for start, end in zip(a.starts, a.ends, strict=True)]
    tokens = [_seen(facts.of_token(token), hidden=hidden) for token in range(len(spans))]
    found = Lesson(windows(pieces, a.text, spans, a.sentences), a.states.array, tokens, WEIGHT, [UNKNOWN] * len(spans))
    for token in facts.words():
        if token == at:
            right = [float((kind == entry.type) == holds) for kind in TYPES]
        elif facts.rows(token) or token in facts.read:
            continue
        else:
            right = [1.0, *[0.0] * (len(TYPES) - 1)]
        unseen = ["row:none", "read:none"] if hidden else []
        # a row is not proven by its own example
        features = [feature for feature in facts.of_word(token) if not feature.startswith("by:")]
        found.words.append(Item([*_seen(features, hidden=hidden), *unseen], token, right))
    return found


def _read(facts: Facts, entry: Entry) -> int | None:
    """The token at which a row is read."""
    read = facts.read.items()
    return next((t for t, e in read if e.because.get("type") == entry.name and e.type == entry.type), None)


def _standing(facts: Facts, entry: Entry) -> int | None:
    """The token that may be a row's word."""
    text, word = facts.text, entry.word.casefold()
    return next((t for t in facts.words() if word in (w for w, _ in words_of(text, t, text.clause_of.get(t)))), None)


def _seen(features: Sequence[str], *, hidden: bool) -> list[str]:
    shown = [f for f in features if not f.startswith(_BY_THE_LEXICON) or f.startswith("above-tag:")]
    return [*(shown if hidden else features), MARK]
