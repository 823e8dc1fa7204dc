"""Who did what on the record, and when: decisions, where they clash, and what was noted besides."""

from __future__ import annotations

from collections import Counter
from typing import Any, get_args

import msgspec

from lagebild.errors import QuestionError
from lagebild.export import rulings
from lagebild.record.deciders import chosen, deciders, is_within, named
from lagebild.record.decisions import Conflict, Decision, DecisionKind
from lagebild.store import Connection, deciding, log
from lagebild.store.log import Logged

KINDS: tuple[str, ...] = (*get_args(DecisionKind), *log.KINDS)
"""What can be asked for: kinds of decisions, then what is noted besides."""

_SHOWN = 60


class History(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided in the order in which it was, with the clashes it has a part in, and what was noted besides.

    `people` are all who ever did something, with how often, whatever was asked.
    """

    decisions: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]
    log: tuple[Logged, ...]
    people: dict[str, int]


def history(
    connection: Connection,
    *,
    by: str | None = None,
    kind: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> History:
    """What somebody did (`by`), of one of :data:`KINDS`, from the day `first` to the day `last` (ISO dates, UTC).

    A decision is also of the day on which it was taken back, and of whoever did that. Raises QuestionError for a name
    under which nothing was done, or for a kind that does not exist; it names those that there are.
    """
    made, noted = deciding.decisions(connection), log.logged(connection)
    people = deciders(made) + Counter(one.author for one in noted)
    names = sorted(people, key=str.casefold)
    if by is not None:
        found = named(by, names)
        if found is None:
            shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
            raise QuestionError(f"nobody called {by!r} decided anything; there are {shown or 'none'}")
        by = found
    if kind is not None and kind not in KINDS:
        raise QuestionError(f"{kind!r} is no kind of decision; there are {', '.join(KINDS)}")
    of_kind = [one for one in made if kind in (None, one.kind)]
    decisions = chosen(of_kind, by=by, first=first, last=last)
    numbers = {one.number for one in decisions}
    return History(
        decisions=tuple(decisions),
        conflicts=tuple(c for c in deciding.conflicts(connection) if numbers & set(c.decisions)),
        log=tuple(
            one
            for one in noted
            if kind in (None, one.what) and by in (None, one.author) and is_within(one.recorded_at, first, last)
        ),
        people={name: people[name] for name in names},
    )


def as_json(found: History) -> dict[str, Any]:
    """The rows of what was found, as the command and the pages give them."""
    return {
        "decisions": [rulings.decision(one) for one in found.decisions],
        "conflicts": [rulings.conflict(one) for one in found.conflicts],
        "log": [rulings.logged(one) for one in found.log],
    }
