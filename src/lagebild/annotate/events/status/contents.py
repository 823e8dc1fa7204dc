"""What a word makes of the events that it speaks of: *forderte den Rücktritt*, *die Gefahr, dass …*, *drohte mit …*.

The words are in `event_contents.tsv`. The rules here say what is left of this if the word itself is denied or only meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.events.hit import Hit
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventStatus

CLAUSE = "clause"
"""The slot of a complement clause or an infinitive."""
REAL: tuple[EventStatus, ...] = ("happened", "ongoing")
"""What is told as a fact."""
TOLD_TENSES = ("past", "perfect", "pluperfect")
_CORE = frozenset(["obj", "iobj", "gen", CLAUSE])

Hits = Mapping[int, Hit]
"""The triggers of a text by their token."""


class Told(NamedTuple):
    """A status, the rule that gave it, and the token of the word whose subject or owner vouches for it (None if none does).

    `given`: the event is spoken of as known, so its own phrase leaves its status open.
    """

    status: EventStatus
    by: int | None = None
    given: bool = False
    rule: str = ""


def named(answer: tuple[Told, str] | None) -> Told | None:
    """A rule's answer with its name, unless it passes on what another rule said."""
    return None if answer is None else answer[0] if answer[0].rule else answer[0]._replace(rule=answer[1])


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


class _Phrase(NamedTuple):
    """The words that must stand with a verb, without case, and the row that then holds for the verb's slot."""

    others: frozenset[str]
    slot: str
    row: _Row


@cache
def _phrases() -> dict[str, tuple[_Phrase, ...]]:
    """The rows of more than one word (*ins Wasser fallen*) by their verb, the last word."""
    found: dict[str, tuple[_Phrase, ...]] = {}
    for (form, slot), row in _rows().items():
        *others, verb = form.split()
        if others:
            found[verb] = (*found.get(verb, ()), _Phrase(frozenset(others), slot, row))
    return found


def _phrase_row(text: Text, token: int, slot: str) -> _Row | None:
    """The row of a phrase that a verb makes with what hangs on it."""
    phrases = _phrases().get(text.lemma(token).casefold(), ())
    fitting = [p for p in phrases if p.slot == slot]
    if not fitting:
        return None
    a = text.analysis
    near = {c for t in (token, *a.children[token]) for c in a.children[t]}
    words = {word.casefold() for c in near for word in (a.forms[c], a.lemmas[c])}
    return next((p.row for p in fitting if p.others <= words), None)


def content_of(text: Text, hits: Hits, token: int, slot: str, *, kind: str = "", known: bool = False) -> Told | None:
    """What a word makes of an event of type `kind` in a slot, spoken of as `known`; None if it leaves that open.

    Rows of `event_contents.tsv` come before what the trigger lexicon says of a word that is a trigger here.
    """
    lemma = text.lemma(token).casefold()
    row = _phrase_row(text, token, slot) or _rows().get((lemma, slot))
    noun = text.analysis.tags[token] == "NOUN"
    open_ = slot in _CORE or slot in closed("content_prepositions")
    if row is None and (open_ if noun else slot in _CORE):
        row = _rows().get((lemma, ""))
    if row is not None:
        if kind in row.done and not row.says:
            return None  # *beschloss ein Gesetz*: the word is the deed, which stands as its clause does
        done = kind in row.done or (known and row.known)
        return _turned(text, token, "happened" if done else row.status or "happened", token if row.says else None)
    hit = hits.get(token)
    if hit is None or hit.entry.content is None or not open_:
        return None
    return _turned(text, token, hit.entry.content, token)


class Turned(NamedTuple):
    """The clause of a word, what the word says of its content, and if somebody only means to do it."""

    text: Text
    clause: Clause
    status: EventStatus
    meant: bool

    @property
    def denied(self) -> bool:
        """True if *nicht* denies the word."""
        return any(self.text.analysis.forms[n].lower() == "nicht" for n in self.clause.negations)


def _turned(text: Text, token: int, status: EventStatus, by: int | None) -> Told:
    """The status that a word gives its content, or what is left of it if the word itself is denied or only meant."""
    clause = text.clause_of.get(token)
    if clause is None:
        return Told(status, by)
    above = text.clause_of.get(clause.governor) if clause.kind == "infinitive" else None
    meant = _meant(clause) or (above is not None and _meant(above))
    found, rule = first(TURNS, Turned(text, clause, status, meant)) or (status, "")
    return Told(found, by, rule=rule)


def _meant(clause: Clause) -> bool:
    """True if a clause says what somebody wants, ought or might do (*wollten den Anschlag verhindern*)."""
    told = clause.tense in TOLD_TENSES and clause.mood == "indicative"
    open_ = bool({"wollen", "sollen"} & set(clause.modals)) or (bool(clause.modals) and not told)
    return open_ or clause.tense == "future"


def _meant_to_prevent(case: Turned) -> EventStatus | None:
    return (
        "possible" if case.status == "denied" and (case.clause.subordinator in ("um", "damit") or case.meant) else None
    )


def _rumoured_plan(case: Turned) -> EventStatus | None:
    forms = [case.text.analysis.forms[v] for v in case.clause.verbs]
    rumoured = "sollen" in case.clause.modals and "haben" in forms
    return "possible" if case.status == "announced" and rumoured else None


def _not_confirmed(case: Turned) -> EventStatus | None:
    return "possible" if case.denied and case.status == "happened" else None


def _not_ruled_out(case: Turned) -> EventStatus | None:
    return "possible" if case.denied and case.status == "denied" else None


def _not_considered(case: Turned) -> EventStatus | None:
    considered = case.clause.lemma in word_set("considering")
    return "denied" if case.denied and case.status == "possible" and considered else None


def _not_able(case: Turned) -> EventStatus | None:
    a = case.text.analysis
    parts = (case.clause.predicate, *(t for _, t in case.clause.obliques))
    able = [t for t in parts if a.lemmas[t] in word_set("being_able")]
    unable = (bool(able) and case.denied) or any(a.forms[c] == "nicht" for t in able for c in a.children[t])
    return "denied" if unable and case.status == "possible" else None


def _not_planned(case: Turned) -> EventStatus | None:
    return "denied" if case.denied and case.status == "announced" else None


def _not_brought_about(case: Turned) -> EventStatus | None:
    told = case.clause.tense in TOLD_TENSES and case.clause.mood == "indicative"
    brings = case.clause.lemma in word_set("bring_about") or case.clause.lemma in word_set("persuading")
    return "denied" if case.denied and case.status == "demanded" and told and brings else None


TURNS: tuple[Rule[Turned, EventStatus], ...] = (
    Rule(
        name="status/meant-to-prevent",
        find=_meant_to_prevent,
        why="What somebody wants to prevent, or does something to prevent, may still come.",
        yes=(
            ("Die Wachen wollten den Anschlag auf den König verhindern.", "Anschlag: possible"),
            ("Die Stadt sperrt die Brücke, um einen Streik abzuwenden.", "Streik: possible"),
            ("Der Bürgermeister muss einen Aufstand vermeiden.", "Aufstand: possible"),
            ("Ein neues Gesetz wird Anschläge verhindern.", "Anschläge: possible"),
        ),
        no=("Die Wachen konnten den Anschlag auf den König verhindern.", "Die Polizei vereitelte den Anschlag."),
    ),
    Rule(
        name="status/rumoured-plan",
        find=_rumoured_plan,
        why="What somebody *soll geplant haben* is as open as the rumour.",
        yes=(("Karl Brunn soll einen Anschlag auf den König geplant haben.", "Anschlag: possible"),),
        no=("Karl Brunn hat einen Anschlag auf den König geplant.",),
    ),
    Rule(
        name="status/not-confirmed",
        find=_not_confirmed,
        why="Whoever does not confirm a fact leaves it open.",
        yes=(
            ("Der Sprecher bestätigte den Angriff nicht.", "Angriff: possible"),
            ("Die Gruppe bekannte sich nicht zu dem Anschlag.", "Anschlag: possible"),
        ),
        no=("Der Sprecher bestätigte den Angriff.",),
    ),
    Rule(
        name="status/not-ruled-out",
        find=_not_ruled_out,
        why="What is not ruled out, denied or prevented is possible.",
        yes=(
            ("Die Ministerin schloss einen Rücktritt nicht aus.", "Rücktritt: possible"),
            ("Der General dementierte den Putsch nicht.", "Putsch: possible"),
        ),
        no=("Die Ministerin schloss einen Rücktritt aus.",),
    ),
    Rule(
        name="status/not-brought-about",
        find=_not_brought_about,
        why="What somebody did not bring others to do they did not do.",
        yes=(
            ("Der Papst konnte die Rebellen nicht zu einer Waffenruhe bewegen.", "Waffenruhe: denied"),
            ("Der Bischof überredete die Bauern nicht zu einem Streik.", "Streik: denied"),
        ),
        no=("Der Papst mahnte die Rebellen nicht zu einer Waffenruhe.",),
    ),
    Rule(
        name="status/not-considered",
        find=_not_considered,
        why="Whoever does not think of doing something denies that it will come.",
        yes=(
            ("Die Ministerin denkt nicht an einen Rücktritt.", "Rücktritt: denied"),
            ("Der General denkt nicht daran, die Stadt anzugreifen.", "anzugreifen: denied"),
        ),
        no=("Die Ministerin denkt an einen Rücktritt.",),
    ),
    Rule(
        name="status/not-able",
        find=_not_able,
        why="Who is not able to do something does not do it.",
        yes=(("Die Partei war nicht in der Lage, den Minister zu stürzen.", "stürzen: denied"),),
        no=("Die Partei war in der Lage, den Minister zu stürzen.",),
    ),
    Rule(
        name="status/not-planned",
        find=_not_planned,
        why="Whoever does not plan, promise or announce something denies that it will come.",
        yes=(
            ("Die Rebellen planen nicht, die Stadt anzugreifen.", "anzugreifen: denied"),
            ("Die Gewerkschaft kündigte den Streik nicht an.", "Streik: denied"),
        ),
        no=("Die Rebellen planen, die Stadt anzugreifen.",),
    ),
)
"""What is left of what a word says of its content; the first answer decides."""
