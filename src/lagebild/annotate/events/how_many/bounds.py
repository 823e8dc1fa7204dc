"""How exact a number is, by the words before it (`bounds.tsv`) and by its own words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple, cast

from lagebild import lexicon
from lagebild.annotate.rule import Rule, first
from lagebild.annotate.text import Text
from lagebild.lexicon.words import closed
from lagebild.reading import Bound


class Numbered(NamedTuple):
    """A number in the text: its tokens `first` to `after` (exclusive), and whether it may be any number above."""

    text: Text
    first: int
    after: int
    is_open: bool


def bound_of(number: Numbered) -> tuple[Bound, tuple[str, ...]]:
    """The bound of a number and the rule that gives it; if no rule answers, the number is exact."""
    found = first(BOUND, number)
    return (found[0], (found[1],)) if found is not None else ("exact", ())


def bound_before(text: Text, token: int) -> tuple[int, Bound]:
    """The code point where a number begins with the words of bound before it, and the bound that they set."""
    start = text.analysis.starts[token]
    length, bound = _bound_behind(text.content[max(0, start - 40) : start])
    return start - length, bound


@lru_cache(maxsize=1_000)
def _bound_behind(before: str) -> tuple[int, Bound]:
    """How many code points at the end of a text are words of bound and what stands behind them, and the bound they set."""
    match = _before().search(before)
    if match is None:
        return 0, "exact"
    words = " ".join(match["bound"].casefold().split())
    return len(before) - match.start("bound"), _bounds()[words]


def _or_more(number: Numbered) -> Bound | None:
    worded = bound_before(number.text, number.first)[1]
    return "more than" if number.is_open and worded in ("exact", "about") else None


def _worded(number: Numbered) -> Bound | None:
    worded = bound_before(number.text, number.first)[1]
    return worded if worded != "exact" else None


def _dozens(number: Numbered) -> Bound | None:
    forms = number.text.analysis.forms
    dozen = any(forms[t].casefold() == "dutzend" for t in range(number.first, number.after))
    return "about" if dozen else None


@cache
def _bounds() -> dict[str, Bound]:
    rows = lexicon.load("bounds", required=("form", "value"))
    return {row["form"]: cast("Bound", row["value"]) for row in rows}


@cache
def _before() -> re.Pattern[str]:
    """Words of bound that end right where a number begins; of several the last one."""
    bounds = "|".join(sorted((re.escape(b).replace(r"\ ", r"\s+") for b in _bounds()), key=len, reverse=True))
    between = "|".join(sorted(closed("between_bound_and_number")))
    return re.compile(rf"(?<!\w)(?P<bound>{bounds})\s+(?:(?:{between})\s+)?\Z", re.I)


BOUND: tuple[Rule[Numbered, Bound], ...] = (
    Rule(
        name="how_many/open-above",
        find=_or_more,
        why="Hundreds are more than one hundred, be they *rund* hundreds.",
        yes=(("Hunderte Bauern demonstrierten.", "demonstrierten: participants more than 100"),),
    ),
    Rule(
        name="how_many/word-of-bound",
        find=_worded,
        why="A word of bound before the number sets it.",
        yes=(
            ("Die Polizei verhaftete mindestens 30 Bauern.", "verhaftete: arrested at least 30"),
            ("Bei dem Angriff starben mehr als 20 Menschen.", "starben: killed more than 20"),
        ),
        no=("Die Polizei verhaftete 30 Bauern.",),
    ),
    Rule(
        name="how_many/dozens",
        find=_dozens,
        why="Dozens are counted roughly.",
        yes=(("Bei dem Anschlag starben zwei Dutzend Bauern.", "starben: killed about 24"),),
    ),
)
