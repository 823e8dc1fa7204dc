"""NGEC's CSV (the open coder of PLOVER): a row a telling, with the words of the report beside what they mean."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from lagebild.document import Span
from lagebild.export import event_data, output
from lagebild.export.coding import Coded
from lagebild.export.event_data import names
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import coded, place_of
from lagebild.export.selection import Selection
from lagebild.reading import Event, FigureKind, Reading, Time
from lagebild.record.incidents import Incident
from lagebild.timex import interval

COLUMNS = tuple(
    "id story_id pub_date event_type event_mode anchor_quote date_text date date_granularity date_type location_text "
    "killed_text injured_text location_name location_country location_admin1 lat lon geonameid actor_text actor_code "
    "actor_wiki recipient_text recipient_code recipient_wiki".split()
)

LOSES = (
    "status, and whose claim it is",
    "which tellings are one incident, its figures over time and its disputes",
    "figures other than killed and injured",
    "contexts",
    "offices, statements and ties",
    "actor_wiki and recipient_wiki hold the Wikidata id of a list that was loaded with `lagebild known`, else nothing",
)


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write the table. A code is the ISO 3166-1 alpha-3 code of the state and PLOVER's sector (`DEU GOV`)."""
    with out.file("ngec.csv") as file:
        output.table(file, [COLUMNS])
        for one, code in event_data.coded(event_data.factual(selection, selection.tellings(), ledger), ledger):
            ledger.keep("telling")
            output.table(file, [_row(selection, one, code, ledger)])


def _row(selection: Selection, one: Incident, code: Coded, ledger: Ledger) -> Sequence[object]:
    (told,) = one.tellings
    reading, event = selection.reading(told.report), selection.event(told)
    located = place_of(selection, one)
    if one.place is not None and located.town is None:
        ledger.drop("lat, lon", located.why or "", id=one.id)
    town, state = located.town, located.state
    sides = [[coded(selection, party, one.day) for party in side] for side in (one.actors, one.recipients)]
    time = _time(reading, event)
    return (
        one.id, told.report, (told.evidence.published or "")[:10], code.type, code.mode, _words(reading, event),
        Span(time.start, time.end).of(reading.text) if reading and time else None, told.time, _granularity(told.time),
        time.type if time else None, names(selection.raw_names(told, "place")), _counted(reading, event, "killed"),
        _counted(reading, event, "injured"), town.name if town else one.place.name if one.place else None,
        state.iso3 if state else None, town.province if town else None, town.latitude if town else None,
        town.longitude if town else None, town.id if town else None,
        names(selection.raw_names(told, "actors")), names(who.code for who in sides[0]),
        names(who.wikidata for who in sides[0]),
        names(selection.raw_names(told, "recipients")), names(who.code for who in sides[1]),
        names(who.wikidata for who in sides[1]),
    )  # fmt: skip


def _words(reading: Reading | None, event: Event | None) -> str | None:
    return " … ".join(span.of(reading.text) for span in event.trigger) if reading and event else None


def _time(reading: Reading | None, event: Event | None) -> Time | None:
    """The time expression that gives the event's time: one of its value, the nearest to the trigger."""
    if reading is None or event is None or event.time is None:
        return None
    at = event.trigger[0].start
    fitting = [time for time in reading.times if time.value == event.time]
    return min(fitting, key=lambda time: abs(time.start - at), default=None)


def _granularity(value: str | None) -> str | None:
    """How long the days are that a value covers: day, week, month or year; None if it covers none."""
    days = interval(value)
    if days is None:
        return None
    length = (datetime.date.fromisoformat(days[1]) - datetime.date.fromisoformat(days[0])).days + 1
    return next((name for most, name in ((1, "day"), (7, "week"), (31, "month")) if length <= most), "year")


def _counted(reading: Reading | None, event: Event | None, kind: FigureKind) -> str | None:
    if reading is None or event is None:
        return None
    return names(Span(f.start, f.end).of(reading.text) for f in event.figures if f.kind == kind) or None
