"""Where tables are printed; apart from :mod:`lagebild.cli.terminal`, since most of what is said needs no table."""

from __future__ import annotations

from rich.console import Console


class Screen(Console):
    """Where tables are printed: what a report says is no picture (`:bomb:`), and a closed pipe is for `main` to see."""

    def __init__(self, *, width: int | None = None) -> None:
        super().__init__(width=width, emoji=False)

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError; rich itself would end the program with status 1."""
        raise BrokenPipeError
