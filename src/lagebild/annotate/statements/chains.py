"""Who hears from whom: what one quotes of another is the word of both (*Das Blatt zitiert X mit den Worten …*)."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.speakers import acts
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Statement


class Citing(NamedTuple):
    """A clause with *zitieren* and the statement that it introduces."""

    text: Text
    clause: Clause
    statement: Statement


def cited(text: Text, statements: list[Statement]) -> list[Statement]:
    """The second statement of each quoting: the quoted person's where the paper is read, the paper's else."""
    found = []
    for statement in statements:
        clause = _quoting(text, statement)
        other = first(OTHERS, Citing(text, clause, statement)) if clause is not None else None
        if clause is None or other is None:
            continue
        token, rule = other
        second = msgspec.structs.replace(
            statement,
            speaker=text.entity(token),
            speaker_spans=(_without_preposition(text, text.phrase(token)),),
            introduced="citation",
            because={**statement.because, "speaker": rule},
        )
        if clause.voice == "active":
            second = msgspec.structs.replace(second, cue_spans=(), frame_spans=())
        found.append(second)
    return found


def _quoting(text: Text, statement: Statement) -> Clause | None:
    """The clause with *zitieren* that introduces a statement; words taken out of another one stand by that."""
    if statement.introduced not in ("verb", "quotation") or not statement.cue_spans:
        return None
    cue = text.analysis.token_at(statement.cue_spans[-1].start)
    around = text.clauses_of_verb.get(cue, ()) if cue is not None else ()
    return next((clause for clause in around if clause.lemma == "zitieren"), None)


def _object(case: Citing) -> int | None:
    if case.clause.voice != "active":
        return None
    spans = case.statement.speaker_spans
    outside = (t for t in case.clause.undergoers if not any(case.text.token_span(t).within(s) for s in spans))
    return next((t for t in outside if acts(case.text, t)), None)


def _second_name(case: Citing) -> int | None:
    if case.clause.voice != "active":
        return None
    tokens = (t for span in case.statement.speaker_spans for t in case.text.inside(span))
    persons = (t for t in tokens if case.text.kind(t) == "person")
    return next((t for t in persons if case.text.entity(t) != case.statement.speaker), None)


def _source(case: Citing) -> int | None:
    text, clause, statement = case
    a = text.analysis
    if clause.voice == "active":
        return None
    for preposition, token in (*(("von", t) for t in clause.doers), *clause.obliques):
        inside = any(text.token_span(token).within(s) for s in (*statement.speaker_spans, *statement.quote_spans))
        named = a.tags[token] in ("NOUN", "PROPN") and a.lemmas[token].lower() not in word_set("nouns_for_wording")
        if preposition in closed("source_prepositions") and named and not inside:
            return token
    return None


def _without_preposition(text: Text, span: Span) -> Span:
    a = text.analysis
    start = a.token_at(span.start)
    if start is not None and a.forms[start].lower() in closed("source_prepositions") and a.ends[start] + 1 < span.end:
        return Span(a.ends[start] + 1, span.end)
    return span


OTHERS: tuple[Rule[Citing, int], ...] = (
    Rule(
        name="chains/object",
        find=_object,
        why="The one whom the paper quotes is the object of *zitieren*.",
        yes=(
            (
                "Die Zeitung „Seeblick“ zitiert Ada Brunn mit den Worten: „Wir haben lange genug gewartet.“",
                "„Wir haben lange genug gewartet.“: Ada Brunn",
            ),
        ),
    ),
    Rule(
        name="chains/name-beside-name",
        find=_second_name,
        why="Where the tree has taken the quoted person's name for a part of the paper's, the person speaks.",
        yes=(
            (
                "Mit den Worten „Wir geben nicht auf“ zitiert der Seeblick Ada Brunn.",
                "„Wir geben nicht auf“: Ada Brunn",
            ),
        ),
    ),
    Rule(
        name="chains/source",
        find=_source,
        why="Where somebody is quoted, the paper stands behind *von*, *in* or *bei*.",
        yes=(
            (
                "Ada Brunn wird von der Zeitung mit den Worten zitiert: „Wir haben lange genug gewartet.“",
                "„Wir haben lange genug gewartet.“: Zeitung",
            ),
        ),
    ),
)
