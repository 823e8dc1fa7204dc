"""A trigger in a text, as all rooms of events look at it."""

from __future__ import annotations

import msgspec

from lagebild.annotate.events.lexicon import Entry
from lagebild.clauses import Clause


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger in the text: its token, its row of the lexicon, and the clause whose predicate it is or that it stands in."""

    token: int
    entry: Entry
    clause: Clause | None
    own: bool
