"""One frozen settings object."""

from __future__ import annotations

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a run.

    `analyser` names the language analyser (`de`, the shipped one, or `spacy:NAME`). `encoding` is that of text files
    (None: UTF-8, UTF-16 by its mark, else Windows-1252 with a note). `max_characters` is the longest text taken for one
    report. `columns` maps fields of a report to the names that tables and JSON have for them, as pairs (`("text", "body")`).
    """

    analyser: str = "de"
    encoding: str | None = None
    max_characters: int = 2_000_000
    columns: tuple[tuple[str, str], ...] = ()
