"""The command `read`: what the extraction sees on saved pages."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from crm.language import _
from tui.commands.invocation import Invocation, command


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    command(app, "read", "werkplaats read saved/ --base-url https://www.haz.example/")(read)


def read(
    run: Invocation,  # noqa: ARG001 - every command takes it; `read` prints JSON lines with or without --json
    paths: Annotated[list[Path], typer.Argument(metavar="PATH …", help=_("Files, or folders that are one site each."))],
    url: Annotated[str | None, typer.Option(help=_("The address of the one file."))] = None,
    base_url: Annotated[str | None, typer.Option(help=_("The address at which the folder stands."))] = None,
) -> None:
    """Read saved pages and show what is found, a JSON line a file. Touches no database."""
    from tui.commands.reading import read_saved

    for line in read_saved(paths, url=url, base_url=base_url):
        sys.stdout.write(line + "\n")
