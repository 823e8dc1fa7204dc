"""Status, source, mode and context: rule by rule, and the examples of the lexicons behind the rules."""

from __future__ import annotations

import pytest

from lagebild import lexicon, run
from lagebild.document import Document
from lagebild.reading import OUTLET, Event, Reading


def read(texts: list[str]) -> list[Reading]:
    found = run.read([Document(id=str(n), text=text, published="2021-05-05") for n, text in enumerate(texts)])
    return [reading for reading in found if isinstance(reading, Reading)]


def event(text: str, trigger: str) -> tuple[Event, str | None]:
    """The event with a trigger, and the name of its source (`outlet`, or None for nobody named)."""
    (reading,) = read([text])
    names = {entity.id: entity.name for entity in reading.entities}
    (found,) = [e for e in reading.events if any(text[s:t] == trigger for s, t in e.trigger)]
    return found, names.get(found.source or "", found.source)


def unlike(concept: str) -> list[str]:
    """The rows of a lexicon in whose example no event has the row's status."""
    rows = lexicon.load(concept)
    missed = []
    for row, reading in zip(rows, read([row["example"] for row in rows]), strict=True):
        wanted = {row["status"]} if row.get("status") else {"happened", "ongoing"}
        if row.get("course"):
            wanted = {"happened"} if row["course"] == "stroke" else {"ongoing"}
        if not wanted & {e.status for e in reading.events}:
            statuses = [(e.because, e.status) for e in reading.events]
            missed.append(f"{row['form']} {row.get('slot', '')} {wanted}: {row['example']} {statuses}")
    return missed


@pytest.mark.parametrize("concept", ["event_contents", "event_signs", "event_courses"])
def test_examples_of_the_lexicon(concept: str) -> None:
    missed = unlike(concept)
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        # tense
        ("Die Rebellen greifen die Stadt an.", "greifen", "happened"),
        ("Die Lokführer streiken seit Montag.", "streiken", "ongoing"),
        ("Der Ministerpräsident Karl Brunn ist zurückgetreten.", "zurückgetreten", "happened"),
        ("Die Truppen sind inzwischen gelandet.", "gelandet", "happened"),
        ("Die Proteste sind am Montag in der Hauptstadt ausgebrochen.", "Proteste", "happened"),
        ("Der Präsident wird am Freitag zurücktreten.", "zurücktreten", "announced"),
        (
            "Karl Brunn sagte wenig. Bauern seien gekommen, hätten ihn geschlagen und auf ihn geschossen.",
            "geschossen",
            "happened",
        ),
        # modal verbs
        ("Karl Brunn soll den König erschossen haben.", "erschossen", "possible"),
        ("Der Präsident will zurücktreten.", "zurücktreten", "announced"),
        ("Die Rebellen könnten die Stadt angreifen.", "angreifen", "possible"),
        ("Das Gericht muss am Ende entscheiden.", "entscheiden", "announced"),
        # what *werden* with a form that is participle and infinitive says, its subject tells
        ("Danach werden die Parteien über die Steuer beraten.", "beraten", "announced"),
        # negation and its scope
        ("Die Rebellen haben die Stadt nicht angegriffen.", "angegriffen", "denied"),
        ("Die Polizei verhaftete nicht nur Karl Brunn.", "verhaftete", "happened"),
        ("Weder die Armee noch die Rebellen haben die Stadt angegriffen.", "angegriffen", "denied"),
        ("Die Armee rückte ab, ohne die Stadt anzugreifen.", "anzugreifen", "denied"),
        ("Der Sprecher sagte, man werde den Überfall nicht hinnehmen.", "hinnehmen", "announced"),
        ("Die Ministerin schloss einen Rücktritt nicht aus.", "Rücktritt", "possible"),
        ("Die Rebellen planen nicht, die Stadt anzugreifen.", "anzugreifen", "denied"),
        # doubt
        ("Angeblich haben die Rebellen die Stadt angegriffen.", "angegriffen", "possible"),
        # conditions and generic deeds
        ("Wenn die Rebellen die Stadt angreifen, flieht der König.", "angreifen", "possible"),
        ("Sollte der Antrag angenommen werden, geht die Opposition.", "angenommen", "possible"),
        ("Sollten die Rebellen die Stadt angreifen, flieht der König.", "angreifen", "possible"),
        ("Wer fehlt, wird verhaftet.", "verhaftet", "possible"),
        ("Ob der König bleibt oder zurücktritt, ist unklar.", "zurücktritt", "possible"),
        ("Sie streiken, wenn die Regierung kein Angebot macht.", "Angebot", "possible"),
        # purposes
        ("Die Armee rückte vor, um die Stadt zu erobern.", "erobern", "announced"),
        # what governs the clause
        ("Der Rat forderte die Rebellen auf, die Geiseln freizulassen.", "freizulassen", "demanded"),
        ("Der Präsident drohte, die Stadt anzugreifen.", "anzugreifen", "announced"),
        ("Karl Brunn steht im Verdacht, den König ermordet zu haben.", "ermordet", "possible"),
        ("Die Rebellen bestreiten, das Dorf angegriffen zu haben.", "angegriffen", "denied"),
        ("Der Präsident ordnete eine Untersuchung an; am Montag will er zurücktreten.", "zurücktreten", "announced"),
        # what comes next after something rumoured is told as fact
        (
            "Die Rebellen sollen fünf Bauern getötet haben, bevor die Polizei das Feuer eröffnete.",
            "Feuer",
            "happened",
        ),
        # nouns
        ("Die Gewerkschaft kündigte einen Streik an.", "Streik", "announced"),
        ("Die lange geplante Offensive begann am Montag.", "Offensive", "happened"),
        ("Bei dem Angriff wird niemand helfen.", "Angriff", "happened"),
        ("Präsident Karl Brunn will bei der Wahl antreten.", "Wahl", "announced"),
        ("Bis zur Wahl sind es noch drei Monate.", "Wahl", "announced"),
        ("Vor der Wahl trat der Präsident zurück.", "Wahl", "happened"),
        ("Ohne die Polizei hätte es ein Blutbad mit Verletzten gegeben.", "Blutbad", "possible"),
        ("Die Minister wollten bei dem Treffen schweigen.", "Treffen", "happened"),
        ("Die Partei will wegen der heftigen Proteste Anträge einreichen.", "Proteste", "happened"),
        ("Die Priester wollten den Amtsantritt des Bischofs verhindern.", "Amtsantritt", "possible"),
        ("Die Polizei hätte versuchen müssen, einen Anschlag zu verhindern.", "Anschlag", "possible"),
        ("Die Polizei verhinderte einen Anschlag.", "Anschlag", "denied"),
        ("Das Parlament lehnte eine Waffenruhe ab.", "Waffenruhe", "denied"),
        ("Der Sprecher sprach von einem Anschlag der Rebellen.", "Anschlag", "possible"),
        ("Der Sprecher sprach von dem Anschlag der Rebellen.", "Anschlag", "happened"),
        ("Der Streik dauert an.", "Streik", "ongoing"),
        ("Die Kämpfe dauern trotz Unterzeichnung des Vertrags an.", "Unterzeichnung", "happened"),
        # a date after the report's
        ("Der Präsident tritt am 3. Juni 2021 zurück.", "tritt", "announced"),
    ],
)
def test_status(text: str, trigger: str, status: str) -> None:
    assert event(text, trigger)[0].status == status


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("Die Rebellen griffen die Stadt an.", "griffen", OUTLET),
        # the speaker of the statement around it
        ("Minister Karl Brunn sagte, die Rebellen hätten die Stadt angegriffen.", "angegriffen", "Karl Brunn"),
        ("Laut Karl Brunn griffen die Rebellen die Stadt an.", "griffen", "Karl Brunn"),
        ("Die Rebellen griffen nach Angaben von Karl Brunn die Stadt an.", "griffen", "Karl Brunn"),
        ("Karl Brunn zufolge griffen die Rebellen die Stadt an.", "griffen", "Karl Brunn"),
        # a sentence in the subjunctive carries on
        ("Karl Brunn sagte, es sei still. Die Rebellen hätten die Stadt verlassen.", "verlassen", "Karl Brunn"),
        # whoever demands, announces, fears vouches for the content, the outlet for the demand
        ("Karl Brunn forderte eine Waffenruhe.", "Waffenruhe", "Karl Brunn"),
        ("Karl Brunn forderte eine Waffenruhe.", "forderte", OUTLET),
        ("Karl Brunn warnte vor einem Putsch.", "Putsch", "Karl Brunn"),
        # a deed of one's own is told by the outlet
        ("Karl Brunn kündigte seinen Rücktritt an.", "Rücktritt", OUTLET),
        ("Für die Wahl am 3. Juni 2021 kündigte Karl Brunn seine Kandidatur an.", "Wahl", OUTLET),
        # a phrase vouches for its own clause
        (
            "Der Streit begann mit einem Putsch, bei dem laut Karl Brunn Rebellen den König erschossen.",
            "Putsch",
            OUTLET,
        ),
        ("Das Zentrum des Bebens lag nach Angaben von Karl Brunn bei Halve.", "Bebens", OUTLET),
        # hearsay of nobody named
        ("Medienberichten zufolge griffen die Rebellen die Stadt an.", "griffen", None),
        ("Laut norhaven.de griffen die Rebellen die Stadt an.", "griffen", None),
        ("Seit Mitternacht wurden nach Armeeangaben zehn Angriffe auf Norhaven geflogen.", "Angriffe", None),
        ("Talvar wird aufgefordert, die Grenze zu öffnen, so Minister Karl Brunn.", "aufgefordert", "Karl Brunn"),
        # where something known is spoken of beside the speech, the outlet tells of it
        ("Bei dem Treffen sagte Karl Brunn, die Lage sei ernst.", "Treffen", OUTLET),
    ],
)
def test_source(text: str, trigger: str, source: str | None) -> None:
    assert event(text, trigger)[1] == source


def test_examples_of_the_contexts() -> None:
    rows = lexicon.load("event_contexts")
    found = [{c for e in reading.events for c in e.context} for reading in read([row["example"] for row in rows])]
    missed = [row["form"] for row, contexts in zip(rows, found, strict=True) if row["context"] not in contexts]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "trigger", "mode"),
    [
        ("Die Polizei verhaftete den Redakteur Karl Brunn.", "verhaftete", "arrest"),
        ("Minister Karl Brunn besuchte Norhaven.", "besuchte", "visit"),
        ("Die Lokführer streiken seit Montag.", "streiken", "strike"),
        ("Der Präsident trat zurück.", "trat", "resign"),
        ("Die Gewerkschaft kritisierte die Regierung.", "kritisierte", "disapprove"),
        ("Die Minister vereinbarten eine Frist.", "vereinbarten", None),
    ],
)
def test_mode(text: str, trigger: str, mode: str | None) -> None:
    assert event(text, trigger)[0].mode == mode


@pytest.mark.parametrize(
    ("text", "trigger", "context"),
    [
        ("Ein Computervirus legte das Amt lahm, und die Polizei verhaftete Karl Brunn.", "verhaftete", ("cyber",)),
        ("Im Mai 1998 verhaftete die Polizei Karl Brunn.", "verhaftete", ("historical",)),
        ("Im Mai 2021 verhaftete die Polizei Karl Brunn.", "verhaftete", ()),
        ("Der Bischof kritisierte die Abschiebung.", "kritisierte", ("migration", "religious")),
    ],
)
def test_context(text: str, trigger: str, context: tuple[str, ...]) -> None:
    assert event(text, trigger)[0].context == context
