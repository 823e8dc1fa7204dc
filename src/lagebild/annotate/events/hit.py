"""A trigger in a text, as all rooms of events look at it."""

from __future__ import annotations

import msgspec

from lagebild.annotate.events.lexicon import Entry
from lagebild.clauses import Clause


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger in the text: its token, what the lexicon says, and the clause that it is, or stands in."""

    token: int
    entry: Entry
    clause: Clause | None
    own: bool
