"""Front matter as people write it: found at the head of a text, told by its kind, never left in the text.

YAML between lines of `---` (also after blank lines and comments, closed by `...`, or not closed at all), TOML between
lines of `+++` or after `---toml`, JSON (an object before the text, between `;;;`, or after `---json`), and bare `Title:
…` lines before an empty one. What lies there and cannot be taken is an error or a problem, with its line.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections import Counter
from itertools import islice

from lagebild.errors import SourceError
from lagebild.sources import front_matter, metadata

Split = tuple[str, dict[str, object], tuple[str, ...]]

_KNOWN = frozenset(name for names in metadata.FIELDS.values() for name in names)
_BEFORE = re.compile(r"(?:\ufeff|[ \t]*\r?\n|<!--(?>.*?-->)[ \t]*\r?\n|(?:#|//|%)(?!#)[^\r\n]*\r?\n)*+", re.S)
_FENCE = re.compile(r"(?P<mark>---|\+\+\+|;;;)[ \t]*+(?P<kind>yaml|toml|json)?[ \t]*+\r?\n", re.I)
_PAIR = re.compile(r"(?P<key>[^\W\d_][\w .-]{0,40}?)[ \t]*:(?P<blank>[ \t]*)(?P<value>.*)", re.S)
_CLOSED = {"---": r"(?:---|\.\.\.)", "+++": r"\+\+\+", ";;;": ";;;"}
_PLAIN_NEVER = tuple("@`%*&!|>[{#?,")
"""Signs that open something else than a text in YAML; of these only the first three stand at the head of a title."""

_LONGEST_NAME = 2 * max(map(len, _KNOWN))
_MOST_COMPARED = 200
"""So many names are looked at for slips of the pen; nobody writes more fields, and each look takes half a millisecond."""


def split(content: str, *, origin: str) -> Split:
    """The text without its front matter, what that says, and what is doubtful about it.

    Raises SourceError for front matter that cannot be read, is not closed, or is refused.
    """
    return _fenced(content, origin) or _object(content, origin) or _bare(content, origin) or (content, {}, ())


def _fenced(content: str, origin: str) -> Split | None:
    before = _BEFORE.match(content)
    begins = before.end() if before else 0
    fence = _FENCE.match(content, begins) or (_FENCE.match(content) if begins else None)
    if fence is None:
        return None
    body, line = fence.end(), content.count("\n", 0, fence.end())
    closing = re.compile(rf"^{_CLOSED[fence['mark']]}[ \t]*(?:\r?\n|\Z)", re.M).search(content, body)
    commented = bool(content[: fence.start()].strip("\ufeff \t\r\n"))
    head = content[body : closing.start() if closing else len(content)]
    if closing is None or commented:
        first = next((row for row in head.splitlines() if row.strip() and not row.startswith("#")), "")
        if not _names_a_field(first):
            return None  # a rule across the page, not front matter
    if closing is None:
        blank = re.search(r"\r?\n[ \t]*\r?\n", head)
        if blank is None:
            raise SourceError(origin, f"the front matter is not closed; put a line of {fence['mark']} behind it")
        head, ends = head[: blank.start()], body + blank.end()
        doubtful: tuple[str, ...] = (
            f"{origin}: the front matter is not closed; it is taken to end at the first empty line",
        )
    else:
        ends, doubtful = closing.end(), ()
    kind = (fence["kind"] or {"---": "yaml", "+++": "toml", ";;;": "json"}[fence["mark"]]).casefold()
    known, problems = _READ[kind](head, origin, line)
    return content[ends:].lstrip("\r\n"), known, (*doubtful, *problems, *_misspelt(known, origin))


def _yaml(head: str, origin: str, line: int) -> tuple[dict[str, object], tuple[str, ...]]:
    """Each line mended that YAML would take for something else than its writer: a title with a colon in it, say."""
    mended = "\n".join(_mended(row) for row in head.replace("\r\n", "\n").split("\n"))
    if line > 1:  # so that a fault is told with its line in the file
        mended = "\n" * (line - 1) + mended
    return front_matter.parse(mended, origin=origin)


def _mended(row: str) -> str:
    pair = _PAIR.fullmatch(row)
    if pair is None or pair["key"].strip().casefold() not in _KNOWN:
        return row
    value = pair["value"].strip()
    if not value:
        return row
    if not pair["blank"] and not value.startswith("//"):
        row = f"{pair['key']}: {value}"
    if _needs_quotes(value):
        return f"{pair['key']}: '{value.replace(chr(39), chr(39) * 2)}'"
    return row


def _needs_quotes(value: str) -> bool:
    """Whether YAML would not take a value for the plain text that it is."""
    if value[0] in "\"'":
        closed = re.fullmatch(
            r'"(?:[^"\\]|\\.)*"(?:\s+#.*)?' if value[0] == '"' else r"'(?:[^']|'')*'(?:\s+#.*)?", value
        )
        return closed is None
    if value[0] in _PLAIN_NEVER[:3]:
        return True
    return value[0] not in _PLAIN_NEVER and (": " in value or value.endswith(":") or value.startswith(("- ", "? ")))


def _toml(head: str, origin: str, line: int) -> tuple[dict[str, object], tuple[str, ...]]:
    _short_enough(head, origin)
    try:
        found = tomllib.loads(head.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise SourceError(
            origin, f"the front matter is not TOML (line {line} and below: {_first(error)}); mend it there"
        ) from None
    return {key.casefold(): value for key, value in found.items()}, ()


def _json(head: str, origin: str, line: int) -> tuple[dict[str, object], tuple[str, ...]]:
    _short_enough(head, origin)
    try:
        found = json.loads(head)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            origin, f"the front matter is not JSON (line {line} and below: {_first(error)}); mend it there"
        ) from None
    if not isinstance(found, dict):
        raise SourceError(origin, "the front matter should be one JSON object with the fields of the report")
    return {key.casefold(): value for key, value in found.items()}, ()


_READ = {"yaml": _yaml, "toml": _toml, "json": _json}


def _object(content: str, origin: str) -> Split | None:
    """A JSON object before the text, as Hugo has it."""
    begun = content.lstrip("\ufeff \t\r\n")
    if not re.match(r'\{\s*"', begun):
        return None
    try:
        found, end = json.JSONDecoder().raw_decode(begun[: front_matter.LONGEST])
    except (ValueError, RecursionError) as error:
        raise SourceError(
            origin,
            f"begins like JSON that cannot be read ({_first(error)}); mend it, or name a file of JSON .json or .jsonl",
        ) from None
    rest = begun[end:]
    known = {key.casefold(): value for key, value in found.items()}
    if "text" in known and not rest.strip():
        raise SourceError(origin, "this is JSON; name the file .json, or .jsonl for one report a line")
    if not _KNOWN & set(known):
        return None
    return rest.lstrip("\r\n \t"), known, _misspelt(known, origin)


def _bare(content: str, origin: str) -> Split | None:
    """`Title: …` and `Date: …` lines without any mark, two at least, before an empty line."""
    begun = content.lstrip("\ufeff\r\n")
    head, parting, rest = re.split(r"(\r?\n[ \t]*\r?\n|\Z)", begun, maxsplit=1)[:3] if begun else ("", "", "")
    if len(head) > front_matter.LONGEST:
        return None
    rows = [_PAIR.fullmatch(row.rstrip("\r")) for row in head.split("\n")]
    if len(rows) < 2 or not parting or not rest.strip():
        return None
    pairs = [row for row in rows if row is not None]
    keys = [pair["key"].strip().casefold() for pair in pairs]
    if len(pairs) < len(rows) or keys[0] not in _KNOWN or sum(key in _KNOWN for key in keys) < 2:
        return None
    known: dict[str, object] = {
        key: pair["value"].strip().strip('"') for key, pair in zip(keys, pairs, strict=True) if pair["value"].strip()
    }
    twice = sorted(key for key, often in Counter(keys).items() if often > 1)
    problems = metadata.given_twice(twice, place=f"{origin}: the front matter")
    return rest.lstrip("\r\n"), known, (*problems, *_misspelt(known, origin))


def _names_a_field(row: str) -> bool:
    found = re.match(r'["\']?(?P<key>[^\W\d_][\w .-]{0,40}?)["\']?[ \t]*[:=]', row)
    return found is not None and found["key"].casefold() in _KNOWN


def _misspelt(known: dict[str, object], origin: str) -> tuple[str, ...]:
    """A name that is nearly that of a field: it would be lost without a word."""
    found = []
    for name in islice(known, _MOST_COMPARED):
        near = (
            []
            if name in _KNOWN or not 4 <= len(name) <= _LONGEST_NAME
            else difflib.get_close_matches(name, _KNOWN, n=1, cutoff=0.85)
        )
        if near and not any(known.get(other) for other in _names_with(near[0])):
            found.append(f"{origin}: the front matter's {name!r} is no field and is left out; is {near[0]!r} meant?")
    return tuple(found)


def _names_with(name: str) -> tuple[str, ...]:
    return next(names for names in metadata.FIELDS.values() if name in names)


def _short_enough(head: str, origin: str) -> None:
    if len(head) > front_matter.LONGEST:
        raise SourceError(
            origin, f"the front matter is longer than {front_matter.LONGEST:,} characters; keep it to what is known"
        )


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
