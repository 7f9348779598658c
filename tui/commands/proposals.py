"""Commands for cases put to teachers: `propose`, `proposal answer|list|told|withdraw`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

ID = typer.Argument(metavar="ID", help=_("The proposal's number, or the code in the message."))
Text = str | None


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "propose", "werkplaats propose 12 4 --note 'past bij de dashboards van vorig jaar'")(propose)
    group = typer.Typer(help=_("Cases put to teachers: list, answer, take back."), no_args_is_help=True)
    app.add_typer(group, name="proposal")
    command(group, "list", "werkplaats proposal list --state sent")(list_)
    command(group, "answer", "werkplaats proposal answer 7 accepted --note 'twee teams in blok 3'")(answer)
    command(group, "told", "werkplaats proposal told 7 --by call")(told)
    command(group, "pace", "werkplaats proposal pace 4 --every 30d")(pace)
    command(group, "withdraw", "werkplaats proposal withdraw 7 --why 'het bedrijf wacht liever'")(withdraw)


def propose(
    run: Invocation,
    case: Annotated[
        str, typer.Argument(metavar="CASE", help=_("The case's number or code, as `case list` gives them."))
    ],
    lead: Annotated[int, typer.Argument(metavar="LEAD_ID", help=_("The lead's number."))],
    course: Annotated[
        int | None, typer.Option(help=_("The course's number; default the one of theirs it fits best."))
    ] = None,
    agreement: Annotated[
        int | None, typer.Option(help=_("The agreement's number; default the one of that course."))
    ] = None,
    setting: Annotated[Text, typer.Option(help=_("course, internship, graduation, minor, elective, …"))] = None,
    note: Annotated[Text, typer.Option(help=_("Why it fits: it stands in the message."))] = None,
    told_by: Annotated[
        Text, typer.Option("--told", help=_("You told them already: call, visit, mail, message."))
    ] = None,
) -> None:
    """Propose a case to a teacher: it goes along in the next message to them."""
    from crm.services import cases, proposals
    from crm.views.matching.ranking import landings
    from crm.words import Setting
    from tui.commands.matching import read_new_texts
    from tui.commands.values import word

    chosen = word(Setting, setting, "--setting") if setting is not None else None
    way = _way(told_by, "--told") if told_by is not None else None
    said = course is not None or agreement is not None
    encoders = () if said else read_new_texts(run, words_only=False)
    with run.working() as work:
        number = cases.find(work, case).id or 0
        among = () if said else landings(work.session, number, lead, encoders, today=run.clock.today())
        offer = proposals.Offer(course, agreement, among, chosen, note)
        made = proposals.propose(work, number, lead, offer).id or 0
        if way is not None:
            proposals.tell(work, made, way)
    _answer(run, made, work.entry_id)


def answer(
    run: Invocation,
    number: Annotated[str, ID],
    answer_: Annotated[str, typer.Argument(metavar="ANSWER", help=_("accepted, declined or maybe."))],
    note: Annotated[Text, typer.Option(help=_("What they said; of a no, the reason."))] = None,
    until: Annotated[Text, typer.Option(metavar="DATE", help=_("Of a maybe: when to ask again."))] = None,
    on: Annotated[Text, typer.Option(help=_("The day; default today."))] = None,
    by: Annotated[str, typer.Option("--by", help=_("How it came: mail, call, visit or message."))] = "mail",
) -> None:
    """Keep what a teacher answered to a proposal."""
    from crm.case_words import ProposalState
    from crm.services.proposal_answers import ANSWERS, Answer
    from crm.services.proposal_answers import answer as give
    from tui.commands.values import day, word

    others = set(ProposalState) - set(ANSWERS)
    given = Answer(
        word(ProposalState, answer_, "ANSWER", but=others),
        note,
        day(until, "--until"),
        day(on, "--on"),
        _way(by, "--by"),
    )
    with run.working() as work:
        found = number_of(work, number)
        give(work, found, given)
    _answer(run, found, work.entry_id)


def told(
    run: Invocation,
    number: Annotated[str, ID],
    by: Annotated[str, typer.Option("--by", help=_("How: mail, call, visit or message."))],
    note: Annotated[Text, typer.Option(help=_("What was said."))] = None,
    on: Annotated[Text, typer.Option(help=_("The day; default today."))] = None,
) -> None:
    """Keep that a proposal was put to the teacher outside a message of ours."""
    from crm.services import proposals
    from tui.commands.values import day

    with run.working() as work:
        found = number_of(work, number)
        proposals.tell(work, found, _way(by, "--by"), note=note, on=day(on, "--on"))
    _answer(run, found, work.entry_id)


def withdraw(
    run: Invocation,
    number: Annotated[str, ID],
    why: Annotated[str, typer.Option(help=_("Why it is taken back."))],
) -> None:
    """Take a proposal back."""
    from crm.services import proposals

    with run.working() as work:
        found = number_of(work, number)
        proposals.withdraw(work, found, why)
    _answer(run, found, work.entry_id)


def pace(
    run: Invocation,
    lead: Annotated[int, typer.Argument(metavar="LEAD_ID", help=_("The lead's number."))],
    every: Annotated[str, typer.Option(help=_("At most once in so many days, such as 30d."))],
) -> None:
    """Keep how often a teacher wants to be sent cases."""
    from crm.services.offer_pace import agree_pace
    from tui.commands.values import days

    with run.working() as work:
        kept = agree_pace(work, lead, days(every))
    document = {
        "action": work.entry_id,
        "pace": {"lead": lead, "days": kept.days, "next": None if kept.on is None else kept.on.isoformat()},
    }
    run.answer(
        document, lambda: output.say(_("Once in {n} days. `werkplaats undo` takes it back.").format(n=kept.days))
    )


def list_(
    run: Invocation,
    state: Annotated[Text, typer.Option(help=_("prepared, sent, accepted, declined, maybe or withdrawn."))] = None,
    lead: Annotated[int | None, typer.Option(help=_("Of one lead."))] = None,
    case: Annotated[int | None, typer.Option(help=_("Of one case."))] = None,
    mine: Annotated[bool, typer.Option("--mine", help=_("Of your own leads alone."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """List the cases put to teachers, with what was answered."""
    from crm.case_words import ProposalState
    from crm.services.answering import answer_word
    from crm.views.proposals import proposal_json, proposals
    from tui.commands.values import word

    states = [word(ProposalState, state, "--state")] if state is not None else None
    with run.reading() as session:
        found = proposals(
            session,
            lead_ids=[lead] if lead is not None else None,
            case_id=case,
            states=states,
            owner=run.by if mine else None,
        )
    columns = (_("Number"), _("Code"), _("Case"), _("Company"), _("Name"), _("Course"), _("Answer"), _("Note"))
    rows = [
        (one.id, one.code, one.title, one.company, one.person, one.course_name, answer_word(one.state), one.note)
        for one in found
    ]
    run.answer(
        [proposal_json(one) for one in found],
        lambda: output.table(columns, rows),
        nothing=_("Nothing was proposed: `werkplaats propose CASE_ID LEAD_ID` does."),
    )


def number_of(work: Any, given: str) -> int:  # noqa: ANN401 - a unit of work, imported when it is needed
    """The proposal that a number or a code names."""
    from crm.services import proposals

    return int(given) if given.isdecimal() and len(given) < 6 else proposals.find_code(work, given).id or 0


def _way(given: str, option: str) -> Any:  # noqa: ANN401 - the enum is imported when it is needed
    from crm.words import ActivityKind
    from tui.commands.values import word

    return word(ActivityKind, given, option, but={ActivityKind.STAGE, ActivityKind.NOTE})


def _answer(run: Invocation, number: int, action: int | None) -> None:
    from crm.services.answering import answer_word
    from crm.views.proposals import one_proposal, proposal_json

    with run.reading() as session:
        line = one_proposal(session, number)
    document: dict[str, Any] = {"action": action, "proposal": proposal_json(line)}
    said = _("Proposal {id} [{code}], {case} → {name}: {answer}. `werkplaats undo` takes it back.")
    name = line.person if line.course_name is None else f"{line.person}, {line.course_name}"
    words = said.format(id=line.id, code=line.code, case=line.title, name=name, answer=answer_word(line.state))
    run.answer(document, lambda: output.say(words))
