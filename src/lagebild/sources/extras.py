"""Libraries that only some formats need: imported when such a file is read, named with their install command if missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from lagebild.errors import SourceError


def need(module: str, *, extra: str, origin: str, what: str) -> Any:
    """A module of an extra. Raises SourceError if it is not installed; `what` names what is to be read with it."""
    try:
        return import_module(module)
    except ImportError as error:
        missing = (error.name or module).partition(".")[0]
        raise SourceError(
            origin, f"reading {what} needs {missing}, which is not installed; pip install 'lagebild[{extra}]'"
        ) from None
