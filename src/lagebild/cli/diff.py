"""`lagebild diff`: what two readers read differently."""

from __future__ import annotations

from collections.abc import Iterable

import click

from lagebild.cli import options, reports, show, terminal
from lagebild.compare import Compared, compare
from lagebild.export import audits
from lagebild.export.audits import DifferenceRow, DiffSummary

COLUMNS = ("report", "layer", "what", "words")


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@options.as_json
def command(old: str, new: str, as_json: bool) -> None:
    """What two readings of the same reports say differently, entry by entry.

    OLD and NEW are files of readings, as `lagebild read` prints them, or records (SQLite files or SQLAlchemy URLs). Reports
    are compared by id. An entry at the same words is `changed`, and its fields are named; others were `added` or `dropped`.
    It is about what was read: what editors decided plays no part. A report that has another text on the other side is
    named and not compared.

    To see what today's reader would read differently in a record, use `lagebild reread --dry-run`.

    \b
    Examples:
      lagebild diff readings-before.jsonl readings-after.jsonl
      lagebild diff before.db after.db --json
    """
    report(compare(old, new), as_json=as_json)


def report(results: Iterable[Compared], *, as_json: bool) -> DiffSummary:
    """Print the differences of many reports; doubts go to standard error."""
    found = audits.diff(results)
    for names, complaint in (
        (found.only_old, "only OLD has this report"),
        (found.only_new, "only NEW has this report"),
        (found.other_text, "the two have different texts under this id, so they are not compared"),
        (found.unread, "one of the two has no reading of this report"),
    ):
        for name in names:
            reports.warn(f"{name}: {complaint}")
    if as_json:
        show.json(found)
        return found
    show.table("Differences", COLUMNS, map(_line, found.differences), empty="none")
    for layer, count in found.counts.items():
        changed = "".join(f", {field} changed in {number}" for field, number in count.changed.items())
        terminal.say(f"{layer}: {count.added} added, {count.dropped} dropped{changed}")
    click.echo(f"{found.compared} reports compared, {found.differing} of them read differently")
    return found


def _line(item: DifferenceRow) -> tuple[str, ...]:
    if item.kind == "changed":
        what = f"{item.field}: {item.old or '–'} → {item.new or '–'}"
    else:
        what = f"{item.kind}: {item.new or item.old}"
    return item.report, item.layer, show.shorten(what, 160), f"»{show.shorten(item.quote, 60)}«"
