"""How sure the fields of offices, ties, plans and statements are: how often their rule was right on annotated reports.

`lexicon/de/rule_sureness.tsv` has for each rule how many cases were counted, and in how many of them it was right.
`python -m training.sureness` counts them again (docs/weighing.md). Events have `sure` from the scorers instead
(:mod:`lagebild.annotate.weighing`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from lagebild.annotate.text import Text
from lagebild.lexicon import load
from lagebild.reading import Because, Office, Plan, Relation, Statement, Sure

Finding = TypeVar("Finding", Office, Plan, Relation, Statement)
Key = tuple[str, str, str]
"""Layer, field and rule."""

FEW = 30
"""A rule with fewer cases is counted together with the other rare ones of its field."""
OTHERS = "*"
"""Stands for the rare rules of a field; behind a rule's name (`statements/verb *`) for those of its words that are rare."""
DEVIATIONS = 1.0
"""How far below the share the bound lies, in standard deviations: 84 times in a hundred the truth is above it."""


def bound(right: int, of: int) -> float:
    """The lower bound of a share of which `right` cases out of `of` are known (Wilson 1927, one side of the interval).

    Ten right out of ten are 0.91, a hundred out of a hundred 0.99; nothing counted is 0.
    """
    if of == 0:
        return 0.0
    share, square = right / of, DEVIATIONS**2
    spread = DEVIATIONS * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, (share + square / (2 * of) - spread) / (1 + square / of))


def names(rule: str) -> tuple[str, ...]:
    """The names under which a rule may have been counted: its own, that of its kind, that of the rare ones."""
    kind, blank, _ = rule.partition(" ")
    return (rule, f"{kind} {OTHERS}", OTHERS) if blank else (rule, OTHERS)


def sure(layer: str, because: Because) -> Sure:
    """How sure each field of an entry is, by the rules that filled it; what was never counted says nothing."""
    found: dict[str, float] = {}
    for field, rule in because.items():
        held = next((c for name in names(rule) if (c := counted().get((layer, field, name))) is not None), None)
        if held is not None:
            found[field] = round(bound(*held), 3)
    return found


_KEY, _COUNTS = ("layer", "field", "form"), ("right", "of")
"""Columns of the table."""


@cache
def counted() -> Mapping[Key, tuple[int, int]]:
    """For layer, field and rule in how many of how many cases it was right. Raises LexiconError for a row without counts."""
    found: dict[Key, tuple[int, int]] = {}
    for row in load("rule_sureness", required=(*_KEY, *_COUNTS)):
        for column in _COUNTS:
            if not row[column].isdecimal():
                raise row.fault(column, f"expected a count, found {row[column]!r}")
        right, of = int(row["right"]), int(row["of"])
        if right > of:
            raise row.fault("right", f"{right} of {of} cases cannot be right")
        found[row["layer"], row["field"], row["form"]] = right, of
    return found


def _told(layer: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(msgspec.structs.replace(one, sure=sure(layer, one.because)) for one in findings)


def offices(text: Text) -> tuple[Office, ...]:
    """The offices of a report, with how sure they are."""
    return _told("office", text.reading.offices)


def statements(text: Text) -> tuple[Statement, ...]:
    """The statements of a report, with how sure they are."""
    return _told("statement", text.reading.statements)


def relations(text: Text) -> tuple[Relation, ...]:
    """The ties of a report, with how sure they are."""
    return _told("relation", text.reading.relations)


def plans(text: Text) -> tuple[Plan, ...]:
    """The plans of a report, with how sure they are. Pledges were never annotated, and say nothing."""
    return _told("plan", text.reading.plans)


ANNOTATORS: tuple[tuple[str, Callable[[Text], tuple[Any, ...]]], ...] = (
    ("offices", offices),
    ("statements", statements),
    ("relations", relations),
    ("plans", plans),
)
"""Each layer with what says how sure it is; they come last, when nothing changes any more."""
