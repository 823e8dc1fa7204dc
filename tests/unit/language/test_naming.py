"""What the encoder says of names, and what it counts beside the network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lagebild.analysis import Name
from lagebild.language import analyser as german
from lagebild.language.analyser import GermanAnalyser
from lagebild.language.decode import drawn_tight, parted
from lagebild.language.encoder.naming import TAGS, Naming

WIDTH = 2
PERSON = TAGS.index("B-PER")


def naming(folder: Path, *, before: float, own: float, behind: float) -> Naming:
    """One that takes a token for the beginning of a person by the first number of its own and its neighbours' states."""
    inner = np.zeros((3 * WIDTH, 1))
    inner[::WIDTH, 0] = before, own, behind
    outer = np.zeros((1, len(TAGS)))
    outer[0, PERSON] = 1
    np.savez(folder / "naming.npz", inner=inner, inner_bias=np.zeros(1), outer=outer, outer_bias=np.zeros(len(TAGS)))
    return Naming(folder / "naming.npz")


def test_chances_of_a_token_are_those_of_one_choice(tmp_path: Path) -> None:
    found = naming(tmp_path, before=0, own=2, behind=0)(np.array([[1, 0], [0, 1]], np.float16))
    assert np.exp(found).sum(1) == pytest.approx([1, 1])
    assert found[0].argmax() == PERSON
    assert found[1] == pytest.approx(np.log(1 / len(TAGS)))


def test_neighbours_count_and_nothing_stands_beyond_the_text(tmp_path: Path) -> None:
    states = np.array([[1, 0], [0, 0], [0, 0]], np.float16)
    before = naming(tmp_path, before=3, own=0, behind=0)(states)
    behind = naming(tmp_path, before=0, own=0, behind=3)(states)
    assert [int(row.argmax()) == PERSON and row[PERSON] > -1 for row in before] == [False, True, False]
    assert behind == pytest.approx(np.log(1 / len(TAGS)))


def test_the_analyser_hears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Am Montag sprach Xylke in Marvena."
    analyser = GermanAnalyser()
    assert analyser.encoder is not None

    def nothing_but_persons(states: np.ndarray) -> np.ndarray:
        found = np.full((len(states), len(TAGS)), -50, np.float32)
        found[:, PERSON] = 0
        return found

    monkeypatch.setattr(german, "_HEARD", 1.0)
    monkeypatch.setattr(analyser.encoder, "naming", nothing_but_persons)
    loud = analyser(text)
    assert {name.kind for name in loud.names} == {"PER"}
    assert len(loud.names) > 4
    monkeypatch.setattr(german, "_HEARD", 0.0)
    assert analyser(text).names == GermanAnalyser(encoder=None)(text).names


@pytest.mark.parametrize(
    ("words", "tags", "left"),
    [
        ("Sich Demm", "PRON PROPN", "Demm"),
        ("Bundesvorstand der", "NOUN DET", "Bundesvorstand"),
        ("Kongress für die", "NOUN ADP DET", "Kongress"),
        ("WKB britische", "PROPN ADJ", "WKB"),
        ("Die Stimme", "DET NOUN", "Die Stimme"),
        ("Verein der Pendler", "NOUN DET NOUN", "Verein der Pendler"),
        ("Ich", "PRON", "Ich"),
    ],
)
def test_a_name_neither_begins_nor_ends_with_what_leads_to_it_or_on(words: str, tags: str, left: str) -> None:
    forms = words.split()
    found = drawn_tight(Name(0, len(forms), "ORG"), forms, tags.split())
    assert forms[found.first : found.last] == left.split()


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Nordbund / Die Küste", ["Nordbund", "Die Küste"]),
        ("Nordbund", ["Nordbund"]),
        ("/ Nordbund", ["/ Nordbund"]),
        ("Nordbund / / Küste", ["Nordbund", "Küste"]),
    ],
)
def test_a_slash_between_words_parts_names(words: str, parts: list[str]) -> None:
    forms = words.split()
    assert [" ".join(forms[n.first : n.last]) for n in parted(Name(0, len(forms), "ORG"), forms)] == parts
