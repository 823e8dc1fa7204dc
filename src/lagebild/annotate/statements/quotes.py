"""Direct speech: words in quotation marks that somebody says, with who says so."""

from __future__ import annotations

import re

import msgspec

from lagebild.annotate.statements.cues import addressed, cue_near, framed
from lagebild.annotate.statements.marks import Quoted, inside, quoted_as
from lagebild.annotate.statements.speakers import about, named_first, speaker
from lagebild.annotate.statements.vocabulary import calling, quoting
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement

_JOINED = re.compile(r"( \(\w+\))?(,|;| \(| –)? ?((und|oder|sowie|bzw\.|beispielsweise|auch) ?)*")
"""What stands between two names in a list, or between a name and its translation."""
_CALLED = frozenset(("als", "für", "von", "in", "im"))
"""What stands before the words that something is called by."""
_BARE = frozenset("nennen vorwerfen attestieren bescheinigen unterstellen ausrufen skandieren".split())
"""Verbs that call something so without such a word."""
_BESIDE = 0.25
"""The share of a quotation's length up to which such words may stand beside it."""
_ONE_WORD = 3
"""The tokens of a quoted word with its marks."""
_NEAR = 200
"""Code points between a quotation and what its speaker said before."""


def quoted(text: Text, statements: list[Statement]) -> tuple[list[Statement], list[Span]]:
    """The statements with direct speech added; an indirect one that is wholly in quotation marks becomes direct.

    Beside them the quotations that are words somebody uses, of whom nothing here says who (see :func:`left_over`).
    """
    open_: list[Span] = []
    found = list(statements)
    last: Statement | None = None
    named: Span | None = None
    for quotation in text.quotations:
        kind = quoted_as(text, quotation)
        if named is not None and _goes_with(text, named, quotation):
            kind = "name"
        named = quotation if kind == "name" else None
        held = [s for s in found if s.type == "indirect" and any(q.overlaps(quotation) for q in s.quote_spans)]
        whole = next((s for s in held if _wholly(text, s, quotation)), None)
        if whole is not None and kind != "name":
            last = msgspec.structs.replace(whole, type="direct", quote_spans=(quotation,))
            found[found.index(whole)] = last
            continue
        if kind == "name":
            if whole is not None:
                found.remove(whole)
            continue
        said = _cued(text, quotation, kind, held)
        if said is None and held and _taken(text, quotation, kind):
            said = _part_of(text, quotation, held)
        if said is None and kind == "sentence":
            said = _uncued(text, quotation, kind, last, found)
        elif said is None:
            open_.append(quotation)
        if said is not None:
            last = said
            found.append(said)
    return found, open_


def _goes_with(text: Text, named: Span, quotation: Span) -> bool:
    """Whether a quotation stands in a list with a name, or in brackets behind it as its translation."""
    between = text.content[named.end : quotation.start]
    if between in (" (", ", "):
        return between == " (" or _plain(text, quotation)
    return _JOINED.fullmatch(between) is not None and _plain(text, quotation)


def left_over(text: Text, statements: list[Statement], quotations: list[Span]) -> list[Statement]:
    """The statements with those quotations added that are words out of a carried-on sentence, or nobody's by name."""
    found = list(statements)
    for quotation in quotations:
        kind = quoted_as(text, quotation)
        held = [
            s
            for s in statements
            if s.type in ("indirect_free_indirect", "free_indirect") and any(quotation.within(q) for q in s.quote_spans)
        ]
        if held and (kind == "part" or (_taken(text, quotation, kind))):
            found.append(_part_of(text, quotation, held))
        elif kind == "part" and _worded(text, quotation, found):
            before = [s for s in found if s.type == "direct" and s.quote_spans[-1].end <= quotation.start]
            last = max(before, key=lambda s: s.quote_spans[-1].end, default=None)
            found.append(_uncued(text, quotation, kind, last, found))
    return found


def _cued(text: Text, quotation: Span, kind: Quoted, held: list[Statement]) -> Statement | None:
    """The statement of a quotation that a verb introduces, or by which somebody calls something."""
    cue = _called(text, quotation)
    if cue is None and (held or kind == "word"):
        return None
    cue = cue or cue_near(text, quotation)
    if kind == "part" and cue is not None and _plain(text, quotation) and cue.lemma not in quoting():
        return None
    if cue is None:
        return None
    who = speaker(text, cue, (quotation,))
    if who is None and kind == "word" and _plain(text, quotation) and len(inside(text, quotation)) <= _ONE_WORD:
        return None  # *was als „Sonnenwind“ bezeichnet wird*: called so by everybody
    return Statement(
        type="direct",
        medium="speech",
        speaker=text.entity(who) if who is not None else None,
        speaker_spans=(text.phrase(who),) if who is not None else (),
        cue_spans=tuple(text.token_span(t) for t in cue.verbs),
        quote_spans=(quotation,),
        addressee_spans=addressed(text, cue, []),
        because={"type": f"quotation with {cue.lemma}"},
        introduced="quotation",
    )


def _part_of(text: Text, quotation: Span, held: list[Statement]) -> Statement:
    """Words taken out of what somebody says: his, with the cue and the frame of the statement they stand in."""
    within = framed(text, min(held, key=lambda s: (not s.speaker_spans, sum(q.end - q.start for q in s.quote_spans))))
    return msgspec.structs.replace(
        within,
        type="direct",
        quote_spans=(quotation,),
        introduced="quotation",
        because={"type": "quoted words within a statement"},
    )


def _taken(text: Text, quotation: Span, kind: Quoted) -> bool:
    """Whether quoted words inside a statement are its speaker's own: one word only where it is no attribute or name."""
    if kind != "word":
        return True
    a = text.analysis
    tokens = inside(text, quotation)
    words = quotation.of(text.content)[1:-1]
    following = a.tags[tokens.stop] if tokens.stop < len(a) else "PUNCT"
    return words[:1].islower() and following not in ("NOUN", "PROPN")


def _worded(text: Text, quotation: Span, found: list[Statement]) -> bool:
    """Whether words that nobody is said to have said are somebody's all the same: no name, no title, no scare quote.

    Names are made of names and begin like one; scare quotes are an adjective with its noun where nobody speaks.
    """
    a = text.analysis
    words = [t for t in inside(text, quotation) if a.tags[t] != "PUNCT"]
    tags = [a.tags[t] for t in words]
    if not _plain(text, quotation):
        scare = len(words) == 2 and tags[-1] in ("NOUN", "PROPN", "VERB")
        return not scare or any(_goes_on(text, s, quotation) for s in found) or _subjunctive(text, words[0])
    before = {a.forms[t].lower() for t in range(max(0, words[0] - 4), words[0])}
    joins = any(tag in ("ADP", "DET", "CCONJ", "ADV") for tag in tags)
    return joins and tags[0] in ("NOUN", "ADJ") and not {"PROPN", "X"} & set(tags) and not {"sich", "als"} <= before


def _subjunctive(text: Text, token: int) -> bool:
    """Whether the sentence of a token is somebody's word by its mood."""
    number = text.analysis.sentence_of[token]
    sentence = text.analysis.sentences[number]
    return any(
        sentence.start <= clause.predicate < sentence.end and clause.mood.startswith("subjunctive I")
        for clause in text.clauses
    )


def _plain(text: Text, quotation: Span) -> bool:
    """Whether quoted words begin like a name."""
    return not quotation.of(text.content)[1:2].islower()


def _uncued(text: Text, quotation: Span, kind: Quoted, last: Statement | None, found: list[Statement]) -> Statement:
    """A quotation that no verb introduces.

    Its speaker is who the words before a colon are about, who spoke last in the paragraph, or who its sentence, else the
    one before, is about.
    """
    a = text.analysis
    tokens = inside(text, quotation)
    base = Statement(
        type="direct",
        medium="speech",
        speaker=None,
        quote_spans=(quotation,),
        introduced="quotation",
        because={"type": "quotation without a cue"},
    )
    number = a.sentence_of[tokens.start]
    first = a.sentences[number].start
    colon = tokens.start > 0 and a.forms[tokens.start - 1] == ":"
    if colon:
        start = a.sentences[a.sentence_of[tokens.start - 1]].start
        who = about(text, start, tokens.start, outside=(quotation,)) or named_first(text, start, tokens.start)
        if who is not None:
            return msgspec.structs.replace(base, speaker=text.entity(who), speaker_spans=(text.phrase(who),))
    if last is not None and _goes_on(text, last, quotation):
        return msgspec.structs.replace(
            last,
            cue_spans=(),
            quote_spans=(quotation,),
            introduced="quotation",
            because={"type": "quotation goes on"},
        )
    near = [s for s in found if s.speaker_spans and any(0 <= quotation.start - q.end < _NEAR for q in s.quote_spans)]
    if near and kind == "sentence":
        source = max(near, key=lambda s: s.quote_spans[-1].end)
        return msgspec.structs.replace(base, speaker=source.speaker, speaker_spans=source.speaker_spans)
    who = about(text, first, a.sentences[number].end, outside=(quotation,))
    if who is None and number:
        who = about(text, a.sentences[number - 1].start, first)
    if who is not None:
        return msgspec.structs.replace(base, speaker=text.entity(who), speaker_spans=(text.phrase(who),))
    return base


def _wholly(text: Text, statement: Statement, quotation: Span) -> bool:
    """Whether the quotation is all that the statement says; with words beside it, it is words taken out of it.

    What stands before a colon or *als* is the cue's, where the tree has it as said.
    """
    pieces = [piece for piece in statement.quote_spans if piece.overlaps(quotation)]
    beside = "".join(
        text.content[piece.start : quotation.start] + text.content[quotation.end : piece.end] for piece in pieces
    )
    if len(pieces) < len(statement.quote_spans):
        return False
    before = text.content[: quotation.start].rstrip()
    announced = before.endswith((":", " als")) and len(beside) <= _BESIDE * (quotation.end - quotation.start)
    return announced or not any(c.isalnum() for c in beside)


def _called(text: Text, quotation: Span) -> Clause | None:
    """The clause that calls something by the quoted words (*nannte den Plan einen „Witz“*), however few they are."""
    a = text.analysis
    token = a.token_at(quotation.start)
    while token is not None and token >= 0 and text.token_span(token).within(quotation):
        token = a.heads[token]
    for _ in range(3):
        if token is None or token < 0 or token in text.clause_of:
            break
        token = a.heads[token]
    clause = text.clause_of.get(token) if token is not None else None
    first = a.token_at(quotation.start)
    if (clause is None or clause.lemma not in calling()) and first and a.forms[first - 1].lower() in _CALLED:
        clause = _calling_near(text, first)
    if clause is None or clause.lemma not in calling() or clause.kind not in ("finite", "copula"):
        return None
    lead = {a.forms[t].lower() for t in range(max(0, first - 3), first)} if first else set()
    if clause.lemma not in _BARE and not lead & _CALLED:
        return None
    children = (*a.children[clause.predicate], *clause.doers)
    return None if any(a.lemmas[t] in ("sich", "man") for t in children) else clause


def _calling_near(text: Text, token: int) -> Clause | None:
    """The clause with a verb of calling in a token's sentence that is nearest to it."""
    sentence = text.analysis.sentences[text.analysis.sentence_of[token]]
    near = [c for c in text.clauses if sentence.start <= c.predicate < sentence.end and c.lemma in calling()]
    return min(near, key=lambda c: abs(c.predicate - token), default=None)


def _goes_on(text: Text, last: Statement, quotation: Span) -> bool:
    """Whether a quotation follows the last one in the same paragraph, a sentence away at most."""
    between = text.content[last.quote_spans[-1].end : quotation.start]
    return "\n" not in between and len(between) < 160
