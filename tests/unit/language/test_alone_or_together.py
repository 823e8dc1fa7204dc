"""An analysis is the same to the last bit, whatever it was batched with: a report has one reading."""

from __future__ import annotations

import numpy as np

from lagebild.language.analyser import GermanAnalyser

TEXTS = (
    "Die Regierung von Talvarien entließ gestern ihren Innenminister.",
    "Nein.",
    "In Marvena zogen Tausende vor das Parlament, obwohl die Polizei den Platz gesperrt hatte. Verletzt wurde niemand.",
    "Präsident Jovan Medrano sagte am Montag, er werde nicht zurücktreten; die Opposition hatte das verlangt.",
)


def test_alone_or_together() -> None:
    analyse = GermanAnalyser()
    together = list(analyse.batch([*TEXTS, *TEXTS[::-1]]))
    for text, one in zip(TEXTS, together, strict=False):
        alone = analyse(text)
        assert alone.states is not None
        assert one.states is not None
        assert np.array_equal(alone.states.array, one.states.array)
        assert (alone.heads, alone.labels, alone.tags, alone.feats, alone.names, alone.lemmas) == (
            one.heads, one.labels, one.tags, one.feats, one.names, one.lemmas,
        )  # fmt: skip
