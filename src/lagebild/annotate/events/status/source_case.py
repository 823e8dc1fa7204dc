"""An event as the rules of its source look at it, and one statement around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.contents import REAL, Told
from lagebild.annotate.events.status.voices import Voices
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Statement


class Source(NamedTuple):
    """An entity's id, `outlet`, or None if somebody's word is told without a name; and the rule that says so."""

    entity: str | None
    rule: str = ""


@dataclass(frozen=True)
class SourceCase:
    """A trigger with its status, and all who speak in its text."""

    voices: Voices
    hit: Hit
    told: Told

    @cached_property
    def slot(self) -> str:
        """Where the trigger stands."""
        return self.voices.text.slot(self.hit.token)

    @cached_property
    def definite(self) -> bool:
        """True if the trigger is a noun that is spoken of as known."""
        return self.voices.text.definite(self.hit.token)

    @property
    def real(self) -> bool:
        """True if the trigger is a noun whose event happened or goes on."""
        return self.told.status in REAL and not self.hit.own

    @cached_property
    def own_act(self) -> bool:
        """True if somebody speaks of their own deed (*kündigte seinen Rücktritt an*): then the outlet tells it."""
        own = self.voices.text.analysis.has(self.hit.token, "det:poss")
        return self.told.status in ("announced", "happened") and not self.hit.own and own

    @property
    def aside(self) -> bool:
        """True if the trigger stands as a circumstance beside what is said."""
        return self.slot in closed("circumstance_prepositions")

    @cached_property
    def clause(self) -> Clause | None:
        """The clause of the word that demands, fears or announces the event; None if that is a noun or an adjective."""
        clause = self.voices.text.clause_of.get(self.told.by) if self.told.by is not None else None
        return clause if clause is not None and clause.kind != "copula" else None

    @cached_property
    def judged(self) -> Clause | None:
        """The clause that judges the event, spoken of as known (*verurteilte den Anschlag als feige*): it is known anyway."""
        if not (self.real and self.definite):
            return None
        text = self.voices.text
        clause = text.clause_of.get(text.analysis.heads[text.first_conjunct(self.hit.token)])
        judges = clause is not None and clause.lemma in word_set("judging") and self.slot in ("obj", "subj")
        return clause if judges else None

    @cached_property
    def owners(self) -> list[int]:
        """The possessive, the genitives and the phrases with *von* at the noun that speaks of the event."""
        a, word = self.voices.text.analysis, self.told.by
        if word is None or self.clause is not None:
            return []
        found = list(a.dependents(word, "det:poss"))
        for child in a.dependents(word, "nmod"):
            prepositions = [a.lemmas[c] for c in a.dependents(child, "case")]
            if prepositions == ["von"] or (not prepositions and a.feat(child, "Case") == "Gen"):
                found.append(child)
        return found

    def agent(self, *tokens: int) -> Source | None:
        """The first of some tokens, except the trigger itself, that means somebody who can act."""
        found = (self.voices.text.agent(token) for token in tokens if token != self.hit.token)
        entity = next((entity for entity in found if entity is not None), None)
        return Source(entity) if entity is not None else None


class Said(NamedTuple):
    """A trigger within the words of a statement."""

    case: SourceCase
    statement: Statement
