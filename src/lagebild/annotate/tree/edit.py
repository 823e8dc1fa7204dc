"""A change of a tree."""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """A token's new head and label, and its new tag where that was wrong, too."""

    head: int
    label: str
    tag: str = ""


Edits = dict[int, Edit]
"""By token what changes."""
