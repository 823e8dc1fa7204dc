"""What the rules for statements look at: the text with its clauses, mentions and quotation marks."""

from __future__ import annotations

import re
from functools import cached_property

from lagebild.analysis import Analysis
from lagebild.clauses import Clause, clauses
from lagebild.document import Span
from lagebild.reading import Mentions, Reading

# A quotation never runs over a paragraph here: an unbalanced mark would swallow the rest of the report.
_QUOTATION = re.compile(r'„[^„“”"\n]*[“”"]|»[^»«\n]*«|«[^«»\n]*»|“[^“”\n]*”|"[^"\n]*"|‚[^‚‘\n]*‘|›[^›‹\n]*‹')
_EDGES = " \t\n,;:–-"


class Scene:
    """One text under the eyes of the statement rules."""

    def __init__(self, analysis: Analysis, reading: Reading) -> None:
        self.analysis = analysis
        self.reading = reading
        self.text = analysis.text
        self.mentions = Mentions(reading)
        self.clauses = clauses(analysis)

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """The pieces of text between quotation marks, marks included."""
        return tuple(Span(*match.span()) for match in _QUOTATION.finditer(self.text))

    @cached_property
    def clause_of(self) -> dict[int, Clause]:
        """Clauses by their predicate's token."""
        return {clause.predicate: clause for clause in self.clauses}

    def token_span(self, token: int) -> Span:
        """The code points of a token."""
        return Span(self.analysis.starts[token], self.analysis.ends[token])

    def entity(self, token: int) -> str | None:
        """The entity that a token is (part of) a mention of."""
        return self.mentions.over(self.token_span(token))

    def phrase(self, token: int) -> Span:
        """The phrase under a token, without the clauses that hang on it and without commas at its edges."""
        a = self.analysis
        kept = {token}
        for below in a.subtree(token):
            if a.heads[below] in kept and (
                below == token or a.labels[below] not in ("acl", "acl:relcl", "advcl", "ccomp", "parataxis", "punct")
            ):
                kept.add(below)
        start, end = self.trimmed(a.span(min(kept), max(kept) + 1))
        inside = self.text[start:end]
        for opening, closing in ("()", "„“", "»«"):
            # punctuation hangs anywhere in the tree: a bracket opened in the phrase is closed in it
            if inside.count(opening) > inside.count(closing) and self.text[end : end + 1] == closing:
                end += 1
        return Span(start, end)

    def covered(self, tokens: list[int]) -> Span:
        """The span from the first to the last of some tokens, trimmed."""
        return self.trimmed(self.analysis.span(min(tokens), max(tokens) + 1))

    def trimmed(self, span: Span) -> Span:
        """A span without blanks, commas, colons and dashes at its edges."""
        start, end = span
        while start < end and self.text[start] in _EDGES:
            start += 1
        while start < end and self.text[end - 1] in _EDGES:
            end -= 1
        return Span(start, end)

    def bare(self, span: Span) -> Span:
        """A span without blanks at its edges and without a full stop at its end."""
        start, end = span
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and (self.text[end - 1].isspace() or self.text[end - 1] == "."):
            end -= 1
        return Span(start, end)

    def sentence(self, token: int) -> Span:
        """The code points of a token's sentence."""
        return self.analysis.sentence_span(self.analysis.sentence_of[token])

    def in_quotation(self, span: Span) -> Span | None:
        """The quotation that a span lies in."""
        return next((q for q in self.quotations if span.within(q)), None)
