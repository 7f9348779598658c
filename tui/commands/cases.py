"""Commands for cases: `case list|show|add|set|fit|gaps|withdraw`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output, receipts
from tui.commands.case_gaps import gaps
from tui.commands.invocation import Invocation, command

CASE = typer.Argument(metavar="CASE", help=_("The case's number or code, as `case list` gives them."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    group = typer.Typer(help=_("Cases: what businesses ask, and what became of it."), no_args_is_help=True)
    app.add_typer(group, name="case")
    command(group, "list", "werkplaats case list --state new")(list_)
    command(group, "show", "werkplaats case show K7WX")(show)
    command(group, "add", "werkplaats case add --company 'Bakkerij Korenmolen' --question 'Welk brood blijft liggen?'")(
        add
    )
    command(group, "set", "werkplaats case set K7WX setting=internship 'wants=een dashboard'")(set_)
    command(group, "fit", "werkplaats case fit K7WX")(fit)
    command(group, "gaps", "werkplaats case gaps")(gaps)
    receipts.add_to(group)
    command(group, "withdraw", "werkplaats case withdraw K7WX --why 'zelf opgelost'")(withdraw)


def list_(
    run: Invocation,
    state: Annotated[
        str | None, typer.Option(help=_("new, fit, offered, placed, done, withdrawn; or open: the first three."))
    ] = None,
    partner: Annotated[str | None, typer.Option(help=_("Of this partner: its name or number."))] = None,
    query: Annotated[str, typer.Option(help=_("Words of question, company, sector, place."))] = "",
) -> None:
    """List what businesses ask: who waits longest on top."""
    from crm.case_words import OPEN_CASES, CaseState
    from crm.services import partners
    from crm.services.cases import state_word
    from crm.unit_of_work import Work
    from crm.views.cases import case_json, case_lines
    from tui.commands.values import word

    states = OPEN_CASES if state == "open" else (word(CaseState, state, "--state"),) if state else ()
    today = run.clock.today()
    with run.reading() as session:
        number = partners.find(Work(session, run.by, run.clock), partner).id if partner else None
        found = case_lines(session, states=states, partner_id=number, query=query)
    columns = (_("Code"), _("Company"), _("Case"), _("State"), _("Days"), _("Through"))
    rows = [
        (one.code, one.company, one.title, state_word(one.state), one.waits(today) or None, one.partner)
        for one in found
    ]
    run.answer(
        [case_json(one, today) for one in found],
        lambda: output.table(columns, rows),
        nothing=_("No case fits. `werkplaats case add` adds one, `werkplaats import cases` takes in a file."),
    )


def show(run: Invocation, case: Annotated[str, CASE]) -> None:
    """Show a case: the question, the company, and what happened."""
    from crm.views.cases import case_json, event_json, events_of, one_case
    from tui.commands.case_text import print_case

    today = run.clock.today()
    with run.reading() as session:
        line = one_case(session, case)
        events = events_of(session, line.company_id, line.id)
    document = {**case_json(line, today), "timeline": [event_json(one) for one in events]}
    run.answer(document, lambda: print_case(line, events, today))


def add(
    run: Invocation,
    company: Annotated[str, typer.Option(help=_("Name of the company."))],
    question: Annotated[str, typer.Option(help=_("What it asks, in its own words."))],
    title: Annotated[str | None, typer.Option(help=_("A short title; else the question's first words."))] = None,
    has: Annotated[str | None, typer.Option(help=_("What it has: data, systems, people."))] = None,
    wants: Annotated[str | None, typer.Option(help=_("What it wants in hands at the end."))] = None,
    sector: Annotated[str | None, typer.Option(help=_("Its sector."))] = None,
    effort: Annotated[str | None, typer.Option(help=_("How much work it is thought to be."))] = None,
    when: Annotated[str | None, typer.Option(help=_("When it is wanted, in their words."))] = None,
    municipality: Annotated[str | None, typer.Option(help=_("Where it is."))] = None,
    register: Annotated[str | None, typer.Option(help=_("Its number in the trade register (KvK)."))] = None,
    website: Annotated[str | None, typer.Option(help=_("Its web address."))] = None,
    size: Annotated[str | None, typer.Option(help=_("micro, small, medium or large."))] = None,
    contact: Annotated[str | None, typer.Option(help=_("Whom the team talks to."))] = None,
    email: Annotated[str | None, typer.Option(help=_("Their e-mail address."))] = None,
    phone: Annotated[str | None, typer.Option(help=_("Their phone number."))] = None,
    partner: Annotated[str | None, typer.Option(help=_("Who forwarded it."))] = None,
    number: Annotated[str | None, typer.Option("--their-number", help=_("The partner's own number for it."))] = None,
    setting: Annotated[str | None, typer.Option(help=_("The only form in which it can land."))] = None,
    level: Annotated[str | None, typer.Option(help=_("The only level: wo, hbo or mbo."))] = None,
    spoken: Annotated[
        str | None, typer.Option("--spoken", metavar="nl|en", help=_("Language they can be spoken to in."))
    ] = None,
    found_us: Annotated[str | None, typer.Option(help=_("How they came to know the office."))] = None,
    on: Annotated[str | None, typer.Option(help=_("The day it came in; default today."))] = None,
) -> None:
    """Add a case by hand. A company that is known is not made twice; one that may be is said."""
    from crm.case_words import CompanySize
    from crm.services import cases
    from crm.services.companies import CompanyParts
    from crm.services.outside_people import ContactSaid
    from crm.words import Level, Setting
    from tui.commands.values import day, word

    whose = CompanyParts(
        company,
        register,
        website,
        municipality,
        sector,
        word(CompanySize, size, "--size") if size else None,
        found_us,
        email,
    )
    parts = cases.CaseParts(
        question,
        title,
        has,
        wants,
        sector,
        effort,
        when,
        municipality=municipality,
        language=spoken,
        level=word(Level, level, "--level") if level else None,
        setting=word(Setting, setting, "--setting") if setting else None,
        their_number=number,
    )
    person = ContactSaid(contact, email, phone) if contact else None
    with run.working() as work:
        case, maybe = cases.add(work, whose, parts, contact=person, partner=partner, on=day(on, "--on"))
        known = [(one.id, one.name) for one in maybe]
    _answer(run, case.id or 0, work.entry_id)
    for id_, name in known:
        output.tell(
            _("It may be company {id} {name}, which is known: `werkplaats company merge` joins them.").format(
                id=id_, name=name
            )
        )


def set_(
    run: Invocation,
    case: Annotated[str, CASE],
    values: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE …", help=_("An empty value takes it away."))],
) -> None:
    """Correct fields of a case."""
    from crm.errors import UsageError
    from crm.services import cases

    told: dict[str, str] = {}
    for pair in values:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(_("Give FIELD=VALUE, not {given}.").format(given=pair))
        told[name.strip()] = value
    with run.working() as work:
        number = cases.set_values(work, case, told).id or 0
    _answer(run, number, work.entry_id)


def fit(
    run: Invocation,
    cases_: Annotated[
        list[str], typer.Argument(metavar="CASE …", help=_("The cases' numbers or codes, as `case list` gives them."))
    ],
    note: Annotated[str | None, typer.Option(help=_("A word beside it."))] = None,
    on: Annotated[str | None, typer.Option(help=_("The day; default today."))] = None,
) -> None:
    """Mark cases as fit to offer; one that was withdrawn is open again."""
    from crm.case_words import CaseState
    from crm.services import cases
    from tui.commands.values import day

    if len(cases_) == 1:
        _move(run, cases_[0], CaseState.FIT, note, on)
        return
    with run.working() as work:
        numbers = [one.id or 0 for one in cases.mark_fit(work, cases_, note=note, on=day(on, "--on"))]
    _answer_all(run, numbers, work.entry_id)


def withdraw(
    run: Invocation,
    case: Annotated[str, CASE],
    why: Annotated[str, typer.Option(help=_("Why: the business and the partner will ask."))],
    on: Annotated[str | None, typer.Option(help=_("The day; default today."))] = None,
) -> None:
    """Withdraw a case."""
    from crm.case_words import CaseState

    _move(run, case, CaseState.WITHDRAWN, why, on)


def _move(run: Invocation, case: str, to: Any, why: str | None, on: str | None) -> None:  # noqa: ANN401 - a CaseState
    from crm.services import cases
    from tui.commands.values import day

    with run.working() as work:
        number = cases.move(work, case, to, why=why, on=day(on, "--on")).id or 0
    _answer(run, number, work.entry_id)


def _answer_all(run: Invocation, numbers: list[int], action: int | None) -> None:
    from crm.services.cases import state_word
    from crm.views.cases import case_json, case_lines

    today = run.clock.today()
    with run.reading() as session:
        found = [one for one in case_lines(session) if one.id in numbers]
    columns = (_("Code"), _("Company"), _("Case"), _("State"))
    rows = [(one.code, one.company, one.title, state_word(one.state)) for one in found]

    def tell() -> None:
        output.table(columns, rows)
        output.say(_("`werkplaats undo` takes it back.") if action is not None else _("Nothing changed."))

    run.answer({"action": action, "cases": [case_json(one, today) for one in found]}, tell)


def _answer(run: Invocation, number: int, action: int | None) -> None:
    from crm.services.cases import state_word
    from crm.spoken import as_sentence
    from crm.views.cases import case_json, one_case

    with run.reading() as session:
        line = one_case(session, number)
    document: dict[str, Any] = {"action": action, "case": case_json(line, run.clock.today())}
    said = _("Case {code}, {company}, {state}: {title}")
    words = said.format(code=line.code, company=line.company, state=state_word(line.state), title=line.title)
    taken_back = _("`werkplaats undo` takes it back.") if action is not None else _("Nothing changed.")
    run.answer(document, lambda: output.say(f"{as_sentence(words)} {taken_back}"))
