"""Within a report: which telling a noun takes up that says nothing new (*das Urteil*, *nach dem Anschlag*, *der Vorfall*).

A noun with an article means something known. If it names nobody, no place, no day and no count, what it means is told
elsewhere in the report: mostly just before, by the same word or another one for the same deed. So the nearest such
telling before it is taken, the one with the same word first; failing that, the first one behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from lagebild.lexicon.words import word_set
from lagebild.reading import Reading
from lagebild.record.pairs import Pair
from lagebild.record.same_incident import barred
from lagebild.record.telling import Party, Telling, mentions_of

_BEHIND = 3
"""What a noun takes up is told at most so many sentences behind it."""


def tellings(reading: Reading, identities: Mapping[str, Party], entries: Iterable[str]) -> list[Telling]:
    """The tellings of a report, in the order of its events.

    `identities` says for the id of each of the reading's entities who it is on record, `entries` are the ids of the
    events as entries, in order.
    """
    return taken_up(mentions_of(reading, identities, entries))


def taken_up(told: Sequence[Telling]) -> list[Telling]:
    """The tellings of a report, in order, each with the one that it takes up, if any."""
    return [
        msgspec.structs.replace(t, takes_up=_antecedent(n, told)) if _takes_up(t) else t for n, t in enumerate(told)
    ]


def _takes_up(telling: Telling) -> bool:
    return telling.noun and telling.bare and telling.definite and not telling.further


def _antecedent(number: int, told: Sequence[Telling]) -> str | None:
    here = told[number]
    before = told[:number][::-1]
    behind = [t for t in told[number + 1 :] if 0 < t.sentence - here.sentence <= _BEHIND]
    likenesses: tuple[Callable[[Telling], bool], ...] = (
        lambda t: t.root == here.root,
        lambda t: bool(set(t.deeds) & set(here.deeds)) and t.type == here.type,
        lambda t: here.root in word_set("words_for_any_event") and t.type == here.type,
        lambda t: bool(set(t.deeds) & set(here.deeds)),
    )
    for alike in likenesses:
        for side in (before, behind):
            found = next((t for t in side if alike(t) and not barred(Pair(*sorted((here, t))))), None)
            if found is not None:
                return found.id
    return None
