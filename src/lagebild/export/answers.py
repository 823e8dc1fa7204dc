"""Answers of the record as JSON: the fields that the contract promises, for the commands' `--json` and the pages alike."""

from __future__ import annotations

from typing import Any

import msgspec

from lagebild.record.evidence import Evidence
from lagebild.record.incidents import Incident
from lagebild.record.tenures import Bound, Tenure
from lagebild.store.queries import Found, Said


def plain(value: Any) -> Any:
    """A record type as JSON's own types."""
    return msgspec.to_builtins(value)


def evidence(item: Evidence) -> dict[str, Any]:
    """One piece of evidence."""
    return {
        "report": item.report,
        "outlet": item.outlet,
        "published": item.published,
        "sentence": item.sentence,
        "start": item.start,
        "end": item.end,
    }


def found(item: Found) -> dict[str, Any]:
    """Somebody or something on record."""
    return {"id": item.id, "name": item.name, "kind": item.kind, "names": list(item.names), "mentions": item.mentions}


def tenure(item: Tenure) -> dict[str, Any]:
    """A tenure as the contract has it."""
    return {
        "person": item.person_name,
        "title": item.title,
        "of": item.of_name,
        "status": item.status,
        "from": item.since,
        "to": item.until,
        "seen_first": item.seen_first,
        "seen_last": item.seen_last,
        "over": item.over.value if item.over else None,
        "from_said": [bound(b) for b in item.since_said],
        "to_said": [bound(b) for b in item.until_said],
        "over_said": [evidence(e) for e in item.over.evidence] if item.over else [],
        "evidence": [evidence(e) for e in item.evidence],
    }


def bound(item: Bound) -> dict[str, Any]:
    """A date and who says so."""
    return {"value": item.value, "evidence": [evidence(e) for e in item.evidence]}


def incident(item: Incident) -> dict[str, Any]:
    """An incident as the contract has it."""
    return {
        "id": item.id,
        "type": item.type,
        "mode": item.mode,
        "trigger": item.trigger,
        "time": item.time,
        "begin": item.begin,
        "end": item.end,
        "status": item.status,
        "source": item.source,
        "actors": [party.name for party in item.actors],
        "recipients": [party.name for party in item.recipients],
        "place": item.place.name if item.place else None,
        "figures": [{"kind": f.kind, "value": f.value, "bound": f.bound} for f in item.figures],
        "sources": item.sources,
        "evidence": [evidence(e) for e in item.evidence],
    }


def statement(item: Said) -> dict[str, Any]:
    """A statement with its evidence."""
    return {
        "id": item.id,
        "speaker": item.speaker,
        "type": item.type,
        "medium": item.medium,
        "cue": item.cue,
        "quote": item.quote,
        "evidence": [evidence(item.evidence)],
    }
