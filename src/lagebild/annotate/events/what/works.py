"""What a novel, a film or a list tells of, its title, and the label of an interview's turn: they are no events."""

from __future__ import annotations

from typing import NamedTuple

from lagebild.annotate.events.hit import Hit
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon.words import word_set, word_tuple

_STEPS = 3
"""Clauses, one above the other, in which a work may be named."""


class Within(NamedTuple):
    """A trigger and a clause that it stands in or under."""

    text: Text
    hit: Hit
    clause: Clause

    def work(self, token: int) -> bool:
        """Whether a token is a noun for a work of fiction."""
        a = self.text.analysis
        return a.tags[token] in ("NOUN", "PROPN") and a.lemmas[token].casefold().endswith(
            word_tuple("works_of_fiction")
        )


def in_work(text: Text, hit: Hit) -> bool:
    """Whether a trigger belongs to what a work tells or is called, not to what the report tells."""
    if first(NAMES, (text, hit)) is not None:
        return True
    clause, steps = hit.clause, 0
    while clause is not None and steps < _STEPS:
        if first(WORKS, Within(text, hit, clause)) is not None:
            return True
        clause, steps = text.clause_of.get(clause.governor), steps + 1
    return False


def _told_by_work(case: Within) -> bool | None:
    told = case.hit.token != case.clause.predicate and case.clause.lemma in word_set("telling_a_story")
    return (told and any(case.work(t) for t in case.clause.doers)) or None


def _in_work(case: Within) -> bool | None:
    works = [t for p, t in case.clause.obliques if p == "in" and case.work(t)]
    return bool(works) or None


def _listed(case: Within) -> bool | None:
    if case.hit.token == case.clause.predicate or case.clause.lemma not in word_set("listing"):
        return None
    lists = (case.text.analysis.lemmas[t].casefold() for t in case.clause.doers)
    return any(lemma.endswith(word_tuple("lists")) for lemma in lists) or None


def _title(case: tuple[Text, Hit]) -> bool | None:
    text, hit = case
    quotation = text.in_quotation(text.token_span(hit.token))
    token = text.analysis.token_at(quotation.start) if quotation is not None else None
    if token is None or token == 0:
        return None
    return text.analysis.lemmas[token - 1].casefold().endswith(word_tuple("works_with_titles")) or None


def _label(case: tuple[Text, Hit]) -> bool | None:
    text, hit = case
    a = text.analysis
    opens = a.sentences[a.sentence_of[hit.token]].start == hit.token
    labelled = opens and hit.token + 1 < len(a) and a.forms[hit.token + 1] == ":"
    return (labelled and text.content.count(f"{a.forms[hit.token]}: ") > 1) or None


NAMES: tuple[Rule[tuple[Text, Hit], bool], ...] = (
    Rule(
        name="what/title-of-a-work",
        find=_title,
        why="The title of a play or a book tells of nothing that happened.",
        yes=(
            ("Das Theater spielte die Komödie „Der Überfall auf die Mühle“.", ""),
            ("Er las aus dem Roman „Mord am Deich“.", ""),
        ),
        no=("Die Polizei nannte die Tat einen „Überfall“.",),
    ),
    Rule(
        name="what/label-of-a-turn",
        find=_label,
        why="A word before a colon that opens several turns of an interview is the asker's name.",
        yes=(
            (
                "Gespräch: Worum geht es? Ada Brunn: Um den Deich. Gespräch: Wer zahlt ihn? Ada Brunn: Das Land.",
                "",
            ),
        ),
    ),
)
"""Asked for a trigger by itself: words that are part of a name."""


WORKS: tuple[Rule[Within, bool], ...] = (
    Rule(
        name="what/told-by-a-work",
        find=_told_by_work,
        why="What a novel or a play is about did not happen.",
        yes=(
            ("Der Krimi handelt von einem Mord an einem Bischof.", ""),
            ("Die Oper schildert, wie Söldner den König ermorden.", ""),
        ),
    ),
    Rule(
        name="what/in-a-work",
        find=_in_work,
        why="What somebody does in a novel or a film did not happen.",
        yes=(
            ("In dem Roman ermordet ein Söldner den König.", ""),
            ("Im Thriller entführt ein Agent die Kanzlerin.", ""),
        ),
    ),
    Rule(
        name="what/listed",
        find=_listed,
        why="What an index or a table lists is spoken of, not told.",
        yes=(
            ("Das Register listet Morde und Überfälle auf.", ""),
            ("Die Tabelle führt Anschläge auf.", ""),
        ),
    ),
)
"""Asked for a trigger and each clause above it: what belongs to a work."""
