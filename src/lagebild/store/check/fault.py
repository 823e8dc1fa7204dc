"""What a check can find wrong with a record, and what to do about each."""

from __future__ import annotations

from typing import Literal

import msgspec

FaultKind = Literal[
    "file", "tables", "schema", "foreign_key", "search", "reading", "text", "quote", "sentence", "row", "orphan", "double",
    "date", "decision", "record", "reader", "unfinished",
]  # fmt: skip

REREAD = "`lagebild reread --all` reads the report again and writes its rows anew"
BACKUP = "restore the database from a backup"

REMEDIES: dict[FaultKind, str] = {
    "file": f"{BACKUP}, or save what is whole with `lagebild check --rescue NEW.db`",
    "tables": f"{BACKUP}, or save what is whole with `lagebild check --rescue NEW.db`",
    "schema": "`lagebild add` the reports to a new record, or create what is missing as a new record has it",
    "foreign_key": "delete the row that points nowhere, or restore the database from a backup",
    "search": "run the statement that the message names, or `lagebild reread --all`",
    "reading": REREAD,
    "text": f"{BACKUP} if the text was altered; else {REREAD}",
    "quote": f"it is not shown until that is mended: {REREAD}",
    "sentence": REREAD,
    "row": REREAD,
    "orphan": REREAD,
    "double": REREAD,
    "date": "correct the date in the database, then `lagebild reread --all`",
    "decision": "correct or delete the row in `decisions`",
    "record": "`lagebild reread --all` computes the record again",
    "reader": "`lagebild reread` reads them with today's reader; `lagebild reread --dry-run` shows what that changes",
    "unfinished": "`lagebild reread` goes on with what is left",
}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: of which report and entry (if of one), `what`, and what to do about it."""

    kind: FaultKind
    report: str | None = None
    entry: str | None = None
    what: str
    remedy: str


def fault(
    kind: FaultKind, what: str, *, report: str | None = None, entry: str | None = None, remedy: str = ""
) -> Fault:
    """A fault with the remedy of its kind, unless another is given."""
    return Fault(kind=kind, report=report, entry=entry, what=what, remedy=remedy or REMEDIES[kind])


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found in so many reports with so many entries.

    `withheld` are the entries that are not shown, because their words are not those of their report; `healed` are those
    that were withheld before, and are shown again.
    """

    reports: int
    entries: int
    faults: tuple[Fault, ...]
    withheld: tuple[str, ...]
    healed: tuple[str, ...]
