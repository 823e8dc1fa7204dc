"""Times of a text as TIMEX3 (TimeML 1.2.1; German as in the KRAUTS annex), resolved against its date and its tale.

Usable alone: `times.find("Am Montag trat sie zurück.", "2026-02-18")`.
"""

from __future__ import annotations

from collections.abc import Callable

from lagebild.analysis import Analysis
from lagebild.annotate.text import Text
from lagebild.annotate.times import dates, resolve_clock, resolve_days, resolve_joined, resolve_spans
from lagebild.annotate.times.clock_days import Found, with_days
from lagebild.annotate.times.context import Context
from lagebild.annotate.times.grammar import candidates, encode
from lagebild.annotate.times.phases import with_phase
from lagebild.annotate.times.tokens import tokens
from lagebild.annotate.times.values import IMPOSSIBLE, Value
from lagebild.reading import Time

Resolver = Callable[[Context, int, int, str], Value | None]

RESOLVERS: dict[str, Resolver] = {
    function.__name__: function
    for function in (
        resolve_days.day, resolve_days.numeric, resolve_days.listed, resolve_days.month, resolve_days.year,
        resolve_days.decade, resolve_days.century, resolve_days.deictic_century, resolve_days.part_of_year,
        resolve_days.season, resolve_joined.sport,
        resolve_spans.deictic, resolve_spans.phase_of_unit, resolve_spans.weekend, resolve_spans.weekday,
        resolve_spans.weekday_of_week,
        resolve_spans.vague_span,
        resolve_spans.counted, resolve_spans.duration, resolve_spans.duration_listed, resolve_spans.duration_adjective,
        resolve_spans.offset, resolve_spans.every, resolve_spans.rate, resolve_spans.feast,
        resolve_clock.today, resolve_clock.day_adjective,
        resolve_clock.part_of_day, resolve_clock.part_after, resolve_clock.night, resolve_clock.clock,
        resolve_clock.clock_listed, resolve_clock.clock_bare, resolve_clock.clock_end, resolve_clock.tomorrow_first,
        resolve_clock.fixed, resolve_clock.midnight, resolve_clock.clock_minutes,
        resolve_joined.from_day, resolve_joined.of_month, resolve_joined.day_of_month, resolve_joined.ordinal_month,
        resolve_joined.short_year, resolve_joined.quarter, resolve_joined.week_number, resolve_joined.before_christ,
        resolve_joined.numbered_length,
    )
}  # fmt: skip
"""What the column `resolver` of `time_rules.tsv` may name."""


def find(text: str, published: str | None, *, analysis: Analysis | None = None) -> tuple[Time, ...]:
    """The times of a text, in order and without overlaps; spans in code points.

    `published` is an ISO date or date-time; without it, or where it is no date, relative values stay underspecified as
    TIMEX3 writes them (`XXXX-WXX-3`). `analysis` (of the same text) sharpens the tense; without it light cues decide.
    `begin` and `end_date` are the days that the value covers; for a duration after *vor* the unit of the calendar so
    long ago, after *seit* and *in den letzten* the time till publication. Raises nothing for any text.
    """
    found = tokens(text)
    context = Context(found, dates.parse(published), analysis)
    code = encode(found)
    read: list[Found] = []
    position = 0
    for entry in candidates(found, code):
        if entry.first < position:
            continue
        value = RESOLVERS[entry.resolver](context, entry.first, entry.last, entry.argument)
        if value is None:
            continue
        if value == IMPOSSIBLE:
            position = entry.last
            continue
        first, last = value.extent or (entry.first, entry.last)
        value, first = with_phase(context, value, first, position)
        position = last
        read.append(Found(entry, value, first, last))
    return tuple(_time(context, one) for one in with_days(context, read))


def annotate(text: Text) -> tuple[Time, ...]:
    """The times of a report, resolved against its date of publication."""
    return find(text.content, text.reading.published, analysis=text.analysis)


def _time(context: Context, found: Found) -> Time:
    entry, value, first, last = found
    days = value.interval()
    return Time(
        start=context.tokens[first].start,
        end=context.tokens[last - 1].end,
        type=value.type,
        value=value.value,
        mod=value.mod,
        begin=days[0] if days else None,
        end_date=days[1] if days else None,
        because={"value": entry.rule},
    )
