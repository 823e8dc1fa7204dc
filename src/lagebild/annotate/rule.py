"""A rule as a value: its name, what it finds, why, and sentences in which it must and must not find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

Case = TypeVar("Case")
Found = TypeVar("Found")


class Example(NamedTuple):
    """A sentence of our own and what a rule must give in it: `words: value`, where `words` are the finding's.

    The words of an event are its trigger, of a statement what is said, of an office its title, of a tie its two sides, of
    anything else the name or the expression. Entities are shown by name, an event that another is a part of by its trigger.
    `gives` is empty for a rule that keeps something out: only its absence shows.
    """

    sentence: str
    gives: str


@dataclass(frozen=True, slots=True)
class Rule(Generic[Case, Found]):
    """One rule of a room.

    `name` is a path that begins with the room (`status/past-ability`). `find` returns what the rule says of a case, or None
    if it says nothing. `why` is one English sentence. The tests read each sentence of `yes` twice: with the rule it must
    give what is said there, without it the reading must differ. In the sentences of `no`, nothing may be due to the rule.
    """

    name: str
    find: Callable[[Case], Found | None]
    why: str
    yes: tuple[tuple[str, str], ...]
    no: tuple[str, ...] = ()

    @property
    def examples(self) -> tuple[Example, ...]:
        """The sentences of `yes` with what they give."""
        return tuple(Example(*pair) for pair in self.yes)


def first(rules: Iterable[Rule[Case, Found]], case: Case) -> tuple[Found, str] | None:
    """The first answer of some rules to a case, with the name of the rule; None if no rule has one."""
    for rule in rules:
        found = rule.find(case)
        if found is not None:
            return found, rule.name
    return None


def fill(rules: Iterable[Rule[Case, Found]], case: Case) -> Iterator[tuple[Found, str]]:
    """Every answer of some rules to a case, with the name of the rule, in the order of the rules."""
    for rule in rules:
        found = rule.find(case)
        if found is not None:
            yield found, rule.name
