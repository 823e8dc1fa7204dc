"""A visit to the pages in a browser, and the looks in which they are walked through."""

from __future__ import annotations

from typing import Any

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
}


class Walk:
    """A browser window that notes what must not happen."""

    def __init__(self, browser: Any, address: str, **look: Any) -> None:
        self.context = browser.new_context(locale="de-DE", **look)
        self.page = self.context.new_page()
        self.address = address
        self.wrong: list[str] = []
        self.page.on(
            "console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", self.alarmed)
        self.page.on("request", self.asked)

    def alarmed(self, dialog: Any) -> None:
        """Notes that a script of a report ran."""
        self.wrong.append("a script of a report ran")
        dialog.dismiss()

    def asked(self, request: Any) -> None:
        """Notes a request that leaves for elsewhere."""
        if not request.url.startswith(self.address):
            self.wrong.append(f"asked {request.url}")

    def to(self, path: str) -> None:
        self.page.goto(self.address + path)

    def wide(self) -> int:
        """How many pixels the page is wider than the window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found
