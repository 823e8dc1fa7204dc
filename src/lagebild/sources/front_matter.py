"""YAML front matter, as much of it as front matter needs: one flat mapping of keys to texts and dates.

What makes YAML dangerous is refused, by file and line: aliases and merge keys (a few lines that unfold to millions), tags,
deep nesting. A value is the text that stands there, a date or nothing; so *no* is no truth value, *1:30* no number.
"""

from __future__ import annotations

import datetime

import yaml

from lagebild.errors import SourceError
from lagebild.sources import metadata

LONGEST = 65_536
"""Code points of the longest front matter: a title, a date and an address need some hundred."""
_DEEPEST = 8
_NULL, _TIMESTAMP = "tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp"


def parse(content: str, *, origin: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """The fields of front matter, their names in small letters, and what is doubtful about them.

    The value of a field that holds a list or a mapping is an empty one. Raises SourceError for what is no YAML, no
    mapping, or refused; the line is that of the file, of which the front matter's mark is the first.
    """
    if len(content) > LONGEST:
        raise SourceError(origin, f"the front matter is longer than {LONGEST:,} characters; keep it to what is known")
    try:
        return _fields(content, origin)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        reason = (str(getattr(error, "problem", None) or error).splitlines() or [type(error).__name__])[0]
        raise SourceError(
            origin, f"the front matter is not YAML{where} ({reason}); write `key: value`, with the value in quotes"
        ) from None


def _fields(content: str, origin: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """The pairs of the one mapping, from YAML's events; what lies deeper is passed over."""
    found: dict[str, object] = {}
    twice: list[str] = []
    depth, documents = 0, 0
    key: str | None = None
    for event in yaml.parse(content, Loader=yaml.SafeLoader):
        _check(event, origin)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused(event, origin, "holds a second document; keep one")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.NodeEvent):
            if not depth and not isinstance(event, yaml.MappingStartEvent):
                if isinstance(event, yaml.ScalarEvent) and _value(event) is None:
                    continue  # nothing but comments
                raise SourceError(
                    origin, "the front matter is no mapping; write `key: value` lines between two lines of ---"
                )
            if depth == 1:
                if key is None:
                    if not isinstance(event, yaml.ScalarEvent):
                        raise _refused(event, origin, "has a key that is no word; write `key: value`")
                    key = event.value.casefold()
                    if key == "<<":
                        raise _refused(event, origin, "has a merge key (<<); write the values out")
                else:
                    if key in found:
                        twice.append(key)
                    found[key] = _value(event)
                    key = None
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    raise _refused(event, origin, "is nested too deeply; write `key: value`")
    return found, metadata.given_twice(list(dict.fromkeys(twice)), place=f"{origin}: the front matter")


def _check(event: yaml.Event, origin: str) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _refused(event, origin, "has an anchor or an alias (& or *); write the value out, or put it in quotes")
    if getattr(event, "tag", None):
        raise _refused(event, origin, "has a tag (!); write the value without it, or put it in quotes")


def _refused(event: yaml.Event, origin: str, what: str) -> SourceError:
    line = f" (line {event.start_mark.line + 2})" if event.start_mark is not None else ""
    return SourceError(origin, f"the front matter {what}{line}")


def _value(event: yaml.NodeEvent) -> object:
    """The text of a value; a date where it is one, None where nothing stands there; empty where it is not flat."""
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if not isinstance(event, yaml.ScalarEvent):
        return {}
    value: str = event.value
    if not event.implicit[0]:
        return value
    kind = yaml.SafeLoader("").resolve(yaml.ScalarNode, value, event.implicit)  # type: ignore[no-untyped-call]
    if kind == _NULL:
        return None
    return _date(value) if kind == _TIMESTAMP else value


def _date(value: str) -> object:
    """A date or a moment as YAML writes it; the text itself where there is no such day."""
    try:
        found: datetime.date = yaml.SafeLoader("").construct_yaml_timestamp(yaml.ScalarNode(_TIMESTAMP, value))
    except (ValueError, OverflowError):
        return value
    return found
