"""Direct speech: words in quotation marks that somebody says, with who says so."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from lagebild.annotate.quotations import nested
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.addressees import addressed
from lagebild.annotate.statements.cues import framed
from lagebild.annotate.statements.interrupted import chained, interrupted
from lagebild.annotate.statements.marked import Marked
from lagebild.annotate.statements.marks import Quoted, classified
from lagebild.annotate.statements.own_words import taken, worded
from lagebild.annotate.statements.quote_cues import Spoken, cue
from lagebild.annotate.statements.speakers import bearer, speaker
from lagebild.annotate.statements.told import Told
from lagebild.annotate.statements.unintroduced import Alone, uncued
from lagebild.annotate.statements.vocabulary import row_name
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.lexicon.words import word_tuple
from lagebild.reading import Statement

_BESIDE = 0.25
"""The share of a quotation's length up to which the cue's words may stand beside it."""


class Used(NamedTuple):
    """Quoted words that somebody uses, of whom nothing has said yet who."""

    quotation: Marked
    kind: Quoted
    why: str


class Neighbours(NamedTuple):
    """A name in quotation marks, and the quotation after it."""

    name: Marked
    quotation: Marked

    @property
    def between(self) -> str:
        """The text from the one to the other."""
        return self.name.text.content[self.name.span.end : self.quotation.span.start]


class Whole(NamedTuple):
    """An indirect statement and a quotation that it overlaps."""

    statement: Statement
    quotation: Marked

    @property
    def pieces(self) -> list[Span]:
        """The pieces of the statement that the quotation shares something with."""
        return [piece for piece in self.statement.quote_spans if piece.overlaps(self.quotation.span)]

    @property
    def beside(self) -> str:
        """What those pieces have beside the quotation."""
        content, (start, end) = self.quotation.text.content, self.quotation.span
        return "".join(content[piece.start : start] + content[end : piece.end] for piece in self.pieces)


def quoted(text: Text, statements: list[Statement]) -> tuple[list[Statement], list[Used]]:
    """The statements with direct speech added; an indirect one that is wholly in quotation marks becomes direct.

    Beside them the quotations that are words somebody uses, of whom nothing here says who (see :func:`left_over`).
    """
    open_: list[Used] = []
    told = Told(statements)
    last: Statement | None = None
    name: Marked | None = None
    pieced = _interrupted(text, told)
    for span in text.quotations:
        if span in pieced:
            last = pieced[span]
            continue
        quotation = Marked(text, span)
        kind, why = classified(quotation)
        if name is not None and first(LISTED, Neighbours(name, quotation)) is not None:
            kind = "name"
        name = quotation if kind == "name" else None
        held = [s for s in told.overlapping(span) if s.type == "indirect" and not _cued_within(s, span)]
        whole = next((s for s in held if first(WHOLE, Whole(s, quotation)) is not None), None)
        if kind == "name":
            if whole is not None:
                told.remove(whole)
            continue
        said = _all_of(whole, quotation, why) if whole is not None else None
        if whole is not None and said is not None:
            told.replace(whole, said)
            last = said
            continue
        said = _cued(Used(quotation, kind, why), held)
        if said is None and held and (rule := taken(quotation, kind)) is not None:
            said = _part_of(Used(quotation, kind, why), held, rule)
        if said is None and kind == "sentence":
            said = uncued(Alone(quotation, kind, last, told), why)
        elif said is None:
            open_.append(Used(quotation, kind, why))
        if said is not None:
            last = said
            told.add(said)
    for span in text.quotations:
        _nested(text, span, told)
    return chained(text, list(told)), open_


def _interrupted(text: Text, told: Told) -> dict[Span, Statement]:
    """By piece the statements of quotations that are interrupted; they take the place of what their cue said before."""
    found: dict[Span, Statement] = {}
    for pieces, statement in interrupted(text, text.quotations):
        for piece in pieces:
            found[piece] = statement
            for other in told.overlapping(piece):
                if other.type == "indirect" and not _cued_within(other, piece):
                    told.remove(other)
        told.add(statement)
    return found


def _cued_within(statement: Statement, span: Span) -> bool:
    """Whether the cue of a statement stands in a quotation: then only a part of the quoted words is said by it."""
    return bool(statement.cue_spans) and statement.cue_spans[0].within(span)


def _nested(text: Text, outer: Span, told: Told) -> None:
    """Adds what is quoted within a quotation, where a verb there tells who says so."""
    for span in nested(text.content, outer):
        quotation = Marked(text, span)
        kind, why = classified(quotation)
        if kind == "name":
            continue
        said = _cued(Used(quotation, kind, why), [])
        if said is None or not said.cue_spans or not all(cue.within(outer) for cue in said.cue_spans):
            continue
        for other in told.overlapping(span):
            if other.type == "indirect" and other.cue_spans and other.cue_spans[0] in said.cue_spans:
                told.remove(other)
        told.add(said)


def left_over(statements: list[Statement], used: list[Used]) -> list[Statement]:
    """The statements with those quotations added that are words out of a carried-on sentence, or nobody's by name."""
    told = Told(statements)
    free = Told(s for s in statements if s.type in ("indirect_free_indirect", "free_indirect"))
    direct = sorted((s for s in statements if s.type == "direct"), key=lambda s: s.quote_spans[-1].end)
    last_end = max((s.quote_spans[-1].end for s in statements), default=-1)
    passed = 0
    last: Statement | None = None
    for case in used:
        quotation = case.quotation
        held = [s for s in free.overlapping(quotation.span) if any(quotation.span.within(q) for q in s.quote_spans)]
        while passed < len(direct) and direct[passed].quote_spans[-1].end <= quotation.span.start:
            if last is None or direct[passed].quote_spans[-1].end > last.quote_spans[-1].end:
                last = direct[passed]
            passed += 1
        said = None
        if held and (rule := taken(quotation, case.kind)) is not None:
            said = _part_of(case, held, rule)
        elif case.kind == "part" and (rule := worded(quotation, last_end)) is not None:
            said = uncued(Alone(quotation, case.kind, last, told), rule)
        if said is not None:
            told.add(said)
            last_end = max(last_end, quotation.span.end)
            last = said if last is None or quotation.span.end > last.quote_spans[-1].end else last
    return list(told)


def _cued(case: Used, held: list[Statement]) -> Statement | None:
    """The statement of a quotation that a verb introduces, or by which somebody calls something."""
    quotation, text = case.quotation, case.quotation.text
    found = cue(Spoken(quotation, case.kind, bool(held)))
    if found is None:
        return None
    clause, rule = found
    said_by = speaker(text, clause, (quotation.span,))
    who = said_by.token
    entity, why = bearer(text, said_by)
    to, why_to = addressed(text, clause, [])
    return Statement(
        type="direct",
        medium="speech",
        speaker=entity,
        speaker_spans=(text.phrase(who),) if who is not None else (),
        cue_spans=tuple(text.token_span(t) for t in clause.verbs),
        quote_spans=(quotation.span,),
        addressee_spans=to,
        because={
            "type": case.why,
            "speaker": why,
            "cue_spans": row_name("verb", clause.lemma),
            "quote_spans": rule,
            **why_to,
        },
        introduced="quotation",
    )


def _part_of(case: Used, held: list[Statement], rule: str) -> Statement:
    """Words taken out of what somebody says: his, with the cue and the frame of the statement they stand in."""
    shortest = min(held, key=lambda s: (not s.speaker_spans, sum(q.end - q.start for q in s.quote_spans)))
    within = framed(case.quotation.text, shortest)
    return msgspec.structs.replace(
        within,
        type="direct",
        quote_spans=(case.quotation.span,),
        introduced="excerpt",
        because={**within.because, "type": case.why, "quote_spans": rule},
    )


def _all_of(statement: Statement, quotation: Marked, why: str) -> Statement:
    """A statement of which a quotation is all that is said."""
    return msgspec.structs.replace(
        statement,
        type="direct",
        quote_spans=(quotation.span,),
        because={**statement.because, "type": why, "cue_spans": statement.because["type"]},
    )


# A name's neighbours


@cache
def _joined() -> re.Pattern[str]:
    """What stands between two names in a list."""
    words = "|".join(map(re.escape, word_tuple("list_joiners")))
    return re.compile(rf"( \(\w+\))?(,|;| \(| –)? ?(({words}) ?)*")


def _translation(case: Neighbours) -> Literal[True] | None:
    return True if case.between == " (" else None


def _in_list(case: Neighbours) -> Literal[True] | None:
    return True if case.quotation.plain and _joined().fullmatch(case.between) is not None else None


LISTED: tuple[Rule[Neighbours, Literal[True]], ...] = (
    Rule(
        name="listed/translation",
        find=_translation,
        why="What follows a name in brackets and marks is its translation.",
        yes=(("Ada Brunn warb mit dem Motto „Nous restons“ („wir bleiben alle hier“).", ""),),
    ),
    Rule(
        name="listed/name",
        find=_in_list,
        why="What begins like a name and stands in a list with one is a name, too.",
        yes=(("Sie drehte die Filme „Der Hafen“ und „Wir gehen alle heim“.", ""),),
    ),
)


# What is all that somebody says


def _announced(case: Whole) -> Literal[True] | None:
    span, text = case.quotation.span, case.quotation.text
    end = text.before(span.start)
    announced = text.content[max(0, end - 3) : end].endswith((":", " als"))
    short = len(case.beside) <= _BESIDE * (span.end - span.start)
    return True if announced and short and len(case.pieces) == len(case.statement.quote_spans) else None


def _nothing_beside(case: Whole) -> Literal[True] | None:
    if len(case.pieces) < len(case.statement.quote_spans):
        return None
    return True if not any(c.isalnum() for c in case.beside) else None


WHOLE: tuple[Rule[Whole, Literal[True]], ...] = (
    Rule(
        name="whole/nothing-beside",
        find=_nothing_beside,
        why="A quotation is all that is said where what is said has no other words.",
        yes=(
            ("Ada Brunn sagte, „dass der Damm nicht halten kann“.", ""),
            ("Ada Brunn sagte, „der Damm hält nicht stand“.", ""),
        ),
    ),
    Rule(
        name="whole/announced",
        find=_announced,
        why="A few words before a colon or *als* are the cue's, where the tree has them as said.",
        yes=(
            ("Ada Brunn sagte, wörtlich: „Der Damm wird in der Nacht brechen, wenn niemand kommt und hilft.“", ""),
            (
                "Ada Brunn erklärte, es sei klar: „Der Damm wird in der Nacht brechen, wenn niemand kommt, der uns hilft.“",
                "",
            ),
        ),
    ),
)
