"""What holds for any text: nothing breaks, spans lie inside, reading twice gives the same, JSON goes round."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagebild import run
from lagebild.document import Document
from lagebild.reading import EntityKind, Reading, from_json, to_json
from lagebild.record.identities import Judgement, Sighting, identify

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
            # its own number, or that of a date named before (*2021 … im Mai*)
            assert any(char.isdigit() for char in text[: time.end])


NAMES = (
    "Ada Brunn", "Ada Brünn", "Ada M. Brunn", "Ada Brunn-Weller", "Brunn", "Brunns", "Karl Brunn", "Halve", "Adas Brunn",
    "Omar al-Dabbagh", "Omar Dabbagh", "Wladimir Tschernow", "Vladimir Chernov", "Benedikt XVI.", "XVI.", "Benedikt",
)  # fmt: skip
BODIES = ("FFB", "Front der Freien Berge", "Freie Berge", "Freien Berge", "Halve", "Brunn", "Ada Brunn", "Berge AG")
OFFICES = (("Minister", "Kanada"), ("Ministerin", "Dänemark"), ("Papst", None), ("Trainer", "Halve"), ("Bischof", None))


@st.composite
def sightings(draw: st.DrawFn) -> Sighting:
    person = draw(st.booleans())
    pool = NAMES if person else BODIES
    kind: EntityKind = "person" if person else draw(st.sampled_from(("organisation", "place", "state")))
    return Sighting(
        draw(st.sampled_from("abcdef")),
        draw(st.sampled_from(("e1", "e2", "e3"))),
        kind,
        draw(st.sampled_from(pool)),
        tuple(draw(st.lists(st.sampled_from(pool), max_size=2))),
        offices=tuple(sorted(draw(st.sets(st.sampled_from(OFFICES), max_size=2)), key=str)),
        companions=tuple(draw(st.lists(st.sampled_from(("Mira Tal", "Jonas Feld")), max_size=2, unique=True))),
        published=draw(st.sampled_from((None, "1921-05-05", "2004-01-01", "2005-01-01", "2020-02-02"))),
    )


@given(
    st.lists(sightings(), unique_by=lambda s: (s.report, s.key), max_size=14),
    st.sets(st.builds(Judgement, st.booleans(), st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=2),
    st.randoms(),
)
def test_identities_do_not_depend_on_order_and_keep_every_sighting(
    seen: list[Sighting], words: set[Judgement], chance: random.Random
) -> None:
    expected = identify(seen, judgements=words)
    for _ in range(3):
        assert identify(chance.sample(seen, len(seen)), judgements=words) == expected
    assert sorted(s for i in expected for s in i.sightings) == sorted((s.report, s.key) for s in seen)
    assert len({i.id for i in expected}) == len(expected)
