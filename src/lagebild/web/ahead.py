"""Counts ahead what the chronicle, the map and the network show of all incidents, so that nobody waits for it after a change.

What is counted is kept until the record changes (:func:`lagebild.web.views.kept`). A thread of the server looks every few
seconds whether it has changed, and counts anew.
"""

from __future__ import annotations

import logging
import threading

from lagebild.errors import LagebildError
from lagebild.store.facets import facets
from lagebild.store.freshness import is_stale, revision
from lagebild.web import maps, network, views
from lagebild.web.site import Site

EVERY = 5.0
"""Seconds between two looks."""

_log = logging.getLogger("lagebild.web")


class Ahead(threading.Thread):
    """The thread; it ends with the server, or once it is told to."""

    def __init__(self, site: Site) -> None:
        super().__init__(daemon=True, name="ahead")
        self.site = site
        self.ended = threading.Event()
        self._counted: int | None = None

    def run(self) -> None:
        """Count whenever the record has changed. What goes wrong is logged: a page that is asked for counts for itself."""
        for name in self.site.templates.list_templates():  # compiled once, which takes as long as ten pages
            self.site.templates.get_template(name)
        while not self.ended.is_set():
            try:
                self.count()
            except LagebildError as error:
                _log.warning("counting ahead: %s", error)
            self.ended.wait(EVERY)

    def count(self) -> bool:
        """Count if the record has changed since, and is whole. True if it did."""
        with self.site.store.transaction() as connection:
            now = revision(connection)
            if now == self._counted or is_stale(connection):
                return False
            everything = views.EVERYTHING
            for name, ask in (
                ("facets", lambda: facets(connection, everything)),
                ("pairs", lambda: network.counted(connection, everything)),
                ("places", lambda: maps.counted(self.site, connection, everything)),
            ):
                views.kept(self.site, connection, name, everything, ask)
        self._counted = now
        return True

    def end(self) -> None:
        """Look no more, and wait until what is being counted is."""
        self.ended.set()
        self.join()
