"""What the documentation shows exists: its commands, its files, its make targets."""

import contextlib
import re
import warnings
from pathlib import Path

import pytest
from docs import generate

from lagebild.cli.app import COMMANDS


def pages(root: Path) -> list[Path]:
    return [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]


def test_every_command_shown_exists_and_every_command_is_shown(root: Path) -> None:
    shown = {
        name for page in pages(root) for name in re.findall(r"(?<!from )\blagebild ([a-z]+(?:-[a-z]+)*)\b", _code(page))
    }
    assert shown <= set(COMMANDS), shown - set(COMMANDS)
    assert set(COMMANDS) <= set(re.findall(r"lagebild ([a-z]+(?:-[a-z]+)*)", (root / "README.md").read_text()))


def test_every_make_target_shown_exists(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.M))
    shown = {name for page in pages(root) for name in re.findall(r"\bmake ([a-z]+)\b", _code(page))}
    assert shown <= targets, shown - targets


def test_links_lead_somewhere(root: Path) -> None:
    for page in pages(root):
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def _code(page: Path) -> str:
    text = page.read_text()
    return "\n".join([*re.findall(r"```.*?```", text, re.S), *re.findall(r"`[^`\n]+`", text)])


@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_python_that_is_shown_runs(root: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (root / name).read_text(encoding="utf-8"), re.S)
    assert blocks
    code = "\n".join(blocks)
    (tmp_path / "examples").symlink_to(root / "examples", target_is_directory=True)
    with contextlib.chdir(tmp_path):
        exec(compile(code, name, "exec"), {"__name__": "shown"})
    said = capsys.readouterr().out
    assert "Regierungschefin" in said
    assert "verschleppt" in said


def test_the_notebook_runs_and_shows_what_it_says(root: Path, tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(root / "docs" / "notebook.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert not any(cell.get("outputs") for cell in notebook.cells), "keep it without outputs"
    (tmp_path / "examples").symlink_to(root / "examples", target_is_directory=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel's own
        resources = {"metadata": {"path": str(tmp_path)}}
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
    shown = [output["data"] for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
    html = [data["text/html"] for data in shown if "text/html" in data]
    assert sum("<table" in one for one in html) >= 5
    assert any("Regierungschefin" in one for one in html)
    assert any("killed_best" in one for one in html)
    assert (tmp_path / "incidents.geojson.export.json").exists()


def test_what_the_page_on_clocks_prints_is_what_comes_out(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / "docs" / "clocks.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(?P<code>.*?)```\n\n```\n(?P<printed>.*?)```", text, re.S)
    assert found
    (tmp_path / "examples").symlink_to(root / "examples", target_is_directory=True)
    with contextlib.chdir(tmp_path):
        exec(compile(found["code"], "clocks.md", "exec"), {"__name__": "shown"})
    assert capsys.readouterr().out == found["printed"]


@pytest.mark.parametrize("name", ["LICENSE", "CHANGELOG.md", "examples/README.md"])
def test_what_a_stranger_looks_for_is_there(root: Path, name: str) -> None:
    assert (root / name).stat().st_size > 100


@pytest.mark.parametrize("name", generate.PAGES)
def test_the_rules_on_a_page_are_those_of_the_program(root: Path, name: str) -> None:
    text = (root / "docs" / name).read_text(encoding="utf-8")
    assert text == generate.page(name, text), "out of date: run make docs"
