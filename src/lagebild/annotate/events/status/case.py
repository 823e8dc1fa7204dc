"""A clause as the rules of its status look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lagebild.analysis import Analysis
from lagebild.annotate.events.status.contents import Hits, Told
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed
from lagebild.reading import Statement

Link = Literal["none", "joined", "aside", "until", "content", "beside"]
MAX_DEPTH = 4
"""A status is handed down over at most so many clauses."""


@dataclass(frozen=True)
class ClauseCase:
    """A clause, the type of the event in it (empty if it is none), and how many clauses below it were looked at.

    `above` is what the word above makes of the clause, once that is known.
    """

    text: Text
    hits: Hits
    clause: Clause
    kind: str = ""
    depth: int = 0
    above: Told | None = None

    @property
    def analysis(self) -> Analysis:
        """The analysis of the text."""
        return self.text.analysis

    @cached_property
    def joined(self) -> Clause | None:
        """The finite clause that the tree conjoins this infinitive with; the two cannot be conjoined, so it hangs on it."""
        a, clause = self.analysis, self.clause
        if clause.kind != "infinitive" or a.labels[clause.predicate] != "conj":
            return None
        head = self.text.clause_of.get(a.heads[clause.predicate])
        return head if head is not None and head.kind == "finite" and not head.modals else None

    @property
    def governor(self) -> Clause | None:
        """The clause above this one."""
        return self.text.clause_of.get(self.clause.governor)

    @property
    def head(self) -> int:
        """The word that the clause, or the first of those conjoined with it, hangs on."""
        return self.analysis.heads[self.text.first_conjunct(self.clause.predicate)]

    @property
    def complement(self) -> bool:
        """True if the clause has the form of what somebody says, wants or fears: an infinitive, or one with *dass*."""
        return self.clause.kind == "infinitive" or self.clause.subordinator == "dass"

    @cached_property
    def link(self) -> Link:
        """How the clause hangs on what is above it: `content` if it says what that speaks of."""
        clause = self.clause
        first = self.text.first_conjunct(clause.predicate)
        if self.joined is not None:
            return "joined"
        if self.governor is None or self.depth > MAX_DEPTH:
            return "none"
        if clause.subordinator in closed("adverbial_conjunctions"):
            return "aside"
        if clause.subordinator in closed("until_words"):
            return "until"
        content = self.complement or first in self.governor.content
        apart = clause.subordinator in ("um", "damit") or self._parted(self.governor.predicate)
        return "content" if content and not apart else "beside"

    @property
    def manner(self) -> bool:
        """True if the clause tells how something is done (*dadurch, dass …*)."""
        return self.clause.subordinator == "dass" and self.analysis.labels[self.clause.predicate] == "advcl"

    def _parted(self, above: int) -> bool:
        """True if a semicolon separates the clause from the one above, which then says nothing about it."""
        first, last = sorted((above, self.clause.predicate))
        return ";" in self.analysis.forms[first:last]


def statements_of(text: Text, token: int) -> tuple[Statement, ...]:
    """The statements in whose words a token stands, in the order of the reading."""
    return text.statements_at.get(token, ())


def spoken(case: ClauseCase, *, direct: bool = True) -> bool:
    """True if a clause is somebody's word; `direct` also counts what stands between quotation marks."""
    said = statements_of(case.text, case.clause.predicate)
    return any(s.type != "reported" and (direct or s.type != "direct") for s in said)
