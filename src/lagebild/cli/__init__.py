"""The command `lagebild`: one file a command, thin over `run` and `store`."""

from lagebild.cli.app import main

__all__ = ["main"]
