"""Who speaks in a text, looked up by place: people in the words that name a speaker, and whoever spoke last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property

from lagebild.annotate.events.status.contents import Hits
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

FAR = 200
"""For so many code points a pronoun still means whoever spoke last."""
_SHORTEST = 4
"""To be found in a compound, a body's word needs so many letters, and so many must follow it."""


class Voices:
    """The statements and entities of one text, in order of place, and its triggers by token."""

    def __init__(self, text: Text, hits: Hits) -> None:
        self.text = text
        self.hits = hits

    @cached_property
    def _people(self) -> list[tuple[int, int, int]]:
        """Start and end of each name of a person, and the person's number among the entities."""
        entities = enumerate(self.text.reading.entities)
        return sorted((s.start, s.end, n) for n, e in entities if e.kind == "person" for s in e.name_spans)

    def person_in(self, spans: tuple[Span, ...]) -> str | None:
        """The person named within some spans; of several the one that the reading has first."""
        found = []
        for span in spans:
            first = bisect_left(self._people, (span.start,))
            last = bisect_left(self._people, (span.end,))
            found += [n for _, end, n in self._people[first:last] if end <= span.end]
        return self.text.reading.entities[min(found)].id if found else None

    @cached_property
    def _ends(self) -> tuple[list[int], list[str]]:
        """Where statements with a known speaker end, in order, and who speaks in each; of several the first."""
        found: dict[int, str] = {}
        for statement in self.text.reading.statements:
            if statement.speaker:
                found.setdefault(statement.quote_spans[-1].end, statement.speaker)
        ends = sorted(found)
        return ends, [found[end] for end in ends]

    def before(self, offset: int) -> str | None:
        """Whoever spoke last before a code point, unless that is far away."""
        ends, speakers = self._ends
        number = bisect_right(ends, offset) - 1
        return speakers[number] if number >= 0 and offset - ends[number] < FAR else None

    @cached_property
    def _bodies(self) -> Mapping[str, int]:
        """By the last word of its name, without case, the first of the entities of that name that can act."""
        found: dict[str, int] = {}
        for number, entity in enumerate(self.text.reading.entities):
            if self.text.acts(entity):
                found.setdefault(entity.name.split()[-1].casefold(), number)
        return found

    def begins(self, word: str) -> str | None:
        """The entity by whose word a compound begins (*Polizeiangaben*); of several the one that the reading has first."""
        word = word.casefold()
        starts = (word[:size] for size in range(_SHORTEST, len(word) - _SHORTEST + 1))
        found = [self._bodies[start] for start in starts if start in self._bodies]
        return self.text.reading.entities[min(found)].id if found else None

    def cue(self, statement: Statement) -> str:
        """The lemma of the verb that introduces a statement, else the word, without case; empty if there is none."""
        a = self.text.analysis
        token = a.token_at(statement.cue_spans[0].start) if statement.cue_spans else None
        if token is None:
            return ""
        if statement.introduced == "verb":
            clause = self.cue_clause(statement)
            return clause.lemma if clause is not None else ""
        return a.forms[token].lower()

    def cue_clause(self, statement: Statement) -> Clause | None:
        """The clause of the verb that introduces a statement."""
        a = self.text.analysis
        token = a.token_at(statement.cue_spans[0].start) if statement.cue_spans else None
        near = self.text.clauses_in[a.sentence_of[token]] if token is not None else ()
        return next((clause for clause in near if token in clause.verbs), None)
