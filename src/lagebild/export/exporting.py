"""Writes an export with its sidecar: what it holds, what it dropped and why, what the format has no place for."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from lagebild.errors import ExportError
from lagebild.export import formats, output
from lagebild.export.ledger import Dropped, Ledger
from lagebild.export.selection import Filters, Selection

SIDECAR = ".export.json"
"""Comes after the name of a file, a folder or a ZIP file."""


class ExportSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an export; it is what the sidecar holds.

    `kept` counts what is in it. `dropped` are entries, or fields of them, that it leaves out, `filled` fields that hold
    something in place of what no report says, each with the reason and ids. `no_place_for` is what the record knows and the
    format cannot hold at all. `made_at` is UTC.
    """

    format: str
    lagebild: str
    record: str
    made_at: str
    filters: Filters
    kept: dict[str, int]
    dropped: tuple[Dropped, ...]
    filled: tuple[Dropped, ...]
    no_place_for: tuple[str, ...]
    path: str | None = None
    sidecar: str | None = None


def export(
    name: str, selection: Selection, to: Path | BinaryIO, *, record: str, version: str, sidecar: Path | None = None
) -> ExportSummary:
    """Export a selection in a format to a path, or to a stream if the format makes one file.

    The sidecar goes beside a path, to `sidecar` if that is given; a stream has none otherwise. `record` and `version` name
    the record and this package in it.

    Raises ExportError for an unknown format, a missing package, a path that cannot be written, or a stream for a format of
    several files.
    """
    one = formats.named(name)
    writer = formats.writer(one)
    ledger = Ledger()
    if isinstance(to, Path):
        with output.opened(to, single=one.single) as out:
            writer.write(selection, out, ledger)
        sidecar = sidecar or to.with_name(to.name + SIDECAR)
    elif one.single:
        writer.write(selection, output.One(to), ledger)
    else:
        raise ExportError(f"{name} makes several files; name a folder or a .zip file with --out")
    summary = ExportSummary(
        format=name,
        lagebild=version,
        record=record,
        made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        filters=selection.filters,
        kept=dict(ledger.kept),
        dropped=ledger.dropped(),
        filled=ledger.filled(),
        no_place_for=writer.LOSES,
        path=str(to) if isinstance(to, Path) else None,
        sidecar=str(sidecar) if sidecar else None,
    )
    if sidecar is not None:
        write_sidecar(sidecar, summary)
    return summary


def write_sidecar(path: Path, summary: ExportSummary) -> None:
    """Write a summary as JSON. Raises ExportError if the file cannot be written."""
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n")
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}") from error
