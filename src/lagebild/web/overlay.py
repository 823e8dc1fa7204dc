"""A report's text with its reading laid over it: marks are cut where they overlap, so each piece knows all its marks.

Offsets are code points of the text, end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from lagebild.document import Span
from lagebild.reading import OUTLET, Reading

LAYERS = ("events", "statements", "offices", "names", "times", "relations", "plans")
"""The layers that can be shown and hidden, in the order of their entries."""

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "vcoop"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "mcoop"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "vconf"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "mconf"),
    **dict.fromkeys(("ELECT", "OFFICE", "LEGISLATE", "JUDGE"), "inst"),
    **dict.fromkeys(("DISASTER", "DIE"), "grey"),
}
"""The kind, which colour carries, of each event type: PLOVER's quad classes, institutions, disasters and deaths."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text that belongs to an entry; `look` names how certain it is, `kind` its colour."""

    layer: str
    entry: str
    span: Span
    look: str = ""
    kind: str = ""
    first: bool = False


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text under the same marks throughout, the widest first; `opens` are the marks that begin here."""

    text: str
    start: int
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]

    @property
    def entry(self) -> str | None:
        """The entry that a click on the piece leads to: the one of its narrowest mark that is no statement."""
        return next((m.entry for m in reversed(self.marks) if m.layer != "statements"), None)

    def statements(self, voices: Mapping[str, str]) -> set[str]:
        """The speakers whose words the piece is in: an event in a speaker's own statement needs no second speech mark."""
        return {voices[m.entry] for m in self.marks if m.layer == "statements"}


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, or what stands between two of them; `number` counts sentences from 1."""

    number: int | None
    here: bool
    pieces: tuple[Piece, ...]


def voices(reading: Reading) -> dict[str, str]:
    """Whose word an entry is (`s1` a statement, `e1` an event, `r1` a tie): a name; empty for the outlet and hearsay."""
    names = {e.id: e.name for e in reading.entities}
    speakers = {f"s{n}": s.speaker for n, s in enumerate(reading.statements, 1)}
    speakers |= {f"e{n}": e.source for n, e in enumerate(reading.events, 1)}
    speakers |= {f"r{n}": r.source for n, r in enumerate(reading.relations, 1)}
    return {key: names.get(who or "", "") for key, who in speakers.items()}


def marks(reading: Reading) -> list[Mark]:
    """Every mark of a reading."""
    found: list[Mark] = []
    for number, time in enumerate(reading.times, start=1):
        look = "open" if time.value is None or "X" in time.value else ""
        found.append(Mark(layer="times", entry=f"t{number}", span=Span(time.start, time.end), look=look))
    for entity in reading.entities:
        names = set(entity.name_spans)
        found += (
            Mark(layer="names", entry=f"n-{entity.id}", span=m, look="" if m in names else "open")
            for m in entity.mentions
        )
    for number, office in enumerate(reading.offices, start=1):
        found.append(Mark(layer="offices", entry=f"o{number}", span=Span(office.start, office.end), look=office.status))
    for number, statement in enumerate(reading.statements, start=1):
        found += (
            Mark(layer="statements", entry=f"s{number}", span=s, look=statement.type, first=n == 0)
            for n, s in enumerate(statement.quote_spans)
        )
    for number, event in enumerate(reading.events, start=1):
        found += (
            Mark(
                layer="events",
                entry=f"e{number}",
                span=s,
                look=event.status,
                kind=KINDS[event.type],
                first=n == 0 and event.source != OUTLET,
            )
            for n, s in enumerate(event.trigger)
        )
    for number, tie in enumerate(reading.relations, start=1):
        found.append(Mark(layer="relations", entry=f"r{number}", span=Span(tie.start, tie.end), look=tie.status))
    for number, plan in enumerate(reading.plans, start=1):
        found.append(Mark(layer="plans", entry=f"p{number}", span=Span(plan.start, plan.end)))
    for number, pledge in enumerate(reading.pledges, start=1):
        found.append(Mark(layer="plans", entry=f"g{number}", span=Span(pledge.start, pledge.end), look=pledge.outcome))
    return [m for m in found if m.span.start < m.span.end]


def paragraphs(reading: Reading, *, here: int | None = None) -> list[list[Stretch]]:
    """The paragraphs of a report's text, blank lines left out; `here` is an offset whose sentence is highlighted."""
    over = _Over(marks(reading))
    cuts = sorted({edge for m in over.waiting for edge in m.span} | {edge for s in reading.sentences for edge in s})
    ends = [sentence.end for sentence in reading.sentences]
    found = []
    for line in _lines(reading.text):
        first = bisect_right(ends, line.start)
        stretches = [
            Stretch(
                number=number,
                here=here is not None and stretch.start <= here < stretch.end and number is not None,
                pieces=tuple(_pieces(reading.text, stretch, over, cuts)),
            )
            for number, stretch in _stretches(reading.sentences, line, first)
        ]
        found.append(stretches)
    return found


def parts(reading: Reading) -> list[str]:
    """For each of :func:`paragraphs` what it is, if it is no running text (`heading`, `caption`, …); else empty.

    A part that is less than a paragraph, like a dateline before the first sentence, does not make the paragraph one.
    """
    found = []
    for line in _lines(reading.text):
        end = line.start + len(line.of(reading.text).rstrip())
        whole = (p.kind for p in reading.structure if p.start <= line.start and p.end >= end)
        found.append(next(whole, ""))
    return found


class _Over:
    """The marks over one place after another, the widest first. Each mark comes and goes once."""

    def __init__(self, found: Iterable[Mark]) -> None:
        widest = sorted(found, key=lambda m: (-(m.span.end - m.span.start), m.span.start, m.entry))
        self._rank = {id(mark): rank for rank, mark in enumerate(widest)}
        self.waiting = sorted(widest, key=lambda m: m.span.start, reverse=True)
        self._open: list[tuple[int, Mark]] = []

    def at(self, place: int) -> tuple[Mark, ...]:
        """The marks over a code point; each place asked for lies behind the one before."""
        self._open = [pair for pair in self._open if pair[1].span.end > place]
        while self.waiting and self.waiting[-1].span.start <= place:
            mark = self.waiting.pop()
            if mark.span.end > place:
                insort(self._open, (self._rank[id(mark)], mark))
        return tuple(mark for _, mark in self._open)


def _lines(text: str) -> Iterator[Span]:
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(offset, offset + len(line))
        offset += len(line) + 1


def _stretches(sentences: Sequence[Span], line: Span, first: int) -> Iterator[tuple[int | None, Span]]:
    """A line in sentences and what stands between them; `first` is the first sentence that ends in it or behind it."""
    offset = line.start
    for place in range(first, len(sentences)):
        sentence = sentences[place]
        if sentence.start >= line.end:
            break
        start, end = max(sentence.start, offset), min(sentence.end, line.end)
        if start >= end:
            continue
        if offset < start:
            yield None, Span(offset, start)
        yield place + 1, Span(start, end)
        offset = end
    if offset < line.end:
        yield None, Span(offset, line.end)


def _pieces(text: str, stretch: Span, over: _Over, cuts: list[int]) -> Iterator[Piece]:
    inner = cuts[bisect_right(cuts, stretch.start) : bisect_left(cuts, stretch.end)]
    for start, end in pairwise([stretch.start, *inner, stretch.end]):
        found = over.at(start)  # no mark begins or ends within a piece
        yield Piece(
            text=text[start:end],
            start=start,
            marks=found,
            opens=tuple(m for m in found if m.first and m.span.start == start),
        )


def initials(name: str) -> str:
    """The speech mark's letters: at most two initials of a name."""
    words = [w for w in name.split() if w[:1].isalnum()]
    picked = words if len(words) < 3 else [words[0], words[-1]]
    return "".join(w[0].upper() for w in picked) or "?"


def marked(line: str, trigger: str) -> list[tuple[str, bool]]:
    """A line in pieces: True are the words of its trigger (apart by `…` if other words stand between them)."""
    pieces: list[tuple[str, bool]] = []
    rest = line
    for word in trigger.split(" … ") if trigger else ():
        whole = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", rest)
        start = whole.start() if whole else rest.find(word)
        if start >= 0:
            pieces += [(rest[:start], False), (word, True)]
            rest = rest[start + len(word) :]
    return [piece for piece in (*pieces, (rest, False)) if piece[0]]
