"""`lagebild serve`: the pages and their JSON."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
import sys
from types import FrameType

import click
import uvicorn

from lagebild.cli import deciding, options
from lagebild.cli.terminal import VisibleLog, visible
from lagebild.settings import Settings
from lagebild.store import Store
from lagebild.web.app import LOCAL_HOSTS, create_app
from lagebild.web.patience import Patient

LAST_SECONDS = 3
"""So long answers on their way may take when the server is told to stop."""


@click.command("serve")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; by default only this machine can reach it.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="A name or address under which the pages may be asked; give it once for each. Needed for 0.0.0.0 and ::.",
)
@deciding.author
@options.db
@options.analyser
@options.max_characters
def command(
    port: int, host: str, allowed: tuple[str, ...], author: str, db: str, analyser: str, max_characters: int
) -> None:
    """Open the record in the browser: the pages, and each of them as JSON.

    The pages need no network. They listen only on this machine unless --host says otherwise. Whoever can reach that
    address can read the record, add to it, and correct it in the name of --author. They answer only to the names of this
    machine, to --host and to each --allow-host: a page of somebody else cannot reach them under a name of its own.

    \b
    Examples:
      lagebild serve
      lagebild serve --db story.db --port 9000
      lagebild serve --host 0.0.0.0 --allow-host lage.example
    """
    hosts = _hosts(host, allowed)
    store = Store.open(db)
    app = create_app(
        store, settings=Settings(analyser=analyser, max_characters=max_characters), hosts=hosts, author=author
    )
    shown = f"[{host}]" if ":" in host else host
    click.echo(visible(f"Lagebild: http://{shown}:{port}/  (stop it with Ctrl+C)"), err=True)
    log = logging.StreamHandler(sys.stderr)
    log.setFormatter(VisibleLog("lagebild: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[log])
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, _end)
    try:
        uvicorn.run(
            app, host=host, port=port, log_config=None, access_log=False, server_header=False, http=Patient, ws="none",
            timeout_graceful_shutdown=LAST_SECONDS,
        )  # fmt: skip
    finally:
        store.close()


def _hosts(host: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The names that are answered to. Raises UsageError if an address that is all addresses comes without one."""
    for name in allowed:
        if not name.strip() or "*" in name or "/" in name:
            raise click.BadParameter(f"{name!r} is no name of a host; name each by itself", param_hint="--allow-host")
    if not _is_every_address(host):
        return (*LOCAL_HOSTS, host, *allowed)
    if not allowed:
        raise click.UsageError(
            f"--host {host or repr(host)} listens on every address of this machine; say with --allow-host under which name "
            "it is asked, as in --allow-host lage.example"
        )
    return (*LOCAL_HOSTS, *allowed)


def _is_every_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        pass
    try:
        return not host.strip() or not any(socket.inet_aton(host))  # 0 is 0.0.0.0, too
    except OSError:
        return False


def _end(number: int, _frame: FrameType | None) -> None:
    """End at once when all answers were given, or have had their time: a report that is still read is not waited for.

    What is on record stays, for each report is one transaction.
    """
    sys.stderr.flush()
    os._exit(0 if number == signal.SIGTERM else 130)
