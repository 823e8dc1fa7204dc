"""The command `lagebild`: one file a command, thin over `api`, `run` and `store`."""

from lagebild.cli.app import main

__all__ = ["main"]
