"""Speech without a cue of its own: sentences in the subjunctive that carry on what was said before."""

from __future__ import annotations

from lagebild.analysis import ROOT
from lagebild.annotate.statements.phrases import overlapping
from lagebild.annotate.statements.scene import Scene
from lagebild.reading import Statement


def carried_on(scene: Scene, statements: list[Statement]) -> list[Statement]:
    """The statements, with those sentences added whose main clause is in subjunctive I and that nobody introduces.

    The speaker is that of the statement in the sentence before; where that has none, or lies in another paragraph, it
    stays open.
    """
    a = scene.analysis
    found = list(statements)
    for number in range(len(a.sentences)):
        sentence = a.sentence_span(number)
        tokens = a.sentences[number]
        root = next((t for t in range(tokens.start, tokens.end) if a.heads[t] == ROOT), None)
        clause = scene.clause_of.get(root) if root is not None else None
        if clause is None or scene.in_quotation(scene.token_span(clause.predicate)):
            continue
        hearsay = "sollen" in clause.modals and clause.tense in ("present", "perfect")
        if clause.mood not in ("subjunctive I", "subjunctive II") and not hearsay:
            continue
        if overlapping(sentence, found):
            continue
        before = a.sentence_span(number - 1) if number else None
        near = [s for s in found if before and any(q.overlaps(before) for q in s.quote_spans)]
        close = before is not None and "\n" not in scene.text[before.end : sentence.start]
        source = max(near, key=lambda s: s.quote_spans[-1].end) if near and close else None
        if source is None and clause.mood != "subjunctive I":
            continue  # *sollen* and subjunctive II say only after a statement that somebody says so
        found.append(
            Statement(
                type="free_indirect" if hearsay else "indirect_free_indirect",
                medium=source.medium if source else "speech",
                speaker=source.speaker if source else None,
                speaker_spans=source.speaker_spans if source else (),
                quote_spans=(scene.trimmed(sentence),),
                rule="subjunctive carries on",
            )
        )
    return found
