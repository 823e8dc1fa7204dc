"""Quotations that the words of who speaks interrupt: *„Wir gehen“, sagte X, „keinen Schritt weiter.“*, one statement.

Likewise quotations that run over paragraphs, each of which opens with the mark again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from lagebild.annotate.quotations import CLOSING
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.addressees import addressed
from lagebild.annotate.statements.speakers import named_first, speaker
from lagebild.annotate.statements.vocabulary import row_name
from lagebild.annotate.text import Text
from lagebild.document import Span
from lagebild.reading import Statement

_LONG = 200
"""Code points that may stand between two pieces of a quotation."""
_ENDS = (".", ";", "!", "?")
_SIGNS = (",", "–", "-", ":")


class Gap(NamedTuple):
    """Two quotations that follow each other in a paragraph, the later one last."""

    text: Text
    before: Span
    behind: Span

    @property
    def tokens(self) -> range:
        """The tokens between them, the signs at the edges left out."""
        inside = self.text.inside(Span(self.before.end, self.behind.start))
        forms = self.text.analysis.forms
        start, stop = inside.start, inside.stop
        while start < stop and forms[start] in _SIGNS:
            start += 1
        while stop > start and forms[stop - 1] in _SIGNS:
            stop -= 1
        return range(start, stop)


class Speaking(NamedTuple):
    """The tokens of a cue, the head of the phrase that names who speaks (None for nobody), and what introduces the words."""

    cue: tuple[int, ...]
    who: int | None
    row: str
    named: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()


def interrupted(text: Text, quotations: Iterable[Span]) -> Iterator[tuple[tuple[Span, ...], Statement]]:
    """The quotations that are interrupted, each with its pieces."""
    pieces: list[Span] = []
    found: tuple[Speaking, str] | None = None
    for span in quotations:
        gap = Gap(text, pieces[-1], span) if pieces else None
        here = first(INTERRUPTED, gap) if gap is not None and _open(gap) else None
        if here is not None:
            found = found or here
            pieces.append(span)
            continue
        if found is not None:
            yield tuple(pieces), _statement(text, tuple(pieces), *found)
        pieces, found = [span], None
    if found is not None:
        yield tuple(pieces), _statement(text, tuple(pieces), *found)


def _open(gap: Gap) -> bool:
    """Whether the first piece is set off and the sentence still goes on before the second one."""
    between = gap.text.content[gap.before.end : gap.behind.start]
    if "\n" in between or not 2 < len(between) < _LONG or not between.rstrip().endswith(_SIGNS):
        return False
    return between.lstrip().startswith((",", "–", "-")) and not any(
        gap.text.analysis.forms[t] in _ENDS for t in gap.tokens
    )


def _statement(text: Text, pieces: tuple[Span, ...], how: Speaking, rule: str) -> Statement:
    who = how.who
    return Statement(
        type="direct",
        medium="speech",
        speaker=text.entity(who) if who is not None else None,
        speaker_spans=how.named,
        cue_spans=tuple(text.token_span(t) for t in sorted(how.cue)),
        quote_spans=pieces,
        addressee_spans=how.addressee,
        because={"type": rule, "speaker": rule, "cue_spans": how.row, "quote_spans": rule},
        introduced="quotation",
    )


def _verb(gap: Gap) -> Speaking | None:
    text, tokens = gap.text, gap.tokens
    clause = next(iter(text.clauses_of_verb.get(tokens.start, ())), None) if tokens else None
    if clause is None or clause.kind not in ("finite", "copula") or clause.voice != "active":
        return None
    if text.analysis.feat(tokens.start, "VerbForm") not in ("Fin", ""):
        return None
    pieces = (gap.before, gap.behind)
    who = speaker(text, clause, pieces).token
    if who is None or who not in tokens:
        who = named_first(text, tokens.start + 1, tokens.stop)
    verbs = tuple(t for t in clause.verbs if t in tokens) or (tokens.start,)
    to, _ = addressed(text, clause, [t for piece in pieces for t in text.inside(piece)])
    return Speaking(verbs, who, row_name("verb", clause.lemma), (text.phrase(who),) if who is not None else (), to)


def _so(gap: Gap) -> Speaking | None:
    a, tokens = gap.text.analysis, gap.tokens
    if len(tokens) < 2 or a.forms[tokens.start].lower() != "so":
        return None
    if any(a.tags[t] in ("VERB", "AUX") for t in tokens):
        return None
    nominal = [t for t in tokens[1:] if a.tags[t] in ("NOUN", "PROPN", "PRON")]
    who = next((t for t in nominal if gap.text.entity(t) is not None), nominal[0] if nominal else None)
    if who is None:
        return None
    return Speaking((tokens.start,), who, "interrupted/so", (gap.text.covered(tokens[1:]),))


INTERRUPTED: tuple[Rule[Gap, Speaking], ...] = (
    Rule(
        name="interrupted/verb",
        find=_verb,
        why="A verb right behind the comma tells who speaks, and what is quoted before and behind it is one sentence.",
        yes=(
            (
                "„Wir haben“, sagte Ada Brunn, „lange genug gewartet.“",
                "„Wir haben“ … „lange genug gewartet.“: „Wir haben“, „lange genug gewartet.“",
            ),
            (
                "„Keiner“, raunte der Händler Karl Feld am Abend, „hat den Damm geprüft.“",
                "„Keiner“ … „hat den Damm geprüft.“: direct",
            ),
        ),
        no=(
            "„Der Damm hält“, sagte Ada Brunn. „Das ist gut.“",
            "Sie las die Bücher „Der Hafen“, „Die Flut“ und „Das Tal“.",
        ),
    ),
    Rule(
        name="interrupted/so",
        find=_so,
        why="*So X* between two pieces of a quotation tells who says both.",
        yes=(
            (
                "„Der Damm“, so die Ministerin Ada Brunn, „hält noch zehn Jahre.“",
                "„Der Damm“ … „hält noch zehn Jahre.“: Ada Brunn",
            ),
        ),
    ),
)
"""What stands between two pieces of one quotation."""


def chained(text: Text, statements: list[Statement]) -> list[Statement]:
    """The statements, with quotations that run over paragraphs joined to one."""
    chains = [chain for chain in _chains(text) if len(chain) > 1]
    if not chains:
        return statements
    place = {span: number for number, chain in enumerate(chains) for span in chain}
    parts: dict[int, list[Statement]] = {}
    for statement in statements:
        number = place.get(statement.quote_spans[0]) if statement.type == "direct" else None
        if number is not None:
            parts.setdefault(number, []).append(statement)
    gone = {id(s) for said in parts.values() for s in said}
    kept = [s for s in statements if id(s) not in gone]
    for number, said in parts.items():
        base = next((s for s in said if s.cue_spans), None) or next((s for s in said if s.speaker_spans), said[0])
        kept.append(msgspec.structs.replace(base, quote_spans=tuple(chains[number])))
    return kept


def _chains(text: Text) -> Iterator[list[Span]]:
    """The quotations in order, those together of which each but the last is closed by its paragraph's end alone."""
    chain: list[Span] = []
    for span in text.quotations:
        goes_on = chain and not _is_closed(text, chain[-1]) and _next_paragraph(text, chain[-1], span)
        if chain and not goes_on:
            yield chain
            chain = []
        chain.append(span)
    if chain:
        yield chain


def _is_closed(text: Text, span: Span) -> bool:
    return span.end - span.start > 1 and text.content[span.end - 1] in CLOSING[text.content[span.start]]


def _next_paragraph(text: Text, before: Span, span: Span) -> bool:
    between = text.content[before.end : span.start]
    return "\n" in between and not between.strip() and text.content[before.start] == text.content[span.start]
