"""What the rules for events look at: the text with its clauses, mentions, times and statements."""

from __future__ import annotations

from functools import cached_property

from lagebild.analysis import ROOT, Analysis
from lagebild.clauses import Clause, clauses
from lagebild.document import Span
from lagebild.reading import Entity, Mentions, Reading

_AGENTS = ("person", "organisation", "state", "group")


class Scene:
    """One text under the eyes of the event rules."""

    def __init__(self, analysis: Analysis, reading: Reading) -> None:
        self.analysis = analysis
        self.reading = reading
        self.text = analysis.text
        self.mentions = Mentions(reading)
        self.clauses = clauses(analysis)
        self.entities = {entity.id: entity for entity in reading.entities}

    @cached_property
    def clause_of(self) -> dict[int, Clause]:
        """Clauses by their predicate's token."""
        return {clause.predicate: clause for clause in self.clauses}

    def clause_around(self, token: int) -> Clause | None:
        """The clause that a token stands in: that of the nearest predicate above it."""
        seen = 0
        while token != ROOT and seen < 200:
            if token in self.clause_of:
                return self.clause_of[token]
            token, seen = self.analysis.heads[token], seen + 1
        return None

    def token_span(self, token: int) -> Span:
        """The code points of a token."""
        return Span(self.analysis.starts[token], self.analysis.ends[token])

    def sentence(self, token: int) -> Span:
        """The code points of a token's sentence."""
        return self.analysis.sentence_span(self.analysis.sentence_of[token])

    def sentence_tokens(self, token: int) -> range:
        """The tokens of a token's sentence."""
        span = self.analysis.sentences[self.analysis.sentence_of[token]]
        return range(span.start, span.end)

    def entity(self, token: int) -> str | None:
        """The entity that a token is (part of) a mention of."""
        return self.mentions.over(self.token_span(token))

    @cached_property
    def parts(self) -> dict[int, tuple[str, ...]]:
        """By token the entities that a part of it names and that can act (*US* in *US-Angriff*)."""
        found: dict[int, tuple[str, ...]] = {}
        for entity in self.reading.entities:
            for span in entity.mentions if self.acts(entity) else ():
                token = self.analysis.token_at(span.start)
                if token is not None and span.end < self.analysis.ends[token] and self.entity(token) is None:
                    found[token] = (*found.get(token, ()), entity.id)
        return found

    def agent(self, token: int) -> str | None:
        """The entity of a token, if it is one that can act: no mere place."""
        found = self.entities.get(self.entity(token) or "")
        return found.id if found and self.acts(found) else None

    def acts(self, entity: Entity) -> bool:
        """Whether an entity is of a kind that can act."""
        return entity.kind in _AGENTS

    @cached_property
    def lemma_sets(self) -> tuple[frozenset[str], ...]:
        """For each sentence its lemmas and forms, without case."""
        a = self.analysis
        return tuple(
            frozenset(w.casefold() for t in range(s.start, s.end) for w in (a.lemmas[t], a.forms[t]))
            for s in a.sentences
        )
