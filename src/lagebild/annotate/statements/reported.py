"""Reported speech: clauses that tell a speech act with its speaker, without its words (*X fordert neue Wahlen*)."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.analysis import ROOT
from lagebild.annotate.statements.phrases import overlapping
from lagebild.annotate.statements.speakers import acts, speaker
from lagebild.annotate.statements.vocabulary import told
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

_UNREAL = ("subjunctive I", "subjunctive II", "imperative")
_CLAUSES = ("root", "conj", "parataxis", "advcl")


def reported(text: Text, statements: list[Statement]) -> Iterator[Statement]:
    """The speech acts that no other statement covers; what is reported is their clause."""
    a = text.analysis
    for clause in text.clauses:
        frames = told().get(clause.lemma)
        if not frames or clause.kind != "finite" or clause.negated or clause.mood in _UNREAL:
            continue
        if a.labels[clause.predicate] not in _CLAUSES or not any(_has(text, clause, frame) for frame in frames):
            continue
        who = speaker(text, clause, ())
        if who is None or not acts(text, who):
            continue
        span = _clause_span(text, clause)
        if overlapping(span, statements):
            continue
        yield Statement(
            type="reported",
            medium="speech",
            speaker=text.entity(who),
            speaker_spans=(text.phrase(who),),
            quote_spans=(span,),
            because={"type": f"speech act {clause.lemma}"},
            introduced="act",
        )


def _has(text: Text, clause: Clause, frame: str) -> bool:
    """Whether a clause has what a frame asks for: the object, *als* with what it is called, or a preposition."""
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
    """Whether the tree hangs the preposition's phrase on the object (*begründete die Absage mit dem Sturm*)."""
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
