"""Which telling of its report a noun takes up that says nothing new."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.record.telling_by_hand import BRANDT, SARN, telling

from lagebild.record.taking_up import taken_up
from lagebild.record.telling import Telling


def antecedents(*told: Telling) -> list[str | None]:
    return [t.takes_up for t in taken_up(told)]


def the(word: str, number: int, **fields: object) -> Telling:
    """A noun with its article."""
    return telling(word, number=number, definite=True, **fields)  # type: ignore[arg-type]


def report(*words: Telling) -> Sequence[Telling]:
    return words


def test_a_definite_noun_takes_up_the_nearest_telling_by_the_same_word() -> None:
    first, second = telling("Anschlag", number=0, place=SARN), telling("Anschlag", number=1, recipients=(BRANDT,))
    assert antecedents(first, second, the("Anschlag", 2)) == [None, None, second.id]


def test_the_same_word_goes_before_another_one_for_the_deed() -> None:
    first, second = telling("Anschlag", number=0), telling("Attentat", number=1)
    assert antecedents(first, second, the("Anschlag", 2))[2] == first.id
    assert antecedents(telling("Überfall", number=0), second, the("Anschlag", 2))[2] == second.id


def test_a_noun_for_any_event_takes_up_what_is_of_its_type() -> None:
    first = telling("Wahl", kind="ELECT", number=0)
    crash = telling("Absturz", kind="DISASTER", number=1)
    assert antecedents(first, crash, the("Unglück", 2, kind="DISASTER"))[2] == crash.id


def test_what_says_something_new_takes_nothing_up() -> None:
    first = telling("Anschlag", number=0)
    assert antecedents(first, the("Anschlag", 1, place=SARN))[1] is None
    assert antecedents(first, the("Anschlag", 1, time="2021-03-09"))[1] is None
    assert antecedents(first, the("Anschlag", 1, complement=("kaserne",)))[1] is None
    assert antecedents(first, telling("Anschlag", number=1))[1] is None
    assert antecedents(telling("töten", number=0), telling("töten", number=1, definite=True))[1] is None


def test_what_is_another_takes_nothing_up() -> None:
    assert antecedents(telling("Anschlag", number=0), the("Anschlag", 1, further=True))[1] is None


def test_nothing_is_taken_up_across_a_bar() -> None:
    planned = telling("Anschlag", number=0, status="announced")
    assert antecedents(planned, the("Anschlag", 1))[1] is None


def test_what_stands_behind_is_taken_up_only_if_it_is_near_and_in_another_sentence() -> None:
    opening = the("Urteil", 0, kind="JUDGE")
    assert antecedents(opening, telling("Urteil", kind="JUDGE", number=1))[0] == "r1/v1"
    assert antecedents(opening, telling("Urteil", kind="JUDGE", number=1, sentence=0))[0] is None
    assert antecedents(opening, telling("Urteil", kind="JUDGE", number=1, sentence=9))[0] is None


def test_what_stands_before_goes_before_what_stands_behind() -> None:
    told = (
        telling("Urteil", kind="JUDGE", number=0),
        the("Urteil", 1, kind="JUDGE"),
        telling("Urteil", kind="JUDGE", number=2),
    )
    assert antecedents(*told)[1] == "r1/v0"
