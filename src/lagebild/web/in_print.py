"""What a page was asked for, in words: on paper the form with the filters is left out, and the address is not seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lagebild.web import phrases

_LABELS: Mapping[str, str] = {
    "q": "words", "name": "name_words", "kind": "type", "type": "type", "status": "status", "source": "voice",
    "outlet": "outlet", "actor": "actor", "with": "with_filter", "of": "register_of", "by": "by", "place": "where_filter",
    "outcome": "outcome_asked", "on": "on_the_day", "from": "from", "to": "to", "letter": "letters",
}  # fmt: skip
"""The phrase that names each filter, in the order in which they are said."""
_VALUES: Mapping[str, tuple[str, ...]] = {
    "type": ("ev_",), "status": ("st_",), "kind": ("kind_", "dk_", "hit_", "pl_", "k_"), "outcome": ("oc_",),
}  # fmt: skip
"""What the phrases for the values of some filters begin with."""
_VOICES = {"outlet": "outlet_voice", "claim": "claim", "hearsay": "hearsay"}


def asked_in_words(asked: Mapping[str, Any], words: Mapping[str, str], tongue: str) -> list[tuple[str, str]]:
    """Each filter that is set, and its value as the page calls it; a filter that only has yes has no value."""
    found = [
        (words[label], _value(name, str(asked[name]), words, tongue))
        for name, label in _LABELS.items()
        if asked.get(name)
    ]
    if asked.get("disputed"):
        found.append((words["only_disputed"], ""))
    if asked.get("sure"):
        found.append((words["sure_from"], f"{round(100 * float(asked['sure']))} %"))
    return found


def _value(name: str, value: str, words: Mapping[str, str], tongue: str) -> str:
    if name in ("from", "to", "on"):
        return phrases.day(value, tongue)
    if name == "source":
        return words[_VOICES[value]]
    return next((words[prefix + value] for prefix in _VALUES.get(name, ()) if prefix + value in words), value)
