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
        # seit: up to the report's day for what a clause tells itself, nothing for what it asks for
        ("Seit vergangenem Montag wurden zehn Bauern verhaftet.", "verhaftet", "2021-05-03/2021-05-05"),
        ("Die Gewerkschaft fordert seit gestern den Rücktritt von Ada Brunn.", "fordert", "2021-05-04/2021-05-05"),
        ("Die Gewerkschaft fordert seit gestern den Rücktritt von Ada Brunn.", "Rücktritt", None),
        ("Seit 1990 war sie Mitglied im Verein und wurde 2005 in den Rat gewählt.", "gewählt", "2005"),
        # a date right behind the matter of another noun
        ("Der Rat erinnerte an die Opfer des Erdbebens am 3. März 2011.", "Erdbebens", "2011-03-03"),
        ("Der Bischof traf die Opfer der Anschläge am 3. Mai 2019.", "traf", None),
        # tense: the present looks ahead, though its verb ends in -ten
        ("Die Minister beraten am Freitag über die Steuer.", "beraten", "2021-05-07"),
        # what nothing is known of is no time
        ("Wenige Stunden später verhaftete die Polizei den Redakteur.", "verhaftete", None),
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


@pytest.mark.parametrize(
    ("second", "trigger", "time"),
    [
        ("Danach besuchte er den König.", "besuchte", "2021-05-03"),
        ("Wenige Stunden später besuchte er den König.", "besuchte", "2021-05-03"),
        ("Außerdem besuchte er den König.", "besuchte", "2021-05-03"),
        ("Anschliessend besuchte er den König.", "besuchte", "2021-05-03"),
        ("Danach besuchte er am Dienstag den König.", "besuchte", "2021-05-04"),
        ("Danach will er den König besuchen.", "besuchen", None),
        ("Später besuchte er den König.", "besuchte", None),
    ],
)
def test_first_words_that_go_on_with_the_day(second: str, trigger: str, time: str | None) -> None:
    assert told(f"Am Montag traf der Minister den Kanzler. {second}")[trigger][0] == time


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Im Nordirak starben zwei Bauern.", "Nordirak"),
        ("In der Ostukraine starben zwei Bauern.", "Ostukraine"),
        ("Ein Erdbeben hat den Norden Chiles erschüttert. Zwei Bauern starben.", "Norden"),
    ],
)
def test_parts_of_states_are_places(text: str, place: str) -> None:
    assert told(text)["starben"][1] == place


def test_where_another_place_lies_is_not_where_it_was() -> None:
    text = "Im Norden von Somalia, 90 Kilometer nördlich der Hauptstadt Mogadischu, wurde ein Helfer entführt."
    assert told(text)["entführt"][1] == "Norden"
    assert (
        told("40 Kilometer südlich der Hauptstadt Mogadischu wurde ein Helfer entführt.")["entführt"][1] == "Mogadischu"
    )


def test_words_have_the_place_that_their_sentence_opens_with() -> None:
    assert told("In Hamburg kritisierte der Minister den Kanzler.")["kritisierte"][1] == "Hamburg"
    assert told("Der Minister kritisierte den Kanzler in Hamburg.")["kritisierte"][1] is None


def test_a_scene_carries_day_and_place_of_harm_on() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Zwei Bauern wurden erschossen."
    assert told(text)["erschossen"] == ("2021-05-03", "Hamburg")


def test_a_scene_carries_the_hour_from_harm_to_harm_only() -> None:
    text = "Am Montag um 14 Uhr griffen Rebellen das Dorf an. Zwei Bauern wurden getötet."
    assert told(text)["getötet"][0] == "2021-05-03T14:00"
    text = "Am Montag um 14 Uhr demonstrierten in Hamburg tausend Bauern. Zwei Bauern wurden erschossen."
    assert told(text)["erschossen"][0] == "2021-05-03"


def test_a_scene_carries_the_place_of_an_arrest_on_but_not_its_day() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Die Polizei verhaftete zwei Männer."
    assert told(text)["verhaftete"] == (None, "Hamburg")


def test_a_clause_with_a_place_of_its_own_takes_none_from_the_scene() -> None:
    text = "Am Montag demonstrierten in Hamburg tausend Bauern. Bei Quarmstedt verhaftete die Polizei zwei Männer."
    assert told(text)["verhaftete"][1] != "Hamburg"
