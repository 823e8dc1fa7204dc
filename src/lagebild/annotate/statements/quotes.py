"""Direct speech: words in quotation marks that somebody says, as against names, titles and scare quotes."""

from __future__ import annotations

from functools import cache

import msgspec

from lagebild import lexicon
from lagebild.annotate.statements.cues import addressed, cue_near, framed
from lagebild.annotate.statements.scene import Scene
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

_LEAST_WORDS = 4
_NEAR = 200
"""Code points between a quotation and what its speaker said before."""
_FUSED = frozenset("im am vom zum zur beim ins".split())
"""Prepositions that hold a definite article."""


def quoted(scene: Scene, statements: list[Statement]) -> list[Statement]:
    """The statements with direct speech added; an indirect one that is wholly in quotation marks becomes direct."""
    found = list(statements)
    last: Statement | None = None
    for quotation in scene.quotations:
        held = [s for s in found if s.type == "indirect" and any(q.overlaps(quotation) for q in s.quote_spans)]
        whole = next((s for s in held if _wholly(s, quotation)), None)
        if whole is not None:
            last = msgspec.structs.replace(whole, type="direct", quote_spans=(quotation,))
            found[found.index(whole)] = last
            continue
        if not held and _part(scene, quotation):
            held = [s for s in found if any(q.overlaps(quotation) for q in s.quote_spans)]
        if held and _part(scene, quotation) and not _name(scene, quotation):
            within = framed(scene, min(held, key=lambda s: sum(q.end - q.start for q in s.quote_spans)))
            found.append(
                msgspec.structs.replace(
                    within, type="direct", quote_spans=(quotation,), rule="quoted words within a statement"
                )
            )
            continue
        if _name(scene, quotation):
            continue
        called = None if held else _called(scene, quotation)
        if held or not (called or _speech(scene, quotation) or _part(scene, quotation)):
            continue
        cue = called or cue_near(scene, quotation)
        if cue is not None:
            speaker = cue.doers[0] if cue.doers else None
            if speaker is not None and scene.token_span(speaker).within(quotation):
                speaker = None
            last = Statement(
                type="direct",
                medium="speech",
                speaker=scene.entity(speaker) if speaker is not None else None,
                speaker_spans=(scene.phrase(speaker),) if speaker is not None else (),
                cue_spans=tuple(scene.token_span(t) for t in cue.verbs),
                quote_spans=(quotation,),
                addressee_spans=addressed(scene, cue, []),
                rule=f"quotation with {cue.lemma}",
            )
            found.append(last)
        elif last is not None and _goes_on(scene, last, quotation):
            last = msgspec.structs.replace(last, cue_spans=(), quote_spans=(quotation,), rule="quotation goes on")
            found.append(last)
        elif _speech(scene, quotation):
            last = _uncued(scene, quotation, found)
            found.append(last)
    return found


def _uncued(scene: Scene, quotation: Span, found: list[Statement]) -> Statement:
    """A quotation that no verb introduces: its speaker is who its sentence, else the one before, is about."""
    a = scene.analysis
    first = a.token_at(quotation.start)
    number = a.sentence_of[first] if first is not None else 0
    clauses = [
        clause
        for clause in scene.clauses
        if number - 1 <= a.sentence_of[clause.predicate] <= number
        and a.labels[clause.predicate] == "root"
        and not scene.token_span(clause.predicate).overlaps(quotation)
        and clause.doers
    ]
    near = [s for s in found if s.speaker_spans and any(0 <= quotation.start - q.end < _NEAR for q in s.quote_spans)]
    base = Statement(
        type="direct", medium="speech", speaker=None, quote_spans=(quotation,), rule="quotation without a cue"
    )
    if near:
        source = max(near, key=lambda s: s.quote_spans[-1].end)
        return msgspec.structs.replace(base, speaker=source.speaker, speaker_spans=source.speaker_spans)
    if clauses:
        speaker = clauses[-1].doers[0]
        return msgspec.structs.replace(base, speaker=scene.entity(speaker), speaker_spans=(scene.phrase(speaker),))
    return base


def _wholly(statement: Statement, quotation: Span) -> bool:
    """Whether the quotation is nearly all that the statement says."""
    length = sum(q.end - q.start for q in statement.quote_spans)
    inside = sum(max(0, min(q.end, quotation.end) - max(q.start, quotation.start)) for q in statement.quote_spans)
    return inside >= 0.8 * length


def _speech(scene: Scene, quotation: Span) -> bool:
    """Whether a quotation has a predicate, and enough words to be more than a name."""
    a = scene.analysis
    first = a.token_at(quotation.start)
    tokens = []
    while first is not None and first < len(a) and a.starts[first] < quotation.end:
        tokens.append(first)
        first += 1
    words = [t for t in tokens if a.tags[t] != "PUNCT"]
    return len(words) >= _LEAST_WORDS and any(a.tags[t] in ("VERB", "AUX") for t in words)


def _part(scene: Scene, quotation: Span) -> bool:
    """Whether a quotation takes some words out of a sentence: too many for a name, or two that do not begin like one."""
    inside = quotation.of(scene.text)[1:-1].strip(" .…")
    words = len(inside.split())
    return words >= _LEAST_WORDS or (inside[:1].islower() and words >= 2)


def _name(scene: Scene, quotation: Span) -> bool:
    """Whether quoted words are a name or title: a capital first, no predicate, behind a noun or a definite article."""
    a = scene.analysis
    first = a.token_at(quotation.start)
    if not first or not quotation.of(scene.text)[1:2].isupper() or _speech(scene, quotation):
        return False
    before = first - 1
    return a.tags[before] in ("NOUN", "PROPN") or a.feat(before, "Definite") == "Def" or a.forms[before] in _FUSED


def _called(scene: Scene, quotation: Span) -> Clause | None:
    """The clause that calls something by the quoted words (*nannte den Plan einen „Witz“*), however few they are."""
    a = scene.analysis
    token = a.token_at(quotation.start)
    while token is not None and token >= 0 and scene.token_span(token).within(quotation):
        token = a.heads[token]
    for _ in range(3):
        if token is None or token < 0:
            return None
        clause = scene.clause_of.get(token)
        if clause is not None:
            calls = clause.lemma in _calling() and clause.voice == "active" and clause.kind == "finite"
            named = any(a.lemmas[t] in ("sich", "man") for t in (*a.children[token], *clause.doers))
            return clause if calls and clause.doers and not named else None
        token = a.heads[token]
    return None


@cache
def _calling() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.load("speech_verbs") if row["needs"] == "quote")


def _goes_on(scene: Scene, last: Statement, quotation: Span) -> bool:
    """Whether a quotation follows the last one in the same paragraph, a sentence away at most."""
    between = scene.text[last.quote_spans[-1].end : quotation.start]
    return "\n" not in between and len(between) < 160
