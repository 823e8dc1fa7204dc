"""Whose words a quotation is that no verb introduces."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.marked import Marked
from lagebild.annotate.statements.marks import Quoted
from lagebild.annotate.statements.speakers import about, named_first
from lagebild.annotate.statements.told import Told
from lagebild.annotate.statements.vocabulary import verbs
from lagebild.annotate.text import Text
from lagebild.reading import Statement

_NEAR = 200
"""Code points between a quotation and what its speaker said before."""
_AT_ONCE = 160
"""Code points between two quotations of which the second goes on with the first."""


class Alone(NamedTuple):
    """A quotation without a cue, what its words are, the quotation before it that somebody says, and all that is told."""

    quotation: Marked
    kind: Quoted
    last: Statement | None
    told: Told

    @property
    def sentence(self) -> int:
        """The number of the sentence that it begins in."""
        return self.quotation.text.analysis.sentence_of[self.quotation.tokens.start]


def uncued(case: Alone, why: str) -> Statement:
    """The statement of a quotation without a cue; `why` is the rule that has its words as somebody's."""
    base = Statement(
        type="direct",
        medium="speech",
        speaker=None,
        quote_spans=(case.quotation.span,),
        introduced="quotation",
        because={"type": why, "quote_spans": "quotes/no-cue"},
    )
    found = first(WHOSE, case)
    if found is None:
        return base
    like, rule = found
    return msgspec.structs.replace(
        like, quote_spans=base.quote_spans, introduced="quotation", because={**base.because, "speaker": rule}
    )


def goes_on(text: Text, end: int, start: int) -> bool:
    """True if a quotation that begins at `start` follows what ends at `end` in its paragraph, a sentence away at most."""
    between = text.content[end : min(start, end + _AT_ONCE)]
    return "\n" not in between and len(between) < _AT_ONCE


def _said_by(case: Alone, who: int | None) -> Statement | None:
    """The statement of who the token names."""
    if who is None:
        return None
    text = case.quotation.text
    return Statement(
        type="direct", medium="speech", speaker=text.entity(who), speaker_spans=(text.phrase(who),), quote_spans=()
    )


def _before_colon(case: Alone) -> range | None:
    """The tokens of the sentence before a colon that leads to the quotation."""
    a, start = case.quotation.text.analysis, case.quotation.tokens.start
    if not start or a.forms[start - 1] != ":":
        return None
    return range(a.sentences[a.sentence_of[start - 1]].start, start)


def _announced(case: Alone) -> Statement | None:
    tokens = _before_colon(case)
    if tokens is None:
        return None
    text, span = case.quotation.text, case.quotation.span
    return _said_by(case, about(text, tokens.start, tokens.stop, outside=(span,)))


def _named(case: Alone) -> Statement | None:
    tokens = _before_colon(case)
    return _said_by(case, named_first(case.quotation.text, tokens.start, tokens.stop)) if tokens is not None else None


def _same(case: Alone) -> Statement | None:
    last = case.last
    if last is None or not goes_on(case.quotation.text, last.quote_spans[-1].end, case.quotation.span.start):
        return None
    return msgspec.structs.replace(last, cue_spans=())


def _spoke_near(case: Alone) -> Statement | None:
    if case.kind != "sentence":
        return None
    start = case.quotation.span.start
    near = [s for s in case.told.ending(start - _NEAR + 1, start) if s.speaker_spans]
    source = max(near, key=lambda s: s.quote_spans[-1].end, default=None)
    if source is None:
        return None
    return Statement(
        type="direct", medium="speech", speaker=source.speaker, speaker_spans=source.speaker_spans, quote_spans=()
    )


def _sentence_about(case: Alone) -> Statement | None:
    text = case.quotation.text
    own = text.analysis.sentences[case.sentence]
    return _said_by(case, about(text, own.start, own.end, outside=(case.quotation.span,)))


def _before_about(case: Alone) -> Statement | None:
    if not case.sentence:
        return None
    text = case.quotation.text
    before = text.analysis.sentences[case.sentence - 1]
    return _said_by(case, about(text, before.start, before.end))


def _bracket(case: Alone) -> Statement | None:
    return _said_by(case, case.quotation.bracket_behind)


def _these_words(case: Alone) -> Statement | None:
    tokens, text = case.quotation.pointed_at, case.quotation.text
    if tokens is None:
        return None
    who = about(text, tokens.start, tokens.stop)
    return _said_by(case, who if who is not None else named_first(text, tokens.start, tokens.stop))


def _verb_form(case: Alone) -> Statement | None:
    text, token = case.quotation.text, case.quotation.tokens.stop
    a = text.analysis
    if not case.quotation.opens or token + 2 >= len(a) or a.forms[token] not in (",", "–"):
        return None
    verb = token + 1
    if a.lemmas[verb] not in verbs() or not a.forms[verb].islower():
        return None
    stop = next((t for t in range(verb + 1, text.sentence_tokens(verb).stop) if a.tags[t] == "PUNCT"), verb + 1)
    who = next((t for t in range(verb + 1, stop) if a.tags[t] in ("NOUN", "PROPN") and text.agent(t) is not None), None)
    said = _said_by(case, who)
    if said is None:
        return None
    named = text.covered(range(verb + 1, stop))
    return msgspec.structs.replace(said, cue_spans=(text.token_span(verb),), speaker_spans=(named,))


WHOSE: tuple[Rule[Alone, Statement], ...] = (
    Rule(
        name="whose/verb-form-behind",
        find=_verb_form,
        why="A form of a verb of saying right behind the comma is one, though the tree has it as an adjective.",
        yes=(
            (
                "„Mein Onkel Bert hat uns das Geld geliehen, Ida“, seufzte Bäuerin Resi Alm.",
                "Mein Onkel Bert hat uns das Geld geliehen, Ida: Resi Alm",
            ),
        ),
    ),
    Rule(
        name="whose/in-brackets-behind",
        find=_bracket,
        why="A name in brackets or behind a dash says whose the words are.",
        yes=(
            ("„Wir warten noch“ (Ada Brunn).", "Wir warten noch: Ada Brunn"),
            ("„Wir warten lange genug.“ – Karl Feld, Bauer", "Wir warten lange genug: Karl Feld"),
        ),
        no=("„Wir warten lange genug“ (1987).",),
    ),
    Rule(
        name="whose/with-these-words",
        find=_these_words,
        why="*Mit diesen Worten* points at the quotation before: the subject speaks.",
        yes=(
            (
                "„Der Damm ist alt.“ Mit diesen Worten trat Bäuerin Ada Brunn vor den Rat.",
                "Der Damm ist alt: Ada Brunn",
            ),
            ("„Wir gehen jetzt heim.“ Mit diesem Satz verließ Karl Feld den Saal.", "Wir gehen jetzt heim: Karl Feld"),
        ),
    ),
    Rule(
        name="whose/subject-before-colon",
        find=_announced,
        why="The one whom the words before the colon are about speaks.",
        yes=(
            (
                "Karl Feld und der Rat ärgern Ada Brunn. Den Rat mag sie nicht: „Wir warten lange genug.“",
                "Wir warten lange genug: Ada Brunn",
            ),
        ),
    ),
    Rule(
        name="whose/named-before-colon",
        find=_named,
        why="Where no subject can speak, whoever is named first before the colon does.",
        yes=(("Ada Brunn: „Wir geben nicht auf.“", "Wir geben nicht auf: Ada Brunn"),),
    ),
    Rule(
        name="whose/goes-on",
        find=_same,
        why="A quotation right after another in the same paragraph is the same speaker's.",
        yes=(
            (
                "„Wir geben nicht auf“, sagte Ada Brunn dem Boten. „Wir haben Zeit genug.“",
                "Wir haben Zeit genug: Ada Brunn",
            ),
        ),
    ),
    Rule(
        name="whose/spoke-near",
        find=_spoke_near,
        why="A whole sentence is spoken by whoever was said just before to say something.",
        yes=(
            (
                "Ada Brunn sagte, der Vertrag sei tot. Karl Feld nickte. „Wir geben nicht auf.“",
                "Wir geben nicht auf: Ada Brunn",
            ),
            ("Laut Ada Brunn ist der Vertrag tot.\n\n„Wir geben nicht auf.“", "Wir geben nicht auf: Ada Brunn"),
        ),
        no=("Ada Brunn sagte, der Bau sei fertig.\n\nDie Halle brannte „wie trockener Zunder“ nieder.",),
    ),
    Rule(
        name="whose/subject-of-sentence",
        find=_sentence_about,
        why="The one whom the sentence around the quotation is about speaks.",
        yes=(
            (
                "Der Rat will hohe Löhne („ab einem Jahr im Dienst der Stadt“) kürzen.",
                "ab einem Jahr im Dienst der Stadt: Rat",
            ),
        ),
    ),
    Rule(
        name="whose/subject-of-sentence-before",
        find=_before_about,
        why="The one whom the sentence before is about speaks, where the quotation's own is about nobody.",
        yes=(("Ada Brunn verließ den Saal. „Wir geben nicht auf.“", "Wir geben nicht auf: Ada Brunn"),),
    ),
)
