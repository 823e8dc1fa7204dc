"""What tests of formats share: bytes under a name, and what is read from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lagebild.document import Document
from lagebild.settings import Settings
from lagebild.sources import Failure, read_sources

Read = Callable[..., tuple[list[Document], list[Failure]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes bytes to a file of some name and gives the reports and the failures that are read from it."""

    def reading(name: str, content: bytes | str, **options: object) -> tuple[list[Document], list[Failure]]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        settings = Settings(**options)  # type: ignore[arg-type]
        found = list(read_sources([str(path)], settings=settings))
        return [f for f in found if isinstance(f, Document)], [f for f in found if isinstance(f, Failure)]

    return reading
