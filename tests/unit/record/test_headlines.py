"""Headlines that can be read by themselves, in the report's own words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagebild.record.headlines import headline

CASES = (
    # line, sentence, headline
    # the verb of a subordinate clause goes where a main clause has it
    ("die Behörden seine Ware beschlagnahmt hatten",
     "Er zündete sich an, nachdem die Behörden seine Ware beschlagnahmt hatten.",
     "Die Behörden hatten seine Ware beschlagnahmt"),
    ("das Heer … den Richter Karl Brunn entführte",
     "Es war der erste Besuch seit der Nacht, in der das Heer die Stadt beschoss und den Richter Karl Brunn entführte.",
     "Das Heer entführte den Richter Karl Brunn"),
    ("sich der Händler am 6. Mai angezündet hatte",
     "Es begann, als sich der Händler am 6. Mai angezündet hatte.",
     "Der Händler hatte sich am 6. Mai angezündet"),
    ("im Februar 2021 neun Arbeiter starben",
     "Er erinnerte an die Explosion, bei der im Februar 2021 neun Arbeiter starben.",
     "Im Februar 2021 starben neun Arbeiter"),
    # where that order is not certain, or would say more than the report, it is the sentence
    ("er kandidiert", "Tolk ließ offen, ob er kandidiert.", "Tolk ließ offen, ob er kandidiert"),
    ("die Gewerkschaft aufgerufen hatte",
     "Ein Streik legte das Land lahm, zu dem die Gewerkschaft aufgerufen hatte.",
     "Ein Streik legte das Land lahm, zu dem die Gewerkschaft aufgerufen hatte"),
    ("die Beziehungen zu Kestrien unterbrochen waren",
     "Sie reiste ab, nachdem die Beziehungen zu Kestrien unterbrochen waren.",
     "Sie reiste ab, nachdem die Beziehungen zu Kestrien unterbrochen waren"),
    ("Soldaten Dörfer plünderten", "Er floh, als Soldaten Dörfer plünderten.", "Er floh, als Soldaten Dörfer plünderten"),
    ("die Tür hätte geöffnet werden können",
     "Er klagte, dass die Tür hätte geöffnet werden können.",
     "Er klagte, dass die Tür hätte geöffnet werden können"),
    # an object torn from its verb takes its clause, or its sentence
    ("eine Reise nach Halvonien", "Tolk sagte eine Reise nach Halvonien ab.", "Tolk sagte eine Reise nach Halvonien ab"),
    ("den Anschlag", "Verübt hat den Anschlag wohl eine Gruppe.", "Verübt hat den Anschlag wohl eine Gruppe"),
    ("einen Haftbefehl", "Sie verlas, kaum eingetreten, einen Haftbefehl gegen Brunn.",
     "Sie verlas, kaum eingetreten, einen Haftbefehl gegen Brunn"),
    ("eine Schlacht", "Sie rufen dazu auf, eine Schlacht um jeden Preis zu vermeiden.",
     "Sie rufen dazu auf, eine Schlacht um jeden Preis zu vermeiden"),
    ("die Sperre des Hafens", "Die Minister beschlossen, die Sperre des Hafens aufzuheben.",
     "Die Minister beschlossen, die Sperre des Hafens aufzuheben"),
    # a verb that stands first lacks what stands before it
    ("hatte er … die Regierung entlassen", "Zuvor hatte er den Notstand verhängt und die Regierung entlassen.",
     "Zuvor hatte er den Notstand verhängt und die Regierung entlassen"),
    ("werde das Heer eingreifen drohte er", "Wenn es so bleibe, werde das Heer eingreifen, drohte er.",
     "Wenn es so bleibe, werde das Heer eingreifen, drohte er"),
    # a clause from within a sentence has a capital, and no und before it
    ("die Polizei setzte Gas ein", "Viele protestierten; die Polizei setzte Gas ein.", "Die Polizei setzte Gas ein"),
    ("ihre Regierung werde sich nicht einmischen", "Das sei frei, und ihre Regierung werde sich nicht einmischen.",
     "Ihre Regierung werde sich nicht einmischen"),
    # short cuts are filled, long ones are not, and brackets stay out
    ("Der Rat wurde … vereidigt", "Der Rat wurde daraufhin vereidigt.", "Der Rat wurde daraufhin vereidigt"),
    ("Feste Zusagen … wurden nicht gehalten",
     "Feste Zusagen, die die Regierung in der ersten Runde gegenüber der Opposition machte, wurden nicht gehalten.",
     "Feste Zusagen … wurden nicht gehalten"),
    ("Die Volksunion siegte am Sonntag", "Die Volksunion (VU) siegte am Sonntag.", "Die Volksunion siegte am Sonntag"),
    # a date and a number are no ends of a clause
    ("Der Rat tagte bis zur Nacht", "Der Rat tagte bis zur Nacht zum 3. Januar.",
     "Der Rat tagte bis zur Nacht zum 3. Januar"),
    # a condition, a question, an aim and a mere subject are no sentences
    (
        "Sollte das Parlament den Antrag ablehnen",
        "Sollte das Parlament den Antrag ablehnen, wird gewählt.",
        "Sollte das Parlament den Antrag ablehnen, wird gewählt",
    ),
    (
        "Wie viele Menschen getötet wurden",
        "Wie viele Menschen getötet wurden, ist offen.",
        "Wie viele Menschen getötet wurden, ist offen",
    ),
    (
        "Tolk und Brunn zu unterstützen",
        "Um Tolk und Brunn zu unterstützen, sei Geld nötig.",
        "Um Tolk und Brunn zu unterstützen, sei Geld nötig",
    ),
    (
        "Die von ihm eingesetzte Kommission",
        "Die von ihm eingesetzte Kommission hatte im November ein defektes Ventil als Ursache der Explosion genannt.",
        "Die von ihm eingesetzte Kommission hatte im November ein defektes Ventil als Ursache der Explosion genannt",
    ),
    # the phrase of a noun stays one, though more follows
    ("Ermordung des Abgeordneten Karl Brunn", "Nach der Ermordung des Abgeordneten Karl Brunn gab es Streiks.",
     "Ermordung des Abgeordneten Karl Brunn"),
    # a noun whose clause stands behind it in the sentence, or which is nothing without the words before it, is none
    ("Händler, der im Mai festgenommen wurde", "Das Boot gehört einem Händler, der im Mai festgenommen wurde.",
     "Das Boot gehört einem Händler, der im Mai festgenommen wurde"),
    ("Mira Tolk, die den Rat 2011 verlassen hatte", "Mira Tolk, die den Rat 2011 verlassen hatte, kehrt zurück.",
     "Mira Tolk, die den Rat 2011 verlassen hatte, kehrt zurück"),
    ("Auftrag ihres Vorstehers", "Alle drei handelten im Auftrag ihres Vorstehers.",
     "Alle drei handelten im Auftrag ihres Vorstehers"),
    ("Wahl von 2011 zwei Regierungen", "Halvonien hat seit der Wahl von 2011 zwei Regierungen.",
     "Halvonien hat seit der Wahl von 2011 zwei Regierungen"),
    ("Partei konnte Sitze gewinnen", "Tolks Partei konnte Sitze gewinnen.", "Tolks Partei konnte Sitze gewinnen"),
    # a phrase that says when or where lacks its clause
    ("Bei dem Angriff auf das Zollamt", "Bei dem Angriff auf das Zollamt, sagte Brunn, starben zwei.",
     "Bei dem Angriff auf das Zollamt, sagte Brunn, starben zwei"),
    # so do a relative clause, a condition, and an infinitive
    ("die Beamten zu Fragen veranlassten", "Er hielt Reden, die Beamten zu Fragen veranlassten.",
     "Er hielt Reden, die Beamten zu Fragen veranlassten"),
    ("War … wurde sie ausgeliefert", "War die Ware am Montag noch nicht im Hafen, wurde sie ausgeliefert.",
     "War die Ware am Montag noch nicht im Hafen, wurde sie ausgeliefert"),
    ("Erst wenn der Rat gewählt ist", "Erst wenn der Rat gewählt ist, öffnet der Hafen.",
     "Erst wenn der Rat gewählt ist, öffnet der Hafen"),
    ("Mitglieder zu sein, welche planen", "Sie werden beschuldigt, Mitglieder zu sein, welche planen.",
     "Sie werden beschuldigt, Mitglieder zu sein, welche planen"),
    # what is said, done or quoted stands behind the clause
    ("Der Rat hat angekündigt", "Der Rat hat angekündigt, dass der Hafen schließt.",
     "Der Rat hat angekündigt, dass der Hafen schließt"),
    ("Die Männer werden beschuldigt", "Die Männer werden beschuldigt, das Lager angezündet zu haben.",
     "Die Männer werden beschuldigt, das Lager angezündet zu haben"),
    ("Nach der Sitzung sagte Brunn", "Nach der Sitzung sagte Brunn: „Wir gehen.“",
     "Nach der Sitzung sagte Brunn: „Wir gehen.“"),
    # the verb of a clause goes behind the whole first part, and is not that of a clause within it
    ("im Mai und Juni die Leitung verhaftet wurde",
     "Sie schwiegen, nachdem im Mai und Juni die Leitung verhaftet wurde.",
     "Sie schwiegen, nachdem im Mai und Juni die Leitung verhaftet wurde"),
    ("der Rat fürchtete, dass die Zölle erhöht würden", "Er ging, da der Rat fürchtete, dass die Zölle erhöht würden.",
     "Er ging, da der Rat fürchtete, dass die Zölle erhöht würden"),
    ("die Feuer gelöscht werden sollten", "Es regnete in der Woche, die Feuer gelöscht werden sollten.",
     "Es regnete in der Woche, die Feuer gelöscht werden sollten"),
    ("Da die Händler keine Rechte haben", "Da die Händler keine Rechte haben, gehen sie.",
     "Da die Händler keine Rechte haben, gehen sie"),
    ("Der Rat tadelte den Vorsteher", "Der Rat tadelte den Vorsteher: Es fehle an Zeit.", "Der Rat tadelte den Vorsteher"),
    ("Der Rat entließ den Vorsteher", "Der Rat entließ den Vorsteher, was niemand erwartet hatte.",
     "Der Rat entließ den Vorsteher"),
    # what was cut opens a clause in which the rest stands
    ("Die Stadt nahm Hilfe … für Norhaven gedacht war",
     "Die Stadt nahm Hilfe an, die nach dem Sturm im Mai für Norhaven gedacht war.",
     "Die Stadt nahm Hilfe an, die nach dem Sturm im Mai für Norhaven gedacht war"),
    # a piece of a line is never found inside of a word
    ("Tolk sprach sich … aus", "Tolk sprach sich für eine hohe Pauschale der Gemeinden aus.",
     "Tolk sprach sich … aus"),
    ("", "Es wurde gewählt.", "Es wurde gewählt"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "sentence", "wanted"), CASES)
def test_a_headline_can_be_read_by_itself(line: str, sentence: str, wanted: str) -> None:
    assert headline(line, sentence, status="happened") == wanted


@pytest.mark.parametrize(("line", "sentence", "wanted"), CASES)
def test_a_headline_has_no_word_that_the_sentence_lacks(line: str, sentence: str, wanted: str) -> None:
    said = {word.casefold() for word in re.findall(r"\w+", sentence)}
    assert {word.casefold() for word in re.findall(r"\w+", headline(line, sentence, status="happened"))} <= said


@pytest.mark.parametrize("status", ["possible", "announced", "demanded", "denied"])
def test_what_did_not_surely_happen_keeps_what_it_hangs_on(status: str) -> None:
    sentence = "Es gab Gerüchte, dass das Heer die Stadt beschoss."
    assert headline("das Heer die Stadt beschoss", sentence, status="happened") == "Das Heer beschoss die Stadt"
    assert headline("das Heer die Stadt beschoss", sentence, status=status) == sentence.rstrip(".")  # type: ignore[arg-type]


def test_a_name_behind_a_noun_is_of_it_only_if_it_does_the_deed() -> None:
    sentence = "Er schwieg, als der Richter Karl Brunn die Stadt verließ."
    line = "der Richter Karl Brunn die Stadt verließ"
    assert (
        headline(line, sentence, status="happened", actors=["Karl Brunn"]) == "Der Richter Karl Brunn verließ die Stadt"
    )
    assert headline(line, sentence, status="happened", recipients=["Karl Brunn"]) == sentence.rstrip(".")


def test_a_long_sentence_is_cut_behind_the_words_of_the_line() -> None:
    sentence = f"Auf {'sehr ' * 30}lange Reden folgte in {'sehr ' * 10}weiter Ferne den Anschlag ein Streik und mehr."
    found = headline("den Anschlag", sentence, status="happened")
    assert "Anschlag" in found
    assert found.endswith(" …")
    assert len(found.split()) < len(sentence.split())


@given(
    st.lists(st.sampled_from("dass der die Rat sich zu und … , . ; (x) »y« hatte 3. wurde Um".split()), max_size=12),
    st.data(),
)
def test_any_pieces_of_any_sentence_make_a_headline(words: list[str], data: st.DataObject) -> None:
    sentence = " ".join(words)
    kept = [word for word in words if data.draw(st.booleans())]
    found = headline(" … ".join(kept), sentence, status="happened")
    assert found or not kept
