"""Front matter is a flat list of texts and dates; whatever could unfold, nest or run is refused with its line."""

import datetime

import pytest

from lagebild.errors import SourceError
from lagebild.sources.front_matter import LONGEST, parse


def fields(content: str) -> dict[str, object]:
    return parse(content, origin="a.md")[0]


def test_values_are_the_texts_that_stand_there() -> None:
    assert fields('id: 007\nlanguage: no\ntitle: "12:30"\noutlet: 0x1F\nlink: ~\nmedium:\n') == {
        "id": "007",
        "language": "no",
        "title": "12:30",
        "outlet": "0x1F",
        "link": None,
        "medium": None,
    }


def test_dates_are_dates_and_impossible_ones_stay_texts() -> None:
    found = fields('a: 2020-01-02\nb: 2020-01-02 14:30:00\nc: 2020-13-45\nd: "2020-01-02"\ne: 0000-00-00')
    assert found["a"] == datetime.date(2020, 1, 2)
    assert found["b"] == datetime.datetime(2020, 1, 2, 14, 30)
    assert (found["c"], found["d"], found["e"]) == ("2020-13-45", "2020-01-02", "0000-00-00")


def test_lists_and_mappings_are_passed_over() -> None:
    assert fields("Title: Bericht\ntags: [a, {b: c}]\nauthor:\n  name: x\n  of: [y]\nurl: u") == {
        "title": "Bericht",
        "tags": [],
        "author": {},
        "url": "u",
    }


@pytest.mark.parametrize("content", ["", "# nur ein Kommentar\n", "~"])
def test_nothing_is_no_field(content: str) -> None:
    assert fields(content) == {}


def test_a_field_given_twice_is_said() -> None:
    found, problems = parse("title: a\ntitle: b", origin="a.md")
    assert found == {"title": "b"}
    assert problems == ("a.md: the front matter gives 'title' twice; the last one counts",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a: &x {b: 1}\nc: 2", "an anchor or an alias (& or *); write the value out, or put it in quotes (line 2)"),
        ("a: 1\nb: *x", "an anchor or an alias"),
        ("a: 1\n<<: {b: 2}", "a merge key (<<); write the values out (line 3)"),
        ("a: !!python/name:os.system x", "a tag (!)"),
        ("a: !!binary aGFsbG8=", "a tag (!)"),
        ("a: " + "[" * 20 + "]" * 20, "nested too deeply"),
        ("a: " + "[" * 60_000, "nested too deeply"),
        ("a: " + "{b: " * 5000, "nested too deeply"),
        ("a: " + "x" * LONGEST, "longer than 65,536 characters"),
        ("- a\n- b", "`key: value` lines"),
        ("nur ein Satz", "`key: value` lines"),
        ("? [a, b]\n: c", "a key that is no word"),
        ("a: 1\n--- \nb: 2", "a second document"),
        ('a: "\\UFFFFFFFF"', "is not YAML"),
        ("title: [offen", "not YAML in line"),
        ("a: \x07", "is not YAML"),
    ],
)
def test_what_is_no_front_matter_is_refused_with_its_file_and_line(content: str, says: str) -> None:
    with pytest.raises(SourceError, match=r"^a\.md: the front matter ") as refused:
        parse(content, origin="a.md")
    assert says in str(refused.value)
