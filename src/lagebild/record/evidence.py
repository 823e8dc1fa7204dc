"""What an entry rests on: a report, its outlet and date, and the sentence that says it."""

from __future__ import annotations

import msgspec

from lagebild.reading import Because, Sure


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of one report; `start` and `end` are the code points in the report's text that say it.

    `version` is the number of the report's version that the record follows, `entry` the id of what was read off it, with
    which an editor can judge it (:mod:`lagebild.record.decisions`). `because` says which rule filled each field of that
    entry, `sure` how likely each is right, from 0 to 1.
    """

    published: str | None
    outlet: str | None
    report: str
    version: int = 1
    sentence: str
    start: int
    end: int
    entry: str | None = None
    because: Because = msgspec.field(default_factory=dict)
    sure: Sure = msgspec.field(default_factory=dict)

    # a dict can be neither hashed nor ordered; where the evidence stands is enough for both
    @property
    def _place(self) -> tuple[str, str, str, str, int, int, str]:
        return (
            self.published or "", self.outlet or "", self.report, self.sentence, self.start, self.end, self.entry or ""
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash(self._place)

    def __lt__(self, other: Evidence) -> bool:
        return self._place < other._place
