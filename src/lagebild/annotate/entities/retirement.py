"""Words that say that the bearer of a title has retired (*a. D.*, *außer Dienst*): neither names nor titles."""

from __future__ import annotations

from lagebild.analysis import Analysis
from lagebild.lexicon.nouns import noun
from lagebild.lexicon.words import closed_map


def retired(analysis: Analysis, token: int) -> int:
    """How many tokens from one on say that somebody has retired; 0 if they do not."""
    forms, pairs = analysis.forms, closed_map("retirement")
    if token < 0 or token >= len(forms):
        return 0
    if pairs.get(forms[token]) is not None and forms[token + 1 : token + 2] == (pairs[forms[token]],):
        return 2
    one, mark, other = forms[token].partition(".")
    return 1 if mark and pairs.get(f"{one}.") == other else 0


def retired_before(analysis: Analysis, token: int) -> int:
    """How many tokens right before one say that the bearer of a title before them has retired; 0 if none do."""
    for length in (2, 1):
        here = token - length
        if retired(analysis, here) == length and here > 0 and noun(analysis.forms[here - 1]) is not None:
            return length
    return 0
