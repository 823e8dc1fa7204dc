"""The German analyser: text in, `Analysis` out."""

from lagebild.language.load import Analyser, load_analyser

__all__ = ["Analyser", "load_analyser"]
