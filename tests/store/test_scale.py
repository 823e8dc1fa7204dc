"""The bench of scale asks a server's database what it asks of a file, and fills none that has reports."""

from __future__ import annotations

import pytest
from bench.scale.__main__ import asked_of_a_server


def test_an_empty_database_is_filled_and_asked_and_another_is_left_alone(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked_of_a_server(database, (8, 12))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" reports")[0].strip() for line in lines] == ["8", "12"]
    assert all("search of all kinds, p95" in line and "chronicle page" in line for line in lines)
    with pytest.raises(SystemExit, match="there are reports in that database"):
        asked_of_a_server(database, (16,))
