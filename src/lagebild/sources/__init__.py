"""Reads reports from files, folders, JSON lines and standard input: one module a format."""

from lagebild.sources.files import Failure, read_sources

__all__ = ["Failure", "read_sources"]
