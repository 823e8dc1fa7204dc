"""Statements with a verb of saying: complement clauses, the cue behind or inside what is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from lagebild import lexicon
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.addressees import addressed
from lagebild.annotate.statements.said import content
from lagebild.annotate.statements.speakers import bearer, own_voice, speaker
from lagebild.annotate.statements.vocabulary import medium, row_name, stating, verbs
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import word_set
from lagebild.reading import Statement

_LEAST = 2
"""Words that say something are more than these."""


class Heard(NamedTuple):
    """A clause with a verb of saying, the verb's row, and the tokens of what it may say."""

    text: Text
    clause: Clause
    row: lexicon.Row
    content: list[int]


def introduced(text: Text) -> Iterator[Statement]:
    """The statements that a verb of saying introduces."""
    for clause in text.clauses:
        row = verbs().get(clause.lemma)
        if row is None or clause.kind == "participle":
            continue
        if clause.lemma not in stating() and not _speaks_of_it(text, clause):
            continue
        said, rule = content(text, clause)
        if said and first(SILENT, Heard(text, clause, row, said)) is None:
            yield _statement(Heard(text, clause, row, said), rule)


def _speaks_of_it(text: Text, clause: Clause) -> bool:
    """True if *davon* right before a comma points at what is said (*sprach davon, er sei verhaftet worden*)."""
    a = text.analysis
    return any(
        a.forms[t].lower() == "davon" and t + 1 < len(a) and a.forms[t + 1] == "," for t in a.children[clause.predicate]
    )


def _denied(case: Heard) -> Literal[True] | None:
    return True if case.clause.negated and case.clause.lemma in word_set("assenting_verbs") else None


def _own_voice(case: Heard) -> Literal[True] | None:
    text, clause = case.text, case.clause
    span = text.token_span(clause.predicate)
    part = text.part_at(span.start)
    quoted = text.in_quotation(span) is not None or (part is not None and part.kind == "answer")
    return True if quoted and own_voice(text, clause) else None


def _no_clause(case: Heard) -> Literal[True] | None:
    if case.row["needs"] != "clause":
        return None
    inside = (case.text.clause_of.get(token) for token in case.content)
    finite = any(clause is not None and clause.kind in ("finite", "copula") for clause in inside)
    return None if finite and _set_off(case.text, case.content) else True


def _set_off(text: Text, said: list[int]) -> bool:
    """True if what is said stands behind a comma or colon, or first in its sentence."""
    a = text.analysis
    start = min(t for t in said if a.tags[t] != "PUNCT")
    return start == a.sentences[a.sentence_of[start]].start or a.forms[start - 1] in (",", ":", "„", "»")


def _says_nothing(case: Heard) -> Literal[True] | None:
    a, text = case.text.analysis, case.text
    verbal = any(a.tags[t] in ("VERB", "AUX", "SCONJ") for t in case.content) and len(case.content) > _LEAST
    return None if verbal or any(text.in_quotation(text.token_span(t)) for t in case.content) else True


SILENT: tuple[Rule[Heard, Literal[True]], ...] = (
    Rule(
        name="silent/denied-assent",
        find=_denied,
        why="Whoever does not confirm or promise something has not said it.",
        yes=(
            ("Die Polizei bestätigte nicht, dass geschossen wurde.", ""),
            ("Ada Brunn versprach nicht, die Löhne zu erhöhen.", ""),
        ),
    ),
    Rule(
        name="silent/own-voice",
        find=_own_voice,
        why="*Ich glaube* within a quotation or an answer is part of what is said.",
        yes=(
            ("„Ich denke, dass wir gewinnen“, sagte Ada Brunn.", ""),
            ("Frage: Was nun, Frau Lohm?\n\nLohm: Ich glaube, dass wir gewinnen.", ""),
        ),
    ),
    Rule(
        name="silent/no-finite-clause",
        find=_no_clause,
        why="Verbs such as *finden* and *annehmen* say something only with a finite clause that is set off.",
        yes=(
            ("Der Rat nimmt den Plan, das Werk zu schließen, an.", ""),
            ("Die Wirtin fand es schwer, den Hof zu halten.", ""),
        ),
    ),
    Rule(
        name="silent/no-words",
        find=_says_nothing,
        why="Without a verb and without quotation marks nothing is said.",
        yes=(("Ada Brunn erklärte den Plan für tot.", ""),),
    ),
)


def _statement(case: Heard, rule: str) -> Statement:
    text, clause, row, said = case
    spoken = [t for t in clause.verbs if t not in said]
    quotes = text.pieces(said, without=spoken)
    said_by = speaker(text, clause, quotes)
    who = said_by.token
    entity, why = bearer(text, said_by)
    to, why_to = addressed(text, clause, said)
    name = row_name("verb", row["form"])
    return Statement(
        type="indirect",
        medium=medium(row),
        speaker=entity,
        speaker_spans=(text.phrase(who),) if who is not None else (),
        cue_spans=tuple(text.token_span(t) for t in spoken),
        quote_spans=quotes,
        addressee_spans=to,
        because={"type": name, "medium": name, "speaker": why, "quote_spans": rule, **why_to},
        introduced="verb",
    )


def framed(text: Text, statement: Statement) -> Statement:
    """A statement with its frame: what of the cue's sentence is not said itself."""
    if not statement.cue_spans or statement.frame_spans:
        return statement
    cue = text.analysis.token_at(statement.cue_spans[0].start)
    if cue is None:
        return statement
    spans, at = [], (sentence := text.sentence(cue)).start
    for quote in sorted(statement.quote_spans):
        if quote.overlaps(sentence):
            spans.append(Span(at, max(at, quote.start)))
            at = min(max(at, quote.end), sentence.end)
    spans.append(Span(at, sentence.end))
    # the comma and the colon before what is said are the frame's, the sentence's full stop is not
    frame = [kept for span in spans if len((kept := text.bare(span)).of(text.content).strip(" ,;:–-.“”«")) > 1]
    return msgspec.structs.replace(statement, frame_spans=tuple(frame))
