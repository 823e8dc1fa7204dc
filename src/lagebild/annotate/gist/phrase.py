"""A noun phrase for a readable line: its head with article, number, adjective and name, and what may be left away."""

from __future__ import annotations

from collections.abc import Iterator

from lagebild.annotate.gist.left_out import Branch, left_out
from lagebild.annotate.gist.part import DETAIL, MORE, ROLE, Part
from lagebild.annotate.gist.view import View
from lagebild.lexicon.words import word_set
from lagebild.verbforms import participle

_CORE = ("det", "det:poss", "nummod", "flat", "compound")
_CLAUSES = ("acl", "acl:relcl", "advcl", "ccomp", "xcomp", "csubj", "parataxis", "punct", "cop", "aux", "mark", "cc")
_COMPLEMENTS = ("nmod", "nmod:poss", "obl", "obl:arg", "obl:agent")
_DEEP = 3
"""A complement of a complement of a complement is in no line."""
_NAME = 8
"""Words of a name at most."""
_FEW, _SHORT = 2, 6
"""So many nouns joined to another, of so many words, stay with it: *beide* need both."""
_LONG = 3
"""An attribute with so many words or more may be left away."""


def phrase(view: View, head: int, *, rank: int, on: int, case: bool = True, depth: int = 0) -> Iterator[Part]:
    """The parts of the phrase of a noun. `case`: with its preposition. Parts further in are less needed than those above."""
    a = view.analysis
    core = [head, *_name(view, head)]
    parts: list[Part] = []
    for child in a.children[head]:
        label = a.labels[child]
        if label == "case":
            core += [child, *_below(view, child)] if case else []
        elif label == "flat" and any(head < c < child for c in a.dependents(head, "conj")):
            continue  # the name of the one joined to it
        elif label in _CORE:
            core += _flat(view, child) if label != "det" or child < head else []
        elif label == "amod":
            parts += _attribute(view, head, child, rank, core)
        elif a.forms[child].casefold() in ("deren", "dessen", "weder"):
            core += [child, *a.dependents(child, "case")]
        elif label in ("appos", "dep"):
            parts += _apposition(view, head, child, rank, core, depth)
        elif label == "conj":
            parts += _conjunct(view, head, child, rank, depth)
        elif label == "advmod":
            core += _flat(view, child) if _counts(view, head, child) else []
        elif label in _COMPLEMENTS and depth < _DEEP and not _not_its_own(view, head, child):
            bare = not a.has(child, "case") or any(a.lemmas[c] == "von" for c in a.dependents(child, "case"))
            inner = max(rank, ROLE if bare or not depth else MORE) if depth < 2 else DETAIL
            parts += phrase(view, child, rank=inner, on=head, depth=depth + 1)
    yield Part(rank, on, tuple(core))
    yield from parts


def _name(view: View, head: int) -> list[int]:
    """The other words of the name that a head is part of, as the entities have it, whatever the tree says."""
    text = view.text
    inside = next(
        (range(t, text.names[t][1]) for t in range(max(head - _NAME, 0), head + 1) if _reaches(view, t, head)), None
    )
    if inside is None:
        span = text.mentions.span_over(text.token_span(head))
        inside = text.inside(span) if span is not None else range(0)
    return [t for t in inside if t != head] if 1 < len(inside) <= _NAME else []


def _reaches(view: View, first: int, token: int) -> bool:
    """Whether a name that begins at one token goes on to another."""
    return first in view.text.names and view.text.names[first][1] > token


def _not_its_own(view: View, head: int, token: int) -> bool:
    """Whether a phrase says whose word it is, or stands behind *als* or *wie*: then it is the clause's, not the noun's."""
    a = view.analysis
    if left_out(Branch(view.text, token)) is not None:
        return True
    return a.tags[head] in ("NOUN", "PROPN") and any(
        a.forms[c] in ("als", "wie") for c in a.dependents(token, "case", "cc", "mark")
    )


def _below(view: View, token: int) -> Iterator[int]:
    return (c for c in view.analysis.children[token] if view.analysis.labels[c] in ("fixed", "advmod"))


def _flat(view: View, token: int) -> list[int]:
    """A small word with what hangs on it (*mehr als zwanzig*), no clause."""
    a = view.analysis
    found, stack = [], [token]
    while stack:
        top = stack.pop()
        found.append(top)
        stack += [c for c in a.children[top] if a.labels[c] not in _CLAUSES[:8]]
    return found


def _attribute(view: View, head: int, token: int, rank: int, core: list[int]) -> Iterator[Part]:
    below = _flat(view, token)
    if len(below) < _LONG:
        core += below
    elif participle(view.analysis.forms[token]) is not None:
        yield Part(DETAIL, head, tuple(below))
    else:
        yield Part(max(rank, ROLE), head, tuple(below))


def _apposition(view: View, head: int, token: int, rank: int, core: list[int], depth: int) -> Iterator[Part]:
    """A name right behind its title is part of it; between commas it comes in where it is the name of a nameless head."""
    a = view.analysis
    if a.tags[token] not in ("NOUN", "PROPN", "NUM", "X"):
        return
    first = min(_flat(view, token))
    cut = any(a.forms[t] in (",", "–", "-") for t in range(head + 1, first))
    if not cut:
        for part in phrase(view, token, rank=rank, on=head, depth=depth + 1):
            if part.on == head and part.rank == rank:
                core += part.tokens
            else:
                yield part
    elif a.tags[token] == "PROPN" and a.tags[head] == "NOUN" and depth == 0 and view.text.kind(token) == "person":
        yield Part(max(rank, ROLE), head, (token, *a.dependents(token, "flat")), joined=True)


def _conjunct(view: View, head: int, token: int, rank: int, depth: int) -> Iterator[Part]:
    a = view.analysis
    depth += a.labels[head] == "conj"  # one joined to one that is joined itself is further in
    if depth > _DEEP or a.tags[token] in ("VERB", "AUX") or token in view.text.clause_of:
        return
    opening = (
        *a.dependents(token, "cc"),
        *(c for c in a.dependents(token, "advmod") if a.forms[c] == "noch" and _neither(view, c)),
    )
    few = sum(a.labels[c] == "conj" for c in a.children[head]) <= _FEW and len(_flat(view, token)) <= _SHORT
    inner = list(phrase(view, token, rank=rank if few else max(rank, MORE if depth else ROLE), on=head, depth=depth))
    own, rest = inner[0], inner[1:]
    name = [t for c in a.dependents(head, "flat") if c > token for t in _flat(view, c)]
    yield Part(own.rank, head, (*opening, *own.tokens, *name), joined=True)
    yield from rest


def _neither(view: View, token: int) -> bool:
    """Whether *weder* stands in the sentence of a *noch*."""
    return "weder" in view.text.lemma_sets[view.analysis.sentence_of[token]]


def _counts(view: View, head: int, token: int) -> bool:
    """Whether an adverb belongs to a number or an article (*rund 300 Menschen*, *nicht alle*)."""
    a = view.analysis
    if a.forms[token].casefold() in word_set("discourse_adverbs"):
        return False
    return token < head
