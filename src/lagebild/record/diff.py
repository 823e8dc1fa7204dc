"""What two readings of one text say differently, entry by entry: after another version, lexicon or model has read it.

Entries are matched as decisions find theirs: by layer, words and claim. What is left is matched by its words alone, and then
by the claim at words that overlap. So a changed field is a change, and neither a loss nor a gain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from lagebild.document import Span
from lagebild.reading import Entity, Reading, Spans, Time
from lagebild.record.decisions import LAYERS, Fields, Layer, anchors
from lagebild.record.mending import findings

DiffLayer = Layer | Literal["entity", "time"]
ChangeKind = Literal["added", "dropped", "changed"]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: an entry that was `added` or `dropped` (then `old` or `new` describes it), or a `changed` field.

    `quote` is where the entry stands in the text: from its first word to its last.
    """

    layer: DiffLayer
    kind: ChangeKind
    field: str | None = None
    old: str | None = None
    new: str | None = None
    quote: Span


class LayerCount(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a layer differs: entries added and dropped, and for each field the entries in which it changed."""

    added: int = 0
    dropped: int = 0
    changed: dict[str, int] = {}


class _Item(NamedTuple):
    spans: Spans
    claim: Fields
    details: Fields

    @property
    def fields(self) -> Fields:
        return {**self.claim, **self.details}

    @property
    def quote(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)

    def likeness(self, other: _Item) -> int:
        return sum(other.fields.get(field) == value for field, value in self.fields.items())


def differences(old: Reading, new: Reading) -> tuple[Difference, ...]:
    """What two readings of one text say differently, in the order of the text. Raises ValueError if the texts differ."""
    if old.text != new.text:
        raise ValueError(f"{old.id!r} and {new.id!r} are readings of two texts")
    before, after = _items(old), _items(new)
    found = [difference for layer in before for difference in _compared(layer, before[layer], after[layer], old.text)]
    return tuple(sorted(found, key=lambda d: (d.quote, d.layer, d.kind, d.field or "", d.old or "", d.new or "")))


def counted(found: Iterable[Difference]) -> dict[DiffLayer, LayerCount]:
    """How much differs, by layer and field."""
    changed: dict[DiffLayer, Counter[str]] = defaultdict(Counter)
    whole: Counter[tuple[DiffLayer, ChangeKind]] = Counter()
    for one in found:
        whole[one.layer, one.kind] += 1
        if one.field is not None:
            changed[one.layer][one.field] += 1
    return {
        layer: LayerCount(
            added=whole[layer, "added"], dropped=whole[layer, "dropped"], changed=dict(sorted(changed[layer].items()))
        )
        for layer in sorted({layer for layer, _ in whole})
    }


def _items(reading: Reading) -> dict[DiffLayer, list[_Item]]:
    found: dict[DiffLayer, list[_Item]] = {
        "entity": [_entity(reading, entity) for entity in reading.entities if entity.mentions],
        "time": [_time(time) for time in reading.times],
    }
    named, said = anchors(reading), findings(reading)
    for layer in LAYERS:
        found[layer] = [
            _Item(_spans(finding), {k: v for k, v in anchor.claim.items() if k != "number"}, anchor.details)
            for finding, anchor in zip(said[layer], named[layer], strict=True)
        ]
    return found


def _spans(finding: Any) -> Spans:
    spans: Spans | None = getattr(finding, "trigger", None) or getattr(finding, "quote_spans", None)
    return spans or (Span(finding.start, finding.end),)


def _entity(reading: Reading, entity: Entity) -> _Item:
    mentions = "; ".join(f"{span.of(reading.text)} @{span.start}" for span in sorted(entity.mentions))
    details = {"name": entity.name, "kind": entity.kind, "mentions": mentions}
    return _Item((min(entity.name_spans or entity.mentions),), {}, details)


def _time(time: Time) -> _Item:
    fields = {"type": time.type, "value": time.value, "mod": time.mod, "begin": time.begin, "end_date": time.end_date}
    return _Item((Span(time.start, time.end),), {}, {k: v for k, v in fields.items() if v})


def _compared(layer: DiffLayer, old: list[_Item], new: list[_Item], text: str) -> Iterable[Difference]:
    before, after = list(old), list(new)
    pairs = [
        *_paired(before, after, lambda item: (item.spans, sorted(item.claim.items()))),
        *_paired(before, after, lambda item: item.spans),
        *_paired(before, after, lambda item: sorted(item.claim.items()), lambda a, b: a.spans[0].overlaps(b.spans[0])),
    ]
    for one, other in pairs:
        yield from _changes(layer, one, other, text)
    for one in before:
        yield Difference(layer=layer, kind="dropped", old=_described(one.fields), quote=one.quote)
    for one in after:
        yield Difference(layer=layer, kind="added", new=_described(one.fields), quote=one.quote)


def _paired(
    before: list[_Item],
    after: list[_Item],
    key: Callable[[_Item], object],
    fits: Callable[[_Item, _Item], bool] = lambda _one, _other: True,
) -> list[tuple[_Item, _Item]]:
    """Take out of both lists the items that have one key and fit each other, each with the one that it is most like."""
    free: dict[str, list[_Item]] = defaultdict(list)
    for other in after:
        free[repr(key(other))].append(other)
    pairs, alone = [], []
    for one in before:
        rivals = [other for other in free[repr(key(one))] if fits(one, other)]
        if rivals:
            best = max(rivals, key=one.likeness)
            free[repr(key(one))].remove(best)
            pairs.append((one, best))
        else:
            alone.append(one)
    before[:] = alone
    after[:] = [other for others in free.values() for other in others]
    return pairs


def _changes(layer: DiffLayer, one: _Item, other: _Item, text: str) -> Iterable[Difference]:
    old: Mapping[str, str] = {"quote": _words(one, text), **one.fields}
    new: Mapping[str, str] = {"quote": _words(other, text), **other.fields}
    for field in dict.fromkeys((*old, *new)):
        if old.get(field) != new.get(field):
            yield Difference(
                layer=layer, kind="changed", field=field, old=old.get(field), new=new.get(field), quote=other.quote
            )


def _words(item: _Item, text: str) -> str:
    return " … ".join(span.of(text) for span in item.spans)


def _described(fields: Fields) -> str:
    return ", ".join(f"{field} {value}" for field, value in fields.items())
