"""The gold of `bench/incidents`, read from its tables and checked: groups, look-alikes, links and series of mentions.

A mention is a report, the code points of its trigger (end exclusive), a type and a status. README.md says what the
tables hold and how they were judged. :func:`load` reads them; with the texts at hand it also checks that every mention
lies in its text, on whole words.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

import msgspec

from lagebild.reading import EventStatus, EventType

HERE = Path(__file__).parent

Half = Literal["a", "b"]
"""`a`: rules may be looked at against it; `b`: it is only scored. No report is in both."""

SINGLE = ("report", "start", "end", "type", "status")
GROUPS = ("group", "half", *SINGLE)
SERIES = ("series", "half", "role", *SINGLE, "what")
TO_COME: tuple[EventStatus, ...] = ("announced", "demanded", "possible")
CAME: tuple[EventStatus, ...] = ("happened", "ongoing")


class GoldError(Exception):
    """A table is malformed, or two tables contradict each other; the message names file and line."""


class Mention(msgspec.Struct, frozen=True, order=True):
    """A trigger in a report: code points from `start` to before `end`."""

    report: str
    start: int
    end: int
    type: EventType
    status: EventStatus


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One happening with all its mentions in the reports of its mentions."""

    id: str
    half: Half
    mentions: tuple[Mention, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that tell it, in the order of the table."""
        return tuple(dict.fromkeys(mention.report for mention in self.mentions))

    @property
    def across(self) -> bool:
        """Whether two or more reports tell it."""
        return len(self.reports) > 1


class LookAlike(msgspec.Struct, frozen=True, kw_only=True):
    """Two mentions of two happenings."""

    half: Half
    first: Mention
    second: Mention
    why: str


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """What was announced, demanded or thought possible, and what came of it: linked, not one happening."""

    half: Half
    announced: Mention
    happened: Mention
    what: str


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of several happenings as one, and mentions of single ones among them."""

    id: str
    half: Half
    whole: Mention
    parts: tuple[Mention, ...]
    what: str


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """All tables. `groups` is the set that figures are given for; each of `further` lies within one report."""

    groups: tuple[Group, ...]
    further: tuple[Group, ...]
    lookalikes: tuple[LookAlike, ...]
    links: tuple[Link, ...]
    series: tuple[Series, ...]


class Joined(NamedTuple):
    """Two triggers of two reports (report, code points) that were joined once, and whether they are one happening."""

    first: tuple[str, int, int]
    second: tuple[str, int, int]
    one: bool


class _Row(NamedTuple):
    """A line of a table with its place, for messages."""

    where: str
    values: Mapping[str, str]

    def mention(self, suffix: str = "") -> Mention:
        report, start, end, kind, status = (self.values[f"{column}{suffix}"] for column in SINGLE)
        if kind not in get_args(EventType):
            raise GoldError(f"{self.where}: {kind!r} is no event type; there are {', '.join(get_args(EventType))}")
        if status not in get_args(EventStatus):
            raise GoldError(f"{self.where}: {status!r} is no status; there are {', '.join(get_args(EventStatus))}")
        if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
            raise GoldError(f"{self.where}: start and end are two code points in order, not {start!r} and {end!r}")
        return Mention(report, int(start), int(end), cast(EventType, kind), cast(EventStatus, status))

    @property
    def half(self) -> Half:
        if self.values["half"] not in get_args(Half):
            raise GoldError(f"{self.where}: the half is a or b, not {self.values['half']!r}")
        return cast(Half, self.values["half"])


def joined() -> tuple[Joined, ...]:
    """The joins that were judged by hand. Raises GoldError if the table is malformed."""
    columns = ("report", "start", "end", "other", "other_start", "other_end", "judged")
    found = []
    for row in _rows(HERE / "joined.tsv", columns):
        report, start, end, other, other_start, other_end, verdict = (row.values[column] for column in columns)
        if verdict not in ("one", "two"):
            raise GoldError(f"{row.where}: judged is one or two, not {verdict!r}")
        first, second = (report, int(start), int(end)), (other, int(other_start), int(other_end))
        found.append(Joined(first, second, verdict == "one"))
    return tuple(found)


class _Checks:
    """What must agree between the tables; each mention is entered with the line that has it."""

    def __init__(self, texts: Mapping[str, str] | None) -> None:
        self.texts = texts
        self.places: dict[tuple[str, int, int], tuple[Mention, str]] = {}
        self.halves: dict[str, tuple[Half, str]] = {}
        self.group_of: dict[Mention, str] = {}

    def enter(self, row: _Row, *mentions: Mention) -> None:
        """Raise GoldError unless the mentions lie in their texts and agree with those entered so far."""
        for mention in mentions:
            self._in_text(row, mention)
            kept, where = self.places.setdefault((mention.report, mention.start, mention.end), (mention, row.where))
            if kept != mention:
                raise GoldError(
                    f"{row.where}: is {mention.type} {mention.status}, but {kept.type} {kept.status} in {where}"
                )
            half, where = self.halves.setdefault(mention.report, (row.half, row.where))
            if half != row.half:
                raise GoldError(f"{row.where}: {mention.report} is in half {row.half}, but in half {half} in {where}")

    def _in_text(self, row: _Row, mention: Mention) -> None:
        if self.texts is None:
            return
        text = self.texts.get(mention.report)
        if text is None:
            raise GoldError(f"{row.where}: there is no report {mention.report!r}")
        if mention.end > len(text):
            raise GoldError(f"{row.where}: ends at {mention.end}, but {mention.report} has {len(text)} code points")
        if any(
            text[cut - 1].isalnum() and text[cut].isalnum()
            for cut in (mention.start, mention.end)
            if 0 < cut < len(text)
        ):
            raise GoldError(f"{row.where}: {mention.start} to {mention.end} of {mention.report} is not on whole words")

    def one_group(self, row: _Row, mention: Mention, group: str) -> None:
        """Raise GoldError if the mention has been entered before, in this group or another."""
        if mention in self.group_of:
            raise GoldError(f"{row.where}: this mention is in {self.group_of[mention]} already")
        self.group_of[mention] = group

    def apart(self, row: _Row, first: Mention, second: Mention) -> None:
        """Raise GoldError if the two are one mention, or mentions of one group."""
        if first == second:
            raise GoldError(f"{row.where}: a mention stands beside itself")
        group = self.group_of.get(first)
        if group is not None and group == self.group_of.get(second):
            raise GoldError(f"{row.where}: both mentions are in {group}")


def _rows(path: Path, columns: Sequence[str]) -> list[_Row]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as failure:
        raise GoldError(f"{path.name}: cannot be read: {failure.strerror}") from failure
    lines = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not lines or tuple(lines[0]) != tuple(columns):
        raise GoldError(f"{path.name}:1: the columns are {', '.join(columns)}")
    rows = []
    for number, values in enumerate(lines[1:], 2):
        if len(values) != len(columns):
            raise GoldError(f"{path.name}:{number}: {len(values)} columns, expected {len(columns)}")
        rows.append(_Row(f"{path.name}:{number}", dict(zip(columns, values, strict=True))))
    return rows


def _by(rows: Iterable[_Row], column: str) -> list[tuple[str, list[_Row]]]:
    """Rows of one id each, in order; the rows of an id stand together and agree on the half."""
    found: list[tuple[str, list[_Row]]] = []
    seen = set()
    for row in rows:
        key = row.values[column]
        if not found or found[-1][0] != key:
            if key in seen:
                raise GoldError(f"{row.where}: the rows of {key} do not stand together")
            seen.add(key)
            found.append((key, []))
        elif found[-1][1][0].half != row.half:
            raise GoldError(f"{row.where}: {key} is in both halves")
        found[-1][1].append(row)
    return found


def _groups(path: Path, checks: _Checks) -> tuple[Group, ...]:
    groups = []
    for key, rows in _by(_rows(path, GROUPS), "group"):
        mentions = []
        for row in rows:
            mention = row.mention()
            checks.enter(row, mention)
            checks.one_group(row, mention, key)
            mentions.append(mention)
        if len(mentions) == 1:
            raise GoldError(f"{rows[0].where}: {key} has one mention")
        groups.append(Group(id=key, half=rows[0].half, mentions=tuple(mentions)))
    return tuple(groups)


def _pairs(path: Path, suffixes: tuple[str, str], note: str, checks: _Checks) -> list[tuple[_Row, Mention, Mention]]:
    columns = ("half", *(f"{column}{suffix}" for suffix in suffixes for column in SINGLE), note)
    pairs = []
    for row in _rows(path, columns):
        first, second = (row.mention(suffix) for suffix in suffixes)
        checks.enter(row, first, second)
        checks.apart(row, first, second)
        if not row.values[note]:
            raise GoldError(f"{row.where}: {note} is empty")
        pairs.append((row, first, second))
    return pairs


def _links(path: Path, checks: _Checks) -> tuple[Link, ...]:
    links = []
    for row, announced, happened in _pairs(path, ("_announced", "_happened"), "what", checks):
        if announced.status not in TO_COME or happened.status not in CAME:
            raise GoldError(f"{row.where}: {announced.status} and {happened.status} are no plan and what came of it")
        links.append(Link(half=row.half, announced=announced, happened=happened, what=row.values["what"]))
    return tuple(links)


def _series(path: Path, checks: _Checks) -> tuple[Series, ...]:
    series = []
    for key, rows in _by(_rows(path, SERIES), "series"):
        if [row.values["role"] for row in rows] != ["whole"] + ["part"] * (len(rows) - 1) or len(rows) == 1:
            raise GoldError(f"{rows[0].where}: {key} is not one whole, then its parts")
        whole, *parts = (row.mention() for row in rows)
        for row, mention in zip(rows, (whole, *parts), strict=True):
            checks.enter(row, mention)
        for row, part in zip(rows[1:], parts, strict=True):
            checks.apart(row, whole, part)
        what = rows[0].values["what"]
        series.append(Series(id=key, half=rows[0].half, whole=whole, parts=tuple(parts), what=what))
    return tuple(series)


def load(folder: Path = HERE, *, texts: Mapping[str, str] | None = None) -> Gold:
    """The gold in a folder.

    Args:
        folder: where `mentions.tsv`, `further.tsv`, `lookalikes.tsv`, `links.tsv` and `series.tsv` lie.
        texts: the texts by report id, if at hand; then offsets are checked against them.

    Raises:
        GoldError: a table is malformed, or two tables contradict each other.
    """
    checks = _Checks(texts)
    groups = _groups(folder / "mentions.tsv", checks)
    further = _groups(folder / "further.tsv", checks)
    for group in further:
        if group.across:
            raise GoldError(
                f"further.tsv: {group.id} has mentions in {len(group.reports)} reports, so it is no further group"
            )
    pairs = _pairs(folder / "lookalikes.tsv", ("_a", "_b"), "why", checks)
    return Gold(
        groups=groups,
        further=further,
        lookalikes=tuple(
            LookAlike(half=row.half, first=first, second=second, why=row.values["why"]) for row, first, second in pairs
        ),
        links=_links(folder / "links.tsv", checks),
        series=_series(folder / "series.tsv", checks),
    )
