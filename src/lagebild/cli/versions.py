"""`lagebild versions`: what changed between the versions of a report."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

import click

from lagebild.cli import options, show
from lagebild.cli.record import asked
from lagebild.export.answer_rows import VersionRow
from lagebild.record.versions import Change, Passage

SIGNS = {"added": "+", "dropped": "−", "changed": "~", "moved": "↕"}
NAMES = {"number": "number", "name": "name", "words": ""}


@click.command("versions")
@click.argument("report")
@options.known
@options.db
@options.as_json
def command(report: str, known: datetime.datetime | None, db: str, as_json: bool) -> None:
    """What changed between the versions of a report, sentence by sentence.

    REPORT is the id of a report (or the beginning of it) or its url. A text that is added under the id or url of a report
    on record is a version of that report. The newest by date of publication is the one that the record follows; the
    others are kept with their texts.

    \b
    + added    − dropped    ~ changed (with the words that differ)    ↕ moved

    Sentences that stayed the same are not shown; --json has them, too.

    \b
    Examples:
      lagebild search Halm --json                          gives the report of each sentence
      lagebild versions 3f2a90c1d4e5b607
      lagebild versions https://blatt.example/anschlag-in-halm --json
    """
    with asked(db, known) as record:
        found = record.versions(report, known=known)
    if as_json:
        show.json(found)
        return
    screen = show.console()
    for version in found:
        for line in _lines(version, len(found)):
            screen.print(line, soft_wrap=True)
        screen.print()


def _lines(version: VersionRow, total: int) -> Iterator[str]:
    when = version.published or f"no date, recorded {version.recorded_at[:16]}"
    head = " · ".join(part for part in (version.outlet, when, version.title) if part)
    newest = ", which the record follows" if version.newest and total > 1 else ""
    came = f" (came as {version.given_id})" if version.given_id != version.report else ""
    title = f"{version.report}, version {version.number} of {total}{newest}"
    yield f"[bold]{show.plain(title)}[/bold]{show.plain(came)}: {show.plain(head)}"
    if version.number == 1:
        return
    for change in version.head:
        yield f"  {change.field}: {show.plain(change.old or '–')} → {show.plain(change.new or '–')}"
    times = Counter(change.kind for change in version.changes)
    yield "  " + ", ".join(f"{times[kind]} {kind}" for kind in ("added", "dropped", "changed", "moved", "same"))
    for sentence in version.changes:
        if sentence.kind != "same":
            yield from _sentence(sentence)


def _sentence(change: Change) -> Iterator[str]:
    sign = SIGNS[change.kind]
    if change.kind != "changed":
        yield f"  {sign} {show.plain(_words(change.new or change.old))}"
        return
    yield f"  {sign} {show.plain(_words(change.old))}"
    yield f"  → {show.plain(_words(change.new))}"
    for difference in change.differences:
        kind = NAMES[difference.kind]
        said = f"{_words(difference.old) or '(nothing)'} → {_words(difference.new) or '(nothing)'}"
        yield f"      {show.plain(said)}{f'  [bold]{kind}[/bold]' if kind else ''}"


def _words(passage: Passage | None) -> str:
    return " ".join(passage.text.split()) if passage is not None else ""
