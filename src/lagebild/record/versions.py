"""The versions of one report: which is the newest, which one stood on a day, and what changed from one to the next."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

import msgspec

from lagebild.document import Span
from lagebild.lexicon import load
from lagebild.lexicon.words import closed_map
from lagebild.reading import Spans
from lagebild.record.address import address
from lagebild.record.alignment import ChangeKind, align

HeadField = Literal["title", "outlet", "url", "language", "published"]
HEAD: tuple[HeadField, ...] = ("title", "outlet", "url", "language", "published")
"""What is known of a version from outside its text."""

_TOKEN = re.compile(r"\w+(?:[-.,:/]\w+)*|[^\w\s]")
_COMPARED = 400
"""Words of a sentence, at most, that are compared one by one; of a longer one only where the change begins and ends."""
_DAY = 10
"""Characters of an ISO date without a time."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a report. `names` are the spans of names, `given_id` is the id that it came with.

    `published` is an ISO date or date-time, `recorded_at` when it was put on record (UTC).
    """

    text: str
    sentences: Spans = ()
    names: Spans = ()
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    recorded_at: str
    given_id: str | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of a version: code points of its text, end exclusive, and the words there."""

    start: int
    end: int
    text: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a sentence that became others: a `number`, a `name`, or other `words`; None where there are none."""

    kind: Literal["number", "name", "words"]
    old: Passage | None
    new: Passage | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a sentence; `old` is None for one that was added, `new` for one that was dropped.

    `differences` are where a changed sentence differs.
    """

    kind: ChangeKind
    old: Passage | None
    new: Passage | None
    differences: tuple[Difference, ...] = ()


class Retold(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a sentence in a version; `number` counts the versions from 1."""

    number: int
    change: Change


class HeadChange(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a report from outside its text, before and after."""

    field: HeadField
    old: str | None
    new: str | None


def changes(old: Version, new: Version) -> tuple[Change, ...]:
    """Sentence by sentence what became of one version in the next, in the order of the next.

    What was dropped stands where it was. Nothing but white space is ignored.
    """
    found = []
    pairs = align([s.of(old.text) for s in old.sentences], [s.of(new.text) for s in new.sentences])
    for kind, i, j in pairs:
        before = old.sentences[i] if i is not None else None
        after = new.sentences[j] if j is not None else None
        differences: tuple[Difference, ...] = ()
        if kind == "changed" and before is not None and after is not None:
            differences = _differences(old, before, new, after)
        found.append(Change(kind=kind, old=_passage(old, before), new=_passage(new, after), differences=differences))
    return tuple(found)


def retold(versions: Sequence[Version], sentences: Collection[str]) -> list[Retold]:
    """How some sentences of the newest version came to be: where each was added or changed, the latest change first.

    `versions` are in order, the newest last.
    """
    wanted, found = set(sentences), []
    for number in range(len(versions), 1, -1):
        before: set[str] = set()
        for change in changes(versions[number - 2], versions[number - 1]):
            if change.new is None or change.new.text not in wanted:
                continue
            if change.kind in ("added", "changed"):
                found.append(Retold(number=number, change=change))
            if change.old is not None:
                before.add(change.old.text)
        wanted = before
    return found


def head_changes(old: Version, new: Version) -> tuple[HeadChange, ...]:
    """What is said of a version from outside its text and differs from what was said of the one before.

    Two ways to write one address do not differ.
    """
    found = []
    for field in HEAD:
        before, after = getattr(old, field), getattr(new, field)
        one_place = field == "url" and address(before) is not None and address(before) == address(after)
        if before != after and not one_place:
            found.append(HeadChange(field=field, old=before, new=after))
    return tuple(found)


def place(versions: Sequence[Version], new: Version) -> int:
    """Where a version belongs among those on record, which are in order: before the first that was published later.

    A version without a date of publication, or of the same day as another without a time, comes after those that were
    recorded before it. So the last one is the newest, and dated versions have one order, whenever they arrive.
    """
    return next((n for n, one in enumerate(versions) if is_later(one, new)), len(versions))


def is_later(one: Version, other: Version) -> bool:
    """True if one version was published after another; False also if that cannot be told.

    Times with a zone are compared as moments, others as they stand. A day without a time is compared as a day.
    """
    left, right = _moment(one.published), _moment(other.published)
    if left is None or right is None:
        return False
    if left.tzinfo is None or right.tzinfo is None:
        left, right = left.replace(tzinfo=None), right.replace(tzinfo=None)
    if len(one.published or "") <= _DAY or len(other.published or "") <= _DAY:
        return left.date() > right.date()
    return left > right


def is_known(versions: Sequence[Version], new: Version) -> int | None:
    """The number (from 1) of the version on record that has the same text; None if the text is another.

    An earlier text that is published again after the newest version is another version: the paper went back to it.
    """
    number = next((n for n, v in enumerate(versions, start=1) if same_text(v.text, new.text)), None)
    if number is None or same_text(versions[-1].text, new.text):
        return number if number is None else len(versions)
    return None if is_later(new, versions[-1]) else number


def same_text(one: str, other: str) -> bool:
    """True if two texts differ in nothing but the ends of their lines and blank space around them."""
    return one == other or _lines(one) == _lines(other)


def told_apart(text: str) -> str:
    """What of a text tells it from others: two texts are the same if this is."""
    return "\n".join(_lines(text))


def version_on(versions: Sequence[Version], day: str) -> Version | None:
    """The version that stood at the end of a day (ISO date): the newest published by then; None if there was none.

    One without a date of publication counts from the day on which it was recorded.
    """
    return next((v for v in reversed(versions) if (v.published or v.recorded_at)[:_DAY] <= day[:_DAY]), None)


def published_by(published: Sequence[str | None], day: str) -> list[int]:
    """Which of the versions of a report had been published by the end of a day (ISO date), as places in their order.

    `published` is when each was, oldest version first; the last place is that of the version that stood on that day. One
    without a date of publication is left out: nobody can say from when on it was known. The day is that of the outlet's
    own clock.
    """
    moments = map(_moment, published)
    return [place for place, when in enumerate(moments) if when is not None and when.date().isoformat() <= day[:_DAY]]


def _moment(published: str | None) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(published) if published else None
    except ValueError:
        return None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _passage(version: Version, span: Span | None) -> Passage | None:
    return Passage(start=span.start, end=span.end, text=span.of(version.text)) if span is not None else None


def _differences(old: Version, before: Span, new: Version, after: Span) -> tuple[Difference, ...]:
    """Where two sentences differ, word by word."""
    left, right = _tokens(old, before), _tokens(new, after)
    found = []
    for first, last, start, end in _unequal([s.of(old.text) for s in left], [s.of(new.text) for s in right]):
        gone = Span(left[first].start, left[last - 1].end) if first < last else None
        came = Span(right[start].start, right[end - 1].end) if start < end else None
        words = [*(s.of(old.text) for s in left[first:last]), *(s.of(new.text) for s in right[start:end])]
        if any(map(_is_number, words)):
            kind: Literal["number", "name", "words"] = "number"
        else:
            kind = "name" if _is_named(old, gone) or _is_named(new, came) else "words"
        found.append(Difference(kind=kind, old=_passage(old, gone), new=_passage(new, came)))
    return tuple(found)


def _tokens(version: Version, sentence: Span) -> list[Span]:
    return [Span(*match.span()) for match in _TOKEN.finditer(version.text, sentence.start, sentence.end)]


def _unequal(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Ranges of words that became others, as numbers of the old and of the new words, end exclusive."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(left), len(right)) > _COMPARED:
        return [(start, len(old) - end, start, len(new) - end)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [(start + a, start + b, start + c, start + d) for op, a, b, c, d in matcher.get_opcodes() if op != "equal"]


def _is_named(version: Version, span: Span | None) -> bool:
    return span is not None and any(span.overlaps(name) for name in version.names)


def _is_number(word: str) -> bool:
    return any(char.isdigit() for char in word) or bool(_number_word().fullmatch(word.casefold()))


@cache
def _number_word() -> re.Pattern[str]:
    """*drei*, *zweiundzwanzig*, *dreihundert*, *Dutzende*."""
    words = {row["form"].casefold() for row in load("numbers", required=("form", "value"))}
    parts = sorted(words | set(closed_map("small_numbers")) | {"hundert", "tausend"}, key=len, reverse=True)
    # *ein* alone is an article
    return re.compile(rf"(?!ein$)(?:{'|'.join(map(re.escape, parts))}|und(?!$))+")
