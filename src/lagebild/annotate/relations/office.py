"""Ties that an office or an exclusion tells: who leads a party is of it, who is shut out is no member."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lagebild.annotate.relations.sides import is_party, states
from lagebild.annotate.text import Text
from lagebild.reading import Reading, Relation, RelationKind

_SHUT_OUT = re.compile(r"(ausgeschlossen|ausschloss|ausschließ|schloss|suspendier)")
_FOR_NOW = re.compile(r"(bis auf weiteres|vorläufig|vorübergehend|suspendier)")


def by_office(text: Text, reading: Reading) -> Iterator[Relation]:
    """Who leads or sits for a party is of it; who is called its founder founded it."""
    for office in reading.offices:
        body = text.entities.get(office.of or "")
        if body is None or not body.name_spans:
            continue
        kind: RelationKind | None = None
        if re.search(r"[Gg]ründer(in)?$", office.title) and body.kind == "organisation":
            kind = "founded"
        elif is_party(text, body) and office.status == "holds":
            kind = "party"
        if kind is not None:
            yield Relation(
                kind=kind,
                source_entity=office.person,
                target_entity=body.id,
                status="holds",
                start=office.start,
                end=office.end,
                because={"kind": "office"},
            )


def shut_out(text: Text, reading: Reading) -> Iterator[Relation]:
    """A body that excludes a state or person, so that who was a member is none, or none for now.

    Where the event names nobody excluded, the only state that its sentence names is.
    """
    kinds = {e.id: e.kind for e in reading.entities}
    for event in reading.events:
        words = " ".join(span.of(reading.text) for span in event.trigger)
        if event.type != "SANCTION" or event.status != "happened" or not _SHUT_OUT.search(words):
            continue
        number = text.analysis.sentence_of[text.analysis.token_at(event.sentence.start) or 0]
        named = [e.id for e in states(text, number)]
        shut_out = event.recipients or (tuple(named) if len(named) == 1 else ())
        for actor in event.actors:
            for recipient in shut_out:
                if kinds.get(actor) == "organisation" and kinds.get(recipient) in ("state", "person"):
                    for_now = _FOR_NOW.search(event.sentence.of(reading.text))
                    yield Relation(
                        kind="member",
                        source_entity=recipient,
                        target_entity=actor,
                        status="suspended" if for_now else "former",
                        start=event.trigger[0].start,
                        end=event.trigger[-1].end,
                        because={"kind": "shut out"},
                    )
