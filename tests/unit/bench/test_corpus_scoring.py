"""What `bench.corpus` counts as spotted, found and surplus."""

from __future__ import annotations

from pathlib import Path

from bench.corpus.__main__ import matches, surplus
from training.corpus.form import read

from lagebild.document import Document, Span
from lagebild.reading import Event, Reading

REPORT = """# outlet: Bote
# published: 2021-03-10
# genre: agency flash
# field: police
# country: de
# hand: x

Soldaten stürmten das Haus und nahmen den Wirt fest, der Rat protestierte.
  ASSAULT stürmten | who Soldaten | happened | outlet | also COERCE
  COERCE nahmen | who Soldaten | happened | outlet
"""


def event(text: str, word: str, kind: str) -> Event:
    start = text.index(word)
    span = Span(start, start + len(word))
    return Event(id=word, type=kind, trigger=(span,), status="happened", source="outlet", sentence=Span(0, len(text)))  # type: ignore[arg-type]


def test_an_event_is_found_under_its_type_or_one_that_also_fits(tmp_path: Path) -> None:
    file = tmp_path / "x-0001.txt"
    file.write_text(REPORT, encoding="utf-8")
    report = read(file)
    blank = Reading.blank(Document(id="x-0001", text=report.text))
    read_as = (("stürmten", "COERCE"), ("nahmen", "ASSAULT"), ("protestierte", "PROTEST"))
    events = tuple(event(report.text, word, kind) for word, kind in read_as)
    spotted = Reading(id=blank.id, text=blank.text, events=events)
    storm, arrest = matches(report, spotted)
    assert storm.found
    assert arrest.read is not None
    assert not arrest.found
    assert [e.id for e in surplus(report, spotted)] == ["protestierte"]
    assert [m.read for m in matches(report, blank)] == [None, None]
