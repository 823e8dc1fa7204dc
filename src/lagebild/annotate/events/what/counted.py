"""Finds the counts of a protest that share the verb of the count before (*… sprachen von 8000, die Polizei von 900*)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed

_REACH = 8
"""So many words may stand between the comma and the number."""


class Number(NamedTuple):
    """A number in the sentence of a trigger that gives a count (its frame has a slot *source*)."""

    text: Text
    hit: Hit
    token: int


def given_without_a_verb(text: Text, hits: Iterable[Hit]) -> Iterator[Hit]:
    """A trigger for each further number of such a sentence, at the number."""
    a = text.analysis
    for hit in hits:
        if ("subj", "source") not in hit.entry.frame:
            continue
        for token in text.sentence_tokens(hit.token):
            if a.tags[token] == "NUM" and first(SHARED, Number(text, hit, token)) is not None:
                yield msgspec.structs.replace(hit, token=token, own=False)


def _shared_verb(number: Number) -> bool | None:
    """True if a number stands behind a comma, somebody who can act, and a preposition, with no verb among them."""
    text, hit, token = number
    a = text.analysis
    if token < hit.token or a.forms[token - 1].casefold() not in closed("before_a_count"):
        return None
    if text.time_at(a.starts[token]) is not None:
        return None
    between = range(token - 2, max(hit.token, token - _REACH), -1)
    for before in between:
        if a.tags[before] in ("VERB", "AUX"):
            return None
        if a.forms[before] in (",", ";"):
            return any(text.agent(t) is not None for t in range(before, token)) or None
    return None


SHARED: tuple[Rule[Number, bool], ...] = (
    Rule(
        name="what/count-without-a-verb",
        find=_shared_verb,
        why="A second number with its own counter shares the verb of the first.",
        yes=(
            (
                "In Tarnau demonstrierten Bauern. Die Veranstalter sprachen von 8000 Teilnehmern, die Polizei von 900.",
                "",
            ),
        ),
        no=("In Tarnau demonstrierten Bauern. Die Veranstalter sprachen von 8000 Teilnehmern, darunter 900 Lehrer.",),
    ),
)
"""Asked for each number behind a verb that gives a count."""
