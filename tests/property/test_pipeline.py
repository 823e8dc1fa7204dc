"""What holds for any text: nothing breaks, spans lie inside, reading twice gives the same, JSON goes round."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild import run
from lagebild.document import Document
from lagebild.reading import Reading, from_json, to_json
from lagebild.record.identities import Sighting, identify

WORDS = (
    "der die das ein Minister Präsidentin Ada Brunn Halve Polizei verhaftete sagte , . : » « „ “ ( ) – sei am Montag 3. Mai "
    "2021 nicht angeblich soll werden getötet zwei Tote und Demonstranten in von durch \n\n US-Außenminister seit um zu dass "
    "Rücktritt forderte Angriff"
).split(" ")
NEWS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ANYTHING = st.text(max_size=200)
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, published: str | None = "2021-05-05") -> Reading:
    (reading,) = run.read([Document(id="x", text=text, published=published)])
    assert isinstance(reading, Reading), reading
    return reading


@FEW
@given(NEWS | ANYTHING)
def test_spans_lie_inside_the_text_and_the_text_is_kept(text: str) -> None:
    reading = read(text)
    assert reading.text == text
    spans = [
        *reading.sentences,
        *(m for e in reading.entities for m in e.mentions),
        *(q for s in reading.statements for q in (*s.quote_spans, *s.speaker_spans, *s.cue_spans)),
        *(t for e in reading.events for t in e.trigger),
    ]
    spots = [*((t.start, t.end) for t in reading.times), *((o.start, o.end) for o in reading.offices)]
    for start, end in [*spans, *spots]:
        assert 0 <= start < end <= len(text)
    keys = {e.id for e in reading.entities}
    assert all(key in keys for e in reading.events for key in (*e.actors, *e.recipients))
    assert all(o.person in keys for o in reading.offices)


@FEW
@given(NEWS)
def test_reading_twice_gives_the_same_and_json_goes_round(text: str) -> None:
    reading = read(text)
    assert read(text) == reading
    assert from_json(to_json(reading)) == reading


@FEW
@given(NEWS)
def test_without_a_date_no_day_is_invented(text: str) -> None:
    for time in read(text, None).times:
        if time.begin is not None:
            assert any(char.isdigit() for char in text[time.start : time.end])


@cache
def names() -> tuple[str, ...]:
    return ("Ada Brunn", "Ada Brünn", "Brunn", "Karl Brunn", "Halve", "FFB", "Front der Freien Berge")


@given(
    st.lists(
        st.builds(
            lambda report, key, name, also: Sighting(report, key, "person", name, tuple({name, also})),
            st.sampled_from("abcdef"),
            st.sampled_from(("e1", "e2", "e3")),
            st.sampled_from(names()),
            st.sampled_from(names()),
        ),
        unique_by=lambda s: (s.report, s.key),
        max_size=10,
    ),
    st.randoms(),
)
def test_identities_do_not_depend_on_order_and_keep_every_sighting(sightings: list[Sighting], chance: object) -> None:
    expected = identify(sightings)
    shuffled = list(sightings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert identify(shuffled) == expected
    assert sorted(s for i in expected for s in i.sightings) == sorted((s.report, s.key) for s in sightings)
