"""The two sides of a tie: which entities the words beside a noun or a verb name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.annotate.text import Text
from lagebild.lexicon.gazetteer import known
from lagebild.lexicon.nouns import noun
from lagebild.reading import Entity, Relation, RelationKind, RelationStatus

_PARTY = re.compile(r"(partei|party|partij|partido|parti)(en)?\b", re.IGNORECASE)
_PARTIES = frozenset(("Partei", "Regierungspartei", "Oppositionspartei"))
_FORMER = re.compile(r"(ehemalig|früher|einst|vormalig|lange|bisherig)\w*$")


def tie(
    text: Text,
    kind: RelationKind,
    ends: tuple[Entity, Entity],
    tokens: tuple[int, int],
    rule: str,
    status: RelationStatus = "holds",
) -> Relation:
    """A relation over some tokens, end exclusive."""
    span = text.analysis.span(*tokens)
    return Relation(
        kind=kind,
        source_entity=ends[0].id,
        target_entity=ends[1].id,
        status=status,
        start=span.start,
        end=span.end,
        because={"kind": rule},
    )


def is_party(text: Text, entity: Entity) -> bool:
    """Whether a body is a party: known as one, so named, or so described in the report."""
    if entity.kind != "organisation":
        return False
    here = known(entity.name)
    if (here is not None and here.role == "party") or _PARTY.search(entity.name):
        return True
    return any(
        (described := noun(span.of(text.content))) is not None and described.base in _PARTIES
        for span in entity.mentions
        if span not in entity.name_spans
    )


def said_former(text: Text, token: int) -> bool:
    """Whether an adjective or adverb at a noun says that it is over (`ein früherer Verbündeter`)."""
    analysis = text.analysis
    return any(_FORMER.match(analysis.forms[c].casefold()) for c in analysis.dependents(token, "amod", "advmod"))


def meant(text: Text, token: int) -> Entity | None:
    """The entity that a token stands for, by a name, a description or a pronoun; only such as the report names."""
    found = text.names.get(token)
    if found is None:
        inside = (text.names[t] for t in range(token - 1, max(token - 6, -1), -1) if t in text.names)
        found = next(((entity, last) for entity, last in inside if last > token), None)
    if found is not None:
        return found[0]
    whole = text.analysis.span(token, token + 1)
    here = (e for e, span in text.others.get(token, ()) if span == whole and e.name_spans)
    return next(here, None)


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


def coordinated(text: Text, token: int) -> Iterator[Entity]:
    """The entity of a token and of those joined to it by *und*."""
    for part in (token, *text.analysis.dependents(token, "conj")):
        found = named_with(text, part)
        if found is not None:
            yield found


def prepositions(text: Text, token: int) -> list[str]:
    """The prepositions of a phrase, contractions taken apart (`vom`: von)."""
    analysis = text.analysis
    contracted = {"vom": "von", "im": "in", "zum": "zu", "zur": "zu", "beim": "bei", "am": "an"}
    # a preposition may hang on the last word of a name
    words = (token, *analysis.dependents(token, "flat", "flat:name"))
    forms = (analysis.forms[c].casefold() for word in words for c in analysis.dependents(word, "case"))
    return [contracted.get(form, form) for form in forms]


def states(text: Text, number: int) -> list[Entity]:
    """The states that a sentence names, itself or by a town of theirs, each once."""
    part = text.analysis.sentences[number]
    named = {e.name: e for e in text.entities.values() if e.kind == "state"}
    found: list[Entity] = []
    for token in range(part.start, part.end):
        entity = text.names[token][0] if token in text.names else None
        if entity is not None and entity.kind == "place" and (here := known(entity.name)) is not None:
            entity = named.get(here.state)
        if entity is not None and entity.kind == "state" and entity not in found:
            found.append(entity)
    return found
