"""Who hears from whom: what one quotes of another is the word of both (*Das Blatt zitiert X mit den Worten …*)."""

from __future__ import annotations

import msgspec

from lagebild.annotate.statements.scene import Scene
from lagebild.annotate.statements.speakers import acts
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

_IN = ("in", "von", "bei", "auf", "aus")
_NO_SOURCE = frozenset("wort weise satz zusammenhang folge".split())


def cited(scene: Scene, statements: list[Statement]) -> list[Statement]:
    """The second statement of each quoting: the quoted person's where the paper is read, the paper's else."""
    found = []
    for statement in statements:
        clause = _quoting(scene, statement)
        if clause is None:
            continue
        other = _quoted(scene, clause, statement) if clause.voice == "active" else _medium(scene, clause, statement)
        if other is None:
            continue
        entity = scene.entity(other)
        span = _without_preposition(scene, scene.phrase(other))
        second = msgspec.structs.replace(statement, speaker=entity, speaker_spans=(span,), rule="quoted by another")
        if clause.voice == "active":
            second = msgspec.structs.replace(second, cue_spans=(), frame_spans=())
        found.append(second)
    return found


def _quoting(scene: Scene, statement: Statement) -> Clause | None:
    """The clause with *zitieren* that introduces a statement."""
    if not statement.rule.endswith(" zitieren") or not statement.cue_spans:
        return None
    cue = scene.analysis.token_at(statement.cue_spans[-1].start)
    return next((c for c in scene.clauses if cue in c.verbs and c.lemma == "zitieren"), None)


def _quoted(scene: Scene, clause: Clause, statement: Statement) -> int | None:
    """Whom the paper quotes: the object, or the name that the tree has put to the paper's (*zitiert Y X*)."""
    a = scene.analysis
    for token in clause.undergoers:
        if acts(scene, token) and not any(scene.token_span(token).within(s) for s in statement.speaker_spans):
            return token
    return next(
        (
            token
            for span in statement.speaker_spans
            for token in range(len(a))
            if scene.token_span(token).within(span)
            and scene.kind(token) == "person"
            and scene.entity(token) != statement.speaker
        ),
        None,
    )


def _medium(scene: Scene, clause: Clause, statement: Statement) -> int | None:
    """Where somebody is quoted: *von X*, *in der Zeitung X*."""
    a = scene.analysis
    for preposition, token in (*(("von", t) for t in clause.doers), *clause.obliques):
        inside = any(scene.token_span(token).within(s) for s in (*statement.speaker_spans, *statement.quote_spans))
        named = a.tags[token] in ("NOUN", "PROPN") and a.lemmas[token].lower() not in _NO_SOURCE
        if preposition in _IN and named and not inside:
            return token
    return None


def _without_preposition(scene: Scene, span: Span) -> Span:
    a = scene.analysis
    first = a.token_at(span.start)
    if first is not None and a.forms[first].lower() in _IN and a.ends[first] + 1 < span.end:
        return Span(a.ends[first] + 1, span.end)
    return span
