"""A story of our own with the difficulties of ties and plans: lists over sentences, exclusion, distance, phases, promises."""

from __future__ import annotations

import pytest

import lagebild
from lagebild.reading import Reading

STORY = (
    "Nach der Wahl hat das Staatenbündnis OPEC gehandelt und Peru bis auf weiteres ausgeschlossen. "
    "Dem Land bleiben nur noch wenige Verbündete: Ghana, der engste Verbündete, ist reich. "
    "Togo, dessen Präsident Edo Falk krank ist, gratulierte. Und Mali: Dort schweigt man. "
    "Der Rest des Kontinents ist entsetzt: Selbst die Regierungen in Chile und Uruguay gehen auf Distanz zu Peru. "
    "Die diplomatischen Beziehungen zwischen Peru und Spanien sind seit 2018 unterbrochen. "
    "Karl Demm lobte die Umsetzung des dreistufigen Plans von Präsident Edo Falk. "
    "Der „dreistufige Plan“ war von Ministerin Rita Semm vorgestellt worden und sieht für Peru die Phasen Ruhe, Arbeit und "
    "Wohlstand vor. "
    "Die Zusagen, die Ghana in den von Spanien vermittelten Gesprächen gegenüber Togo machte, wurden nicht eingehalten."
)


@pytest.fixture(scope="module")
def story() -> Reading:
    return lagebild.read(STORY, published="2020-01-10", outlet="Blatt")


def _name(reading: Reading, key: str | None) -> str | None:
    entity = reading.entity(key)
    return entity.name if entity else None


def test_ties(story: Reading) -> None:
    found = {
        (r.kind, frozenset((_name(story, r.source_entity), _name(story, r.target_entity))), r.status, r.since)
        for r in story.relations
    }
    assert {
        ("member", frozenset(("Peru", "OPEC")), "suspended", None),
        ("ally", frozenset(("Ghana", "Peru")), "holds", None),
        ("ally", frozenset(("Togo", "Peru")), "holds", None),
        ("ally", frozenset(("Mali", "Peru")), "holds", None),
        ("ally", frozenset(("Chile", "Peru")), "former", None),
        ("ally", frozenset(("Uruguay", "Peru")), "former", None),
        ("diplomatic", frozenset(("Peru", "Spanien")), "interrupted", "2018"),
    } <= found
    assert all(0 <= r.start < r.end <= len(story.text) for r in story.relations)


def test_the_plan(story: Reading) -> None:
    (plan,) = story.plans
    assert (plan.name, _name(story, plan.of), _name(story, plan.announced_by), _name(story, plan.about)) == (
        "dreistufiger Plan", "Edo Falk", "Rita Semm", "Peru"
    )  # fmt: skip
    assert plan.phases == ("Ruhe", "Arbeit", "Wohlstand")


def test_the_promise(story: Reading) -> None:
    (promise,) = story.pledges
    assert (promise.kind, promise.outcome) == ("promise", "broken")
    assert [_name(story, key) for key in (promise.by, promise.to, promise.mediator)] == ["Ghana", "Togo", "Spanien"]
