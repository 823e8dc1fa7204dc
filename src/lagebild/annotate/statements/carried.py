"""Speech without a cue of its own: sentences in the subjunctive that carry on what was said before, and hearsay."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from lagebild.analysis import ROOT
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.speakers import about
from lagebild.annotate.statements.told import Told
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.reading import Statement, StatementType

_BACK = 2
"""Sentences before a carried-on one in which its speaker is looked for."""
_FAR = 400
"""Code points after which nobody's word is carried on any more."""
Voice = tuple[str | None, tuple[Span, ...]]
"""The entity that speaks, and the words that name it."""


class Sentence(NamedTuple):
    """A sentence that nobody introduces, by its main clause, and what was told before it.

    `near` are the statements of the sentence right before; `said` is the last one of the paragraph whose speaker is told.
    """

    text: Text
    number: int
    clause: Clause
    near: list[Statement]
    said: Statement | None
    told: Told

    @property
    def span(self) -> Span:
        """Its code points."""
        return self.text.analysis.sentence_span(self.number)

    @property
    def close(self) -> bool:
        """True if it follows another sentence in its paragraph."""
        return self.number > 0 and self.text.paragraphs[self.number] == self.text.paragraphs[self.number - 1]

    @property
    def before(self) -> Statement | None:
        """The statement that ends last among those of the sentence before, if that is one of the paragraph."""
        return _latest(self.near) if self.close else None

    @property
    def hearsay(self) -> bool:
        """True if *soll* or *sollen* tells what others say, or what is planned."""
        return "sollen" in self.clause.modals and self.clause.tense in ("present", "perfect")

    @property
    def of_the_past(self) -> bool:
        """True if *soll* tells of what is or was (*soll krank sein*, *soll geflohen sein*), which no plan does."""
        return self.hearsay and (self.clause.tense == "perfect" or self.clause.kind == "copula")

    @property
    def subjunctive(self) -> bool:
        """True if the mood alone makes it somebody's word."""
        return not self.hearsay and first(MOODS, self) is not None

    @property
    def source(self) -> Statement | None:
        """The statement that it carries on."""
        return self.before or (self.said if self.clause.mood == "subjunctive I" else None)


def carried_on(text: Text, statements: list[Statement]) -> list[Statement]:
    """The statements, with those sentences added that a rule of :data:`CARRIED` has as somebody's word."""
    told = Told(statements)
    for number in range(len(text.analysis.sentences)):
        sentence = _sentence(text, number, told)
        found = first(CARRIED, sentence) if sentence is not None else None
        if sentence is None or found is None:
            continue
        kind, rule = found
        span, source, last = text.trimmed(sentence.span), sentence.source, told.last
        if (
            sentence.close
            and last is not None
            and last is source
            and (last.introduced, last.type) == ("subjunctive", kind)
        ):
            # sentences that follow one another are one statement, as long as one speaks
            joined = Span(last.quote_spans[0].start, span.end)
            told.replace(last, msgspec.structs.replace(last, quote_spans=(joined,)))
            continue
        unnamed = source is None and sentence.of_the_past
        voice = first(WHOSE, sentence) or ((None, ()), "carried/nobody")
        heard = source or (sentence.said if unnamed else None)
        told.add(
            Statement(
                type=kind,
                medium=heard.medium if heard is not None else "speech",
                speaker=voice[0][0],
                speaker_spans=voice[0][1],
                quote_spans=(span,),
                introduced="hearsay" if unnamed else "subjunctive",
                because={"type": rule, "speaker": voice[1], "quote_spans": rule},
            )
        )
    return list(told)


def _sentence(text: Text, number: int, told: Told) -> Sentence | None:
    """A sentence with its main clause and what was told before; None if it is told or quoted already."""
    a = text.analysis
    tokens, span = a.sentences[number], a.sentence_span(number)
    root = next((t for t in range(tokens.start, tokens.end) if a.heads[t] == ROOT), None)
    clause = text.clause_of.get(root) if root is not None else None
    if clause is None or not (clause.mood.startswith("subjunctive") or "sollen" in clause.modals):
        return None
    if text.in_quotation(text.token_span(clause.predicate)) or told.overlapping(span):
        return None
    near = told.overlapping(a.sentence_span(number - 1)) if number else []
    return Sentence(text, number, clause, near, _last_said(text, told, span), told)


def _last_said(text: Text, told: Told, sentence: Span) -> Statement | None:
    """The last statement before a sentence in its paragraph whose speaker is told."""
    said = [
        s
        for s in told.ending(sentence.start - _FAR + 1, sentence.start)
        if s.speaker_spans
        and 0 <= sentence.start - s.quote_spans[-1].end < _FAR
        and "\n" not in text.content[s.quote_spans[-1].end : sentence.start]
    ]
    return _latest(said)


def _latest(statements: list[Statement]) -> Statement | None:
    return max(statements, key=lambda s: s.quote_spans[-1].end, default=None)


# The mood


def _second(case: Sentence) -> Literal[True] | None:
    return True if case.clause.mood == "subjunctive II" else None


def _first(case: Sentence) -> Literal[True] | None:
    a = case.text.analysis
    past = any(a.feat(t, "Mood") == "Ind" and a.feat(t, "Tense") == "Past" for t in case.clause.verbs)
    return True if case.clause.mood == "subjunctive I" and not past else None


MOODS: tuple[Rule[Sentence, Literal[True]], ...] = (
    Rule(
        name="carried/subjunctive-I",
        find=_first,
        why="A main clause in subjunctive I is somebody's word; a past indicative that looks like one is not.",
        yes=(("Ada Brunn sagte, der Vertrag sei gescheitert. Die Lage sei ernst.", ""),),
    ),
    Rule(
        name="carried/subjunctive-II",
        find=_second,
        why="A main clause in subjunctive II can be somebody's word.",
        yes=(("Ada Brunn sagte, der Vertrag sei gescheitert. Die Leute hätten keine Zeit.", ""),),
    ),
)


# What is carried on


def _after_statement(case: Sentence) -> StatementType | None:
    return "indirect_free_indirect" if case.subjunctive and case.before is not None else None


def _of_nobody(case: Sentence) -> StatementType | None:
    return "indirect_free_indirect" if case.subjunctive and case.clause.mood == "subjunctive I" else None


def _sollen_after_statement(case: Sentence) -> StatementType | None:
    return "free_indirect" if case.hearsay and case.source is not None else None


def _solle(case: Sentence) -> StatementType | None:
    return "free_indirect" if case.hearsay and case.clause.mood == "subjunctive I" else None


def _hearsay(case: Sentence) -> StatementType | None:
    return "free_indirect" if case.of_the_past else None


CARRIED: tuple[Rule[Sentence, StatementType], ...] = (
    Rule(
        name="carried/after-statement",
        find=_after_statement,
        why="A sentence in the subjunctive right behind a statement goes on with it.",
        yes=(
            (
                "Ada Brunn sagte, der Vertrag sei gescheitert. Die Leute hätten keine Zeit.",
                "Die Leute hätten keine Zeit: indirect_free_indirect",
            ),
        ),
        no=("Die Leute hätten keine Zeit.",),
    ),
    Rule(
        name="carried/of-nobody",
        find=_of_nobody,
        why="A sentence in subjunctive I is the word of whoever spoke last in its paragraph, else nobody's.",
        yes=(("Der Vertrag sei gescheitert.", "Der Vertrag sei gescheitert: indirect_free_indirect"),),
        no=(
            "Die Boten feuerten zurück: Feld habe sein Haus nicht im Griff.",
            "Der Vertrag ist gescheitert.",
        ),
    ),
    Rule(
        name="carried/sollen-after-statement",
        find=_sollen_after_statement,
        why="Behind a statement, *soll* tells what its speaker says.",
        yes=(
            (
                "Ada Brunn sagte, der Vertrag sei fertig. Das Werk soll im Mai schließen.",
                "Das Werk soll im Mai schließen: free_indirect",
            ),
        ),
        no=("Das Werk soll im Mai schließen.",),
    ),
    Rule(
        name="carried/solle",
        find=_solle,
        why="*Solle* is subjunctive I: somebody's word, though nobody is told to say it.",
        yes=(("Das Werk solle im Mai schließen.", "Das Werk solle im Mai schließen: free_indirect"),),
    ),
    Rule(
        name="carried/hearsay",
        find=_hearsay,
        why="*Soll gewesen sein* and *soll krank sein* are hearsay, no plan.",
        yes=(
            ("Der Wirt soll geflohen sein.", "Der Wirt soll geflohen sein: free_indirect"),
            ("Der Händler soll krank sein.", "Der Händler soll krank sein: free_indirect"),
        ),
    ),
)


# Whose word it is


def _hearsay_speaker(case: Sentence) -> Voice | None:
    if case.source is not None or not case.of_the_past:
        return None
    return (case.said.speaker, case.said.speaker_spans) if case.said is not None else (None, ())


def _same_speaker(case: Sentence) -> Voice | None:
    source = case.source
    return (source.speaker, source.speaker_spans) if source is not None and source.speaker is not None else None


def _spoke(case: Sentence, back: int) -> Voice | None:
    """Who spoke in a sentence before: who is an entity of the text sooner than others."""
    if case.number < back:
        return None
    said = [s for s in case.told.overlapping(case.text.analysis.sentence_span(case.number - back)) if s.speaker_spans]
    last = _latest([s for s in said if s.speaker is not None] or said)
    return (last.speaker, last.speaker_spans) if last is not None else None


def _spoke_before(case: Sentence) -> Voice | None:
    return _spoke(case, 1)


def _about_before(case: Sentence) -> Voice | None:
    if not case.close:
        return None
    before = case.text.analysis.sentences[case.number - 1]
    who = about(case.text, before.start, before.end)
    return (case.text.entity(who), (case.text.phrase(who),)) if who is not None else None


def _spoke_two_before(case: Sentence) -> Voice | None:
    return _spoke(case, 2)


def _phrase_of_source(case: Sentence) -> Voice | None:
    return (None, case.source.speaker_spans) if case.source is not None else None


WHOSE: tuple[Rule[Sentence, Voice], ...] = (
    Rule(
        name="carried/hearsay-in-paragraph",
        find=_hearsay_speaker,
        why="Hearsay is the word of whoever spoke last in the paragraph, else nobody's.",
        yes=(("Ada Brunn gewann. Der Wirt soll geflohen sein.", ""),),
    ),
    Rule(
        name="carried/same-speaker",
        find=_same_speaker,
        why="What goes on with a statement is the word of its speaker.",
        yes=(
            (
                "Ada Brunn sagte, der Vertrag sei gescheitert. Karl Feld ging. Lisa Dorn kam. Die Lage sei ernst.",
                "Die Lage sei ernst: Ada Brunn",
            ),
            (
                "Der Rat meldete, der Damm sei alt. Es regnete. Es stürmte. Der Hafen ruhte. Die Gefahr sei groß.",
                "Die Gefahr sei groß: Rat",
            ),
        ),
    ),
    Rule(
        name="carried/spoke-before",
        find=_spoke_before,
        why="Where the statement has no speaker, another of the sentence before may have one.",
        yes=(("Laut Zeugenberichten brannte das Lager. Die Lage sei ernst.", "Die Lage sei ernst: None"),),
    ),
    Rule(
        name="carried/subject-of-sentence-before",
        find=_about_before,
        why="The one whom the sentence right before is about may speak without a word that says so.",
        yes=(("Ada Brunn blieb ruhig. Die Lage sei ernst.", "Die Lage sei ernst: Ada Brunn"),),
    ),
    Rule(
        name="carried/spoke-two-before",
        find=_spoke_two_before,
        why="Whoever spoke two sentences before still speaks, in the next paragraph, too.",
        yes=(
            (
                "Ada Brunn sagte, der Vertrag sei tot.\n\nEs regnete.\n\nDie Lage sei ernst.",
                "Die Lage sei ernst: Ada Brunn",
            ),
        ),
    ),
    Rule(
        name="carried/phrase-of-source",
        find=_phrase_of_source,
        why="Where nobody known speaks, the words that name the source are kept.",
        yes=(
            (
                "Laut Augenzeugenberichten brannte das Lager. Es regnete. Es stürmte. Die Lage sei ernst.",
                "Die Lage sei ernst: None",
            ),
        ),
    ),
)
