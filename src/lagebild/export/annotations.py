"""Every entry as a W3C Web Annotation: the words as TextQuoteSelector and TextPositionSelector, their origin as PROV.

Positions count Unicode code points of the report's text, end exclusive, as the recommendation has it (4.2.5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote

import msgspec

from lagebild import __version__
from lagebild.document import Span
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.selection import Selection
from lagebild.export.tables import tenure_id
from lagebild.reading import Reading
from lagebild.record.evidence import Evidence

CONTEXT: tuple[object, ...] = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "lb": "urn:lagebild:ns:",
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "wasGeneratedBy": {"@id": "prov:wasGeneratedBy"},
        "wasAssociatedWith": {"@id": "prov:wasAssociatedWith"},
        "Activity": "prov:Activity",
        "Entity": "prov:Entity",
        "SoftwareAgent": "prov:SoftwareAgent",
        "claim": {"@id": "lb:claim", "@type": "@json"},
        "because": {"@id": "lb:because", "@type": "@json"},
        "sure": {"@id": "lb:sure", "@type": "@json"},
        "reader": "lb:reader",
        "version": "lb:version",
        "sha256": "lb:sha256",
    },
)
AROUND = 32
"""So many code points before and after the words tell a place from others with the same words."""

LOSES = (
    "what only follows from several reports: best counts, spans of offices, disputes, independent sources",
    "names and times outside of entries",
)


def write(selection: Selection, out: Out, ledger: Ledger) -> None:
    """Write one AnnotationPage with an annotation for each telling, office, statement and tie."""
    with out.file("annotations.jsonld") as file:
        head = {"@context": CONTEXT, "id": "urn:lagebild:annotations", "type": "AnnotationPage", "startIndex": 0}
        file.write(msgspec.json.encode(head)[:-1] + b',"items":[')
        first = True
        for layer, entry, body, evidence in _entries(selection):
            reading = selection.reading(evidence.report)
            if reading is None:
                ledger.drop(layer, "the reading of its report is damaged; run `lagebild check`", id=entry)
                continue
            ledger.keep(layer)
            made = annotation(selection, reading, entry, body, evidence)
            file.write((b"\n" if first else b",\n") + msgspec.json.encode(made))
            first = False
        file.write(b"\n]}\n")


def _entries(selection: Selection) -> Iterator[tuple[str, str, Mapping[str, object], Evidence]]:
    """Layer, id, claim and evidence of every entry."""
    for one in selection.whole_incidents:
        for t in one.tellings:
            claim = {
                "layer": "event", "incident": one.id, "type": t.type, "mode": t.mode, "status": t.status,
                "source": t.source, "time": t.time, "actors": [p.name for p in t.actors],
                "recipients": [p.name for p in t.recipients], "place": t.place.name if t.place else None,
                "figures": [{"kind": f.kind, "value": f.value, "bound": f.bound} for f in t.figures],
            }  # fmt: skip
            yield "event", t.evidence.entry or t.id, claim, t.evidence
    for office in selection.tenures:
        for evidence in office.evidence:
            claim = {
                "layer": "office", "tenure": tenure_id(office), "person": office.person_name, "title": office.title,
                "of": office.of_name, "status": office.status, "from": office.valid_from, "to": office.valid_to,
            }  # fmt: skip
            yield "office", evidence.entry or f"{evidence.report}@{evidence.start}", claim, evidence
    for said, _ in selection.statements:
        claim = {
            "layer": "statement", "speaker": said.speaker, "type": said.type, "medium": said.medium, "cue": said.cue,
            "quote": said.quote,
        }  # fmt: skip
        yield "statement", said.evidence.entry or said.id, claim, said.evidence
    for tie in selection.identities.ahead(selection.ties, lambda one: (one.one, one.other)):
        claim = {
            "layer": "relation", "kind": tie.kind, "from": _name(selection, tie.one), "to": _name(selection, tie.other),
            "status": tie.status, "since": tie.since, "until": tie.until, "source": tie.source,
        }  # fmt: skip
        yield "relation", tie.id, claim, tie.evidence


def _name(selection: Selection, identity: str) -> str | None:
    found = selection.identities.get(identity)
    return found.name if found is not None else None


def annotation(
    selection: Selection, reading: Reading, entry: str, claim: Mapping[str, object], evidence: Evidence
) -> Mapping[str, object]:
    """One annotation; its target is the report's url, or a URN of its id where it has none."""
    head = selection.reports.get(evidence.report)
    text = reading.text
    report = f"urn:lagebild:report:{quote(evidence.report, safe='')}:{evidence.version}"
    agent = {
        "id": f"urn:lagebild:{__version__}",
        "type": ["Software", "SoftwareAgent"],
        "name": f"Lagebild {__version__}",
    }
    made: dict[str, object] = {
        "id": f"urn:lagebild:entry:{quote(entry, safe='')}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": agent,
        "body": {
            "type": "TextualBody",
            "format": "application/json",
            "value": msgspec.json.encode({k: v for k, v in claim.items() if v not in (None, [])}).decode(),
            "claim": {k: v for k, v in claim.items() if v not in (None, [])},
        },
        "target": {
            "source": (head.url if head else None) or report,
            "selector": [_quoted(text, Span(evidence.start, evidence.end)), _placed(evidence)],
        },
        "wasDerivedFrom": report,
        "wasGeneratedBy": {
            "type": "Activity",
            "wasAssociatedWith": agent,
            "reader": head.reader if head else None,
            "because": evidence.because,
            "sure": evidence.sure,
        },
        "version": evidence.version,
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    }
    if head is not None:
        made["created"] = head.recorded_at
    return made


def _quoted(text: str, span: Span) -> Mapping[str, object]:
    return {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }


def _placed(evidence: Evidence) -> Mapping[str, object]:
    return {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end}
