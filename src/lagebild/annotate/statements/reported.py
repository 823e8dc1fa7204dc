"""Reported speech: clauses that tell a speech act with its speaker, without its words (*X fordert neue Wahlen*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lagebild.analysis import ROOT
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.said import Cue
from lagebild.annotate.statements.speakers import acts, speaker
from lagebild.annotate.statements.told import Told
from lagebild.annotate.statements.vocabulary import acts_of, row_name
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

_CLAUSES = ("root", "conj", "parataxis", "advcl")


def reported(text: Text, statements: list[Statement]) -> Iterator[Statement]:
    """The speech acts that no other statement covers; what is reported is their clause."""
    told = Told(statements)
    for clause in text.clauses:
        frames = acts_of(clause.lemma)
        frame = next((frame for frame in frames if _has(text, clause, frame)), None)
        if frame is None or first(UNTOLD, Cue(text, clause)) is not None:
            continue
        who, why = speaker(text, clause, ())
        if who is None or not acts(text, who):
            continue
        span = _clause_span(text, clause)
        if told.overlapping(span):
            continue
        yield Statement(
            type="reported",
            medium="speech",
            speaker=text.entity(who),
            speaker_spans=(text.phrase(who),),
            quote_spans=(span,),
            because={"type": row_name("act", clause.lemma, frame), "speaker": why, "quote_spans": "reported/clause"},
            introduced="act",
        )


def _not_finite(case: Cue) -> Literal[True] | None:
    return True if case.clause.kind != "finite" else None


def _negated(case: Cue) -> Literal[True] | None:
    return True if case.clause.negated else None


def _unreal(case: Cue) -> Literal[True] | None:
    return True if case.clause.mood in ("subjunctive I", "subjunctive II", "imperative") else None


def _inner(case: Cue) -> Literal[True] | None:
    return True if case.text.analysis.labels[case.clause.predicate] not in _CLAUSES else None


UNTOLD: tuple[Rule[Cue, Literal[True]], ...] = (
    Rule(
        name="reported/no-finite-verb",
        find=_not_finite,
        why="An infinitive or a participle tells no act.",
        yes=(
            ("Um höhere Löhne zu fordern, kam die Gewerkschaft.", ""),
            ("Um vor dem Sturm zu warnen, kam die Polizei.", ""),
        ),
    ),
    Rule(
        name="reported/negated",
        find=_negated,
        why="What is denied was not said.",
        yes=(("Die Gewerkschaft fordert keine höheren Löhne.", ""),),
    ),
    Rule(
        name="reported/unreal",
        find=_unreal,
        why="What is told in the subjunctive or asked for was not said yet.",
        yes=(("Die Gewerkschaft würde höhere Löhne fordern.", ""),),
    ),
    Rule(
        name="reported/inner-clause",
        find=_inner,
        why="A relative or a complement clause tells its act beside the point.",
        yes=(("Die Stadt kennt die Gewerkschaft, die höhere Löhne fordert.", ""),),
    ),
)


def _has(text: Text, clause: Clause, frame: str) -> bool:
    """True if a clause has what a frame asks for: the object, *als* with what it is called, or a preposition."""
    a = text.analysis
    for part in frame.split():
        if part == "obj":
            found = bool(clause.undergoers)
        elif part == "als":
            found = any(a.forms[t].lower() == "als" for t in a.subtree(clause.predicate))
        else:
            found = any(preposition == part for preposition, _ in clause.obliques) or _under_object(text, clause, part)
        if not found:
            return False
    return True


def _under_object(text: Text, clause: Clause, preposition: str) -> bool:
    """True if the tree hangs the preposition's phrase on the object (*begründete die Absage mit dem Sturm*)."""
    a = text.analysis
    below = (child for token in clause.undergoers for child in a.dependents(token, "nmod"))
    return any(a.forms[case].lower() == preposition for child in below for case in a.dependents(child, "case"))


def _clause_span(text: Text, clause: Clause) -> Span:
    """The clause alone: its sentence, without the other main clauses beside it."""
    a = text.analysis
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    beside = [c for c in a.dependents(clause.predicate, "conj") if c in text.clause_of]
    if a.heads[clause.predicate] == ROOT and not beside:
        return text.trimmed(a.span(sentence.start, sentence.end))
    without = {t for c in beside for t in a.subtree(c)}
    own = [t for t in a.subtree(clause.predicate) if t not in without and a.labels[t] != "cc"]
    return text.covered(own)
