"""iCalendar (RFC 5545): an all-day entry an incident whose day, or days, reports name."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from lagebild import __version__
from lagebild.export import event_data
from lagebild.export.event_data import names
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import place_of
from lagebild.export.selection import Selection
from lagebild.record.incidents import Incident

LOSES = (
    "the hour of the day",
    "statuses other than confirmed, tentative and cancelled (DESCRIPTION names ours)",
    "figures over time, disputes, offices, statements and ties",
    "the offsets of sentences",
)

_STATUS = {
    "happened": "CONFIRMED", "ongoing": "CONFIRMED", "announced": "TENTATIVE", "demanded": "TENTATIVE",
    "possible": "TENTATIVE", "denied": "CANCELLED",
}  # fmt: skip
_OCTETS = 75
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write one calendar. A span of several possible days is an entry over all of them."""
    with out.file("incidents.ics") as file:
        head = (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            f"PRODID:-//Lagebild//Lagebild {__version__}//DE",
            "CALSCALE:GREGORIAN",
        )
        file.write(b"".join(map(_folded, head)))
        for one in selection.incidents:
            if one.begin is None or one.end is None:
                ledger.drop("incident", "no report names a day", id=one.id)
                continue
            ledger.keep("incident")
            file.write(b"".join(_folded(line) for line in _entry(selection, one, one.begin, one.end)))
        file.write(_folded("END:VCALENDAR"))


def _entry(selection: Selection, one: Incident, begin: str, end: str) -> Iterator[str]:
    town = place_of(selection, one).town
    after = datetime.date.fromisoformat(end) + datetime.timedelta(days=1) if end < "9999-12-31" else None
    heads = [h for t in one.tellings if (h := selection.reports.get(t.report)) is not None]
    stamp = max((h.recorded_at for h in heads), default="1970-01-01T00:00:00+00:00")
    told = (
        f"{t.evidence.outlet or t.report}, {t.evidence.published or '–'}: {t.evidence.sentence}" for t in one.tellings
    )
    claim = event_data.source_of(one)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(one.id)}@lagebild"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield f"DTSTART;VALUE=DATE:{begin.replace('-', '')}"
    if after is not None:
        yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_text(one.headline)}"
    yield "DESCRIPTION:" + _text("\n".join([one.status + (f", according to {claim}" if claim else ""), *told]))
    if one.place is not None:
        yield f"LOCATION:{_text(one.place.name)}"
    if town is not None:
        yield f"GEO:{town.latitude};{town.longitude}"
    yield f"STATUS:{_STATUS[one.status]}"
    yield f"CATEGORIES:{_text(one.type)}"
    yield "TRANSP:TRANSPARENT"
    for url in dict.fromkeys(h.url for h in heads if h.url and h.url.startswith(("http://", "https://"))):
        yield f"URL:{_CONTROL.sub('', url)}"
        break
    people = names(p.name for p in (*one.actors, *one.recipients))
    if people:
        yield f"COMMENT:{_text(people)}"
    yield "END:VEVENT"


def _moment(recorded: str) -> str:
    return datetime.datetime.fromisoformat(recorded).astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A text as RFC 5545 has it (3.3.11): backslash, semicolon, comma and line end are escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROL.sub(" ", escaped.replace("\r\n", "\n")).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of 75 octets at most; no character is cut in two."""
    pieces: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(pieces[-1]) + len(octets) > _OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
