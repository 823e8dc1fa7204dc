"""A change of a tree."""

from __future__ import annotations

from typing import NamedTuple

ASIDE = "dep"
"""The label of a phrase that has been brought back to its verb and has no role yet."""


class Edit(NamedTuple):
    """A token's new head and label; its new tag, lemma and features where these were wrong, too."""

    head: int
    label: str
    tag: str = ""
    lemma: str = ""
    feats: str = ""


Edits = dict[int, Edit]
"""By token what changes."""
