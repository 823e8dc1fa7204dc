"""The command line as a user calls it, with real files; where it matters in a process of its own, with real pipes."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.calling import COMMAND, lagebild, process

BERICHT = (
    "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten. Sie habe keine Mehrheit mehr, sagte Brunn."
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    report = folder / "bericht.md"
    report.write_text(f"---\nid: r1\npublished: 2021-05-05\noutlet: Blatt\ntitle: Rücktritt\n---\n{BERICHT}\n")
    added = process("add", report, "--db", folder / "r.db")
    assert added.returncode == 0, added.stderr
    assert b"1 added, 0 on record already, 0 failed" in added.stdout
    return folder / "r.db"


def asked(record: Path, *args: str) -> object:
    done = lagebild(*args, "--db", record, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_read_prints_the_contract(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BERICHT)
    done = process("read", "--published", "2021-05-05", "--outlet", "Blatt", tmp_path / "a.txt")
    assert done.returncode == 0
    assert done.stderr == b""  # no progress in a pipe
    reading = json.loads(done.stdout)
    assert reading["text"] == BERICHT
    assert (reading["published"], reading["outlet"]) == ("2021-05-05", "Blatt")
    assert [t["value"] for t in reading["times"]] == ["2021-05-03"]
    names = {e["id"]: e["name"] for e in reading["entities"]}
    assert [(names[o["person"]], o["title"]) for o in reading["offices"]] == [("Ada Brunn", "Ministerpräsidentin")]
    assert [(e["type"], e["status"], e["time"]) for e in reading["events"]] == [("OFFICE", "happened", "2021-05-03")]
    assert [names[s["speaker"]] for s in reading["statements"]] == ["Ada Brunn"]
    assert all(len(reading["reader"][key]) >= 5 for key in ("version", "lexicon", "model"))


def test_read_without_a_date_resolves_nothing_and_says_so() -> None:
    done = process("read", "-", stdin=BERICHT)
    reading = json.loads(done.stdout)
    assert done.returncode == 0
    assert [t["value"] for t in reading["times"]] == ["XXXX-WXX-1"]
    assert reading["events"][0]["time"] != "2021-05-03"
    assert any("no date of publication" in p for p in reading["problems"])


def test_a_bad_report_does_not_stop_the_others() -> None:
    lines = '{"id": "a", "text": "Es regnet."}\n{"id": broken}\n{"id": "c", "text": "Es schneit."}\n'
    done = lagebild("read", "-", stdin=lines)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [f["id"] for f in found] == ["a", "standard input:2", "c"]
    assert "no JSON" in found[1]["error"]
    assert b"standard input:2" in done.stderr


def test_timeml(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BERICHT)
    done = lagebild("read", "--format", "timeml", "--published", "2021-05-05", tmp_path / "a.txt")
    assert b"<TIMEX3" in done.stdout
    assert b"<DCT>" in done.stdout


def test_analyse_prints_conllu() -> None:
    done = lagebild("analyse", "-", stdin=json.dumps({"id": "x1", "text": BERICHT}))
    assert done.stdout.startswith(b"# newdoc id = x1\n")
    rows = [line.split("\t") for line in done.stdout.decode().splitlines() if line and line[0] != "#"]
    assert all(len(row) == 10 for row in rows)
    assert [row[1] for row in rows[:3]] == ["Ministerpräsidentin", "Ada", "Brunn"]


def test_who_offices_chronicle_said_search_overview(record: Path) -> None:
    who = asked(record, "who", "ada brunn")
    assert isinstance(who, dict)
    assert set(who) == {
        "id", "name", "names", "kind", "mentions", "wikidata", "reasons", "offices", "incidents", "statements",
    }  # fmt: skip
    assert (who["name"], who["kind"]) == ("Ada Brunn", "person")
    office = who["offices"][0]
    assert {"title", "of", "status", "from", "to", "seen_first", "seen_last", "evidence"} <= set(office)
    assert office["evidence"][0]["sentence"] in BERICHT
    assert office["evidence"][0]["report"] == "r1"
    assert asked(record, "offices") == who["offices"]
    chronicle = asked(record, "chronicle", "--with", "Brunn", "--from", "2021-05-01", "--to", "2021-05-31")
    assert isinstance(chronicle, list)
    assert {
        "id", "type", "headline", "begin", "end", "status", "actors", "recipients", "place", "figures", "sources", "evidence",
    } <= set(chronicle[0])  # fmt: skip
    assert (chronicle[0]["type"], chronicle[0]["actors"], chronicle[0]["begin"]) == (
        "OFFICE",
        ["Ada Brunn"],
        "2021-05-03",
    )
    assert asked(record, "chronicle", "--type", "assault") == []
    said = asked(record, "said", "--by", "Brunn", "--about", "Mehrheiten")
    assert isinstance(said, list)
    assert [s["speaker"] for s in said] == ["Ada Brunn"]
    hits = asked(record, "search", "zurücktreten", "Ministerpräsidentin")
    assert isinstance(hits, list)
    assert [(h["kind"], h["report"]) for h in hits] == [("incident", "r1"), ("sentence", "r1")]
    assert all(
        h["sentence"][a - h["start"] : b - h["start"]] in ("Ministerpräsidentin", "trat", "zurück", "zurückgetreten")
        for h in hits
        for a, b in h["marks"]
    )
    overview = asked(record, "overview")
    assert isinstance(overview, dict)
    assert overview["size"]["reports"] == 1


@pytest.mark.parametrize(
    "command",
    [["who", "Brunn"], ["offices"], ["offices", "--at", "2021-05-04"], ["chronicle"], ["said"], ["search", "Mehrheit"],
     ["overview"], ["disputes"], ["chronicle", "--mentions"], ["chronicle", "--newest"]],
)  # fmt: skip
def test_tables_are_readable_and_cite_their_source(record: Path, command: list[str]) -> None:
    done = lagebild(*command, "--db", record)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    assert "Blatt" in text or "none" in text
    assert "\x1b[" not in text  # no colours in a pipe


def test_two_holders_of_one_office_are_a_dispute(tmp_path: Path) -> None:
    reports = [
        {
            "id": "r1",
            "outlet": "Blatt",
            "published": "2021-05-05",
            "text": "Kanadas Außenministerin Ada Brunn sprach in Rom.",
        },
        {
            "id": "r2",
            "outlet": "Bote",
            "published": "2021-05-05",
            "text": "Kanadas Außenministerin Mira Tal sprach in Rom.",
        },
    ]
    lines = "\n".join(json.dumps(report, ensure_ascii=False) for report in reports)
    (tmp_path / "r.jsonl").write_text(lines, encoding="utf-8")
    assert lagebild("add", tmp_path / "r.jsonl", "--db", tmp_path / "r.db").returncode == 0
    (dispute,) = json.loads(process("disputes", "--of", "Kanada", "--json", "--db", tmp_path / "r.db").stdout)
    assert (dispute["kind"], dispute["title"], dispute["of"]) == ("holder", "Außenministerin", "Kanada")
    assert dispute["about"] == "office: Außenministerin (Kanada)"
    assert [(c["value"], c["outlet"]) for c in dispute["claims"]] == [
        ("Ada Brunn", "Blatt"), ("Mira Tal", "Bote"),
    ]  # fmt: skip
    table = lagebild("disputes", "--db", tmp_path / "r.db").stdout.decode()
    assert "Außenministerin (Kanada)" in table
    assert "holder" in table


def test_adding_again_changes_nothing(record: Path, tmp_path: Path) -> None:
    report = tmp_path / "bericht.md"
    report.write_text(f"---\nid: r1\npublished: 2021-05-05\noutlet: Blatt\n---\n{BERICHT}\n")
    done = lagebild("add", report, "--db", record, "--json")
    nothing = {"added": 0, "versions": 0, "known": 1, "undated": 0, "unread": 0, "failed": [], "conflicts": []}
    assert json.loads(done.stdout) == {"db": str(record), **nothing}
    report.write_text("---\nid: r1\n---\n \n")
    done = lagebild("add", report, "--db", record)
    assert done.returncode == 1
    assert b"there is no text in it" in done.stderr
    assert asked(record, "overview")["size"]["reports"] == 1  # type: ignore[index]


def test_another_text_under_one_id_is_a_version(tmp_path: Path) -> None:
    report, db = tmp_path / "bericht.md", tmp_path / "r.db"
    texts = {
        "2021-05-05T10:00": "In Halm gab es zwei Tote. Die [i]Suche[/i] dauert an. Es regnete.",
        "2021-05-05T14:00": "Es regnete. In Halm gab es drei Tote. Alle sind gefunden worden.",
    }
    for published, text in texts.items():
        report.write_text(f"---\nid: r1\npublished: {published}\noutlet: Blatt\n---\n{text}\n", encoding="utf-8")
        done = lagebild("add", report, "--db", db)
        assert done.returncode == 0, done.stderr
    assert b"0 added, 1 new version, 0 on record already, 0 failed" in done.stdout
    shown = lagebild("versions", "r1", "--db", db).stdout.decode()
    for line in (
        "r1, version 1 of 2: Blatt",
        "r1, version 2 of 2, which the record follows: Blatt",
        "1 added, 1 dropped, 1 changed, 1 moved, 0 same",
        "↕ Es regnete.",
        "~ In Halm gab es zwei Tote.",
        "→ In Halm gab es drei Tote.",
        "zwei → drei  number",
        "− Die [i]Suche[/i] dauert an.",
        "+ Alle sind gefunden worden.",
    ):
        assert line in shown, line
    rows = asked(db, "versions", "r1")
    assert isinstance(rows, list)
    assert [(row["number"], row["newest"], row["published"][:16]) for row in rows] == [
        (1, False, "2021-05-05T10:00"), (2, True, "2021-05-05T14:00"),
    ]  # fmt: skip
    assert asked(db, "overview")["size"]["reports"] == 1  # type: ignore[index]
    unknown = lagebild("versions", "nirgends", "--db", db)
    assert unknown.returncode == 1
    assert b"no report 'nirgends' is on record" in unknown.stderr
    assert b"lagebild search" in unknown.stderr


def test_an_undated_report_is_added_and_said(tmp_path: Path) -> None:
    done = lagebild("add", "-", "--db", tmp_path / "r.db", stdin=BERICHT)
    assert done.returncode == 0
    assert b"without a date" in done.stderr


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["who", "Niemand"], b"nobody and nothing on record is called 'Niemand'"),
        (["chronicle", "--type", "GOSSIP"], b"is not one of"),
        (["chronicle", "--status", "rumoured"], b"is not one of"),
        (["disputes", "--kind", "taste"], b"is not one of"),
        (
            ["disputes", "--about", "ffff"],
            b"no incident on record has the id 'ffff'; `lagebild chronicle --ids` shows them",
        ),
        (["incident", "ffff"], b"no incident on record has the id 'ffff'; `lagebild chronicle --ids` shows them"),
        (["why", "ffff"], b"no incident on record has the id 'ffff'"),
        (["who", "Brunn", "--at", "gestern"], b"does not match the format"),
    ],
)
def test_wrong_calls_are_explained(record: Path, args: list[str], says: bytes) -> None:
    done = lagebild(*args, "--db", record)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    assert b"Traceback" not in done.stderr


def test_search_narrows_counts_and_names_what_there_is(record: Path) -> None:
    for kind in ("name", "incident", "statement", "sentence"):
        found = asked(record, "search", "Brunns", "--kind", kind)
        assert isinstance(found, list)
        assert {h["kind"] for h in found} <= {kind}
    assert asked(record, "search", "Brunn", "--from", "2021-05-06") == []
    assert asked(record, "search", "Brunn", "--outlet", "blatt") == asked(record, "search", "brunn")
    counts = asked(record, "search", "Brunn", "--counts")
    assert isinstance(counts, dict)
    assert (counts["kinds"]["name"], set(counts["outlets"]), set(counts["years"])) == (1, {"Blatt"}, {"2021"})
    shown = lagebild("search", "Brunn", "--db", record).stdout.decode()
    assert shown.index("Names (1)") < shown.index("Incidents (") < shown.index("Sentences (")
    assert b"Incidents" in lagebild("search", "Brunn", "--counts", "--db", record).stdout
    for args, says in (
        (("--outlet", "Bote"), b"'Bote' is no outlet on record; there are Blatt"),
        (("--kind", "rumour"), b"is not one of 'name', 'incident', 'statement', 'sentence'"),
        (("--from", "2022-01-01", "--to", "2021-01-01"), b"is later than the last"),
    ):
        done = lagebild("search", "Brunn", *args, "--db", record)
        assert done.returncode in (1, 2)
        assert says in done.stderr


@pytest.mark.parametrize("width", [80, 120])
def test_an_entry_has_two_lines_at_most_and_all_of_it_with_long(
    record: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (["chronicle"], ["offices"], ["said"], ["search", "Brunn"]):
        shown = lagebild(*command, "--db", record).stdout.decode().splitlines()
        assert max(map(len, shown)) <= width, command
        entries = len(json.loads(lagebild(*command, "--db", record, "--json").stdout))
        titles = sum(
            line.startswith(("Chronicle", "Offices", "Said", "Names", "Incidents", "Sentences")) for line in shown
        )
        assert len([line for line in shown if line.strip()]) <= 2 * entries + 2 * titles, command
        whole = lagebild(*command, "--long", "--db", record).stdout.decode()
        assert max(map(len, whole.splitlines())) <= width, command
        assert " …" not in whole


def test_serve_makes_no_record_in_silence(tmp_path: Path) -> None:
    done = lagebild("serve", "--db", tmp_path / "none.db")
    assert done.returncode == 1
    assert b"there is no such database; fill one with `lagebild add`" in done.stderr
    assert b"--new" in done.stderr
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "empty.db").touch()
    done = lagebild("serve", "--db", tmp_path / "empty.db")
    assert (done.returncode, b"there is no record in this database" in done.stderr) == (1, True)


def test_asking_where_there_is_no_record(tmp_path: Path) -> None:
    done = lagebild("who", "Brunn", "--db", tmp_path / "none.db")
    assert done.returncode == 1
    assert b"lagebild add" in done.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_a_pipe_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BERICHT)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "read", str(tmp_path / "a.txt")], stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert b"the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="there is no /dev/fd here")
def test_interrupted_in_the_middle_and_gone_on_with(tmp_path: Path) -> None:
    folder, db = tmp_path / "reports", tmp_path / "r.db"
    folder.mkdir()
    for number in (1, 2, 3, 5):
        (folder / f"{number}.md").write_text(f"---\npublished: 2021-05-05\n---\n{BERICHT} Nummer {number}.\n")
    end, pipe = os.pipe()  # whoever reads it waits until somebody writes
    inputs = [*(str(folder / f"{number}.md") for number in (1, 2, 3)), f"/dev/fd/{end}", str(folder / "5.md")]
    command = [*COMMAND, "add", *inputs, "--db", str(db)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=[end]) as process:
        os.close(end)
        wait_for_reports(db, 3, process)
        process.send_signal(signal.SIGINT)
        os.close(pipe)  # a signal that comes just before the read does not end it: the end of the file does
        _, complaint = process.communicate()
    assert process.returncode == 130
    assert b"the same command goes on from there" in complaint
    assert b"Traceback" not in complaint
    (folder / "4.md").write_text(f"---\npublished: 2021-05-05\n---\n{BERICHT} Nummer 4.\n")
    done = json.loads(lagebild("add", folder, "--db", db, "--json").stdout)
    assert (done["known"], done["added"]) == (3, 2)
    overview = asked(db, "overview")
    assert overview["size"]["reports"] == 5  # type: ignore[index]
    assert overview["offices"][0]["person"] == "Ada Brunn"  # type: ignore[index]


def wait_for_reports(db: Path, number: int, process: subprocess.Popen[bytes]) -> None:
    """Returns as soon as so many reports are on record."""
    while process.poll() is None:
        with contextlib.suppress(sqlite3.OperationalError), contextlib.closing(sqlite3.connect(db)) as raw:
            if raw.execute("SELECT count(*) FROM reports").fetchone()[0] >= number:
                return
        time.sleep(0.05)


def test_help_teaches_every_command_and_loads_no_model() -> None:
    from lagebild.cli.app import COMMANDS

    done = process("--help")
    for name in COMMANDS:
        assert name.encode() in done.stdout
        assert lagebild(name, "--help").returncode == 0
    code = "import sys, lagebild.cli.app; print(sorted({'numpy', 'onnxruntime', 'sqlalchemy'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert loaded.stdout.strip() == b"[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert b"_LAGEBILD_COMPLETE" in lagebild("completion", shell).stdout
    env = {**os.environ, "_LAGEBILD_COMPLETE": "bash_complete", "COMP_WORDS": "lagebild ch", "COMP_CWORD": "1"}
    done = subprocess.run(COMMAND, env=env, capture_output=True, check=False)
    assert b"chronicle" in done.stdout


def test_schema() -> None:
    assert json.loads(lagebild("schema").stdout)["$schema"].startswith("https://json-schema.org/")


def test_a_record_moves_into_another_database(tmp_path: Path) -> None:
    assert lagebild("move", "--from", "gone.db", "--to", "new.db", cwd=tmp_path).returncode == 1
    (tmp_path / "a.txt").write_text("Ministerin Ada Brunn trat am Montag zurück.", encoding="utf-8")
    assert lagebild("add", "a.txt", cwd=tmp_path).returncode == 0
    onto_itself = lagebild("move", "--from", "lagebild.db", "--to", "./lagebild.db", cwd=tmp_path)
    assert b"cannot be moved onto itself" in onto_itself.stderr
    done = lagebild("move", "--from", "lagebild.db", "--to", "new.db", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["reports"] == 1
    asked = [lagebild("who", "Brunn", "--json", "--db", db, cwd=tmp_path).stdout for db in ("lagebild.db", "new.db")]
    assert asked[0] == asked[1] != b""
    again = lagebild("move", "--from", "lagebild.db", "--to", "new.db", cwd=tmp_path)
    assert (again.returncode, b"there is a record in it" in again.stderr) == (1, True)
