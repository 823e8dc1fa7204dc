"""What holds for any versions: one order however they arrive, and no sentence lost between two of them."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lagebild.document import Span
from lagebild.record.versions import Version, changes, place, version_on

SENTENCES = st.lists(
    st.sampled_from(
        ("Es regnete.", "Zwei starben in Halm.", "Drei starben in Halm.", "Die Polizei kam.", "Die Polizei kam nicht.")
    ),
    max_size=12,
)


def version(sentences: list[str], **known: Any) -> Version:
    spans, text = [], ""
    for sentence in sentences:
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += f"{sentence} "
    return Version(text=text, sentences=tuple(spans), recorded_at="2021-06-01T00:00:00+00:00", **known)


def put(arriving: list[Version]) -> list[Version]:
    found: list[Version] = []
    for one in arriving:
        found.insert(place(found, one), one)
    return found


@given(st.sets(st.datetimes().map(lambda m: m.replace(microsecond=0)), min_size=1, max_size=12), st.randoms())
def test_dated_versions_have_one_order_and_one_newest(moments: set[object], chance: random.Random) -> None:
    dated = [version([f"Um {m} regnete es."], published=m.isoformat()) for m in sorted(moments)]  # type: ignore[type-var, attr-defined]
    assert put(chance.sample(dated, len(dated))) == dated
    for number, one in enumerate(dated):
        day = (one.published or "")[:10]
        same_day = [v for v in dated[number:] if (v.published or "")[:10] == day]
        assert version_on(dated, day) == same_day[-1]


@given(st.lists(st.none() | st.dates().map(str), max_size=8))
def test_no_version_is_lost_whatever_its_date(days: list[str | None]) -> None:
    arriving = [version([f"Fassung {n}."], **({"published": day} if day else {})) for n, day in enumerate(days)]
    assert sorted(v.text for v in put(arriving)) == sorted(v.text for v in arriving)


@given(SENTENCES, SENTENCES)
def test_every_sentence_of_both_is_accounted_for_and_quoted(before: list[str], after: list[str]) -> None:
    old, new = version(before), version(after)
    found = changes(old, new)
    assert sorted((c.old.start, c.old.text) for c in found if c.old) == [
        (s.start, s.of(old.text)) for s in old.sentences
    ]
    assert [(c.new.start, c.new.text) for c in found if c.new] == [(s.start, s.of(new.text)) for s in new.sentences]
    for change in found:
        assert (change.old is None) == (change.kind == "added")
        assert (change.new is None) == (change.kind == "dropped")
        if change.kind in ("same", "moved"):
            assert change.old is not None
            assert change.new is not None
            assert change.old.text == change.new.text
        assert bool(change.differences) == (change.kind == "changed")
        for difference in change.differences:
            for passage, text in ((difference.old, old.text), (difference.new, new.text)):
                assert passage is None or text[passage.start : passage.end] == passage.text != ""


@given(SENTENCES)
def test_a_version_beside_itself_has_not_changed(sentences: list[str]) -> None:
    assert {c.kind for c in changes(version(sentences), version(sentences))} <= {"same"}
