"""The register of bodies: what it holds, and how a fault in it is told."""

from __future__ import annotations

import pytest

from lagebild.errors import LexiconError
from lagebild.lexicon import parse
from lagebild.lexicon.bodies import KINDS, MEDIA, Body, bodies, listed, read
from lagebild.lexicon.gazetteer import known, known_names, longest_from

HEADER = "form\tothers\tgender\tstate\tkind\twikidata\tplain\n"
STATES = frozenset(("Talvarien", "Morland"))


def rows(*lines: str) -> tuple[Body, ...]:
    return read(parse("de/x.tsv", HEADER + "\n".join(lines)), states=STATES)


def test_the_register_is_large_and_covers_what_reports_name() -> None:
    assert len(listed()) >= 2000
    assert {body.kind for body in bodies()} == KINDS
    assert len({body.state for body in listed() if body.kind == "party"} - {""}) >= 53
    assert sum(len(body.names) for body in listed()) > 2 * len(listed())


def test_no_known_name_is_longer_than_the_longest_from_its_first_word() -> None:
    longest = longest_from()
    assert all(len(words) <= longest[words[0]] for words in known_names())
    assert set(longest.items()) == {
        (words[0], len(words)) for words in known_names() if len(words) == longest[words[0]]
    }


def test_every_name_of_the_register_is_found_by_the_reader_or_is_plain() -> None:
    for body in listed():
        for name in body.names:
            assert name in body.plain or known(name) is not None, name


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("IAEO", "Internationale Atomenergiebehörde"),
        ("International Atomic Energy Agency", "Internationale Atomenergiebehörde"),
        ("Sozialdemokratische Partei Deutschlands", "SPD"),
        ("Parti socialiste", "Parti socialiste"),
        ("Jedinaja Rossija", "Einiges Russland"),
    ],
)
def test_a_body_is_known_by_its_names_in_several_languages(name: str, body: str) -> None:
    assert [one.name for one in bodies() if name in one.names] == [body]


def test_one_name_may_be_that_of_bodies_of_several_states() -> None:
    states = {body.state for body in bodies() if "Bundesrat" in body.names}
    assert states == {"Deutschland", "Österreich", "Schweiz"}
    found = known("Bundesrat")
    assert found is not None
    assert found.state == ""
    of_spd = known("SPD")
    assert of_spd is not None
    assert (of_spd.state, of_spd.role) == ("Deutschland", "party")


def test_an_office_with_a_militia_or_a_company_is_none_in_its_state() -> None:
    for name in ("Taliban", "Lufthansa"):
        found = known(name)
        assert found is not None
        assert found.state == ""


def test_outlets_and_agencies_add_their_names_to_the_body_that_bears_one() -> None:
    (spiegel,) = [body for body in bodies() if "Spiegel Online" in body.names]
    assert "SpOn" in spiegel.names
    assert "Spiegel" in spiegel.plain
    assert sum(body.kind in MEDIA for body in bodies()) > 300
    (presse,) = [body for body in bodies() if body.name == "Salzburger Nachrichten"]
    assert (presse.kind, presse.state) == ("paper", "Österreich")


GOOD = "Freie Bergfront\tFBF\tf\tTalvarien\tparty\tQ7"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Bergrat\t\tx\tTalvarien\tparliament", "line 3, column 3: expected m, f, n or pl, found 'x'"),
        ("Bergrat\t\tm\tNirgendwo\tparliament", "line 3, column 4: expected a state of states.tsv or nothing"),
        ("Bergrat\t\tm\tTalvarien\tcastle", "line 3, column 5: expected one of"),
        ("Bergrat\t\tm\tTalvarien\tparliament\tX9", "line 3, column 6: expected an id such as Q458, found 'X9'"),
        ("Bergrat\t\tm\tTalvarien\tparliament\tQ7", "line 3, column 6: Q7 is the id of line 2"),
        ("Bergrat\tBergrat\tm\tTalvarien\tparliament", "line 3, column 2: 'Bergrat' stands twice"),
        (
            "Bergrat\tfbf\tm\tTalvarien\tparliament",
            "line 3, column 2: the body in line 2 of Talvarien is called 'fbf', too",
        ),
        ("Freie Bergfront\t\tf\tTalvarien\tparty", "line 3, column 1: the body in line 2 of Talvarien"),
        ("Bergrat\tRat\tm\tTalvarien\tparliament\t\tTal", "line 3, column 7: 'Tal' is no name of this body"),
    ],
)
def test_a_fault_names_file_line_and_column(line: str, message: str) -> None:
    with pytest.raises(LexiconError, match=r"^de/x\.tsv, ") as raised:
        rows(GOOD, line)
    assert message in str(raised.value)


def test_the_same_name_in_another_state_is_no_fault() -> None:
    here, there = rows(GOOD, "Freie Bergfront\tFBF\tf\tMorland\tparty")
    assert here.key != there.key
    assert here.wikidata == "Q7"
