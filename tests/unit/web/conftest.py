"""A small record made by hand, and the application over it, asked in the process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.fresh import fresh

from lagebild.document import Span
from lagebild.reading import Entity, Event, Office, Reading, Statement, Time
from lagebild.store import Store
from lagebild.web.app import create_app

ADDRESS = "http://127.0.0.1"


def reading(
    key: str = "r1",
    *,
    name: str = "Mira Tolk",
    title: str = "Streit um den Hafen",
    outlet: str = "Der Bote",
    tail: str = "",
) -> Reading:
    """A report in which a minister says on a day that somebody was arrested; `tail` is text after it."""
    first = f"Ministerin {name} sagte am 3. Mai 2019: „Der Hafenmeister wurde verhaftet.“"
    text = f"{first}\n{tail}" if tail else first

    def at(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Reading(
        id=key,
        text=text,
        title=title,
        outlet=outlet,
        published="2019-05-04",
        sentences=(Span(0, len(first)),),
        times=(
            Time(
                start=at("3. Mai 2019").start,
                end=at("3. Mai 2019").end,
                type="DATE",
                value="2019-05-03",
                begin="2019-05-03",
                end_date="2019-05-03",
                because={"value": "day-month-year"},
            ),
        ),
        entities=(
            Entity(id="e1", kind="person", name=name, mentions=(at(name),), name_spans=(at(name),)),
            Entity(id="e2", kind="person", name="Hafenmeister", mentions=(at("Der Hafenmeister"),)),
        ),
        offices=(
            Office(
                person="e1",
                title="Ministerin",
                of=None,
                status="holds",
                start=0,
                end=11 + len(name),
            ),
        ),
        statements=(
            Statement(
                type="direct",
                medium="speech",
                speaker="e1",
                quote_spans=(at("Der Hafenmeister wurde verhaftet."),),
                cue_spans=(at("sagte"),),
            ),
        ),
        events=(
            Event(
                id="v1",
                type="COERCE",
                trigger=(at("verhaftet"),),
                recipients=("e2",),
                time="2019-05-03",
                status="denied",
                source="e1",
                sentence=Span(0, len(first)),
                because={"type": "trigger"},
            ),
        ),
    )


class Pages:
    """The application, asked without a network."""

    def __init__(self, store: Store, **options: Any) -> None:
        self.store = store
        self.app = create_app(store, **options)

    @property
    def token(self) -> str:
        token: str = self.app.state.site.token
        return token

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("GET", path, **options)

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        (answer,) = self.ask_together([(method, path, options)])
        return answer

    def stream(self, path: str, body: AsyncIterator[bytes], *, headers: dict[str, str]) -> httpx.Response:
        """Post a body that is made as it is read, with just these headers."""
        return self.ask("POST", path, content=body, headers=headers)

    def ask_together(self, requests: list[tuple[str, str, dict[str, Any]]]) -> list[httpx.Response]:
        """The answers to several requests that are made at once."""

        async def asking() -> list[httpx.Response]:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app), base_url=ADDRESS) as client:
                answers = await asyncio.gather(*(client.request(m, path, **options) for m, path, options in requests))
                return [_with_blanks(one) for one in answers]

        return asyncio.run(asking())


def _with_blanks(answer: httpx.Response) -> httpx.Response:
    # dates on a page are held together; tests write them with blanks, and test_bars_and_phrases.py asks what holds them
    if "html" not in answer.headers.get("content-type", ""):
        return answer
    plain = answer.text.replace("\u00a0", " ").replace("\u2060", "")
    return httpx.Response(answer.status_code, headers=answer.headers, text=plain, request=answer.request)


MakePages = Callable[..., Pages]


@pytest.fixture
def make_pages(tmp_path: Path) -> Iterator[MakePages]:
    store = fresh(tmp_path / "record.db")

    def make(*readings: Reading) -> Pages:
        for one in readings:
            store.add(one)
        store.refresh()  # as whoever adds does; of many that come in, pages show what was computed the last time
        return Pages(store)

    yield make
    store.close()


@pytest.fixture
def make_reading() -> Callable[..., Reading]:
    return reading
