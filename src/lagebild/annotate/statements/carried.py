"""Speech without a cue of its own: sentences in the subjunctive that carry on what was said before."""

from __future__ import annotations

import msgspec

from lagebild.analysis import ROOT
from lagebild.annotate.statements.phrases import overlapping
from lagebild.annotate.statements.speakers import about
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement, StatementType

_RULE = "subjunctive carries on"
_HEARSAY = "hearsay"
"""The rule of *soll gewesen sein* where nobody is told to say so."""
_BACK = 2
"""Sentences before a carried-on one in which its speaker is looked for."""
_FAR = 400
"""Code points after which nobody's word is carried on any more."""


def carried_on(text: Text, statements: list[Statement]) -> list[Statement]:
    """The statements, with those sentences added whose main clause is in subjunctive I and that nobody introduces.

    The speaker is that of the statement in the sentence before; where that has none, or lies in another paragraph, it
    stays open.
    """
    a = text.analysis
    found = list(statements)
    for number in range(len(a.sentences)):
        sentence = a.sentence_span(number)
        tokens = a.sentences[number]
        root = next((t for t in range(tokens.start, tokens.end) if a.heads[t] == ROOT), None)
        clause = text.clause_of.get(root) if root is not None else None
        if clause is None or text.in_quotation(text.token_span(clause.predicate)):
            continue
        hearsay = "sollen" in clause.modals and clause.tense in ("present", "perfect")
        if not _subjunctive(text, clause) and not hearsay:
            continue
        if overlapping(sentence, found):
            continue
        before = a.sentence_span(number - 1) if number else None
        near = [s for s in found if before and any(q.overlaps(before) for q in s.quote_spans)]
        close = before is not None and "\n" not in text.content[before.end : sentence.start]
        source = max(near, key=lambda s: s.quote_spans[-1].end) if near and close else None
        if source is None and clause.mood == "subjunctive I":
            source = _last_said(text, found, sentence)
        told = hearsay and (clause.tense == "perfect" or clause.kind == "copula")
        if source is None and clause.mood != "subjunctive I" and not told:
            continue  # *soll kommen* may be a plan, subjunctive II a thought: somebody's word only after a statement
        kind: StatementType = "free_indirect" if hearsay else "indirect_free_indirect"
        if close and found and (last := found[-1]).introduced == "subjunctive" and last.type == kind and last is source:
            # sentences that follow one another are one statement, as long as one speaks
            joined = Span(last.quote_spans[0].start, text.trimmed(sentence).end)
            found[-1] = msgspec.structs.replace(last, quote_spans=(joined,))
            continue
        unnamed = source is None and told
        if unnamed:
            source = _last_said(text, found, sentence)
            speaker, spans = (source.speaker, source.speaker_spans) if source is not None else (None, ())
        else:
            speaker, spans = _whose(text, found, number, source)
        found.append(
            Statement(
                type=kind,
                medium=source.medium if source else "speech",
                speaker=speaker,
                speaker_spans=spans,
                quote_spans=(text.trimmed(sentence),),
                introduced="hearsay" if unnamed else "subjunctive",
                because={"type": _HEARSAY if unnamed else _RULE},
            )
        )
    return found


def _whose(
    text: Text, found: list[Statement], number: int, source: Statement | None
) -> tuple[str | None, tuple[Span, ...]]:
    """Whose word a carried-on sentence is: the source's, else of whom the sentence before tells, else who spoke last."""
    if source is not None and source.speaker is not None:
        return source.speaker, source.speaker_spans
    a = text.analysis
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        before = a.sentence_span(back)
        said = [s for s in found if s.speaker_spans and any(q.overlaps(before) for q in s.quote_spans)]
        named = [s for s in said if s.speaker is not None]
        if named or said:
            last = max(named or said, key=lambda s: s.quote_spans[-1].end)
            return last.speaker, last.speaker_spans
        if back < number - 1 or "\n" in text.content[before.end : a.sentence_span(number).start]:
            continue  # only the sentence right before may be about who speaks without saying that he does
        who = about(text, a.sentences[back].start, a.sentences[back].end)
        if who is not None:
            return text.entity(who), (text.phrase(who),)
    return (source.speaker, source.speaker_spans) if source is not None else (None, ())


def _last_said(text: Text, found: list[Statement], sentence: Span) -> Statement | None:
    """The statement that a sentence in the subjunctive may carry on: the last before it in its paragraph."""
    said = [
        s
        for s in found
        if s.speaker_spans
        and s.quote_spans[-1].end <= sentence.start
        and sentence.start - s.quote_spans[-1].end < _FAR
        and "\n" not in text.content[s.quote_spans[-1].end : sentence.start]
    ]
    return max(said, key=lambda s: s.quote_spans[-1].end, default=None)


def _subjunctive(text: Text, clause: Clause) -> bool:
    """Whether a clause is in the subjunctive; a past indicative that looks like one (*machte*) is not."""
    a = text.analysis
    past = any(a.feat(t, "Mood") == "Ind" and a.feat(t, "Tense") == "Past" for t in clause.verbs)
    return clause.mood == "subjunctive II" or (clause.mood == "subjunctive I" and not past)
