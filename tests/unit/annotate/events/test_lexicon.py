"""The rows of the trigger lexicon are executed, and a fault in them is told with its place.

An example must be read at its row's word, by that row; a counter-example must not be. The rules read them alone: a row is
tested, not what the scorers think of a sentence that stands alone. What fails stands by name in `known_lexicon_faults.tsv`,
which may only shrink.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from lagebild import lexicon
from lagebild.annotate.events.conditions import KINDS, compiled
from lagebild.annotate.events.lexicon import FOLDER, POS, ROLES, compile_row, entries, lookalikes, read
from lagebild.annotate.read import by_rules
from lagebild.document import Document
from lagebild.errors import LexiconError
from lagebild.language.analyser import GermanAnalyser
from lagebild.lexicon.words import closed
from lagebild.reading import Reading

CONCEPTS = [concept for concept in lexicon.concepts() if concept.startswith(FOLDER)]
ROWS = [(concept, row) for concept in CONCEPTS for row in lexicon.load(concept)]
FAULTS = Path(__file__).parents[1] / "known_lexicon_faults.tsv"
HEADER = "form\tpos\ttype\tmode\tframe\tneeds\tstatus\tweight\texample\tcounter"


class Told(NamedTuple):
    """A sentence of a row, and whether the row is read there."""

    concept: str
    form: str
    column: str
    sentence: str
    read: bool


@cache
def told() -> list[Told]:
    rows = [(c, row, column) for c, row in ROWS for column in ("example", "counter") if row[column]]
    analyses = GermanAnalyser(encoder=None).batch(row[column] for _, row, column in rows)
    found = []
    for (concept, row, column), analysis in zip(rows, analyses, strict=True):
        document = Document(id="row", text=row[column], published="2021-05-05")
        reading = by_rules(document, analysis).reading
        found.append(Told(concept, row["form"], column, document.text, _is_read(row, reading)))
    return found


def _is_read(row: lexicon.Row, reading: Reading) -> bool:
    entry = compile_row(row)
    said = (entry.name, entry.type, entry.mode)
    return any((event.because["type"], event.type, event.mode) == said for event in reading.events)


@cache
def faults() -> set[tuple[str, str, str]]:
    lines = [line.split("\t") for line in FAULTS.read_text("utf-8").splitlines()[1:] if line]
    return {(concept, form, sentence) for concept, form, sentence, _ in lines if concept.startswith(FOLDER)}


@pytest.mark.parametrize("column", ["example", "counter"])
def test_rows_are_read_in_their_examples_alone(column: str) -> None:
    here = [t for t in told() if t.column == column]
    failed = {(t.concept, t.form, t.sentence) for t in here if t.read != (column == "example")}
    assert sorted(failed - faults()) == []
    mended = faults() & {(t.concept, t.form, t.sentence) for t in here} - failed
    assert sorted(mended) == [], "take these out of known_lexicon_faults.tsv"


def test_known_faults_are_of_rows_that_there_are() -> None:
    assert faults() <= {(t.concept, t.form, t.sentence) for t in told()}


def test_it_is_as_large_as_promised() -> None:
    assert len({(row["form"], row["pos"], row["type"]) for _, row in ROWS}) >= 8000


def test_every_row_has_an_example() -> None:
    assert [row["form"] for _, row in ROWS if not row["example"]] == []


def test_most_ambiguous_rows_have_a_counter_example() -> None:
    words = [row for _, row in ROWS if any(need.near for need in compile_row(row).needs)]
    assert len([row for row in words if row["counter"]]) >= 0.8 * len(words)


def test_every_type_has_a_file_whose_rows_are_sorted() -> None:
    assert len(CONCEPTS) == 22
    for concept in CONCEPTS:
        forms = [row["form"].replace("*", "").casefold() for row in lexicon.load(concept)]
        assert forms == sorted(forms), concept


def test_word_lists_of_fifteen_and_more_have_a_name() -> None:
    assert [row["form"] for _, row in ROWS for need in row["needs"].split(",") if need.count("|") >= 14] == []


GOOD = "streiken\tVERB\tPROTEST\tstrike\tsubj=actor\tsubj:agent\t\t0.9\tSie streiken.\t"


def parsed(*lines: str) -> list[object]:
    content = "\n".join((HEADER, *lines))
    return list(read(iter(lexicon.parse("de/event_triggers/protest.tsv", content))))


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("VERB", "VRB", 2, f"unknown pos 'VRB'; expected one of {', '.join(POS)}"),
        ("PROTEST", "RIOT", 3, "unknown type 'RIOT'; expected one of AGREE, CONSULT"),
        ("subj=actor", "subject=actor", 5, "unknown slot 'subject'; expected one of subj, obj"),
        ("subj=actor", "bei+Gen=actor", 5, "unknown slot 'bei+Gen'"),
        ("subj=actor", "subj=doer", 5, f"unknown role 'doer' of 'subj'; expected one of {', '.join(ROLES)}"),
        ("subj=actor", "subj", 5, "unknown role '' of 'subj'"),
        ("subj:agent", "sub:agent", 6, f"there is no condition 'sub'; there are {', '.join(sorted(KINDS))}"),
        ("subj:agent", "subj:somebody", 6, "expected one of agent after 'subj', found 'somebody'"),
        ("subj:agent", "refl:sich", 6, "expected nothing after 'refl', found 'sich'"),
        ("subj:agent", "gen", 6, "expected one of any after 'gen', found ''"),
        ("subj:agent", "prep:obwohl", 6, "expected one of als, an, auf"),
        ("subj:agent", "with:Lohn||Tarif", 6, "expected words with | between them after 'with:'"),
        ("subj:agent", "with:", 6, "expected words with | between them after 'with:'"),
        ("subj:agent", "with:@vehicles_of_joy", 6, "word_sets.tsv has no set 'vehicles_of_joy'; it has "),
        ("\t\t0.9", "\thoped\t0.9", 7, "unknown status 'hoped'; expected one of happened"),
        ("\t\t0.9", "\tmatter=denied\t0.9", 7, "unknown status 'matter'; expected content"),
        ("0.9", "often", 8, "expected a number between 0 and 1, found 'often'"),
    ],
)
def test_a_fault_names_file_line_and_column_and_what_is_allowed(old: str, new: str, column: int, message: str) -> None:
    with pytest.raises(LexiconError) as raised:
        parsed(GOOD.replace(old, new, 1))
    assert str(raised.value).startswith(f"de/event_triggers/protest.tsv, line 2, column {column}: ")
    assert message in str(raised.value)


@pytest.mark.parametrize(
    "other",
    [
        GOOD.replace("PROTEST", "REJECT"),
        GOOD.replace("strike", ""),
        GOOD.replace("subj:agent", "subj:agent,subj:agent"),
    ],
)
def test_two_rows_under_the_same_conditions_are_an_error(other: str) -> None:
    with pytest.raises(
        LexiconError, match=r"line 3, column 1: 'streiken'.* line 2 of .*hold under the same conditions"
    ):
        parsed(GOOD, other)


def test_the_order_of_words_and_sets_does_not_make_conditions_differ() -> None:
    one, two = (GOOD.replace("subj:agent", f"with:{w}") for w in ("@wounds|Lohn", "Lohn|@wounds"))
    with pytest.raises(LexiconError, match="same conditions"):
        parsed(one, two)


def test_rows_under_other_conditions_may_say_other_things() -> None:
    assert len(parsed(GOOD, GOOD.replace("subj:agent", "refl"), GOOD.replace("VERB", "NOUN"))) == 3


def test_sets_are_spelt_out_and_mixed_with_words() -> None:
    values = compiled("with:@wounds|Lohn").values
    assert {"lohn", "wunde", "stichwunde"} <= values


def test_a_word_is_no_trigger_and_lookalike_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not lookalikes() & {word for word, group in entries().items() if any(e.pos == "NOUN" for e in group)}
    rows = lexicon.parse("de/event_lookalikes.tsv", "form\nAbschlag\nStreik\n")
    monkeypatch.setattr(lexicon, "load", lambda *_, **__: rows)
    with pytest.raises(LexiconError, match=r"event_lookalikes.tsv, line 3, column 1: 'Streik' is a trigger, too"):
        lookalikes.__wrapped__()


def test_a_file_holds_rows_of_its_type_alone() -> None:
    for concept, row in ROWS:
        assert concept == f"{FOLDER}{row['type'].lower()}"


def test_phrases_have_no_words_that_are_never_looked_at() -> None:
    """Articles and possessives in the text are skipped, so a phrase that asks for one would never be found."""
    never = {"einer", "eines", "seine", "seinen", "seiner", "ihre", "ihren", "ihrer"} - closed("phrase_fillers")
    assert [row["form"] for _, row in ROWS if never & set(row["form"].split())] == []
