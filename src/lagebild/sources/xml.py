"""XML read piece by piece, without entities, without the network, and not deeper than any document needs.

On expat, of the standard library. Entities are refused where they are declared, so nothing unfolds; no external subset is
ever fetched. Names are given as `{namespace}name`, as ElementTree does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from lagebild.errors import SourceError

_DEEPEST = 200
_CHUNK = 1 << 16


class _Refused(Exception):
    """Something in the document is not allowed; its message says what."""


class _Builder:
    """Builds one element after another: each with a wanted name, whole, and then forgotten."""

    def __init__(self, wanted: frozenset[str], most: int) -> None:
        self.wanted, self.most = wanted, most
        self.done: list[Element] = []
        self.roots = 0
        self._depth, self._size = 0, 0
        self._builder: TreeBuilder | None = None
        self._began = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.roots = self.roots or 1
        if self._depth > _DEEPEST:
            raise _Refused(f"elements are nested more than {_DEEPEST} deep")
        if self._builder is None and local(name) in self.wanted:
            self._builder, self._began, self._size = TreeBuilder(), self._depth, 0
        if self._builder is not None:
            self._count(len(name) + sum(len(k) + len(v) for k, v in attributes.items()) + 64)
            self._builder.start(_tag(name), {_tag(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(_tag(name))
            if self._depth == self._began:
                self.done.append(self._builder.close())
                self._builder = None
        self._depth -= 1

    def data(self, words: str) -> None:
        if self._builder is not None:
            self._count(len(words))
            self._builder.data(words)

    def _count(self, size: int) -> None:
        self._size += size
        if self._size > self.most:
            raise _Refused(f"one element is larger than {self.most:,} characters")


def elements(stream: BinaryIO, *names: str, origin: str, most: int = 50_000_000) -> Iterator[Element]:
    """The elements with one of some local names, one after another as the stream is read; none within another.

    Raises SourceError for what is no XML, for entities, depth, and an element of more than `most` characters; what came
    before is given first.
    """
    builder = _Builder(frozenset(names), most)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = _refuse_entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    fault: SourceError | None = None
    while fault is None:
        chunk = stream.read(_CHUNK)
        try:
            parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            fault = SourceError(origin, f"this is no XML that can be read ({error}); fetch or save it again")
        except (_Refused, ValueError, LookupError) as error:
            fault = SourceError(origin, f"line {parser.CurrentLineNumber}: {error}; it is refused")
        yield from builder.done
        builder.done.clear()
        if not chunk:
            break
    if fault is not None:
        raise fault


def _refuse_entity(*_: object) -> None:
    raise _Refused("it declares an entity, which may unfold without end or fetch what is elsewhere")


def _tag(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def local(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of local names."""
    for name in path:
        element = next((e for e in element if local(e.tag) == name), None) if element is not None else None
    return element


def words(element: Element | None) -> str:
    """All text in an element, its blanks made one; empty if there is none."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
