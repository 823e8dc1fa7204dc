"""Who did it, whether it happened and in which words: where tellings contradict each other, with the near misses."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.record.disputing import BRANDT, ESTLAND, FRONT, HOFER, LEAGUE, PERU, group, kinds, told, values

from lagebild.record.telling import Party

# --- doer


def doer(one: tuple[Party, ...], other: tuple[Party, ...], kind: Any = "COERCE") -> list[str]:
    return kinds(told("Blatt", kind=kind, word="holen", by=one), told("Funk", kind=kind, word="holen", by=other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (group("talvarische Polizei"), group("Männer der Nationalgarde")),
        (group("Soldaten"), group("Rebellen")),
        (group("Polizei"), FRONT),
        (FRONT, LEAGUE),
        (HOFER, BRANDT),
        (group("Demonstranten"), group("Polizisten")),
        (ESTLAND, PERU),
        (PERU, group("Rebellen")),
    ],
)
def test_doers_that_exclude_each_other_are_a_dispute(one: Party, other: Party) -> None:
    assert doer((one,), (other,)) == doer((other,), (one,)) == ["doer"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (group("Polizei"), group("Unbekannte")),
        (group("Männer"), group("Nationalgarde")),
        (group("Sicherheitskräfte"), group("Polizei")),
        (group("Soldaten"), group("Nationalgarde")),
        (group("Bundespolizei"), group("Polizei")),
        (group("Rebellen"), FRONT),
        (group("Regierung"), group("Armee")),
        (HOFER, group("Polizei")),
        (PERU, group("Armee")),
        (FRONT, Party(id="body:berge", name="Freien Berge", kind="organisation")),
        (group("Gärtner"), group("Polizei")),
    ],
)
def test_doers_of_whom_one_may_be_the_other_are_none(one: Party, other: Party) -> None:
    assert doer((one,), (other,)) == doer((other,), (one,)) == []


def test_who_shares_a_doer_or_takes_part_with_many_contradicts_nobody() -> None:
    assert doer((HOFER, BRANDT), (BRANDT,)) == []
    assert doer((HOFER,), (BRANDT,), kind="CONSULT") == []
    assert doer((PERU,), (ESTLAND,), kind="SANCTION") == []
    assert doer((group("Polizei"),), (FRONT,), kind="SANCTION") == []


def test_attack_or_accident_dismissed_or_resigned() -> None:
    attack, accident = told("Blatt", word="Anschlag"), told("Funk", kind="DISASTER", word="Unglück")
    assert values(attack, accident) == ["attack", "accident"]
    assert kinds(attack, told("Funk", kind="DISASTER", word="Explosion")) == []
    gone = told("Blatt", kind="OFFICE", word="zurücktreten", by=(HOFER,))
    assert values(gone, told("Funk", kind="OFFICE", word="entlassen", by=(BRANDT,), to=(HOFER,))) == [
        "resigned",
        "dismissed",
    ]
    assert kinds(gone, told("Funk", kind="OFFICE", word="Rücktritt", by=(HOFER,))) == []


def test_the_accused_who_deny_it_in_the_report_that_accuses_them() -> None:
    shots = told("Blatt", word="beschießen", by=(group("Unbekannte"),))
    blame = told("Blatt", kind="ACCUSE", word="beschuldigen", to=(FRONT,), source="Ada", number=2)
    no = told("Blatt", kind="REJECT", word="bestreiten", by=(HOFER,), number=3, says="Sie bestritt eine Beteiligung.")
    assert values(shots, beside=(blame, no)) == ["Front der Freien Berge", "not Front der Freien Berge"]
    assert kinds(shots) == kinds(shots, beside=(no,)) == kinds(shots, beside=(blame,)) == []
    other_no = told("Blatt", kind="REJECT", word="bestreiten", by=(HOFER,), number=3, says="Sie bestritt den Plan.")
    assert kinds(shots, beside=(blame, other_no)) == []
    raid = told("Blatt", word="überfallen", number=1)
    assert kinds(shots, beside=(raid, blame, no)) == []  # of the nearer deed
    before = told("Blatt", kind="ACCUSE", word="beschuldigen", to=(FRONT,), source="Ada", number=1)
    assert kinds(shots, beside=(before, no)) == []  # something else stands between
    late = told("Blatt", kind="REJECT", word="bestreiten", by=(HOFER,), number=9, says="Sie bestritt die Tat.")
    assert kinds(shots, beside=(blame, late)) == []


def test_the_doer_whom_a_report_names_denies_it_there() -> None:
    blast = told("Blatt", word="Anschlag", by=(FRONT,), source="Regierung")
    no = told("Blatt", kind="REJECT", word="zurückweisen", by=(FRONT,), number=2, says="Sie wies jede Schuld zurück.")
    assert values(blast, beside=(no,)) == ["Front der Freien Berge", "not Front der Freien Berge"]
    elsewhere = told("Funk", kind="REJECT", word="zurückweisen", by=(FRONT,), number=2, says=no.evidence.sentence)
    assert kinds(blast, beside=(elsewhere,)) == []


# --- happened


def test_told_as_a_fact_by_one_and_denied_by_another() -> None:
    done = told("Blatt", kind="SANCTION", word="aussetzen")
    denied = told("Funk", kind="SANCTION", word="aussetzen", status="denied", source="Ada")
    assert values(done, denied) == ["happened", "denied"]
    assert kinds(done, told("Funk", kind="SANCTION", word="aussetzen", status="possible")) == []
    assert kinds(done, told("Blatt", kind="SANCTION", word="aussetzen", status="denied", number=1)) == []


def test_one_report_denies_a_deed_only_of_the_same_people_in_the_same_word() -> None:
    hurt = told("Blatt", word="verletzen", to=(HOFER,), source="Ada")
    denied: dict[str, Any] = {"status": "denied", "source": "Bert", "number": 1}
    assert kinds(hurt, told("Blatt", word="verletzen", to=(HOFER,), **denied)) == ["happened"]
    assert kinds(hurt, told("Blatt", word="verletzen", to=(BRANDT,), **denied)) == []
    assert kinds(hurt, told("Blatt", word="schlagen", to=(HOFER,), **denied)) == []
    assert kinds(hurt, told("Blatt", word="verletzen", to=(HOFER,), status="denied", number=1)) == []
    back = told("Blatt", kind="SUPPORT", word="loben", to=(HOFER,))
    assert kinds(back, told("Blatt", kind="SUPPORT", word="loben", to=(HOFER,), **denied)) == []


def test_who_denies_an_attack_does_not_deny_the_explosion() -> None:
    blast = told("Blatt", kind="DISASTER", word="Explosion")
    no_attack = told("Funk", word="Anschlag", status="denied", source="Ada")
    assert kinds(blast, no_attack) == []
    assert "happened" in kinds(blast, no_attack, told("Woche", word="Anschlag"))


# --- wording


def test_a_loaded_and_a_neutral_word_for_one_deed() -> None:
    held = told("Blatt", kind="COERCE", word="festnehmen", to=(HOFER,))
    taken = told("Funk", word="verschleppen", to=(HOFER,))
    assert values(held, taken) == ["festnehmen", "verschleppen"]
    assert kinds(held, told("Funk", kind="COERCE", word="verhaften")) == []
    assert kinds(held, told("Funk", word="massakrieren")) == []  # another deed
    assert kinds(held, told("Blatt", word="verschleppen", number=1)) == []
    assert kinds(held, told("Blatt", word="verschleppen", number=1, source="Ada")) == ["wording"]
    assert kinds(held, told("Funk", word="verschleppen", status="possible")) == []


def test_a_stronger_word_for_an_attack_takes_two_outlets() -> None:
    bomb = told("Blatt", word="Anschlag")
    assert kinds(bomb, told("Blatt", word="Terrorakt", source="Ada", number=1)) == []
    assert kinds(bomb, told("Funk", word="Terrorakt")) == ["wording"]
    assert kinds(told("Blatt", word="Aufstand"), told("Blatt", word="Terroranschlag", source="Ada", number=1)) == [
        "wording"
    ]
