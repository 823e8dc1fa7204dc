"""A visit to the pages in a browser, and the looks in which they are walked through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

ACCESSIBLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
"""The rules of axe-core that a page must keep."""
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

    def follow(self, link: Any) -> None:
        """Clicks a link or a button (a selector, or where it is found) and waits until the page that it leads to is there."""
        with self.page.expect_navigation():
            (self.page.locator(link).first if isinstance(link, str) else link).click()

    def wide(self) -> int:
        """How many pixels the page is wider than the window."""
        found: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found

    def misfits(self, path: str) -> Iterator[str]:
        """What is wrong with the page that is open: wider than the window, or not accessible."""
        if self.wide() > 0:
            yield f"{path}: wider than the window by {self.wide()}"
        yield from (f"{path}: spills over what comes below: {words}" for words in self.spilling())
        yield from (f"{path}: {fault}" for fault in self.barriers())

    def spilling(self) -> list[str]:
        """The first words of each section of the page whose text is higher than the section, and lies on the next one."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('main section, main form, main header')]"
            ".filter(one => one.scrollHeight > one.clientHeight + 4 && getComputedStyle(one).overflowY === 'visible'"
            " && getComputedStyle(one).display !== 'inline').map(one => one.textContent.trim().slice(0, 40))"
        )
        return found

    def barriers(self) -> list[str]:
        """What axe-core finds on the page that is open, the first three places of each kind."""
        axe = pytest.importorskip(
            "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
        )
        found = axe.Axe().run(self.page, options={"runOnly": ACCESSIBLE})
        return [
            f"{v['id']} {node['html'][:160]} {[c.get('message', '') for c in node.get('any', [])][:1]}"
            for v in found.response["violations"]
            for node in v["nodes"][:3]
        ]
