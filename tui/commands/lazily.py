"""The command line as Typer parses it, with the options of a command made only when it is that command's turn.

Making the options of all commands costs a sixth of `--help`, and only one command is ever run.
"""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo

from crm.errors import UsageError
from crm.language import _

WAITING = "_waiting"
"""Attribute of a Typer instance: the commands it has, not yet made."""


class Spoken:
    """What a command says of itself, in the user's language; for a command or group of Typer's to be mixed with."""

    def get_usage(self, ctx: Any) -> str:  # noqa: ANN401 - Typer's context
        """How it is called."""
        plain: str = super().get_usage(ctx)  # type: ignore[misc]  # the command's
        said = plain.removeprefix("Usage: ")
        shown = said.replace("[OPTIONS]", _("[OPTIONS]"), 1).replace("COMMAND [ARGS]...", _("COMMAND …"), 1)
        return _("Usage: {how}").format(how=shown)

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's context and option
        """The option `--help`, explained."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # the command's
        if option is not None:
            option.help, option.metavar = _("Says how it is used."), ""
        return option


class LazyCommand(Spoken, TyperCommand):
    """A command that knows its name and its help; its parameters and what it calls are made when they are asked for."""

    def __init__(self, info: CommandInfo, called: Callable[[], Callable[..., None]]) -> None:
        self._info = info
        self._called = called
        self._made: Any = None
        super().__init__(info.name, help=info.help, epilog=info.epilog, rich_markup_mode="rich")

    @property
    def params(self) -> list[Any]:
        """Its arguments and options."""
        found: list[Any] = self._whole().params
        return found

    @params.setter
    def params(self, _none: list[Any]) -> None:
        """Nothing is set from outside: see `_whole`."""

    @property
    def callback(self) -> Callable[..., Any] | None:
        """What it calls."""
        found: Callable[..., Any] | None = self._whole().callback
        return found

    @callback.setter
    def callback(self, _none: Callable[..., Any] | None) -> None:
        """Nothing is set from outside: see `_whole`."""

    def _whole(self) -> Any:  # noqa: ANN401 - a command of Typer's own, unpublished, click
        if self._made is None:
            self._info.callback = self._called()
            self._made = get_command_from_info(self._info, pretty_exceptions_short=False, rich_markup_mode="rich")
        return self._made


class Commands(Spoken, TyperGroup):
    """Commands by name; a name that is none of them is answered with the ones most like it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401 - as Typer
        """The command that `args` begin with, and the rest of them. Raises UsageError."""
        asked = args[0]
        if self.get_command(ctx, asked) is None and not asked.startswith("-"):
            raise UsageError(_unknown(ctx.command_path, asked, list(self.commands)))
        return super().resolve_command(ctx, args)


def later(app: typer.Typer, info: CommandInfo, called: Callable[[], Callable[..., None]]) -> None:
    """Adds a command to `app`; `called` gives the function that Typer reads the parameters from."""
    app.__dict__.setdefault(WAITING, []).append(LazyCommand(info, called))


def command_line(app: typer.Typer) -> TyperGroup:
    """`app` with all its commands, ready to run."""
    _see_to_groups(app)
    group = get_group(app)
    _fill(group, app)
    return group


def _see_to_groups(app: typer.Typer) -> None:
    app.info.cls = Commands
    for below in app.registered_groups:
        if below.typer_instance is not None:
            _see_to_groups(below.typer_instance)


def _fill(group: TyperGroup, app: typer.Typer) -> None:
    """Puts the waiting commands of `app` into `group`, before the groups in it, which are filled likewise."""
    groups = dict(group.commands)
    group.commands = {}
    for command in app.__dict__.get(WAITING, ()):
        group.add_command(command)
    for below in app.registered_groups:
        made = groups[str(below.name)]
        if below.typer_instance is not None and isinstance(made, TyperGroup):
            _fill(made, below.typer_instance)
    group.commands.update(groups)


def _unknown(path: str, asked: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(asked, known)
    said = _("There is no command “{path} {asked}”.").format(path=path, asked=asked)
    if near:
        return f"{said} {_('Did you mean {closest}?').format(closest=', '.join(near))}"
    return f"{said} {_('`{path} --help` lists them.').format(path=path)}"
