"""The verb that introduces a quotation, or by which somebody calls something so."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.marked import Marked
from lagebild.annotate.statements.marks import Quoted
from lagebild.annotate.statements.speakers import speaker
from lagebild.annotate.statements.vocabulary import calling, quoting, verbs
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import closed, word_set

_ONE_WORD = 3
"""The tokens of a quoted word with its marks."""


class Spoken(NamedTuple):
    """A quotation, what its words are, and whether a statement that is told holds them already."""

    quotation: Marked
    kind: Quoted
    held: bool


class Uttered(NamedTuple):
    """A quotation with the clause that may introduce it."""

    spoken: Spoken
    cue: Clause


def cue(case: Spoken) -> tuple[Clause, str] | None:
    """The clause with a verb of saying that a quotation belongs to, and the rule that finds it."""
    found = first(CUES, case)
    return None if found is None or first(NOT_SAID, Uttered(case, found[0])) is not None else found


def _called(case: Spoken) -> Clause | None:
    """The clause that calls something by the quoted words, however few they are."""
    text, quotation = case.quotation.text, case.quotation.span
    a = text.analysis
    start = a.token_at(quotation.start)
    clause = _clause_over(text, quotation)
    lacking = clause is None or clause.lemma not in calling()
    if lacking and start and a.forms[start - 1].lower() in closed("before_what_it_is_called"):
        clause = _calling_near(text, start)
    if clause is None or clause.lemma not in calling() or clause.kind not in ("finite", "copula"):
        return None
    lead = {a.forms[t].lower() for t in range(max(0, start - 3), start)} if start else set()
    if clause.lemma not in word_set("verbs_calling_outright") and not lead & closed("before_what_it_is_called"):
        return None
    children = (*a.children[clause.predicate], *clause.doers)
    return None if any(a.lemmas[t] in ("sich", "man") for t in children) else clause


def _clause_over(text: Text, quotation: Span) -> Clause | None:
    """The clause that the tree hangs quoted words on, at most three steps above them."""
    a = text.analysis
    token = a.token_at(quotation.start)
    while token is not None and token >= 0 and text.token_span(token).within(quotation):
        token = a.heads[token]
    for _ in range(3):
        if token is None or token < 0 or token in text.clause_of:
            break
        token = a.heads[token]
    return text.clause_of.get(token) if token is not None else None


def _calling_near(text: Text, token: int) -> Clause | None:
    """The clause with a verb of calling in a token's sentence that is nearest to it."""
    near = [c for c in text.clauses_in[text.analysis.sentence_of[token]] if c.lemma in calling()]
    return min(near, key=lambda c: abs(c.predicate - token), default=None)


def _introduces(case: Spoken, clause: Clause) -> bool:
    """True if a clause outside the quotation has a finite verb of saying."""
    outside = not case.quotation.text.token_span(clause.predicate).within(case.quotation.span)
    return outside and clause.lemma in verbs() and clause.kind in ("finite", "copula")


def _may_have_cue(case: Spoken) -> bool:
    return not case.held and case.kind != "word"


def _colon(case: Spoken) -> Clause | None:
    text = case.quotation.text
    start = text.analysis.token_at(case.quotation.span.start)
    if not start or text.analysis.forms[start - 1] != ":" or not _may_have_cue(case):
        return None
    before = text.sentence_tokens(start - 1)
    introducing = [c for c in text.clauses_between(before.start, start) if _introduces(case, c)]
    return introducing[-1] if introducing else None


def _beside(case: Spoken) -> Clause | None:
    text, quotation = case.quotation.text, case.quotation.span
    a = text.analysis
    start = a.token_at(quotation.start)
    if start is None or not _may_have_cue(case) or (start and a.forms[start - 1] == ":"):
        return None
    touched = range(a.sentence_of[start], a.sentence_of[text.tokens(quotation)[1] - 1] + 1)
    beside = [c for number in touched for c in text.clauses_in[number] if _introduces(case, c)]
    return min(beside, key=lambda c: _distance(text.token_span(c.predicate), quotation), default=None)


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)


def _right_behind(case: Spoken) -> Clause | None:
    return case.quotation.verb_behind if _may_have_cue(case) else None


CUES: tuple[Rule[Spoken, Clause], ...] = (
    Rule(
        name="quotes/called-so",
        find=_called,
        why="By *nennen*, *bezeichnen als*, *sprechen von* and their like somebody calls something so, in one word, too.",
        yes=(
            ("Ada Brunn nannte den Plan einen „Witz“.", "„Witz“: „Witz“"),
            ("Der Händler bezeichnete das Verbot als „unnötig“.", "„unnötig“: „unnötig“"),
        ),
        no=(
            "Die Gruppe feierte sich als „unnötig“.",
            "Der Wirt sieht sich als „unnötig“.",
            "Man feierte das Fest als „unnötig“.",
        ),
    ),
    Rule(
        name="quotes/cue-before-colon",
        find=_colon,
        why="The last verb of saying before a colon introduces what follows it.",
        yes=(
            (
                "Ada Brunn sprach zu den Leuten: „Wir geben nicht auf.“",
                "„Wir geben nicht auf.“: „Wir geben nicht auf.“",
            ),
        ),
    ),
    Rule(
        name="quotes/verb-right-behind",
        find=_right_behind,
        why="Any verb right behind a quotation and its comma tells who speaks, a verb of saying or not.",
        yes=(
            ("„Der Damm ist alt“, schmunzelte Ada Brunn.", "„Der Damm ist alt“: „Der Damm ist alt“"),
            ("„Schon gut“, nickte Karl Feld.", "„Schon gut“: „Schon gut“"),
        ),
        no=("Das Lied „Der Damm ist alt“, singt jeder.",),
    ),
    Rule(
        name="quotes/cue-beside",
        find=_beside,
        why="The nearest verb of saying in the quotation's sentence introduces the words.",
        yes=(
            ("Ada Brunn sprach „wir geben nicht auf“ in das Mikrofon.", "„wir geben nicht auf“: „wir geben nicht auf“"),
            (
                "Sie warb mit dem Motto „wir bleiben alle am See“.",
                "„wir bleiben alle am See“: „wir bleiben alle am See“",
            ),
        ),
    ),
)


def _title(case: Uttered) -> Literal[True] | None:
    called = case.spoken.quotation.plain and case.spoken.kind == "part"
    return True if called and case.cue.lemma not in quoting() else None


def _by_all(case: Uttered) -> Literal[True] | None:
    quotation = case.spoken.quotation
    if case.spoken.kind != "word" or not quotation.plain or len(quotation.tokens) > _ONE_WORD:
        return None
    return True if speaker(quotation.text, case.cue, (quotation.span,)).token is None else None


NOT_SAID: tuple[Rule[Uttered, Literal[True]], ...] = (
    Rule(
        name="quotes/title-beside-cue",
        find=_title,
        why="A phrase that begins like a name is a title beside most verbs; few verbs introduce words of any form.",
        yes=(("Ada Brunn schrieb „Freie Fahrt für alle Boote“.", ""),),
    ),
    Rule(
        name="quotes/called-so-by-everybody",
        find=_by_all,
        why="What is called so without anybody named is called so by everybody.",
        yes=(("Der Strom wird als „Sonnenwind“ bezeichnet.", ""),),
    ),
)
