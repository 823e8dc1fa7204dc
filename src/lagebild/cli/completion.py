"""`lagebild completion`: let the shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    \b
    Examples:
      eval "$(lagebild completion bash)"
      lagebild completion fish > ~/.config/fish/completions/lagebild.fish
    """
    found = get_completion_class(shell)
    if found is None:  # the choice above names only shells that click knows
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(context.find_root().command, {}, "lagebild", "_LAGEBILD_COMPLETE").source())
