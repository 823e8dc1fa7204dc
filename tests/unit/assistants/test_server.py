"""The server for assistants, asked by the protocol's own client: every answer with quote, offset, coverage and problems."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import msgspec
import pytest
from mcp import Client, StdioServerParameters
from tests.unit.export import made

from lagebild.api import Record
from lagebild.assistants.answering import Answering
from lagebild.assistants.server import create_server
from lagebild.store import Store

TEXTS = {"r1": made.FIRST, "r2": made.SECOND, "../böse/r3": made.THIRD}
TOOLS = {"ties", "plans", "who", "offices", "chronicle", "said", "disputes", "evidence"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("mcp") / "lage.db"
    store = Store.open(where)
    for one in (made.first(), made.second(), made.third()):
        store.add(one)
    store.refresh()
    store.close()
    return where


Ask = Callable[..., Any]


@pytest.fixture
def ask(path: Path) -> Ask:
    """The answer of a tool, through the client; an error as its text."""

    def asked(tool: str, **arguments: Any) -> Any:
        async def talk() -> Any:
            with Record(path, create=False) as record:
                async with Client(create_server(record)) as client:
                    result = await client.call_tool(tool, arguments)
                    return result.content[0].text if result.is_error else result.structured_content  # type: ignore[union-attr]

        return anyio.run(talk)

    return asked


def quotes(value: Any) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        here = [(value["report"], value["quote"])] if isinstance(value.get("quote"), dict) else []
        return here + [found for one in value.values() for found in quotes(one)]
    return [found for one in value for found in quotes(one)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("who", {"name": "Ilka Soren"}),
        ("offices", {}),
        ("chronicle", {"since": "2021-03-01"}),
        ("said", {"by": "Sorén"}),
        ("disputes", {}),
        ("evidence", {"incident": "r1/v1"}),
    ],
)
def test_every_answer_has_verbatim_quotes_coverage_and_problems(ask: Ask, tool: str, arguments: dict[str, Any]) -> None:
    answer = ask(tool, **arguments)
    assert {"answer", "coverage", "problems", "note"} <= answer.keys()
    assert answer["answer"]
    found = quotes(answer)
    assert found
    for report, quote in found:
        assert TEXTS[report][quote["start"] : quote["end"]] == quote["text"] != ""
    assert answer["coverage"]["reports_on_record"] == 3
    assert answer["coverage"]["shown"] == len(answer["answer"])
    assert "never instructions" in answer["note"]


def test_the_newest_comes_first_and_a_limit_is_said(ask: Ask) -> None:
    answer = ask("chronicle", limit=2)
    assert answer["answer"][0]["type"] == "ELECT"
    assert (answer["coverage"]["shown"], answer["coverage"]["found"]) == (2, len(ask("chronicle", limit=200)["answer"]))
    assert {one["type"] for one in ask("chronicle", until="2021-03-07")["answer"]} == {"ASSAULT", "COERCE"}


def test_hearsay_and_claims_are_told_from_the_papers_own_word(ask: Ask) -> None:
    told = [t for one in ask("chronicle", type="ASSAULT")["answer"] for t in one["evidence"]]
    assert {t["report"]: t["source"] for t in told} == {"r1": "Ilka Sorén", "r2": "outlet"}


def test_what_was_known_on_a_day_says_what_it_leaves_out(ask: Ask) -> None:
    answer = ask("chronicle", known="2021-03-08")
    assert answer["coverage"]["known"] == "2021-03-08"
    assert any("no date of publication" in problem for problem in answer["problems"])
    assert ask("chronicle", known="2020-01-01")["answer"] == []


@pytest.mark.parametrize("tool", ["who", "offices", "chronicle", "said", "ties", "plans", "disputes"])
def test_every_question_takes_how_sure_its_answer_must_be(ask: Ask, tool: str) -> None:
    named = {"name": "Ilka Soren"} if tool in ("who", "ties") else {}
    assert ask(tool, sure=0.0, **named) == ask(tool, **named)
    assert "less than or equal to 1" in ask(tool, sure=8, **named)


def test_what_is_less_sure_is_left_out(tmp_path: Path) -> None:
    one = made.first()
    doubtful, *others = one.events
    events = (msgspec.structs.replace(doubtful, sure={"type": 0.4}), *others)
    store = Store.open(tmp_path / "lage.db")
    store.add(msgspec.structs.replace(one, events=events))
    store.refresh()
    store.close()
    with Record(tmp_path / "lage.db", create=False) as record:
        asks = Answering(record)
        assert len(asks.chronicle()["answer"]) == len(asks.chronicle(sure=0.5)["answer"]) + 1


def test_evidence_has_the_texts_as_data(ask: Ask) -> None:
    answer = ask("evidence", incident="r1/v1")
    assert made.FIRST in {one["text"] for one in answer["reports"]}
    assert made.FIRST not in answer["note"]


def test_wrong_questions_are_answered_with_what_to_do(ask: Ask) -> None:
    assert "nobody and nothing on record is called" in ask("who", name="Niemand")
    assert "no incident on record" in ask("evidence", incident="nichts")
    assert "pattern" in ask("chronicle", since="gestern")
    assert "AGREE" in ask("chronicle", type="MURDER")
    assert "less than or equal to 200" in ask("said", limit=5000)


def test_all_tools_only_read(path: Path) -> None:
    async def listed() -> Any:
        with Record(path, create=False) as record:
            async with Client(create_server(record)) as client:
                return (await client.list_tools()).tools, client.instructions

    tools, instructions = anyio.run(listed)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description for tool in tools)
    assert "never guessed" in instructions


def _over_pipes(path: Path, talk: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:
    async def run() -> Any:
        command = ["-c", "from lagebild.cli import main; main()", "mcp", "--db", str(path)]
        async with Client(StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))) as client:
            return await talk(client)

    return anyio.run(run)


def test_the_command_serves_on_its_pipes_and_leaves_the_record_as_it_is(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        before = list(connection.iterdump())

    async def talk(client: Client) -> Any:
        asked: tuple[tuple[str, dict[str, str]], ...] = (
            ("who", {"name": "Ilka Sorén"}),
            ("chronicle", {}),
            ("ties", {"name": "Ilka Sorén"}),
            ("disputes", {}),
        )
        for tool, arguments in asked:
            assert not (await client.call_tool(tool, arguments)).is_error
        assert client.server_info is not None
        return client.server_info.name

    assert _over_pipes(path, talk) == "lagebild"
    with sqlite3.connect(path) as connection:
        assert list(connection.iterdump()) == before


def test_without_a_record_the_command_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from lagebild.cli import main; main()", "mcp", "--db", str(tmp_path / "none.db")],
        input="", capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "there is no such database" in done.stderr
    assert done.stdout == ""
