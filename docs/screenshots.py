"""Takes the pictures in this folder anew, of the examples' record: `python -m docs.screenshots [CHROMIUM]`.

It needs the package playwright and a Chromium. The server is a real one, on a port of its own.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import sync_playwright

import lagebild
from lagebild.store import Store
from lagebild.web.app import create_app

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
ARREST = "2021-03-10-kurant/v1"
PICTURES = (
    # name, address, look, height
    ("start", "/", "light", 760),
    ("chronicle", "/chronicle?actor=Jovan+Medrano", "dark", 760),
    ("timeline", "/timeline", "light", 960),
    ("map", "/map", "dark", 960),
    ("network", "/network", "light", 1040),
    ("incident", f"/incidents/{ARREST}", "light", 1000),
    ("compare", "/compare?one=Die+Werkbank&other=Rheinischer+Kurant&actor=Medrano", "light", 1000),
    ("person", "/who?name=Ilka+Soren", "light", 760),
    ("report", f"/reports/{ARREST.partition('/')[0]}", "light", 800),
)


def main(chromium: str) -> None:
    """Write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "lage.db"
        with lagebild.Record(where) as record:
            record.add(EXAMPLES)
        store = Store.open(where)
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(store), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        _take(chromium, f"http://127.0.0.1:{listening.getsockname()[1]}")
        server.should_exit = True
        thread.join(10)
        store.close()


def _take(chromium: str, address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path, look, height in PICTURES:
            scheme: Any = look
            context = browser.new_context(
                locale="de-DE", color_scheme=scheme, viewport={"width": 1080, "height": height}
            )
            page = context.new_page()
            page.goto(address + path)
            page.screenshot(path=HERE / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else shutil.which("chromium") or "chromium")
