"""One chain for whoever a report speaks of: descriptions that take up others, and the word lists behind them."""

import pytest

from lagebild.annotate import entities
from lagebild.annotate.entities.traits import part_of
from lagebild.annotate.text import Text
from lagebild.annotate.tree import mended
from lagebild.document import Document
from lagebild.language import load_analyser
from lagebild.lexicon import Row, load
from lagebild.lexicon.bodies import KINDS
from lagebild.lexicon.nouns import noun
from lagebild.reading import Entity, Reading

PARTS = {"doer", "accused", "victim", "anybody", "duty"}


def read(text: str) -> tuple[Entity, ...]:
    analysis = mended(load_analyser("de")(text))
    return entities.annotate(Text(analysis, Reading.blank(Document(id="t", text=text))))


def chains(text: str) -> dict[str, list[str]]:
    """By first mention the mentions of everybody."""
    return {e.mentions[0].of(text): [span.of(text) for span in e.mentions] for e in read(text)}


def takes_up(text: str, word: str) -> bool:
    """Whether a word of the second sentence means somebody or something of the first."""
    second = text.index(". ") + 1
    return any(
        e.mentions[0].start < second and any(m.start > second and m.of(text) == word for m in e.mentions)
        for e in read(text)
    )


def test_a_story_of_a_culprit_and_a_victim_has_two_chains() -> None:
    text = (
        "Am Montag hat ein 31-jähriger Fischer in Wolm einen Gast niedergestochen. Der Täter floh. "
        "Das Opfer kam in eine Klinik. Am Abend wurde der 31-Jährige verhaftet. Der Beschuldigte schweigt."
    )
    found = chains(text)
    assert found["Fischer"] == ["Fischer", "Täter", "31-Jährige", "Beschuldigte"]
    assert found["Gast"] == ["Gast", "Opfer"]


def test_two_of_a_kind_are_nobody_in_particular() -> None:
    found = chains("Am Montag wurden ein Fischer und ein Bäcker verhaftet. Am Abend schwieg der Beschuldigte.")
    assert found["Beschuldigte"] == ["Beschuldigte"]


def test_one_with_an_indefinite_article_is_somebody_new() -> None:
    found = chains("In Wolm wurde ein Mann verletzt. In Tarnau ertrank am Abend ein Mann.")
    assert found["Mann"] == ["Mann"]


def test_the_dead_and_the_injured_are_two_groups() -> None:
    found = chains("Am Montag gab es drei Verletzte. Am Abend gedachte man der Verletzten und der Toten.")
    assert "Toten" not in found.get("Verletzte", [])


def test_who_is_there_on_duty_is_not_the_man_of_the_report() -> None:
    text = "Am Montag hielt ein Polizist einen Fischer an. Am Abend schwieg der Mann."
    assert chains(text)["Fischer"] == ["Fischer", "Mann"]


@pytest.mark.parametrize("row", load("person_parts"), ids=lambda row: row["form"])
def test_a_noun_says_its_part(row: Row) -> None:
    def said(phrase: str) -> str:
        here = noun(phrase.rsplit(maxsplit=1)[-1])
        return part_of(here) if here is not None else ""

    assert row["value"] in PARTS
    if row["form"] != "Jähriger":  # no noun of a list, but an age in figures
        assert said(row["example"]) == row["value"]
    assert said(row["counter_example"]) != row["value"]


@pytest.mark.parametrize("row", load("wider_words"), ids=lambda row: row["form"])
def test_a_wider_word_takes_up_a_narrower_one(row: Row) -> None:
    word = row["example"].rstrip(".").split()[-1]
    assert takes_up(row["example"], word), chains(row["example"])
    assert not takes_up(row["counter_example"], word), chains(row["counter_example"])


@pytest.mark.parametrize("row", load("body_nouns"), ids=lambda row: row["form"])
def test_a_noun_takes_up_a_body_of_its_kind(row: Row) -> None:
    assert set(row["value"].split()) <= KINDS
    word = row["form"]
    assert takes_up(row["example"], word), chains(row["example"])
    assert not takes_up(row["counter_example"], word), chains(row["counter_example"])
