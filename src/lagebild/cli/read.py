"""`lagebild read`: what each report says."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec

from lagebild import run
from lagebild.cli import options, reports
from lagebild.cli.terminal import escaped
from lagebild.export.timeml import to_timeml
from lagebild.reading import to_json
from lagebild.settings import Settings
from lagebild.sources import Failure


@click.command("read")
@options.inputs
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "timeml"]),
    default="jsonl",
    show_default=True,
    help="What to print.",
)
@options.published
@options.outlet
@options.encoding
@options.columns
@options.analyser
@options.max_characters
def command(inputs: tuple[str, ...], form: str, published: str | None, outlet: str | None, **chosen: Any) -> int:
    """Print what each report says, in input order.

    INPUT is a file, a folder, or - for standard input: text, Markdown with front matter, JSON, CSV, Parquet, web pages,
    feeds, ninjs, NewsML-G2, PDF, WARC, WACZ, MediaWiki dumps, ZIP and tar of any of these (docs/formats.md). A report
    that cannot be read yields a line {"id": …, "error": …}; the rest go on, and the exit status is 1.

    \b
    Examples:
      lagebild read report.md
      lagebild read --published 2017-08-07 --outlet "Some Paper" report.txt
      lagebild read page.html feed.xml crawl.warc.gz
      lagebild read --column text=body table.csv
      cat reports.jsonl | lagebild read - > readings.jsonl
    """
    settings = Settings(**chosen)
    status = 0
    found = reports.documents(inputs, settings=settings, published=published, outlet=outlet)
    with reports.progress(run.read(found, settings=settings), doing="reading") as readings:
        for reading in readings:
            if isinstance(reading, Failure):
                reports.warn(reading.error)
                status = 1
                line = escaped(msgspec.json.encode(reading))
            else:
                line = escaped(to_json(reading)) if form == "jsonl" else to_timeml(reading).encode()
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()
    return status
