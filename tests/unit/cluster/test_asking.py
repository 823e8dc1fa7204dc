"""How a cluster is asked for, and what is said to who asks wrongly; none of it needs Ray."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import lagebild
from lagebild.cli.add import command
from lagebild.errors import ReadError


@pytest.mark.parametrize(
    ("options", "said"), [(["--work", "w"], "give --cluster, too"), (["--cluster", " "], "--cluster is empty")]
)
def test_what_goes_together_is_said(tmp_path: Path, options: list[str], said: str) -> None:
    done = CliRunner().invoke(command, ["--db", str(tmp_path / "x.db"), *options, "a.txt"])
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "x.db").exists()


def test_a_cluster_reads_files_only(tmp_path: Path) -> None:
    with lagebild.Record(tmp_path / "x.db") as record:
        with pytest.raises(TypeError, match="a file, a folder or an address"):
            record.add(lagebild.Document(id="a", text="Es brannte."), cluster="local")
        with pytest.raises(TypeError, match="a file, a folder or an address"):
            record.add(text="Es brannte.", cluster="local")
        with pytest.raises(ReadError, match="standard input"):
            record.add("-", cluster="local", work=tmp_path / "work")


def test_the_working_folder_lies_beside_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    monkeypatch.setitem(sys.modules, "ray", None)
    with lagebild.Record("sub/x.db") as record, pytest.raises(ReadError, match=r"pip install 'lagebild\[cluster\]'"):
        record.add(tmp_path / "none.txt", cluster="local")
    assert [path.name for path in (tmp_path / "sub").iterdir() if path.is_dir()] == ["x.db.work"]
    assert [path.name for path in (tmp_path / "sub" / "x.db.work").iterdir()] == ["readings"]
