"""Why the record took names for one, in German: the record says its reasons in English.

`reasons.tsv` has a sentence of the record a line, and the same in German. A name in braces stands for anything; `{why}` and
`{first}` are sentences of the table themselves.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_BLANK = re.compile(r"\{(\w+)\}")
_SENTENCES = ("why", "first")


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = files("lagebild.web").joinpath("reasons.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line)
    return tuple((_pattern(english), german) for english, german in pairs)


def _pattern(english: str) -> re.Pattern[str]:
    """What matches a sentence of the record, whatever stands in its blanks."""
    literal = [re.escape(part) if n % 2 == 0 else f"(?P<{part}>.+?)" for n, part in enumerate(_BLANK.split(english))]
    return re.compile("".join(literal), re.S)


def german(reason: str) -> str | None:
    """A reason in German; None for one that the table does not have."""
    for pattern, words in _rows():
        if match := pattern.fullmatch(reason):
            said = {name: german(part) if name in _SENTENCES else part for name, part in match.groupdict().items()}
            if None not in said.values():
                pieces = _BLANK.split(words)
                return "".join(part if n % 2 == 0 else said[part] or "" for n, part in enumerate(pieces))
    return None


def in_words(reason: str, language: str) -> tuple[str, str]:
    """A reason in a page's language if the table has it, and the language that it is in."""
    found = german(reason) if language == "de" else None
    return (found, language) if found else (reason, "en")
