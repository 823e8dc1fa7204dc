"""From the parts of a line to its spans: what is too long goes, and what stands side by side becomes one span."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from lagebild.analysis import ROOT
from lagebild.annotate.gist.anchor import PARTICIPLE, Anchor, Case, anchored
from lagebild.annotate.gist.clause_parts import ClauseParts
from lagebild.annotate.gist.opening import Opening, opened
from lagebild.annotate.gist.part import DETAIL, MORE, NEEDED, ROLE, Part
from lagebild.annotate.gist.phrase import phrase
from lagebild.annotate.gist.view import View
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import closed
from lagebild.reading import Event

_LIMITS = ((DETAIL, 12), (MORE, 16), (ROLE, 24), (NEEDED, 25))
"""While a line has more words, parts of a rank leave it, the longest first."""
_MOST = 25
_PARTS = 64
"""So many parts, those needed most, are weighed against each other."""
_ROLES = 3
"""So many phrases behind a deed are looked at."""
_DEEP = 12
"""So many words up the tree a trigger's path is followed."""
_JOINING = {"CCONJ", "ADV"}
_CONTENT = ("NOUN", "PROPN", "PRON", "VERB", "NUM", "ADJ")
_PAIRS = (("„", "“"), ("“", "”"), ("»", "«"), ("‚", "‘"), ("›", "‹"))
_EDGES = " \t\n,"


class Line(NamedTuple):
    """The spans of a readable line, left to right, and the rules that made it."""

    spans: tuple[Span, ...]
    because: tuple[str, ...]


def line(view: View, event: Event) -> Line:
    """The readable line of an event; its trigger is always part of it."""
    trigger = view.trigger(event)
    case = Case(view, event, trigger[0])
    anchor, rule = anchored(case)
    parts, because = _parts(case, anchor)
    kept = _kept(view, parts, trigger, before_noun=rule == PARTICIPLE)
    for wider in _wider(case):
        if not _bare(view, kept, trigger):
            break
        more, why = _parts(case, Anchor(clause=wider))
        parts, because = [*parts, *more], [*because, *why]
        kept = _kept(view, parts, trigger)
    begun, why_so = opened(Opening(view, tuple(kept), trigger))
    return Line(_spans(view, begun, trigger), (rule, *dict.fromkeys((*because, *why_so))))


def _wider(case: Case) -> Iterator[Clause]:
    """The clauses that may say what a bare word does not: its own, the one that it is joined to, the one above."""
    a, text = case.view.analysis, case.view.text
    clause = text.clause_around(case.token)
    for _ in range(3):
        if clause is None:
            return
        yield clause
        above = a.heads[clause.predicate]
        clause = text.clause_around(above) if above != ROOT else None


def _parts(case: Case, anchor: Anchor) -> tuple[list[Part], list[str]]:
    view = case.view
    if anchor.clause is not None:
        made = ClauseParts(view, case.event, anchor.clause)
        parts = made.parts()
        parts += made.matrix() if anchor.matrix or made.causing() is not None else []
        if not any(case.token in part.tokens for part in parts):
            parts += phrase(view, case.token, rank=NEEDED, on=ROOT)
        return _urgent(case, parts), made.because
    parts = list(phrase(view, anchor.noun, rank=NEEDED, on=ROOT, case=False))
    parts += _infinitives(case, anchor.noun)
    parts += _behind(case, anchor.noun, parts)
    own = view.text.clause_of.get(case.token)
    if own is not None and not any(case.token in part.tokens for part in parts):
        parts += ClauseParts(view, case.event, own).own()
    return _urgent(case, parts), []


def _behind(case: Case, noun: int, parts: Sequence[Part]) -> Iterator[Part]:
    """What stands right behind a deed's phrase and is its doer, place or time, though the tree hangs it on the verb."""
    a, event, text = case.view.analysis, case.event, case.view.text
    end = max((t for part in parts for t in part.tokens), default=noun)
    for _ in range(_ROLES):
        if end + 1 >= len(a) or a.tags[end + 1] != "ADP" or a.labels[end + 1] != "case":
            return
        token, preposition = a.heads[end + 1], a.forms[end + 1].casefold()
        time = text.time_at(a.starts[token])
        own = preposition == "durch" or (time is not None and time.value is not None and time.value == event.time)
        if not own and text.entity(token) not in {*event.actors, *event.recipients, event.place} - {None}:
            return
        found = list(phrase(case.view, token, rank=ROLE, on=noun))
        yield from found
        end = max(t for part in found for t in part.tokens)


def _infinitives(case: Case, noun: int) -> Iterator[Part]:
    """What a plan, a call or a threat is for: its infinitive with *zu*."""
    a, text = case.view.analysis, case.view.text
    for child in a.dependents(noun, "acl"):
        clause = text.clause_of.get(child)
        if clause is not None and clause.kind == "infinitive" and not clause.subordinator:
            own = ClauseParts(case.view, case.event, clause).own()
            yield Part(ROLE, noun, tuple(t for part in own if part.rank <= ROLE for t in part.tokens))


def _urgent(case: Case, parts: Sequence[Part]) -> list[Part]:
    """The parts, those needed that lead to the trigger, and what hangs on it more than what does not."""
    a, path, token = case.view.analysis, {case.token}, case.token
    for _ in range(_DEEP):
        token = a.heads[token]
        if token == ROOT:
            break
        path.add(token)
    found = []
    for part in parts:
        leads = not path.isdisjoint(part.tokens)
        rank = NEEDED if leads else min(part.rank, ROLE) if part.on == case.token else part.rank
        found.append(part._replace(rank=rank))
    return found


def _kept(view: View, parts: Sequence[Part], trigger: Sequence[int], *, before_noun: bool = False) -> list[int]:
    """The tokens of a line that is not too long. `before_noun`: with all that stands between an article and a participle."""
    a = view.analysis
    fixed = set(trigger)
    left = [part for part in parts if any(view.beside(t, trigger[0]) for t in part.tokens)]
    left = sorted(left, key=lambda part: part.rank)[:_PARTS]
    all_ = set(_standing(view, left, trigger))
    for rank, most in _LIMITS[:3]:
        while _words(view, _standing(view, left, trigger)) > most:
            going = [p for p in left if p.rank == rank and fixed.isdisjoint(p.tokens)]
            if not going:
                break
            out = max(going, key=lambda p: (len(p.tokens), p.tokens[0]))
            # of joined nouns one goes with the others: *A … C* would be another list
            left = [p for p in left if p is not out and not (out.joined and p.joined and p.on == out.on)]
    tokens = _standing(view, left, trigger)
    while _words(view, tokens) > _MOST:
        kept = fixed.union(t for t in tokens if a.forms[t].casefold() in closed("negations"))
        loose = [t for t in tokens if t not in kept] or [t for t in tokens if t not in fixed]
        far = max(loose, key=lambda t: abs(t - trigger[0]))
        tokens.remove(far)
    held = set(tokens)
    small = {t for t in range(tokens[0], tokens[-1]) if a.tags[t] in ("DET", "ADP") or t in all_}
    filled = {t - 1 for t in tokens if t - 2 in held and t - 1 in small}
    filled |= {
        s
        for t in tokens
        if t - 3 in held
        for s in (t - 2, t - 1)
        if {a.tags[t - 2], a.tags[t - 1]} <= _JOINING and "CCONJ" in (a.tags[t - 2], a.tags[t - 1])
    }
    if before_noun:
        filled |= {t for t in range(tokens[0], tokens[-1]) if t < trigger[0]}
    if _words(view, {*tokens, *filled}) <= _MOST:
        tokens = sorted({*tokens, *filled})
    tokens = _before_nouns(view, tokens, fixed)
    held = set(tokens)
    marked = [t for t in tokens if a.tags[t] != "PUNCT" or t in fixed or {t - 1, t + 1} <= held]
    whole = _whole(view, marked, fixed)
    opens = len(whole) > 1 and a.tags[whole[0]] == "CCONJ" and a.forms[whole[0]].casefold() in closed("coordinators")
    return whole[1:] if opens and whole[0] not in fixed else whole


def _printed(view: View, token: int) -> bool:
    return view.analysis.tags[token] != "PUNCT" or view.analysis.forms[token] == ","


def _before_nouns(view: View, tokens: Sequence[int], fixed: Container[int]) -> list[int]:
    """The tokens with all or nothing of a long attribute between an article and its noun."""
    a, held = view.analysis, set(tokens)
    for noun in tokens:
        article = next((c for c in a.dependents(noun, "det") if c < noun and c in held), noun)
        between = range(article + 1, noun)
        missing = [t for t in between if t not in held and view.beside(t, noun) and _printed(view, t)]
        kept = [t for t in between if t in held and a.heads[t] != noun]
        if missing and kept:
            if _words(view, held.union(missing)) <= _MOST:
                held.update(missing)
            else:
                held.difference_update(t for t in kept if t not in fixed)
    return sorted(held)


def _whole(view: View, tokens: Sequence[int], fixed: Container[int]) -> list[int]:
    """The tokens without articles and prepositions whose noun is not there."""
    a, held = view.analysis, set(tokens)
    return [
        t
        for t in tokens
        if t in fixed or a.tags[t] not in ("DET", "ADP") or a.labels[t] not in ("det", "case") or a.heads[t] in held
    ]


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


def _bare(view: View, tokens: Iterable[int], trigger: Sequence[int]) -> bool:
    """Whether a line says no more than its trigger with an article."""
    return not any(t not in trigger and view.analysis.tags[t] in _CONTENT for t in tokens)


def _words(view: View, tokens: Iterable[int]) -> int:
    return sum(view.analysis.tags[t] != "PUNCT" for t in tokens)


def _spans(view: View, kept: Sequence[int], trigger: Sequence[int]) -> tuple[Span, ...]:
    a = view.analysis
    tokens = set(kept)
    for before, after in itertools.pairwise(kept):
        between = range(before + 1, after)
        forms = {a.forms[t] for t in between}
        glued = between and a.ends[before] == a.starts[between[0]] and a.ends[between[-1]] == a.starts[after]
        closes = a.feat(after, "VerbForm") == "Fin" and not any(a.forms[t] == "," for t in tokens if t < before)
        if glued or (forms == {","} and not closes) or (between and all(a.tags[t] == "CCONJ" for t in between)):
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
    return tuple(_trimmed(view, span, trigger) for span in spans)


def _trimmed(view: View, span: Span, trigger: Sequence[int]) -> Span:
    """A span without commas and lone quotation marks at its edges (the marks may be part of a token)."""
    text, a = view.analysis.text, view.analysis
    start, end = span
    inner = {a.starts[t] for t in trigger} | {a.ends[t] for t in trigger}
    while end - start > 1 and start not in inner and (text[start] in _EDGES or _lone(text[start:end], text[start])):
        start += 1
    while end - start > 1 and end not in inner and (text[end - 1] in _EDGES or _lone(text[start:end], text[end - 1])):
        end -= 1
    return Span(start, end)


def _lone(piece: str, mark: str) -> bool:
    if mark == '"':
        return piece.count(mark) % 2 == 1
    pairs = [(opening, closing) for opening, closing in _PAIRS if mark in (opening, closing)]
    return bool(pairs) and all(piece.count(opening) != piece.count(closing) for opening, closing in pairs)


def _marks(view: View, tokens: set[int]) -> set[int]:
    """The quotation marks of quotations that stand wholly in the line."""
    found: set[int] = set()
    for token in tokens:
        quotation = view.quotation(token)
        if quotation is None:
            continue
        inside = view.text.inside(quotation)
        if len(inside) <= _MOST and all(t in tokens or t in (inside[0], inside[-1]) for t in inside):
            found.update((inside[0], inside[-1]))
    return found
