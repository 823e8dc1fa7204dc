"""Writes the rules of each room into its page of the documentation: `make docs`; a test says when a page is out of date.

What stands above the marker is written by hand, what stands below is made from the rules themselves.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from lagebild import lexicon
from lagebild.annotate.rule import Rule

HERE = Path(__file__).parent
MARKER = "<!-- below: made from the rules by `make docs`; do not edit -->"
PAGES = {
    "events.md": ("lagebild.annotate.events", "lagebild.annotate.gist"),
    "statements.md": ("lagebild.annotate.statements",),
    "entities.md": (
        "lagebild.annotate.entities",
        "lagebild.annotate.offices",
        "lagebild.annotate.relations",
        "lagebild.annotate.plans",
    ),
    "times.md": ("lagebild.annotate.times",),
    "text.md": ("lagebild.annotate.tree", "lagebild.annotate.structure"),
}


def page(name: str, text: str) -> str:
    """A page with its rules made anew; `text` is the page as it stands."""
    parts = [text.partition(MARKER)[0].rstrip(), "", MARKER, ""]
    for package in PAGES[name]:
        for module in _modules(package):
            parts += _tables(module)
    if name == "times.md":
        parts += _time_rules()
    return "\n".join(parts).rstrip() + "\n"


def _modules(package: str) -> Iterator[ModuleType]:
    module = importlib.import_module(package)
    yield module
    for info in pkgutil.walk_packages(getattr(module, "__path__", []), package + "."):
        yield importlib.import_module(info.name)


def _tables(module: ModuleType) -> Iterator[str]:
    policies = _policies(module)
    for constant, value in vars(module).items():
        if isinstance(value, tuple) and value and all(isinstance(member, Rule) for member in value):
            place = module.__name__.removeprefix("lagebild.annotate.")
            yield f"### `{place}.{constant}`"
            yield from ([policies[constant], ""] if constant in policies else [""])
            yield "| rule | because | for example |"
            yield "|---|---|---|"
            yield from (_row(rule) for rule in value)
            yield ""


def _policies(module: ModuleType) -> dict[str, str]:
    """What stands as a string below each constant: how its rules are asked."""
    body = ast.parse(inspect.getsource(module)).body
    found = {}
    for statement, following in itertools.pairwise(body):
        named = statement.target if isinstance(statement, ast.AnnAssign) else None
        told = following.value if isinstance(following, ast.Expr) else None
        if isinstance(named, ast.Name) and isinstance(told, ast.Constant) and isinstance(told.value, str):
            found[named.id] = " ".join(told.value.split())
    return found


def _row(rule: Rule[Any, Any]) -> str:
    shown = "<br>".join(_cell(f"{e.sentence} → {e.gives}" if e.gives else e.sentence) for e in rule.examples[:2])
    against = f"<br>not: {_cell(rule.no[0])}" if rule.no else ""
    return f"| `{rule.name}` | {_cell(rule.why)} | {shown}{against} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ⏎ ")


def _time_rules() -> Iterator[str]:
    yield "### `time_rules.tsv`"
    yield "The longest pattern wins, of equals the earlier row."
    yield ""
    yield "| rule | for example | not |"
    yield "|---|---|---|"
    for row in lexicon.load("time_rules"):
        sentence, expression, value = (part.strip() for part in row["example"].split("|"))
        yield f"| {row['rule']} | {_cell(sentence)} → {_cell(expression)}: {value} | {_cell(row['counter'])} |"


def main() -> None:
    """Write every page."""
    for name in PAGES:
        path = HERE / name
        path.write_text(page(name, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
