"""`lagebild export`: the record in the formats of others."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import BinaryIO, cast

import click

from lagebild.cli import options, reports
from lagebild.cli.filters import filters
from lagebild.cli.record import asked
from lagebild.cli.terminal import Shown
from lagebild.export.exporting import ExportSummary
from lagebild.export.formats import FORMATS, NAMES, named
from lagebild.export.ledger import Dropped

_SAID = 6
"""So many reasons are said on standard error; the sidecar has all of them."""
_EVIDENCE = "evidence"


def _listed() -> str:
    lines = [f"      {one.name:9} {one.what}" + (f" ([{one.extra}])" if one.extra else "") for one in FORMATS]
    return "\n".join((*lines, f"      {_EVIDENCE:9} one incident as a ZIP file that anybody can check (with INCIDENT)"))


class _Command(click.Command):
    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help with the table of formats in it."""
        self.help = (self.help or "").replace("FORMATS-HERE", _listed().strip())
        super().format_help_text(ctx, formatter)


@click.command("export", cls=_Command)
@click.argument("form", type=click.Choice((*NAMES, _EVIDENCE)), metavar="FORMAT")
@click.argument("incident", required=False, metavar="[INCIDENT]")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="PATH",
    help="Where to: a file, or a folder or .zip file for a format of several files. Without it, standard output.",
)  # fmt: skip
@click.option(
    "--sidecar", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to say what was dropped and why; PATH.export.json unless given.",
)  # fmt: skip
@filters
@options.known
@options.sure
@options.db
def command(
    form: str,
    incident: str | None,
    out: Path | None,
    sidecar: Path | None,
    party: str | None,
    kind: str | None,
    status: str | None,
    first: datetime.datetime | None,
    last: datetime.datetime | None,
    newest: bool,
    mentions: bool,
    known: datetime.datetime | None,
    sure: float,
    db: str,
) -> None:
    """Write the record, or the part of it that the filters leave, in another format.

    The filters are those of `lagebild chronicle`; --sure leaves out of every table what is less sure, and the tables have a
    column `sure`. Whatever a format has no place for, and every entry that is left out, is
    said on standard error and, with ids, in a file beside the export.

    \b
    Formats:
      FORMATS-HERE

    \b
    Examples:
      lagebild export polecat --from 2021-01-01 > events.tsv
      lagebild export csv --out tables/                  or --out tables.zip
      lagebild export ftm --with "Ilka Sorén" --out soren.ftm.jsonl
      lagebild export parquet --sure 0.8 --out tables/
      lagebild export evidence 3f2a90c1 --out evidence.zip
    """
    _refuse(form, incident, out, filtered=any((party, kind, status, first, last, newest, mentions, sure)))
    with asked(db, known) as record:
        if form == _EVIDENCE:
            target = out or Path(f"evidence-{_plain(incident or '')}.zip")
            made = record.evidence(incident or "", target, known=known)
            click.echo(f"manifest sha256: {made.manifest}")
        else:
            to = out if out is not None else _standard_output()
            made = record.export(
                form, to, party=party, type=kind, status=status, first=first, last=last, newest=newest, mentions=mentions,
                known=known, sure=sure, sidecar=sidecar,
            )  # fmt: skip
    _say(made)


def _refuse(form: str, incident: str | None, out: Path | None, *, filtered: bool) -> None:
    """Say what is wrong with a call before the record is opened."""
    if form == _EVIDENCE:
        if incident is None:
            raise click.UsageError(
                "evidence is about one incident; give its id (`lagebild chronicle --ids` shows them)"
            )
        if filtered:
            raise click.UsageError("evidence is about one incident; filters make no sense with it")
        return
    if incident is not None:
        raise click.UsageError(f"{form} takes no INCIDENT; filter with --with, --type, --from …")
    if out is None and not named(form).single:
        raise click.UsageError(f"{form} makes several files; name a folder or a .zip file with --out")
    if out is None and named(form).extra and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not for a terminal; name a file with --out")


def _standard_output() -> BinaryIO:
    """Standard output; on a terminal signs that it would obey are shown. A file or a pipe gets the text as it is."""
    to = sys.stdout.buffer
    return cast(BinaryIO, Shown(to)) if sys.stdout.isatty() else to


def _plain(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in name)[:40]


def _say(made: ExportSummary) -> None:
    """What is in the export and what is not, on standard error."""
    kept = ", ".join(f"{what} {count}" for what, count in made.kept.items())
    reports.warn(f"{made.path or 'standard output'}: {kept or 'nothing on record fits'}")
    for doing, rows in (("left out", made.dropped), ("filled in", made.filled)):
        for row in rows[:_SAID]:
            reports.warn(f"{doing}: {_counted(row)}: {row.why}")
        if len(rows) > _SAID:
            rest = sum(row.count for row in rows[_SAID:])
            more = f"see {made.sidecar}" if made.sidecar else "--sidecar FILE lists them"
            reports.warn(f"{doing}: {rest} more, for {len(rows) - _SAID} other reasons; {more}")
    for what in made.no_place_for:
        reports.warn(f"not in it: {what}")
    if made.sidecar:
        reports.warn(f"all of this, with ids: {made.sidecar}")


def _counted(row: Dropped) -> str:
    return f"{row.what}, {row.count} time{'' if row.count == 1 else 's'}"
