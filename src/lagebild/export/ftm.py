"""FollowTheMoney entities as JSON lines (schemata of followthemoney 4.11), for Aleph, OpenSanctions and their kin."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

import msgspec

from lagebild import __version__
from lagebild.export.event_data import names, source_of
from lagebild.export.gazetteer import state_named, state_of
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.parties import body_sector
from lagebild.export.selection import Selection, parties_of
from lagebild.export.tables import tenure_id, tie_id
from lagebild.reading import OUTLET
from lagebild.record.identities import is_named
from lagebild.record.incidents import Incident
from lagebild.record.standing import held_on
from lagebild.record.tenures import HELD, Tenure
from lagebild.record.ties.course import Tie
from lagebild.store.queries import Found
from lagebild.store.selected import Head
from lagebild.timex import interval

Entity = Mapping[str, object]

LOSES = (
    "offsets of sentences (Mention has the document and the name; `export jsonld` has the offsets)",
    "which telling says what, independence and wording",
    "figures over time (the description of an Event has low, best and high)",
    "disputes, statements, plans and pledges",
    "statuses of an office other than current, ended and unknown (an interim or designated holder is in `description`)",
)

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_KIN, _ALLIES = frozenset({"kin"}), frozenset({"ally", "opponent"})


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write an entity a line. Ids are hashes of ours with `lb-` before them, so that they fit any FollowTheMoney store."""
    with out.file("ftm.jsonl") as file:
        for schema, entity in _entities(selection, ledger):
            ledger.keep(schema)
            file.write(msgspec.json.encode(entity) + b"\n")


def key(kind: str, of: str) -> str:
    """The FollowTheMoney id of something on record."""
    return f"lb-{kind}-{hashlib.sha256(of.encode()).hexdigest()[:24]}"


def _entity(schema: str, of: str, properties: Mapping[str, object]) -> tuple[str, Entity]:
    """An entity; empty values are left out, and everything is a text."""
    said: dict[str, list[str]] = {}
    for name, value in properties.items():
        several = value if isinstance(value, tuple | list) else [value]
        texts = list(dict.fromkeys(str(one) for one in several if one not in (None, "")))
        if texts:
            said[name] = texts
    kind = schema.casefold()
    return schema, {"id": key(kind, of), "schema": schema, "properties": said}


def _entities(selection: Selection, ledger: Ledger) -> Iterator[tuple[str, Entity]]:
    for head in selection.reports.values():
        yield _article(selection, head)
    for one in selection.identities.values():
        if is_named(one.id):
            yield _entity(_schema(one), one.id, _who(one))
        else:
            ledger.drop("identity", "it is a description, not a name", id=one.id)
    yield from _offices(selection, ledger)
    ahead = selection.identities.ahead
    for incident in ahead(selection.incidents, _parties):
        yield _event(selection, incident)
    for tie in ahead(selection.courses, lambda one: (one.one.id, one.other.id)):
        yield from _tie(selection, tie, ledger)
    yield from _mentions(selection)


def _schema_of(selection: Selection, identity: str | None) -> str | None:
    """The schema of somebody or something in the export; None for what is not in it."""
    found = selection.identities.get(identity) if identity and is_named(identity) else None
    return _schema(found) if found is not None else None


def _ref(selection: Selection, identity: str | None) -> str | None:
    """The id in the export of somebody or something; None for what is not in it."""
    schema = _schema_of(selection, identity)
    return key(schema.casefold(), identity) if schema is not None and identity is not None else None


def _schema(one: Found) -> str:
    if one.kind == "person":
        return "Person"
    if one.kind in ("state", "place"):
        return "Territory" if one.kind == "state" else "Address"
    if one.kind == "group":
        return "LegalEntity"
    return "PublicBody" if body_sector(one.name) in ("GOV", "LEG", "JUD", "COP", "MIL", "SPY") else "Organization"


def _who(one: Found) -> Mapping[str, object]:
    state = state_named(one.name) if one.kind == "state" else state_of(one.name) if one.kind == "organisation" else None
    common = {
        "name": one.name,
        "alias": [name for name in one.names if name != one.name],
        "country": state.iso2.lower() if state else None,
        "wikidataId": one.wikidata,
        "publisher": f"Lagebild {__version__}",
    }
    return common if one.kind != "place" else {**common, "full": one.name}


def _article(selection: Selection, head: Head) -> tuple[str, Entity]:
    reading = selection.reading(head.id)
    return _entity(
        "Article",
        head.id,
        {
            "fileName": head.id,
            "title": head.title,
            "author": None,
            "publisher": head.outlet,
            "publishedAt": (head.published or "")[:19],
            "sourceUrl": head.url if head.url and head.url.startswith(("http://", "https://")) else None,
            "language": {"de": "deu", "en": "eng"}.get(head.language or "", head.language),
            "bodyText": reading.text if reading else None,
            "contentHash": hashlib.sha1(reading.text.encode(), usedforsecurity=False).hexdigest() if reading else None,
        },
    )


def _offices(selection: Selection, ledger: Ledger) -> Iterator[tuple[str, Entity]]:
    posts: set[str] = set()
    today = _today(selection)
    for one in selection.identities.ahead(selection.tenures, lambda one: (one.person, one.of)):
        holder = _ref(selection, one.person)
        if holder is None or one.status == "candidate":
            why = "its holder has no name" if holder is None else "a candidate holds no office"
            ledger.drop("office", why, id=tenure_id(one))
            continue
        post = f"{one.title}\n{one.of or ''}"
        if post not in posts:
            posts.add(post)
            state = (state_named(one.of_name) or state_of(one.of_name)) if one.of_name else None
            name = f"{one.title} ({one.of_name})" if one.of_name else one.title
            country = state.iso2.lower() if state else None
            body = _ref(selection, one.of) or ""
            # FollowTheMoney wants an organisation there; a state is the country, and an area of it its sub-national area
            organization = body if body.startswith(("lb-organization-", "lb-publicbody-")) else None
            area = one.of_name if one.of_name and not state and organization is None else None
            yield _entity(
                "Position",
                post,
                {"name": name, "organization": organization, "country": country, "subnationalArea": area},
            )
        yield _entity(
            "Occupancy",
            tenure_id(one),
            {
                "holder": holder,
                "post": key("position", post),
                "startDate": _day(one.valid_from),
                "endDate": _day(one.valid_to),
                "status": _status(one, today),
                "description": f"{one.status}, in reports from {one.seen_first} to {one.seen_last}",
                "proof": [key("article", e.report) for e in one.evidence if selection.has_report(e.report)],
            },
        )


def _status(one: Tenure, today: str) -> str:
    """OpenSanctions' three statuses: an office is current only while reports keep naming its holder."""
    if one.status == "former" or one.over is not None or (one.valid_to or "9") <= today:
        return "ended"
    return "current" if one.status in HELD and held_on(today, [one]) else "unknown"


def _today(selection: Selection) -> str:
    """The day as of which the record speaks: that of its newest report."""
    return (selection.newest_day or "")[:10] or "9999-12-31"


def _event(selection: Selection, one: Incident) -> tuple[str, Entity]:
    figures = [f"{kind}: {c.low}/{c.best}/{c.high}" for kind, c in one.figures.items()]
    claim = source_of(one)
    told = [t.evidence for t in one.tellings]
    acting = {p.id: ref for p in parties_of(one) if (ref := _ref(selection, p.id)) is not None and _acts(ref)}
    return _entity(
        "Event",
        one.id,
        {
            "name": one.headline,
            "startDate": one.begin,
            "endDate": one.end,
            "location": one.place.name if one.place else None,
            "addressEntity": _ref(selection, one.place.id) if one.place and one.place.kind == "place" else None,
            "organizer": [acting[p.id] for p in one.actors if p.id in acting],
            "involved": list(acting.values()),
            "summary": names((one.type, one.mode, one.status)),
            "description": names((f"according to {claim}" if claim else None, *figures)),
            "keywords": [one.type, one.mode, one.status, *one.context],
            "sourceUrl": [h.url for e in told if (h := selection.reports.get(e.report)) and _web(h.url)],
            "proof": [key("article", e.report) for e in told if selection.has_report(e.report)],
        },
    )


def _web(url: str | None) -> bool:
    return bool(url) and (url or "").startswith(("http://", "https://"))


def _parties(one: Incident) -> Iterator[str]:
    """The ids of whoever takes part in an incident, and of its place."""
    yield from (party.id for party in parties_of(one))
    if one.place is not None:
        yield one.place.id


def _acts(ref: str) -> bool:
    """True for what can act in an Event: FollowTheMoney has no place for a territory or an address there."""
    return not ref.startswith(("lb-territory-", "lb-address-"))


def _tie(selection: Selection, tie: Tie, ledger: Ledger) -> Iterator[tuple[str, Entity]]:
    """A tie over time: `startDate` and `endDate` are stated dates, of a former tie those in which it held."""
    of = tie_id(tie)
    one, other = (_ref(selection, side.id) for side in (tie.one, tie.other))
    if one is None or other is None:
        ledger.drop("tie", "one side has no name, or is not on record", id=of)
        return
    common = {
        "startDate": _first(tie.valid_from),
        "endDate": _last(tie.valid_to),
        "proof": [key("article", e.report) for e in tie.evidence if selection.has_report(e.report)],
        "summary": [e.sentence for e in tie.evidence] + [line.text for line in tie.given],
        "description": names(
            (
                tie.status,
                f"in reports from {tie.seen_first} to {tie.seen_last}" if tie.seen_first else None,
                f"over by {tie.over.value}" if tie.over else None,
                f"according to {tie.source}" if tie.source != OUTLET else None,
            )
        ),
        "sourceUrl": [h.url for e in tie.evidence if (h := selection.reports.get(e.report)) and _web(h.url)],
    }
    schemata = [_schema_of(selection, side.id) for side in (tie.one, tie.other)]
    people = schemata == ["Person", "Person"]
    if tie.kind in _KIN and people:
        yield _entity("Family", of, {"person": one, "relative": other, "relationship": "kin", **common})
    elif tie.kind in _ALLIES and people:
        yield _entity("Associate", of, {"person": one, "associate": other, "relationship": tie.kind, **common})
    elif tie.kind in ("member", "party") and _acts(one) and schemata[1] in ("Organization", "PublicBody"):
        made = {"member": one, "organization": other, "role": tie.kind, "status": tie.status}
        yield _entity("Membership", of, {**made, **common})
    else:  # also that of a state in a body: FollowTheMoney takes no territory for a member
        made = {"subject": one, "object": other, "role": tie.kind, "status": tie.status}
        yield _entity("UnknownLink", of, {**made, **common})


_REPORTS = 50
"""Reports whose names are looked up together."""


def _mentions(selection: Selection) -> Iterator[tuple[str, Entity]]:
    """One mention for each name in each report."""
    meant = ((head.id, selection.entity_identities(head.id)) for head in selection.reports.values())
    for report, who in selection.identities.ahead(
        meant, lambda one: filter(is_named, one[1].values()), at_once=_REPORTS
    ):
        reading = selection.reading(report)
        for entity in reading.entities if reading else ():
            identity = who.get(entity.id)
            ref, schema = _ref(selection, identity), _schema_of(selection, identity)
            if ref is None or reading is None or not _acts(ref):
                continue
            for name in dict.fromkeys(span.of(reading.text) for span in entity.name_spans):
                yield _entity(
                    "Mention",
                    f"{report}\n{identity}\n{name}",
                    {"document": key("article", report), "name": name, "resolved": ref, "detectedSchema": schema},
                )


def _day(value: str | None) -> str | None:
    """A date as FollowTheMoney takes it: a year, a month or a day."""
    return value if value and _DAY.fullmatch(value) else None


def _first(value: str | None) -> str | None:
    return _day(value) or (found[0] if (found := interval(value)) else None)


def _last(value: str | None) -> str | None:
    return _day(value) or (found[1] if (found := interval(value)) else None)
