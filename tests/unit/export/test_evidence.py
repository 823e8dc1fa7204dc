"""Testimony: a ZIP file that checks out, and does not once anything in it is touched."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from tests.unit.export.made import FIRST, SECOND

from lagebild.api import Record
from lagebild.document import Document
from lagebild.errors import ExportError, NotFoundError


@pytest.fixture
def evidence(record: Record, tmp_path: Path) -> Path:
    record.evidence("r1/v2", tmp_path / "e.zip")
    return tmp_path / "e.zip"


def verified(where: Path) -> subprocess.CompletedProcess[str]:
    """What the verifier says, in a Python that knows nothing of this package."""
    verifier = where / "verify.py" if where.is_dir() else where.with_name("verify.py")
    if not where.is_dir():
        with zipfile.ZipFile(where) as archive:
            verifier.write_bytes(archive.read("verify.py"))
    command = [sys.executable, "-I", "-S", str(verifier), *([] if where.is_dir() else [str(where)])]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def unpacked(evidence: Path) -> Path:
    folder = evidence.with_suffix("")
    with zipfile.ZipFile(evidence) as archive:
        archive.extractall(folder)
    return folder


def test_the_verifier_is_short_and_needs_only_python() -> None:
    source = resources.files("lagebild.export.evidence").joinpath("verify.py").read_text()
    assert len(source.splitlines()) <= 40
    imported = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names


def test_what_is_in_it(evidence: Path) -> None:
    with zipfile.ZipFile(evidence) as archive:
        names = set(archive.namelist())
        files = {name: archive.read(name) for name in names}
    assert {
        "README.txt", "index.html", "incident.json", "quotes.json", "reports.json", "disputes.json", "decisions.json",
        "manifest.json", "verify.py", "reports/r1.txt", "reports/r2.txt",
    } == names  # fmt: skip
    assert files["reports/r1.txt"].decode() == FIRST
    reports = json.loads(files["reports.json"])
    assert [r["sha256"] for r in reports] == [hashlib.sha256(t.encode()).hexdigest() for t in (FIRST, SECOND)]
    (decision,) = json.loads(files["decisions.json"])
    assert (decision["kind"], decision["author"], decision["why"]) == ("same", "anna", "ein Anschlag")
    quotes = json.loads(files["quotes.json"])
    assert {"the count: killed 5", "the count: killed 7", "the sentence", "the word for the deed"} <= {
        q["what"] for q in quotes
    }
    for quote in quotes:
        assert files[quote["file"]].decode()[quote["start"] : quote["end"]] == quote["quote"]


def test_the_verifier_finds_it_sound_packed_and_unpacked(evidence: Path, record: Record) -> None:
    manifest = record.evidence("r1/v2", evidence).manifest
    for where in (evidence, unpacked(evidence)):
        done = verified(where)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.startswith("sound: 10 files unchanged")
        assert f"manifest sha256: {manifest}" in done.stdout


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            lambda f: (f / "reports" / "r1.txt").write_text(FIRST.replace("fünf", "zehn"), encoding="utf-8"),
            "does not stand",
        ),
        (lambda f: (f / "decisions.json").write_text("[]"), "decisions.json: changed"),
        (lambda f: (f / "disputes.json").unlink(), "disputes.json: missing"),
        (lambda f: (f / "more.txt").write_text("x"), "more.txt: not in the manifest"),
    ],
)
def test_the_verifier_finds_what_was_touched(evidence: Path, damage: object, said: str) -> None:
    folder = unpacked(evidence)
    damage(folder)  # type: ignore[operator]
    done = verified(folder)
    assert done.returncode == 1
    assert said in done.stdout


def test_a_quote_is_checked_even_if_the_hashes_were_made_anew(evidence: Path) -> None:
    folder = unpacked(evidence)
    quotes = json.loads((folder / "quotes.json").read_text())
    quotes[0]["quote"] = "etwas anderes"
    (folder / "quotes.json").write_text(json.dumps(quotes))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["quotes.json"] = hashlib.sha256((folder / "quotes.json").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    done = verified(folder)
    assert (done.returncode, "etwas anderes" in done.stdout) == (1, True)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "mark":
            self.marked.append(data)
            self.tags.append("")


def test_the_page_marks_the_words_and_runs_nothing(evidence: Path) -> None:
    html = zipfile.ZipFile(evidence).read("index.html").decode()
    page = _Page()
    page.feed(html)
    assert page.marked == ["Anschlag", "Anschlag"]
    assert "script" not in page.tags
    assert "link" not in page.tags
    assert "anna" in html


def test_nothing_of_a_report_becomes_markup(record: Record, tmp_path: Path) -> None:
    record.evidence("../böse/r3/v1", tmp_path / "e.zip")
    with zipfile.ZipFile(tmp_path / "e.zip") as archive:
        assert all(not name.startswith(("/", "..")) for name in archive.namelist())
        assert "<gut>" not in archive.read("index.html").decode()
    assert verified(tmp_path / "e.zip").returncode == 0


def test_the_same_record_gives_the_same_bytes(evidence: Path, record: Record, tmp_path: Path) -> None:
    record.evidence("r2/v1", tmp_path / "again.zip")  # by another telling of it
    assert (tmp_path / "again.zip").read_bytes() == evidence.read_bytes()


def test_every_version_is_in_it(path: Path, tmp_path: Path) -> None:
    copy = shutil.copy(path, tmp_path / "copy.db")
    with Record(copy) as record:
        later = "Bei dem Anschlag in Mailand starben am 7. März acht Menschen."
        record.add(Document(id="r2", text=later, published="2021-03-10", outlet="Bote"))
        (incident, *_) = (i.id for i in record.chronicle(type="ASSAULT") if any(e.report == "r2" for e in i.evidence))
        record.evidence(incident, tmp_path / "e.zip")
    with zipfile.ZipFile(tmp_path / "e.zip") as archive:
        reports = json.loads(archive.read("reports.json"))
        texts = {r["version"]: archive.read(r["file"]).decode() for r in reports if r["report"] == "r2"}
    assert texts == {1: SECOND, 2: later}
    assert [(r["version"], r["counts"]) for r in reports if r["report"] == "r2"] == [(1, False), (2, True)]
    assert verified(tmp_path / "e.zip").returncode == 0


def test_what_cannot_be_testified(record: Record, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no incident on record"):
        record.evidence("nothing", tmp_path / "e.zip")
    with pytest.raises(ExportError, match=r"name it e\.html\.zip"):
        record.evidence("r1/v2", tmp_path / "e.html")
    assert list(tmp_path.iterdir()) == []
