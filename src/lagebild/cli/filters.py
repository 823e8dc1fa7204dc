"""The filters of the chronicle, for every command that narrows incidents by them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from lagebild.cli import options
from lagebild.reading import EventStatus, EventType

Command = TypeVar("Command", bound=Callable[..., Any])

_FILTERS = (
    click.option("--with", "party", metavar="NAME", help="Only what this person, body or place takes part in."),
    click.option(
        "--type", "kind", type=click.Choice(get_args(EventType), case_sensitive=False), metavar="TYPE",
        help="Only this type: " + ", ".join(get_args(EventType)) + ".",
    ),
    click.option(
        "--status", type=click.Choice(get_args(EventStatus), case_sensitive=False), metavar="STATUS",
        help="Only this status: " + ", ".join(get_args(EventStatus)) + ".",
    ),
    click.option("--from", "first", type=options.day, metavar="DATE", help="Only what happened on or after that day."),
    click.option("--to", "last", type=options.day, metavar="DATE", help="Only what happened on or before that day."),
    click.option("--newest", is_flag=True, help="The newest first."),
    click.option("--mentions", is_flag=True, help="The single tellings of each report instead of incidents."),
)  # fmt: skip


def filters(command: Command) -> Command:
    """Give a command the filters: `party`, `kind`, `status`, `first`, `last`, `newest`, `mentions`."""
    for option in reversed(_FILTERS):  # click lists the last one given first
        command = option(command)
    return command
