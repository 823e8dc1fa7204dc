"""GraphML: people, bodies, places, incidents and offices as nodes; who does what, holds what, is tied to whom as edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.selection import Selection
from lagebild.record.tenures import Tenure

LOSES = (
    "statements and disputes",
    "the single tellings (an incident has their number, and the sentence of the first)",
    "figures over time (an incident has the best count)",
)

_KEYS: Mapping[str, tuple[str, str]] = {
    "label": ("node", "string"),
    "kind": ("node", "string"),
    "type": ("node", "string"),
    "mode": ("node", "string"),
    "status": ("all", "string"),
    "begin": ("all", "string"),
    "end": ("all", "string"),
    "wikidata": ("node", "string"),
    "mentions": ("node", "int"),
    "sources": ("node", "int"),
    "tellings": ("node", "int"),
    "killed": ("node", "int"),
    "injured": ("node", "int"),
    "sentence": ("all", "string"),
    "relation": ("edge", "string"),
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class _Part(NamedTuple):
    """A node (`target` is None) or an edge, with its data."""

    id: str
    target: str | None
    data: Mapping[str, object]


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write one directed graph; nodes come before edges."""
    with out.file("record.graphml") as file:
        _line(file, '<?xml version="1.0" encoding="UTF-8"?>')
        _line(file, '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
        for name, (where, kind) in _KEYS.items():
            _line(file, f'<key id="{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>')
        _line(file, '<graph id="lagebild" edgedefault="directed">')
        nodes = set()
        for part in _nodes(selection):
            nodes.add(part.id)
            ledger.keep("node")
            _line(file, f"<node id={_attribute(part.id)}>{_data(part)}</node>")
        for number, part in enumerate(_edges(selection)):
            if part.target is None or not {part.id, part.target} <= nodes:
                ledger.drop("edge", "one end of it is not in the selection", id=f"{part.id} – {part.target}")
                continue
            ledger.keep("edge")
            ends = f"source={_attribute(part.id)} target={_attribute(part.target)}"
            _line(file, f'<edge id="e{number}" {ends}>{_data(part)}</edge>')
        _line(file, "</graph>\n</graphml>")


def _line(file: BinaryIO, text: str) -> None:
    file.write(text.encode() + b"\n")


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", value))


def _data(part: _Part) -> str:
    said = {name: value for name, value in part.data.items() if value not in (None, "")}
    return "".join(f'<data key="{n}">{escape(_FORBIDDEN.sub(chr(0xFFFD), str(v)))}</data>' for n, v in said.items())


def _nodes(selection: Selection) -> Iterator[_Part]:
    for who in selection.identities.values():
        data = {"label": who.name, "kind": who.kind, "mentions": who.mentions, "wikidata": who.wikidata}
        yield _Part(who.id, None, data)
    for one in selection.incidents:
        data = {
            "label": one.headline, "kind": "incident", "type": one.type, "mode": one.mode, "status": one.status,
            "begin": one.begin or one.by, "end": one.end or one.by, "sources": one.sources,
            "tellings": len(one.tellings), "sentence": one.tellings[0].evidence.sentence,
        }  # fmt: skip
        counted: dict[str, object] = {
            kind: one.figures[kind].best for kind in one.figures if kind in ("killed", "injured")
        }
        yield _Part(f"incident:{one.id}", None, {**data, **counted})
    for key, tenure in _posts(selection).items():
        label = f"{tenure.title} ({tenure.of_name})" if tenure.of_name else tenure.title
        yield _Part(key, None, {"label": label, "kind": "office"})


def _post(tenure: Tenure) -> str:
    return f"office:{tenure.title}:{tenure.of or ''}"


def _posts(selection: Selection) -> Mapping[str, Tenure]:
    return {_post(tenure): tenure for tenure in selection.tenures}


def _edges(selection: Selection) -> Iterator[_Part]:
    for one in selection.incidents:
        here = f"incident:{one.id}"
        for party in one.actors:
            yield _Part(party.id, here, {"relation": "actor"})
        for party in one.recipients:
            yield _Part(here, party.id, {"relation": "recipient"})
        if one.place is not None:
            yield _Part(here, one.place.id, {"relation": "place"})
        if one.series is not None:
            yield _Part(here, f"incident:{one.series}", {"relation": "part of"})
        if one.fulfils is not None:
            yield _Part(here, f"incident:{one.fulfils}", {"relation": "fulfils"})
    for tenure in selection.tenures:
        data = {"relation": "holds", "status": tenure.status, "begin": tenure.valid_from, "end": tenure.valid_to}
        yield _Part(tenure.person, _post(tenure), {**data, "sentence": tenure.evidence[0].sentence})
    for key, tenure in _posts(selection).items():
        if tenure.of is not None:
            yield _Part(key, tenure.of, {"relation": "of"})
    for tie in selection.ties:
        data = {"relation": tie.kind, "status": tie.status, "begin": tie.since, "end": tie.until}
        yield _Part(tie.one, tie.other, {**data, "sentence": tie.evidence.sentence})
