"""A mention: a place in the text where somebody or something is named, described or meant."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from lagebild.analysis import Analysis
from lagebild.document import Span
from lagebild.lexicon.gazetteer import Known
from lagebild.lexicon.nouns import Noun
from lagebild.reading import EntityKind

Sort = Literal["name", "title", "description", "adjective", "part", "pronoun"]
Source = Literal["text", "lexicon", "analyser", "bracket", "again"]

OPENING = frozenset("\"'„“”»«‚‘›‹''``")
VERBAL = frozenset(("VERB", "AUX"))


@dataclass(slots=True, eq=False)
class Mention:
    """Tokens `first` to `last` (exclusive), code points `start` to `end`, and what they say.

    `name` is the standing form, nominative where it can be made; `state` is the state that is named or belonged to;
    `number` is Sing, Plur or empty. `source` tells what a name is known from: words around it, a lexicon, the analyser
    alone, brackets around it, or the same name met before (`again`). `alias` marks another name of somebody. `rule`
    names the rule that found the mention, `joined` the one that gave it to its entity; `number_rule` and `gender_rule`
    those that told a description's number and gender.
    """

    first: int
    last: int
    start: int
    end: int
    kind: EntityKind
    name: str
    sort: Sort
    gender: str = ""
    number: str = "Sing"
    state: str = ""
    noun: Noun | None = None
    known: Known | None = None
    definite: bool = False
    source: Source = "text"
    alias: bool = False
    rule: str = ""
    joined: str = ""
    number_rule: str = ""
    gender_rule: str = ""

    @property
    def span(self) -> Span:
        """The code points covered."""
        return Span(self.start, self.end)


def over(
    analysis: Analysis, first: int, last: int, kind: EntityKind, name: str, sort: Sort, source: Source = "text"
) -> Mention:
    """A mention that covers whole tokens."""
    span = analysis.span(first, last)
    return Mention(first, last, span.start, span.end, kind, name, sort, source=source)


def over_known(analysis: Analysis, first: int, last: int, known: Known) -> Mention:
    """A mention of a name that a lexicon has, over whole tokens."""
    mention = over(analysis, first, last, kind_of(known), known.name, "name", "lexicon")
    mention.known, mention.gender = known, known.gender
    mention.state = known.state if known.kind == "state" else ""
    return mention


def kind_of(known: Known) -> EntityKind:
    """The kind of entity that a known name names."""
    return "state" if known.kind == "state" else "place" if known.kind == "place" else "organisation"


def sentence_start(analysis: Analysis, token: int) -> int:
    """The first token of a token's sentence."""
    return analysis.sentences[analysis.sentence_of[token]].start


def sentence_end(analysis: Analysis, token: int) -> int:
    """The token after the last one of a token's sentence."""
    return analysis.sentences[analysis.sentence_of[token]].end


def form_at(analysis: Analysis, token: int) -> str:
    """The form of a token, empty for a number outside the text."""
    return analysis.forms[token] if 0 <= token < len(analysis) else ""


def stem(word: str, endings: Set[str]) -> str:
    """A word without the longest of some endings that it has."""
    return next((word[:at] for at in range(len(word)) if word[at:] in endings), word)
