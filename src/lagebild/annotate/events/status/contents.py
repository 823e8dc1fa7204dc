"""What a word makes of the events that it speaks of: *forderte den Rücktritt*, *die Gefahr, dass …*, *drohte mit …*."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.reading import EventStatus

CLAUSE = "clause"
"""The slot of a complement clause or an infinitive."""
_CORE = frozenset(["obj", "iobj", "gen", CLAUSE])
_OPEN = _CORE | {"zu", "auf", "um", "von"}
"""Where nouns and triggers may have their content, too; other prepositions tell of circumstances."""


_DENIED_WORD: dict[EventStatus, EventStatus] = {"happened": "possible", "denied": "possible", "announced": "denied"}
"""*bestätigte nicht, dass …*, *schließt nicht aus, dass …*; *plant nicht, … anzugreifen*."""


class Told(NamedTuple):
    """A status, and the token of the word whose subject or owner vouches for it (None if there is no such word)."""

    status: EventStatus
    by: int | None = None
    given: bool = False
    """Whether the event is spoken of as known, so that its own phrase leaves open how it stands."""


class _Row(NamedTuple):
    status: EventStatus | None
    says: bool
    done: frozenset[str]
    known: bool


@cache
def _rows() -> dict[tuple[str, str], _Row]:
    found = {}
    for row in lexicon.load("event_contents", required=("form", "example")):
        status = cast("EventStatus", row["status"]) if row["status"] else None
        found[row["form"].casefold(), row["slot"]] = _Row(
            status, row["says"] == "yes", frozenset(row["done"].split()), row["known"] == "yes"
        )
    return found


def _meant(clause: Clause) -> bool:
    """Whether a clause says what somebody wants, ought or might do (*wollten den Anschlag verhindern*)."""
    told = clause.tense in ("past", "perfect", "pluperfect") and clause.mood == "indicative"
    open_ = bool({"wollen", "sollen"} & set(clause.modals)) or (bool(clause.modals) and not told)
    return open_ or clause.tense == "future"


class Contents:
    """The words of one text that settle whether what they speak of happens."""

    def __init__(self, text: Text, hits: Iterable[Hit]) -> None:
        self.text = text
        self.hits = {hit.token: hit for hit in hits}

    def of(self, token: int, slot: str, *, kind: str = "", known: bool = False) -> Told | None:
        """What a word makes of an event of type `kind` in a slot, spoken of as `known`; None if it leaves that open.

        Rows of `event_contents.tsv` go before what the trigger lexicon says of a word that is a trigger here.
        """
        lemma = self.lemma(token).casefold()
        row = _rows().get((lemma, slot))
        noun = self.text.analysis.tags[token] == "NOUN"
        if row is None and slot in (_OPEN if noun else _CORE):
            row = _rows().get((lemma, ""))
        if row is not None:
            by = token if row.says else None
            if kind in row.done or (known and row.known):
                return Told(self._unless(token, "happened"), by)
            return Told(self._unless(token, row.status or "happened"), by)
        hit = self.hits.get(token)
        if hit is None or hit.entry.content is None or slot not in _OPEN:
            return None
        return Told(self._unless(token, hit.entry.content), token)

    def _unless(self, token: int, status: EventStatus) -> EventStatus:
        """The status that a word gives its content, or what is left of it where the word itself is denied."""
        clause = self.text.clause_of.get(token)
        if clause is None:
            return status
        above = self.text.clause_of.get(clause.governor) if clause.kind == "infinitive" else None
        meant = _meant(clause) or (above is not None and _meant(above))
        if status == "denied" and (clause.subordinator in ("um", "damit") or meant):
            return "possible"
        denied = any(self.text.analysis.forms[n].lower() == "nicht" for n in clause.negations)
        return _DENIED_WORD.get(status, status) if denied else status

    def lemma(self, token: int) -> str:
        """A token's lemma, with its separated particle if it is a verb."""
        a, clause = self.text.analysis, self.text.clause_of.get(token)
        if clause is None or clause.kind == "copula":
            return a.lemmas[token]
        known = any(a.forms[c] == "bekannt" for c in a.children[token])
        return "bekannt" + clause.lemma if known and not clause.lemma.startswith("bekannt") else clause.lemma

    def slot(self, token: int) -> str:
        """Where a noun, or the first of conjoined nouns, stands: a preposition, `subj`, `obj`, `iobj` or `gen`."""
        a = self.text.analysis
        token = first_of(self.text, token)
        prepositions = [a.lemmas[c].casefold() for c in a.dependents(token, "case")]
        clause = self.text.clause_of.get(a.heads[token])
        if prepositions:
            return prepositions[-1]
        if clause is not None and token in clause.undergoers:
            return "obj"
        if clause is not None and token in clause.doers:
            return "subj"
        if clause is not None and clause.kind != "copula":
            return "iobj" if token in clause.recipients else "obj"
        return "gen"


def first_of(text: Text, token: int) -> int:
    """The first of conjoined words."""
    a, seen = text.analysis, 0
    while a.labels[token] == "conj" and a.heads[token] >= 0 and seen < 20:
        if (a.tags[token] in ("VERB", "AUX")) != (a.tags[a.heads[token]] in ("VERB", "AUX")):
            break
        token, seen = a.heads[token], seen + 1
    return token
