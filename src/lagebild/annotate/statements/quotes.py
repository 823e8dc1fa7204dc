"""Direct speech: words in quotation marks that somebody says, with who says so."""

from __future__ import annotations

import re

import msgspec

from lagebild.annotate.statements.cues import addressed, cue_near, framed
from lagebild.annotate.statements.marks import Quoted, inside, quoted_as
from lagebild.annotate.statements.scene import Scene
from lagebild.annotate.statements.speakers import about, named_first, speaker
from lagebild.annotate.statements.vocabulary import calling, quoting
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


def quoted(scene: Scene, statements: list[Statement]) -> tuple[list[Statement], list[Span]]:
    """The statements with direct speech added; an indirect one that is wholly in quotation marks becomes direct.

    Beside them the quotations that are words somebody uses, of whom nothing here says who (see :func:`left_over`).
    """
    open_: list[Span] = []
    found = list(statements)
    last: Statement | None = None
    named: Span | None = None
    for quotation in scene.quotations:
        kind = quoted_as(scene, quotation)
        if named is not None and _goes_with(scene, named, quotation):
            kind = "name"
        named = quotation if kind == "name" else None
        held = [s for s in found if s.type == "indirect" and any(q.overlaps(quotation) for q in s.quote_spans)]
        whole = next((s for s in held if _wholly(scene, s, quotation)), None)
        if whole is not None and kind != "name":
            last = msgspec.structs.replace(whole, type="direct", quote_spans=(quotation,))
            found[found.index(whole)] = last
            continue
        if kind == "name":
            if whole is not None:
                found.remove(whole)
            continue
        said = _cued(scene, quotation, kind, held)
        if said is None and held and _taken(scene, quotation, kind):
            said = _part_of(scene, quotation, held)
        if said is None and kind == "sentence":
            said = _uncued(scene, quotation, kind, last, found)
        elif said is None:
            open_.append(quotation)
        if said is not None:
            last = said
            found.append(said)
    return found, open_


def _goes_with(scene: Scene, named: Span, quotation: Span) -> bool:
    """Whether a quotation stands in a list with a name, or in brackets behind it as its translation."""
    between = scene.text[named.end : quotation.start]
    if between in (" (", ", "):
        return between == " (" or _plain(scene, quotation)
    return _JOINED.fullmatch(between) is not None and _plain(scene, quotation)


def left_over(scene: Scene, statements: list[Statement], quotations: list[Span]) -> list[Statement]:
    """The statements with those quotations added that are words out of a carried-on sentence, or nobody's by name."""
    found = list(statements)
    for quotation in quotations:
        kind = quoted_as(scene, quotation)
        held = [
            s
            for s in statements
            if s.type in ("indirect_free_indirect", "free_indirect") and any(quotation.within(q) for q in s.quote_spans)
        ]
        if held and (kind == "part" or (_taken(scene, quotation, kind))):
            found.append(_part_of(scene, quotation, held))
        elif kind == "part" and _worded(scene, quotation, found):
            before = [s for s in found if s.type == "direct" and s.quote_spans[-1].end <= quotation.start]
            last = max(before, key=lambda s: s.quote_spans[-1].end, default=None)
            found.append(_uncued(scene, quotation, kind, last, found))
    return found


def _cued(scene: Scene, quotation: Span, kind: Quoted, held: list[Statement]) -> Statement | None:
    """The statement of a quotation that a verb introduces, or by which somebody calls something."""
    cue = _called(scene, quotation)
    if cue is None and (held or kind == "word"):
        return None
    cue = cue or cue_near(scene, quotation)
    if kind == "part" and cue is not None and _plain(scene, quotation) and cue.lemma not in quoting():
        return None
    if cue is None:
        return None
    who = speaker(scene, cue, (quotation,))
    if who is None and kind == "word" and _plain(scene, quotation) and len(inside(scene, quotation)) <= _ONE_WORD:
        return None  # *was als „Sonnenwind“ bezeichnet wird*: called so by everybody
    return Statement(
        type="direct",
        medium="speech",
        speaker=scene.entity(who) if who is not None else None,
        speaker_spans=(scene.phrase(who),) if who is not None else (),
        cue_spans=tuple(scene.token_span(t) for t in cue.verbs),
        quote_spans=(quotation,),
        addressee_spans=addressed(scene, cue, []),
        rule=f"quotation with {cue.lemma}",
    )


def _part_of(scene: Scene, quotation: Span, held: list[Statement]) -> Statement:
    """Words taken out of what somebody says: his, with the cue and the frame of the statement they stand in."""
    within = framed(scene, min(held, key=lambda s: (not s.speaker_spans, sum(q.end - q.start for q in s.quote_spans))))
    return msgspec.structs.replace(
        within, type="direct", quote_spans=(quotation,), rule="quoted words within a statement"
    )


def _taken(scene: Scene, quotation: Span, kind: Quoted) -> bool:
    """Whether quoted words inside a statement are its speaker's own: one word only where it is no attribute or name."""
    if kind != "word":
        return True
    a = scene.analysis
    tokens = inside(scene, quotation)
    text = quotation.of(scene.text)[1:-1]
    following = a.tags[tokens.stop] if tokens.stop < len(a) else "PUNCT"
    return text[:1].islower() and following not in ("NOUN", "PROPN")


def _worded(scene: Scene, quotation: Span, found: list[Statement]) -> bool:
    """Whether words that nobody is said to have said are somebody's all the same: no name, no title, no scare quote.

    Names are made of names and begin like one; scare quotes are an adjective with its noun where nobody speaks.
    """
    a = scene.analysis
    words = [t for t in inside(scene, quotation) if a.tags[t] != "PUNCT"]
    tags = [a.tags[t] for t in words]
    if not _plain(scene, quotation):
        scare = len(words) == 2 and tags[-1] in ("NOUN", "PROPN", "VERB")
        return not scare or any(_goes_on(scene, s, quotation) for s in found) or _subjunctive(scene, words[0])
    before = {a.forms[t].lower() for t in range(max(0, words[0] - 4), words[0])}
    joins = any(tag in ("ADP", "DET", "CCONJ", "ADV") for tag in tags)
    return joins and tags[0] in ("NOUN", "ADJ") and not {"PROPN", "X"} & set(tags) and not {"sich", "als"} <= before


def _subjunctive(scene: Scene, token: int) -> bool:
    """Whether the sentence of a token is somebody's word by its mood."""
    number = scene.analysis.sentence_of[token]
    sentence = scene.analysis.sentences[number]
    return any(
        sentence.start <= clause.predicate < sentence.end and clause.mood.startswith("subjunctive I")
        for clause in scene.clauses
    )


def _plain(scene: Scene, quotation: Span) -> bool:
    """Whether quoted words begin like a name."""
    return not quotation.of(scene.text)[1:2].islower()


def _uncued(scene: Scene, quotation: Span, kind: Quoted, last: Statement | None, found: list[Statement]) -> Statement:
    """A quotation that no verb introduces.

    Its speaker is who the words before a colon are about, who spoke last in the paragraph, or who its sentence, else the
    one before, is about.
    """
    a = scene.analysis
    tokens = inside(scene, quotation)
    base = Statement(
        type="direct", medium="speech", speaker=None, quote_spans=(quotation,), rule="quotation without a cue"
    )
    number = a.sentence_of[tokens.start]
    first = a.sentences[number].start
    colon = tokens.start > 0 and a.forms[tokens.start - 1] == ":"
    if colon:
        start = a.sentences[a.sentence_of[tokens.start - 1]].start
        who = about(scene, start, tokens.start, outside=(quotation,)) or named_first(scene, start, tokens.start)
        if who is not None:
            return msgspec.structs.replace(base, speaker=scene.entity(who), speaker_spans=(scene.phrase(who),))
    if last is not None and _goes_on(scene, last, quotation):
        return msgspec.structs.replace(last, cue_spans=(), quote_spans=(quotation,), rule="quotation goes on")
    near = [s for s in found if s.speaker_spans and any(0 <= quotation.start - q.end < _NEAR for q in s.quote_spans)]
    if near and kind == "sentence":
        source = max(near, key=lambda s: s.quote_spans[-1].end)
        return msgspec.structs.replace(base, speaker=source.speaker, speaker_spans=source.speaker_spans)
    who = about(scene, first, a.sentences[number].end, outside=(quotation,))
    if who is None and number:
        who = about(scene, a.sentences[number - 1].start, first)
    if who is not None:
        return msgspec.structs.replace(base, speaker=scene.entity(who), speaker_spans=(scene.phrase(who),))
    return base


def _wholly(scene: Scene, statement: Statement, quotation: Span) -> bool:
    """Whether the quotation is all that the statement says; with words beside it, it is words taken out of it.

    What stands before a colon or *als* is the cue's, where the tree has it as said.
    """
    pieces = [piece for piece in statement.quote_spans if piece.overlaps(quotation)]
    beside = "".join(
        scene.text[piece.start : quotation.start] + scene.text[quotation.end : piece.end] for piece in pieces
    )
    if len(pieces) < len(statement.quote_spans):
        return False
    before = scene.text[: quotation.start].rstrip()
    announced = before.endswith((":", " als")) and len(beside) <= _BESIDE * (quotation.end - quotation.start)
    return announced or not any(c.isalnum() for c in beside)


def _called(scene: Scene, quotation: Span) -> Clause | None:
    """The clause that calls something by the quoted words (*nannte den Plan einen „Witz“*), however few they are."""
    a = scene.analysis
    token = a.token_at(quotation.start)
    while token is not None and token >= 0 and scene.token_span(token).within(quotation):
        token = a.heads[token]
    for _ in range(3):
        if token is None or token < 0 or token in scene.clause_of:
            break
        token = a.heads[token]
    clause = scene.clause_of.get(token) if token is not None else None
    first = a.token_at(quotation.start)
    if (clause is None or clause.lemma not in calling()) and first and a.forms[first - 1].lower() in _CALLED:
        clause = _calling_near(scene, first)
    if clause is None or clause.lemma not in calling() or clause.kind not in ("finite", "copula"):
        return None
    lead = {a.forms[t].lower() for t in range(max(0, first - 3), first)} if first else set()
    if clause.lemma not in _BARE and not lead & _CALLED:
        return None
    children = (*a.children[clause.predicate], *clause.doers)
    return None if any(a.lemmas[t] in ("sich", "man") for t in children) else clause


def _calling_near(scene: Scene, token: int) -> Clause | None:
    """The clause with a verb of calling in a token's sentence that is nearest to it."""
    sentence = scene.analysis.sentences[scene.analysis.sentence_of[token]]
    near = [c for c in scene.clauses if sentence.start <= c.predicate < sentence.end and c.lemma in calling()]
    return min(near, key=lambda c: abs(c.predicate - token), default=None)


def _goes_on(scene: Scene, last: Statement, quotation: Span) -> bool:
    """Whether a quotation follows the last one in the same paragraph, a sentence away at most."""
    between = scene.text[last.quote_spans[-1].end : quotation.start]
    return "\n" not in between and len(between) < 160
