"""Writes an export with its sidecar: what it holds, what it dropped and why, what the format has no place for."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from lagebild import __version__
from lagebild.errors import ExportError
from lagebild.export import evidence, formats, output
from lagebild.export.ledger import Dropped, Ledger
from lagebild.export.selection import Filters, Selection
from lagebild.store import Connection

SIDECAR = ".export.json"
"""Comes after the name of a file, a folder or a ZIP file."""


class ExportSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an export; it is what the sidecar holds.

    `kept` counts what is in it. `dropped` are entries, or fields of them, that it leaves out, `filled` fields that hold
    something in place of what no report says, each with the reason and ids. `no_place_for` is what the record knows and the
    format cannot hold at all. `made_at` is UTC. `manifest` is the SHA-256 of an evidence file's manifest.
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
    manifest: str | None = None


def export(
    name: str,
    connection: Connection,
    to: Path | BinaryIO,
    *,
    filters: Filters,
    record: str,
    sidecar: Path | None = None,
) -> ExportSummary:
    """Export what the filters leave of a record to a path, or to a stream if the format makes one file.

    The sidecar goes beside a path, or to `sidecar` if that is given; a stream has none otherwise. `record` names the record
    in it.

    Raises ExportError for an unknown format, a missing package, a path that cannot be written, or a stream for a format of
    several files.
    """
    one = formats.named(name)
    writer = formats.writer(one)
    selection, ledger = Selection(connection, filters), Ledger()
    if isinstance(to, Path):
        with output.opened(to, single=one.single) as out:
            writer.write(selection, out, ledger)
    elif one.single:
        writer.write(selection, output.One(to), ledger)
    else:
        raise ExportError(f"{name} makes several files; name a folder or a .zip file with --out")
    return _summary(name, to, ledger, filters=filters, record=record, loses=writer.LOSES, sidecar=sidecar)


def attest(
    incident: str,
    connection: Connection,
    to: Path,
    *,
    record: str,
    filters: Filters | None = None,
) -> ExportSummary:
    """Write the evidence for an incident to a ZIP file; `incident` is an id as `lagebild incident` takes it.

    Raises NotFoundError if there is no such incident, or several, ExportError if the file cannot be written.
    """
    if to.suffix.casefold() != ".zip":
        raise ExportError(f"evidence is a ZIP file; name it {to.name}.zip")
    ledger = Ledger()
    with output.opened(to, single=False) as out:
        seal = evidence.write(connection, incident, out, ledger)
    return _summary(
        "evidence", to, ledger, filters=filters or Filters(), record=record, loses=evidence.LOSES, sidecar=None,
        manifest=seal,
    )  # fmt: skip


def _summary(
    name: str,
    to: Path | BinaryIO,
    ledger: Ledger,
    *,
    filters: Filters,
    record: str,
    loses: tuple[str, ...],
    sidecar: Path | None,
    manifest: str | None = None,
) -> ExportSummary:
    if isinstance(to, Path) and not output.is_special(to):
        sidecar = sidecar or to.with_name(to.name + SIDECAR)
    summary = ExportSummary(
        format=name,
        lagebild=__version__,
        record=record,
        made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        filters=filters,
        kept=dict(ledger.kept),
        dropped=ledger.dropped(),
        filled=ledger.filled(),
        no_place_for=loses,
        path=str(to) if isinstance(to, Path) else None,
        sidecar=str(sidecar) if sidecar else None,
        manifest=manifest,
    )
    if sidecar is not None:
        try:
            sidecar.write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n")
        except OSError as error:
            raise ExportError(f"{sidecar} cannot be written: {error.strerror or error}") from error
    return summary
