"""The corpus of our own: its form is read as it says, whatever does not have it is named, and every report has it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from training.corpus.agreement import agreement, alike
from training.corpus.form import CorpusError, Report, read, reports
from training.corpus.parts import drawn, part_of, parts
from training.corpus.plan import plan
from training.corpus.spread import copies, table

CORPUS = Path(__file__).parents[3] / "corpus"
HEAD = "# outlet: Bote\n# published: 2021-03-10\n# genre: agency flash\n# field: police\n# country: de\n# hand: x\n\n"
BODY = """Die Polizei nahm am Dienstag in Olmen den Händler Jovan Medrano fest.
  time Dienstag | DATE | 2021-03-09
  COERCE nahm | who Polizei | whom Jovan Medrano | when 2021-03-09 | where Olmen | happened | outlet
Er soll zwei Männer, so Ministerin Ada Brunn, geschlagen haben.
  = Jovan Medrano | Er
  office Ada Brunn | Ministerin | - | holds | Ministerin Ada Brunn
  said indirect | Ada Brunn | cue so | quote Er soll zwei Männer
  ASSAULT geschlagen | who Jovan Medrano | whom zwei Männer | possible | Ada Brunn | injured 2 exact zwei

Medrano schlug ein Angebot aus.
  ! schlug

entities:
person Jovan Medrano: Medrano
person Ada Brunn
place Olmen
"""


def made(tmp_path: Path, body: str, head: str = HEAD) -> Report:
    file = tmp_path / "x-0001.txt"
    file.write_text(head + body, encoding="utf-8")
    return read(file)


def test_a_report_with_all_that_it_says(tmp_path: Path) -> None:
    report = made(tmp_path, BODY)
    assert report.text.count("\n\n") == 1
    assert [s.of(report.text)[:6] for s in report.sentences] == ["Die Po", "Er sol", "Medran"]
    arrest, blow = report.events
    assert arrest.trigger.of(report.text) == "nahm"
    assert (arrest.who, arrest.whom, arrest.when, arrest.where) == (
        ("Polizei",),
        ("Jovan Medrano",),
        "2021-03-09",
        "Olmen",
    )
    assert (blow.status, blow.source, blow.sentence) == ("possible", "Ada Brunn", 1)
    assert [(f.kind, f.value, f.bound, f.span.of(report.text)) for f in blow.figures] == [
        ("injured", 2, "exact", "zwei")
    ]
    man = next(e for e in report.entities if e.name == "Jovan Medrano")
    assert [s.of(report.text) for s in man.names] == ["Jovan Medrano", "Medrano"]
    assert [s.of(report.text) for s in man.meant] == ["Er"]
    assert [s.of(report.text) for s in report.lookalikes] == ["schlug"]
    assert [f.layer for f in report.findings] == ["time", "office", "said"]


def test_the_second_of_two_words_is_named_by_its_number(tmp_path: Path) -> None:
    twice = "Der Angriff war ein Angriff.\n  ASSAULT {} | happened | outlet\n"
    assert made(tmp_path, twice.format("Angriff#2")).events[0].trigger.start == 20
    with pytest.raises(CorpusError, match="stands 2 times"):
        made(tmp_path, twice.format("Angriff"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("COERCE nahm", "COERCE verhaftete", "'verhaftete' stands 0 times"),
        ("COERCE nahm", "ARREST nahm", "'ARREST' begins no finding"),
        ("who Polizei", "who Miliz", "'Miliz' is neither the fullest name of an entity nor words of the text"),
        ("whom Jovan Medrano", "whom Medrano", "'Medrano' is neither the fullest name"),
        ("| happened | outlet\n", "| happened\n", "a status and a source"),
        ("| happened |", "| geschehen |", "'geschehen' is none of happened"),
        ("injured 2 exact zwei", "injured zwei exact zwei", "a figure is"),
        ("place Olmen\n", "place Olmen\nperson Otto Kern\n", "'Otto Kern' stands nowhere in the text"),
        ("= Jovan Medrano", "= Medrano", "is not the fullest name of an entity"),
        ("DATE", "DAY", "'DAY' is none of DATE"),
    ],
)  # fmt: skip
def test_what_does_not_have_the_form_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in BODY
    with pytest.raises(CorpusError, match=said) as found:
        made(tmp_path, BODY.replace(old, new, 1))
    assert "x-0001.txt, line " in str(found.value)


@pytest.mark.parametrize(
    "head", [HEAD.replace("# country: de", "# country: fr"), HEAD.replace("2021-03-10", "März"), HEAD[:20]]
)
def test_a_head_that_lacks_something_is_named(tmp_path: Path, head: str) -> None:
    with pytest.raises(CorpusError, match="line"):
        made(tmp_path, BODY, head)


def test_near_copies_are_found(tmp_path: Path) -> None:
    one = made(tmp_path, "Die Polizei nahm am Dienstag in Olmen einen Händler mit zwei Söhnen fest.\n")
    (tmp_path / "y-0001.txt").write_text(
        HEAD + "Die Polizei nahm am Dienstag in Olmen einen Händler mit drei Söhnen fest.\n"
    )
    other = read(tmp_path / "y-0001.txt")
    far = made(tmp_path, "Der Rat von Olmen wies den Antrag der Händler am Dienstag zurück.\n")
    assert copies([one, other]) == [("x-0001:1", "y-0001:1")]
    assert copies([other, far]) == []


def test_the_plan_has_every_trigger_twice_and_every_construction_forty_times() -> None:
    names, *rows = plan()
    triggers = [t for row in rows for t in row[names.index("triggers")].split("; ") if t]
    counted = {t: triggers.count(t) for t in set(triggers)}
    assert min(counted.values()) >= 2
    constructions = [c for row in rows for c in row[names.index("constructions")].split("; ")]
    assert min(constructions.count(c) for c in set(constructions)) >= 40


def test_every_report_of_the_corpus_has_the_form() -> None:
    found = list(reports(CORPUS / "reports"))
    assert found
    assert len({report.id for report in found}) == len(found)
    sentences = sum(len(report.sentences) for report in found)
    assert len(copies(found)) <= sentences / 100
    assert "types: " in table(found)


def test_a_second_reading_is_compared_field_by_field(tmp_path: Path) -> None:
    first = made(tmp_path, BODY)
    again = BODY.replace("whom zwei Männer", "whom Männer").replace("| possible |", "| happened |")
    second = made(tmp_path, again.replace("  office Ada Brunn | Ministerin | - | holds | Ministerin Ada Brunn\n", ""))
    figures = agreement([(first, second)])
    assert figures == {
        "core": 2,
        "events": 1.0,
        "told": 1.0,
        "offices": 0.0,
        "who": 1.0,
        "whom": 1.0,
        "where": 1.0,
        "when": 1.0,
        "status": 0.5,
        "source": 1.0,
        "whole": 0.5,
    }


def test_events_of_one_side_and_optional_ones(tmp_path: Path) -> None:
    first = made(tmp_path, BODY)
    less = "\n".join(line for line in BODY.splitlines() if not line.startswith("  ASSAULT")) + "\n"
    assert agreement([(first, made(tmp_path, less))])["events"] == pytest.approx(2 / 3)
    moved = made(tmp_path, BODY.replace("COERCE nahm", "COERCE Polizei"))
    assert (agreement([(first, moved)])["events"], agreement([(first, moved)])["told"]) == (0.5, 1.0)
    spare = made(tmp_path, BODY.replace("| injured 2", "| optional | injured 2"))
    assert agreement([(first, spare)]) | {"core": 1, "events": 1.0} == agreement([(first, spare)])
    with pytest.raises(ValueError, match="not of the same text"):
        agreement([(first, made(tmp_path, BODY.replace("schlug ein Angebot aus", "schlug um sich")))])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Angehörige", "die Angehörigen", True),
        ("Sprecher der Polizei", "Polizei", True),
        ("Jovan Medrano", "Ada Brunn", False),
        (None, "Olmen", False),
        (None, None, True),
    ],
)
def test_participants_are_alike_by_their_words(one: str | None, other: str | None, same: bool) -> None:
    assert alike(one, other) is same


def test_every_second_reading_is_of_a_report_of_the_corpus() -> None:
    for path in sorted((CORPUS / "second").glob("*.txt")):
        own = read(CORPUS / "reports" / path.name[0] / path.name)
        assert read(path).text == own.text, path.name


def test_what_measures_was_planned_with_rows_that_no_report_that_trains_has() -> None:
    by_line = parts()
    assert by_line == drawn()
    assert {part_of(path.stem, by_line) for path in (CORPUS / "reports").rglob("*.txt")} == {"train", "dev", "test"}
    rows: dict[str, set[str]] = {"train": set(), "dev": set(), "test": set()}
    with (CORPUS / "plan.tsv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter="\t"):
            rows[by_line[line["report"]]].update(line["triggers"].split("; "))
    shares = [sum(part == name for part in by_line.values()) / len(by_line) for name in ("train", "dev", "test")]
    assert shares == pytest.approx([0.85, 0.05, 0.10], abs=0.01)
    assert len(rows["test"] - rows["train"]) >= 60
