"""Bodies across reports: one body is one identity, in any order; one name in two states is two."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.lexicon.bodies import Body, bodies
from lagebild.record.body_register import bearers
from lagebild.record.identities import Sighting, identify

_SURE = [
    (body, sure)
    for body in bodies()
    if len(
        sure := [name for name in body.names if [(b.key, enough) for b, enough in bearers(name)] == [(body.key, True)]]
    )
    > 1
]
_SHARED = sorted(
    {
        name
        for body in bodies()
        for name in body.names
        if len({one.state for one, _ in bearers(name)} - {""}) > 1 and all(one.state for one, _ in bearers(name))
    }
)


def body_in(report: str, name: str) -> Sighting:
    return Sighting(report, "e1", "organisation", name, (name,))


@settings(deadline=None)  # the first example loads the register
@given(st.data())
def test_two_names_of_one_body_in_two_reports_are_one_identity(data: st.DataObject) -> None:
    _, names = data.draw(st.sampled_from(_SURE))
    one, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
    (found,) = identify([body_in("a", one), body_in("b", other)])
    assert found.sightings == (("a", "e1"), ("b", "e1"))


@settings(deadline=None)  # the first example loads the register
@given(st.data())
def test_one_name_in_the_reports_of_two_states_is_two_bodies(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(_SHARED))
    states = sorted({one.state for one, _ in bearers(name)})
    left, right = data.draw(st.permutations(states))[:2]
    sightings = [
        sighting
        for report, state in (("a", left), ("b", right))
        for sighting in (body_in(report, name), Sighting(report, "e2", "state", state, (state,)))
    ]
    of = {one: identity for identity in identify(sightings) for one in identity.sightings}
    assert of["a", "e1"] != of["b", "e1"]


@settings(deadline=None)  # the first example loads the register
@given(st.data())
def test_the_order_of_reports_does_not_matter(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(bodies()), min_size=2, max_size=8))
    sightings = [_sighting(data, number, body) for number, body in enumerate(chosen)]
    expected = identify(sightings)
    assert identify(data.draw(st.permutations(sightings))) == expected
    assert sorted(one for identity in expected for one in identity.sightings) == sorted(s[:2] for s in sightings)


def _sighting(data: st.DataObject, number: int, body: Body) -> Sighting:
    names = data.draw(st.lists(st.sampled_from(body.names), min_size=1, max_size=2, unique=True))
    ties = data.draw(st.sampled_from(((), (body.state,) if body.state else ())))
    report = f"r{number % 4}"
    return Sighting(report, f"e{number}", "organisation", names[0], tuple(names), ties=ties)
