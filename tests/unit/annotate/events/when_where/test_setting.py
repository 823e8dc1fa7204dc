"""When and where: adjuncts by what they hang on, what a scene carries on, what it does not."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading


def told(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Time and place by trigger."""
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    names = {e.id: e.name for e in reading.entities}
    return {
        text[e.trigger[0].start : e.trigger[0].end]: (e.time, names[e.place] if e.place else None)
        for e in reading.events
    }


@pytest.mark.parametrize(
    ("text", "trigger", "time"),
    [
        ("Am Montag verhaftete die Polizei den Redakteur.", "verhaftete", "2021-05-03"),
        ("Die seit April andauernden Proteste gehen weiter.", "Proteste", "2021-04/2021-05-05"),
        ("Seit 2003, als die Rebellen den Palast stürmten, ist es ruhig.", "stürmten", "2003"),
        ("Es ist der dritte Besuch des Königs seit März.", "Besuch", None),
        ("Am Montag kündigte der Minister den Abzug der Truppen an.", "Abzug", None),
        ("Vor einem Jahr, am 28. Mai 2020, stürzte bei Quarmstedt ein Flugzeug ab.", "stürzte", "2020-05-28"),
        ("Das Gericht wies am Dienstag die Klage der Bauern zurück.", "Klage", None),
        ("Der Rat hat das unter Verweis auf ein Gesetz von 1961 abgelehnt.", "abgelehnt", None),
        ("Der für Juni 2021 geplante Gipfel wurde abgesagt.", "Gipfel", "2021-06"),
        ("Die seit Mai amtierende Ministerin wurde verhaftet.", "verhaftet", None),
    ],
)
def test_times_by_attachment(text: str, trigger: str, time: str | None) -> None:
    assert told(text)[trigger][0] == time


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("In Hamburg demonstrierten tausend Bauern.", "demonstrierten", "Hamburg"),
        ("Die Miliz hält Hamburg besetzt. Dort verhaftete die Polizei zwei Männer.", "verhaftete", "Hamburg"),
        ("Der König reiste nach Hamburg weiter, wo er den Kanzler traf.", "traf", "Hamburg"),
        ("Bei dem Sturm starben acht Menschen, die meisten davon in Frankreich.", "starben", None),
        ("Die Brücke nach Spanien wurde gesperrt, die Polizei verhaftete zwei Männer.", "verhaftete", None),
    ],
)
def test_places_by_attachment(text: str, trigger: str, place: str | None) -> None:
    assert told(text)[trigger][1] == place


def test_a_scene_carries_day_and_place_on() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Die Polizei verhaftete zwei Männer."
    assert told(text)["verhaftete"] == ("2021-05-03", "Hamburg")


def test_a_clause_with_a_place_of_its_own_takes_none_from_the_scene() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Bei Quarmstedt verhaftete die Polizei zwei Männer."
    assert told(text)["verhaftete"][1] != "Hamburg"
