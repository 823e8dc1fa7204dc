"""The command `lagebild`: one file a command, thin over `api`, `run` and `store`."""

from lagebild.threads import one_thread

one_thread()

from lagebild.cli.app import main  # noqa: E402  (numpy comes with it)

__all__ = ["main"]
