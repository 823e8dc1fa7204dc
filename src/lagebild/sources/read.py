"""Reads one part by its format; whatever is wrong with it is an error of that part, and stops nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from lagebild.document import Document
from lagebild.errors import SourceError
from lagebild.settings import Settings
from lagebild.sources import formats
from lagebild.sources.part import Part

Reader = Callable[[Part], Iterator[Document | SourceError]]


def read(part: Part) -> Iterator[Document | SourceError]:
    """The reports of a part, in its order, and an error for each that cannot be read. Raises nothing."""
    try:
        form = formats.tell(part)
        reader: Reader = getattr(import_module(f"lagebild.sources.{form.module}"), form.function)
        for found in reader(part):
            if isinstance(found, Document) and len(found.text) > part.settings.max_characters:
                yield SourceError(found.id, f"{part.origin}: {longer(part.settings)}")
            else:
                yield found
    except SourceError as error:
        error.last = True
        yield error
    except Exception as error:  # noqa: BLE001 - one bad file must not stop those behind it, whatever is wrong with it
        fault = SourceError(part.origin, f"cannot be read as a report ({_short(error)}); report it")
        fault.last = True
        yield fault


def longer(settings: Settings) -> str:
    """What is said of a report that is too long."""
    return (
        f"longer than one report may be ({settings.max_characters:,} characters); split it, or raise --max-characters"
    )


def _short(error: Exception) -> str:
    told = repr(error)
    return told if len(told) <= 300 else f"{told[:300]}…"
