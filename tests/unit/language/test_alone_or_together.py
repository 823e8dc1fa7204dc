"""An analysis is the same to the last bit, whatever it was batched with: a report has one reading."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from lagebild.language import analyser as shipped
from lagebild.language import features
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


def test_a_sentence_is_analysed_once_however_often_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    analyse = GermanAnalyser(encoder=None)  # which reads sentences in sight of each other
    asked: list[Sequence[str]] = []
    network = analyse.network

    def counted(sentences: Sequence[Sequence[str]], *, states: bool) -> object:
        asked.extend(sentences)
        return network(sentences, states=states)

    analyse._network = counted  # type: ignore[assignment]
    monkeypatch.setattr(counted, "table", network.table, raising=False)
    once, often = analyse.batch([TEXTS[1], "\n\n".join((TEXTS[1], TEXTS[0], *[TEXTS[1]] * 50))])
    assert sorted(map(len, asked)) == [2, 9]
    assert once.states is not None
    assert often.states is not None
    assert len(often) == 51 * 2 + 9
    assert np.array_equal(often.states.array[-2:], once.states.array)


def test_states_of_a_very_long_text_are_not_kept_and_nothing_else_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    analyse = GermanAnalyser()
    whole = list(analyse.batch(TEXTS))
    monkeypatch.setattr(shipped, "LONGEST_WEIGHED", 12)
    for one, kept in zip(analyse.batch(TEXTS), whole, strict=True):
        assert (one.states is None) == (len(one) > 12)
        assert msgspec.structs.replace(one, states=kept.states) == kept


def test_features_of_so_many_forms_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    (kept,) = GermanAnalyser().batch([TEXTS[3]])
    analyse = GermanAnalyser()
    monkeypatch.setattr(features, "MOST_KEPT", 3)
    (one,) = analyse.batch([TEXTS[3]])
    assert one == kept
    assert len(analyse.network.table.seen) <= 3
    assert len(analyse.network.table.held) <= 3
