"""The wheel carries all it needs: built, installed into an empty environment, run from another folder."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPORT = "Innenministerin Ada Brunn ist am Montag zurückgetreten. Sie gehe freiwillig, sagte Brunn."


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).parent / "uv"
    run(uv, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", out, root, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def test_it_carries_lexicons_model_migrations_and_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(n for n in names if n.endswith(".dist-info/METADATA"))).decode()
    for part in (
        "lexicon/de/states.tsv",
        "language/model/network.onnx",
        "language/encoder/model/encoder.onnx",
        "annotate/weighing/scorers.npz",
        "export/gazetteer/places.tsv",
        "export/gazetteer/states.tsv",
        "export/evidence/page.html",
        "export/evidence/verify.py",
        "annotate/entities/kinds.npz",
        "store/migrations/env.py",
        "py.typed",
    ):
        assert f"lagebild/{part}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    for folder in (
        "language/model",
        "language/encoder/model",
        "annotate/weighing",
        "annotate/entities",
        "export/gazetteer",
    ):
        assert any(name.endswith(f"licenses/src/lagebild/{folder}/LICENSE") for name in names)
    assert "License-Expression: Apache-2.0 AND CC-BY-SA-4.0 AND CC-BY-4.0 AND MIT\n" in metadata
    assert not any(name.startswith(("tests", "training", "bench", "examples")) for name in names)


def test_the_locks_name_versions_and_hashes_only_and_agree(root: Path) -> None:
    def pinned(name: str) -> set[str]:
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert text.count("--hash=sha256:") >= text.count("==")
        # what is needed on one platform only to run may be needed on more to test
        return {
            line.partition(" ;")[0].rstrip("\\ ")
            for line in text.splitlines()
            if "==" in line and not line.startswith(" ")
        }

    running, developing = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert running < developing
    assert not {"pytest", "mypy", "ruff", "spacy"} & {line.partition("==")[0] for line in running}


def test_it_runs_in_an_empty_environment_from_another_folder(wheel: Path, tmp_path: Path, root: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    run(uv, "venv", "--python", sys.executable, tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    lock = root / "requirements.lock"
    run(uv, "pip", "install", "--python", python, "--constraint", lock, wheel, cwd=tmp_path)
    (tmp_path / "report.txt").write_text(REPORT)
    lagebild = tmp_path / "env" / "bin" / "lagebild"
    reading = json.loads(run(lagebild, "read", "--published", "2021-05-05", "report.txt", cwd=tmp_path).stdout)
    assert [o["title"] for o in reading["offices"]] == ["Innenministerin"]
    run(lagebild, "add", "--published", "2021-05-05", "report.txt", cwd=tmp_path)
    who = json.loads(run(lagebild, "who", "Brunn", "--json", cwd=tmp_path).stdout)
    assert who["name"] == "Ada Brunn"
    assert (tmp_path / "lagebild.db").exists()
