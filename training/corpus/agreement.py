"""How far two annotations of the same reports agree: F1 of events and offices, and how much of each common event is alike.

Two events are the same if their triggers share a code point and the type of one is among those of the other; `told` counts
those, too, that are told at another word of the same sentence. Optional
events count on neither side: an event that only one side has counts as missing unless that side calls it optional.
A common event is `whole` if all but its place is alike, as in the measure for real reports.
Participants are alike if the words of one are among those of the other, endings apart (*Angehörige*, *die Angehörigen*).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from training.corpus.form import Event, Report

FIELDS = ("who", "whom", "where", "when", "status", "source")
_WORD = re.compile(r"\w+")
_ENDING = re.compile(r"(en|er|es|em|e|n|s)$")


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names or descriptions mean the same; None only None."""
    if one is None or other is None:
        return one == other
    a, b = _stems(one), _stems(other)
    return bool(a and b) and (a <= b or b <= a)


def agreement(pairs: Iterable[tuple[Report, Report]]) -> dict[str, float]:
    """Figures from 0 to 1 over pairs of annotations of one text, and `core`, the number of events that both have.

    Raises ValueError if the texts of a pair differ.
    """
    counts: Counter[str] = Counter()
    for one, other in pairs:
        if one.text != other.text:
            raise ValueError(f"{one.id}: the two annotations are not of the same text")
        counts += _events(one.events, other.events)
        counts += _offices(one, other)
    both = max(counts["both"], 1)
    return {
        "core": counts["both"],
        "events": _f1(counts["both"], counts["first"] + counts["second"]),
        "told": _f1(counts["both"] + counts["moved"], counts["first"] + counts["second"] - 2 * counts["moved"]),
        "offices": _f1(counts["offices"], counts["offices apart"]),
        **{field: counts[field] / both for field in FIELDS},
        "whole": counts["whole"] / both,
    }


def _events(mine: Sequence[Event], theirs: Sequence[Event]) -> Counter[str]:
    counts: Counter[str] = Counter()
    left, alone = list(theirs), list[Event]()
    for event in mine:
        same = next((o for o in left if o.trigger.overlaps(event.trigger) and _typed(event, o)), None)
        if same is None:
            alone += [] if event.optional else [event]
            continue
        left.remove(same)
        if event.optional or same.optional:
            continue
        right = _right(event, same)
        counts["both"] += 1
        counts.update(field for field in FIELDS if right[field])
        counts["whole"] += all(right[field] for field in FIELDS if field != "where")
    left = [event for event in left if not event.optional]
    counts["first"], counts["second"] = len(alone), len(left)
    for event in alone:
        moved = next((o for o in left if o.sentence == event.sentence and _typed(event, o)), None)
        if moved is not None:
            left.remove(moved)
            counts["moved"] += 1
    return counts


def _typed(one: Event, other: Event) -> bool:
    return one.type in (other.type, *other.also) or other.type in (one.type, *one.also)


def _right(one: Event, other: Event) -> dict[str, bool]:
    return {
        "who": _all_alike(one.who, other.who),
        "whom": _all_alike(one.whom, other.whom),
        "where": alike(one.where, other.where),
        "when": _day(one.when) == _day(other.when),
        "status": one.status == other.status,
        "source": alike(one.source, other.source),
    }


def _all_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(any(alike(a, b) for b in other) for a in one) and all(any(alike(a, b) for a in one) for b in other)


def _offices(one: Report, other: Report) -> Counter[str]:
    a, b = (
        Counter((f.fields["person"], f.fields["title"]) for f in report.findings if f.layer == "office")
        for report in (one, other)
    )
    both = (a & b).total()
    return Counter({"offices": both, "offices apart": a.total() + b.total() - 2 * both})


def _day(value: str | None) -> str | None:
    return value if value is None or value.startswith("P") else value.partition("T")[0]


def _stems(name: str) -> set[str]:
    words = [word.casefold() for word in _WORD.findall(name)]
    return {_ENDING.sub("", word) if len(word) > 4 else word for word in words} - {
        "der",
        "die",
        "das",
        "des",
        "den",
        "dem",
    }


def _f1(both: int, apart: int) -> float:
    return 2 * both / max(2 * both + apart, 1)
