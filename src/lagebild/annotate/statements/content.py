"""What is said, where the tree has lost it: the words behind the comma after a cue, or before a cue that closes them."""

from __future__ import annotations

from lagebild.annotate.text import Text
from lagebild.clauses import Clause

_OPENING = frozenset("dass daß ob wie warum weshalb wieso was wer wann wo wohin wonach".split())
CIRCUMSTANCES = frozenset("um ohne statt anstatt indem nachdem damit sodass da weil wobei".split())
"""Subordinators behind which nothing is said."""
_FAR = 14
"""Tokens between a cue and the comma before what is said."""


def behind_comma(text: Text, clause: Clause) -> list[int]:
    """*X sagte weiter, …*: the rest of the sentence, if it is said by its form.

    It opens like a complement clause, is in the subjunctive, or has *zu* with an infinitive.
    """
    a = text.analysis
    if clause.kind != "finite" or not clause.verbs:
        return []
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    last = max(clause.verbs)
    comma = next((t for t in range(last + 1, min(last + _FAR, sentence.end)) if a.forms[t] in (",", ":")), None)
    if comma is None or any(a.tags[t] in ("VERB", "AUX") for t in range(last + 1, comma)):
        return []
    closed = bool(clause.subordinator) or any(
        a.feat(t, "PronType") in ("Rel", "Int", "Int,Rel") for t in _own(text, clause)
    )
    return said_behind(text, comma, closed=closed)


def said_behind(text: Text, comma: int, *, closed: bool) -> list[int]:
    """The words behind a comma if they are said by their form, as :func:`behind_comma` asks.

    `closed`: the clause before the comma is part of another, which may go on, with its verb first, behind what is said.
    """
    a = text.analysis
    end = a.sentences[a.sentence_of[comma]].end
    if closed:
        if comma + 1 == end or a.tags[comma + 1] in ("VERB", "AUX"):
            return []
        goes_on = (t for t in range(comma + 2, end - 1) if a.forms[t] == "," and a.tags[t + 1] in ("VERB", "AUX"))
        colon = (t for t in range(comma + 2, end) if a.forms[t] == ":")
        end = min(next(colon, end), next(goes_on, end))
    said = [t for t in range(comma + 1, end) if a.forms[t] not in (".", ";")]
    if len(said) < 2 or "Rel" in a.feat(said[0], "PronType"):
        return []
    opens = a.forms[said[0]].lower() in _OPENING
    return said if opens or _reported(text, said) else []


def _own(text: Text, clause: Clause) -> list[int]:
    """The tokens of a clause before its verb, back to the comma."""
    a = text.analysis
    token = min(clause.verbs) - 1
    while token > 0 and a.forms[token] not in (",", ":", ".", "„"):
        token -= 1
    return list(range(token + 1, min(clause.verbs)))


def _reported(text: Text, said: list[int]) -> bool:
    """Whether the first verb among some tokens is in the subjunctive, or stands with *zu*."""
    a = text.analysis
    for token in said:
        if a.tags[token] not in ("VERB", "AUX"):
            continue
        if a.feat(token, "VerbForm") == "Inf":
            return a.forms[token - 1].lower() == "zu" or "zu" in a.forms[token][2:-2]
        clause = next((c for c in text.clauses if token in c.verbs), None)
        if clause is None or clause.kind == "participle":
            continue
        return clause.mood.startswith("subjunctive")
    return False


def before_cue(text: Text, clause: Clause) -> list[int]:
    """*…, sagte X weiter*: what stands before the comma, if the cue follows it at once and it has a verb of its own."""
    a = text.analysis
    if clause.kind != "finite" or clause.voice != "active" or not clause.verbs:
        return []
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    first = min(clause.verbs)
    if first < sentence.start + 3 or a.forms[first - 1] not in (",", "“", "«", "–"):
        return []
    said = [t for t in range(sentence.start, first - 1) if a.tags[t] != "PUNCT" or t > sentence.start]
    finite = any(c.kind in ("finite", "copula") and c.predicate in said and not c.subordinator for c in text.clauses)
    return said if finite else []


def closed_quotation(text: Text, clause: Clause) -> list[int]:
    """*So geht es: „…“, sagte X*: the quotation right before the cue, if it opens a sentence or follows a colon."""
    a = text.analysis
    if clause.kind != "finite" or not clause.verbs:
        return []
    first = min(clause.verbs)
    at = a.starts[first]
    quotation = next((q for q in text.quotations if q.end < at and text.content[q.end : at] in (", ", " – ")), None)
    if quotation is None:
        return []
    sentence = a.sentences[a.sentence_of[first]]
    goes_on = next((t for t in range(max(clause.verbs), sentence.end) if a.forms[t] == ","), sentence.end)
    if any(a.tags[t] in ("VERB", "AUX") for t in range(goes_on, sentence.end)):
        return []  # *„…“, stellte X fest, „…“*: a sentence with the cue thrown in
    before = text.content[: quotation.start].rstrip()
    if before[-1:] not in ("", ".", ":", "!", "?", "\n") and "\n" not in text.content[len(before) : quotation.start]:
        return []
    return [t for t in range(len(a)) if text.token_span(t).within(quotation)]
