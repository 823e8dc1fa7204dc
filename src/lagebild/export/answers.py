"""Answers of the record as JSON: the fields that the contract promises, for the commands' `--json` and the pages alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from lagebild.record.contested import Contested
from lagebild.record.decisions import Anchor, Conflict, Decision, describe
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
        "entry": item.entry,
    }


def entries(items: Iterable[Evidence]) -> list[str]:
    """What an editor can judge of an answer: the entries that it rests on, by their names."""
    return [item.entry for item in items if item.entry]


def found(item: Found) -> dict[str, Any]:
    """Somebody or something on record."""
    return {
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "names": list(item.names),
        "mentions": item.mentions,
        "wikidata": item.wikidata,
        "reasons": list(item.reasons),
    }


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
        "entries": entries(item.evidence),
        "evidence": [evidence(e) for e in item.evidence],
    }


def bound(item: Bound) -> dict[str, Any]:
    """A date and who says so."""
    return {"value": item.value, "evidence": [evidence(e) for e in item.evidence]}


def contested(item: Contested) -> dict[str, Any]:
    """A contradiction about an office."""
    return {
        "about": item.about,
        "title": item.title,
        "of": item.of_name,
        "person": item.person,
        "begin": item.begin,
        "end": item.end,
        "claims": [{"value": c.value, "evidence": [evidence(e) for e in c.evidence]} for c in item.claims],
    }


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
        "entries": entries(item.evidence),
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
        "entry": item.evidence.entry,
        "evidence": [evidence(item.evidence)],
    }


def decision(item: Decision) -> dict[str, Any]:
    """An editor's decision, taken back or not."""
    return {
        "number": item.number,
        "kind": item.kind,
        "left": item.left,
        "right": item.right,
        "entry": _judged(item.entry) if item.entry else None,
        "why": item.why,
        "author": item.author,
        "at": item.at,
        "retracted": {"author": item.retracted.author, "at": item.retracted.at} if item.retracted else None,
    }


def _judged(item: Anchor) -> dict[str, Any]:
    return {
        "id": item.id,
        "report": item.report,
        "layer": item.layer,
        "quote": item.quote,
        "claim": dict(item.claim),
        "details": dict(item.details),
    }


def conflict(item: Conflict) -> dict[str, Any]:
    """Where decisions clash, with a message for people."""
    return {**plain(item), "message": message(item)}


def message(item: Conflict) -> str:
    """What a conflict is and what to do about it."""
    names, reports = " and ".join(item.names), ", ".join(item.reports)
    numbers = ", ".join(map(str, item.decisions[:-1]))
    last = item.decisions[-1]
    undo = f"undo it (`lagebild undo {last}`) if it no longer holds"
    match item.kind:
        case "contradiction":
            return f"decision {last} sets {names} apart, but {numbers} make them one; undo one of them"
        case "unheeded":
            return f"decision {last} on {names} is not followed, because the record has other grounds; {undo}"
        case "unknown":
            return f"decision {last}: nobody on record is called {names} any more; {undo}"
        case "evidence":
            return f"decision {last} on {names}: newer reports speak against it ({reports}); {undo}"
        case "gone":
            now = f" but {item.now}" if item.now else ""
            return f"decision {last} on »{names}« in {reports}: its reading no longer says {item.was}{now}; {undo}"
        case "changed":
            return f"decision {last} on »{names}« in {reports}: was {item.was}, is now {item.now}; {undo}"
    raise ValueError(item.kind)


def decided(item: Decision) -> str:
    """A decision in one line."""
    if item.entry is not None:
        return f"»{item.entry.quote}« in {item.entry.report} is wrong as {describe(item.entry)}"
    return f"{item.left} and {item.right} are {'the same' if item.kind == 'same' else 'different'}"
