"""Times, class by class, in sentences of our own; the lexicons' examples are executed."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from lagebild import lexicon
from lagebild.annotate import times
from lagebild.annotate.times import RESOLVERS, dates, grammar
from lagebild.annotate.times.tokens import number_word
from lagebild.errors import LexiconError
from lagebild.export.timeml import to_timeml
from lagebild.reading import Reading

PUBLISHED = "2024-05-15"  # a Wednesday


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(text[t.start : t.end], t.value) for t in times.find(text, published)]


RULES = lexicon.load("time_rules")
EXAMPLES = [row for row in RULES if row["example"]]


@pytest.mark.parametrize("row", EXAMPLES, ids=[f"{n}-{r['rule']}" for n, r in enumerate(EXAMPLES)])
def test_every_rule_reads_its_example(row: lexicon.Row) -> None:
    text, expression, value = (part.strip() for part in row["example"].split(" | "))
    assert (expression, value) in found(text)


@pytest.mark.parametrize("row", [r for r in RULES if r["counter"]], ids=lambda r: str(r["counter"]))
def test_no_rule_reads_its_counter_example(row: lexicon.Row) -> None:
    assert [
        t.because["value"] for t in times.find(row["counter"], PUBLISHED) if t.because["value"] == row["rule"]
    ] == []


def test_what_lasts_since_a_weekday_began_on_the_last_one() -> None:
    assert found("Die Fischer streiken seit Montag.") == [("Montag", "2024-05-13")]


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        # a noun that opens a sentence is no past form of a verb with a prefix
        ("Vorstand Ada Brunn reist im September nach Norland.", "September", "2024-09"),
        # a participle is no past by itself, and may stand behind commas
        ("Über das Verbot wird am 2. Juni entschieden.", "2. Juni", "2024-06-02"),
        ("Über das Verbot entschieden am 2. Juni die Richter.", "2. Juni", "2023-06-02"),
        ("»Wir werden es nicht vergessen.« Am Freitag beschlossen die Minister das Gesetz.", "Freitag", "2024-05-10"),
        (
            "Am Freitag beschlossen die Minister des Bundes (SMG) in Halve, die Strafen aufzuheben.",
            "Freitag",
            "2024-05-10",
        ),
        (
            "Am Samstag ist ein Flugzeug mit zwölf Bauern an Bord, darunter zwei Kinder, abgestürzt.",
            "Samstag",
            "2024-05-11",
        ),
        # clock times before the day of their clause
        ("Gegen 6 Uhr stürzte am Montag ein Kran um.", "6 Uhr", "2024-05-13T06:00"),
        ("Bis 18 Uhr war gestern die Brücke zu.", "18 Uhr", "2024-05-14T18:00"),
        ("Um halb acht am Dienstagabend fiel der Strom aus.", "halb acht", "2024-05-14T19:30"),
        ("Am Dienstagabend um acht Uhr fiel der Strom aus.", "acht Uhr", "2024-05-14T20:00"),
        ("Um 9 Uhr kam der am Montag gestohlene Wagen zurück.", "9 Uhr", "2024-05-15T09:00"),
        ("Um 9 Uhr kam der Wagen, der am Montag gestohlen worden war.", "9 Uhr", "2024-05-15T09:00"),
        ("Am 3. Mai tanzten alle bis 20 Uhr sowie am 4. Mai.", "20 Uhr", "2024-05-03T20:00"),
        ("Kurz vor Mitternacht stürzte am Montag ein Kran um.", "Mitternacht", "2024-05-13T24:00"),
        ("Kurz nach Mitternacht stürzte am Montag ein Kran um.", "Mitternacht", "2024-05-13T00:00"),
        ("In der Nacht zum Montag gegen 23 Uhr stürzte ein Kran um.", "23 Uhr", "2024-05-12T23:00"),
        ("In der Nacht zum Montag gegen 2 Uhr stürzte ein Kran um.", "2 Uhr", "2024-05-13T02:00"),
        ("In der Nacht zum heutigen Mittwoch stürzte ein Kran um.", "der Nacht zum heutigen Mittwoch", "2024-05-14TNI"),
        # the side of the report's tense
        ("Am 2. August stürzte ein Kran um.", "2. August", "2023-08-02"),
        ("Am 2. Februar wird ein Kran aufgestellt.", "2. Februar", "2025-02-02"),
        ("Seit dem 2. Juni fehlt der Kran.", "dem 2. Juni", "2023-06-02"),
        ("Seit dem 2.6. fehlt der Kran.", "2.6.", "2023-06-02"),
        ("Seit Anfang Juni fehlt der Kran.", "Anfang Juni", "2023-06"),
        ("Seit Pfingsten fehlt der Kran.", "Pfingsten", "2023-05-28"),
        ("Der Rat kündigte am 2. Juni beginnende Arbeiten an.", "2. Juni", "2024-06-02"),
        ("Der für Juni geplante Umzug fiel aus.", "Juni", "2024-06"),
        ("Gestohlen hat den Wagen am Freitag ein Nachbar.", "Freitag", "2024-05-10"),
        ("Gericht hat am Freitag frei.", "Freitag", "2024-05-17"),
        # two parts
        ("Am 2. Juni des Vorjahres brach der Damm.", "2. Juni des Vorjahres", "2023-06-02"),
        ("Am 2. Juni vor drei Jahren brach der Damm.", "2. Juni vor drei Jahren", "2021-06-02"),
        ("Im Juni vor drei Jahren brach der Damm.", "Juni vor drei Jahren", "2021-06"),
        ("Im Sommer vor drei Jahren brach der Damm.", "Sommer vor drei Jahren", "2021-SU"),
        ("1999 zog er fort, im Juni des Vorjahres heiratete er.", "Juni des Vorjahres", "1998-06"),
        ("Morgen in einem Jahr läuft die Frist ab.", "Morgen in einem Jahr", "2025-05-16"),
        ("Montag in acht Tagen tagt der Rat.", "Montag in acht Tagen", "2024-05-27"),
        ("Am Montag vor zwei Wochen brach der Damm.", "Montag vor zwei Wochen", "2024-04-29"),
        ("Übernächsten Freitag tagt der Rat.", "Übernächsten Freitag", "2024-05-24"),
        ("Am letzten Freitag im März brach der Damm.", "letzten Freitag im März", "2024-03-29"),
        ("In der ersten Woche im März brach der Damm.", "der ersten Woche im März", "2024-W10"),
        ("In Kalenderwoche 50 brach der Damm.", "Kalenderwoche 50", "2023-W50"),
        ("Der Umsatz sank in H2/2023.", "H2/2023", "2023-H2"),
        ("Um fünf vor halb neun kam der Bus.", "fünf vor halb neun", "2024-05-15T08:25"),
    ],
)
def test_times_that_others_tell_more_of(text: str, expression: str, value: str) -> None:
    assert (expression, value) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Am 30. Februar 2023 kam er.", "Am 31.4. kam er.", "Am 29.2.2023 kam er.", "Am 32. Mai kam er.",
        "Er zahlte 1998 Rubel.", "Am 42. Tag schwieg er.", "Er fuhr mit der Q7.",
    ],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_no_time(text: str) -> None:
    assert found(text) == []


def test_a_day_from_a_day_needs_no_date_of_the_report() -> None:
    assert found("Heute vor einem Jahr brach der Damm.", None) == [("Heute vor einem Jahr", "XXXX-XX-XX")]
    assert found("Am 2. Juni vorigen Jahres brach der Damm.", None)[0] == ("2. Juni", "XXXX-06-02")


PHRASES = lexicon.load("time_phrases")


@pytest.mark.parametrize("row", [r for r in PHRASES if r["example"]], ids=lambda r: str(r["form"]))
def test_every_phrase_reads_its_example(row: lexicon.Row) -> None:
    rules = [(t.because["value"], t.value) for t in times.find(row["example"], PUBLISHED)]
    assert any(rule == "phrase" and (value == row["value"] or row["value"].isupper()) for rule, value in rules)


@pytest.mark.parametrize("row", [r for r in PHRASES if r["counter"]], ids=lambda r: str(r["form"]))
def test_no_phrase_reads_its_counter_example(row: lexicon.Row) -> None:
    assert found(row["counter"]) == []


@pytest.mark.parametrize("row", lexicon.load("time_feasts"), ids=lambda r: str(r["form"]))
def test_every_feast_is_read_with_its_day(row: lexicon.Row) -> None:
    [time] = times.find(f"Das Dorf traf sich {row['form']} 2023 im Saal.", PUBLISHED)
    assert time.begin == str(dates.feast(row["value"], 2023))


def test_every_rule_names_a_resolver_and_every_resolver_is_named() -> None:
    named = {row["resolver"] for row in RULES} | {"fixed", "feast"}
    assert named == set(RESOLVERS)


def test_a_pattern_with_an_unknown_class_says_so() -> None:
    with pytest.raises(LexiconError, match="no class 'WETTER'"):
        grammar.compile_pattern("DAY WETTER")


@pytest.mark.parametrize(
    ("year", "day"), [(2016, "2016-03-27"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")]
)
def test_easter(year: int, day: str) -> None:
    assert dates.easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zwölf", 12),
        ("siebzehn", 17),
        ("einundzwanzig", 21),
        ("hundertfünf", 105),
        ("dreieinhalb", 3.5),
        ("einhalb", 1.5),
    ],
)
def test_number_words(word: str, number: float) -> None:
    assert number_word(word) == number


def test_words_that_are_no_numbers() -> None:
    assert [number_word(w) for w in ("hund", "jahrhundert", "undsechzig", "regen")] == [None] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Kirche wurde am 2. Jänner geweiht.", ("2. Jänner", "2024-01-02")),
        ("Der Vertrag vom 07.04.95 gilt noch.", ("07.04.95", "1995-04-07")),
        ("Samstag, 1. Juni, beginnt der Markt.", ("Samstag, 1. Juni", "2024-06-01")),
        ("Mitte der sechziger Jahre war sie Ärztin.", ("Mitte der sechziger Jahre", "196")),
        ("Das Tor fiel im 3. Jahrhundert vor Christus.", ("3. Jahrhundert vor Christus", "BC02")),
        (
            "In der ersten Hälfte des 19. Jahrhunderts wuchs die Stadt.",
            ("der ersten Hälfte des 19. Jahrhunderts", "18"),
        ),
        ("Am Dienstagabend fiel der Strom aus.", ("Dienstagabend", "2024-05-14TEV")),
        ("Der Rat kommt am Freitag zusammen.", ("Freitag", "2024-05-17")),
        ("Am Freitag trat der Trainer ab.", ("Freitag", "2024-05-10")),
        ("Vor zwei Jahren schloss das Werk.", ("zwei Jahren", "P2Y")),
        ("Die Feier dauerte mehr als drei Stunden.", ("mehr als drei Stunden", "PT3H")),
        ("Der Streik dauerte eineinhalb Jahre.", ("eineinhalb Jahre", "P1.5Y")),
        ("Sie probt jeden letzten Samstag im Monat.", ("jeden letzten Samstag im Monat", "P1M")),
        ("Um neun Uhr abends war Schluss.", ("neun Uhr abends", "2024-05-15T21:00")),
        ("Das Heft kostet fünf Euro pro Monat.", ("pro Monat", "P1M")),
        ("Der Winter 2010/11 war hart.", ("Der Winter 2010/11", "2010-WI")),
        ("Im Sommer des Jahres 2005 zog er um.", ("Sommer des Jahres 2005", "2005-SU")),
        ("Er floh im Mai 1940 und kehrte im Juni zurück.", ("Juni", "1940-06")),
        ("Er floh im Mai 1940. Zwei Jahre später kehrte er zurück.", ("Zwei Jahre später", "1942")),
        ("Vor einigen Wochen brannte ein Stall.", ("Vor einigen Wochen", "PAST_REF")),
        ("Der Schreck wirkt heute noch nach.", ("heute", "PRESENT_REF")),
        ("Die Sitzung wurde auf Montag verschoben.", ("Montag", "2024-05-20")),
        ("Der Zug hat am Montag die Fracht übernommen.", ("Montag", "2024-05-13")),
        ("Sie kündigte an, im September abzutreten.", ("September", "2024-09")),
        ("Am Mittwoch fiel der Strom aus.", ("Mittwoch", "2024-05-15")),
        ("Sie will am Montag wieder arbeiten.", ("Montag", "2024-05-20")),
        ("Bis heute fehlt der Schlüssel.", ("heute", "2024-05-15")),
    ],
)
def test_classes(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der 16 Jahre alte Schüler gewann.",
        "Die 24-jährige Frau und ihr vierjähriger Sohn blieben unverletzt.",
        "Das kostete 2012 Euro und wog 1950 Kilogramm.",
        "Familie Sommer und Frau Montag grüßen Ernst Mai.",
        "Der Klub führte 3:1.",
        "Unter 0471-2014 hebt niemand ab.",
    ],
)
def test_words_and_figures_that_mean_no_time(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Am Mittwoch kam er.", "XXXX-WXX-3"),
        ("Am 3. Mai kam er.", "XXXX-05-03"),
        ("Im Mai kam er.", "XXXX-05"),
        ("Voriges Jahr kam er.", "XXXX"),
        ("Gestern kam er.", "XXXX-XX-XX"),
        ("Vorige Woche kam er.", "XXXX-WXX"),
    ],
)
def test_without_a_date_of_publication_relative_times_stay_underspecified(text: str, value: str) -> None:
    [time] = times.find(text, None)
    assert (time.value, time.begin, time.end_date) == (value, None, None)


def test_a_broken_date_of_publication_is_none() -> None:
    assert times.find("Gestern kam er.", "kein Datum")[0].value == "XXXX-XX-XX"


def test_intervals() -> None:
    [march, ago] = times.find("Anfang März brannte es, vor drei Wochen auch.", PUBLISHED)
    assert (march.mod, march.begin, march.end_date) == ("START", "2024-03-01", "2024-03-31")
    assert (ago.begin, ago.end_date) == ("2024-04-22", "2024-04-28")
    [since] = times.find("Seit zwei Jahren ruht der Bau.", PUBLISHED)
    assert (since.begin, since.end_date) == ("2022-05-15", "2024-05-15")


def test_timeml_is_well_formed_and_gives_the_text_back() -> None:
    text = "Müller & Söhne <eilt>:\r\n am 3. Mai\x07 und „morgen“."
    reading = Reading(id="a&b", text=text, published=PUBLISHED, times=times.find(text, PUBLISHED))
    root = ET.fromstring(to_timeml(reading).encode())
    body = root.find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == text.replace("\x07", "\ufffd")
    assert [t.get("value") for t in body] == ["2024-05-03", "2024-05-16"]
    assert root.find("DCT/TIMEX3") is not None


def test_timeml_without_a_date() -> None:
    root = ET.fromstring(to_timeml(Reading(id="x", text="Gestern.", times=times.find("Gestern.", None))))
    assert root.find("DCT/TIMEX3") is None


def test_spacy_component() -> None:
    spacy = pytest.importorskip("spacy")
    from lagebild.language import spacy_times

    assert spacy_times.SPANS == "times"
    nlp = spacy.blank("de")
    nlp.add_pipe("lagebild_times", config={"published": PUBLISHED})
    doc = nlp("Gestern brannte es.")
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["times"]] == [("Gestern", "DATE", "2024-05-14")]


def test_a_date_to_come_does_not_carry_a_tale_of_the_past() -> None:
    text = "Sie soll das Amt bis zur Wahl im Juni 2022 führen. Am 16. Februar starben neun Arbeiter."
    assert [time.value for time in times.find(text, "2021-03-08")] == ["2022-06", "2021-02-16"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # the verb's tense tells whether a weekday has been: strong verbs behind prefixes, participles, infinitives with zu
        ("Der Minister trat am Freitag zurück.", "2024-05-10"),
        ("Am Freitag, als der Minister zurücktrat, regnete es.", "2024-05-10"),
        ("Sie sagt, er habe am Freitag das Haus verraten.", "2024-05-10"),
        ("Er hat am Freitag die Brücke repariert.", "2024-05-10"),
        ("Er plant, am Freitag abzureisen.", "2024-05-17"),
        ("Er wird am Freitag arbeiten.", "2024-05-17"),
        ("Die Männer arbeiteten am Freitag.", "2024-05-10"),
    ],
)
def test_the_tense_decides_which_weekday(text: str, value: str) -> None:
    assert value in [v for _, v in found(text)]


@pytest.mark.parametrize(
    "verb",
    "abtrat anstand auffand ausging bestand beistand durchkam einbrach entkam ertrank gefror herkam hinfiel missfiel "
    "mitkam nachkam niederfiel teilnahm überstand umkam unterkam verstand vorfand wegging widerstand zerbrach zuging "
    "zurücktrat zusammenbrach".split(),
)
def test_a_strong_verb_behind_a_prefix_is_past(verb: str) -> None:
    assert found(f"Es heißt, dass er am Freitag {verb}.") == [("Freitag", "2024-05-10")]


@pytest.mark.parametrize(
    "verb", "besagt versagt erbaut entsorgt zerstört missachtet überholt unterstützt hintergeht".split()
)
def test_a_participle_without_ge_makes_a_perfect(verb: str) -> None:
    assert found(f"Er hat am Freitag viel {verb}.") == [("Freitag", "2024-05-10")]


@pytest.mark.parametrize(
    "verb",
    "abzureisen anzufangen aufzuhören auszugehen beizutreten durchzukommen einzureisen festzuhalten herzukommen hinzugehen "
    "loszugehen mitzukommen nachzusehen vorzugehen wegzugehen zuzusehen zurückzutreten".split(),
)
def test_an_infinitive_with_zu_lies_ahead(verb: str) -> None:
    assert found(f"Sein Plan, am Freitag {verb}, stand.") == [("Freitag", "2024-05-17")]


def test_a_clause_has_its_own_tense() -> None:
    text = "Am Freitag kam er, am Dienstag wird er gehen."
    assert [v for _, v in found(text)] == ["2024-05-10", "2024-05-21"]


def test_a_past_tale_goes_on_for_three_sentences() -> None:
    tale = "Am 3. Mai 1999 brannte die Scheune. Es regnete. Man löschte. Im August kam der Regen."
    later = "Am 3. Mai 1999 brannte die Scheune. Es regnete. Man löschte. Man schlief. Im August kam der Regen."
    assert found(tale)[-1][1] == "1999-08"
    assert found(later)[-1][1] == "2023-08"


@pytest.mark.parametrize("noun", ["Resolution", "Artikel", "Flug", "Zimmer", "Paragraf", "Seite", "Platz", "Nummer"])
def test_a_number_behind_what_is_numbered_is_no_year(noun: str) -> None:
    assert found(f"Man las {noun} 1999.") == []


@pytest.mark.parametrize("title", ["Herr", "Frau", "Familie"])
def test_a_surname_is_no_weekday(title: str) -> None:
    assert found(f"{title} Sonntag kam.") == []


@pytest.mark.parametrize("word", ["alt", "jung", "älter", "jünger", "alten"])
def test_an_age_is_no_length_of_time(word: str) -> None:
    assert found(f"Das Kind ist drei Jahre {word}.") == []
