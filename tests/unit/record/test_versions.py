"""Versions of a report: their order, which one stood on a day, and what changed."""

from __future__ import annotations

import itertools
import re

import pytest

from lagebild.document import Span
from lagebild.record.versions import (
    Version,
    changes,
    head_changes,
    is_known,
    is_later,
    place,
    retold,
    same_text,
    version_on,
)


def version(
    text: str, *, names: tuple[str, ...] = (), recorded: str = "2021-06-01T08:00:00+00:00", **head: str
) -> Version:
    return Version(
        text=text,
        sentences=tuple(Span(*m.span()) for m in re.finditer(r"\S(?:[^.]|\.\d)+\.", text)),
        names=tuple(Span(*m.span()) for name in names for m in re.finditer(name, text)),
        recorded_at=recorded,
        **head,
    )


def put(*arriving: Version) -> list[Version]:
    found: list[Version] = []
    for one in arriving:
        found.insert(place(found, one), one)
    return found


def test_a_number_that_changed_is_pointed_out() -> None:
    old = version("In Halm starben zwei Menschen. Es regnete.")
    new = version("In Halm starben dreiundzwanzig Menschen. Es regnete.")
    changed, same = changes(old, new)
    assert (changed.kind, same.kind) == ("changed", "same")
    (difference,) = changed.differences
    assert difference.old is not None
    assert difference.new is not None
    assert (difference.kind, difference.old.text, difference.new.text) == ("number", "zwei", "dreiundzwanzig")
    assert old.text[difference.old.start : difference.old.end] == "zwei"
    assert new.text[difference.new.start : difference.new.end] == "dreiundzwanzig"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Es kamen 1.200 Leute nach Halm.", "Es kamen 1.300 Leute nach Halm.", "number"),
        ("Es kamen rund hundert Leute nach Halm.", "Es kamen rund Dutzende Leute nach Halm.", "number"),
        ("Es kamen viele Leute nach Halm.", "Es kamen viele Leute nach Kolm.", "name"),
        ("Es kamen ein Mann nach Halm.", "Es kamen der Mann nach Halm.", "words"),
        ("Es kamen viele Leute nach Halm.", "Es kamen einige Leute nach Halm.", "words"),
    ],
)
def test_what_kind_of_words_changed(old: str, new: str, kind: str) -> None:
    (changed,) = changes(version(old, names=("Halm",)), version(new, names=("Halm", "Kolm")))
    assert [d.kind for d in changed.differences] == [kind]


def test_words_that_came_or_went() -> None:
    (longer,) = changes(version("Die Wache schlief im Turm."), version("Die Wache schlief tief im Turm."))
    assert [(d.old, d.new and d.new.text) for d in longer.differences] == [(None, "tief")]
    (shorter,) = changes(version("Die Wache schlief tief im Turm."), version("Die Wache schlief im Turm."))
    assert [(d.old and d.old.text, d.new) for d in shorter.differences] == [("tief", None)]


def test_a_sentence_without_end_is_compared_only_at_its_ends() -> None:
    middle = " ".join(f"w{n}" for n in range(3000))
    old, new = f"Anfang {middle} Ende.", f"Anfang x {middle.replace('w1500', 'y')} z Ende."
    (changed,) = changes(version(old), version(new))
    (difference,) = changed.differences
    assert difference.old is not None
    assert (difference.old.start, difference.old.end) == (7, len(old) - 6)


def test_what_changed_beside_the_text() -> None:
    old = version("Ja.", title="Zwei Tote", url="https://www.blatt.example/a/", published="2021-05-03", outlet="Blatt")
    new = version("Ja.", title="Drei Tote", url="http://blatt.example/a?utm_source=x", published="2021-05-04")
    assert [(c.field, c.old, c.new) for c in head_changes(old, new)] == [
        ("title", "Zwei Tote", "Drei Tote"), ("outlet", "Blatt", None), ("published", "2021-05-03", "2021-05-04"),
    ]  # fmt: skip
    assert head_changes(old, old) == ()


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        ("2021-05-04", "2021-05-03", True),
        ("2021-05-03", "2021-05-04", False),
        ("2021-05-03T14:00", "2021-05-03T10:00", True),
        ("2021-05-03T14:00", "2021-05-03", False),
        ("2021-05-03", "2021-05-03T14:00", False),
        ("2021-05-04", "2021-05-03T23:59", True),
        ("2021-05-03T14:00+02:00", "2021-05-03T13:00+00:00", False),
        ("2021-05-03T13:00+00:00", "2021-05-03T14:00+02:00", True),
        ("2021-05-03T14:00+02:00", "2021-05-03T13:00", True),
        (None, "2021-05-03", False),
        ("2021-05-03", None, False),
    ],
)
def test_which_of_two_was_published_later(one: str, other: str, later: bool) -> None:
    assert is_later(version("a.", published=one), version("b.", published=other)) is later


def test_dated_versions_have_one_order_however_they_arrive() -> None:
    dated = [version(f"Fassung {n}.", published=f"2021-05-0{n}") for n in (1, 2, 3, 4)]
    for arriving in itertools.permutations(dated):
        assert put(*arriving) == dated


def test_without_dates_the_order_of_recording_counts() -> None:
    undated = [version(f"Fassung {n}.") for n in (3, 1, 2)]
    assert put(*undated) == undated
    same_day = [version(f"Fassung {n}.", published="2021-05-03") for n in (3, 1, 2)]
    assert put(*same_day) == same_day


def test_an_older_version_comes_before_an_undated_one_that_followed_a_younger() -> None:
    second, undated, first = version("b.", published="2021-05-02"), version("c."), version("a.", published="2021-05-01")
    assert put(second, undated, first) == [first, second, undated]


def test_a_text_on_record_is_known_but_not_where_the_paper_went_back_to_it() -> None:
    first, second = version("Eins.", published="2021-05-01"), version("Zwei.", published="2021-05-02")
    both = [first, second]
    assert is_known(both, version("Eins.\n")) == 1
    assert is_known(both, version("Zwei.", published="2021-05-09")) == 2
    assert is_known(both, version("Drei.")) is None
    assert is_known(both, version("Eins.", published="2021-05-03")) is None
    assert is_known([*both, first], version("Eins.", published="2021-05-03")) == 3
    assert is_known([], first) is None


def test_texts_that_differ_only_at_the_ends_of_lines() -> None:
    assert same_text("Es regnete. \r\nEs schneite.", "\nEs regnete.\nEs schneite.\n")
    assert not same_text("Es regnete.\nEs schneite.", "Es regnete. Es schneite.")


def test_which_version_stood_on_a_day() -> None:
    found = [
        version("a.", published="2021-05-01"),
        version("b.", published="2021-05-03T23:00"),
        version("c.", recorded="2021-05-07T01:00:00+00:00"),
    ]
    stood = {
        day: version_on(found, day) for day in ("2021-04-30", "2021-05-01", "2021-05-03", "2021-05-06", "2021-05-07")
    }
    assert [v and v.text for v in stood.values()] == [None, "a.", "b.", "b.", "c."]
    assert version_on([], "2021-05-01") is None


def test_how_a_sentence_came_to_be_is_followed_back_through_the_versions() -> None:
    first = version("In Halm starben zwei Menschen. Es regnete.")
    second = version("In Halm starben drei Menschen. Es regnete.")
    third = version("Es regnete. In Halm starben drei Menschen. Ein Kind lebt.")
    fourth = version("Es schneite stark. In Halm starben vier Menschen. Ein Kind lebt.")
    found = retold([first, second, third, fourth], ["In Halm starben vier Menschen.", "Ein Kind lebt."])
    assert [(one.number, one.change.kind, one.change.old and one.change.old.text) for one in found] == [
        (4, "changed", "In Halm starben drei Menschen."),
        (3, "added", None),
        (2, "changed", "In Halm starben zwei Menschen."),
    ]
    assert retold([first], ["Es regnete."]) == []
    assert retold([first, first], ["Es regnete."]) == []
