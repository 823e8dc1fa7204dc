"""Readings as TimeML 1.2.1 documents: times as TIMEX3 inside `<TEXT>`, the date as `<DCT>`; an export has events, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lagebild.reading import Event, EventStatus, Reading, Time

if TYPE_CHECKING:  # `lagebild read` needs no database
    from lagebild.export.ledger import Ledger
    from lagebild.export.output import Out
    from lagebild.export.selection import Selection

LOSES = (
    "which tellings are one incident, and everything that follows from several reports",
    "who does what to whom, where, figures, offices, statements and ties",
    "all but the first word of a trigger in several pieces",
)

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSAFE = re.compile(r"[^\w.\-]+")
_MODALITY: Mapping[EventStatus, str] = {"possible": "MAY", "demanded": "SHOULD", "announced": "WILL"}

_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class _Tag(NamedTuple):
    """A tag around a piece of the text; `opening` is its first tag, `name` closes it."""

    start: int
    end: int
    opening: str
    name: str


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write a file a report. With a filter, only the events that it leaves are tagged, but all times."""
    names: set[str] = set()
    for report in (head.id for head in selection.reports.values()):
        reading = selection.reading(report)
        if reading is None:
            ledger.drop("report", "its reading is damaged; run `lagebild check`", id=report)
            continue
        chosen = selection.told_of(report)
        events = [event for event in reading.events if f"{report}/{event.id}" in chosen]
        with out.file(file_name(report, "tml", names)) as file:
            file.write(to_timeml(reading, events=events, ledger=ledger).encode("utf-8", "replace"))
        ledger.keep("report")


def file_name(report: str, ending: str, taken: set[str]) -> str:
    """A file name for a report that is safe everywhere, and not one of those `taken`, to which it is added."""
    stem = _UNSAFE.sub("-", report).strip("-.")[:80] or "report"
    name, number = f"{stem}.{ending}", 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}.{ending}", number + 1
    taken.add(name.casefold())
    return name


def to_timeml(reading: Reading, *, events: list[Event] | None = None, ledger: Ledger | None = None) -> str:
    """One TimeML document, well-formed XML 1.0.

    The content of `<TEXT>` is the reading's text; only characters that XML 1.0 cannot hold (control characters, lone
    surrogates) become U+FFFD, so that offsets stay. A reading without a date has an empty `<DCT>`. `events` are tagged as
    EVENT, with a MAKEINSTANCE and, where the text has their time, a TLINK; tags never overlap, so what overlaps a time, or
    an earlier event, is left out and noted in the `ledger`.
    """
    times = [
        _Tag(time.start, time.end, _tag(time, number), "TIMEX3")
        for number, time in enumerate(sorted(reading.times, key=lambda t: (t.start, t.end)), start=1)
    ]
    told = [(f"e{number}", event) for number, event in enumerate(events or (), start=1)]
    tags = [
        _Tag(event.trigger[0].start, event.trigger[0].end, f'<EVENT eid="{key}" class="OCCURRENCE">', "EVENT")
        for key, event in told
    ]
    body, position, placed = [], 0, set()
    # a time goes before an event at the same place: `times` is what the format is about
    for tag in sorted((*times, *tags), key=lambda tag: (tag.start, tag.name != "TIMEX3", tag.end)):
        if tag.start < position:
            continue
        body.append(_content(reading.text[position : tag.start]))
        body.append(tag.opening + _content(reading.text[tag.start : tag.end]) + f"</{tag.name}>")
        position = tag.end
        placed.add(tag)
    body.append(_content(reading.text[position:]))
    numbers = {(t.start, t.end): f"t{number}" for number, t in enumerate(times, start=1) if t in placed}
    links = []
    for (key, event), tag in zip(told, tags, strict=True):
        if tag in placed:
            links += list(_linked(reading, event, key, numbers))
            if ledger is not None:
                ledger.keep("event")
        elif ledger is not None:
            ledger.drop("event", "its word overlaps another tag", id=f"{reading.id}/{event.id}")
    day = (reading.published or "")[:10]
    stamp = (
        f'<TIMEX3 tid="t0" type="DATE" value={quoteattr(day)} functionInDocument="CREATION_TIME">{escape(day)}</TIMEX3>'
        if day
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n'
        f"<DOCID>{_content(reading.id)}</DOCID>\n<DCT>{stamp}</DCT>\n"
        + (f"<TITLE>{_content(reading.title)}</TITLE>\n" if reading.title else "")
        + f"<TEXT>{''.join(body)}</TEXT>\n"
        + "".join(f"{link}\n" for link in links)
        + "</TimeML>\n"
    )


def _linked(reading: Reading, event: Event, key: str, numbers: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """The instance of an event, and its link with the nearest time expression of its value."""
    instance = f"ei{key[1:]}"
    polarity = "NEG" if event.status == "denied" else "POS"
    modality = f' modality="{_MODALITY[event.status]}"' if event.status in _MODALITY else ""
    pos = "NOUN" if event.lemma[:1].isupper() else "VERB"
    yield (
        f'<MAKEINSTANCE eiid="{instance}" eventID="{key}" tense="NONE" aspect="NONE" pos="{pos}" '
        f'polarity="{polarity}"{modality}/>'
    )
    if event.time is None:
        return
    at = event.trigger[0].start
    tagged = [t for t in reading.times if t.value == event.time and (t.start, t.end) in numbers]
    same = [(abs(t.start - at), numbers[t.start, t.end]) for t in tagged]
    if not same and event.time == (reading.published or "")[:10]:
        same = [(0, "t0")]
    if same:
        nearest = min(same)[1]
        yield f'<TLINK eventInstanceID="{instance}" relatedToTime="{nearest}" relType="IS_INCLUDED"/>'


def _content(text: str) -> str:
    """Text as XML content; a carriage return becomes a reference, because parsers turn a bare one into a newline.

    So does what a terminal would obey: C1 controls and signs that turn the direction of reading.
    """
    content = escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})
    return _OBEYED.sub(lambda sign: f"&#x{ord(sign[0]):X};", content)


def _tag(time: Time, number: int) -> str:
    mod = f" mod={quoteattr(time.mod)}" if time.mod else ""
    return f'<TIMEX3 tid="t{number}" type="{time.type}" value={quoteattr(time.value or "")}{mod}>'
