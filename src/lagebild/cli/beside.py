"""What outlets say of an incident, on a terminal: a row a question, a column an outlet, or the outlets below each other."""

from __future__ import annotations

import textwrap
from collections.abc import Collection

from rich.markup import escape
from rich.table import Table as Drawn

from lagebild.cli import show
from lagebild.cli.terminal import visible
from lagebild.reading import OUTLET
from lagebild.record.counts import Count, steps
from lagebild.record.side_by_side import Answer, Column, Line, Table

NAMES = {
    "what": "called", "who": "who", "whom": "to whom", "where": "where", "when": "when", "told": "reported",
    "source": "whose word", "status": "status", "words": "in words",
}  # fmt: skip
"""What the rows are called; a kind of figure is its own name."""

_HEAD = 12
_NARROWEST = 20
"""Characters that a column must have to be legible."""


def table(found: Table, *, only: Collection[str] | None = None, title: str | None = "Outlet by outlet") -> None:
    """Print the table of an incident; `only` are the questions to show."""
    rows = [row for row in found.rows if only is None or row.question in only]
    screen = show.console()
    if title:
        screen.print(f"[bold]{escape(title)}[/bold]")
    if screen.width < _HEAD + len(found.columns) * (_NARROWEST + 2):
        _below(found, rows, screen.width)
        return
    drawn = Drawn(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    drawn.add_column("", style="dim", max_width=_HEAD, no_wrap=True)
    for column in found.columns:
        drawn.add_column(escape(_named(column)), overflow="fold", ratio=1)
    for row in rows:
        drawn.add_row(_name(row), *(escape(_cell(row, cell)) for cell in row.cells))
    screen.print(drawn)
    screen.print()


def _below(found: Table, rows: list[Line], width: int) -> None:
    for row in rows:
        print(_name(row))
        for column, cell in zip(found.columns, row.cells, strict=True):
            text = f"{_named(column)}: {_cell(row, cell)}"
            print(textwrap.fill(text, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))
    print()


def _name(row: Line) -> str:
    return NAMES.get(row.question, row.question)


def _named(column: Column) -> str:
    """An outlet with a tick for each voice that is first heard there, and whose word else it passes on."""
    ticks = "✓" * sum(voice.first for voice in column.voices)
    others = [
        f"{v.independence} {v.voice}" for v in column.voices if v.independence != "own" and v.voice != column.outlet
    ]
    said = " ".join(part for part in (column.outlet or "no outlet", ticks) if part)
    return visible(f"{said} ({', '.join(others)})" if others else said)


def _cell(row: Line, answers: tuple[Answer, ...]) -> str:
    found = ""
    for answer in answers:
        found += ("" if not found else " → " if found.endswith("\0") else "; ") + _said(row, answer)
        found = found.replace("\0", "") + ("\0" if answer.earlier else "")
    return visible(found.replace("\0", "")) or "–"


def _said(row: Line, answer: Answer) -> str:
    value = str(answer.value)
    match row.question:
        case "what":
            said = f"»{value}« (loaded)" if answer.loaded else value
        case "told":
            said = value if answer.value else "undated"
        case "who" | "whom" | "where":
            said = value
        case "when":
            said = show.moment(answer.value if isinstance(answer.value, str) else None, answer.begin or "", answer.end)
        case "source":
            said = "its own" if answer.value == OUTLET else "hearsay" if answer.value is None else f"says {value}"
        case "status":
            said = f"{show.MARKS[value]} {value}"
        case "words":
            said = f"»{value}«"
        case _:
            day = f"{answer.published[:10]}: " if answer.published and answer.earlier else ""
            said = f"{day}{show.BOUNDS[answer.bound or 'exact']}{value}"
    if answer.source != OUTLET:
        said += f" ({f'says {answer.source}' if answer.source else 'hearsay'})"
    return f"≠ {said}" if answer.differs else said


def count(found: Count) -> str:
    """A count with the lowest and the highest and, if it changed, its steps: `10 (4 to 10); 2021-05-05: 4 → …`.

    Days are those of the reports.
    """
    said = f"{found.best} ({found.low} to {found.high})" if found.low < found.high else str(found.best)
    run = steps(found)
    if len(run) < 2:
        return said
    told = (f"{(s.claims[0].published or 'undated')[:10]}: {show.BOUNDS[s.bound]}{s.value}" for s in run)
    return f"{said}; {' → '.join(told)}"
