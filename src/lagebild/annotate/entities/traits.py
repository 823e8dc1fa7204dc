"""What a text says of those it mentions, beside names and offices: how old they are, and their part in what happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, TypeVar

from lagebild.annotate.entities.cluster import Cluster
from lagebild.annotate.entities.mention import Mention, form_at, sentence_start
from lagebild.annotate.text import Text
from lagebild.clauses import Clause
from lagebild.lexicon import load
from lagebild.lexicon.nouns import Noun
from lagebild.lexicon.words import word_set

Trait = TypeVar("Trait")
_AGED = re.compile(r"(\d{1,3})-?[Jj]ährige")
_OLDEST = 120
_YOUNG = 18


@dataclass(slots=True)
class _Earliest:
    """Of how many mentions of an entity it is known what they say, and for each trait the first token of the earliest."""

    asked: int
    places: dict[Any, int]


class Traits:
    """What a text says of its mentions; each is looked at once."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._ages: dict[Mention, int | None] = {}
        self._earliest: dict[tuple[str, Cluster], _Earliest] = {}

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
        return self._before("ages", cluster, before, lambda m: () if (age := self.age(m)) is None else (age,))

    def young(self, cluster: Cluster, before: int) -> bool:
        """Whether an entity is a child or in its teens, as far as the text before a token tells."""
        ages = self.ages(cluster, before)
        return max(ages) <= _YOUNG if ages else bool(cluster.heads & word_set("nouns_for_the_young"))

    def called(self, cluster: Cluster, before: int) -> set[str]:
        """The parts that the nouns for an entity before a token say that it has."""
        return self._before(
            "called", cluster, before, lambda m: (part,) if m.noun is not None and (part := part_of(m.noun)) else ()
        )

    def told(self, cluster: Cluster, before: int) -> set[str]:
        """The parts that clauses before a token say that an entity has: who kills is a doer, who is arrested is accused."""
        parts = self._parts
        return self._before(
            "told", cluster, before, lambda m: (part for t in range(m.first, m.last) for part in parts.get(t, ()))
        )

    def _before(self, what: str, cluster: Cluster, token: int, of: Callable[[Mention], Iterable[Trait]]) -> set[Trait]:
        """What the mentions of an entity before a token say of it. Each mention is asked once: an entity only gains some."""
        known = self._earliest.setdefault((what, cluster), _Earliest(0, {}))
        for mention in cluster.mentions[known.asked :]:
            for trait in of(mention):
                known.places[trait] = min(mention.first, known.places.get(trait, mention.first))
        known.asked = len(cluster.mentions)
        return {trait for trait, place in known.places.items() if place < token}

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


@lru_cache(maxsize=4096)
def narrower(word: str) -> tuple[str, ...]:
    """The narrower words that a report takes up by a wider one, after `wider_words.tsv`; none if it is no wider word."""
    rows = load("wider_words", required=("form", "value"), unique=True)
    return next((tuple(row["value"].split()) for row in rows if row["form"] == word), ())
