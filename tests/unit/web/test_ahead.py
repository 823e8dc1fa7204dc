"""What the server counts ahead is what the pages then show, and is counted anew when the record has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from lagebild.reading import Reading
from lagebild.web.ahead import Ahead

Make = Callable[..., Any]
MakeReading = Callable[..., Reading]


def test_after_counting_ahead_the_views_of_all_have_nothing_to_count(
    make_pages: Make, make_reading: MakeReading
) -> None:
    pages = make_pages(make_reading())
    pages.store.refresh()
    site = pages.app.state.site
    ahead = Ahead(site)
    assert ahead.count()
    counted = dict(site.counted)
    assert {key[0] for key in counted} == {"facets", "pairs", "places", "near"}
    for path in ("/chronicle", "/map", "/network"):
        assert pages.get(path).status_code == 200
    assert site.counted == counted
    assert not ahead.count()


def test_a_change_is_counted(make_pages: Make, make_reading: MakeReading) -> None:
    one = make_reading()
    pages = make_pages(one)
    pages.store.refresh()
    ahead = Ahead(pages.app.state.site)
    ahead.count()
    pages.store.add(msgspec.structs.replace(one, id="r2", published="2019-06-01"))
    assert not ahead.count()  # its incidents are not there yet
    pages.store.refresh()
    assert ahead.count()
    assert pages.get("/network.json").json()["total"] == pages.get("/chronicle.json").json()["total"]


def test_the_thread_counts_and_ends_when_it_is_told_to(make_pages: Make, make_reading: MakeReading) -> None:
    pages = make_pages(make_reading())
    ahead = Ahead(pages.app.state.site)
    ahead.start()
    ahead.end()
    assert not ahead.is_alive()
