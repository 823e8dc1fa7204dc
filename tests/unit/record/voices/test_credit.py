"""Agencies that reports credit."""

import pytest

from lagebild.lexicon import Row, load
from lagebild.reading import Part, Reading
from lagebild.record.voices.credit import Credit, agency_credits, of_the_text

BODY = "Die Polizei nahm am Montag in Halm zwei Räuber fest. Es regnete."


def credited(text: str, structure: tuple[Part, ...] = ()) -> list[tuple[str, str, bool]]:
    found = agency_credits(Reading(id="r", text=text, structure=structure))
    assert all(text[c.start : c.end].strip() == text[c.start : c.end] != "" for c in found)
    return [(c.agency, c.place, c.known) for c in found]


@pytest.mark.parametrize("row", load("agencies"), ids=lambda row: row["form"])
def test_every_agency_of_the_lexicon_is_found_in_its_example_and_not_in_its_counter_example(row: Row) -> None:
    assert [agency for agency, _, _ in credited(row["example"].replace("\\n", "\n"))] == [row["form"]]
    if row["counter"]:
        assert credited(row["counter"].replace("\\n", "\n")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Halm (dpa) – {BODY}", [("dpa", "dateline", True)]),
        (f"HALM (dpa/lby) - {BODY}", [("dpa", "dateline", True)]),
        (f"Halm (dpa/AFP) – {BODY}", [("dpa", "dateline", True), ("AFP", "dateline", True)]),
        (f"Halm/Rodach, 3. Mai (afp). {BODY}", [("AFP", "dateline", True)]),
        (f"(sda) {BODY}", [("Keystone-SDA", "dateline", True)]),
        (f"dpa Halm. {BODY}", [("dpa", "dateline", True)]),
        (f"Halm (anl) - {BODY}", [("anl", "dateline", False)]),
        (f"Von Karla Moos, dpa\n\n{BODY}", [("dpa", "byline", True)]),
        (f"{BODY} (APA)", [("APA", "end", True)]),
        (f"{BODY}\n\n(dpa/mk)", [("dpa", "end", True)]),
        (f"{BODY}\n\ndpa/AFP", [("dpa", "end", True), ("AFP", "end", True)]),
        (f"{BODY}\n\nmk/dpa", [("dpa", "end", True)]),
        (f"{BODY}\n\nmk/dpa/AFP", [("dpa", "end", True), ("AFP", "end", True)]),
        (f"{BODY} (mit Material von dpa und Reuters)", [("dpa", "end", True), ("Reuters", "end", True)]),
        (f"{BODY}\n\nQuelle: Deutsche Presse-Agentur", [("dpa", "end", True)]),
        (f"{BODY} (anl)", [("anl", "end", False)]),
        (f"(anl) {BODY}", [("anl", "dateline", False)]),
    ],
)
def test_a_credit_is_found_in_its_place(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert credited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Halm (red) – {BODY}",
        f"{BODY} (eig)",
        f"{BODY} Das teilte die Volksunion (VU) mit.",
        f"Die Volksunion (VU) tagte. {BODY}",
        f"{BODY} Die Agentur dpa zieht nach Rodach um.",
        f"{BODY} Das sagte Ada Brunn (SPD).",
        f"Halm (Nordkestrien) – {BODY}",
        f"{BODY}\n\nFoto: Ada Brunn (dpa)",
        f"{BODY}\n\nmk/lby",
        f"{BODY}\n\nVU/dpa",
        f"{BODY}\n\nund dpa",
        "(dpa",
        "",
    ],
)
def test_brackets_and_names_elsewhere_are_no_credit(text: str) -> None:
    assert credited(text) == []


def test_a_dateline_that_the_reader_found_is_credited_wherever_it_stands() -> None:
    text = f"Eilmeldung\nMehr\nzum\nThema\nHalm (xyz)\n{BODY}"
    start = text.index("Halm (")
    part = Part(kind="dateline", start=start, end=start + len("Halm (xyz)"), agency="xyz", place="Halm")
    assert credited(text, (part,)) == [("xyz", "dateline", False)]
    assert credited(text) == []


def test_a_credit_under_a_picture_is_not_one_of_the_text() -> None:
    text = f"{BODY}\n\nFoto: Ada Brunn/dpa\n\nEs regnete weiter und weiter, bis der Fluss stieg."
    start = text.index("Foto")
    part = Part(kind="credit", start=start, end=start + len("Foto: Ada Brunn/dpa"))
    found = agency_credits(Reading(id="r", text=text, structure=(part,)))
    assert [(c.agency, c.place) for c in found] == [("dpa", "picture")]
    assert of_the_text(found) == ()
    whole = Credit(agency="dpa", start=0, end=3, place="end")
    assert of_the_text((whole, *found)) == (whole,)


def test_what_follows_the_end_of_a_report_does_not_hide_its_credit() -> None:
    text = f"{BODY} (dpa)\n\nLesen Sie auch: Brand in Halm"
    start = text.index("Lesen")
    teaser = Part(kind="teaser", start=start, end=len(text))
    assert credited(text, (teaser,)) == [("dpa", "end", True)]
