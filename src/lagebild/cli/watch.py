"""`lagebild watch`: keep a record current."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from lagebild.cli import options, reports, show


class Interval(click.ParamType[float]):
    """A number of seconds, minutes, hours or days: `90s`, `15m`, `2h`, `1d`; a minute at least."""

    name = "interval"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The interval in seconds."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d{1,6})([smhd])", str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no interval; write 90s, 15m, 2h or 1d", param, ctx)
        seconds = float(int(found[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86_400}[found[2]])
        if seconds < 60:
            self.fail("a server is asked once a minute at most; write 1m or more", param, ctx)
        return seconds


@click.command("watch")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...")
@options.db
@click.option("--every", type=Interval(), default="15m", show_default=True, help="How often each feed is asked.")
@click.option("--once", is_flag=True, help="Ask each feed that is due once and end; for cron and the like.")
@click.option(
    "--notify",
    metavar="CMD",
    help="A command to run when there are new incidents; it gets them on its standard input, one JSON object a line.",
)
@click.option(
    "--pages", is_flag=True, help="Where a feed gives a teaser only, fetch the report's page, on the feed's host."
)
@click.option("--contact", default="", metavar="WORDS", help="An address at which you can be reached; servers see it.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to keep what was fetched already.  [default: beside the record]",
)
@options.outlet
@options.as_json
@options.analyser
@options.max_characters
def command(
    feeds: tuple[str, ...],
    db: str,
    every: float,
    once: bool,
    notify: str | None,
    pages: bool,
    contact: str,
    state: Path | None,
    outlet: str | None,
    as_json: bool,
    **chosen: Any,
) -> int:
    """Keep a record current: ask feeds again and again, and put new reports on record.

    FEED is the address of an RSS or Atom feed. Servers are treated politely: robots.txt is heeded, nothing is fetched that
    has not changed, and there is a pause between two requests. Only the hosts that you name are asked; where one leads to
    another host or into a private network, it is refused with a word. Stop it with Ctrl-C: started again, it goes on from
    there, and tells nothing twice.

    \b
    Examples:
      lagebild watch https://kurant.example/feed.xml
      lagebild watch --every 1h --pages --contact me@example.org https://kurant.example/feed.xml
      lagebild watch --notify "python alert.py" https://kurant.example/feed.xml https://werkbank.example/rss
      lagebild watch --once https://kurant.example/feed.xml       (from cron)
    """
    from lagebild import watching  # noqa: PLC0415  (`--help` of all commands stays quick)
    from lagebild.api import Record  # noqa: PLC0415
    from lagebild.settings import Settings  # noqa: PLC0415

    settings = Settings(**chosen)
    with Record(db, settings=settings) as record:
        watch = watching.Watch(
            record, feeds, state=state or watching.state_file(db), every=every, notify=notify, pages=pages, contact=contact,
            outlet=outlet, settings=settings, warn=reports.warn,
        )  # fmt: skip
        failed = False
        for told in watch.once() if once else watch.forever():
            if told.error:
                failed = True
                reports.warn(told.error)
            if as_json:
                show.json(told)
            elif not told.error:
                click.echo(
                    f"{told.feed}: nothing new"
                    if not (told.added or told.versions or told.failed)
                    else f"{told.feed}: {told.added} added, {told.versions} new versions, {told.failed} failed"
                )
    return 1 if failed else 0
