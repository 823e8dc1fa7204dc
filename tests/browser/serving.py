"""The pages of a record on a real server of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from lagebild.store import Store
from lagebild.web.app import create_app
from lagebild.web.patience import Patient


@contextmanager
def serving(store: Store, **options: Any) -> Iterator[str]:
    """Serve a record's pages as `lagebild serve` does, at the address given; the store is closed in the end."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(create_app(store, **options), log_config=None, http=Patient, ws="none", proxy_headers=False)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
        store.close()
