"""What an entry rests on: a report, its outlet and date, and the sentence that says it."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One sentence of one report; `start` and `end` are the code points in the report's text that say it.

    `entry` is the name of what was read off it, by which an editor can judge it (:mod:`lagebild.record.decisions`).
    """

    published: str | None
    outlet: str | None
    report: str
    sentence: str
    start: int
    end: int
    entry: str | None = None
