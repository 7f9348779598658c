"""Commands for keeping it running: `doctor`, `database upgrade|backup|restore|check`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crm.language import _, ngettext
from tui.commands import output
from tui.commands.counting import counting
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from sqlalchemy import Engine


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "doctor", "werkplaats doctor")(doctor)
    group = typer.Typer(help=_("The database: bring up to date, copy, put back, check."), no_args_is_help=True)
    app.add_typer(group, name="database")
    command(group, "upgrade", "werkplaats database upgrade --database postgresql://host/werkplaats")(upgrade)
    command(group, "backup", "werkplaats database backup werkplaats-2026-11-23.db")(backup)
    command(group, "restore", "werkplaats database restore werkplaats-2026-11-23.db --yes")(restore)
    command(group, "check", "werkplaats database check")(check)


def doctor(run: Invocation) -> None:
    """Say whether all is well, and what to type about what is not: machine, settings, database, crawls, notices."""
    from tui.commands.health import findings

    found = findings(run, _unopened(run))
    document = [{"key": f.key, "about": f.about, "well": f.well, "what": f.what, "advice": f.advice} for f in found]
    rows = [("✓" if f.well else "!", f.about, f.what, f.advice) for f in found]
    run.answer(document, lambda: output.table(("", _("About"), _("What"), _("Advice")), rows))
    if not all(f.well for f in found):
        raise typer.Exit(1)


def upgrade(run: Invocation) -> None:
    """Bring the database to the form of this version; SQLite after a copy beside it."""
    from crm.database import schema
    from crm.database.upgrading import upgrade

    engine = _unopened(run)
    upgrade(engine)
    document = {"database": engine.url.render_as_string(hide_password=True), "version": schema.HEAD}
    run.answer(document, lambda: output.say(_("The database is of version {version}.").format(version=schema.HEAD)))


def backup(run: Invocation, file: Annotated[Path, typer.Argument(help=_("Where to write the copy."))]) -> None:
    """Write a copy of the database as one file, as it stands at one moment, while others work in it."""
    from crm.database import backup as copies

    with counting(_("copying")) as progress:
        copies.copy(run.engine, file, progress)
    run.answer({"file": str(file)}, lambda: output.say(_("Copied to {file}.").format(file=file)))


def restore(
    run: Invocation,
    file: Annotated[Path, typer.Argument(help=_("The copy."))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Put a copy back in place of the database, wholly or not at all; a copy of SQLite fits PostgreSQL, and back."""
    from crm.database.problems import shown_place
    from crm.privacy import returning
    from tui.commands.asking import confirm

    engine = _unopened(run)
    where = shown_place(engine)
    confirm(_("Replace everything in {where} by {file}?").format(where=where, file=file), yes=yes)
    with counting(_("putting back")) as progress:
        again = returning.restore(engine, file, clock=run.clock, progress=progress)
    document = {"file": str(file), "erased_again": again}
    run.answer(document, lambda: output.say(_("{file} is put back.").format(file=file)))
    if again:
        output.tell(
            ngettext(
                "{n} person who was erased since was in it, and is erased again.",
                "{n} people who were erased since were in it, and are erased again.",
                again,
            ).format(n=again)
        )


def check(run: Invocation) -> None:
    """Check that the database is sound and keeps the rules of the house."""
    from crm.database.soundness import problems

    found = problems(run.engine)
    run.answer({"problems": found}, lambda: output.say("\n".join(found) or _("The database is sound.")))
    if found:
        raise typer.Exit(1)


def _unopened(run: Invocation) -> "Engine":
    from crm.database.embedded import default_path
    from crm.database.engine import open_engine
    from crm.database.opening import as_url

    return run.closes(open_engine(as_url(run.database or run.settings.database or str(default_path()))))
