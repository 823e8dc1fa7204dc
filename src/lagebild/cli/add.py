"""`lagebild add`: put reports on record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from typing import Any

import click
from click.core import ParameterSource

from lagebild import run
from lagebild.api import Record
from lagebild.cli import options, reports, show, terminal
from lagebild.document import Document
from lagebild.settings import Settings
from lagebild.sources import Failure


@click.command("add")
@options.inputs
@options.db
@options.as_json
@options.published
@options.outlet
@options.encoding
@options.columns
@options.analyser
@options.max_characters
@options.jobs
@click.option(
    "--by", "author", metavar="NAME", help="Note by whom the reports came (`lagebild decisions`); else nobody is noted."
)
@options.cluster
@options.work
def command(
    inputs: tuple[str, ...],
    db: str,
    as_json: bool,
    published: str | None,
    outlet: str | None,
    jobs: int,
    author: str | None,
    cluster: str | None,
    work: str | None,
    **chosen: Any,
) -> int:
    """Read reports and put them on record.

    INPUT is a file, a folder, or - for standard input: text, Markdown with front matter, JSON, CSV, Parquet, web pages,
    feeds, ninjs, NewsML-G2, PDF, WARC, WACZ, MediaWiki dumps, ZIP and tar of any of these (docs/formats.md). A report
    already on record is not added twice, so if a run breaks off you simply start it again. Another text with the id or
    url of a report on record is a new version of it: the record follows the newest (`lagebild versions`).

    \b
    Examples:
      lagebild add examples/
      lagebild add --published 2017-08-07 --outlet "Some Paper" report.txt
      lagebild add --db story.db reports.jsonl crawl.warc.gz archive.zip
      lagebild add --column text=body --column published=day table.csv
      lagebild add --jobs 4 archive/                        four processes read
      lagebild add --cluster 10.0.0.1:6379 s3://crawl/2021/ a Ray cluster reads
      lagebild add --cluster local --work readings/ big.parquet
    """
    settings = Settings(**chosen)
    if cluster is not None and not cluster.strip():
        raise click.UsageError("--cluster is empty; give the address of a cluster, or local")
    if work is not None and cluster is None:
        raise click.UsageError("--work is for what a cluster reads; give --cluster, too")
    with ExitStack() as stack:
        record = stack.enter_context(Record(db, settings=settings))
        if cluster is None:
            found = reports.documents(inputs, settings=settings, published=published, outlet=outlet)
        else:
            given_jobs = click.get_current_context().get_parameter_source("jobs") is not ParameterSource.DEFAULT
            found = _on_cluster(
                record,
                cluster,
                inputs,
                work=work,
                jobs=jobs if given_jobs or cluster == "local" else None,
                published=published,
                outlet=outlet,
            )
        one_more = stack.enter_context(reports.counting(doing="adding"))

        def told(result: run.Added | Failure) -> None:
            if isinstance(result, Failure):
                reports.warn(result.error)
            one_more()

        summary = record.add(found, each=told, jobs=jobs if cluster is None else 1, author=author)
    if as_json:
        show.json(summary)
    else:
        several = f"{summary.versions} new version{'s' if summary.versions != 1 else ''}, " if summary.versions else ""
        terminal.say(
            f"{summary.db}: {summary.added} added, {several}{summary.known} on record already, {len(summary.failed)} failed"
        )
    for conflict in summary.conflicts:
        reports.warn(conflict)
    if summary.undated:
        reports.warn(
            f"{summary.undated} of them without a date: their events have no day unless the report names it in full; "
            "pass --published"
        )
    if summary.unread:
        reports.warn(f"{summary.unread} of them in other languages: kept and searchable, but only German is read")
    return 1 if summary.failed else 0


def _on_cluster(record: Record, cluster: str, inputs: tuple[str, ...], **given: Any) -> Iterator[Document | Failure]:
    """The reports that a cluster has read; all of them are, before this returns."""
    with reports.counting(doing="reading") as more:
        found = record.read_on(cluster, inputs, each=more, **given)
        first = next(found, None)
    return reports.doubted(chain(() if first is None else (first,), found))
