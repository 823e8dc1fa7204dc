"""`lagebild mcp`: the record for assistants."""

from __future__ import annotations

import click

from lagebild.api import Record
from lagebild.cli import options
from lagebild.export.formats import require


@click.command("mcp")
@options.db
def command(db: str) -> None:
    """Serve the record to assistants on standard input and output (Model Context Protocol), read-only.

    An assistant starts this command itself; by hand it only waits for messages. Its tools are who, offices, chronicle, said,
    disputes and evidence (and ties, where the record keeps them). Each answer has the verbatim sentences with their offsets,
    what it rests on, and what is doubtful. No tool writes. Needs the extra mcp: pip install 'lagebild[mcp]'.

    \b
    In the settings of an assistant:
      {"mcpServers": {"lagebild": {"command": "lagebild", "args": ["mcp", "--db", "/path/to/lagebild.db"]}}}
    """
    require("mcp", "mcp", what="`lagebild mcp`")
    from lagebild.assistants.server import create_server  # noqa: PLC0415 - the package is an extra

    with Record(db, create=False) as record:
        create_server(record).run("stdio")
