"""What of a clause no readable line takes in: whose word it is, how it goes on from what was said before."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from lagebild import lexicon
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import word_set

_NEAR = 6
"""The end of a phrase is looked for so many words behind its head."""
Out = Literal[True] | None


class Branch(NamedTuple):
    """A word that hangs on a predicate or a noun, with what hangs on it."""

    text: Text
    token: int


@cache
def _nouns_of_saying() -> tuple[str, ...]:
    """Nouns behind *nach* that name whose word something is (*nach Angaben der Polizei*), without case."""
    return tuple(row["form"].casefold() for row in lexicon.load("speech_nouns") if row["frame"] == "von")


def _cases(branch: Branch) -> list[str]:
    """The prepositions of a phrase, and the words at its edges: the tree may hang *laut* and *zufolge* elsewhere."""
    a, token = branch.text.analysis, branch.token
    below = a.subtree(token)
    edges = [below[0], min(max(t for t in below if t - token < _NEAR) + 1, len(a) - 1)]
    found = [*a.dependents(token, "case"), *(t for t in edges if a.tags[t] == "ADP")]
    return [a.forms[c].casefold() for c in found]


def _source(branch: Branch) -> Out:
    a = branch.text.analysis
    cases = _cases(branch)
    if not cases:
        return None
    if word_set("words_of_a_source").intersection(cases):
        return True
    if "nach" not in cases:
        return None
    lemma = a.lemmas[branch.token].casefold()
    form = a.forms[branch.token].casefold().removesuffix("en").removesuffix("n")
    return True if any(word.endswith(_nouns_of_saying()) for word in (lemma, form)) else None


def _discourse(branch: Branch) -> Out:
    a = branch.text.analysis
    form = a.forms[branch.token].casefold()
    if form not in word_set("discourse_adverbs") or a.has(branch.token, "case"):
        return None
    time = branch.text.time_at(a.starts[branch.token])
    # *in den Tagen zuvor* is a time, *zuvor* alone is none without the sentence before
    return None if time is not None and time.end - time.start > len(form) else True


LEFT_OUT: tuple[Rule[Branch, Literal[True]], ...] = (
    Rule(
        name="gist/no-source",
        find=_source,
        why="A field of its own says whose word it is: *nach Angaben von*, *laut*, *zufolge* are no part of what was done.",
        yes=(
            (
                "Soldaten verhafteten den Händler Karl Brunn nach Angaben der Polizei.",
                "verhafteten: Soldaten verhafteten den Händler Karl Brunn",
            ),
        ),
        no=("Nach dem Streit verhafteten Soldaten den Händler Karl Brunn.",),
    ),
    Rule(
        name="gist/no-discourse-adverb",
        find=_discourse,
        why="*Zudem*, *jedoch* and *daraufhin* tie a clause to the one before, which the line stands without.",
        yes=(
            (
                "Soldaten verhafteten den Händler Karl Brunn daraufhin.",
                "verhafteten: Soldaten verhafteten den Händler Karl Brunn",
            ),
        ),
        no=("Gestern verhafteten Soldaten den Händler Karl Brunn.",),
    ),
)
"""Each is asked for every phrase and adverb that hangs on the predicate, and for every complement of a noun."""


def left_out(branch: Branch) -> str | None:
    """The rule that keeps a word out of the line; None if it may be in it."""
    found = first(LEFT_OUT, branch)
    return found[1] if found is not None else None
