"""Two tellings side by side: the days between them, and whom and what they have in common."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from lagebild.record.telling import Party, Telling
from lagebild.wordforms import search_forms


class Pair(NamedTuple):
    """Two tellings, the earlier first."""

    one: Telling
    other: Telling

    @property
    def together(self) -> bool:
        """True if one report tells both."""
        return self.one.report == self.other.report


def days_of(telling: Telling) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day that a telling names; None if it names none, or one that can't be.

    What has happened is not told before its day: a report that does so speaks of another day than was understood.
    """
    if telling.valid_from is None or telling.valid_to is None:
        return None
    if telling.status == "happened" and telling.published and telling.valid_from > telling.published:
        return None
    return datetime.date.fromisoformat(telling.valid_from), datetime.date.fromisoformat(telling.valid_to)


def published(telling: Telling) -> datetime.date | None:
    """The day of the report of a telling."""
    return datetime.date.fromisoformat(telling.published) if telling.published else None


def gap(pair: Pair) -> int | None:
    """The days between what two tellings say; 0 if they overlap, None if one of them names no day."""
    one, other = days_of(pair.one), days_of(pair.other)
    if one is None or other is None:
        return None
    return max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)


def apart(pair: Pair) -> int | None:
    """The days between two reports, or between what one says and the other's report if only one names a day."""
    ends = [(days_of(t) or (published(t),) * 2)[0] for t in pair]
    return abs((ends[0] - ends[1]).days) if ends[0] and ends[1] else None


def people(parties: Iterable[Party]) -> frozenset[str]:
    """The identities of the named people among some."""
    return frozenset(p.id for p in parties if p.kind == "person" and p.named)


def ids(parties: Iterable[Party]) -> frozenset[str]:
    """The identities of the named ones among some."""
    return frozenset(p.id for p in parties if p.named)


def heads(parties: Iterable[Party]) -> frozenset[str]:
    """The last words of descriptions: *zwei mutmaßliche Täter* and *die Täter* may be the same."""
    return frozenset(p.name.split()[-1].casefold() for p in parties if not p.named and p.name.split())


def everybody(telling: Telling) -> frozenset[str]:
    """The identities of all named ones who take part."""
    return ids((*telling.actors, *telling.recipients))


def names_of(telling: Telling) -> frozenset[str]:
    """The keys of what a trigger is of, and of where it happened: *Sarn* of *das Massaker von Sarn* and of *in Sarn*."""
    place = telling.place
    said = {search_forms(word)[0] for word in place.name.split()} if place is not None and place.named else set()
    return frozenset(key for key in (*telling.complement, *said) if not key.isdecimal())


def one_sentence(pair: Pair) -> bool:
    """True if one sentence of one report tells both."""
    return pair.together and pair.one.sentence == pair.other.sentence
