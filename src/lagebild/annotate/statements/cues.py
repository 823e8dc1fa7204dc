"""Statements with a verb of saying: complement clauses, the cue behind or inside what is said."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lagebild import lexicon
from lagebild.annotate.statements.content import CIRCUMSTANCES, before_cue, behind_comma, closed_quotation
from lagebild.annotate.statements.speakers import own_voice, speaker
from lagebild.annotate.statements.vocabulary import medium, stating, verbs
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

_SAID_TO = frozenset(
    """
    auffordern aufrufen anflehen anweisen beauftragen beschuldigen bezichtigen bitten drängen ermahnen ersuchen fragen
    informieren mahnen verdächtigen warnen
    """.split()
)
"""Verbs whose accusative names the one that is spoken to."""
_ASSENTING = frozenset("bestätigen sagen zusagen versprechen garantieren zusichern verraten".split())
"""Verbs that, denied, leave it open whether it is so."""
_LEAST = 2
"""Words that say something are more than these."""


def introduced(text: Text) -> Iterator[Statement]:
    """The statements that a verb of saying introduces."""
    for clause in text.clauses:
        row = verbs().get(clause.lemma)
        if row and clause.kind != "participle" and clause.lemma in stating() and not _unsaid(text, clause):
            content = closed_quotation(text, clause) or _to_the_end(text, clause, _content(text, clause))
            content = content or _pointed_at(text, clause) or behind_comma(text, clause) or before_cue(text, clause)
            if row["needs"] == "clause" and not (_finite(text, content) and _set_off(text, content)):
                continue
            if _says(text, content):
                yield _statement(text, clause, content, row=row)


def _unsaid(text: Text, clause: Clause) -> bool:
    """Whether a clause says nothing, or is said itself (*nicht bestätigen, dass …*; *„Ich glaube, dass …“*)."""
    if clause.lemma in _ASSENTING and clause.negated:
        return True
    return text.in_quotation(text.token_span(clause.predicate)) is not None and own_voice(text, clause)


def _says(text: Text, content: list[int]) -> bool:
    """Whether some words say something: with a verb, or with quoted words (*erklärte den Plan für tot* says nothing)."""
    a = text.analysis
    verbal = any(a.tags[t] in ("VERB", "AUX", "SCONJ") for t in content) and len(content) > _LEAST
    return verbal or any(text.in_quotation(text.token_span(t)) for t in content)


def _set_off(text: Text, content: list[int]) -> bool:
    """Whether what is said stands behind a comma or colon, or first in its sentence."""
    a = text.analysis
    first = min(t for t in content if a.tags[t] != "PUNCT")
    return first == a.sentences[a.sentence_of[first]].start or a.forms[first - 1] in (",", ":", "„", "»")


def _finite(text: Text, content: list[int]) -> bool:
    """Whether what is said has a finite verb (*fand, das sei genug*; not *fand ihn schlafend*)."""
    inside = (text.clause_of.get(token) for token in content)
    return any(clause is not None and clause.kind in ("finite", "copula") for clause in inside)


def _content(text: Text, clause: Clause) -> list[int]:
    """The tokens of what is said: the complement clauses, or the sentence that the cue is thrown into."""
    a = text.analysis
    own = set(a.subtree(clause.predicate))
    if clause.subordinator == "wie" and clause.governor in text.clause_of:
        # *wie X mitteilte, …*: what is said is the clause that this one hangs on
        return [token for token in a.subtree(clause.governor) if token not in own]
    heads = sorted(head for head in clause.content if clause.predicate not in a.subtree(head))
    if heads and _aim(text, heads[0]):
        heads = [head for head in heads if not _aim(text, head)]
    content = [token for head in heads for token in a.subtree(head)]
    if content:
        return sorted(set(content))
    # *…, sagte X*: the cue hangs on what is said
    if a.labels[clause.predicate] == "parataxis" and a.heads[clause.predicate] >= 0:
        above = a.heads[clause.predicate]
        return [token for token in a.subtree(above) if token not in own]
    # *X sagte, er komme*: what is said hangs beside the cue
    beside = [
        child
        for child in a.dependents(clause.predicate, "parataxis", "ccomp", "xcomp")
        if child in text.clause_of and child > clause.predicate and not _aim(text, child)
    ]
    return sorted({token for child in beside for token in a.subtree(child)})


def _aim(text: Text, predicate: int) -> bool:
    """Whether a clause is a circumstance by its first word (*um … zu*, *ohne … zu*), however the tree hangs it."""
    clause = text.clause_of.get(predicate)
    return clause is not None and clause.subordinator in CIRCUMSTANCES


def _to_the_end(text: Text, clause: Clause, content: list[int]) -> list[int]:
    """What is said behind a main clause's cue runs to the end of the sentence, or to what is conjoined with the cue."""
    a = text.analysis
    if not content or min(content) < clause.predicate or a.labels[clause.predicate] not in ("root", "conj"):
        return content
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    beside = [min(a.subtree(c)) for c in a.dependents(clause.predicate, "conj") if c > max(content)]
    end = min([*beside, sentence.end])
    rest = [t for t in range(max(content) + 1, end) if a.tags[t] != "PUNCT"]
    if any(
        clause.mood == "indicative" and clause.predicate in rest and not clause.subordinator for clause in text.clauses
    ):
        return content
    return [*content, *rest]


def _pointed_at(text: Text, clause: Clause) -> list[int]:
    """*Das teilte X mit*: what is said is the sentence before, with the word that points back at it."""
    a = text.analysis
    sentence = a.sentences[number := a.sentence_of[clause.predicate]]
    first = sentence.start
    if not number or a.forms[first] not in ("Das", "Dies") or clause.kind != "finite":
        return []
    before = a.sentences[number - 1]
    between = text.content[a.ends[before.end - 1] : a.starts[first]]
    if first + 1 not in clause.verbs or "\n" in between:
        return []
    if clause.voice == "active" and speaker(text, clause, (text.token_span(first),)) is None:
        return []
    return list(range(before.start, first + 1))


def addressed(text: Text, clause: Clause, content: list[int]) -> tuple[Span, ...]:
    """Whom a clause of saying speaks to: the dative, *gegenüber*, or the object of a verb that is said to somebody."""
    towards = [head for preposition, head in clause.obliques if preposition == "gegenüber"]
    objects = clause.undergoers if clause.lemma in _SAID_TO else ()
    heads = [head for head in (*towards, *clause.recipients, *objects) if head not in content]
    return tuple(text.phrase(head) for head in heads[:1])


def _statement(text: Text, clause: Clause, content: list[int], *, row: lexicon.Row) -> Statement:
    spoken = [t for t in clause.verbs if t not in content]
    quotes = text.pieces(content, without=spoken)
    who = speaker(text, clause, quotes)
    return Statement(
        type="indirect",
        medium=medium(row),
        speaker=text.entity(who) if who is not None else None,
        speaker_spans=(text.phrase(who),) if who is not None else (),
        cue_spans=tuple(text.token_span(t) for t in spoken),
        quote_spans=quotes,
        addressee_spans=addressed(text, clause, content),
        because={"type": f"cue verb {clause.lemma}"},
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


def cue_near(text: Text, quotation: Span) -> Clause | None:
    """The clause with a verb of saying that introduces a quotation.

    It follows at once (*“, sagte X*), or it stands before the colon, or beside the quotation in its own sentence.
    """
    a = text.analysis
    candidates = [
        clause
        for clause in text.clauses
        if clause.lemma in verbs()
        and clause.kind in ("finite", "copula")
        and not text.token_span(clause.predicate).within(quotation)
    ]
    behind = a.token_at(quotation.end)
    while behind is not None and behind < len(a) and a.forms[behind] in (",", "–", "-"):
        behind += 1
    for clause in candidates:
        if behind is not None and behind in clause.verbs and "\n" not in text.content[quotation.end : a.starts[behind]]:
            return clause
    first = a.token_at(quotation.start)
    if first and a.forms[first - 1] == ":":
        before = a.sentences[a.sentence_of[first - 1]]
        introducing = [c for c in candidates if before.start <= c.predicate < first]
        return max(introducing, key=lambda c: c.predicate, default=None)
    beside = [c for c in candidates if text.sentence(c.predicate).overlaps(quotation)]
    return min(beside, key=lambda c: _distance(text.token_span(c.predicate), quotation), default=None)


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
