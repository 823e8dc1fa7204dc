"""The words that a report without a title begins with: what a list of reports shows in its place."""

from __future__ import annotations

import sqlalchemy as sa

from lagebild.store import tables as t

LONGEST = 80
"""So many code points of a text stand for its title at most."""

OPENING = sa.case((t.reports.c.title.is_(None), sa.func.substr(t.reports.c.text, 1, 4 * LONGEST))).label("opening")
"""The beginning of the text of a report without a title, as a column; null for all others."""


def opening(text: str | None) -> str | None:
    """The first words of a text's first line, with a mark for what is left out; None for no text or an empty one."""
    line = next((line.strip() for line in (text or "").splitlines() if line.strip()), "")
    if len(line) <= LONGEST:
        return line or None
    words = line[: LONGEST + 1].rpartition(" ")[0] or line[:LONGEST]
    return f"{words.rstrip(' ,;:–-')} …"
