"""The command group, and the one place that turns errors into messages and exit statuses."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from lagebild.cli.terminal import complain, visible
from lagebild.errors import LagebildError

COMMANDS = {
    "add": "Read reports and put them on record.",
    "analyse": "Print the analysis below a reading as CoNLL-U.",
    "check": "Find damage, and say what to do about it.",
    "chronicle": "What happened: each incident once, with all who tell it.",
    "compare-outlets": "Two outlets: what both tell, and what only one has.",
    "completion": "Print the completion script of a shell.",
    "decisions": "What editors decided, and where it clashes.",
    "diff": "What two readers read differently.",
    "different": "Declare two names, or two events, different.",
    "disputes": "Where reports contradict each other.",
    "export": "Write the record in another format.",
    "incident": "One incident, outlet by outlet.",
    "known": "Name people, bodies and ties beforehand.",
    "mcp": "Serve the record to assistants, read-only.",
    "mend": "Set a field of an entry.",
    "move": "Carry a record over into another database.",
    "offices": "Who holds what.",
    "overview": "A short picture of the record.",
    "plans": "Plans, agreements and promises.",
    "read": "Print what each report says, one reading a line.",
    "reread": "Read the reports on record again.",
    "said": "Who said what.",
    "same": "Declare two names, or two events, one.",
    "schema": "Print the JSON Schema of a reading.",
    "search": "Search the reports' sentences, in any inflected form.",
    "serve": "Open the pages: the record in the browser.",
    "ties": "How somebody or something stands to others.",
    "undo": "Take a decision back.",
    "users": "Who may use the pages, and with which right.",
    "versions": "What changed between the versions of a report.",
    "watch": "Keep a record current: ask feeds again and again.",
    "who": "A person or body: names, offices, acts, words.",
    "why": "Why the tellings of an incident are one.",
    "wrong": "Declare an entry wrong.",
}


_SHOWN = 200
"""Code points that are shown of a fault of our own."""


class _Closed(Exception):
    """Nobody reads what is printed. It is no OSError, of which click would make the exit status 1."""


@contextmanager
def _until_closed() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise _Closed from None


class Commands(click.Group):
    """Imports a command's module only when it is called: `lagebild --help` must not load the analyser."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command's name, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command with a name, imported on demand."""
        if cmd_name not in COMMANDS:
            return None
        gc.disable()  # nothing that is imported is garbage, and looking for it takes a tenth of the start
        try:
            command: click.Command = import_module(f"lagebild.cli.{cmd_name.replace('-', '_')}").command
        finally:
            gc.freeze()
            gc.enable()
        return command

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """What click makes of the call; `--help` prints here already."""
        with _until_closed():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was called."""
        with _until_closed():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands for `--help`, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lagebild", prog_name="lagebild")
def app() -> None:
    """Read news reports and keep the record they add up to.

    \b
    Begin with:
      lagebild add examples/            put some reports on record (in lagebild.db)
      lagebild overview                 see what they add up to
      lagebild who "Some Name"          ask for a person or body
      lagebild COMMAND --help           what a command does, with examples
    """


def main() -> None:
    """Run the command; exit with 0 if all went well, 1 for a failure, 2 for a wrong call, 130 when interrupted."""
    if sys.stdout is None:  # closed by the caller
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for as long as the program runs
    for stream in (sys.stdout, sys.stderr):  # an old terminal lacks letters: it gets their codes, not a traceback
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = app.main(prog_name="lagebild", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        click.echo(visible(shown.getvalue(), keep="\n"), err=True, nl=False)
        status = error.exit_code
    except LagebildError as error:
        status = _complain(str(error))
    except (KeyboardInterrupt, click.Abort):
        _complain("stopped; whatever was on record stays, and the same command goes on from there")
        status = 130
    except (_Closed, BrokenPipeError):  # the reader of the pipe has seen enough
        _to_nowhere()
        status = 0
    except OSError as error:
        _to_nowhere()
        if error.errno == errno.ENOSPC:
            status = _complain("the disk is full; make room and run the same command again")
        else:
            status = _fault(error)
    except Exception as error:  # noqa: BLE001 - nothing else stands between a fault and the user's terminal
        status = _fault(error)
    sys.exit(status if isinstance(status, int) else 0)


def _to_nowhere() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str) -> int:
    complain(message)
    return 1


def _fault(error: Exception) -> int:
    """Say that Lagebild itself is at fault, and where; `LAGEBILD_TRACEBACK=1` shows the whole way there."""
    if os.environ.get("LAGEBILD_TRACEBACK"):
        click.echo(visible("".join(traceback.format_exception(error)), keep="\n"), err=True)
    last = traceback.extract_tb(error.__traceback__)[-1]
    return _complain(
        f"this is a fault of Lagebild's own ({repr(error)[:_SHOWN]}, {last.name} in {os.path.basename(last.filename)}, "
        f"line {last.lineno}); report it, with what LAGEBILD_TRACEBACK=1 shows"
    )
