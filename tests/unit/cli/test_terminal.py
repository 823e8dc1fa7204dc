"""What a report says is shown on a terminal, never obeyed by it: every command, over a record full of control characters."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from click import Context
from tests import calling

from lagebild.cli import show
from lagebild.cli.app import COMMANDS, app
from lagebild.cli.terminal import escaped, visible

BAD = "\x1b]0;x\x07\x9b31m\u202e\u2066\r\x7f"
"""An escape sequence that renames the window, one that colours (C1), a turn of direction, a return to the line's start."""
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

TEXT = (
    f"Ministerin Ada Brunn{BAD} trat am Montag in Norhaven zurück, sagte Karl Dorn{BAD} am 3. Mai 2021. "
    f"„Ich gehe{BAD} jetzt“, sagte Ada Brunn. Die Polizei verhaftete{BAD} drei Menschen."
)
LATER = TEXT.replace("drei", "vier")


class Done(NamedTuple):
    """What a command printed, and its exit status."""

    stdout: str
    stderr: str
    returncode: int


def lagebild(folder: Path, *args: str) -> Done:
    """Run a command over a record in this process."""
    done = calling.lagebild(*args, cwd=folder)
    return Done(done.stdout.decode(), done.stderr.decode(), done.returncode)


def report(text: str = TEXT, **fields: str) -> str:
    given = {"id": f"r{BAD}", "outlet": f"Blatt{BAD}", "title": f"Titel{BAD}", "published": "2021-05-05", "text": text}
    return json.dumps({**given, **fields}) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("terminal")
    (made / "a.jsonl").write_text(report() + report(LATER, published="2021-05-06"), encoding="utf-8")
    (made / "people.tsv").write_text("name\taliases\nAda Brunn\tA\x9bB|C\u202eD\n", encoding="utf-8")
    done = lagebild(made, "add", "a.jsonl")
    assert "1 added, 1 new version" in done.stdout, done.stderr
    lagebild(made, "known", "people.tsv")
    events = json.loads(lagebild(made, "chronicle", "--mentions", "--json").stdout)
    (made / "entry").write_text(events[-1]["entry"])
    why = f"weil{BAD}"
    made_one = lagebild(made, "same", "Ada Brunn", "Karl Dorn", "--why", why, "--author", f"ich{BAD}")
    assert made_one.returncode == 0, made_one.stderr
    (made / "old.jsonl").write_text(lagebild(made, "read", "a.jsonl").stdout, encoding="utf-8")
    new = (made / "old.jsonl").read_text(encoding="utf-8").replace('"happened"', '"announced"')
    (made / "new.jsonl").write_text(new, encoding="utf-8")
    return made


def calls(folder: Path) -> dict[str, tuple[tuple[str, ...], ...]]:
    entry = (folder / "entry").read_text()
    return {
        "add": (("a.jsonl",), (f"nicht{BAD}da.txt",), ("--db", f"{BAD}.db", "a.jsonl")),
        "analyse": (("a.jsonl",),),
        "check": ((),),
        "chronicle": ((), ("--mentions", "--ids"), ("--with", f"Nie{BAD}mand")),
        "compare-outlets": ((f"Blatt{BAD}", f"x{BAD}"), (f"Blatt{BAD}", f"Blatt{BAD}")),
        "completion": (("bash",), (f"b{BAD}",)),
        "decisions": ((),),
        "diff": (("old.jsonl", "new.jsonl"),),
        "different": (("Ada Brunn", f"Nie{BAD}mand"),),
        "disputes": ((), ("--kind", f"x{BAD}")),
        "export": (("csv", "--out", "tables"), (f"x{BAD}",)),
        "incident": ((entry,), (f"x{BAD}",)),
        "known": ((), (f"{BAD}.tsv",)),
        "mcp": (("--db", f"nicht{BAD}da.db"),),
        "mend": ((entry, "place", f"x{BAD}", "--why", "x"),),
        "move": (("--from", "lagebild.db", "--to", f"dort{BAD}.db"), ("--from", f"x{BAD}", "--to", "y.db")),
        "offices": ((), ("--of", f"x{BAD}")),
        "overview": ((), (f"--x{BAD}",)),
        "plans": ((), (f"x{BAD}",)),
        "read": (("a.jsonl",), ("--format", "timeml", "a.jsonl"), (f"{BAD}.txt",)),
        "reread": (("--all",), ("--all", "--dry-run")),
        "said": ((), ("--by", f"x{BAD}")),
        "same": (("Ada Brunn", f"x{BAD}"),),
        "schema": ((),),
        "search": (("Brunn",), (f"x{BAD}",)),
        "serve": (("--port", f"8{BAD}"),),
        "ties": (("Ada Brunn",), (f"x{BAD}",)),
        "undo": ((f"1{BAD}",), ("1",)),
        "users": (("list", "--users", f"{BAD}"), ("add", f"x{BAD}", "--no-password"), ("remove", f"x{BAD}")),
        "versions": ((f"r{BAD}",), (f"x{BAD}",)),
        "watch": ((f"ftp://{BAD}", "--once"),),
        "who": (("Brunn",), (f"x{BAD}",)),
        "why": ((entry,), (f"x{BAD}",)),
        "wrong": ((entry, "--why", f"x{BAD}"), (f"x{BAD}",)),
    }


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_command_prints_what_a_terminal_obeys(folder: Path, name: str) -> None:
    for args in calls(folder)[name]:
        for more in ((), ("--json",)):
            done = lagebild(folder, name, *args, *more)
            for said in (done.stdout, done.stderr):
                assert OBEYED.search(said) is None, (args, said)
                assert "Lagebild's own" not in said


def test_no_outlet_beside_another_prints_what_a_terminal_obeys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outlets = [f"Blatt{BAD}", f"Bote{BAD}"]
    lines = [report(id=f"r{number}", outlet=outlet) for number, outlet in enumerate(outlets)]
    (tmp_path / "a.jsonl").write_text("".join(lines), encoding="utf-8")
    assert "2 added" in lagebild(tmp_path, "add", "a.jsonl").stdout
    for columns in ("40", "120"):
        monkeypatch.setenv("COLUMNS", columns)
        done = lagebild(tmp_path, "compare-outlets", *outlets)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Bote␛]0;x" in done.stdout
        assert OBEYED.search(done.stdout) is None
        single = lagebild(tmp_path, "incident", "r1/v1").stdout
        assert "Outlet by outlet" in single
        assert OBEYED.search(single) is None


@pytest.mark.skipif(os.name == "nt", reason="this system has no terminals of that kind")
@pytest.mark.parametrize("form", ["ical", "graphml", "polecat", "plover", "ftm"])
def test_no_export_to_a_terminal_has_what_it_obeys(folder: Path, form: str) -> None:
    """Into a file or a pipe an export goes as it is; where it ends on a screen, signs are shown like everywhere."""
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", "from lagebild.cli import main; main()", "export", form], cwd=folder, stdout=theirs,
        stderr=subprocess.DEVNULL,
    ) as started:  # fmt: skip
        os.close(theirs)
        came = b""
        try:
            while some := os.read(ours, 65536):
                came += some
        except OSError:  # how Linux says that nobody writes any more
            pass
        assert started.wait() == 0
    os.close(ours)
    shown = came.decode().replace("\r\n", "\n")
    assert shown.strip()  # the tests before it mend what the record says, so no word of it is sure
    assert OBEYED.search(shown.replace("\t", "")) is None


def test_what_was_there_is_seen(folder: Path) -> None:
    mark = "␛]0;x␇⟨U+009B⟩31m⟨U+202E⟩⟨U+2066⟩␍␡"
    assert f"Titel{mark}" in lagebild(folder, "versions", f"r{BAD}").stdout
    assert f"Blatt{mark}" in lagebild(folder, "chronicle").stdout
    assert f"weil{mark}" in lagebild(folder, "decisions").stdout
    assert f"nicht{mark}da.txt: there is no such file" in lagebild(folder, "add", f"nicht{BAD}da.txt").stderr
    assert f"{mark}.db: 1 added" in lagebild(folder, "add", "--db", f"neu{BAD}.db", "a.jsonl").stdout


def test_json_says_what_the_report_says(folder: Path) -> None:
    (hit,) = json.loads(lagebild(folder, "search", "jetzt", "--kind", "sentence", "--json").stdout)
    assert hit["sentence"].startswith("\x7f jetzt")
    reading = json.loads(lagebild(folder, "read", "a.jsonl").stdout.splitlines()[0])
    assert reading["text"] == TEXT
    assert reading["id"] == f"r{BAD}"


def test_a_report_makes_no_pictures_and_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    show.table("Wer", ("was",), [("Eine :bomb: und [bold]dies[/bold]",)], empty="")
    assert "Eine :bomb: und [bold]dies[/bold]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\nb\tc", "a␊b␉c"),
        ("\x00\x7f\x85", "␀␡⟨U+0085⟩"),
        ("\u202eabc\u2069", "⟨U+202E⟩abc⟨U+2069⟩"),
        ("\udcff", "⟨U+DCFF⟩"),
        ("Ökü – „ß“ 日本 👩‍💻", "Ökü – „ß“ 日本 👩‍💻"),
    ],
)
def test_marks(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible("a\n\tb", keep="\n\t") == "a\n\tb"


def test_every_sign_is_escaped_in_json_and_decodes_to_itself() -> None:
    for code in [*range(0x20, 0x2100), 0xFEFF, 0x1F600]:
        encoded = escaped(json.dumps(chr(code), ensure_ascii=False).encode())
        assert json.loads(encoded) == chr(code)
        assert OBEYED.search(encoded.decode()) is None


def closed_after_one_line(folder: Path, *args: str) -> int:
    """The exit status of a command whose reader goes after the first line."""
    read, write = os.pipe()
    with subprocess.Popen(
        [*calling.COMMAND, *args], cwd=folder, stdout=write,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        os.close(write)
        os.close(read)  # so that the very first write finds nobody
        _, complaints = process.communicate(timeout=60)
        assert complaints == b""
        return process.returncode


@pytest.mark.parametrize(
    "args",
    [("overview",), ("chronicle",), ("search", "Brunn", "--json"), ("read", "a.jsonl"), ("--help",), ("schema",)],
)
def test_a_reader_who_has_seen_enough_is_no_failure(folder: Path, args: tuple[str, ...]) -> None:
    assert closed_after_one_line(folder, *args) == 0


def test_all_is_kept_though_nobody_reads_the_complaints(folder: Path, tmp_path: Path) -> None:
    lines = "{text\n" * 50 + report(id="last")
    (tmp_path / "b.jsonl").write_text(lines, encoding="utf-8")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*calling.COMMAND, "add", "b.jsonl"], cwd=tmp_path, stderr=write,
        stdout=subprocess.PIPE, check=False, timeout=120,
    )  # fmt: skip
    os.close(write)
    assert b"1 added, 0 on record already, 50 failed" in done.stdout
    assert done.returncode == 1


def test_a_command_without_an_output_to_print_to_still_runs(folder: Path) -> None:
    quoted = f'"{sys.executable}" -c "from lagebild.cli import main; main()" overview >&-'
    done = subprocess.run(["sh", "-c", quoted], cwd=folder, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


def test_letters_that_the_output_lacks_are_written_out(folder: Path) -> None:
    done = subprocess.run(
        [*calling.COMMAND, "overview"], cwd=folder, capture_output=True,
        check=False, timeout=60, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 0
    assert b"zur\\xfcck" in done.stdout


def test_every_command_is_among_the_calls(folder: Path) -> None:
    assert set(calls(folder)) == set(COMMANDS) == set(app.list_commands(Context(app)))
