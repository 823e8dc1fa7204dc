"""Options and arguments that several commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from lagebild.errors import SourceError

LONG = "lagebild.long"
"""Under this key a command's context says that everything is wanted."""

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")


def _kept(_: click.Context, __: click.Parameter, given: str) -> str:
    """A database that outlives the command."""
    if given.strip() == ":memory:" or re.fullmatch(r"sqlite(?:\+\w+)?:/{2,3}(?::memory:)?", given.strip()):
        raise click.BadParameter(f"{given!r} is a database in memory, gone with the command; name a file")
    return given


db = click.option(
    "--db",
    callback=_kept,
    default="lagebild.db",
    show_default=True,
    envvar="LAGEBILD_DB",
    metavar="FILE|URL",
    help="The record: a SQLite file, or a SQLAlchemy URL.",
)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")

ids = click.option("--ids", is_flag=True, help="Show the ids of entries, for `lagebild wrong`.")

long = click.option(
    "--long",
    is_flag=True,
    expose_value=False,
    callback=lambda context, _, given: context.meta.update({LONG: given}),
    help="Show everything, in as many lines as it takes; else an entry has one or two on a terminal.",
)

published = click.option(
    "--published", metavar="DATE", help="When the reports were published (ISO 8601), if they do not say so themselves."
)

outlet = click.option("--outlet", metavar="NAME", help="Who published the reports, if they do not say so themselves.")

encoding = click.option("--encoding", metavar="NAME", help="The encoding of text files; detected if not given.")

columns = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    callback=lambda _, __, given: _mapping(given),
    help="Which column of a table, or field of JSON, is which of ours: text=body, published=pub_date. May be repeated.",
)

analyser = click.option(
    "--analyser",
    default="de",
    show_default=True,
    metavar="NAME",
    help="The language analyser: the shipped one, or `spacy:NAME` for your own spaCy pipeline.",
)

max_characters = click.option(
    "--max-characters",
    type=click.IntRange(1, 1_000_000_000),
    metavar="N",
    default=2_000_000,
    show_default="2,000,000",
    help="The longest text taken for one report.",
)

jobs = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    callback=lambda _, __, given: given or _cores(),
    help="How many processes read; as many as there are processors if not given. A handful of reports takes one.",
)

cluster = click.option(
    "--cluster",
    metavar="ADDRESS|local",
    help="Read on a Ray cluster (docs/cluster.md): the address of one that runs (HOST:6379, ray://HOST:10001, auto), or "
    "`local` for one of this machine's processors. INPUT may be an address that fsspec knows (s3://…), too.",
)

work = click.option(
    "--work",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Where what a cluster reads is kept, so that nothing is read twice; beside the database if not given.",
)

known = click.option(
    "--known",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="Only what had been published by the end of that day, each report in its version of that day. With --at: how the "
    "world stood on one day, as it was known on another.",
)

sure = click.option(
    "--sure",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Leave out what is less sure than that, from 0 to 1: of an entry a name, a day or a place that is, and the whole "
    "entry if what it is (its type, title, kind) or its status is. 0.8 keeps what is right some eight times in ten or more.",
)

day = click.DateTime(formats=["%Y-%m-%d"])


def _cores() -> int:
    from lagebild.processes import cores  # noqa: PLC0415  (most commands take no such option)

    return cores()


def _mapping(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of `--column` options; a wrong one is a wrong call."""
    from lagebild.sources.columns import mapping  # noqa: PLC0415  (most commands take no such option)

    try:
        return mapping(given)
    except SourceError as error:
        raise click.BadParameter(str(error).removeprefix("--column: ")) from None
