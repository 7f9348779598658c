"""All commands under their names. Modules here import nothing heavy: what a command needs it imports when it runs."""

import inspect

import typer
from typer.core import TyperGroup

from crm.language import _
from tui.commands import (
    agreements,
    cases,
    companies,
    digests,
    exports,
    identity,
    imports,
    leads,
    learning,
    map_,
    matching,
    messages,
    office,
    pages,
    partners,
    planning,
    privacy,
    proposals,
    reporting,
    reviewing,
    runs,
    schedule,
    sources,
    sprints,
    standing,
    team,
    understanding,
    upkeep,
)
from tui.commands.invocation import Invocation, root_options
from tui.commands.lazily import command_line


def make_commands() -> TyperGroup:
    """The whole command line; texts are in the language that is current now."""
    app = typer.Typer(
        name="werkplaats",
        help=_("Maps a region's education from the schools' own websites, and works the relations that come of it."),
        epilog=_(
            "Without a command the app opens. First time? `werkplaats demo` shows it with three invented schools."
        ),
        add_completion=False,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        rich_markup_mode="rich",
    )
    app.callback()(_root)
    for part in (
        sources,
        runs,
        schedule,
        map_,
        pages,
        learning,
        reviewing,
        understanding,
        matching,
        leads,
        agreements,
        cases,
        companies,
        partners,
        sprints,
        reporting,
        standing,
        messages,
        proposals,
        digests,
        planning,
        identity,
        imports,
        exports,
        team,
        office,
        privacy,
        upkeep,
    ):
        part.add_to(app)
    return command_line(app)


def _root(context: typer.Context, **values: object) -> None:
    root_options(context, **values)  # type: ignore[arg-type]  # Typer checked them against root_options itself
    if context.invoked_subcommand is None:
        _open_app(context.obj)


_root.__signature__ = inspect.signature(root_options, eval_str=True)  # type: ignore[attr-defined]  # for Typer


def _open_app(invocation: Invocation) -> None:
    from tui.commands.opening import open_app

    open_app(invocation.database, invocation.user)
