"""The status of each event: the first rule that answers decides.

1. What the lexicon fixes for the word, or an adjective or adverb with it (`event_signs.tsv`). 2. For a verb or a fixed
phrase its clause (`clause_status`), for a noun what it stands in (`noun_status`). 3. A date after the report's own.
4. Nouns of what lasts go on if the report says elsewhere that they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.events.status.above_noun import NounCase, of_words
from lagebild.annotate.events.status.clause_status import of_clause
from lagebild.annotate.events.status.conditional import is_conditional
from lagebild.annotate.events.status.contents import REAL, TOLD_TENSES, Hits, Told, named
from lagebild.annotate.events.status.course import Course, by_course, course_of
from lagebild.annotate.events.status.entries import in_entry
from lagebild.annotate.events.status.noun_status import came_about, of_noun
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed
from lagebild.reading import EventStatus, Time

_SIGNS: tuple[EventStatus, ...] = ("possible", "denied", "demanded", "announced", "ongoing")
"""Of several signs the first of these counts."""


@dataclass(frozen=True)
class EventCase:
    """A trigger among the triggers of its text, and the time of its event."""

    text: Text
    hits: Hits
    hit: Hit
    time: Time | None

    @cached_property
    def sign(self) -> EventStatus | None:
        """The status that an adjective before the trigger, or an adverb beside it, gives it."""
        stems = {s for w in self.words for s in (w, *(w.removesuffix(e) for e in closed("adjective_endings")))}
        found = {_signs()[stem] for stem in stems if stem in _signs()}
        return next((status for status in _SIGNS if status in found), None)

    @cached_property
    def words(self) -> set[str]:
        """The adjectives, adverbs and articles that hang on the trigger, except after *nicht*."""
        a = self.text.analysis
        below = [c for c in a.children[self.hit.token] if a.tags[c] in ("ADJ", "ADV", "DET")]
        below = [c for c in below if not a.has(c, "mark")]  # *wirft ihm vor, es geplant zu haben* says its own
        # *bisher nicht vorgesehen*, *nicht mehr geplant*
        below = [c for c in below if "nicht" not in a.forms[max(c - 2, 0) : c]]
        return {w.lower() for c in below for w in (a.lemmas[c], a.forms[c])}

    @property
    def conditional(self) -> bool:
        """True if the clause says under which condition something holds."""
        return self.hit.clause is not None and is_conditional(self.text, self.hits, self.hit.clause)


@cache
def _signs() -> dict[str, EventStatus]:
    rows = lexicon.load("event_signs", required=("form", "status", "example"))
    return {row["form"]: cast("EventStatus", row["status"]) for row in rows}


def statuses(text: Text, hits: Sequence[Hit], times: Sequence[Time | None]) -> list[Told]:
    """The status of each trigger; `times` are theirs."""
    by_token = {hit.token: hit for hit in hits}
    told = [_status(EventCase(text, by_token, hit, time)) for hit, time in zip(hits, times, strict=True)]
    going = frozenset(hit.entry.word for hit, one in zip(hits, told, strict=True) if one.status == "ongoing")
    again = [Again(text, *one, going) for one in zip(hits, told, times, strict=True)]
    return [named(first(AGAIN, case)) or case.told for case in again]


def _status(case: EventCase) -> Told:
    hit, clause = case.hit, case.hit.clause
    if (told := named(first(MARKS, case))) is not None:
        return told
    if clause is None:
        told = of_words(NounCase(case.text, case.hits, hit)) or named(first(VERBLESS, case)) or Told("possible")
    elif hit.own or _is_phrase(hit, clause):
        told = _of_verb(case, clause)
    else:
        told = of_noun(case.text, case.hits, hit, clause)
    return named(first(AMENDS, (case, told))) or told


def _is_phrase(hit: Hit, clause: Clause) -> bool:
    return hit.entry.pos == "PHRASE" and clause.lemma.casefold() in hit.entry.others


def _of_verb(case: EventCase, clause: Clause) -> Told:
    """The status of a verb or a fixed phrase by its clause; a fact goes on or is over by the kind of deed."""
    hit = case.hit
    told = of_clause(case.text, case.hits, clause, kind=hit.entry.type, negated="nicht" in hit.entry.others)
    if told.status not in REAL:
        return told
    status, rule = by_course(Course(case.text, hit, clause, told.status)) or (told.status, told.rule)
    return Told(status, rule=rule)


def _fixed(case: EventCase) -> Told | None:
    return Told(case.hit.entry.status) if case.hit.entry.status else None


def _kein(case: EventCase) -> Told | None:
    none = any(word.startswith("kein") for word in case.words)
    return Told("denied") if none else None


def _unreal_sign(case: EventCase) -> Told | None:
    denied = case.sign == "denied" or any(word.startswith("kein") for word in case.words)
    return Told("possible") if denied and case.conditional else None


def _planned_in_vain(case: EventCase) -> Told | None:
    if case.sign in (None, "denied") or case.hit.clause is None or case.hit.own:
        return None
    above = of_words(NounCase(case.text, case.hits, case.hit)) or of_noun(
        case.text, case.hits, case.hit, case.hit.clause
    )
    return above._replace(rule="") if above.status == "denied" else None


def _sign(case: EventCase) -> Told | None:
    if case.sign is None or (case.sign in ("announced", "demanded") and came_about(case.text, case.hit)):
        return None
    return Told(case.sign)


MARKS: tuple[Rule[EventCase, Told], ...] = (
    Rule(
        name="status/fixed",
        find=_fixed,
        why="Some words say by themselves how their event stands (column *status* of the trigger lexicon).",
        yes=(
            ("Das Mordkomplott gegen den König flog auf.", "Mordkomplott: announced"),
            ("Sein Mordplan kam vor der Tat ans Licht.", "Mordplan: announced"),
        ),
        no=("Der Mord an dem König flog auf.",),
    ),
    Rule(
        name="status/missing-under-condition",
        find=_unreal_sign,
        why="What a condition supposes to be missing may come.",
        yes=(("Die Fahrer streiken, wenn die Regierung kein Angebot macht.", "Angebot: possible"),),
        no=("Die Fahrer streiken, weil die Regierung kein Angebot macht.",),
    ),
    Rule(
        name="status/no",
        find=_kein,
        why="*kein* before a noun denies it.",
        yes=(("Bei keiner Demonstration wurde geschossen.", "Demonstration: denied"),),
        no=("Ein Streik lähmte das Land.",),
    ),
    Rule(
        name="status/planned-in-vain",
        find=_planned_in_vain,
        why="What was planned or feared and then is called off or fails does not come.",
        yes=(
            ("Die geplante Kundgebung der Bauern wurde abgesagt.", "Kundgebung: denied"),
            ("Der angekündigte Streik fiel aus.", "Streik: denied"),
            ("Das vereinbarte Treffen der Minister kam nicht zustande.", "Treffen: denied"),
        ),
        no=("Die geplante Kundgebung der Bauern begann.",),
    ),
    Rule(
        name="status/sign",
        find=_sign,
        why="An adjective or adverb with the word says how it stands, unless the clause tells that it came.",
        yes=(
            ("Der angebliche Angriff blieb ohne Folgen.", "Angriff: possible"),
            ("Die geplante Wahl beschäftigte alle.", "Wahl: announced"),
            ("Der vereitelte Putsch beschäftigte alle.", "Putsch: denied"),
            ("Der anhaltende Streik beschäftigte alle.", "Streik: ongoing"),
        ),
        no=(
            "Die lange geplante Offensive begann am Montag.",
            "Die nicht geplante Wahl beschäftigte alle.",
        ),
    ),
)
"""What the word itself says; asked before what the word stands in."""


def _verbless(case: EventCase) -> Told | None:
    return Told("happened") if case.hit.clause is None else None


VERBLESS: tuple[Rule[EventCase, Told], ...] = (
    Rule(
        name="status/verbless",
        find=_verbless,
        why="What is named without any verb, as in headlines, has happened.",
        yes=(("Schwerer Anschlag in Norhaven.", "Anschlag: happened"),),
        no=("Kein Anschlag in Norhaven.",),
    ),
)
"""The status in a sentence without a verb."""


def _plan_in_condition(case: tuple[EventCase, Told]) -> Told | None:
    event, told = case
    noun = event.hit.clause is not None and not event.hit.own and not _is_phrase(event.hit, event.hit.clause)
    return Told("possible", told.by) if noun and told.status == "announced" and event.conditional else None


def _dated_ahead(case: tuple[EventCase, Told]) -> Told | None:
    event, told = case
    clause, published = event.hit.clause, event.text.reading.published
    if clause is not None and (clause.tense in TOLD_TENSES or event.text.slot(event.hit.token) == "nach"):
        return None
    if in_entry(event.text, event.hit.token):
        return None  # *2. Mai: Der Rat tagt*: a chronicle tells in the present what is over
    begin = event.time.begin if event.time else None
    if event.time and event.time.mod == "END":
        begin = event.time.end_date  # *Ende August*, told in August
    ahead = begin is not None and published is not None and begin > published[:10]
    return Told("announced", told.by, told.given) if ahead and told.status in REAL else None


AMENDS: tuple[Rule[tuple[EventCase, Told], Told], ...] = (
    Rule(
        name="status/plan-under-condition",
        find=_plan_in_condition,
        why="What a condition supposes to be planned may come.",
        yes=(("Die Fahrer streiken, falls die Regierung einen Angriff plant.", "Angriff: possible"),),
        no=("Die Fahrer streiken, weil die Regierung einen Angriff plant.",),
    ),
    Rule(
        name="status/dated-ahead",
        find=_dated_ahead,
        why="What is told as fact with a date after the report's own is announced.",
        yes=(
            ("Der Präsident tritt am 3. Juni 2021 zurück.", "tritt: announced"),
            ("Die Minister treffen sich am 4. April 2021 in Norhaven.", "treffen: announced"),
            ("Die Bankerin Ada Brunn gibt ihren Posten Ende April 2021 ab.", "gibt: announced"),
        ),
        no=("Der Präsident tritt am 3. März 2021 zurück.",),
    ),
)
"""What a condition or a date makes of what the clause or the noun said."""


class Again(NamedTuple):
    """A trigger, its status so far, its time, and the words of all ongoing events of the report."""

    text: Text
    hit: Hit
    told: Told
    time: Time | None
    going: frozenset[str]


def _taken_up(case: Again) -> Told | None:
    hit, told = case.hit, case.told
    known = told.given and told.status == "happened" and case.text.definite(hit.token) and case.time is None
    lasts = course_of(hit.entry.word, "NOUN") == "lasts"
    return Told("ongoing", told.by) if known and lasts and hit.entry.word in case.going else None


AGAIN: tuple[Rule[Again, Told], ...] = (
    Rule(
        name="status/taken-up",
        find=_taken_up,
        why="A noun of what lasts goes on where the report says elsewhere that it does.",
        yes=(
            (
                "Die Proteste dauern an. Bei den Protesten sprach der Bürgermeister.",
                "Protesten: ongoing",
            ),
        ),
        no=("Die Proteste endeten. Bei den Protesten sprach der Bürgermeister.",),
    ),
)
"""What the rest of the report says about it."""
