"""What a text says of those it mentions, beside names and offices: how old they are, and their part in what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import Mention, form_at, sentence_start
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon import load
from lagebild.lexicon.nouns import Noun
from lagebild.lexicon.words import word_set

_AGED = re.compile(r"(\d{1,3})-?[Jj]ährige")
_OLDEST = 120
_YOUNG = 18


class Traits:
    """What a text says of its mentions; each is looked at once."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._ages: dict[Mention, int | None] = {}

    def age(self, mention: Mention) -> int | None:
        """The age in years that stands with a mention (*der 40-jährige Fischer*, *Otto Lohm (40)*), None if there is none."""
        if mention not in self._ages:
            self._ages[mention] = self._age(mention)
        return self._ages[mention]

    def _age(self, mention: Mention) -> int | None:
        a = self.text.analysis
        at, low = mention.last - 1, sentence_start(a, mention.first)
        while at >= low and (at >= mention.first or a.tags[at] == "ADJ"):
            if found := _AGED.match(a.forms[at]):
                return int(found[1])
            at -= 1
        opening, number, closing = (form_at(a, mention.last + n) for n in range(3))
        aside = (opening, closing) in (("(", ")"), ("(", ","), (",", ",")) and number.isdecimal()
        return int(number) if aside and int(number) < _OLDEST and mention.sort == "name" else None

    def ages(self, cluster: Cluster, before: int) -> set[int]:
        """The ages that stand with the mentions of an entity before a token."""
        found = (self.age(m) for m in cluster.mentions if m.first < before)
        return {age for age in found if age is not None}

    def young(self, cluster: Cluster, before: int) -> bool:
        """Whether an entity is a child or in its teens, as far as the text before a token tells."""
        ages = self.ages(cluster, before)
        return max(ages) <= _YOUNG if ages else bool(cluster.heads & word_set("nouns_for_the_young"))

    def called(self, cluster: Cluster, before: int) -> set[str]:
        """The parts that the nouns for an entity before a token say that it has."""
        nouns = (m.noun for m in cluster.mentions if m.first < before and m.noun is not None)
        return {part for noun in nouns if (part := part_of(noun))}

    def told(self, cluster: Cluster, before: int) -> set[str]:
        """The parts that clauses before a token say that an entity has: who kills is a doer, who is arrested is accused."""
        tokens = (t for m in cluster.mentions if m.first < before for t in range(m.first, m.last))
        return {part for token in tokens for part in self._parts.get(token, ())}

    @cached_property
    def _parts(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for clause in self.text.clauses:
            for part, token in _parts_in(clause):
                found.setdefault(token, set()).add(part)
        a = self.text.analysis
        for token in range(len(a)):
            # *Anklage gegen X*
            case = any(a.forms[c].lower() == "gegen" for c in a.dependents(token, "case"))
            above = (a.heads[token], *a.dependents(a.heads[token], "obj", "nsubj", "nsubj:pass")) if case else ()
            if any(a.lemmas[t] in word_set("nouns_of_proceedings") for t in above):
                found.setdefault(token, set()).add("accused")
        return found


def _parts_in(clause: Clause) -> Iterator[tuple[str, int]]:
    if clause.negated:
        return
    if clause.lemma in word_set("verbs_of_arresting_and_charging"):
        yield from (("accused", token) for token in clause.undergoers)
    if clause.lemma in word_set("verbs_of_hurting"):
        yield from (("victim", token) for token in clause.undergoers)
        yield from (("doer", token) for token in clause.doers)
    if clause.lemma in word_set("verbs_of_confessing"):
        yield from (("accused", token) for token in clause.doers)
    if clause.lemma in word_set("verbs_of_perishing"):
        yield from (("victim", token) for token in (*clause.doers, *clause.undergoers))


def part_of(noun: Noun) -> str:
    """The part that a noun says its bearer has, after `person_parts.tsv`; empty if it says none."""
    table = _table()
    if noun.lemma == "Mann" and noun.prefix:
        return table.get(noun.base, "")
    return table.get(noun.base) or table.get(noun.lemma, "")


@cache
def _table() -> dict[str, str]:
    rows = load("person_parts", required=("form", "value"), unique=True)
    return {row["form"]: row["value"] for row in rows}


@cache
def narrower(word: str) -> tuple[str, ...]:
    """The narrower words that a report takes up by a wider one, after `wider_words.tsv`; none if it is no wider word."""
    rows = load("wider_words", required=("form", "value"), unique=True)
    return next((tuple(row["value"].split()) for row in rows if row["form"] == word), ())
