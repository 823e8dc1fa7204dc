"""A store to put readings in, and readings made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from lagebild.document import Document, Span
from lagebild.reading import Entity, Event, Figure, Office, Reading, Statement
from lagebild.store import Store

MakeReading = Callable[..., Reading]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "record.db")
    yield opened
    opened.close()


@pytest.fixture
def make() -> MakeReading:
    """A reading in which a minister is named, speaks of two dead, and is the source of an attack."""

    def made(report: str = "r1", *, name: str = "Ilka Sorén", published: str | None = "2021-03-08") -> Reading:
        text = f"Ministerin {name} sagte, in Halve seien zwei Menschen erschossen worden. Die Häuser brannten."
        end = text.index(" Die") if " Die" in text else len(text)
        named = Span(11, 11 + len(name))
        place, shot = text.index("Halve"), text.index("erschossen")
        document = Document(id=report, text=text, published=published, outlet="Blatt", title="Schüsse")
        return msgspec.structs.replace(
            Reading.blank(document, (Span(0, end), Span(end + 1, len(text)))),
            entities=(
                Entity(id="e1", kind="person", name=name, mentions=(named,), name_spans=(named,)),
                Entity(
                    id="e2", kind="place", name="Halve", mentions=(Span(place, place + 5),),
                    name_spans=(Span(place, place + 5),),
                ),
            ),
            offices=(Office(person="e1", title="Ministerin", of=None, status="holds", start=0, end=named.end),),
            statements=(
                Statement(
                    type="indirect", medium="speech", speaker="e1", quote_spans=(Span(place - 3, end - 1),),
                    cue_spans=(Span(named.end + 1, named.end + 6),),
                ),
            ),
            events=(
                Event(
                    id="v1", type="ASSAULT", trigger=(Span(shot, shot + 10),), place="e2", time="2021-03-07",
                    status="happened", source="e1", sentence=Span(0, end),
                    figures=(Figure(kind="killed", value=2, bound="exact", start=place + 12, end=place + 24),),
                ),
            ),
        )  # fmt: skip

    return made
