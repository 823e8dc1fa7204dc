"""The gold of incidents loads, is what its README promises, and says where a table is wrong."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from bench.frame import SHARED
from bench.incidents.data import HERE, Gold, GoldError, load

CORPUS = SHARED / "corpora" / "quotes"
TABLES = ("mentions.tsv", "further.tsv", "lookalikes.tsv", "links.tsv", "series.tsv")


@pytest.fixture(scope="module")
def gold() -> Gold:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables, to be damaged."""
    for name in TABLES:
        shutil.copy(HERE / name, tmp_path / name)
    return tmp_path


def damage(folder: Path, name: str, line: int, column: str, value: str) -> None:
    """Write another value into one field of a table."""
    lines = (folder / name).read_text(encoding="utf-8").split("\n")
    values = lines[line - 1].split("\t")
    values[lines[0].split("\t").index(column)] = value
    lines[line - 1] = "\t".join(values)
    (folder / name).write_text("\n".join(lines), encoding="utf-8")


def test_there_are_as_many_as_the_readme_says(gold: Gold) -> None:
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    counted = {
        "groups": len(gold.groups),
        "of them across reports": sum(group.across for group in gold.groups),
        "mentions in them": sum(len(group.mentions) for group in gold.groups),
        "further groups": len(gold.further),
        "look-alikes": len(gold.lookalikes),
        "links": len(gold.links),
        "series": len(gold.series),
    }
    for what, number in counted.items():
        assert f"| {what} | {number} |" in readme
    by_type = Counter(mention.type for group in gold.groups for mention in group.mentions)
    for kind, number in by_type.items():
        assert f"| {kind} | {number} |" in readme


def test_half_of_the_groups_are_told_across_reports(gold: Gold) -> None:
    assert len(gold.groups) >= 75
    assert 2 * sum(group.across for group in gold.groups) >= len(gold.groups)
    assert 3 * sum(not group.across for group in gold.groups) >= len(gold.groups)
    assert max(len(group.reports) for group in gold.groups) <= 6


def test_the_two_halves_are_about_as_large(gold: Gold) -> None:
    for rows in (gold.groups, gold.lookalikes):
        halves = Counter(row.half for row in rows)
        assert abs(halves["a"] - halves["b"]) <= len(rows) / 10


def test_every_mention_lies_on_whole_words_of_its_text() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the quotation corpus (../shared/corpora/quotes) is not beside this checkout")
    texts = {}
    for split in ("train", "dev"):
        for line in (CORPUS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            texts[report["id"]] = report["text"]
    assert load(texts=texts) == load()


@pytest.mark.parametrize(
    ("name", "line", "column", "value", "says"),
    [
        ("mentions.tsv", 3, "type", "EXPLODE", "mentions.tsv:3: 'EXPLODE' is no event type"),
        ("mentions.tsv", 3, "status", "over", "mentions.tsv:3: 'over' is no status"),
        ("mentions.tsv", 3, "end", "1", "mentions.tsv:3: start and end"),
        ("mentions.tsv", 3, "start", "-4", "mentions.tsv:3: start and end"),
        ("mentions.tsv", 3, "half", "c", "mentions.tsv:3: the half is a or b, not 'c'"),
        ("mentions.tsv", 3, "group", "g900", "mentions.tsv:4: the rows of g001 do not stand together"),
        ("mentions.tsv", 1, "group", "id", "mentions.tsv:1: the columns are group, half, report"),
        ("mentions.tsv", 3, "status", "happened\tsurely", "mentions.tsv:3: 8 columns, expected 7"),
        ("lookalikes.tsv", 2, "why", "", "lookalikes.tsv:2: why is empty"),
        (
            "lookalikes.tsv",
            2,
            "type_a",
            "AID",
            "lookalikes.tsv:2: is AID happened, but ELECT happened in mentions.tsv:",
        ),
        ("links.tsv", 2, "status_announced", "denied", "links.tsv:2: "),
        ("series.tsv", 2, "role", "part", "series.tsv:2: s01 is not one whole, then its parts"),
    ],
)
def test_a_wrong_field_is_named_by_file_and_line(
    folder: Path, name: str, line: int, column: str, value: str, says: str
) -> None:
    damage(folder, name, line, column, value)
    with pytest.raises(GoldError) as raised:
        load(folder)
    assert str(raised.value).startswith(says)


def rewrite(folder: Path, name: str, *rows: str) -> None:
    """Replace all rows of a table but its header."""
    header = (folder / name).read_text(encoding="utf-8").split("\n")[0]
    (folder / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


@pytest.fixture
def small(folder: Path) -> Path:
    """Tables about two reports that do not exist: a shooting told twice, a plan and what came of it."""
    rewrite(folder, "mentions.tsv", "g1\ta\tr1\t0\t5\tASSAULT\thappened", "g1\ta\tr2\t0\t5\tASSAULT\thappened")
    rewrite(folder, "further.tsv")
    rewrite(folder, "lookalikes.tsv", "a\tr1\t0\t5\tASSAULT\thappened\tr2\t6\t9\tASSAULT\thappened\tother town")
    rewrite(folder, "links.tsv", "a\tr1\t6\t9\tASSAULT\tannounced\tr2\t0\t5\tASSAULT\thappened\tthreat and deed")
    rewrite(folder, "series.tsv")
    return folder


def test_small_tables_load(small: Path) -> None:
    gold = load(small, texts={"r1": "Shots but why", "r2": "Shots and more"})
    assert [(group.id, group.reports, group.across) for group in gold.groups] == [("g1", ("r1", "r2"), True)]
    assert gold.lookalikes[0].why == "other town"
    assert gold.links[0].announced.status == "announced"


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"r1": "Shots but why"}, "mentions.tsv:3: there is no report 'r2'"),
        ({"r1": "Shot", "r2": "Shots and more"}, "mentions.tsv:2: ends at 5, but r1 has 4 code points"),
        ({"r1": "Shotshot but", "r2": "Shots and more"}, "mentions.tsv:2: 0 to 5 of r1 is not on whole words"),
        ({"r1": "Shots but why", "r2": "Shot, and more"}, ""),
        ({"r1": "Shots but why", "r2": "Shots, and so"}, "lookalikes.tsv:2: 6 to 9 of r2 is not on whole words"),
    ],
)
def test_offsets_are_checked_against_the_texts(small: Path, texts: dict[str, str], says: str) -> None:
    if not says:
        assert load(small, texts=texts)
        return
    with pytest.raises(GoldError) as raised:
        load(small, texts=texts)
    assert str(raised.value) == says


@pytest.mark.parametrize(
    ("name", "row", "says"),
    [
        ("further.tsv", "g2\ta\tr1\t0\t5\tASSAULT\thappened", "further.tsv:2: this mention is in g1 already"),
        ("further.tsv", "g2\ta\tr1\t6\t9\tASSAULT\tannounced", "further.tsv:2: g2 has one mention"),
        (
            "further.tsv",
            "g2\tb\tr1\t6\t9\tASSAULT\tannounced",
            "further.tsv:2: r1 is in half b, but in half a in mentions.tsv:2",
        ),
        (
            "lookalikes.tsv",
            "a\tr1\t0\t5\tASSAULT\thappened\tr2\t0\t5\tASSAULT\thappened\tboth",
            "lookalikes.tsv:2: both mentions are in g1",
        ),
        (
            "lookalikes.tsv",
            "a\tr1\t0\t5\tASSAULT\thappened\tr1\t0\t5\tASSAULT\thappened\tboth",
            "lookalikes.tsv:2: a mention stands beside itself",
        ),
        (
            "links.tsv",
            "a\tr1\t0\t5\tASSAULT\thappened\tr2\t6\t9\tASSAULT\thappened\tboth",
            "links.tsv:2: happened and happened are no plan and what came of it",
        ),
        (
            "series.tsv",
            "s1\ta\twhole\tr1\t0\t5\tASSAULT\thappened\tall",
            "series.tsv:2: s1 is not one whole, then its parts",
        ),
    ],
)
def test_tables_that_contradict_each_other_are_refused(small: Path, name: str, row: str, says: str) -> None:
    rewrite(small, name, row)
    with pytest.raises(GoldError) as raised:
        load(small)
    assert str(raised.value) == says


def test_a_group_is_in_one_half(small: Path) -> None:
    rewrite(small, "mentions.tsv", "g1\ta\tr1\t0\t5\tASSAULT\thappened", "g1\tb\tr2\t0\t5\tASSAULT\thappened")
    with pytest.raises(GoldError, match=r"mentions\.tsv:3: g1 is in both halves"):
        load(small)


def test_a_further_group_lies_within_one_report(small: Path) -> None:
    rewrite(small, "further.tsv", "g2\ta\tr1\t10\t12\tAID\thappened", "g2\ta\tr2\t10\t12\tAID\thappened")
    with pytest.raises(GoldError, match=r"further\.tsv: g2 has mentions in 2 reports"):
        load(small)


def test_a_missing_table_is_named(small: Path) -> None:
    (small / "series.tsv").unlink()
    with pytest.raises(GoldError, match=r"series\.tsv: cannot be read"):
        load(small)
