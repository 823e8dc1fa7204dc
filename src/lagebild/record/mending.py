"""Mending: an editor sets a field of an entry. The reading stays as it was read; what the record uses is the mended one.

A value is a text. Names stand with their kind, so that a mend says all by itself: `Ada Brunn (person); Halve (state)`.
:data:`NOBODY` stands for an empty field. A mend holds on to its entry as a `wrong` does; of two mends of one field the
later one counts. Entries keep the ids of the reading as it was read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from lagebild.document import Span
from lagebild.errors import DecisionError
from lagebild.reading import (
    OUTLET,
    Bound,
    Entity,
    EntityKind,
    Event,
    EventStatus,
    EventType,
    Figure,
    FigureKind,
    OfficeStatus,
    Outcome,
    Pledge,
    PledgeKind,
    Reading,
    RelationKind,
    RelationStatus,
)
from lagebild.record.decisions import Anchor, Conflict, Decision, Layer, anchors, find, standing
from lagebild.record.identities import plain_name
from lagebild.record.sighting import BY_EDITOR
from lagebild.timex import interval

NOBODY = "none"
FIELDS: Mapping[Layer, tuple[str, ...]] = {
    "event": ("type", "status", "time", "place", "actors", "recipients", "source", "figures"),
    "office": ("title", "of", "status", "from", "to"),
    "statement": ("speaker",),
    "relation": ("kind", "from", "to", "status", "since", "until", "source"),
    "plan": ("name", "of", "announced_by", "about", "phases", "time"),
    "pledge": ("kind", "by", "to", "mediator", "time", "outcome"),
}
"""The fields of each layer that can be mended."""

Kind = Callable[[str], tuple[str, EntityKind] | None]
"""For a name that a report lacks: how the record writes it, and of which kind it is; None if that is not known."""

_CHOICES: Mapping[tuple[Layer, str], tuple[str, ...]] = {
    ("event", "type"): get_args(EventType),
    ("event", "status"): get_args(EventStatus),
    ("office", "status"): get_args(OfficeStatus),
    ("relation", "kind"): get_args(RelationKind),
    ("relation", "status"): get_args(RelationStatus),
    ("pledge", "kind"): get_args(PledgeKind),
    ("pledge", "outcome"): get_args(Outcome),
}
_A: Mapping[Layer, str] = {
    "event": "an event", "office": "an office", "statement": "a statement", "relation": "a tie", "plan": "a plan",
    "pledge": "a pledge",
}  # fmt: skip
_ATTRIBUTES: Mapping[tuple[Layer, str], str] = {
    ("office", "from"): "since",
    ("office", "to"): "until",
    ("relation", "from"): "source_entity",
    ("relation", "to"): "target_entity",
}
"""The fields that the reading's own types call otherwise."""
_DATES = {("office", "from"), ("office", "to"), ("relation", "since"), ("relation", "until")}
_SIDES = {("relation", "from"), ("relation", "to")}
_SEVERAL = ("actors", "recipients")
_NAMED = (*_SEVERAL, "place", "source", "of", "speaker", "announced_by", "about", "by", "mediator")
_PARTIES = _SIDES | {("pledge", "to")}
"""Fields that name somebody here, and something else in another layer."""
_NEEDED: Mapping[tuple[Layer, str], str] = {
    ("office", "title"): "an office needs a title",
    ("plan", "name"): "a plan needs a name",
}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
_NAME = re.compile(r"(?P<name>.+?)\s*\((?P<kind>[a-z]+)\)\Z")
_COUNT = re.compile(rf"(?P<kind>\w+)\s+(?:(?P<bound>{'|'.join(get_args(Bound))})\s+)?(?P<value>\d{{1,15}})\Z")
_BETWEEN = "; "
_BETWEEN_PHASES = " | "


def findings(reading: Reading) -> dict[Layer, tuple[Any, ...]]:
    """The findings of a reading by layer, in the order of their anchors."""
    return {
        "office": reading.offices, "event": reading.events, "statement": reading.statements, "relation": reading.relations,
        "plan": reading.plans, "pledge": reading.pledges,
    }  # fmt: skip


def value_of(reading: Reading, layer: Layer, finding: msgspec.Struct, field: str) -> str:
    """A field of one of a reading's findings, as a mend would write it. Raises DecisionError for an unknown field."""
    _require(layer, field)
    value = getattr(finding, _ATTRIBUTES.get((layer, field), field))
    if field == "figures":
        return _BETWEEN.join(" ".join(_counted(f)) for f in value) or NOBODY
    if field == "phases":
        return _BETWEEN_PHASES.join(value) or NOBODY
    if _is_name(layer, field) and value != OUTLET:
        keys = value if field in _SEVERAL else [value]
        known = [entity for key in keys if (entity := reading.entity(key)) is not None]
        return _BETWEEN.join(f"{entity.name} ({entity.kind})" for entity in known) or NOBODY
    return str(value) if value is not None else NOBODY


def _counted(figure: Figure) -> tuple[str, ...]:
    return figure.kind, *(() if figure.bound == "exact" else (figure.bound,)), str(figure.value)


def settled(reading: Reading, layer: Layer, field: str, value: str, kind: Kind) -> str:
    """A value as a mend keeps it: checked, and every name with its kind.

    Raises DecisionError for a field or a value that the layer does not have; the message names those that it has.
    """
    _require(layer, field)
    given = " ".join(value.split())
    empty = given.casefold() in (NOBODY, "-", "–")
    if (choices := _CHOICES.get((layer, field))) is not None:
        chosen = next((choice for choice in choices if choice.casefold() == given.casefold()), None)
        if chosen is None:
            raise DecisionError(f"{value!r} is not a {field} of {_A[layer]}; allowed are {', '.join(choices)}")
        return chosen
    if empty and (layer, field) in _SIDES:
        raise DecisionError("a tie needs both sides; declare the entry wrong (`lagebild wrong`) if it is none")
    if _is_name(layer, field):
        return (
            OUTLET if field == "source" and given.casefold() == OUTLET else _names(reading, field, given, kind, empty)
        )
    if (needed := _NEEDED.get((layer, field))) is not None:
        if empty or not given:
            raise DecisionError(f"{needed}; declare the entry wrong (`lagebild wrong`) if it is none")
        return given
    if empty:
        return NOBODY
    if field == "phases":
        return _BETWEEN_PHASES.join(_phases(given)) or NOBODY
    if field == "figures":
        return _BETWEEN.join(" ".join(_counted(figure)) for figure in _figures(given, {}, Span(0, 0)))
    if field == "time" and interval(given) is None:
        raise DecisionError(
            f"{value!r} names no day; write a day (2021-03-08), a TIMEX3 value (2021-03, 2021-W10, 2021-SP), a range "
            f"(2021-03-08/2021-03-10) or {NOBODY}"
        )
    if (layer, field) in _DATES and not (_DATE.match(given) and interval(given)):
        raise DecisionError(f"{value!r} is not a date; write it as 2021-03-08, 2021-03 or 2021, or {NOBODY}")
    return given


def _is_name(layer: Layer, field: str) -> bool:
    return field in _NAMED or (layer, field) in _PARTIES


def _require(layer: Layer, field: str) -> None:
    if field not in FIELDS[layer]:
        raise DecisionError(f"{_A[layer]} has no field {field!r} to mend; its fields are {', '.join(FIELDS[layer])}")


def _names(reading: Reading, field: str, given: str, kind: Kind, empty: bool) -> str:
    if empty:
        return NOBODY
    parts = [part.strip() for part in given.split(";") if part.strip()]
    if not parts or (field not in _SEVERAL and len(parts) > 1):
        needed = "names, with ; between them," if field in _SEVERAL else "one name"
        raise DecisionError(f"{field} takes {needed} or {NOBODY}")
    named = dict.fromkeys(_with_kind(reading, part, kind) for part in parts)
    if field == "place" and any(of == "person" for _, of in named):
        raise DecisionError(f"{given!r} is a person and no place; write `NAME (place)` if a place bears that name")
    return _BETWEEN.join(f"{name} ({of})" for name, of in named)


def _with_kind(reading: Reading, part: str, kind: Kind) -> tuple[str, EntityKind]:
    match = _NAME.match(part)
    kinds: tuple[EntityKind, ...] = get_args(EntityKind)
    if match and match["kind"] not in kinds:
        raise DecisionError(f"{match['kind']!r} is no kind; allowed are {', '.join(kinds)}")
    name = match["name"] if match else part
    told: EntityKind | None = next((k for k in kinds if match and k == match["kind"]), None)
    here = _called(reading.entities, reading.text, name, told)
    if here is not None:
        return here.name, here.kind
    known = kind(name)
    if told is not None:
        return (known[0] if known and known[1] == told else name), told
    if known is None:
        raise DecisionError(
            f"the report does not name {name!r}, and nobody on record is called that; if it is right, say what it is: "
            + ", ".join(f"`{name} ({k})`" for k in kinds)
        )
    return known


def _called(entities: Iterable[Entity], text: str, name: str, kind: EntityKind | None) -> Entity | None:
    """The entity of a report that bears a name, be it only a short one; None if nobody does."""
    plain = plain_name(name)
    bearers = [e for e in entities if kind in (None, e.kind)]
    whole = [e for e in bearers if plain_name(e.name) == plain]
    short = [e for e in bearers if any(plain_name(span.of(text)) == plain for span in e.name_spans)]
    return next(iter([*(e for e in whole if e.name_spans), *whole, *short]), None)


def mended(reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """The reading with the fields that editors have set; its findings keep their order.

    Whom the report does not name becomes an entity of its own without mentions. `because` of a field that was set is
    `editor/` and the decision's number.
    """
    mends = [d for d in standing(decisions) if d.kind == "mend" and d.field is not None and d.value is not None]
    if not mends:
        return reading
    named = anchors(reading)
    entities = list(reading.entities)
    layers = {layer: list(found) for layer, found in findings(reading).items()}
    for decision in mends:
        if decision.entry is None:
            continue
        layer = decision.entry.layer
        entry = find(decision.entry, named[layer], reading.text)
        if entry is not None:
            place = named[layer].index(entry)
            layers[layer][place] = _set(layers[layer][place], layer, decision, entities, reading.text)
    return msgspec.structs.replace(
        reading,
        entities=tuple(entities),
        offices=tuple(layers["office"]),
        events=tuple(layers["event"]),
        statements=tuple(layers["statement"]),
        relations=tuple(layers["relation"]),
        plans=tuple(layers["plan"]),
        pledges=tuple(layers["pledge"]),
    )


def _set(finding: Any, layer: Layer, decision: Decision, entities: list[Entity], text: str) -> Any:
    field, value = decision.field or "", decision.value or NOBODY
    by = f"{BY_EDITOR}{decision.number}"
    changes: dict[str, Any] = {}
    because = {**finding.because, field: by}
    attribute = _ATTRIBUTES.get((layer, field), field)
    if _is_name(layer, field):
        keys = tuple(_keys(value, decision.number, entities, text))
        changes[attribute] = keys if field in _SEVERAL else OUTLET if value == OUTLET else next(iter(keys), None)
    elif field == "figures":
        spans = {figure.kind: Span(figure.start, figure.end) for figure in finding.figures}
        changes[field] = () if value == NOBODY else tuple(_figures(value, spans, finding.sentence))
    elif field == "phases":
        changes[field] = () if value == NOBODY else tuple(_phases(value))
    else:
        changes[attribute] = None if value == NOBODY else value
    if isinstance(finding, Event) and field == "type" and value != finding.type:
        changes["mode"] = None  # a mode belongs to its type
        because.pop("mode", None)
    if not isinstance(finding, Pledge):  # how sure the reader was says nothing of an editor's word
        changes["sure"] = {name: chance for name, chance in finding.sure.items() if name != field}
    return msgspec.structs.replace(finding, because=because, **changes)


def _keys(value: str, number: int, entities: list[Entity], text: str) -> Iterable[str]:
    """The ids of the entities that a value names; whom the report lacks is added to `entities`."""
    if value in (NOBODY, OUTLET):
        return
    for place, part in enumerate(value.split(_BETWEEN), 1):
        match = _NAME.match(part)
        if match is None:
            continue
        kinds: tuple[EntityKind, ...] = get_args(EntityKind)
        kind = next(k for k in kinds if k == match["kind"])
        known = _called(entities, text, match["name"], kind)
        if known is None:
            known = Entity(
                id=f"{BY_EDITOR}{number}/{place}", kind=kind, name=match["name"], mentions=(),
                because={"name": f"{BY_EDITOR}{number}", "kind": f"{BY_EDITOR}{number}"},
            )  # fmt: skip
            entities.append(known)
        yield known.id


def _phases(value: str) -> Iterable[str]:
    """The phases or points of a plan that a value gives, in order."""
    return filter(None, (" ".join(part.split()) for part in value.split("|")))


def _figures(value: str, spans: Mapping[FigureKind, Span], sentence: Span) -> Iterable[Figure]:
    """The figures that a value gives: each at the words from which its kind was read, else at the whole sentence."""
    kinds: tuple[FigureKind, ...] = get_args(FigureKind)
    bounds: tuple[Bound, ...] = get_args(Bound)
    for part in filter(None, (part.strip() for part in value.split(";"))):
        match = _COUNT.match(part)
        kind = next((k for k in kinds if match and k == match["kind"]), None)
        if match is None or kind is None:
            raise DecisionError(
                f"{part!r} is no figure; write one as `killed 3` or `injured at least 12`. Kinds are {', '.join(kinds)}; "
                f"bounds are {', '.join(bounds)}"
            )
        bound: Bound = next((b for b in bounds if b == match["bound"]), "exact")
        span = spans.get(kind, sentence)
        yield Figure(kind=kind, value=int(match["value"]), bound=bound, start=span.start, end=span.end)


def superseded(decisions: Iterable[Decision], entries: Sequence[Anchor], text: str | None) -> list[Conflict]:
    """The mends of one report that a later one of the same field of the same entry takes the place of."""
    groups: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in standing(decisions):
        if decision.kind == "mend" and decision.entry is not None and decision.field is not None:
            entry = find(decision.entry, entries, text) if text is not None else None
            groups[(entry or decision.entry).id, decision.field].append(decision)
    return [
        Conflict(
            kind="superseded",
            decisions=(earlier.number, made[-1].number),
            names=((earlier.entry.quote if earlier.entry else ""),),
            reports=((earlier.entry.report if earlier.entry else ""),),
            was=earlier.value,
            now=made[-1].value,
        )
        for made in groups.values()
        for earlier in made[:-1]
    ]
