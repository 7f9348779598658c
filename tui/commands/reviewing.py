"""Commands for what waits in review: `review`, `review yes|no|later ID`."""

from typing import TYPE_CHECKING, Annotated

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from crm.services.review import Decision

NUMBER = Annotated[int, typer.Argument(metavar="ID", help=_("Its number in the list."))]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("What pages say without making it sure, to decide about."), invoke_without_command=True)
    group.callback()(_root)
    app.add_typer(group, name="review")
    command(group, "list", "werkplaats review list --json")(review)
    command(group, "yes", "werkplaats review yes 12")(yes)
    command(group, "no", "werkplaats review no 12")(no)
    command(group, "later", "werkplaats review later 12")(later)


def _root(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help=_("Answer with one JSON document on stdout."))] = False,  # noqa: FBT002 - a flag
) -> None:
    run: Invocation = context.obj or Invocation()
    run.json = run.json or json
    context.obj = run
    if context.invoked_subcommand is None:
        review(run)


def review(run: Invocation) -> None:
    """List what waits in review, each with the reason and the page's own words."""
    from crm.spoken import spoken_page
    from crm.views.review import review as waiting
    from tui.wording import kind_word

    with run.reading() as session:
        lines = waiting(session, run.clock.today())
    document = [
        {
            "id": line.id,
            "kind": line.kind,
            "name": line.name,
            "what": line.what or None,
            "reason": line.reason,
            "words": line.words or None,
            "page": line.page,
            "school": line.school,
            "seen": line.seen,
        }
        for line in lines
    ]
    columns = (_("Number"), _("Kind"), _("Name"), _("Would be"), _("Why it waits"), _("Words"), _("Page"))
    rows = [(x.id, kind_word(x.kind), x.name, x.what, x.reason, x.words, spoken_page(x.page)) for x in lines]
    run.answer(document, lambda: output.table(columns, rows) if rows else output.say(_("Nothing waits in review.")))


def yes(run: Invocation, number: NUMBER) -> None:
    """It is so: confirmed by hand, and on the map from now on."""
    from crm.services.review import Decision

    _decide(run, number, Decision.YES)


def no(run: Invocation, number: NUMBER) -> None:
    """It is not so: it stays off the map, whatever pages say."""
    from crm.services.review import Decision

    _decide(run, number, Decision.NO)


def later(run: Invocation, number: NUMBER) -> None:
    """Ask again in two weeks."""
    from crm.services.review import Decision

    _decide(run, number, Decision.LATER)


def _decide(run: Invocation, number: int, decision: "Decision") -> None:
    from crm.services.review import decide

    with run.working() as work:
        name = decide(work, number, decision)
    document = {"action": work.entry_id, "review": {"id": number, "name": name, "decision": str(decision)}}
    run.answer(document, lambda: output.say("; ".join(work.words)))
