"""Who hears from whom: what one quotes of another is the word of both (*Das Blatt zitiert X mit den Worten …*)."""

from __future__ import annotations

import msgspec

from lagebild.annotate.statements.speakers import acts
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

_IN = ("in", "von", "bei", "auf", "aus")
_NO_SOURCE = frozenset("wort weise satz zusammenhang folge".split())


def cited(text: Text, statements: list[Statement]) -> list[Statement]:
    """The second statement of each quoting: the quoted person's where the paper is read, the paper's else."""
    found = []
    for statement in statements:
        clause = _quoting(text, statement)
        if clause is None:
            continue
        other = _quoted(text, clause, statement) if clause.voice == "active" else _medium(text, clause, statement)
        if other is None:
            continue
        entity = text.entity(other)
        span = _without_preposition(text, text.phrase(other))
        second = msgspec.structs.replace(
            statement,
            speaker=entity,
            speaker_spans=(span,),
            introduced="citation",
            because={"type": "quoted by another"},
        )
        if clause.voice == "active":
            second = msgspec.structs.replace(second, cue_spans=(), frame_spans=())
        found.append(second)
    return found


def _quoting(text: Text, statement: Statement) -> Clause | None:
    """The clause with *zitieren* that introduces a statement."""
    if not statement.because["type"].endswith(" zitieren") or not statement.cue_spans:
        return None
    cue = text.analysis.token_at(statement.cue_spans[-1].start)
    return next((c for c in text.clauses if cue in c.verbs and c.lemma == "zitieren"), None)


def _quoted(text: Text, clause: Clause, statement: Statement) -> int | None:
    """Whom the paper quotes: the object, or the name that the tree has put to the paper's (*zitiert Y X*)."""
    a = text.analysis
    for token in clause.undergoers:
        if acts(text, token) and not any(text.token_span(token).within(s) for s in statement.speaker_spans):
            return token
    return next(
        (
            token
            for span in statement.speaker_spans
            for token in range(len(a))
            if text.token_span(token).within(span)
            and text.kind(token) == "person"
            and text.entity(token) != statement.speaker
        ),
        None,
    )


def _medium(text: Text, clause: Clause, statement: Statement) -> int | None:
    """Where somebody is quoted: *von X*, *in der Zeitung X*."""
    a = text.analysis
    for preposition, token in (*(("von", t) for t in clause.doers), *clause.obliques):
        inside = any(text.token_span(token).within(s) for s in (*statement.speaker_spans, *statement.quote_spans))
        named = a.tags[token] in ("NOUN", "PROPN") and a.lemmas[token].lower() not in _NO_SOURCE
        if preposition in _IN and named and not inside:
            return token
    return None


def _without_preposition(text: Text, span: Span) -> Span:
    a = text.analysis
    first = a.token_at(span.start)
    if first is not None and a.forms[first].lower() in _IN and a.ends[first] + 1 < span.end:
        return Span(a.ends[first] + 1, span.end)
    return span
