"""Two tables like GDELT 2's: events and mentions, tab-separated, without header (event codebook 2.0, 61 and 16 columns).

Codes are CAMEO's root codes, from which PLOVER's types were made.
"""

from __future__ import annotations

import datetime
import hashlib
import shutil
import tempfile
from collections.abc import Mapping, Sequence

from lagebild.export import event_data, output
from lagebild.export.coding import Coded
from lagebild.export.gazetteer import Located
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import Coded as Who
from lagebild.export.parties import coded, place_of
from lagebild.export.selection import Selection
from lagebild.record.incidents import Incident
from lagebild.record.telling import Telling

LOSES = (
    "status, and whose claim it is",
    "the sentence itself (mentions have its number and the trigger's offset)",
    "figures, disputes, offices, statements and ties",
    "all but the first actor and the first recipient",
    "GoldsteinScale, AvgTone, MentionDocTone, and codes of groups, religions and ethnicities are empty: Lagebild has none",
)

_CAMEO: Mapping[str, str] = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15", "SANCTION": "16",
    "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip
_INVESTIGATE = "09"
_QUADS = {"VERBAL COOPERATION": 1, "MATERIAL COOPERATION": 2, "VERBAL CONFLICT": 3, "MATERIAL CONFLICT": 4}
_NO_GEO = ("0", *("",) * 7)


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write `events.tsv`, a row an incident, and `mentions.tsv`, a row a telling."""
    with tempfile.TemporaryFile() as mentions:  # an incident is gone through once, and files come one after the other
        with out.file("events.tsv") as file:
            for one, code in event_data.coded(event_data.factual(selection, selection.incidents, ledger), ledger):
                day = event_data.day(one, ledger, field="SQLDATE")
                if day is not None:
                    ledger.keep("event")
                    ledger.keep("mention", len(one.tellings))
                    output.table(file, [_event(selection, one, code, day, ledger)], tabs=True)
                    output.table(mentions, (_mention(selection, one, told, day) for told in one.tellings), tabs=True)
        mentions.seek(0)
        with out.file("mentions.tsv") as file:
            shutil.copyfileobj(mentions, file)


def number(one: Incident) -> int:
    """GDELT's ids are numbers: the first 15 hexadecimal digits of a hash of ours, below 2⁶⁰."""
    return int(hashlib.sha256(one.id.encode()).hexdigest()[:15], 16)


def _event(selection: Selection, one: Incident, code: Coded, day: str, ledger: Ledger) -> Sequence[object]:
    located = place_of(selection, one)
    if one.place is not None and located.town is None:
        ledger.drop("ActionGeo_Lat, ActionGeo_Long", located.why or "", id=one.id)
    for side, role in ((one.actors, "Actor1"), (one.recipients, "Actor2")):
        if len(side) > 1:
            ledger.drop(role, "GDELT has one; the others are left out", id=one.id)
    sides = [coded(selection, side[0], one.day) if side else None for side in (one.actors, one.recipients)]
    cameo = _INVESTIGATE if (code.type, code.mode) == ("ACCUSE", "investigate") else _CAMEO[code.type]
    told = event_data.best(one)
    head = selection.reports.get(told.report)
    date = datetime.date.fromisoformat(day)
    reports = {t.report for t in one.tellings}
    first = min((t.evidence.published or "" for t in one.tellings), default="")
    return (
        number(one), day.replace("-", ""), day[:7].replace("-", ""), day[:4],
        f"{date.year + (date.timetuple().tm_yday - 1) / 366:.4f}",
        *_actor(sides[0]), *_actor(sides[1]), 1 if any(t.lead for t in one.tellings) else 0, cameo, cameo, cameo,
        _QUADS[code.quad], None, len(one.tellings), one.sources, len(reports), None,
        *_NO_GEO, *_NO_GEO, *_geo(located, one.place.name if one.place else ""), _moment(first),
        (head.url if head else None) or told.report,
    )  # fmt: skip


def _actor(who: Who | None) -> Sequence[str]:
    """Code, name, country, known group, ethnic group, two religions, three types."""
    if who is None:
        return ("",) * 10
    country = who.state.iso3 if who.state else ""
    return (f"{country}{who.sector}", who.name, country, "", "", "", "", who.sector, "", "")


def _geo(located: Located, name: str) -> Sequence[object]:
    """Type (1 a state, 4 a city of the world), name, FIPS country, province, district, latitude, longitude, feature."""
    if not name:
        return _NO_GEO
    fips = located.state.fips if located.state else ""
    town = located.town
    if town is None:
        return ("1" if located.state else "0", name, fips, "", "", "", "", fips)
    return ("4", name, fips, town.province, "", town.latitude, town.longitude, town.id)


def _mention(selection: Selection, one: Incident, told: Telling, day: str) -> Sequence[object]:
    head, reading = selection.reports.get(told.report), selection.reading(told.report)
    return (
        number(one), day.replace("-", "") + "000000", _moment(told.evidence.published or ""), 1 if head and head.url else 6,
        told.evidence.outlet, (head.url if head else None) or told.report, told.sentence + 1,
        _offset(selection, told, "actors"), _offset(selection, told, "recipients"), told.evidence.start,
        1, None, len(reading.text) if reading else None, None, None, None,
    )  # fmt: skip


def _offset(selection: Selection, told: Telling, role: str) -> int:
    """Where the first actor, or recipient, is named first in the sentence; -1, as GDELT has it, if it is not."""
    reading, event = selection.reading(told.report), selection.event(told)
    keys = getattr(event, role) if event else ()
    entity = reading.entity(keys[0]) if reading and keys else None
    spans = [s.start for s in entity.mentions if s.within(event.sentence)] if entity and event else []
    return min(spans, default=-1)


def _moment(published: str) -> str:
    """`YYYYMMDDHHMMSS`; a report without an hour has midnight, one without a day nothing."""
    try:
        return datetime.datetime.fromisoformat(published).strftime("%Y%m%d%H%M%S")
    except ValueError:
        return ""
