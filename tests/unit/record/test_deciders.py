"""Who decided what, and when: taking back counts as much as deciding."""

from __future__ import annotations

from lagebild.record.deciders import chosen, deciders, named
from lagebild.record.decisions import Decision, Retraction


def decision(number: int, author: str, day: str, *, back: tuple[str, str] | None = None) -> Decision:
    taken = Retraction(author=back[0], retracted_at=f"{back[1]}T09:00:00+00:00") if back else None
    return Decision(
        number=number,
        kind="same",
        author=author,
        recorded_at=f"{day}T23:59:59+00:00",
        left="A",
        right="B",
        retracted=taken,
    )


MADE = (
    decision(1, "anna", "2026-03-01"),
    decision(2, "ben", "2026-03-02", back=("anna", "2026-03-09")),
    decision(3, "cora", "2026-03-03"),
)


def numbers(**asked: str) -> list[int]:
    return [one.number for one in chosen(MADE, **asked)]


def test_whoever_made_or_took_back_a_decision_decided() -> None:
    assert deciders(MADE) == {"anna": 2, "ben": 1, "cora": 1}
    assert numbers(by="anna") == [1, 2]
    assert numbers(by="ben") == [2]
    assert numbers() == [1, 2, 3]


def test_days_hold_for_the_deed_that_is_asked_for() -> None:
    assert numbers(first="2026-03-03") == [2, 3]
    assert numbers(last="2026-03-01") == [1]
    assert numbers(by="anna", first="2026-03-02") == [2]
    assert numbers(by="ben", first="2026-03-03") == []  # anna took it back that late
    assert numbers(first="2026-03-02", last="2026-03-02") == [2]


def test_a_name_is_found_in_any_case() -> None:
    assert named(" ANNA ", ["anna", "ben"]) == "anna"
    assert named("Anna", ["anna", "Anna"]) == "Anna"
    assert named("cora", ["anna"]) is None
