"""`lagebild schema`: what a reading looks like."""

from __future__ import annotations

import click

from lagebild.cli import show
from lagebild.reading import schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a reading, as `lagebild read` prints them."""
    show.json(schema())
