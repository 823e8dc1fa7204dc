"""What a clause says outright about its status: under a condition (`conditional.py`), denied, in doubt."""

from __future__ import annotations

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.events.status.case import ClauseCase
from lagebild.annotate.events.status.conditional import condition, consequence
from lagebild.annotate.events.status.contents import TOLD_TENSES
from lagebild.annotate.rule import Rule, first
from lagebild.clauses import Clause
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import EventStatus

_UP = 4
"""Predicates that share what is said of the first of them, at most."""


def outright(case: ClauseCase) -> tuple[EventStatus, str] | None:
    """What a clause says of itself by a condition, a denial or a doubt, with the rule's name; None if it has none."""
    return condition(case) or first(DENIALS, case) or consequence(case)


def _tried_in_vain(case: ClauseCase) -> EventStatus | None:
    above = case.governor
    if above is None or above.lemma != "versuchen" or case.clause.kind != "infinitive":
        return None
    a = case.analysis
    vain = any(a.lemmas[c].casefold() in word_set("in_vain") for c in a.dependents(above.predicate, "advmod"))
    return "denied" if vain else None


def _negated(case: ClauseCase) -> EventStatus | None:
    # *nicht* of *nicht nur* hangs on *nur* and is none of the clause's
    return "denied" if case.clause.negations else None


def _never(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    beside = (t for v in case.clause.verbs for c in a.children[v] if a.tags[c] == "ADV" for t in a.children[c])
    return "denied" if any(a.forms[t].casefold() in ("nie", "niemals") for t in beside) else None


def _neither(case: ClauseCase) -> EventStatus | None:
    a, clause = case.analysis, case.clause
    parts = (
        clause.predicate,
        *clause.doers,
        *clause.undergoers,
        *clause.recipients,
        *(t for p, t in clause.obliques if not p),
    )
    words = (c for part in parts for c in a.children[part])
    right_before = clause.predicate > 0 and _nor(a, clause.predicate - 1)  # *weder geplündert noch geschossen*
    return "denied" if right_before or any(a.forms[c].casefold() == "weder" or _nor(a, c) for c in words) else None


def _nor(a: Analysis, token: int) -> bool:
    """Whether a *noch* is the one that goes on after *weder*."""
    before = [form.casefold() for form in a.forms[a.sentences[a.sentence_of[token]].start : token]]
    return a.forms[token] == "noch" and "weder" in before and "noch" not in before[before.index("weder") :]


def _undone(case: ClauseCase) -> EventStatus | None:
    return "denied" if case.clause.subordinator in closed("not_doing") else None


def _doubted(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    told = case.clause.tense in TOLD_TENSES  # *wird wohl zurücktreten* announces
    doubts = word_set("alleged") | (word_set("likely") if told else frozenset())
    beside = a.dependents(case.clause.predicate, "advmod")
    doubt = any(a.lemmas[c].lower() in doubts and not a.has(c, "advmod") for c in beside)  # not *sehr wohl*
    return "possible" if doubt else None


def _rumoured(case: ClauseCase) -> EventStatus | None:
    a = case.analysis
    told = [n for v in _with_those_above(a, case.clause.predicate) for n in a.children[v] if _is_rumour(a, n)]
    by = (a.lemmas[c].casefold() for noun in told for c in a.dependents(noun, "case"))
    return "possible" if not closed("source_phrase_words").isdisjoint(by) else None


def _with_those_above(a: Analysis, predicate: int) -> list[int]:
    """A predicate, the *lassen* above it, and the predicates before it that share their subject with it."""
    found = [predicate]
    while a.heads[found[-1]] != ROOT and len(found) < _UP:
        last = found[-1]
        shares = a.labels[last] == "conj" and not a.has(last, "nsubj", "nsubj:pass") and a.heads[last] < last
        lets = a.labels[last] in ("xcomp", "ccomp") and a.lemmas[a.heads[last]] == "lassen" and not a.has(last, "mark")
        if not (shares or lets):
            break
        found.append(a.heads[last])
    return found


def _is_rumour(a: Analysis, noun: int) -> bool:
    if a.tags[noun] != "NOUN":
        return False
    unconfirmed = any(a.forms[c].casefold().startswith("unbestätigt") for c in a.children[noun])
    return unconfirmed or a.lemmas[noun] in word_set("rumours")


def _corrected(case: ClauseCase) -> EventStatus | None:
    """Whether the next sentence says of what this one reports that it is not so."""
    a = case.analysis
    number = a.sentence_of[case.clause.predicate] + 1
    if not case.clause.mood.startswith("subjunctive") or number == len(a.sentences):
        return None
    return "denied" if any(_calls_untrue(case, clause) for clause in case.text.clauses_in[number]) else None


def _calls_untrue(case: ClauseCase, clause: Clause) -> bool:
    a = case.analysis
    subjects = list(a.dependents(clause.predicate, "nsubj"))
    if clause.subordinator or not any(a.forms[s].casefold() in ("das", "dies") for s in subjects):
        return False
    words = {a.forms[t].casefold() for t in (clause.predicate, *a.children[clause.predicate])}
    return (clause.negated and clause.lemma in word_set("being_true")) or bool(words & word_set("untrue"))


DENIALS: tuple[Rule[ClauseCase, EventStatus], ...] = (
    Rule(
        name="status/tried-in-vain",
        find=_tried_in_vain,
        why="What somebody tries in vain does not happen.",
        yes=(("Die Rebellen versuchten vergeblich, die Stadt einzunehmen.", "einzunehmen: denied"),),
    ),
    Rule(
        name="status/corrected",
        find=_corrected,
        why="What somebody has reported did not happen if the next sentence says that it is not so.",
        yes=(
            ("In der Zeitung hieß es, Söldner hätten den König ermordet. Das ist falsch.", "ermordet: denied"),
            ("Es hieß, die Ministerin sei zurückgetreten. Dies stimmt nicht.", "zurückgetreten: denied"),
        ),
        no=("Es hieß, die Ministerin sei zurückgetreten. Das stimmt.",),
    ),
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
        name="status/never-before",
        find=_never,
        why="*nie* below another adverb denies its clause, too.",
        yes=(("Nie zuvor war ein Präsident verhaftet worden.", "verhaftet: denied"),),
        no=("Lange zuvor war ein Präsident verhaftet worden.",),
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
            ("Weder verhaftete die Polizei den König, noch klagte sie ihn an.", "klagte: denied"),
        ),
        no=(
            "Weder die Armee noch die Polizei war da, als Rebellen noch am Abend die Stadt angriffen.",
            "Sowohl die Armee als auch die Rebellen haben die Stadt angegriffen.",
        ),
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
        yes=(
            ("Der Brand brach vermutlich am Abend aus.", "Brand: possible"),
            ("Alle Fischer sind wahrscheinlich ums Leben gekommen.", "Leben: possible"),
        ),
        no=("Der Brand brach bekanntlich am Abend aus.", "Der Minister wird wohl zurücktreten."),
    ),
    Rule(
        name="status/rumour",
        find=_rumoured,
        why="What is told by a rumour, or by a report that nobody confirms, may be so.",
        yes=(
            ("Gerüchten zufolge haben Söldner den König ermordet.", "ermordet: possible"),
            ("Laut Spekulationen trat der Minister zurück.", "trat: possible"),
            ("Nach unbestätigten Berichten griff die Miliz das Dorf an.", "griff: possible"),
            ("Gerüchten zufolge hat der König seine Minister verhaften lassen.", "verhaften: possible"),
            ("Gerüchten zufolge ist der König geflohen und hat den Minister ermordet.", "ermordet: possible"),
        ),
        no=("Nach Berichten griff die Miliz das Dorf an.",),
    ),
)
"""What denies or doubts a clause."""
