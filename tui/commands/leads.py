"""Commands for the funnel: `leads`, `lead show|add|advance|log|next`, `today`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import lead_steps, output
from tui.commands.invocation import Invocation, command

ID = typer.Argument(metavar="ID", help=_("The lead's number."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "leads", "werkplaats leads --query 'school:haz owner:me'")(leads)
    command(app, "today", "werkplaats today --json")(today)
    group = typer.Typer(help=_("One lead: show, add, advance, log, plan."), no_args_is_help=True)
    app.add_typer(group, name="lead")
    command(group, "show", "werkplaats lead show 4")(show)
    command(group, "add", "werkplaats lead add 12")(add)
    command(group, "advance", 'werkplaats lead advance 4 --to informed --note "told at the open day"')(advance)
    command(group, "log", 'werkplaats lead log 4 --kind call --note "wil voorbeelden zien"')(log)
    command(group, "next", 'werkplaats lead next 4 --on 2026-12-01 --what "bellen"')(next_)
    lead_steps.add_to(group)


def leads(
    run: Invocation,
    query: Annotated[str, typer.Option(help=_("Words and field:value, such as school:haz owner:me."))] = "",
    stage: Annotated[str | None, typer.Option(help=_("Only this stage."))] = None,
    kept: Annotated[str | None, typer.Option("--list", metavar="NAME", help=_("A list of yours, by its name."))] = None,
) -> None:
    """List the leads."""
    from crm.views.leads import leads_json
    from crm.words import Stage
    from tui.commands.values import word

    words = f"{query} stage:{word(Stage, stage, '--stage')}".strip() if stage else query
    with run.reading() as session:
        if kept:
            from crm.services import saved_lists

            words = f"{saved_lists.find(session, run.by, kept).query} {words}".strip()
        document = leads_json(session, words, clock=run.clock, me=run.by)
    columns = (_("Lead"), _("Name"), _("School"), _("Course"), _("Stage"), _("Warm"), _("Owner"), _("Next"))
    run.answer(
        document,
        lambda: output.table(columns, [_row(line) for line in document]),
        nothing=_("Nobody fits.") if words else _("No leads yet: `werkplaats lead add PERSON_ID` makes one."),
    )


def _row(line: dict[str, Any]) -> tuple[object, ...]:
    from crm.words import Stage
    from tui.wording import stage_word

    coming = f"{line['next']['on']} {line['next']['what']}" if line["next"] else None
    name, courses = line["person"]["name"], ", ".join(line["courses"][:2])
    stage, warm = stage_word(Stage(line["stage"])), line["warmth"] or None
    return line["id"], name, line["institution"], courses, stage, warm, line["owner"], coming


def show(run: Invocation, number: Annotated[int, ID]) -> None:
    """Show all that is known of a lead."""
    from crm.views.lead import lead_json
    from tui.commands.lead_text import print_lead

    with run.reading() as session:
        document = lead_json(session, number, clock=run.clock)
    run.answer(document, lambda: print_lead(document))


def add(
    run: Invocation,
    person: Annotated[int, typer.Argument(metavar="PERSON_ID", help=_("The person's number, as `search` shows it."))],
) -> None:
    """Make a lead of a person, at stage mapped, owned by who acts."""
    from crm.services import leads as service

    with run.working() as work:
        number = service.add(work, person).id
    _answer(run, number, work.entry_id)


def advance(
    run: Invocation,
    number: Annotated[int, ID],
    to: Annotated[str, typer.Option(help=_("mapped, warm, informed, examples, agreement, resting, declined, …"))],
    note: Annotated[str | None, typer.Option(help=_("Why: needed to skip, go back, rest or decline."))] = None,
    on: Annotated[str | None, typer.Option(help=_("The day it happened; default today."))] = None,
    until: Annotated[str | None, typer.Option(help=_("With resting: the day it wakes up."))] = None,
) -> None:
    """Move a lead to another stage."""
    from crm.services import leads as service
    from crm.words import Stage
    from tui.commands.values import day, word

    stage = word(Stage, to, "--to")
    with run.working() as work:
        service.advance(work, number, stage, note=note, on=day(on, "--on"), until=day(until, "--until"))
    _answer(run, number, work.entry_id)


def log(
    run: Invocation,
    number: Annotated[int, ID],
    kind: Annotated[str, typer.Option(help=_("mail, call, visit, message or note."))],
    note: Annotated[str, typer.Option(help=_("What was said."))],
    on: Annotated[str | None, typer.Option(help=_("The day it happened; default today."))] = None,
    answer: Annotated[bool, typer.Option("--answer", help=_("They reached us, or answered."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Log a mail, call, visit, message or note."""
    from crm.services import leads as service
    from crm.words import ActivityKind, Direction
    from tui.commands.values import day, word

    sort = word(ActivityKind, kind, "--kind", but={ActivityKind.STAGE})
    way = Direction.IN if answer else Direction.OUT
    with run.working() as work:
        service.log(work, number, sort, note, on=day(on, "--on"), direction=way)
    _answer(run, number, work.entry_id)


def next_(
    run: Invocation,
    number: Annotated[int, ID],
    on: Annotated[str, typer.Option(help=_("The day."))],
    what: Annotated[str, typer.Option(help=_("What to do."))],
) -> None:
    """Plan a lead's next action."""
    from crm.services import leads as service
    from tui.commands.values import day

    with run.working() as work:
        service.plan_ahead(work, number, day(on, "--on"), what)
    _answer(run, number, work.entry_id)


def today(
    run: Invocation,
    date: Annotated[str | None, typer.Option(help=_("Another day, YYYY-MM-DD."))] = None,
) -> None:
    """Show what is due, in order, with the reason for each."""
    from crm.views.today import today as due
    from crm.views.today import today_json
    from tui.commands.values import day

    with run.reading() as session:
        lines = due(session, owner=run.by, clock=run.clock, day=day(date, "--date"))
    columns = (_("Day"), _("What"), _("Why"), _("Lead"))
    run.answer(
        today_json(lines),
        lambda: output.table(columns, [(t.on, t.what, t.why, t.lead) for t in lines]),
        nothing=_("Nothing is due for {name}.").format(name=run.by),
    )


def _answer(run: Invocation, number: int | None, action: int | None) -> None:
    from crm.views.lead import lead_json
    from tui.commands.lead_text import print_change

    assert number is not None
    with run.reading() as session:
        lead = lead_json(session, number, clock=run.clock)
    run.answer({"action": action, "lead": lead}, lambda: print_change(lead))
