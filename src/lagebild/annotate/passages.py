"""Where words stand in one report: its clauses, sentences, paragraphs and quotations, and spans of tokens.

Nothing here depends on what has been read; :class:`lagebild.annotate.text.Text` adds that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from lagebild.analysis import ROOT, Analysis
from lagebild.annotate.quotations import quotations
from lagebild.clauses import Clause, clauses
from lagebild.document import Span
from lagebild.lexicon.words import word_tuple

_EDGES = " \t\n,;:–-"
_VERBAL = ("VERB", "AUX")
_CONJUNCTS = 20
"""At most so many steps from one conjunct to the one before are followed."""
_DEEP = 200
"""At most so many steps up a tree are followed, in case it has a cycle."""


class Passages:
    """The words of one report. Tokens and sentences are numbers of its analysis.

    Each view is computed once, when it is first asked for.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.content = analysis.text

    # Clauses and sentences

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, in the order of their predicates."""
        return clauses(self.analysis)

    @cached_property
    def clause_of(self) -> dict[int, Clause]:
        """Clauses by their predicate's token."""
        return {clause.predicate: clause for clause in self.clauses}

    def clause_around(self, token: int) -> Clause | None:
        """The clause that a token stands in: that of the nearest predicate above it."""
        seen = 0
        while token != ROOT and seen < _DEEP:
            if token in self.clause_of:
                return self.clause_of[token]
            token, seen = self.analysis.heads[token], seen + 1
        return None

    @cached_property
    def clauses_in(self) -> tuple[tuple[Clause, ...], ...]:
        """For each sentence its clauses, in the order of their predicates."""
        found: list[list[Clause]] = [[] for _ in self.analysis.sentences]
        for clause in self.clauses:
            found[self.analysis.sentence_of[clause.predicate]].append(clause)
        return tuple(map(tuple, found))

    @cached_property
    def _predicates(self) -> tuple[int, ...]:
        return tuple(clause.predicate for clause in self.clauses)

    def clauses_between(self, first: int, last: int) -> tuple[Clause, ...]:
        """The clauses whose predicates are among the tokens `first` to `last` (exclusive), in their order."""
        return self.clauses[bisect_left(self._predicates, first) : bisect_left(self._predicates, last)]

    @cached_property
    def clauses_of_verb(self) -> dict[int, tuple[Clause, ...]]:
        """By token the clauses whose verb complex it is part of, in the order of their predicates."""
        found: dict[int, tuple[Clause, ...]] = {}
        for clause in self.clauses:
            for token in clause.verbs:
                found[token] = (*found.get(token, ()), clause)
        return found

    def sentence(self, token: int) -> Span:
        """The code points of a token's sentence."""
        return self.analysis.sentence_span(self.analysis.sentence_of[token])

    def sentence_tokens(self, token: int) -> range:
        """The tokens of a token's sentence."""
        span = self.analysis.sentences[self.analysis.sentence_of[token]]
        return range(span.start, span.end)

    # Words where they stand

    def first_conjunct(self, token: int) -> int:
        """The first of the conjoined words that a token belongs to; the token itself if there are none.

        A verb is never the conjunct of a noun, nor a noun that of a verb, whatever the tree says.
        """
        a, seen = self.analysis, 0
        while a.labels[token] == "conj" and a.heads[token] != ROOT and seen < _CONJUNCTS:
            head = a.heads[token]
            if (a.tags[token] in _VERBAL) != (a.tags[head] in _VERBAL):
                break
            token, seen = head, seen + 1
        return token

    def slot(self, noun: int) -> str:
        """Where a noun (or the first of those conjoined with it) stands: a preposition, `subj`, `obj`, `iobj` or `gen`."""
        a, noun = self.analysis, self.first_conjunct(noun)
        prepositions = [a.lemmas[c].casefold() for c in a.dependents(noun, "case")]
        clause = self.clause_of.get(a.heads[noun])
        if prepositions:
            return prepositions[-1]
        if clause is None:
            return "gen"
        if noun in clause.undergoers:
            return "obj"
        if noun in clause.doers:
            return "subj"
        if clause.kind == "copula":
            return "gen"
        return "iobj" if noun in clause.recipients else "obj"

    def definite(self, noun: int) -> bool:
        """True if a noun has the definite article, a possessive or *dieser*."""
        a = self.analysis
        return any(
            a.feat(c, "Definite") == "Def" or a.labels[c] == "det:poss" or a.lemmas[c].casefold().startswith("dies")
            for c in a.dependents(noun, "det", "det:poss")
        )

    def lemma(self, token: int) -> str:
        """A token's lemma; a verb's has its separated particle in front, and *bekannt* (*gab bekannt*)."""
        a, clause = self.analysis, self.clause_of.get(token)
        if clause is None or clause.kind == "copula":
            return a.lemmas[token]
        known = any(a.forms[c] == "bekannt" for c in a.children[token])
        return "bekannt" + clause.lemma if known and not clause.lemma.startswith("bekannt") else clause.lemma

    @cached_property
    def lemma_sets(self) -> tuple[frozenset[str], ...]:
        """For each sentence its lemmas and forms, without case; for a woman's title also a man's (*Botschafterin*)."""
        return tuple(
            frozenset(w.casefold() for t in range(s.start, s.end) for w in self._words(t))
            for s in self.analysis.sentences
        )

    def _words(self, token: int) -> tuple[str, ...]:
        lemma, form = self.analysis.lemmas[token], self.analysis.forms[token]
        feminine = self.analysis.tags[token] == "NOUN" and lemma.endswith(word_tuple("ends_of_women"))
        return (lemma, form, lemma.removesuffix("in")) if feminine else (lemma, form)

    @cached_property
    def paragraphs(self) -> tuple[int, ...]:
        """For each sentence the number of its paragraph."""
        a, found, number = self.analysis, [], 0
        for n in range(len(a.sentences)):
            if n and "\n" in a.text[a.sentence_span(n - 1).end : a.sentence_span(n).start]:
                number += 1
            found.append(number)
        return tuple(found)

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines that are not empty, without the blanks at their edges."""
        found, at = [], 0
        for line in self.content.splitlines(keepends=True):
            bare = line.strip()
            if bare:
                start = at + line.index(bare)
                found.append(Span(start, start + len(bare)))
            at += len(line)
        return tuple(found)

    # Spans

    def token_span(self, token: int) -> Span:
        """The code points of a token."""
        return self._token_spans[token]

    @cached_property
    def _token_spans(self) -> tuple[Span, ...]:
        return tuple(map(Span, self.analysis.starts, self.analysis.ends))

    def tokens(self, span: Span) -> tuple[int, int]:
        """The tokens that a span touches, end exclusive."""
        first = self.analysis.token_at(span.start) or 0
        return first, bisect_left(self.analysis.starts, span.end, first)

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """The pieces of text between quotation marks, marks included."""
        return tuple(quotations(self.content))

    @cached_property
    def _quotation_starts(self) -> tuple[int, ...]:
        return tuple(quotation.start for quotation in self.quotations)

    def in_quotation(self, span: Span) -> Span | None:
        """The quotation that a span lies in."""
        number = bisect_right(self._quotation_starts, span.start) - 1
        return self.quotations[number] if number >= 0 and span.within(self.quotations[number]) else None

    def touches_quotation(self, span: Span) -> bool:
        """Whether a span shares a code point with a quotation."""
        number = bisect_left(self._quotation_starts, span.end) - 1
        return number >= 0 and self.quotations[number].overlaps(span)

    @cached_property
    def quotation_ends(self) -> dict[int, Span]:
        """The quotations by the code point after them."""
        return {quotation.end: quotation for quotation in self.quotations}

    def inside(self, span: Span) -> range:
        """The tokens that lie wholly in a span."""
        first, last = self.tokens(span)
        a = self.analysis
        while first < last and a.starts[first] < span.start:
            first += 1
        while first < last and a.ends[last - 1] > span.end:
            last -= 1
        return range(first, last)

    def before(self, offset: int) -> int:
        """The end of the text before a code point, without blanks."""
        while offset and self.content[offset - 1].isspace():
            offset -= 1
        return offset

    def phrase(self, token: int) -> Span:
        """The phrase under a token, without clauses that hang on it and without commas at its edges."""
        a = self.analysis
        kept = {token}
        for below in a.subtree(token):
            if a.heads[below] in kept and (
                below == token or a.labels[below] not in ("acl", "acl:relcl", "advcl", "ccomp", "parataxis", "punct")
            ):
                kept.add(below)
        last = next((t - 1 for t in range(token + 1, max(kept) + 1) if self._closes(t)), max(kept))
        start, end = self.trimmed(a.span(min(kept), last + 1))
        inside = self.content[start:end]
        for opening, closing in ("()", "„“", "»«"):
            # punctuation hangs anywhere in the tree: a bracket opened in the phrase is closed in it
            if inside.count(opening) > inside.count(closing) and self.content[end : end + 1] == closing:
                end += 1
        return Span(start, end)

    def _closes(self, token: int) -> bool:
        """True if a token ends a phrase after its head: a finite verb, a colon, a clause after a comma."""
        a = self.analysis
        if a.forms[token] == ":" or a.feat(token, "VerbForm") == "Fin":
            return True
        if a.forms[token] != "," or token + 1 == len(a):
            return False
        following = token + 1
        if a.tags[following] == "ADP" and following + 1 < len(a):
            following += 1
        relative = "Rel" in a.feat(following, "PronType") and a.tags[following] in ("PRON", "DET")
        return relative or a.tags[following] in ("SCONJ", "AUX")

    def covered(self, tokens: Sequence[int]) -> Span:
        """The span from the first to the last of some tokens, trimmed."""
        return self.trimmed(self.analysis.span(min(tokens), max(tokens) + 1))

    def pieces(self, tokens: Sequence[int], *, without: Sequence[int]) -> tuple[Span, ...]:
        """The spans of some tokens: one if they are contiguous, more if tokens of `without` are between them."""
        runs: list[list[int]] = []
        for token in sorted(tokens):
            if runs and not any(runs[-1][-1] < other < token for other in without):
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = tuple(self.covered(run) for run in runs if any(self.analysis.tags[t] != "PUNCT" for t in run))
        return spans or (self.covered(tokens),)

    def trimmed(self, span: Span) -> Span:
        """A span without blanks, commas, colons and dashes at its edges."""
        start, end = span
        while start < end and self.content[start] in _EDGES:
            start += 1
        while start < end and self.content[end - 1] in _EDGES:
            end -= 1
        return Span(start, end)

    def bare(self, span: Span) -> Span:
        """A span without blanks at its edges and without a full stop at its end."""
        start, end = span
        while start < end and self.content[start].isspace():
            start += 1
        while start < end and (self.content[end - 1].isspace() or self.content[end - 1] == "."):
            end -= 1
        return Span(start, end)
