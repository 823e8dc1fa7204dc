"""From the parts of a line to its spans: what is too long goes, and what stands side by side becomes one span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lagebild.analysis import ROOT
from lagebild.annotate.gist.anchor import ANCHORS, Anchor, Case
from lagebild.annotate.gist.clause_parts import ClauseParts
from lagebild.annotate.gist.part import DETAIL, MORE, NEEDED, ROLE, Part
from lagebild.annotate.gist.phrase import phrase
from lagebild.annotate.gist.view import View
from lagebild.annotate.rule import first
from lagebild.document import Span
from lagebild.reading import Event

_LIMITS = ((DETAIL, 12), (MORE, 16), (ROLE, 24), (NEEDED, 25))
"""While a line has more words, parts of a rank leave it, the longest first."""
_MOST = 25
_EDGES = " \t\n,"


class Line(NamedTuple):
    """The spans of a readable line, left to right, and the rules that made it."""

    spans: tuple[Span, ...]
    because: tuple[str, ...]


def line(view: View, event: Event) -> Line:
    """The readable line of an event; its trigger is always part of it."""
    trigger = view.trigger(event)
    case = Case(view, event, trigger[0])
    found = first(ANCHORS, case)
    anchor, rule = found if found is not None else (Anchor(noun=trigger[0]), "gist/phrase")
    parts, because = _parts(case, anchor)
    kept = _kept(view, parts, trigger)
    if len(kept) == len(trigger):
        wider = view.text.clause_around(trigger[0])
        if wider is not None:
            parts, more = _parts(case, Anchor(clause=wider))
            kept, because = _kept(view, parts, trigger), [*because, *more]
    return Line(_spans(view, kept, parts, trigger), (rule, *dict.fromkeys(because)))


def _parts(case: Case, anchor: Anchor) -> tuple[list[Part], list[str]]:
    view = case.view
    if anchor.clause is not None:
        made = ClauseParts(view, case.event, anchor.clause)
        parts = made.parts()
        parts += made.matrix() if anchor.matrix else []
        if not any(case.token in part.tokens for part in parts):
            parts += phrase(view, case.token, rank=NEEDED, on=ROOT)
        return parts, made.because
    parts = list(phrase(view, anchor.noun, rank=NEEDED, on=ROOT, case=False))
    return [p._replace(rank=ROLE) if case.token in p.tokens and p.rank > ROLE else p for p in parts], []


def _kept(view: View, parts: Sequence[Part], trigger: Sequence[int]) -> list[int]:
    """The tokens of a line that is not too long."""
    a = view.analysis
    fixed = set(trigger)
    left = [part for part in parts if any(view.beside(t, trigger[0]) for t in part.tokens)]
    for rank, most in _LIMITS[:3]:
        while _words(view, _standing(view, left, trigger)) > most:
            going = [p for p in left if p.rank == rank and fixed.isdisjoint(p.tokens)]
            if not going:
                break
            left.remove(max(going, key=lambda p: (len(p.tokens), p.tokens[0])))
    tokens = _standing(view, left, trigger)
    while _words(view, tokens) > _MOST:
        far = max((t for t in tokens if t not in fixed), key=lambda t: abs(t - trigger[0]))
        tokens.remove(far)
    return [t for t in tokens if a.tags[t] != "PUNCT" or t in fixed]


def _standing(view: View, parts: Iterable[Part], trigger: Sequence[int]) -> list[int]:
    """The tokens of the parts whose parts above stand."""
    left = list(parts)
    held: set[int] = set()
    grown = True
    while grown:
        grown = False
        for part in list(left):
            if part.on == ROOT or part.on in held:
                held.update(part.tokens)
                left.remove(part)
                grown = True
    return sorted({t for t in held if view.beside(t, trigger[0])} | set(trigger))


def _words(view: View, tokens: Iterable[int]) -> int:
    return sum(view.analysis.tags[t] != "PUNCT" for t in tokens)


def _spans(view: View, kept: Sequence[int], parts: Iterable[Part], trigger: Sequence[int]) -> tuple[Span, ...]:
    a = view.analysis
    openings = {min(part.tokens) for part in parts if part.joined}
    tokens = set(kept)
    for before, after in zip(kept, kept[1:], strict=False):
        between = range(before + 1, after)
        if all(a.forms[t] == "," for t in between) and after in openings:
            tokens.update(between)
    tokens |= _marks(view, tokens)
    spans: list[Span] = []
    last = -2
    for token in sorted(tokens):
        if token == last + 1 and view.line[token] == view.line[last]:
            spans[-1] = Span(spans[-1].start, a.ends[token])
        else:
            spans.append(Span(a.starts[token], a.ends[token]))
        last = token
    return tuple(spans)


def _marks(view: View, tokens: set[int]) -> set[int]:
    """The quotation marks of quotations that stand wholly in the line."""
    a = view.analysis
    found: set[int] = set()
    for token in tokens:
        quotation = view.quotation(token)
        if quotation is None:
            continue
        inside = view.text.inside(quotation)
        if len(inside) <= _MOST and all(t in tokens or t in (inside[0], inside[-1]) for t in inside):
            found.update((inside[0], inside[-1]))
    return found
