"""Commands for agreements: `agreement list|renew|end|wish|take-over|confirm`, and `examples`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command
from tui.commands.printing import print_page

NUMBER = typer.Argument(metavar="NUMBER", help=_("The agreement's number, as `lead show` gives it."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "examples", "werkplaats examples --query 'power bi'")(examples)
    group = typer.Typer(help=_("Agreements: list, renew, end, hand over, print."), no_args_is_help=True)
    app.add_typer(group, name="agreement")
    command(group, "list", "werkplaats agreement list --school-year 2026-2027")(list_)
    command(group, "renew", "werkplaats agreement renew 7")(renew)
    command(group, "end", "werkplaats agreement end 7 --why 'het vak vervalt'")(end)
    command(group, "wish", "werkplaats agreement wish 7 --text 'kleinere teams'")(wish)
    command(group, "take-over", "werkplaats agreement take-over 7 31")(take_over)
    command(group, "confirm", "werkplaats agreement confirm 7 --format html --output afspraak.html")(confirm)


def examples(
    run: Invocation,
    query: Annotated[str, typer.Option(help=_("Words: what they work on, a tool, a sector, a course."))] = "",
    limit: Annotated[int, typer.Option(help=_("At most so many."))] = 50,
) -> None:
    """Show what students work on, of all teachers."""
    from crm.views.examples import example_json, find_examples

    with run.reading() as session:
        found = find_examples(session, query, limit)
    columns = (_("Lead"), _("Name"), _("Course"), _("Example"), _("Helps"))
    rows = [(one.lead_id, one.person, one.course, one.text, one.helps) for one in found]
    run.answer([example_json(one) for one in found], lambda: output.table(columns, rows), nothing=_("No example fits."))


def list_(
    run: Invocation,
    school_year: Annotated[str | None, typer.Option(help=_("Default the current one."))] = None,
    mine: Annotated[bool, typer.Option("--mine", help=_("Of your own leads alone."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """List the agreements of a school year that stand, with the places left."""
    from crm.clock import school_year as year_of
    from crm.services.years import year_said
    from crm.views.agreements import agreement_json, agreements_in

    today = run.clock.today()
    year = year_said(school_year, today) if school_year else year_of(today)
    with run.reading() as session:
        found = agreements_in(session, year, owner=run.by if mine else None)
    columns = (_("Number"), _("School"), _("Course"), _("Name"), _("Assignment"), _("Left"))
    rows = [(a.id, a.school, a.course_name, a.person, f"{a.number} × {a.type}", a.places_left) for a in found]
    run.answer(
        [agreement_json(one) for one in found],
        lambda: output.table(columns, rows),
        nothing=_("No agreement stands for {year}.").format(year=year),
    )


def renew(run: Invocation, number: Annotated[int, NUMBER]) -> None:
    """Renew an agreement for the next school year, all parts the same."""
    from crm.services import agreements

    with run.working() as work:
        made = agreements.renew(work, number).id or 0
    _answer(run, made, work.entry_id)


def end(
    run: Invocation,
    number: Annotated[int, NUMBER],
    why: Annotated[str, typer.Option(help=_("Why it ends."))],
    on: Annotated[str | None, typer.Option(help=_("The day; default today."))] = None,
) -> None:
    """End an agreement."""
    from crm.services import agreements
    from tui.commands.values import day

    with run.working() as work:
        agreements.end(work, number, why, on=day(on, "--on"))
    _answer(run, number, work.entry_id)


def wish(
    run: Invocation,
    number: Annotated[int, NUMBER],
    text: Annotated[str, typer.Option(help=_("What the teacher wants otherwise next time."))],
) -> None:
    """Keep what the teacher wants otherwise next time."""
    from crm.services import agreements

    with run.working() as work:
        agreements.wish(work, number, text)
    _answer(run, number, work.entry_id)


def take_over(
    run: Invocation,
    number: Annotated[int, NUMBER],
    person: Annotated[int, typer.Argument(metavar="PERSON_ID", help=_("The number of who teaches it now."))],
) -> None:
    """Give an agreement to who teaches the course now."""
    from crm.services import agreements

    with run.working() as work:
        agreements.take_over(work, number, person)
    _answer(run, number, work.entry_id)


def confirm(
    run: Invocation,
    number: Annotated[int, NUMBER],
    format_: Annotated[str, typer.Option("--format", help=_("markdown, html or text."))] = "markdown",
    file: Annotated[Path | None, typer.Option("--output", metavar="FILE", help=_("Write it there."))] = None,
) -> None:
    """Print an agreement on one page, for both to keep."""
    from crm.errors import UsageError
    from crm.views.agreements import agreement_json, one_agreement
    from crm.views.confirmation import as_html, as_markdown, as_text

    makers = {"markdown": as_markdown, "html": as_html, "text": as_text}
    if format_ not in makers:
        known = ", ".join(makers)
        raise UsageError(
            _("{option} does not take {given}: choose from {known}.").format(
                option="--format", given=format_, known=known
            )
        )
    with run.reading() as session:
        line = one_agreement(session, number)
    page = makers[format_](line, run.settings.office_name)
    print_page(run, page, {"agreement": agreement_json(line), "page": page}, file)


def _answer(run: Invocation, number: int, action: int | None) -> None:
    from crm.views.agreements import agreement_json, one_agreement
    from crm.views.milestones import agreed_said

    with run.reading() as session:
        line = one_agreement(session, number)
    document: dict[str, Any] = {"action": action, "agreement": agreement_json(line)}
    said = _("Agreement {id}, {name}: {what}. `werkplaats undo` takes it back.")
    run.answer(document, lambda: output.say(said.format(id=line.id, name=line.person, what=agreed_said(line))))
