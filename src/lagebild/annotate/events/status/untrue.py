"""What is told of a report, a rumour or a plan itself: that it is untrue, missing, taken back or given up."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.status.contents import content_of
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import word_set, word_tuple
from lagebild.reading import EventStatus


class Noun(NamedTuple):
    """A noun that has a deed for its content, and the clause that it stands in."""

    text: Text
    token: int
    clause: Clause

    @property
    def slot(self) -> str:
        """Where the noun stands in its clause."""
        return self.text.slot(self.token)

    @property
    def words(self) -> set[str]:
        """The clause's verb, and the lemmas and forms that hang on its predicate or are it, without case."""
        a, predicate = self.text.analysis, self.clause.predicate
        near = {w.casefold() for t in (predicate, *a.children[predicate]) for w in (a.lemmas[t], a.forms[t])}
        return near | {self.clause.lemma.casefold()}

    @property
    def report(self) -> bool:
        """Whether the noun is a report, a rumour or a sign of something."""
        return is_report(self.text, self.token)

    @property
    def takes_part(self) -> bool:
        """Whether the noun is subject or object of its clause."""
        return self.slot in ("subj", "obj", "iobj")


def is_report(text: Text, token: int) -> bool:
    """Whether a token is a noun for what is said or seen of something: a report, a rumour, a sign."""
    a = text.analysis
    return a.tags[token] == "NOUN" and a.lemmas[token].casefold().endswith(word_tuple("reports_and_signs"))


def of_content(text: Text, token: int, content: Clause | None = None) -> tuple[EventStatus, str] | None:
    """What its own clause makes of the content of a noun, with the rule's name; None if it says nothing of it.

    `content` is the clause that says what the noun is about; the tree may hang the noun on that.
    """
    if text.analysis.tags[token] != "NOUN":
        return None
    clause = text.clause_around(text.analysis.heads[token])
    if clause is not None and clause is content:
        clause = _resumed(text, clause)
    return None if clause is None else first(CONTENTS, Noun(text, token, clause))


def _resumed(text: Text, content: Clause) -> Clause | None:
    """The clause that goes on behind the comma which closes a clause of content (*Das Gerücht, er sei tot, ist falsch*)."""
    a = text.analysis
    beside = text.clauses_in[a.sentence_of[content.predicate]]
    behind = (c for c in beside if c.predicate > content.predicate and c.kind in ("finite", "copula"))
    return next((c for c in behind if a.forms[min(c.verbs or (c.predicate,)) - 1] == ","), None)


def _untrue(case: Noun) -> EventStatus | None:
    if not case.report or not case.takes_part or case.clause.negated:
        return None
    called = case.words & word_set("untrue") and case.clause.lemma not in ("sein", "werden", "bleiben")
    return "denied" if called else None


def _taken_back(case: Noun) -> EventStatus | None:
    back = case.clause.lemma in word_set("taking_back") and not case.clause.negated and not case.clause.modals
    return "denied" if case.report and case.takes_part and back else None


def _missing(case: Noun) -> EventStatus | None:
    a, clause = case.text.analysis, case.clause
    none = any(a.lemmas[c] == "kein" for c in a.children[case.token])
    there = case.words & word_set("being_true_or_there")
    return "possible" if case.report and case.takes_part and (none or (clause.negated and there)) else None


def _given_up(case: Noun) -> EventStatus | None:
    plan = case.text.analysis.lemmas[case.token].casefold().endswith(word_tuple("plans_and_attempts"))
    if not plan or not case.takes_part or case.clause.negated or case.clause.modals:
        return None
    made = content_of(case.text, {}, case.clause.predicate, case.slot)
    up = case.clause.lemma in word_set("giving_up") or (made is not None and made.status == "denied")
    return "denied" if up else None


CONTENTS: tuple[Rule[Noun, EventStatus], ...] = (
    Rule(
        name="status/report-untrue",
        find=_untrue,
        why="What a report says that is called false did not happen.",
        yes=(
            ("Die Nachricht, dass Söldner den König ermordeten, ist erfunden.", "ermordeten: denied"),
            ("Berichte über einen Putsch sind unwahr.", "Putsch: denied"),
            ("Die Behauptung, dass der Minister den Richter bedrohte, erwies sich als haltlos.", "bedrohte: denied"),
        ),
        no=("Die Nachricht, dass Söldner den König ermordeten, ist wahr.",),
    ),
    Rule(
        name="status/report-taken-back",
        find=_taken_back,
        why="What a report says that is taken back or denied did not happen.",
        yes=(
            ("Der Sender widerrief den Bericht über einen Überfall der Miliz.", "Überfall: denied"),
            ("Die Meldung, Rebellen hätten den König getötet, wurde berichtigt.", "getötet: denied"),
        ),
        no=("Der Sender brachte den Bericht über einen Überfall der Miliz.",),
    ),
    Rule(
        name="status/no-report",
        find=_missing,
        why="What there is no sign or report of stays open.",
        yes=(
            ("Belege für einen Mord gibt es nicht.", "Mord: possible"),
            ("Die Meldung über einen Angriff der Miliz bestätigte sich nicht.", "Angriff: possible"),
        ),
        no=("Die Zeitung brachte am Montag nicht nur Berichte über einen Angriff.",),
    ),
    Rule(
        name="status/plan-given-up",
        find=_given_up,
        why="A plan or an attempt that is given up or fails comes to nothing.",
        yes=(
            ("Der Versuch, die Geiseln zu befreien, misslang.", "befreien: denied"),
            ("Die Rebellen gaben den Plan auf, die Stadt anzugreifen.", "anzugreifen: denied"),
            ("Das Vorhaben eines Angriffs wurde verworfen.", "Angriffs: denied"),
        ),
        no=("Der Plan, die Stadt anzugreifen, wurde bekannt.",),
    ),
)
"""What a clause says of the noun whose content an event is; the first that has an answer decides."""
