"""Speech behind a colon without a verb of saying (*Der General blieb hart: Die Rebellen hätten geschossen*)."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.rule import Rule, first
from lagebild.annotate.statements.told import Told
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.document import Span
from lagebild.lexicon.words import word_set
from lagebild.reading import Statement

_LONG = 200
"""Tokens of a sentence in which nobody is looked for before a colon any more."""


def behind_colons(text: Text, statements: list[Statement]) -> list[Statement]:
    """The statements, with what stands in the subjunctive behind the colon of a clause whose subject can speak."""
    told = Told(statements)
    for clause in (c for clauses in text.clauses_in for c in clauses):
        found = first(COLONS, Colon(text, clause))
        if found is None:
            continue
        (speaker, span), rule = found
        entity = text.agent(speaker)
        if entity is None or told.overlapping(span) or text.in_quotation(span):
            continue
        told.add(
            Statement(
                type="indirect",
                medium="speech",
                speaker=entity,
                speaker_spans=(text.token_span(speaker),),
                quote_spans=(span,),
                introduced="subjunctive",
                because={"type": rule, "speaker": rule, "quote_spans": rule},
            )
        )
    return list(told)


class Colon(NamedTuple):
    """A clause that may stand behind a colon."""

    text: Text
    clause: Clause


def _behind_colon(case: Colon) -> tuple[int, Span] | None:
    """The subject of the clause before the colon, and the words behind it."""
    text, clause = case
    a, first_verb = text.analysis, min(case.clause.verbs, default=-1)
    if clause.subordinator or clause.kind not in ("finite", "copula") or first_verb < 0:
        return None
    second = clause.mood == "subjunctive II" and a.feat(first_verb, "Number") == "Plur"
    if clause.mood != "subjunctive I" and not second:
        return None
    sentence = a.sentences[a.sentence_of[clause.predicate]]
    if sentence.end - sentence.start > _LONG:
        return None
    colons = [t for t in range(sentence.start, first_verb) if a.forms[t] == ":"]
    if len(colons) != 1 or any(a.tags[t] in ("VERB", "AUX") for t in range(colons[0], first_verb)):
        return None
    said = [t for t in range(colons[0] + 1, sentence.end) if a.tags[t] != "PUNCT"]
    if second and any(a.forms[t].casefold() in word_set("signs_of_the_unreal") for t in said):
        return None
    leads = [c for c in text.clauses_in[a.sentence_of[clause.predicate]] if c.predicate < colons[0] and c.doers]
    told = [c for c in leads if c.mood == "indicative" and not c.subordinator and c.doers[0] < colons[0]]
    return (told[-1].doers[0], text.covered(said)) if told else None


COLONS: tuple[Rule[Colon, tuple[int, Span]], ...] = (
    Rule(
        name="colons/subjunctive",
        find=_behind_colon,
        why="What stands in the subjunctive behind a colon is the word of the one whom the clause before it tells of.",
        yes=(
            ("Der General blieb hart: Der König habe zuerst geschossen.", "Der König habe zuerst geschossen: indirect"),
            (
                "Der General blieb hart: Die Bauern hätten zuerst geschossen.",
                "Die Bauern hätten zuerst geschossen: indirect",
            ),
        ),
        no=(
            "Der Arzt war sicher: Ohne Hilfe hätten die Fischer nicht überlebt.",
            "Die Lage ist ernst: Das Lager brennt.",
        ),
    ),
)
