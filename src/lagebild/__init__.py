"""Lagebild reads news reports and keeps the record they add up to."""

from importlib.metadata import version

__version__ = version("lagebild")
