"""Statements with a noun of saying: *der Vorwurf, er habe …*, *vertritt die Ansicht, dass …*, *kommt der Aufruf, …*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.behind import said_behind
from lagebild.annotate.statements.senders import Sending, sending
from lagebild.annotate.statements.speakers import NOBODY, Who, speaker
from lagebild.annotate.statements.vocabulary import medium, nouns, row_name
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import closed, word_set
from lagebild.reading import Statement

_SUBJUNCTIVE = ("subjunctive I", "subjunctive II", "subjunctive I or indicative")
_NEAR = 8
"""Tokens between a noun and the comma before what it names."""


class Noun(NamedTuple):
    """A token that is a noun of saying."""

    text: Text
    token: int


class Behind(NamedTuple):
    """A noun of saying and the tokens behind the comma that closes its phrase."""

    noun: Noun
    said: list[int]


def by_nouns(text: Text, statements: list[Statement]) -> Iterator[Statement]:
    """The statements that a noun of saying introduces, and no verb of saying: those are in `statements`."""
    a = text.analysis
    known = {statement.quote_spans[0].start for statement in statements}
    for token in range(len(a)):
        row = nouns().get(a.lemmas[token]) if a.tags[token] == "NOUN" else None
        found = first(NAMED, Noun(text, token)) if row is not None else None
        if row is None or found is None:
            continue
        said, rule = found
        sent = sending(text, token, said)
        said = [t for t in said if sent is None or t < sent.start] or said
        quotes = (text.covered(said),)
        if quotes[0].start in known:
            continue  # the verb has said it: *… in einer Mitteilung bekannt, dass …*
        light = _light(text, token)
        who, why = _owner(Noun(text, token), light, quotes, sent)
        verbs = [t for t in light.verbs if t not in said] if light is not None else []
        name = row_name("noun", row["form"])
        yield Statement(
            type="indirect",
            medium=medium(row),
            speaker=text.entity(who) if who is not None else None,
            speaker_spans=(text.phrase(who),) if who is not None else (),
            cue_spans=tuple(text.token_span(t) for t in sorted((token, *verbs))),
            quote_spans=quotes,
            because={"type": name, "medium": name, "speaker": why, "quote_spans": rule},
            introduced="noun",
        )


# What the noun names


def _clauses(case: Noun) -> Iterator[Clause]:
    """The clauses that hang on a noun and stand behind it."""
    text, noun = case
    for child in text.analysis.dependents(noun, "acl", "ccomp", "xcomp", "advcl"):
        if child in text.clause_of and child > noun:
            yield text.clause_of[child]


def _hanging(case: Noun) -> list[int] | None:
    found = next((c for c in _clauses(case) if first(HANGING, c) is not None), None)
    return case.text.analysis.subtree(found.predicate) if found is not None else None


def _behind(case: Noun) -> list[int] | None:
    text, noun = case
    a = text.analysis
    end = a.sentences[a.sentence_of[noun]].end
    comma = next((t for t in range(noun + 1, min(noun + _NEAR, end)) if a.forms[t] == ","), None)
    if comma is None or any(a.lemmas[t] in nouns() for t in range(noun + 1, comma)):
        return None
    said = said_behind(text, comma, inner=True)
    return said if said and first(NOT_NAMED, Behind(case, said)) is None else None


def _infinitive(clause: Clause) -> Literal[True] | None:
    return True if clause.kind == "infinitive" else None


def _dass(clause: Clause) -> Literal[True] | None:
    return True if clause.subordinator == "dass" else None


def _subjunctive(clause: Clause) -> Literal[True] | None:
    return True if clause.mood in _SUBJUNCTIVE else None


HANGING: tuple[Rule[Clause, Literal[True]], ...] = (
    Rule(
        name="nouns/infinitive",
        find=_infinitive,
        why="The infinitive at a noun of saying is what is asked or promised.",
        yes=(
            ("Der Wirt stand im Verdacht, die Scheune angezündet zu haben.", ""),
            ("Die Forderung an den Rat der Stadt in den Bergen am See, den Preis zu senken, blieb ungehört.", ""),
        ),
    ),
    Rule(
        name="nouns/dass",
        find=_dass,
        why="The clause with *dass* at a noun of saying is what it says.",
        yes=(("Ada Brunn schilderte ihren ersten Eindruck, „dass der Damm nicht halten kann“.", ""),),
    ),
    Rule(
        name="nouns/subjunctive",
        find=_subjunctive,
        why="The clause in the subjunctive at a noun of saying is what it says.",
        yes=(("Das Gerücht in den Straßen der Stadt am See im Tal, das Heer werde meutern, machte die Runde.", ""),),
        no=("Der Vorwurf, den er erhob, ist falsch.",),
    ),
)


def _circumstance(case: Behind) -> Literal[True] | None:
    a = case.noun.text.analysis
    return True if a.forms[case.said[0]].lower() in closed("adverbial_subordinators") else None


def _no_request(case: Behind) -> Literal[True] | None:
    a = case.noun.text.analysis
    verb = next((t for t in case.said if a.tags[t] in ("VERB", "AUX")), case.said[0])
    tells = nouns()[a.lemmas[case.noun.token]]["frame"]
    return True if a.feat(verb, "VerbForm") == "Inf" and tells else None


NOT_NAMED: tuple[Rule[Behind, Literal[True]], ...] = (
    Rule(
        name="nouns/circumstance",
        find=_circumstance,
        why="*Um*, *ohne*, *weil* and their like open a circumstance, nothing that is said.",
        yes=(("Ada Brunn hielt eine Rede mit der Forderung, ohne das Papier zu kennen.", ""),),
    ),
    Rule(
        name="nouns/report-asks-nothing",
        find=_no_request,
        why="Reports and figures tell something; they ask for nothing in the infinitive.",
        yes=(("Ada Brunn las den Bericht der Polizei, nach Hause zu gehen.", ""),),
    ),
)

NAMED: tuple[Rule[Noun, list[int]], ...] = (
    Rule(
        name="nouns/clause-at-noun",
        find=_hanging,
        why="What a noun of saying names is the clause that hangs on it.",
        yes=(
            (
                "Die Forderung an den Rat der Stadt in den Bergen am See, den Preis zu senken, blieb ungehört.",
                "den Preis zu senken: den Preis zu senken",
            ),
        ),
    ),
    Rule(
        name="nouns/behind-comma",
        find=_behind,
        why="Where the tree has lost it, what the noun names stands behind the comma that closes its phrase.",
        yes=(
            (
                "Es kam der Aufruf der Gewerkschaft, die Arbeit niederzulegen.",
                "die Arbeit niederzulegen: die Arbeit niederzulegen",
            ),
        ),
    ),
)


# Whose word it is


class Owned(NamedTuple):
    """A noun of saying, the clause whose verb only utters it, if any, and the spans of what is said."""

    noun: Noun
    light: Clause | None
    quotes: tuple[Span, ...]
    sent: Sending | None = None


def _owner(noun: Noun, light: Clause | None, quotes: tuple[Span, ...], sent: Sending | None) -> Who:
    found = first(OWNERS, Owned(noun, light, quotes, sent))
    return Who(*found) if found is not None else NOBODY


def _dependents(case: Owned) -> Iterator[int]:
    return case.noun.text.analysis.dependents(case.noun.token, "nmod", "det:poss")


def _genitive(case: Owned) -> int | None:
    a = case.noun.text.analysis
    return next((t for t in _dependents(case) if a.feat(t, "Case") == "Gen"), None)


def _possessive(case: Owned) -> int | None:
    return next((t for t in _dependents(case) if t < case.noun.token), None)


def _von(case: Owned) -> int | None:
    a = case.noun.text.analysis
    found = ((t, [a.forms[c].lower() for c in a.dependents(t, "case")]) for t in _dependents(case))
    return next((t for t, words in found if words in (["von"], ["vom"])), None)


def _sender(case: Owned) -> int | None:
    return case.sent.sender if case.sent is not None else None


def _uttering(case: Owned) -> int | None:
    return speaker(case.noun.text, case.light, case.quotes).token if case.light is not None else None


OWNERS: tuple[Rule[Owned, int], ...] = (
    Rule(
        name="owner/possessive",
        find=_possessive,
        why="A possessive or a name before the noun says whose word it is.",
        yes=(("Seine Forderung, den Preis zu senken, blieb ungehört.", "den Preis zu senken: None"),),
    ),
    Rule(
        name="owner/genitive",
        find=_genitive,
        why="The genitive at the noun says whose word it is.",
        yes=(
            (
                "Die Forderung der Gewerkschaft, den Preis zu senken, blieb ungehört.",
                "den Preis zu senken: Gewerkschaft",
            ),
        ),
    ),
    Rule(
        name="owner/von",
        find=_von,
        why="*Von* behind the noun says whose word it is.",
        yes=(("Die Forderung von Ada Brunn, den Preis zu senken, blieb ungehört.", "den Preis zu senken: Ada Brunn"),),
    ),
    Rule(
        name="owner/sends-it",
        find=_sender,
        why="The relative clause behind what a noun names says who sent, raised or gave it.",
        yes=(
            (
                "Der Appell, die Wahl auszusetzen, den Bischof Karl Brunn an die Regierung sandte, verhallte.",
                "die Wahl auszusetzen: Karl Brunn",
            ),
            ("Der Vorwurf, die Wahl sei gefälscht, den der Rat erhebt, ist neu.", "die Wahl sei gefälscht: Rat"),
            ("Der Appell, Wasser zu sparen, der von Ada Brunn kam, verhallte.", "Wasser zu sparen: Ada Brunn"),
        ),
        no=("Die Forderung, die Bauern freizulassen, die die Armee verschleppt hatte, verhallte.",),
    ),
    Rule(
        name="owner/utters",
        find=_uttering,
        why="The subject of *erheben*, *äußern*, *machen* and their like speaks the noun that they have as object.",
        yes=(("Ada Brunn erhob den Vorwurf, er habe Stimmen gekauft.", "er habe Stimmen gekauft: Ada Brunn"),),
    ),
)


def _light(text: Text, noun: int) -> Clause | None:
    """The clause whose verb only utters what the noun names."""
    for clause in text.clauses_in[text.analysis.sentence_of[noun]]:
        arguments = (*clause.undergoers, *(head for _, head in clause.obliques))
        if noun in arguments and clause.lemma in word_set("light_verbs_of_saying") and clause.voice == "active":
            return clause
    return None
