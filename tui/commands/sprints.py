"""Commands for sprints: `sprint list|start|show|step|move|finish|stop|take-over|evaluate|brief`."""

from typing import Annotated

import typer

from crm.language import _
from tui.commands.invocation import Invocation, command
from tui.commands.sprint_text import DAY, NUMBER, answer_with, show_one, table


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    from tui.commands.sprint_brief import brief
    from tui.commands.sprint_looking_back import evaluate

    group = typer.Typer(help=_("Sprints: cases that student teams work on."), no_args_is_help=True)
    app.add_typer(group, name="sprint")
    command(group, "list", "werkplaats sprint list --school-year 2026-2027")(list_)
    command(group, "start", "werkplaats sprint start 12 --starts 2027-02-08 --ends 2027-04-16 --students 5")(start)
    command(group, "show", "werkplaats sprint show 3")(show)
    command(group, "step", "werkplaats sprint step 3 kick_off --done")(step)
    command(group, "move", "werkplaats sprint move 3 --starts 2027-02-15")(move)
    command(group, "finish", "werkplaats sprint finish 3 --result 'een webwinkel die voorraad toont'")(finish)
    command(group, "stop", "werkplaats sprint stop 3 --why 'het bedrijf is verkocht'")(stop)
    command(group, "take-over", "werkplaats sprint take-over 3 31")(take_over)
    command(group, "evaluate", "werkplaats sprint evaluate 3 --party company --question useful --mark 8")(evaluate)
    command(group, "brief", "werkplaats sprint brief 3 --output opdracht.html")(brief)


def list_(
    run: Invocation,
    school_year: Annotated[str | None, typer.Option(help=_("Of one school year; default of all."))] = None,
    state: Annotated[str | None, typer.Option(help=_("planned, running, done or stopped."))] = None,
) -> None:
    """List the sprints, the newest first."""
    from crm.case_words import SprintState
    from crm.services.years import year_said
    from crm.views.sprints import sprint_json, sprints
    from tui.commands.values import word

    today = run.clock.today()
    wanted = word(SprintState, state, "--state") if state else None
    year = year_said(school_year, today) if school_year else None
    with run.reading() as session:
        found = [one for one in sprints(session, school_year=year) if wanted in {None, one.state(today)}]
    run.answer(
        [sprint_json(one, today) for one in found],
        lambda: table(found, today),
        nothing=_("No sprint yet: `werkplaats sprint start PROPOSAL_ID` makes one of a proposal that was accepted."),
    )


def start(
    run: Invocation,
    proposal: Annotated[
        str, typer.Argument(metavar="PROPOSAL_ID", help=_("A proposal that was accepted, by its number or code."))
    ],
    starts: Annotated[str, typer.Option(metavar=DAY, help=_("The first day."))],
    ends: Annotated[str, typer.Option(metavar=DAY, help=_("The last day."))],
    team: Annotated[str | None, typer.Option(help=_("The team's own name; no names of students."))] = None,
    students: Annotated[int | None, typer.Option(help=_("How many students."))] = None,
    course: Annotated[int | None, typer.Option(help=_("Another course than was proposed, by its number."))] = None,
) -> None:
    """Start the sprint of a proposal that was accepted, with its dated steps."""
    from crm.services import sprints
    from tui.commands.proposals import number_of
    from tui.commands.values import day

    first, last = day(starts, "--starts"), day(ends, "--ends")
    assert first is not None
    assert last is not None
    parts = sprints.SprintParts(first, last, team, students, course)
    with run.working() as work:
        made = sprints.start(work, number_of(work, proposal), parts).id
        assert made is not None
    answer_with(run, made, work.entry_id)


def show(run: Invocation, number: Annotated[int, NUMBER]) -> None:
    """Show a sprint with its steps."""
    from crm.views.sprints import one_sprint, sprint_json

    today = run.clock.today()
    with run.reading() as session:
        line = one_sprint(session, number)
    run.answer(sprint_json(line, today), lambda: show_one(line, today))


def step(
    run: Invocation,
    number: Annotated[int, NUMBER],
    kind: Annotated[str, typer.Argument(metavar="STEP", help=_("intake, kick_off, halfway, final or evaluation."))],
    done: Annotated[bool, typer.Option("--done", help=_("It was done."))] = False,  # noqa: FBT002 - a flag
    on: Annotated[
        str | None,
        typer.Option(metavar=DAY, help=_("With --done the day it was; else the day it is put on, for good.")),
    ] = None,
    along: Annotated[bool, typer.Option("--along", help=_("Let it move along with the sprint again."))] = False,  # noqa: FBT002 - a flag
    note: Annotated[str | None, typer.Option(help=_("What is worth keeping of it."))] = None,
) -> None:
    """Do a step of a sprint, or put it on a day of its own."""
    from crm.errors import UsageError
    from crm.services import sprint_steps, sprints
    from tui.commands.values import day

    chosen, which = day(on, "--on"), sprint_steps.kind_named(kind)
    if [done, chosen is not None and not done, along].count(True) != 1:
        raise UsageError(_("Say one thing of a step: --done, --on DAY or --along."))
    with run.working() as work:
        sprint = sprints.find(work, number)
        if done:
            sprint_steps.do(work, sprint, which, on=chosen, note=note)
        elif along:
            sprint_steps.let_go(work, sprint, which)
        elif chosen is not None:
            sprint_steps.put_on(work, sprint, which, chosen)
    answer_with(run, number, work.entry_id)


def move(
    run: Invocation,
    number: Annotated[int, NUMBER],
    starts: Annotated[str, typer.Option(metavar=DAY, help=_("The first day."))],
    ends: Annotated[
        str | None, typer.Option(metavar=DAY, help=_("The last day; default: it stays as long as it was."))
    ] = None,
) -> None:
    """Move a sprint to other days; its steps move along, but for those that are done or fixed."""
    from crm.services import sprints
    from tui.commands.values import day

    first = day(starts, "--starts")
    assert first is not None
    with run.working() as work:
        sprints.move(work, number, first, day(ends, "--ends"))
    answer_with(run, number, work.entry_id)


def finish(
    run: Invocation,
    number: Annotated[int, NUMBER],
    result: Annotated[str, typer.Option(help=_("What the business holds in its hands, in lay words."))],
    on: Annotated[str | None, typer.Option(metavar=DAY, help=_("The day; default today."))] = None,
    link: Annotated[str | None, typer.Option(help=_("Where it can be seen."))] = None,
    hours: Annotated[float | None, typer.Option(help=_("Hours the teacher gave."))] = None,
) -> None:
    """End a sprint with its result; its case is done."""
    from crm.services import sprints
    from tui.commands.values import day

    with run.working() as work:
        sprints.finish(work, number, result, on=day(on, "--on"), link=link, hours=hours)
    answer_with(run, number, work.entry_id)


def stop(
    run: Invocation,
    number: Annotated[int, NUMBER],
    why: Annotated[str, typer.Option(help=_("Why it stops."))],
    on: Annotated[str | None, typer.Option(metavar=DAY, help=_("The day; default today."))] = None,
) -> None:
    """Stop a sprint before its end; its case may be offered again."""
    from crm.services import sprints
    from tui.commands.values import day

    with run.working() as work:
        sprints.stop(work, number, why, on=day(on, "--on"))
    answer_with(run, number, work.entry_id)


def take_over(
    run: Invocation,
    number: Annotated[int, NUMBER],
    person: Annotated[int, typer.Argument(metavar="PERSON_ID", help=_("The number of who guides it now."))],
) -> None:
    """Give a sprint to another teacher: it is the course's."""
    from crm.services import sprints

    with run.working() as work:
        sprints.take_over(work, number, person)
    answer_with(run, number, work.entry_id)
