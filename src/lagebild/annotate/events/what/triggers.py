"""Finding triggers: words of the lexicon whose conditions hold where they stand."""

from __future__ import annotations

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.what.choice import chosen
from lagebild.annotate.events.what.counted import given_without_a_verb
from lagebild.annotate.events.what.harm import settle
from lagebild.annotate.events.what.repeated import kept
from lagebild.annotate.events.what.works import in_work
from lagebild.annotate.text import Text


def triggers(text: Text) -> list[Hit]:
    """The triggers of a text, one a token, in text order."""
    found: dict[int, Hit] = {}
    for token in range(len(text.analysis)):
        hit = chosen(text, token)
        if hit is not None:
            found[token] = hit
    settle(text, found)
    for hit in given_without_a_verb(text, tuple(found.values())):
        found.setdefault(hit.token, hit)
    return [hit for hit in kept(text, found) if not in_work(text, hit)]
