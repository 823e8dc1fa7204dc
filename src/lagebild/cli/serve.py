"""`lagebild serve`: the pages and their JSON."""

from __future__ import annotations

from pathlib import Path

import click
import uvicorn

from lagebild.cli import deciding, options
from lagebild.errors import StoreError
from lagebild.settings import Settings
from lagebild.store import Store
from lagebild.web.app import LOCAL_HOSTS, create_app


@click.command("serve")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; by default only this machine can reach it.",
)
@click.option("--new", is_flag=True, help="Begin an empty record if there is none; the pages can fill it.")
@deciding.author
@options.db
@options.analyser
@options.max_characters
def command(port: int, host: str, new: bool, author: str, db: str, analyser: str, max_characters: int) -> None:
    """Open the record in the browser: the pages, and each of them as JSON.

    The pages need no network. They listen only on this machine unless --host says otherwise. Whoever can reach that
    address can read the record, add to it, and correct it in the name of --author.

    \b
    Examples:
      lagebild serve
      lagebild serve --db story.db --port 9000
      lagebild serve --db story.db --new     begin a record, and paste the first report into a page
    """
    if not new and "://" not in db and not Path(db).exists():
        raise StoreError(
            f"{db}: there is no such database; fill one with `lagebild add`, name it with --db, or begin one with --new"
        )
    store = Store.open(db, create=new)
    app = create_app(
        store,
        settings=Settings(analyser=analyser, max_characters=max_characters),
        hosts=LOCAL_HOSTS if host in LOCAL_HOSTS else ("*",) if host in ("0.0.0.0", "::") else (*LOCAL_HOSTS, host),
        author=author,
    )
    click.echo(f"Lagebild: http://{host}:{port}/  (stop it with Ctrl+C)", err=True)
    try:
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    finally:
        store.close()
