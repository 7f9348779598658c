"""Commands for the office: `undo`, `journal`, `settings`, `demo`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.exit_codes import IN_PART
from tui.commands.invocation import Invocation, command

OF_DEMO = typer.Option(
    "--database",
    help=_("Database: a file, sqlite:///FILE or postgresql://…; else its own demo.db, never WERKPLAATS_DATABASE."),
    metavar="URL",
)


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "undo", "werkplaats undo")(undo)
    command(app, "journal", "werkplaats journal --since 2026-11-16")(journal)
    command(app, "demo", "werkplaats demo", database=OF_DEMO)(demo)
    group = typer.Typer(
        help=_("The office's settings: each value and where it comes from."), invoke_without_command=True
    )
    group.callback()(_settings_root)
    app.add_typer(group, name="settings")
    command(group, "list", "werkplaats settings list --json")(settings)
    command(group, "set", 'werkplaats settings set office_name "Bureau Zeewind"')(settings_set)


def undo(
    run: Invocation,
    action: Annotated[
        int | None, typer.Argument(metavar="ACTION", help=_("Its number in the journal; without it your last one."))
    ] = None,
) -> None:
    """Take back your last action that is not undone yet, or the one that is named."""
    from crm.services.journal import undo as take_back

    with run.working() as work:
        undone = take_back(work, action)
    if "site_rule" in undone.tables:
        from crawler.reread import apply_all_changed_rules

        apply_all_changed_rules(run.engine, run.clock)
    document: dict[str, Any] = {"undone": {"action": undone.action, "what": undone.what}}
    if undone.kept:
        document["kept"] = list(undone.kept)
    run.answer(document, lambda: output.say(_("Taken back: {what}").format(what=undone.what)))
    if undone.kept:
        from tui.wording import kept_words

        output.tell(kept_words(undone.kept))
        raise typer.Exit(IN_PART)


def journal(
    run: Invocation, since: Annotated[str | None, typer.Option(metavar="DATE", help=_("From this day on."))] = None
) -> None:
    """Show who changed what."""
    from crm.views.journal import journal as entries
    from tui.commands.values import day

    with run.reading() as session:
        lines = entries(session, since=day(since, "--since"))
    document = [{"action": j.action, "at": j.at, "by": j.by, "what": j.what, "undone": j.undone} for j in lines]
    columns = (_("Number"), _("When"), _("Who"), _("What"), _("Undone"))
    rows = [(j.action, output.moment(j.at), j.by, j.what, "●" if j.undone else "") for j in lines]
    run.answer(document, lambda: output.table(columns, rows))


def demo(run: Invocation) -> None:
    """Show it all with three invented schools, in a database of their own."""
    from tui.commands.demo import show_demo

    show_demo(run)


def _settings_root(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help=_("Answer with one JSON document on stdout."))] = False,  # noqa: FBT002 - a flag
) -> None:
    run: Invocation = context.obj or Invocation()
    run.json = run.json or json
    context.obj = run
    if context.invoked_subcommand is None:
        settings(run)


def settings(run: Invocation) -> None:
    """Show each setting and where it comes from."""
    from crm.settings import setting_lines, spoken_origin

    lines = setting_lines()
    document = [{"key": s.key, "value": s.value, "origin": s.origin} for s in lines]
    columns = (_("Setting"), _("Value"), _("From"), _("What it is"))
    rows = [(s.key, s.value, spoken_origin(s.origin), s.about) for s in lines]
    run.answer(document, lambda: output.table(columns, rows))


def settings_set(
    run: Invocation,
    key: Annotated[str, typer.Argument(help=_("The setting."))],
    value: Annotated[str, typer.Argument(help=_("Its value."))],
) -> None:
    """Write a setting."""
    from crm.settings import write_setting

    path = write_setting(key, value)
    run.answer({"key": key, "value": value, "file": str(path)}, lambda: output.say(f"{key} = {value}  ({path})"))
