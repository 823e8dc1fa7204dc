"""Whether the words beside a trigger make its event another one than was told before."""

from __future__ import annotations

import pytest

from lagebild.document import Span
from lagebild.reading import Event, Reading
from lagebild.record.wording import is_further


def told(sentence: str, trigger: str) -> tuple[Reading, Event]:
    """A reading of one sentence with one event."""
    start = sentence.index(trigger)
    event = Event(
        id="v1",
        type="ASSAULT",
        trigger=(Span(start, start + len(trigger)),),
        lemma=trigger,
        status="happened",
        source="outlet",
        sentence=Span(0, len(sentence)),
    )
    return Reading(id="r1", text=sentence, events=(event,)), event


@pytest.mark.parametrize(
    "sentence",
    [
        "Anschließend beschossen Rebellen das Lager.",
        "Anschliessend beschossen Rebellen das Lager.",
        "Außerdem beschossen Rebellen das Lager.",
        "Daneben beschossen Rebellen das Lager.",
    ],
)
def test_an_adverb_makes_it_another_one_however_its_s_is_spelt(sentence: str) -> None:
    assert is_further(*told(sentence, "beschossen"))


def test_without_such_a_word_it_may_be_the_one_told_before() -> None:
    assert not is_further(*told("Gestern beschossen Rebellen das Lager.", "beschossen"))
