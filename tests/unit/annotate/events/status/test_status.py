"""Whether it happened: what the rules do together, and where one must not go before another."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Event, Reading


def event(text: str, trigger: str) -> Event:
    """The event with a trigger."""
    (reading,) = run.read([Document(id="x", text=text, published="2021-05-05")])
    assert isinstance(reading, Reading)
    (found,) = [e for e in reading.events if any(text[s:t] == trigger for s, t in e.trigger)]
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        # tense
        ("Die Truppen sind inzwischen gelandet.", "gelandet", "happened"),
        ("Die Proteste sind am Montag in der Hauptstadt ausgebrochen.", "Proteste", "happened"),
        (
            "Karl Brunn sagte wenig. Bauern seien gekommen, hätten ihn geschlagen und auf ihn geschossen.",
            "geschossen",
            "happened",
        ),
        ("Karl Brunn blieb hart: Die Rebellen hätten die Stadt angegriffen.", "angegriffen", "happened"),
        ("Karl Brunn blieb hart: Ohne Hilfe hätten die Rebellen den König gestürzt.", "gestürzt", "possible"),
        # modal verbs
        ("Die Armee soll die Stadt bombardiert haben.", "bombardiert", "possible"),
        ("Die Rebellen könnten die Stadt angreifen.", "angreifen", "possible"),
        ("Der Bürgermeister muss sich vor Gericht verantworten.", "verantworten", "ongoing"),
        # what is asked for, refused or agreed to in the present is done; what lasts or comes again goes on
        ("Die Gewerkschaft fordert eine Waffenruhe.", "fordert", "happened"),
        ("Die Gewerkschaft fordert weiterhin eine Waffenruhe.", "fordert", "ongoing"),
        ("Die Gewerkschaft besteht auf einer Waffenruhe.", "besteht", "ongoing"),
        ("Norland lehnt Verhandlungen mit den Rebellen ab.", "lehnt", "happened"),
        ("Norland weigert sich, den Bankier auszuliefern.", "weigert", "ongoing"),
        ("Die Partei unterstützt die Regierung.", "unterstützt", "ongoing"),
        ("In den Bergen sterben jedes Jahr zwei Bauern.", "sterben", "ongoing"),
        # states that somebody is in, and what the present tells to come again and again
        ("Der Redakteur Jo Hals befindet sich in Untersuchungshaft.", "Untersuchungshaft", "ongoing"),
        ("Kein Redakteur befindet sich in Untersuchungshaft.", "Untersuchungshaft", "denied"),
        ("Der Bürgermeister steht wegen Betrugs vor Gericht.", "Gericht", "ongoing"),
        ("Der Bürgermeister stand wegen Betrugs vor Gericht.", "Gericht", "happened"),
        ("In Norland kommt es häufig zu Zugunglücken.", "Zugunglücken", "ongoing"),
        ("In Norland kam es häufig zu Zugunglücken.", "Zugunglücken", "happened"),
        # what is needed, outstanding, waited for
        ("Das Gesetz bedarf noch der Zustimmung des Rates.", "Zustimmung", "demanded"),
        ("Für den Vertrag ist die Zustimmung des Rates erforderlich.", "Zustimmung", "demanded"),
        ("Den Fahrer erwartet ein Strafverfahren.", "Strafverfahren", "announced"),
        ("Die Polizei erwartet einen Streik.", "Streik", "announced"),
        # whoever tells it demands it
        ("Jetzt müssen wir den Nachbarn helfen.", "helfen", "demanded"),
        ("Alle Parteien müssen endlich abrüsten.", "abrüsten", "demanded"),
        ("Alle Parteien müssen abrüsten.", "abrüsten", "announced"),
        # *wohl* doubts what is told, and announces what is to come
        ("Der Matrose ist wohl bei einem Unfall ums Leben gekommen.", "Leben", "possible"),
        ("Der Minister wird wohl zurücktreten.", "zurücktreten", "announced"),
        # *wollen* with what is done claims it
        ("Rebellen, die zwei Hubschrauber abgeschossen haben wollen, feiern.", "abgeschossen", "possible"),
        ("Die Söldner haben den König ermorden wollen.", "ermorden", "announced"),
        # the end of the month that the report is from
        ("Jo Hals legt sein Amt Ende Mai nieder.", "legt", "announced"),
        # a date to come with a verb in *-st*, which is no past form whatever its tag
        ("Die Ministerin reist Mitte September nach Norland.", "reist", "announced"),
        ("Jo Hals legte sein Amt Ende Mai nieder.", "legte", "happened"),
        # questions
        ("Hat die Polizei den Bürgermeister verhaftet?", "verhaftet", "possible"),
        ("Wann hat die Polizei den Bürgermeister verhaftet?", "verhaftet", "happened"),
        # negation and its scope
        ("Norland hat die Republik noch nicht anerkannt.", "anerkannt", "denied"),
        ("Der für Samstag geplante Streik fällt aus.", "Streik", "denied"),
        ("Die Polizei verhaftete nicht nur Karl Brunn.", "verhaftete", "happened"),
        ("Der Sprecher sagte, man werde den Überfall nicht hinnehmen.", "hinnehmen", "announced"),
        ("Die Partei lehnte die Steuer ab, bevor die Regierung zurücktrat.", "zurücktrat", "happened"),
        # purposes and what a semicolon parts
        ("Der Präsident ordnete eine Untersuchung an; am Montag will er zurücktreten.", "zurücktreten", "announced"),
        ("Die Rebellen bestreiten den Mord; Söldner haben das Dorf angegriffen.", "angegriffen", "happened"),
        # what comes next after something rumoured is told as fact
        ("Die Rebellen sollen fünf Bauern getötet haben, bevor die Polizei das Feuer eröffnete.", "Feuer", "happened"),
        # nouns
        ("Karl Brunn steht im Verdacht, den König ermordet zu haben.", "ermordet", "possible"),
        ("Die lange geplante Offensive begann am Montag.", "Offensive", "happened"),
        ("Bei dem Angriff wird niemand helfen.", "Angriff", "happened"),
        ("Vor der Wahl trat der Präsident zurück.", "Wahl", "happened"),
        ("Ohne die Polizei hätte es ein Blutbad mit Verletzten gegeben.", "Blutbad", "possible"),
        ("Die Minister wollten bei dem Treffen schweigen.", "Treffen", "happened"),
        ("Die Priester wollten den Amtsantritt des Bischofs verhindern.", "Amtsantritt", "possible"),
        ("Die Polizei hätte versuchen müssen, einen Anschlag zu verhindern.", "Anschlag", "possible"),
        ("Die Polizei verhinderte einen Anschlag.", "Anschlag", "denied"),
        # what somebody speaks of as known is a fact, with an article or as a bare plural
        ("Der Sprecher sprach von einem Anschlag der Rebellen.", "Anschlag", "possible"),
        ("Der Sprecher sprach von dem Anschlag der Rebellen.", "Anschlag", "happened"),
        ("Der Sprecher sprach von Anschlägen der Rebellen.", "Anschlägen", "happened"),
        ("Der Streik dauert an.", "Streik", "ongoing"),
        ("Die Kämpfe dauern trotz Unterzeichnung des Vertrags an.", "Unterzeichnung", "happened"),
        # of several signs the doubt counts
        ("Der angebliche geplante Angriff beschäftigte alle.", "Angriff", "possible"),
    ],
)
def test_status(text: str, trigger: str, status: str) -> None:
    assert event(text, trigger).status == status


def test_whoever_says_so_vouches_for_it() -> None:
    found = event("Die Gewerkschaft hofft, dass die Armee den Bischof nicht verhaftet.", "verhaftet")
    assert (found.status, found.because["status"], found.because["source"]) == (
        "denied", "status/not", "source/doer-of-word",
    )  # fmt: skip
