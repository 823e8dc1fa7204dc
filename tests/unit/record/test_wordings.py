"""Words that judge, words that say what made it happen, and words for doers: every example of the lexicons is read."""

from __future__ import annotations

from typing import cast, get_args

import pytest

from lagebild import run
from lagebild.annotate import read, weighing
from lagebild.document import Document
from lagebild.errors import LexiconError
from lagebild.lexicon import Row, load, parse
from lagebild.reading import EventType, Reading
from lagebild.record import disputed_words
from lagebild.record.disputed_doers import cause_of, kinds_of_doer
from lagebild.record.disputed_words import Load, Wording, wording, wordings_of
from lagebild.record.taking_up import tellings
from lagebild.record.telling import Telling
from lagebild.record.wording import last_of_two, own_word_of, root_of

WORDINGS = load("wordings")
CAUSES = load("causes")


@pytest.fixture(scope="module")
def told() -> dict[str, list[Telling]]:
    """The tellings of every sentence that the lexicons give, all read in one go."""
    texts = sorted({row[column] for row in (*WORDINGS, *CAUSES) for column in ("example", "counter_example")})
    found: dict[str, list[Telling]] = {}
    by_rules = tuple(annotator for annotator in read.ANNOTATORS if annotator.annotate is not weighing.annotate)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "ANNOTATORS", by_rules)  # what is asked of is the words, not how likely an event is
        return _told(texts, found)


def _told(texts: list[str], found: dict[str, list[Telling]]) -> dict[str, list[Telling]]:
    for reading in run.read([Document(id=str(n), text=text, published="2021-05-05") for n, text in enumerate(texts)]):
        assert isinstance(reading, Reading), reading
        found[texts[int(reading.id)]] = tellings(reading, {}, [event.id for event in reading.events])
    return found


def test_each_wording_is_found_in_its_example_and_not_in_its_counter_example(told: dict[str, list[Telling]]) -> None:
    def there(row: Row, column: str) -> bool:
        entry = Wording(cast(Load, row["load"]), row["deed"])
        return any(entry in wordings_of(t) and t.root == root_of(row["form"]) for t in told[row[column]])

    assert [r["form"] for r in WORDINGS if not there(r, "example")] == []
    assert [r["form"] for r in WORDINGS if there(r, "counter_example")] == []


def test_each_cause_is_found_in_its_example_and_not_in_its_counter_example(told: dict[str, list[Telling]]) -> None:
    def there(row: Row, column: str) -> bool:
        return any(cause_of(t, row["deed"]) == row["cause"] for t in told[row[column]])

    assert [r["form"] for r in CAUSES if not there(r, "example")] == []
    assert [r["form"] for r in CAUSES if there(r, "counter_example")] == []


def test_each_kind_of_doer_is_found_in_its_example_and_not_in_its_counter_example() -> None:
    for row in load("doers"):
        assert set(kinds_of_doer(row["example"])) == set(row["value"].split()), row["form"]
        assert not set(kinds_of_doer(row["counter_example"])) & set(row["value"].split()), row["form"]


def test_every_deed_has_words_of_both_loads_and_every_type_has_some() -> None:
    loads: dict[str, set[str]] = {}
    for row in WORDINGS:
        loads.setdefault(row["deed"], set()).add(row["load"])
    assert {deed for deed, found in loads.items() if found != {"neutral", "loaded"}} == set()
    assert {kind for row in WORDINGS for kind in row["type"].split("|")} == set(get_args(EventType))


def test_the_first_line_of_a_word_says_how_it_is_marked(told: dict[str, list[Telling]]) -> None:
    marks = {t.trigger: wording(t) for found in told.values() for t in found}
    assert (marks["Aufstand"], marks["verschleppten"], marks["verhaftete"]) == ("loaded", "loaded", "neutral")
    assert marks["Explosion"] is None


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ("hetzen\tACCUSE\tstrong\tx\te\tc", "expected neutral or loaded"),
        ("hetzen\tACCUSE\tloaded\tx\te\tc", "another load"),
    ],
)
def test_a_bad_line_is_an_error_with_its_place(second: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = f"form\ttype\tload\tdeed\texample\tcounter_example\nHetze\tACCUSE\tneutral\tx\te\tc\n{second}\n"
    monkeypatch.setattr(disputed_words, "load", lambda *_, **__: parse("de/wordings.tsv", content))
    with pytest.raises(LexiconError, match=rf"wordings\.tsv, line 3.*{message}"):
        disputed_words._wordings.__wrapped__()


@pytest.mark.parametrize(
    ("lemma", "last"),
    [
        ("Flut- und Sturmkatastrophe", "Sturmkatastrophe"),
        ("Brand- bzw. Sprengstoffanschlag", "Sprengstoffanschlag"),
        ("See- oder Erdbeben", "Erdbeben"),
        ("Sturm", "Sturm"),
        ("ums Leben kommen", "ums Leben kommen"),
        ("hin und her fahren", "hin und her fahren"),
    ],
)
def test_of_two_compounds_with_one_last_part_the_whole_one_counts(lemma: str, last: str) -> None:
    assert last_of_two(lemma) == last


@pytest.mark.parametrize(
    ("trigger", "before", "word"),
    [
        ("Mannesmann-Prozess", "", "mannesmannprozess"),
        ("Bosnienkrieg", "", "bosnienkrieg"),
        ("Weltkrieg", "Zweiter ", "zweit weltkrieg"),
        ("Terroranschlag", "", ""),
        ("Bürgerkrieg", "", ""),
        ("Koalitionsgipfel", "", ""),
    ],
)
def test_a_word_for_one_event_is_no_word_for_a_kind(trigger: str, before: str, word: str) -> None:
    assert own_word_of(trigger, trigger, before) == word
