"""What of a text can be in no readable line, wherever it stands: brackets, footnotes, another line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Event, Statement

_OPENING = {"(": ")", "[": "]"}


class View:
    """A text as the readable lines look at it; each view is computed once."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.analysis = text.analysis

    @cached_property
    def bracket(self) -> tuple[int, ...]:
        """For each token the number of the brackets that it stands in, -1 outside; a bracket left open holds nothing."""
        a = self.analysis
        found = [-1] * len(a)
        for sentence in a.sentences:
            opened = -1
            for token in range(sentence.start, sentence.end):
                form = a.forms[token]
                if form in _OPENING and opened < 0:
                    opened = token
                elif opened >= 0 and form == _OPENING[a.forms[opened]]:
                    found[opened : token + 1] = [opened] * (token + 1 - opened)
                    opened = -1
        return tuple(found)

    @cached_property
    def line(self) -> tuple[int, ...]:
        """For each token the number of its line."""
        a = self.analysis
        breaks = (bool(t) and "\n" in a.text[a.ends[t - 1] : a.starts[t]] for t in range(len(a)))
        return tuple(accumulate(map(int, breaks)))

    @cached_property
    def _statements(self) -> dict[Span, list[Statement]]:
        found: dict[Span, list[Statement]] = {}
        for statement in self.text.reading.statements:
            for cue in statement.cue_spans:
                found.setdefault(cue, []).append(statement)
        return found

    def statements_of(self, cue: Span) -> Sequence[Statement]:
        """The statements that a word introduces."""
        return self._statements.get(cue, ())

    def beside(self, token: int, other: int) -> bool:
        """Whether a token may be in the line of another: on the same line of the text, in the same brackets or in none."""
        within = self.bracket[token]
        return self.line[token] == self.line[other] and within in (-1, self.bracket[other])

    def trigger(self, event: Event) -> tuple[int, ...]:
        """The tokens of an event's trigger."""
        return tuple(sorted({t for span in event.trigger for t in range(*self.text.tokens(span))}))

    def quotation(self, token: int) -> Span | None:
        """The quotation that a token stands in."""
        return self.text.in_quotation(self.text.token_span(token))
