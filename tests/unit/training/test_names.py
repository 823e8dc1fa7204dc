"""What the encoder learns of names: a tag for each token."""

from __future__ import annotations

from typing import Any

from training.weighing.names import OPEN, UNKNOWN, Named, places, tags

from lagebild.language.encoder.naming import TAGS
from lagebild.language.tokens import tokenise

TEXT = "Mara Holts Anwalt sprach in Marvena mit Marvenaer Richtern."


def said(*names: tuple[str, str], whole: bool) -> dict[str, str | int]:
    found = [Named(TEXT.index(form), TEXT.index(form) + len(form), kind) for form, kind in names]
    tokens = tokenise(TEXT)
    numbers = tags(tokens, found, whole=whole)
    told = [TAGS[n] if 0 <= n < len(TAGS) else n for n in numbers]
    return {TEXT[start:end]: tag for (start, end), tag in zip(tokens, told, strict=True)}


def test_a_name_begins_and_goes_on_and_may_stand_in_the_genitive() -> None:
    found = said(("Mara Holt", "person"), ("Marvena", "state"), whole=True)
    assert (found["Mara"], found["Holts"], found["Anwalt"], found["Marvena"]) == ("B-PER", "I-PER", "O", "B-LOC")


def test_what_our_annotation_leaves_out_may_be_a_name_of_another_kind() -> None:
    found = said(("Mara Holt", "person"), whole=False)
    assert (found["Mara"], found["Anwalt"]) == ("B-PER", OPEN)


def test_what_is_derived_from_a_name_is_none() -> None:
    assert said(("Marvenaer", "LOCderiv"), whole=True)["Marvenaer"] == "O"


def test_of_a_word_that_has_a_name_as_its_part_nothing_is_known() -> None:
    assert said(("Richter", "organisation"), whole=True)["Richtern"] == "B-ORG"  # an s or n behind it
    assert said(("Richt", "organisation"), whole=True)["Richtern"] == UNKNOWN


def test_all_places_of_a_form_are_found_and_the_longest_wins() -> None:
    entities: list[dict[str, Any]] = [
        {"name": "Mara Holt", "kind": "person", "forms": ["Holt"]},
        {"name": "Holt", "kind": "place"},
    ]
    found = sorted(places("Mara Holt mied Holts Haus, nicht Holtau.", entities))
    assert [(name.start, name.end) for name in found] == [(0, 9), (15, 19)]
    assert found[0].kind == "person"
