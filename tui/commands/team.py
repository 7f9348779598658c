"""Commands for who of the office may do what: `team list|allow|forbid|forget`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

WHO = typer.Argument(metavar="NAME", help=_("A colleague, as they act (--as)."))
RIGHT = typer.Argument(metavar="export|erase", help=_("To take contact lists out, or to erase somebody."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("Who of the office may export and erase."), no_args_is_help=True)
    app.add_typer(group, name="team")
    command(group, "list", "werkplaats team list")(list_)
    command(group, "allow", "werkplaats team allow noor export")(allow)
    command(group, "forbid", "werkplaats team forbid sam erase")(forbid)
    command(group, "forget", "werkplaats team forget sam")(forget)


def list_(run: Invocation) -> None:
    """Show who may do what; as long as nobody is named for something, everybody may."""
    from crm.services.team import team

    with run.reading() as session:
        found = team(session)
    columns = (_("Name"), _("May export"), _("May erase"))
    rows = [(one.name, _said(one.may_export), _said(one.may_erase)) for one in found]
    document = [{"name": one.name, "export": one.may_export, "erase": one.may_erase} for one in found]
    run.answer(
        document, lambda: output.table(columns, rows), nothing=_("Nobody is named, so everybody may export and erase.")
    )


def allow(run: Invocation, name: Annotated[str, WHO], right: Annotated[str, RIGHT]) -> None:
    """Give a colleague a right; from the first on it is theirs alone."""
    _change(run, name, right, allowed=True)


def forbid(run: Invocation, name: Annotated[str, WHO], right: Annotated[str, RIGHT]) -> None:
    """Take a right from a colleague."""
    _change(run, name, right, allowed=False)


def forget(run: Invocation, name: Annotated[str, WHO]) -> None:
    """Say nothing of a colleague any more, as when they leave."""
    from crm.services import team

    with run.working() as work:
        team.forget(work, name)
    _answer(run, work.entry_id, {"name": name, "export": None, "erase": None})


def _change(run: Invocation, name: str, right: str, *, allowed: bool) -> None:
    from crm.services import team
    from crm.words import Right
    from tui.commands.values import word

    which = word(Right, right, "RIGHT")
    with run.working() as work:
        made = team.allow(work, name, which) if allowed else team.forbid(work, name, which)
    _answer(run, work.entry_id, {"name": made.name, "export": made.may_export, "erase": made.may_erase})


def _answer(run: Invocation, action: int | None, colleague: dict[str, Any]) -> None:
    document = {"action": action, "colleague": colleague}
    run.answer(document, lambda: output.say(_("Kept. `werkplaats undo` takes it back.")))


def _said(may: bool | None) -> str:  # noqa: FBT001 - a cell
    return "" if may is None else _("yes") if may else _("no")
