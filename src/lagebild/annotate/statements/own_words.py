"""Whether words in quotation marks that no verb introduces are somebody's own all the same."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.marked import Marked
from lagebild.annotate.statements.marks import Quoted
from lagebild.annotate.statements.unintroduced import goes_on


class Held(NamedTuple):
    """A quotation within a statement, and what its words are."""

    quotation: Marked
    kind: Quoted


class Loose(NamedTuple):
    """Quoted words outside any statement; `last_end` is the last code point behind any statement, -1 without one."""

    quotation: Marked
    last_end: int


def taken(quotation: Marked, kind: Quoted) -> str | None:
    """The rule by which quoted words within a statement are its speaker's own; None if they are not."""
    found = first(TAKEN, Held(quotation, kind))
    return found[1] if found is not None else None


def worded(quotation: Marked, last_end: int) -> str | None:
    """The rule by which words that nobody is said to have said are somebody's; None if they may be a name."""
    found = first(WORDED, Loose(quotation, last_end))
    return found[1] if found is not None else None


def _more_than_a_word(case: Held) -> Literal[True] | None:
    return True if case.kind != "word" else None


def _predicate_word(case: Held) -> Literal[True] | None:
    a = case.quotation.text.analysis
    stop = case.quotation.tokens.stop
    following = a.tags[stop] if stop < len(a) else "PUNCT"
    return True if not case.quotation.plain and following not in ("NOUN", "PROPN") else None


TAKEN: tuple[Rule[Held, Literal[True]], ...] = (
    Rule(
        name="taken/phrase",
        find=_more_than_a_word,
        why="Several quoted words within what somebody says are his own.",
        yes=(
            ("Ada Brunn sagte, sie baue ein „Haus für alle Kinder“.", "„Haus für alle Kinder“: „Haus für alle Kinder“"),
            (
                "Ada Brunn sagte, der „ganz und gar nutzlose“ Plan sei fertig.",
                "„ganz und gar nutzlose“: „ganz und gar nutzlose“",
            ),
        ),
    ),
    Rule(
        name="taken/word",
        find=_predicate_word,
        why="One quoted word in lower case within what somebody says is his own, unless it stands before a noun.",
        yes=(("Ada Brunn sagte, der Plan sei „nutzlos“.", "„nutzlos“: „nutzlos“"),),
        no=("Ada Brunn sagte, der „nutzlose“ Plan sei fertig.", "Ada Brunn sagte, der Plan sei „Unsinn“."),
    ),
)


def _tags(case: Loose) -> list[str]:
    a = case.quotation.text.analysis
    return [a.tags[t] for t in case.quotation.tokens if a.tags[t] != "PUNCT"]


def _not_scare(case: Loose) -> Literal[True] | None:
    tags = _tags(case)
    scare = len(tags) == 2 and tags[-1] in ("NOUN", "PROPN", "VERB")
    return True if not case.quotation.plain and not scare else None


def _beside_speech(case: Loose) -> Literal[True] | None:
    follows = case.last_end >= 0 and goes_on(case.quotation.text, case.last_end, case.quotation.span.start)
    return True if not case.quotation.plain and follows else None


def _in_subjunctive(case: Loose) -> Literal[True] | None:
    text = case.quotation.text
    start = next(t for t in case.quotation.tokens if text.analysis.tags[t] != "PUNCT")
    told = any(c.mood.startswith("subjunctive I") for c in text.clauses_in[text.analysis.sentence_of[start]])
    return True if not case.quotation.plain and told else None


def _phrase(case: Loose) -> Literal[True] | None:
    a = case.quotation.text.analysis
    tags = _tags(case)
    start = next(t for t in case.quotation.tokens if a.tags[t] != "PUNCT")
    before = {a.forms[t].lower() for t in range(max(0, start - 4), start)}
    joins = any(tag in ("ADP", "DET", "CCONJ", "ADV") for tag in tags)
    phrase = joins and tags[0] in ("NOUN", "ADJ") and not {"PROPN", "X"} & set(tags)
    return True if case.quotation.plain and phrase and not {"sich", "als"} & before else None


WORDED: tuple[Rule[Loose, Literal[True]], ...] = (
    Rule(
        name="worded/no-scare-quote",
        find=_not_scare,
        why="Words with a small letter are quoted, unless they are an adjective with its noun.",
        yes=(("Die Halle brannte „wie trockener Zunder“ nieder.", "„wie trockener Zunder“: direct"),),
        no=("Der „alte Bote“ kam.",),
    ),
    Rule(
        name="worded/beside-speech",
        find=_beside_speech,
        why="An adjective with its noun is quoted where somebody has just spoken.",
        yes=(("Ada Brunn sagte, der Bau sei fertig. Sie reiste mit „großer Freude“ ab.", "„großer Freude“: direct"),),
    ),
    Rule(
        name="worded/in-subjunctive",
        find=_in_subjunctive,
        why="An adjective with its noun is quoted where the sentence is somebody's word by its mood.",
        yes=(
            ("Die Leute tanzten, als sei es eine „große Feier“.", "„große Feier“: direct"),
            ("Der Wirt lebte, als gäbe es nur „großes Glück“.", "„großes Glück“: direct"),
        ),
    ),
    Rule(
        name="worded/phrase",
        find=_phrase,
        why="Words with a capital are quoted if a preposition, an article or *und* joins them: names are made of names.",
        yes=(("Die Halle wurde ein „Haus für alle Kinder“.", "„Haus für alle Kinder“: direct"),),
        no=(
            "Die Halle versteht sich als „Haus für alle Kinder“.",
            "Die Halle dient heute als „Haus für alle Kinder“.",
        ),
    ),
)
