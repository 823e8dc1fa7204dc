"""Testimony: one incident in a ZIP file that anybody can check without Lagebild.

In it are the texts of the reports in all their versions, every quote with its offsets, SHA-256 hashes, the editors'
decisions, a page for people and a verifier of forty lines. The same record gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import msgspec

from lagebild import __version__
from lagebild.document import Span
from lagebild.errors import ExportError
from lagebild.export import answers, rulings
from lagebild.export.event_data import source_of
from lagebild.export.ledger import Ledger
from lagebild.export.output import Out
from lagebild.export.timeml import file_name
from lagebild.reading import Reading
from lagebild.record.contradictions import Dispute
from lagebild.record.decisions import Decision
from lagebild.record.incidents import Incident
from lagebild.record.spellings import plain_name
from lagebild.store import Connection, queries, selected, versions

LOSES = (
    "other incidents of the same reports",
    "the readings as a whole (`lagebild read` makes them anew from the texts)",
)

README = """\
This file is evidence for one incident, taken from a record made with Lagebild {version}.

  index.html      for people: what happened, who says so, in which words
  incident.json   the incident as Lagebild has it
  quotes.json     every quote: report file, start and end (Unicode code points, end exclusive), words, what it stands for
  reports.json    the reports with all versions: outlet, dates, address, SHA-256 of the text, what read it
  reports/        their texts, UTF-8, byte by byte as they are on record
  disputes.json   where the reports contradict each other
  decisions.json  what editors decided about any of this, with author, time and reason, taken back or not
  manifest.json   the SHA-256 of each of these files
  verify.py       checks all of that: python verify.py [this file.zip]

The manifest cannot vouch for itself. Whoever gave you this file can tell you the SHA-256 of manifest.json by another way.
"""


def write(connection: Connection, name: str, out: Out, ledger: Ledger) -> str:
    """Write the evidence for an incident, named by its id or as `lagebild incident` takes it; returns the manifest's SHA-256.

    Raises NotFoundError if there is no such incident, or several, ExportError if a quote is not in its text.
    """
    one = queries.incident(connection, name)
    disputes = [dispute for dispute, _ in queries.disputes(connection, incident=one.id)]
    taken: set[str] = set()
    reports, texts = _reports(connection, sorted({t.report for t in one.tellings}), taken)
    files = {r["report"]: r["file"] for r in reports if r["counts"]}
    readings = {key: made for key in files if (made := selected.reading(connection, key)) is not None}
    for key in sorted(files.keys() - readings.keys()):
        ledger.drop("quotes of a report", "its reading is damaged; run `lagebild check`", id=key)
    quotes = _verified(list(_quotes(one, disputes, files, readings)), texts)
    decisions = [rulings.decision(d) for d in _concerning(connection, one)]
    row = answers.incident(one)
    contents: dict[str, bytes] = {
        "README.txt": README.format(version=__version__).encode(),
        "verify.py": resources.files(__name__).joinpath("verify.py").read_bytes(),
        "incident.json": _json(row),
        "quotes.json": _json(quotes),
        "reports.json": _json(reports),
        "disputes.json": _json([answers.dispute_of_incident(d, one) for d in disputes]),
        "decisions.json": _json(decisions),
        **texts,
    }
    contents["index.html"] = _page(one, disputes, reports, files, decisions, texts).encode("utf-8", "replace")
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())}
    manifest = _json({"made_with": f"Lagebild {__version__}", "incident": one.id, "files": hashes})
    for name_in, content in (("manifest.json", manifest), *sorted(contents.items())):
        with out.file(name_in) as file:
            file.write(content)
    ledger.keep("report", len(files))
    ledger.keep("version", len(reports))
    ledger.keep("quote", len(quotes))
    ledger.keep("decision", len(decisions))
    return hashlib.sha256(manifest).hexdigest()


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _reports(
    connection: Connection, ids: Sequence[str], taken: set[str]
) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """What is known of every version of some reports, and their texts by file name."""
    rows: list[dict[str, Any]] = []
    texts: dict[str, bytes] = {}
    readers = {head.id: head.reader for head in selected.heads(connection, ids)}
    for report in ids:
        known = versions.of(connection, report)
        for number, version in enumerate(known, start=1):
            content = version.text.encode("utf-8", "surrogatepass")
            name = "reports/" + file_name(f"{report}-v{number}" if len(known) > 1 else report, "txt", taken)
            texts[name] = content
            newest = number == len(known)
            rows.append(
                {
                    "report": report, "version": number, "counts": newest, "file": name,
                    "sha256": hashlib.sha256(content).hexdigest(), "outlet": version.outlet, "title": version.title,
                    "published": version.published, "url": version.url, "given_id": version.given_id,
                    "recorded_at": version.recorded_at, "reader": readers[report] if newest else None,
                }
            )  # fmt: skip
    return rows, texts


def _quotes(
    one: Incident, disputes: Sequence[Dispute], files: Mapping[str, str], readings: Mapping[str, Reading]
) -> Iterator[dict[str, Any]]:
    for t in one.tellings:
        reading = readings.get(t.report)
        if reading is None:
            continue
        event = next((e for e in reading.events if f"{t.report}/{e.id}" == t.id), None)
        made = {"report": t.report, "version": t.evidence.version, "file": files[t.report], "entry": t.evidence.entry}
        spans = [("the words that say it", span) for span in t.gist]
        spans += [("the word for the deed", span) for span in event.trigger] if event else []
        spans += [("the sentence", event.sentence)] if event else []
        spans += [(f"the count: {f.kind} {f.value}", Span(f.start, f.end)) for f in t.figures]
        for what, span in spans:
            yield {**made, "what": what, "start": span.start, "end": span.end, "quote": span.of(reading.text)}
    for d in disputes:
        for c in d.claims:
            reading = readings.get(c.report)
            if reading is not None:
                span = Span(c.start, c.end)
                yield {
                    "report": c.report, "version": None, "file": files[c.report], "entry": c.entry,
                    "what": f"disputed {d.kind}: {c.value}", "start": c.start, "end": c.end,
                    "quote": span.of(reading.text),
                }  # fmt: skip


def _verified(quotes: list[dict[str, Any]], texts: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The quotes, each once, if each stands in the text that goes with it; no quote, no evidence."""
    known = {name: content.decode("utf-8", "surrogatepass") for name, content in texts.items()}
    unique = {(q["file"], q["start"], q["end"], q["what"]): q for q in quotes}
    for q in unique.values():
        if not q["quote"] or known[q["file"]][q["start"] : q["end"]] != q["quote"]:
            raise ExportError(f"{q['report']}: {q['quote']!r} is not in its text; run `lagebild check`")
    return [unique[key] for key in sorted(unique)]


def _concerning(connection: Connection, one: Incident) -> list[Decision]:
    """The decisions about entries of the incident's reports, or about the names of those who take part."""
    reports = {t.report for t in one.tellings}
    parties = {p.id for t in one.tellings for p in (*t.actors, *t.recipients, *((t.place,) if t.place else ()))}
    names = {plain_name(n) for found in selected.identities(connection, parties) for n in found.names}
    return [
        d
        for d in selected.decisions(connection)
        if any(a is not None and a.report in reports for a in (d.entry, d.left_entry, d.right_entry))
        or any(n is not None and plain_name(n) in names for n in (d.left, d.right))
    ]


def _page(
    one: Incident,
    disputes: Sequence[Dispute],
    reports: Sequence[Mapping[str, Any]],
    files: Mapping[str, str],
    decisions: Sequence[rulings.DecisionRow],
    texts: Mapping[str, bytes],
) -> str:
    import jinja2  # noqa: PLC0415 - other exports need no templates

    known = {report: texts[file].decode("utf-8", "surrogatepass") for report, file in files.items()}
    told = [t.evidence for t in one.tellings]
    marked = [_marked(e.sentence, known[e.report], e.start, e.end) for e in told]
    lines = [
        f"{d.number}: {d.kind}, {d.field + ' is ' + (d.value or '') + ', ' if d.field else ''}by {d.author}, {d.recorded_at}"
        + (f": {d.why}" if d.why else "")
        + (f"; taken back by {d.retracted.author}, {d.retracted.retracted_at}" if d.retracted else "")
        for d in decisions
    ]
    template = resources.files(__name__).joinpath("page.html").read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=True).from_string(template).render(
        language="en", one=answers.incident(one), claim=source_of(one), marked=marked, files=files, disputes=disputes,
        reports=reports, decisions=lines,
    )  # fmt: skip


def _marked(sentence: str, text: str, start: int, end: int) -> tuple[str, str, str]:
    """A sentence in three pieces: before, in and after the words that say it."""
    words = text[start:end]
    head, found, tail = sentence.partition(words)
    if not found:
        return "", sentence, ""
    if sentence.count(words) > 1:  # the one at that place
        at = text.rfind(sentence, 0, end + len(sentence))
        if 0 <= at <= start:
            return sentence[: start - at], words, sentence[end - at :]
    return head, found, tail
