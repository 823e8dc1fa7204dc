"""The state that the words beside a name tie its bearer to: *der Schweizer Bundesrat*, *Demokratische Partei Thailands*."""

from __future__ import annotations

import re

from lagebild.lexicon.gazetteer import adjective_state, known
from lagebild.record.spellings import bare_genitives

REACH = 40
"""So many code points before and behind a name are enough to see what ties it."""

_BEFORE = re.compile(r"([^\W\d_][\w-]+)\s+[„“\"»«]?$")
_BEHIND = re.compile(r"^[“”\"»«]?\s+(?:(?:der|des|von)\s+)?([^\W\d_][\w-]+)")


def tied(before: str, behind: str) -> str:
    """The state that an adjective before a name or a state's name behind it ties it to; empty if none does.

    `before` and `behind` are the text beside the name, :data:`REACH` code points of it.
    """
    word = _BEFORE.search(before)
    if word is not None and (state := adjective_state(word[1])) is not None:
        return state
    following = _BEHIND.match(behind)
    return _state(following[1]) if following is not None else ""


def _state(word: str) -> str:
    for form in (word, *(word[: len(bare)] for bare in bare_genitives(word.casefold()))):
        here = known(form)
        if here is not None and here.kind == "state":
            return here.state
    return ""
