"""Commands for companies: `company list|show|log|next|merge|recognise`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

NUMBER = typer.Argument(metavar="NUMBER", help=_("The company's number, as `company list` gives it."))
ON = typer.Option(help=_("The day; default today."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("Companies: the businesses that ask."), no_args_is_help=True)
    app.add_typer(group, name="company")
    command(group, "list", "werkplaats company list --query bakker")(list_)
    command(group, "show", "werkplaats company show 7")(show)
    command(group, "log", "werkplaats company log 7 --kind call --note 'data komt vrijdag'")(log)
    command(group, "next", "werkplaats company next 7 --on 2026-12-01 --what 'bellen'")(next_)
    command(group, "merge", "werkplaats company merge 7 12")(merge)
    command(group, "recognise", "werkplaats company recognise 7 25998 yes")(recognise)


def list_(run: Invocation, query: Annotated[str, typer.Option(help=_("Words of name, place, sector."))] = "") -> None:
    """List the companies, with how many cases each brought."""
    from crm.views.companies import company_json, company_lines

    with run.reading() as session:
        found = company_lines(session, query)
    columns = (_("Number"), _("Company"), _("Municipality"), _("Sector"), _("Cases"), _("Waiting"), _("Placed"))
    rows = [(c.id, c.name, c.municipality, c.sector, c.cases, c.waiting or None, c.placed or None) for c in found]
    run.answer([company_json(one) for one in found], lambda: output.table(columns, rows), nothing=_("No company fits."))


def show(run: Invocation, number: Annotated[int, NUMBER]) -> None:
    """Show a company: its people, its cases, and what happened."""
    from crm.views.cases import events_of
    from crm.views.companies import company_card_json
    from tui.commands.case_text import print_company

    today = run.clock.today()
    with run.reading() as session:
        events = events_of(session, number)
        document = company_card_json(session, number, events, today)
    run.answer(document, lambda: print_company(document, events, today))


def log(
    run: Invocation,
    number: Annotated[int, NUMBER],
    kind: Annotated[str, typer.Option(metavar="mail|call|visit|message|note", help=_("What it was."))],
    note: Annotated[str, typer.Option(help=_("What was said."))] = "",
    on: Annotated[str | None, ON] = None,
    answer: Annotated[bool, typer.Option("--answer", help=_("They reached out, or answered."))] = False,  # noqa: FBT002 - a flag
    case: Annotated[str | None, typer.Option(help=_("About this case: its number or code."))] = None,
) -> None:
    """Write down a mail, call, visit, message or note."""
    from crm.services import cases, companies
    from crm.words import ActivityKind, Direction
    from tui.commands.values import day, word

    what = word(ActivityKind, kind, "--kind", but=(ActivityKind.STAGE,))
    with run.working() as work:
        about = cases.find(work, case).id if case else None
        way = Direction.IN if answer else Direction.OUT
        companies.log(work, number, what, note, on=day(on, "--on"), direction=way, case_id=about)
    _answer(run, number, work.entry_id)


def next_(
    run: Invocation,
    number: Annotated[int, NUMBER],
    on: Annotated[str | None, typer.Option(help=_("The day; neither day nor words: nothing is planned."))] = None,
    what: Annotated[str | None, typer.Option(help=_("What is to be done."))] = None,
) -> None:
    """Plan the next action with a company; Today shows it."""
    from crm.services import companies
    from tui.commands.values import day

    with run.working() as work:
        companies.plan(work, number, day(on, "--on"), what)
    _answer(run, number, work.entry_id)


def merge(
    run: Invocation,
    number: Annotated[int, NUMBER],
    other: Annotated[int, typer.Argument(metavar="OTHER", help=_("The company that is the same."))],
) -> None:
    """Join two companies that are one: cases, people and timeline of the second go to the first."""
    from crm.services import companies

    with run.working() as work:
        companies.merge(work, number, other)
    _answer(run, number, work.entry_id)


def recognise(
    run: Invocation,
    number: Annotated[int, NUMBER],
    crebo: Annotated[str, typer.Argument(metavar="CREBO", help=_("The code of the mbo qualification."))],
    recognised: Annotated[str, typer.Argument(metavar="yes|no", help=_("Whether SBB recognises the company for it."))],
    on: Annotated[str | None, ON] = None,
) -> None:
    """Keep whether SBB recognises a company for an mbo qualification: without it no internship there."""
    from crm.errors import UsageError
    from crm.services import companies
    from tui.commands.values import day

    if recognised not in {"yes", "no"}:
        raise UsageError(
            _("{option} does not take {given}: choose from {known}.").format(
                option="yes|no", given=recognised, known="yes, no"
            )
        )
    with run.working() as work:
        companies.recognise(work, number, crebo, recognised=recognised == "yes", on=day(on, "--on"))
    _answer(run, number, work.entry_id)


def _answer(run: Invocation, number: int, action: int | None) -> None:
    from crm.views.companies import company_json, one_company

    with run.reading() as session:
        line = one_company(session, number)
    document: dict[str, Any] = {"action": action, "company": company_json(line)}
    planned = _(" Next: {what}, {day}.").format(what=line.next_what, day=line.next_on) if line.next_what else ""
    said = _("Company {id}, {name}.").format(id=line.id, name=line.name) + planned
    run.answer(document, lambda: output.say(f"{said} {_('`werkplaats undo` takes it back.')}"))
