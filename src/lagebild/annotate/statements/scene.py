"""What the rules for statements look at: the text with its clauses, mentions and quotation marks."""

from __future__ import annotations

from functools import cached_property

from lagebild.analysis import Analysis
from lagebild.annotate.statements.pairs import quotations
from lagebild.clauses import Clause, clauses
from lagebild.document import Span
from lagebild.reading import EntityKind, Mentions, Reading

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
        return tuple(quotations(self.text))

    @cached_property
    def clause_of(self) -> dict[int, Clause]:
        """Clauses by their predicate's token."""
        return {clause.predicate: clause for clause in self.clauses}

    def token_span(self, token: int) -> Span:
        """The code points of a token."""
        return Span(self.analysis.starts[token], self.analysis.ends[token])

    @cached_property
    def kinds(self) -> dict[str, EntityKind]:
        """The kind of each entity."""
        return {entity.id: entity.kind for entity in self.reading.entities}

    def kind(self, token: int) -> EntityKind | None:
        """What a token names or describes: a person, an organisation … None where it is no mention."""
        entity = self.entity(token)
        return self.kinds[entity] if entity is not None else None

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
        last = next((t - 1 for t in range(token + 1, max(kept) + 1) if self._closes(t)), max(kept))
        start, end = self.trimmed(a.span(min(kept), last + 1))
        inside = self.text[start:end]
        for opening, closing in ("()", "„“", "»«"):
            # punctuation hangs anywhere in the tree: a bracket opened in the phrase is closed in it
            if inside.count(opening) > inside.count(closing) and self.text[end : end + 1] == closing:
                end += 1
        return Span(start, end)

    def _closes(self, token: int) -> bool:
        """Whether a token cannot stand in a phrase behind its head: a finite verb, a colon, a clause after a comma."""
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

    def covered(self, tokens: list[int]) -> Span:
        """The span from the first to the last of some tokens, trimmed."""
        return self.trimmed(self.analysis.span(min(tokens), max(tokens) + 1))

    def pieces(self, tokens: list[int], *, without: list[int]) -> tuple[Span, ...]:
        """The spans of some tokens, one where they run on, more where some of `without` stand between."""
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
