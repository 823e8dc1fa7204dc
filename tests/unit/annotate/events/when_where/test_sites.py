"""Places of events behind a site, and towns whose name has two words."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading


def places(text: str) -> set[str | None]:
    """The places of the events of a text, by name."""
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    found = {e.place: reading.entity(e.place) for e in reading.events}
    assert all(entity is None or entity.kind == "place" for entity in found.values())
    return {entity.name if entity is not None else None for entity in found.values()}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bei einem Angriff im Ölhafen der Stadt Port Arnau starben zwei Fischer.", "Port Arnau"),
        ("In der Nähe der Stadt Bad Wolm erschoss ein Söldner zwei Bauern.", "Bad Wolm"),
        ("Nördlich von Kolm erschossen Söldner zwei Bauern.", "Kolm"),
        ("In einem Dorf bei Kolm erschossen Söldner zwei Bauern.", "Kolm"),
        # a site of the text says where by itself
        ("Am Hafen von Kolm erschossen Söldner zwei Bauern.", "Hafen"),
        # what somebody does for a town is not done there
        ("Im Auftrag der Stadt Kolm verhaftete die Polizei zwei Bauern.", None),
    ],
)
def test_place(text: str, place: str | None) -> None:
    assert places(text) == {place}
