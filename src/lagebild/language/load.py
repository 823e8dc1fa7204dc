"""Finds an analyser by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from lagebild.analysis import Analysis
from lagebild.errors import AnalyserError


class Analyser(Protocol):
    """Anything that analyses text."""

    @property
    def model_hash(self) -> str:
        """A hash of this analyser's model."""

    def __call__(self, text: str) -> Analysis:
        """The analysis of one text."""

    def batch(self, texts: Iterable[str]) -> Iterator[Analysis]:
        """The analyses of texts, in order."""


@cache
def load_analyser(name: str = "de") -> Analyser:
    """The analyser with a name: `de` is the shipped one, `spacy:NAME` any installed spaCy pipeline.

    The same name gives the same analyser; the shipped model is loaded with its first text. Raises
    :class:`AnalyserError` for an unknown name or a missing pipeline.
    """
    if name == "de":
        from lagebild.language.analyser import GermanAnalyser  # noqa: PLC0415  (loads NumPy)

        return GermanAnalyser()
    if name.startswith("spacy:"):
        from lagebild.language.spacy_adapter import SpacyAnalyser  # noqa: PLC0415  (spaCy is optional)

        return SpacyAnalyser(name.removeprefix("spacy:"))
    raise AnalyserError(f"unknown analyser {name!r}: use `de`, or `spacy:NAME` for an installed spaCy pipeline")
