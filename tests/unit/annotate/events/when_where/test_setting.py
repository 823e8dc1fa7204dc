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
        ("Der Minister begrüßte den gestrigen Beschluss.", "begrüßte", "2021-05-04"),
        ("Die Polizei verhaftete den gestrigen Redner.", "verhaftete", None),
        ("Im Januar 2020 stieg die Zahl der Festnahmen.", "Festnahmen", "2020-01"),
        ("Am Montag stieg die Zahl der Festnahmen.", "Festnahmen", None),
        ("Im Januar 2020 kritisierte der Minister den Leiter des Gipfels.", "Gipfels", None),
        ("Nach dem Beben, bei dem im Januar 2020 zehn Menschen starben, schwieg der Minister.", "Beben", "2020-01"),
        ("Fünf Minuten später verhaftete die Polizei den Redakteur.", "verhaftete", None),
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
        ("Die Polizei verhaftete in Hamburg nach Protesten zwei Männer.", "Protesten", "Hamburg"),
        ("Der Minister kritisierte in Hamburg die Gewerkschaft.", "kritisierte", "Hamburg"),
        ("Der Minister kritisierte die Gewerkschaft auf Sylt.", "kritisierte", None),
        ("Die Polizei verhaftete hinter Hamburg zwei Männer.", "verhaftete", "Hamburg"),
    ],
)
def test_places_by_attachment(text: str, trigger: str, place: str | None) -> None:
    assert told(text)[trigger][1] == place


def test_a_scene_carries_day_and_place_on() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Die Polizei verhaftete zwei Männer."
    assert told(text)["verhaftete"] == ("2021-05-03", "Hamburg")


def test_a_deed_with_a_day_of_its_own_stays_in_the_place_of_the_scene() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Am Dienstag verhaftete die Polizei zwei Männer."
    assert told(text)["verhaftete"] == ("2021-05-04", "Hamburg")


def test_a_definite_noun_goes_on_with_the_scene() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Nach dem Angriff der Polizei schwieg der Minister."
    assert told(text)["Angriff"] == ("2021-05-03", "Hamburg")


def test_a_clause_with_a_place_of_its_own_takes_none_from_the_scene() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Bei Quarmstedt verhaftete die Polizei zwei Männer."
    assert told(text)["verhaftete"][1] != "Hamburg"
