"""Tables for a terminal: whole where they fit, else an entry in two lines; `--long` shows everything."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import click
from rich.cells import cell_len
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from lagebild.cli.options import LONG
from lagebild.cli.screen import Screen
from lagebild.cli.terminal import visible

PIPE = 200
"""A pipe without `COLUMNS` is taken to be so wide, and nothing is cut off."""
_LEAD = frozenset({"when", "published", "number", ""})
"""Columns before the main one that are lined up."""
_MAIN = frozenset({"what", "sentence", "between", "office", "incident", "about", "name", "decision", "conflict"})
"""Where the first line of an entry ends: the first of these columns, in the order of the table."""
_LABELLED = frozenset({"from", "to", "since", "until", "seen", "says", "of", "for", "announced by", "by", "why"})
"""Columns whose cells say little without the column's name."""
_MARK = "bold yellow"
_WIDEST_LEAD = 13


class Marked(NamedTuple):
    """A cell with marked words: `marks` are code points of the text, end exclusive."""

    text: str
    marks: tuple[tuple[int, int], ...]


Cell = str | Marked


def wants_long() -> bool:
    """True if the command was called with `--long`."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(LONG))


def console() -> Screen:
    """Where tables are printed: as wide as the terminal, or as `COLUMNS` says; a pipe is wide, so nothing is cut off."""
    found = Screen()
    return found if found.is_terminal or _columns() else Screen(width=PIPE)


def _columns() -> bool:
    given = os.environ.get("COLUMNS", "")
    return given.isdecimal() and int(given) > 0


def shorten(text: str, width: int) -> str:
    """A text on one line, cut off at a word with `…`; with `--long` it is whole."""
    line = " ".join(text.split())
    return line if len(line) <= width or wants_long() else line[:width].rsplit(" ", 1)[0] + " …"


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, empty: str) -> None:
    """Print a table, or a line that says why there is none.

    Cells are plain text: neither their markup nor their control characters mean anything. A row that does not fit
    on one line of a terminal is set in two, and what does not fit there is cut off with `…`.
    """
    lines = [[_visible(cell) for cell in row] for row in rows]
    title = visible(title)
    screen = console()
    if not lines:
        screen.print(f"[bold]{escape(title)}[/bold]: {escape(empty)}")
        return
    narrow = screen.is_terminal or _columns()
    if narrow and not _fits(screen.width, columns, lines):
        (_print_long if wants_long() else _print_short)(screen, title, columns, lines)
        return
    drawn = Table(
        title=escape(title), title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2)
    )
    for name in columns:
        drawn.add_column(name, overflow="fold", style="dim" if name == "evidence" else "")
    for line in lines:
        drawn.add_row(*(_styled(cell) for cell in line))
    screen.print(drawn)
    screen.print()


def _visible(cell: Cell) -> Cell:
    """A cell without control characters. The marks of a marked one go where its words went."""
    if isinstance(cell, str):
        return visible(cell)
    text = "".join(" " if letter.isspace() else letter for letter in cell.text)
    marks = tuple((len(visible(text[:start])), len(visible(text[:end]))) for start, end in cell.marks)
    return Marked(visible(text), marks)


def _styled(cell: Cell) -> str | Text:
    if isinstance(cell, str):
        return escape(cell)
    styled = Text(cell.text)
    for start, end in cell.marks:
        styled.stylize(_MARK, start, end)
    return styled


def _plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _fits(width: int, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether every row goes on one line."""
    if any("\n" in _plain(cell) for row in rows for cell in row):
        return False
    widest = [max(map(cell_len, (name, *map(_plain, cells)))) for name, *cells in zip(columns, *rows, strict=True)]
    return sum(widest) + 4 * (len(widest) - 1) <= width


def _main(columns: Sequence[str]) -> int:
    """The column with which the first line of an entry ends."""
    return next((place for place, name in enumerate(columns) if name in _MAIN), 0)


def _style(screen: Screen, code: int) -> tuple[str, str]:
    """What begins and what ends a style of the terminal; nothing where there is none."""
    coloured = screen.is_terminal and not screen.no_color
    return (f"\x1b[{code}m", "\x1b[0m") if coloured else ("", "")


def _print_long(screen: Screen, title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """All of an entry: what it is, and below it a line or more for each thing else that is known."""
    (bold, off), (dim, _) = _style(screen, 1), _style(screen, 2)
    print(f"{bold}{title}{off}")
    main = _main(columns)
    for row in rows:
        cells = [(name, " ".join(_plain(cell).split())) for name, cell in zip(columns, row, strict=True)]
        first = "  ".join(text for _, text in cells[: main + 1] if text)
        print(textwrap.fill(first, screen.width, subsequent_indent="  ", break_on_hyphens=False))
        for name, text in cells[main + 1 :]:
            if text not in ("", "–"):
                head = f"{name}: " if name else ""
                filled = textwrap.fill(
                    head + text, screen.width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
                )
                print(f"{dim}{filled}{off}" if name == "evidence" else filled)
    print()


def _print_short(screen: Screen, title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Two lines an entry: what it is with its day, and behind that who says so and what else is known."""
    main = _main(columns)
    lead = [place for place in range(main) if columns[place] in _LEAD]
    widths = {place: min(_WIDEST_LEAD, max(cell_len(_lead(columns, row, place)) for row in rows)) for place in lead}
    (bold, off), (dim, _) = _style(screen, 1), _style(screen, 2)
    coloured = bool(bold)
    print(f"{bold}{title}{off}")
    for row in rows:
        first: list[str] = []
        for place in range(main + 1):
            text = _plain(row[place])
            if place in widths:
                said = _lead(columns, row, place)
                first.append(said + " " * (widths[place] - cell_len(said)))
            elif place == main:
                taken = sum(cell_len(one) + 2 for one in first)
                first.append(_cut(row[place], max(10, screen.width - taken), coloured))
            elif text not in ("", "–"):
                first.append(_cut(row[place], screen.width // 3, coloured))
        if _plain(row[main]):
            print("  ".join(first).rstrip())
        left = screen.width - 2
        second = []
        for cell in _rest(columns, row, main):
            if left < 4:
                break
            second.append(_cut(cell, left, coloured))
            left -= min(cell_len(_plain(cell)), left) + 3
        if second:
            print(f"  {dim}{' · '.join(second)}{off}")
    print()


def _lead(columns: Sequence[str], row: Sequence[Cell], place: int) -> str:
    """A cell before the main one: of a mark and its word the mark only, the word is said in the second line."""
    text = _plain(row[place])
    return text.partition(" ")[0] if columns[place] == "" else text


def _rest(columns: Sequence[str], row: Sequence[Cell], main: int) -> list[Cell]:
    """What the second line says; an entry's id comes first, since half of it is of no use."""
    said = [(name, cell) for name, cell in zip(columns[main + 1 :], row[main + 1 :], strict=True)]
    said.sort(key=lambda pair: pair[0] != "entry")
    marked = next((place for place in range(main) if columns[place] == ""), None)
    if marked is not None:
        said.insert(0, ("", _plain(row[marked]).partition(" ")[2]))
    found: list[Cell] = []
    for name, cell in said:
        if _plain(cell) in ("", "–"):
            continue
        found.append(f"{name} {cell}" if name in _LABELLED and isinstance(cell, str) else cell)
    return found


def _cut(cell: Cell, width: int, coloured: bool) -> str:
    """A cell on one line of a width. Of a long text the part with the marked words is shown."""
    text, marks = (cell, ()) if isinstance(cell, str) else cell
    text = "".join(" " if letter.isspace() else letter for letter in text)
    start = 0
    if marks and cell_len(text) > width:
        last = marks[0][1]
        start = max(0, min(last - width // 2, len(text) - width + 2)) if last > width - 4 else 0
        start = text.find(" ", start) + 1 if start else 0
    end = start
    room = width - (2 if start else 0)
    if cell_len(text[start:]) <= room:
        end = len(text)
    else:
        used = 0
        while end < len(text) and (used := used + cell_len(text[end])) <= room - 2:
            end += 1
        space = text.rfind(" ", start, end)
        end = space if space > start + room // 2 else end
    shown = text[start:end]
    if coloured:
        for one, other in sorted(marks, reverse=True):
            if start <= one and other <= end:
                head, word, tail = shown[: one - start], shown[one - start : other - start], shown[other - start :]
                shown = f"{head}\x1b[1;33m{word}\x1b[22;39m{tail}"
    return ("… " if start else "") + shown + (" …" if end < len(text) else "")
