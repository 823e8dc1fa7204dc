"""Lagebild in Python: what the package offers, and that it answers as the commands do."""

from __future__ import annotations

import datetime
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import lagebild
from lagebild import errors
from lagebild.export import answer_rows
from lagebild.sources import Failure
from tests import calling

BERICHT = (
    "Ministerpräsidentin Ada Brunn ist am Montag in Norhaven zurückgetreten. Sie habe keine Mehrheit mehr, sagte Brunn."
)


# what the commands promise to everybody outside (an incident, a dispute)
INCIDENT = {
    "id", "type", "headline", "gist", "begin", "end", "date_prec", "by", "status", "actors", "recipients", "place",
    "where_prec", "figures", "sources", "series", "fulfils", "disputes", "evidence",
}  # fmt: skip
TELLING = {
    "report", "version", "outlet", "published", "sentence", "start", "end", "gist", "status", "source", "wording",
    "independence", "entry",
}  # fmt: skip
COUNT = {"low", "best", "high", "history"}
DISPUTE = {"id", "about", "kind", "claims"}
CLAIM = {"value", "outlet", "source", "published", "report", "sentence", "start", "end"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("record") / "lage.db"
    with lagebild.Record(found) as record:
        record.add(text=BERICHT, published="2021-05-05", outlet="Blatt", title="Rücktritt")
        record.add(
            lagebild.Document(
                id="r2", text="Kanadas Außenministerin Mira Tal sprach in Rom.", published="2021-05-06", outlet="Bote"
            )
        )
        record.add(text="Kanadas Außenministerin Lea Sund sprach in Bonn.", published="2021-05-06", outlet="Blatt")
    return found


@pytest.fixture
def record(path: Path) -> Iterator[lagebild.Record]:
    with lagebild.Record(path, create=False) as opened:
        yield opened


def command(*args: str | Path) -> Any:
    done = calling.lagebild(*args, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_the_package_offers() -> None:
    assert lagebild.__all__ == [
        "AddSummary", "AnalyserError", "Bound", "Change", "CheckSummary", "ClaimRow", "ComparedRow", "Count", "DecisionError",
        "DecisionRow", "DisputeRow", "Document", "Evidence", "ExportError", "ExportSummary", "Failure", "HeadChange",
        "Hit", "IncidentRow", "LagebildError", "LexiconError", "LogRow", "MentionRow", "NotFoundError", "OnRecordError",
        "OutletsRow",
        "PlanRow", "QuestionError", "ReadError", "Reading", "Record", "RefusedError", "Rows", "SearchCounts", "Settings",
        "Size", "SourceError", "Span", "StatementRow", "StoreError", "TenureRow", "TieRow", "ToldRow", "UsersError",
        "VersionRow", "WhoRow",
        "WhyRow", "__version__", "read",
    ]  # fmt: skip
    for name in lagebild.__all__:
        found = getattr(lagebild, name)
        assert name == "__version__" or found.__doc__, name
    assert set(lagebild.__all__) <= set(dir(lagebild))
    with pytest.raises(AttributeError, match="no attribute 'ties'"):
        lagebild.ties  # noqa: B018


def test_every_error_and_every_row_of_an_answer_can_be_imported() -> None:
    raised = {
        name for name, kind in vars(errors).items() if inspect.isclass(kind) and kind.__module__ == errors.__name__
    }
    assert raised <= set(lagebild.__all__)
    assert all(issubclass(getattr(errors, name), lagebild.LagebildError) for name in raised)
    asked = (lagebild.Record.who, lagebild.Record.offices, lagebild.Record.chronicle, lagebild.Record.said,
             lagebild.Record.disputes, lagebild.Record.search, lagebild.Record.versions, lagebild.Record.add)  # fmt: skip
    for question in asked:
        kind = (
            inspect.signature(question).return_annotation.removeprefix("list[").removeprefix("Rows[").removesuffix("]")
        )
        assert kind in lagebild.__all__, question


def test_importing_loads_no_analyser_and_no_database() -> None:
    code = "import sys, lagebild; dir(lagebild); print({'numpy', 'msgspec', 'sqlalchemy', 'click'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_text_is_read() -> None:
    reading = lagebild.read(BERICHT, published=datetime.date(2021, 5, 5), outlet="Blatt")
    assert isinstance(reading, lagebild.Reading)
    assert (reading.published, reading.outlet, [t.value for t in reading.times]) == (
        "2021-05-05", "Blatt", ["2021-05-03"],
    )  # fmt: skip
    assert [o.title for o in reading.offices] == ["Ministerpräsidentin"]
    undated = lagebild.read(BERICHT)
    assert undated.published is None
    assert [t.value for t in undated.times] == ["XXXX-WXX-1"]


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"text": " \n"}, lagebild.SourceError, "no text in it"),
        ({"text": "Ja.", "published": "gestern"}, lagebild.SourceError, "not an ISO 8601 date"),
        ({"text": "Ja.", "analyser": "nonsense"}, lagebild.AnalyserError, "nonsense"),
    ],
)
def test_what_cannot_be_read_is_said(given: dict[str, str], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        lagebild.read(**given)


def test_a_report_at_which_the_reader_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from lagebild import run

    def stumbles(*_: object, **__: object) -> None:
        raise ValueError("stumbled")

    monkeypatch.setattr(run, "annotate", stumbles)
    with pytest.raises(lagebild.ReadError, match="stumbled"):
        lagebild.read("Ja.")


def test_rows_are_what_the_commands_print(record: lagebild.Record, path: Path) -> None:
    whole = record.chronicle(type="OFFICE")[0].id
    answered: dict[tuple[str, ...], Any] = {
        ("who", "brunn"): record.who("brunn"),
        ("who", "Ada Brunn", "--at", "2021-05-06"): record.who("Ada Brunn", at="2021-05-06"),
        ("offices",): record.offices(),
        ("offices", "--of", "Kanada", "--at", "2021-05-07"): record.offices(of="Kanada", at=datetime.date(2021, 5, 7)),
        ("chronicle",): record.chronicle(),
        (
            "chronicle",
            "--type",
            "OFFICE",
            "--with",
            "Brunn",
            "--from",
            "2021-05-01",
            "--to",
            "2021-05-31",
        ): record.chronicle(type="office", party="Brunn", first="2021-05-01", last="2021-05-31"),
        ("chronicle", "--status", "happened", "--mentions"): record.mentions(status="happened"),
        ("incident", whole[:9]): record.incident(whole[:9]),
        ("said", "--by", "Brunn", "--about", "Mehrheiten"): record.said(by="Brunn", about="Mehrheiten"),
        ("disputes", "--of", "Kanada"): record.disputes(of="Kanada"),
        ("search", "zurücktreten"): record.search("zurücktreten"),
        ("versions", "r2"): record.versions("r2"),
    }
    for asked, rows in answered.items():
        assert rows, asked
        assert json.loads(msgspec.json.encode(rows)) == command(*asked, "--db", path), asked


def test_another_text_at_one_address_is_a_version(tmp_path: Path) -> None:
    url = "https://blatt.example/halm"
    with lagebild.Record(tmp_path / "r.db") as record:
        became: list[Any] = []
        record.add(
            text="In Halm gab es zwei Tote. Es regnete.", url=url, published="2021-05-05T10:00", each=became.append
        )
        summary = record.add(
            text="In Halm gab es drei Tote.", url=f"{url}/#top", published="2021-05-05T14:00", each=became.append
        )
        assert (summary.added, summary.versions, summary.known) == (0, 1, 0)
        assert [(one.became, one.version, one.of) for one in became] == [("new", 1, 1), ("version", 2, 2)]
        assert became[0].id == became[1].id
        first, second = record.versions(url)
        assert record.versions(first.report) == record.versions(second.given_id) == [first, second]
        assert (first.number, first.newest, first.changes, first.head) == (1, False, (), ())
        assert (second.number, second.newest) == (2, True)
        assert [(change.field, change.new) for change in second.head] == [("published", "2021-05-05T14:00:00")]
        assert [change.kind for change in second.changes] == ["changed", "dropped"]
        assert [(d.kind, d.old and d.old.text, d.new and d.new.text) for d in second.changes[0].differences] == [
            ("number", "zwei", "drei")
        ]
        with pytest.raises(lagebild.NotFoundError, match="lagebild search WORDS --json"):
            record.versions("nirgends")


def test_rows_are_typed_and_say_why(record: lagebild.Record) -> None:
    who = record.who("Brunn")
    assert isinstance(who, lagebild.WhoRow)
    (incident,) = record.chronicle(type="OFFICE")
    assert (incident.begin, incident.end, incident.actors) == ("2021-05-03", "2021-05-03", ("Ada Brunn",))
    assert (incident.date_prec, incident.by, incident.sources) == (1, None, 1)
    (mention,) = record.mentions(type="OFFICE")
    assert (mention.valid_from, mention.trigger, mention.entry) == ("2021-05-03", "zurückgetreten", incident.id)
    (evidence,) = incident.evidence
    assert (evidence.outlet, evidence.published) == ("Blatt", "2021-05-05")
    assert incident.entries == (evidence.entry,)
    reading = lagebild.read(BERICHT, published="2021-05-05")
    assert evidence.because == reading.events[0].because != {}
    assert who.offices[0].evidence[0].because == reading.offices[0].because != {}
    assert who.statements[0].evidence[0].because == reading.statements[0].because != {}


def test_the_json_of_a_row_has_the_names_of_the_contract() -> None:
    def names(kind: type[msgspec.Struct]) -> set[str]:
        return {field.encode_name for field in msgspec.structs.fields(kind)}

    assert {"title", "of", "status", "from", "to", "seen_first", "seen_last", "evidence"} <= names(
        answer_rows.TenureRow
    )
    assert names(answer_rows.IncidentRow) >= INCIDENT
    assert names(answer_rows.ToldRow) >= TELLING
    assert names(lagebild.Count) >= COUNT
    assert names(answer_rows.DisputeRow) >= DISPUTE
    assert names(answer_rows.ClaimRow) >= CLAIM
    assert {"report", "version", "outlet", "published", "sentence", "start", "end", "entry"} <= names(lagebild.Evidence)
    assert {"name", "names", "kind", "offices", "incidents", "statements"} <= names(answer_rows.WhoRow)


def test_questions_that_cannot_be_asked(record: lagebild.Record) -> None:
    with pytest.raises(lagebild.QuestionError, match=r"GOSSIP.*ASSAULT"):
        record.chronicle(type="GOSSIP")
    with pytest.raises(lagebild.QuestionError, match="write it as 2021-03-08"):
        record.who("Brunn", at="gestern")
    with pytest.raises(lagebild.NotFoundError, match="Niemand"):
        record.said(by="Niemand")


def test_files_folders_documents_and_texts_are_added(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.md").write_text(f"---\npublished: 2021-05-05\noutlet: Blatt\n---\n{BERICHT}\n", encoding="utf-8")
    (folder / "b.txt").write_text("Es regnet.", encoding="utf-8")
    seen: list[object] = []
    with lagebild.Record(tmp_path / "r.db") as record:
        summary = record.add(folder, outlet="Bote", each=seen.append)
        assert (summary.added, summary.undated, summary.failed, len(seen)) == (2, 1, (), 2)
        assert record.add(folder / "a.md", outlet="Bote").known == 1
        bad = record.add([lagebild.Document(id="d", text="Ja.", published="gestern"), Failure(id="f", error="f: no")])
        assert [one.id for one in bad.failed] == ["d", "f"]
        assert record.add(str(tmp_path / "none.txt")).failed[0].error.endswith("check the path")
        assert record.add(text="Es schneit.", published=datetime.date(2021, 5, 6)).added == 1
        with pytest.raises(TypeError):
            record.add()
        with pytest.raises(TypeError):
            record.add(folder, text="Ja.")
        with pytest.raises(TypeError):
            record.add(folder, title="Ja")
        assert {e.outlet for t in record.offices() for e in t.evidence} == {"Bote"}


def test_a_record_that_is_not_there_is_not_made_where_that_is_not_wanted(tmp_path: Path) -> None:
    with pytest.raises(lagebild.StoreError, match="there is no such database"):
        lagebild.Record(tmp_path / "none.db", create=False)
    with lagebild.Record(tmp_path / "r.db") as record:
        assert record.chronicle() == []
        assert repr(record) == f"Record('{tmp_path / 'r.db'}')"


FASSUNG = "In Halm sind am Montag {} Menschen erschossen worden. Bürgermeister Jonas Witt sprach von einer Tat."
KORREKTUR = "\n\nKorrektur: In einer früheren Fassung hieß es, es habe zwei Tote gegeben."


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that was corrected, one that came late, and one without a date."""
    found = tmp_path_factory.mktemp("known") / "lage.db"
    url = "https://blatt.example/halm"
    with lagebild.Record(found) as record:
        for count, day, more in (("zwei", "2021-05-04", ""), ("drei", "2021-05-06", KORREKTUR)):
            record.add(text=FASSUNG.format(count) + more, published=day, outlet="Blatt", url=url)
        record.add(
            text="Finanzministerin Ada Brunn sprach am 4. Mai 2021 in Rom.", published="2021-06-20", outlet="Bote"
        )
        record.add(text="Der Rat tagte in Halve.", outlet="Bote")
    return found


def test_what_was_known_on_a_day(versions: Path) -> None:
    with lagebild.Record(versions, create=False) as record:
        killed = {}
        for day in ("2021-05-03", "2021-05-05", "2021-05-06", None):
            incidents = record.chronicle(type="ASSAULT", known=day)
            killed[day] = [(i.figures["killed"].best, i.sources) for i in incidents]
            assert [e.kind for i in incidents for e in record.disputes(about=i.id, known=day)] == []
        assert killed == {"2021-05-03": [], "2021-05-05": [(2, 1)], "2021-05-06": [(3, 1)], None: [(3, 1)]}
        (report,) = {e.report for i in record.chronicle(type="ASSAULT") for e in i.evidence}
        assert [len(record.versions(report, known=day)) for day in ("2021-05-05", datetime.date(2021, 5, 6))] == [1, 2]
        assert [t.title for t in record.offices(at="2021-06-21", known="2021-06-19")] == ["Bürgermeister"]
        assert {t.title for t in record.offices(at="2021-06-21", known="2021-06-20")} >= {"Finanzministerin"}
        assert [len(record.search("Rom", kind="sentence", known=day)) for day in ("2021-06-19", "2021-06-20")] == [0, 1]
        hits = [len(record.search("Rat", kind="sentence", known=day)) for day in (None, "2999-12-31")]
        assert (*hits, record.undated()) == (1, 0, 1)


def test_every_question_takes_a_day_on_which_things_were_known(versions: Path) -> None:
    day = "2021-05-05"
    with lagebild.Record(versions, create=False) as record:
        (then,) = record.chronicle(type="ASSAULT", known=day)
        report = then.evidence[0].report
        assert lagebild.IncidentRow.made_of(record.incident(then.id, known=day)) == then
        assert record.why(then.id, known=day) == []
        assert [m.entry for m in record.mentions(type="ASSAULT", known=day)] == [e.entry for e in then.evidence]
        assert [len(record.versions(report, known=day)), len(record.versions(report))] == [1, 2]
        assert record.who("Witt", known=day).name == "Jonas Witt"
        assert tuple(record.said(by="Witt", known=day)) == record.who("Witt", known=day).statements != ()
        with pytest.raises(errors.NotFoundError, match="Brunn"):
            record.who("Brunn", known=day)
        assert record.who("Brunn", known="2021-06-20").name == record.who("Brunn").name
        with pytest.raises(errors.NotFoundError):
            record.versions(report, known="2021-05-03")
        with pytest.raises(errors.QuestionError, match="'gestern' is not a day; write it as 2021-03-08"):
            record.offices(known="gestern")
    asking = {name for name in dir(lagebild.Record) if not name.startswith("_")} - {
        "where",
        "close",
        "add",
        "undated",
        "check",
        "mend",
        # what editors did, and not what reports say
        "decisions",
        "log",
        # gives what is read, and asks nothing of the record
        "read_on",
    }
    for name in asking:
        assert "known" in inspect.signature(getattr(lagebild.Record, name)).parameters, name


def test_the_command_answers_alike_and_says_what_it_leaves_out(versions: Path) -> None:
    def asked(*args: str) -> tuple[Any, str]:
        done = calling.lagebild(*args, "--db", versions)
        return (json.loads(done.stdout) if done.returncode == 0 else done.returncode), done.stderr.decode()

    found, said = asked("chronicle", "--type", "ASSAULT", "--known", "2021-05-05", "--json")
    assert [i["figures"]["killed"]["best"] for i in found] == [2]
    assert said == (
        "lagebild: 1 text is left out: without a date of publication nobody can say from when on a report was known\n"
    )
    assert asked("overview", "--known", "2021-05-05", "--json")[0]["size"]["reports"] == 1
    assert asked("overview", "--json")[0]["size"]["reports"] == 3
    status, said = asked("offices", "--at", "2021-05-05", "--known", "gestern")
    assert (status, "'gestern' does not match the format" in said) == (2, True)
