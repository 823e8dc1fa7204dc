"""The words that give an office its status, one by one: each in a report of one sentence, really read."""

from __future__ import annotations

import pytest

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Office, Reading


def the_office(text: str) -> Office:
    (reading,) = run.read([Document(id="t", text=text, published="2021-03-10")])
    assert isinstance(reading, Reading)
    (office,) = reading.offices
    return office


@pytest.mark.parametrize(
    "word",
    "ehemalige frühere damalige einstige vormalige gestürzte abgesetzte entmachtete zurückgetretene verstorbene abgewählte "
    "ausgeschiedene gewesene scheidende entlassene ermordete geschasste".split(),
)
def test_adjectives_of_who_was(word: str) -> None:
    assert the_office(f"Der {word} Minister Karl Demm schwieg.").status == "former"


@pytest.mark.parametrize(
    "word", "kommissarische geschäftsführende vorläufige interimistische einstweilige provisorische".split()
)
def test_adjectives_of_who_is_for_now(word: str) -> None:
    assert the_office(f"Der {word} Minister Karl Demm schwieg.").status == "interim"


@pytest.mark.parametrize(
    "word", "designierte künftige zukünftige angehende neugewählte gewählte nominierte nächste auserkorene".split()
)
def test_adjectives_of_who_will_be(word: str) -> None:
    assert the_office(f"Der {word} Minister Karl Demm schwieg.").status == "designated"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("stellvertretende", "stellvertretender Minister"),
        ("wirtschaftspolitische", "wirtschaftspolitischer Minister"),
        ("oberste", "oberster Minister"),
        ("erste", "erster Minister"),
        ("zweite", "zweiter Minister"),
        ("leitende", "leitender Minister"),
        ("regierende", "regierender Minister"),
        ("ständige", "ständiger Minister"),
        ("junge", "Minister"),
    ],
)
def test_adjectives_that_are_part_of_a_title(title: str, name: str) -> None:
    assert the_office(f"Der {title} Minister Karl Demm schwieg.").title == name


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((f"Nach dem {end} des Ministers Karl Demm schwieg man.", "former") for end in ("Tod", "Sturz", "Begräbnis")),
        *((f"Nach der {e} des Ministers Karl Demm schwieg man.", "former") for e in ("Ermordung", "Hinrichtung")),
        *((f"Karl Demm wurde zum Minister {verb}.", "holds")
          for verb in "gewählt ernannt bestimmt berufen befördert gekürt bestellt".split()),
        *((f"Karl Demm wurde als Minister {verb}.", "candidate") for verb in ("nominiert", "vorgeschlagen", "aufgestellt")),
        *((f"Karl Demm wurde als Minister {verb}.", "former")
          for verb in "abgesetzt entlassen gestürzt abberufen abgelöst entmachtet abgewählt".split()),
        *((f"Karl Demm {verb} zum Minister gewählt werden.", "designated")
          for verb in "soll sollte könnte will wollte möchte".split()),
        ("Karl Demm, Minister i. R., schwieg.", "former"),
        ("Karl Demm, Minister außer Dienst, schwieg.", "former"),
        ("Ex-Minister Karl Demm schwieg.", "former"),
        ("Altkanzler Karl Demm schwieg.", "former"),
        ("Interimsminister Karl Demm schwieg.", "interim"),
        ("Übergangspräsident Karl Demm schwieg.", "interim"),
    ],
)  # fmt: skip
def test_other_words(text: str, status: str) -> None:
    assert the_office(text).status == status
