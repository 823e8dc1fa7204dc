"""Direct speech: words in quotation marks that somebody says, as against names, titles and scare quotes."""

from __future__ import annotations

import msgspec

from lagebild.annotate.statements.cues import cue_near
from lagebild.annotate.statements.scene import Scene
from lagebild.document import Span
from lagebild.reading import Statement

_LEAST_WORDS = 4


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
            if not held and (cue := cue_near(scene, quotation)) is None:
                continue
        if held and _part(scene, quotation):
            within = min(held, key=lambda s: sum(q.end - q.start for q in s.quote_spans))
            found.append(
                msgspec.structs.replace(
                    within, type="direct", quote_spans=(quotation,), rule="quoted words within a statement"
                )
            )
            continue
        if held or not (_speech(scene, quotation) or _part(scene, quotation)):
            continue
        cue = cue_near(scene, quotation)
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
                rule=f"quotation with {cue.lemma}",
            )
            found.append(last)
        elif last is not None and _goes_on(scene, last, quotation):
            last = msgspec.structs.replace(last, cue_spans=(), quote_spans=(quotation,), rule="quotation goes on")
            found.append(last)
    return found


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
    """Whether a quotation takes some words out of a sentence: two or more, that do not begin like a name."""
    inside = quotation.of(scene.text)[1:-1].strip(" .…")
    return inside[:1].islower() and len(inside.split()) >= 2


def _goes_on(scene: Scene, last: Statement, quotation: Span) -> bool:
    """Whether a quotation follows the last one in the same paragraph, a sentence away at most."""
    between = scene.text[last.quote_spans[-1].end : quotation.start]
    return "\n" not in between and len(between) < 160
