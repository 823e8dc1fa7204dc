"""A mention: a place in the text where somebody or something is named, described or meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lagebild.analysis import Analysis
from lagebild.document import Span
from lagebild.lexicon.gazetteer import Known
from lagebild.lexicon.nouns import Noun
from lagebild.reading import EntityKind

Sort = Literal["name", "title", "description", "adjective", "part", "pronoun"]

ARTICLES = frozenset(("der", "die", "das", "dem", "den", "des", "ein", "eine", "einen", "einem", "eines", "einer"))
DEFINITE = frozenset(("der", "die", "das", "dem", "den", "des", "dieser", "diese", "dieses", "diesem", "diesen"))
POSSESSIVES = frozenset(
    f"{stem}{ending}" for stem in ("sein", "ihr", "dess", "der") for ending in ("", "e", "en", "em", "es", "er")
) - {"der"}
CONTRACTED = frozenset(("im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "aufs", "fürs", "übers"))
PREPOSITIONS = (
    frozenset(
        (
            "in",
            "an",
            "auf",
            "von",
            "mit",
            "nach",
            "bei",
            "aus",
            "zu",
            "für",
            "gegen",
            "durch",
            "um",
            "über",
            "unter",
            "vor",
            "hinter",
            "zwischen",
            "ohne",
            "seit",
            "bis",
            "während",
            "wegen",
            "trotz",
            "laut",
            "gegenüber",
            "außer",
            "innerhalb",
            "außerhalb",
            "nahe",
            "nördlich",
            "südlich",
            "östlich",
            "westlich",
        )
    )
    | CONTRACTED
)
PARTICLES = frozenset(
    (
        "de",
        "da",
        "das",
        "dos",
        "del",
        "della",
        "di",
        "do",
        "du",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "bin",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "y",
        "e",
        "zu",
        "af",
        "al-",
        "ul",
        "ur",
        "as",
        "ad",
        "an",
    )
)
OPENING = frozenset("\"'„“”»«‚‘›‹''``")
VERBAL = frozenset(("VERB", "AUX"))


@dataclass(slots=True)
class Mention:
    """Tokens `first` to `last` (exclusive), code points `start` to `end`, and what they say.

    `name` is the standing form, nominative where it can be made; `state` is the state that is named or belonged to;
    `number` is Sing, Plur or empty.
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
    rule: str = ""

    @property
    def span(self) -> Span:
        """The code points covered."""
        return Span(self.start, self.end)


def over(analysis: Analysis, first: int, last: int, kind: EntityKind, name: str, sort: Sort, rule: str) -> Mention:
    """A mention that covers whole tokens."""
    span = analysis.span(first, last)
    return Mention(first, last, span.start, span.end, kind, name, sort, rule=rule)


def sentence_start(analysis: Analysis, token: int) -> int:
    """The first token of a token's sentence."""
    return analysis.sentences[analysis.sentence_of[token]].start


def sentence_end(analysis: Analysis, token: int) -> int:
    """The token after the last one of a token's sentence."""
    return analysis.sentences[analysis.sentence_of[token]].end
