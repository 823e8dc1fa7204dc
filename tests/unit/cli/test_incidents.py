"""The commands about incidents as a user calls them: chronicle, incident, why, disputes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.calling import lagebild

REPORTS = (
    ("r1", "Bote", "2021-05-04", "Die Polizei hat am Montag in Norhaven den Abgeordneten Karl Ebener festgenommen."),
    ("r2", "Blatt", "2021-05-05", "Bewaffnete haben am Montag in Norhaven den Abgeordneten Karl Ebener verschleppt."),
    ("r3", "Bote", "2021-06-02", "Bei einem Brand in Norhaven starben am Dienstag 9 Menschen."),
    ("r4", "Blatt", "2021-06-03", "Bei dem Brand in Norhaven starben am Dienstag 4 Menschen."),
    ("r5", "Blatt", "2021-07-01", "Ministerin Ada Brunn forderte Neuwahlen."),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    keys = ("id", "outlet", "published", "text")
    lines = [json.dumps(dict(zip(keys, report, strict=True)), ensure_ascii=False) for report in REPORTS]
    (folder / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    added = lagebild("add", folder / "r.jsonl", "--db", folder / "r.db")
    assert added.returncode == 0, added.stderr
    return folder / "r.db"


def asked(record: Path, *args: str) -> Any:
    done = lagebild(*args, "--db", record, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def arrest(record: Path) -> Any:
    (found,) = asked(record, "chronicle", "--with", "Ebener")
    return found


def test_what_two_outlets_tell_is_one_incident_with_the_fields_promised(record: Path) -> None:
    found = arrest(record)
    assert {
        "id", "type", "headline", "gist", "begin", "end", "date_prec", "by", "status", "actors", "recipients", "place",
        "where_prec", "figures", "sources", "series", "fulfils", "disputes", "evidence",
    } <= set(found)  # fmt: skip
    assert (found["begin"], found["date_prec"], found["by"], found["sources"]) == ("2021-05-03", 1, None, 2)
    assert (found["place"], found["where_prec"], found["recipients"]) == ("Norhaven", 1, ["Karl Ebener"])
    texts = {key: text for key, *_, text in REPORTS}
    for told in found["evidence"]:
        assert {
            "report", "version", "outlet", "published", "sentence", "start", "end", "gist", "status", "source", "wording",
            "independence", "entry",
        } <= set(told)  # fmt: skip
        assert texts[told["report"]][told["start"] : told["end"]] in ("festgenommen", "verschleppt")
        assert (told["version"], told["independence"], told["source"]) == (1, "own", "outlet")
    assert [told["wording"] for told in found["evidence"]] == ["neutral", "loaded"]
    assert found["headline"] == " … ".join(texts["r1"][start:end] for start, end in found["gist"])


def test_counts_are_from_the_lowest_to_the_highest_with_their_history(record: Path) -> None:
    (fire,) = [one for one in asked(record, "chronicle", "--from", "2021-06-01") if one["figures"]]
    count = fire["figures"]["killed"]
    assert {"low", "best", "high", "history"} <= set(count)
    assert (count["low"], count["high"], [step["value"] for step in count["history"]]) == (4, 9, [9, 4])
    assert "(4 to 9)" in lagebild("chronicle", "--db", record).stdout.decode()


def test_the_chronicle_narrows_turns_round_and_shows_single_tellings(record: Path) -> None:
    everything = asked(record, "chronicle")
    days = [one["begin"] or one["by"] for one in everything]
    dated = [day for day in days if day]
    assert days == [*sorted(dated), *[None] * (len(days) - len(dated))]
    assert len(dated) < len(days)
    newest = [one["begin"] or one["by"] for one in asked(record, "chronicle", "--newest")]
    assert newest == [*sorted(dated, reverse=True), *[None] * (len(days) - len(dated))]
    statuses = {one["status"] for one in everything}
    assert len(statuses) > 1
    for status in statuses:
        narrowed = asked(record, "chronicle", "--status", status)
        assert narrowed == [one for one in everything if one["status"] == status]
    told = asked(record, "chronicle", "--mentions", "--with", "Ebener")
    assert [(one["evidence"]["report"], one["trigger"]) for one in told] == [
        ("r1", "festgenommen"),
        ("r2", "verschleppt"),
    ]
    turned = asked(record, "chronicle", "--mentions", "--with", "Ebener", "--newest")
    assert turned == told[::-1]


def test_an_incident_is_found_by_its_id_and_by_every_entry(record: Path) -> None:
    found = arrest(record)
    entry = found["evidence"][1]["entry"]
    for name in (found["id"], found["id"][:8], entry, "r2/v1"):
        answer = asked(record, "incident", name)
        assert {field: answer[field] for field in found} == found
        assert answer["table"] == asked(record, "incident", found["id"])["table"]
    table = lagebild("incident", found["id"][:10], "--db", record).stdout.decode()
    for words in (
        "when: 2021-05-03",
        "where: Norhaven",
        "sources: 2 independent",
        "Bote",
        "Blatt",
        "loaded",
        "wording",
    ):
        assert words in table, words
    assert found["id"][:10] in lagebild("chronicle", "--ids", "--db", record).stdout.decode()


def test_why_two_tellings_are_one_and_two_incidents_are_not(record: Path) -> None:
    (pair,) = asked(record, "why", arrest(record)["id"])
    assert {pair["one"], pair["other"]} == {"r1/v1", "r2/v1"}
    assert pair["bar"] is None
    assert pair["score"] >= pair["enough"]
    assert pair["score"] == pytest.approx(sum(sign["weight"] for sign in pair["signs"]), abs=0.02)
    assert all(sign["why"] for sign in pair["signs"])
    (other,) = [one for one in asked(record, "chronicle", "--from", "2021-06-01") if one["figures"]]
    apart = asked(record, "why", arrest(record)["id"], other["id"])
    assert len(apart) == 2 * len(other["evidence"])
    assert all(row["bar"] or row["score"] < row["enough"] for row in apart)
    assert "r1/v1" in lagebild("why", arrest(record)["id"], "--db", record).stdout.decode()


def test_disputes_are_narrowed_by_kind_party_and_incident(record: Path) -> None:
    everything = asked(record, "disputes")
    for one in everything:
        assert {"id", "about", "kind", "claims"} <= set(one)
        for claim in one["claims"]:
            assert {
                "value", "outlet", "source", "published", "report", "sentence", "start", "end",
            } <= set(claim)  # fmt: skip
            assert claim["sentence"] in {text for *_, text in REPORTS}
    assert {"wording", "figure"} <= {one["kind"] for one in everything}
    (figure,) = asked(record, "disputes", "--kind", "figure")
    assert sorted(claim["value"] for claim in figure["claims"]) == ["4", "9"]
    found = arrest(record)
    for narrowed in (asked(record, "disputes", "--with", "Ebener"), asked(record, "disputes", "--about", found["id"])):
        assert {one["id"] for one in narrowed} == set(found["disputes"])
        assert {one["about"] for one in narrowed} == {found["id"]}


def test_a_part_of_the_day_is_shown_in_words(tmp_path: Path) -> None:
    texts = (
        ("r1", "Bote", "Die Polizei hat am Montagabend in Norhaven den Abgeordneten Karl Ebener festgenommen."),
        ("r2", "Blatt", "Die Polizei hat am Dienstagmorgen in Norhaven den Abgeordneten Karl Ebener festgenommen."),
    )
    lines = [json.dumps({"id": i, "outlet": o, "published": "2021-05-05", "text": x}) for i, o, x in texts]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert lagebild("add", tmp_path / "r.jsonl", "--db", tmp_path / "r.db").returncode == 0
    table = lagebild("disputes", "--kind", "date", "--db", tmp_path / "r.db").stdout.decode()
    assert "2021-05-03 evening" in table
    assert "2021-05-04 morning" in table


def test_what_is_less_sure_is_left_out(record: Path) -> None:
    def sure(found: list[dict[str, Any]], field: str) -> list[float]:
        return [told["sure"][field] for one in found for told in one["evidence"] if field in told["sure"]]

    everything = asked(record, "chronicle")
    least = (min(sure(everything, "type")) + max(sure(everything, "type"))) / 2
    some = asked(record, "chronicle", "--sure", str(least))
    assert 0 < len(sure(some, "type")) < len(sure(everything, "type"))
    assert all(chance >= least for field in ("type", "status", "source") for chance in sure(some, field))
    told = asked(record, "chronicle", "--mentions")
    left = asked(record, "chronicle", "--mentions", "--sure", str(least))
    assert {one["entry"] for one in left} == {told["entry"] for one in some for told in one["evidence"]}
    assert len(left) < len(told)
    assert all(one["evidence"]["sure"]["type"] >= least for one in left)
    doer = next(told["sure"]["recipients"] for told in arrest(record)["evidence"])
    with_him = asked(record, "chronicle", "--with", "Ebener", "--sure", str(min(1, max(0.99, doer + 0.01))))
    assert not any(one["recipients"] for one in with_him)
    assert asked(record, "who", "Ebener", "--sure", "1")["incidents"] == []


def test_how_sure_is_a_share(record: Path) -> None:
    done = lagebild("chronicle", "--db", record, "--sure", "80")
    assert done.returncode == 2
    assert b"80" in done.stderr


@pytest.mark.parametrize("columns", [80, 120])
def test_an_incident_stands_outlet_by_outlet_and_fits(
    record: Path, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = lagebild("incident", arrest(record)["id"], "--db", record).stdout.decode()
    rows = {line.split("  ")[0]: line for line in shown.splitlines()}
    assert re.search(r"Bote ✓ +Blatt ✓", shown)
    assert re.search(r"≠ festgenommen +≠ »verschleppt« \(loaded\)", rows["called"])
    assert re.search(r"Karl Ebener +Karl Ebener", rows["to whom"])
    assert "≠" not in rows["to whom"]
    assert max(map(len, shown.splitlines())) <= columns


@pytest.mark.parametrize("columns", [80, 120])
def test_a_row_of_the_chronicle_says_who_and_whom(record: Path, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = lagebild("chronicle", "--with", "Ebener", "--db", record).stdout.decode()
    (second,) = [line for line in shown.splitlines() if "COERCE" in line]
    assert " → Karl Ebener · COERCE · " in second
    assert second.endswith("Bote, Blatt (2)")
    assert max(map(len, shown.splitlines())) <= columns
    (asks,) = [
        line for line in lagebild("chronicle", "--with", "Brunn", "--db", record).stdout.decode().splitlines()
        if "REQUEST" in line
    ]  # fmt: skip
    assert "Ada Brunn · REQUEST" in asks


def test_where_the_terminal_is_too_narrow_the_outlets_stand_below_each_other(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    shown = lagebild("incident", arrest(record)["id"], "--db", record).stdout.decode()
    assert "called\n  Bote ✓: ≠ festgenommen\n  Blatt ✓: ≠ »verschleppt« (loaded)\n" in shown


def test_two_outlets_are_compared(record: Path) -> None:
    found = asked(record, "compare-outlets", "Blatt", "bote")
    assert (found["one"]["outlet"], found["other"]["outlet"]) == ("Blatt", "Bote")
    assert len(found["both"]) == found["totals"]["both"] > 1
    assert arrest(record)["id"] in [one["id"] for one in found["both"]]
    assert [c["outlet"] for c in found["both"][0]["table"]["columns"]] == ["Blatt", "Bote"]
    narrowed = asked(
        record, "compare-outlets", "Blatt", "Bote", "--with", "Ebener", "--type", "coerce", "--from", "2021-05-01"
    )
    assert [one["id"] for one in narrowed["both"]] == [arrest(record)["id"]]
    assert (narrowed["only_one"], narrowed["only_other"]) == ([], [])
    cut = asked(record, "compare-outlets", "Blatt", "Bote", "--most", "1", "--skip", "1")
    assert cut["both"] == found["both"][1:2]
    shown = lagebild("compare-outlets", "Blatt", "Bote", "--db", record).stdout.decode()
    assert "In both (" in shown
    assert "Only in Blatt (" in shown
    assert "»verschleppt« (loaded)" in shown


@pytest.mark.parametrize(
    ("outlets", "message"),
    [
        (("Blatt", "Kurier"), "'Kurier' is no outlet on record; there are Blatt, Bote"),
        (("Blatt", "BLATT"), "'Blatt' is compared with itself; name two outlets"),
    ],
)
def test_outlets_that_cannot_be_compared_are_an_error(record: Path, outlets: tuple[str, str], message: str) -> None:
    done = lagebild("compare-outlets", *outlets, "--db", record)
    assert (done.returncode, done.stderr.decode().strip()) == (1, f"lagebild: {message}")
