"""What a clause says outright about its status: under a condition, denied, in doubt."""

from __future__ import annotations

from lagebild.annotate.events.status.case import ClauseCase
from lagebild.annotate.events.status.contents import Hits
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventStatus

NOT_DONE = ("ohne", "anstatt", "statt")


def is_conditional(text: Text, hits: Hits, clause: Clause) -> bool:
    """True if a clause, or the one that it is conjoined with, says under which condition something holds."""
    lead = text.clause_of.get(text.first_conjunct(clause.predicate), clause)
    return any(first(CONDITIONS, ClauseCase(text, hits, c)) is not None for c in (clause, lead))


def outright(case: ClauseCase) -> tuple[EventStatus, str] | None:
    """What a clause says of itself by a condition, a denial or a doubt, with the rule's name; None if it has none."""
    return first(CONDITIONS, case) or first(DENIALS, case)


def _condition(case: ClauseCase) -> EventStatus | None:
    return "possible" if case.clause.subordinator in closed("if_words") else None


def _question(case: ClauseCase) -> EventStatus | None:
    return "possible" if case.clause.subordinator == "ob" else None


def _whoever(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    if clause.tense not in ("present", "future"):
        return None
    labels = ("csubj", "csubj:pass", "advcl", "ccomp")
    before = [c for c in a.dependents(clause.predicate, *labels) if c < clause.predicate]
    own = a.labels[clause.predicate] in labels and clause.governor > clause.predicate
    whoever = [c for c in (*before, *((clause.predicate,) if own else ())) if _asks_who(case, c)]
    subject = a.has(clause.predicate, "nsubj", "nsubj:pass")
    return "possible" if any(c == clause.predicate or not subject for c in whoever) else None


def _asks_who(case: ClauseCase, predicate: int) -> bool:
    a = case.analysis
    return any(a.forms[s].lower() == "wer" for s in a.dependents(predicate, "nsubj", "nsubj:pass"))


def _verb_first(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    subjects = clause.doers if clause.voice == "active" else clause.undergoers
    if clause.subordinator or not subjects or clause.kind not in ("finite", "copula"):
        return None
    if a.labels[clause.predicate] not in ("advcl", "ccomp") or a.heads[clause.predicate] < clause.predicate:
        return None
    verb = min(clause.verbs)
    foremost = verb < min(subjects) and verb == min([clause.predicate, *a.children[clause.predicate]])
    return "possible" if foremost else None


CONDITIONS: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/condition",
        find=_condition,
        why="A clause with *wenn*, *falls* or *sofern* says what may be.",
        yes=(
            ("Wenn die Rebellen die Stadt angreifen, flieht der König.", "angreifen: possible"),
            ("Falls der Minister zurücktritt, gibt es Neuwahlen.", "zurücktritt: possible"),
            ("Die Fahrer streiken, sofern die Regierung die Steuer beschließt.", "beschließt: possible"),
        ),
        no=("Als die Rebellen die Stadt angriffen, floh der König.",),
    ),
    Rule(
        name="status/whether",
        find=_question,
        why="A clause with *ob* leaves open what it says.",
        yes=(
            ("Ob der König abdankt oder zurücktritt, ist unbekannt.", "zurücktritt: possible"),
            ("Niemand weiß, ob Söldner den Minister ermordeten.", "ermordeten: possible"),
        ),
        no=("Alle wissen, dass Söldner den Minister ermordeten.",),
    ),
    Rule(
        name="status/whoever",
        find=_whoever,
        why="What holds of *wer* holds of anybody: no deed is told.",
        yes=(
            ("Wer fehlt, wird verhaftet.", "verhaftet: possible"),
            ("Wer demonstriert, wird bestraft.", "demonstriert: possible"),
        ),
        no=("Wer fehlte, wurde verhaftet.", "Der König wird verhaftet."),
    ),
    Rule(
        name="status/verb-first",
        find=_verb_first,
        why="A verb in front of its subject, before the main clause, makes a condition of its clause.",
        yes=(
            ("Sollten die Rebellen die Stadt angreifen, flieht der König.", "angreifen: possible"),
            ("Sollte der Antrag angenommen werden, geht die Opposition.", "angenommen: possible"),
        ),
        no=("Gestern trat der Minister zurück.",),
    ),
)
"""What a condition makes of a clause; asked before everything else in the clause."""


def _negated(case: ClauseCase) -> EventStatus | None:
    # *nicht* of *nicht nur* hangs on *nur* and is none of the clause's
    return "denied" if case.clause.negations else None


def _neither(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    parts = (clause.predicate, *clause.doers, *clause.undergoers)
    return "denied" if any(a.forms[c].casefold() == "weder" for part in parts for c in a.children[part]) else None


def _undone(case: ClauseCase) -> EventStatus | None:
    return "denied" if case.clause.subordinator in NOT_DONE else None


def _doubted(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    doubt = any(a.lemmas[c].lower() in word_set("alleged") for c in a.dependents(case.clause.predicate, "advmod"))
    return "possible" if doubt else None


DENIALS: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/not",
        find=_negated,
        why="*nicht*, *nie* or *kein* denies its clause; *nicht* of *nicht nur* does not.",
        yes=(
            ("Die Rebellen haben die Stadt nicht angegriffen.", "angegriffen: denied"),
            ("Einen Angriff gab es nicht.", "Angriff: denied"),
            ("Niemand verhaftete den Bürgermeister.", "verhaftete: denied"),
        ),
        no=(
            "Die Polizei verhaftete nicht nur den Bürgermeister Karl Brunn.",
            "Die Wachen erschossen nicht allein den König.",
            "Die Rebellen haben die Stadt angegriffen.",
        ),
    ),
    Rule(
        name="status/neither",
        find=_neither,
        why="*weder … noch* denies what both do.",
        yes=(
            ("Weder die Armee noch die Rebellen haben die Stadt angegriffen.", "angegriffen: denied"),
            ("Die Polizei verhaftete weder den Bürgermeister noch den Richter.", "verhaftete: denied"),
            ("Weder der König noch der Bischof wurden verhaftet.", "verhaftet: denied"),
            ("Die Polizei verhaftete weder Karl Brunn noch Jo Hals.", "verhaftete: denied"),
        ),
        no=("Sowohl die Armee als auch die Rebellen haben die Stadt angegriffen.",),
    ),
    Rule(
        name="status/undone",
        find=_undone,
        why="An infinitive with *ohne*, *statt* or *anstatt* tells what was not done.",
        yes=(
            ("Die Armee rückte ab, ohne die Stadt anzugreifen.", "anzugreifen: denied"),
            ("Der Minister reiste ab, statt zurückzutreten.", "zurückzutreten: denied"),
        ),
        no=("Die Armee rückte vor, um die Stadt anzugreifen.",),
    ),
    Rule(
        name="status/doubted",
        find=_doubted,
        why="An adverb such as *angeblich* or *mutmaßlich* leaves its clause open.",
        yes=(("Der Brand brach vermutlich am Abend aus.", "Brand: possible"),),
        no=("Der Brand brach bekanntlich am Abend aus.",),
    ),
)
"""What denies or doubts a clause."""
