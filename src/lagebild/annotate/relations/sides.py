"""The two sides of a tie: which entities the words beside a noun or a verb name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lagebild.annotate.text import Text
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed_map, word_set
from lagebild.reading import Entity

LISTED = 50
"""Sides of one tie that are looked at. What goes on longer is a table, and to pair all with all takes time without end."""


def meant(text: Text, token: int) -> Entity | None:
    """The entity that a token stands for, by a name, a description or a pronoun; only such as the report names."""
    found = text.names.get(token)
    if found is None:
        inside = (text.names[t] for t in range(token - 1, max(token - 6, -1), -1) if t in text.names)
        found = next(((entity, last) for entity, last in inside if last > token), None)
    if found is not None:
        return found[0]
    return described(text, token)


def described(text: Text, token: int) -> Entity | None:
    """Who or what is named elsewhere in the report and described by a token."""
    whole = text.analysis.span(token, token + 1)
    return next((e for e, span in text.others.get(token, ()) if span == whole and e.name_spans), None)


def called(text: Text, token: int) -> Entity | None:
    """The body that a compound alone names (*die Zollunion*): no name, but no mere word for its kind either."""
    a = text.analysis
    here = noun(a.forms[token])
    generic = a.lemmas[token].casefold() in word_set("kinds_of_bodies") or (here is not None and not here.prefix)
    if generic or not text.definite(token) or (here is not None and here.number == "Plur"):
        return None
    found = (e for e, span in text.others.get(token, ()) if e.kind == "organisation" and not e.name_spans)
    return next(found, None)


def named_with(text: Text, token: int) -> Entity | None:
    """The entity of a token, or of the name that stands in apposition to it (`die Partei X`)."""
    found = meant(text, token)
    if found is not None:
        return found
    beside = (
        c
        for c in text.analysis.dependents(token, "appos", "flat", "flat:name", "nmod")
        if c in (token + 1, token + 2) and not prepositions(text, c)
    )
    return next((e for c in beside if (e := meant(text, c)) is not None), None)


def some_of(text: Text, token: int) -> bool:
    """Whether a nameless noun has a genitive behind it: *ein Ausschuss der X* is not X."""
    nameless = token not in text.names and meant(text, token) is None
    return nameless and text.analysis.forms[token + 1 : token + 2] in (("der",), ("des",))


def coordinated(text: Text, token: int) -> Iterator[Entity]:
    """The entity of a token and of those joined to it by *und*."""
    joined = (part for part in islice(text.analysis.dependents(token, "conj"), LISTED) if not some_of(text, part))
    for part in (token, *joined):
        found = named_with(text, part)
        if found is not None:
            yield found


def prepositions(text: Text, token: int) -> list[str]:
    """The prepositions of a phrase, contractions taken apart (`vom`: von)."""
    analysis, contracted = text.analysis, closed_map("contractions")
    # a preposition may hang on the last word of a name
    words = (token, *analysis.dependents(token, "flat", "flat:name"))
    forms = (analysis.forms[c].casefold() for word in words for c in analysis.dependents(word, "case"))
    return [contracted.get(form, form) for form in forms]
