"""Commands for what comes of a lead: `lead example|agree|escalate|outcome|consent|scout|scouted|via`."""

from typing import Annotated, Any

import typer

from crm.language import _
from tui.commands.invocation import Invocation, command

ID = typer.Argument(metavar="ID", help=_("The lead's number."))
Text = str | None


def add_to(group: typer.Typer) -> None:
    """Registers the commands under `lead`."""
    said = "werkplaats lead example 4 --text 'dashboards in Power BI' --helps 'ziet in een oogopslag wat er verkoopt'"
    command(group, "example", said)(example)
    agreed = (
        "werkplaats lead agree 4 --type adviesrapport --number 4 --planning 'blok 3' "
        "--process 'intake, tussenstand, eindpresentatie' --supervision 'docent wekelijks'"
    )
    command(group, "agree", agreed)(agree)
    command(group, "escalate", "werkplaats lead escalate 4 --to dean --why 'drie docenten doen mee'")(escalate)
    command(group, "outcome", "werkplaats lead outcome 2 --text 'noemt drie collega's'")(outcome)
    command(group, "consent", "werkplaats lead consent 2 yes")(consent)
    command(group, "scout", "werkplaats lead scout 7 --by 2026-12-11 --whom 'de docenten van jaar 2'")(scout)
    command(group, "scouted", "werkplaats lead scouted 1 --text 'twee namen'")(scouted)
    command(group, "via", "werkplaats lead via 31 12 --words 'zoekt nog opdrachten'")(via)


def example(
    run: Invocation,
    number: Annotated[int, ID],
    text: Annotated[str, typer.Option(help=_("What the students work on."))],
    helps: Annotated[Text, typer.Option(help=_("How that helps a business, in lay words."))] = None,
    skills: Annotated[Text, typer.Option(help=_("What they can do at that point."))] = None,
    sector: Annotated[Text, typer.Option(help=_("The sector it was for."))] = None,
    tools: Annotated[Text, typer.Option(help=_("Names of tools, with commas."))] = None,
    school_year: Annotated[Text, typer.Option(help=_("The school year, such as 2026-2027."))] = None,
    link: Annotated[Text, typer.Option(help=_("A web address where it can be seen."))] = None,
    course: Annotated[int | None, typer.Option(help=_("The course's number."))] = None,
) -> None:
    """Keep an example of what a teacher's students work on."""
    from crm.services import examples
    from crm.views.examples import example_json, examples_of

    parts = examples.ExampleParts(helps, skills, sector, tools, school_year, link, course)
    with run.working() as work:
        made = examples.add(work, number, text, parts).id
    with run.reading() as session:
        kept = next(example_json(one) for one in examples_of(session, [number]) if one.id == made)
    _answer(run, number, work.entry_id, example=kept)


def agree(
    run: Invocation,
    number: Annotated[int, ID],
    type_: Annotated[str, typer.Option("--type", help=_("What sort of assignment: advice, a prototype, …"))],
    places: Annotated[int, typer.Option("--number", help=_("Assignments a school year."))],
    planning: Annotated[str, typer.Option(help=_("When: block, weeks, days."))],
    process: Annotated[str, typer.Option(help=_("The steps from intake to the end."))],
    supervision: Annotated[str, typer.Option(help=_("Who guides the students, and how often."))],
    course: Annotated[int | None, typer.Option(help=_("The course's number; default the teacher's own."))] = None,
    setting: Annotated[str, typer.Option(help=_("course, internship, graduation, minor, elective, …"))] = "course",
    school_year: Annotated[Text, typer.Option(help=_("Default the current one."))] = None,
    contact: Annotated[Text, typer.Option(help=_("Whom the business talks to."))] = None,
    team_size: Annotated[Text, typer.Option(help=_("Students in a team."))] = None,
    language_: Annotated[Text, typer.Option("--in-language", help=_("Language of the work."))] = None,
    confidentiality: Annotated[Text, typer.Option(help=_("What must stay between them."))] = None,
    needs: Annotated[Text, typer.Option(help=_("What the business must give."))] = None,
    samples: Annotated[Text, typer.Option(help=_("The sample cases that were enclosed."))] = None,
    wish: Annotated[Text, typer.Option(help=_("What the teacher wants otherwise next time."))] = None,
) -> None:
    """Keep what was agreed with a teacher, for a course and a school year."""
    from crm.services import agreements
    from crm.views.agreements import agreement_json, one_agreement
    from crm.words import Setting
    from tui.commands.values import word

    parts = agreements.AgreementParts(
        type=type_,
        number=places,
        planning=planning,
        process=process,
        supervision=supervision,
        course_id=course,
        setting=word(Setting, setting, "--setting"),
        school_year=school_year,
        contact=contact,
        team_size=team_size,
        language=language_,
        confidentiality=confidentiality,
        needs=needs,
        samples=samples,
        wish=wish,
    )
    with run.working() as work:
        made = agreements.make(work, number, parts).id or 0
    with run.reading() as session:
        kept = agreement_json(one_agreement(session, made))
    _answer(run, number, work.entry_id, agreement=kept)


def escalate(
    run: Invocation,
    number: Annotated[int, ID],
    why: Annotated[str, typer.Option(help=_("The reason: it stands in the message."))],
    to: Annotated[Text, typer.Option(metavar="RUNG", help=_("course_coordinator … board; default the next."))] = None,
    consent: Annotated[Text, typer.Option(help=_("May the teacher be named? asked, yes or no."))] = None,
    rest_until: Annotated[Text, typer.Option(metavar="DATE", help=_("Let this lead rest meanwhile."))] = None,
) -> None:
    """Take a lead higher up, to who stands on a rung above."""
    from crm.services import steps_up
    from crm.words import Consent, RoleKind
    from tui.commands.values import day, word

    rung = None if to is None else word(RoleKind, to, "--to", but=_no_rungs())
    named = Consent.NONE if consent is None else word(Consent, consent, "--consent")
    rest = day(rest_until, "--rest-until")
    with run.working() as work:
        step = steps_up.take_up(work, number, why, to=rung, consent=named, rest_until=rest).id or 0
    _answer_step(run, number, step, work.entry_id)


def outcome(
    run: Invocation,
    step: Annotated[int, typer.Argument(metavar="STEP", help=_("The step's number, as `lead show` gives it."))],
    text: Annotated[str, typer.Option(help=_("What it led to."))],
    on: Annotated[Text, typer.Option(help=_("The day; default today."))] = None,
) -> None:
    """Keep what a step higher up led to."""
    from crm.services import steps_up
    from tui.commands.values import day

    with run.working() as work:
        number = steps_up.came_of(work, step, text, on=day(on, "--on")).lead_id
    _answer_step(run, number, step, work.entry_id)


def consent(
    run: Invocation,
    step: Annotated[int, typer.Argument(metavar="STEP", help=_("The step's number, as `lead show` gives it."))],
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help=_("asked, yes or no."))],
) -> None:
    """Keep whether the teacher may be named higher up."""
    from crm.services import steps_up
    from crm.words import Consent
    from tui.commands.values import word

    with run.working() as work:
        number = steps_up.may_be_named(work, step, word(Consent, answer, "ANSWER")).lead_id
    _answer_step(run, number, step, work.entry_id)


def scout(
    run: Invocation,
    number: Annotated[int, ID],
    by: Annotated[str, typer.Option(metavar="DATE", help=_("By when they will have asked."))],
    whom: Annotated[Text, typer.Option(help=_("Whom they will ask."))] = None,
    place: Annotated[int | None, typer.Option("--for", help=_("Number of the programme or unit."))] = None,
) -> None:
    """Keep that somebody asks round for the office."""
    from crm.services import scouts
    from tui.commands.values import day

    due = day(by, "--by")
    assert due is not None
    with run.working() as work:
        made = scouts.send(work, number, due=due, whom=whom, entity_id=place).id or 0
    _answer_scouting(run, number, made, work.entry_id)


def scouted(
    run: Invocation,
    scouting: Annotated[int, typer.Argument(metavar="NUMBER", help=_("Its number, as `lead show` gives it."))],
    text: Annotated[str, typer.Option(help=_("What they came back with."))],
) -> None:
    """Keep what somebody who asked round came back with."""
    from crm.services import scouts

    with run.working() as work:
        number = scouts.came_back(work, scouting, text).lead_id
    _answer_scouting(run, number, scouting, work.entry_id)


def via(
    run: Invocation,
    number: Annotated[int, typer.Argument(metavar="ID", help=_("The lead's number of who named them."))],
    person: Annotated[int, typer.Argument(metavar="PERSON_ID", help=_("The number of the person who was named."))],
    words: Annotated[Text, typer.Option(help=_("What was said of them."))] = None,
    scouting: Annotated[int | None, typer.Option(help=_("The asking round that it came of."))] = None,
) -> None:
    """Make a lead of somebody who was named, "via" who named them."""
    from crm.services import leads, scouts

    with run.working() as work:
        named_by = leads.find(work, number).person_id
        made = scouts.introduce(work, person, named_by, words=words, scouting_id=scouting).id
    _answer(run, made, work.entry_id)


def _no_rungs() -> set[Any]:
    from crm.words import RUNGS, RoleKind

    return {kind for kind in RoleKind if kind not in RUNGS[1:]}


def _answer_step(run: Invocation, number: int, step: int, action: int | None) -> None:
    from crm.views.steps_up import step_json, steps_of

    with run.reading() as session:
        kept = next(step_json(one) for one in steps_of(session, [number]) if one.id == step)
    _answer(run, number, action, escalation=kept)


def _answer_scouting(run: Invocation, number: int, scouting: int, action: int | None) -> None:
    from crm.views.steps_up import scouting_json, scoutings_of

    with run.reading() as session:
        kept = next(scouting_json(one) for one in scoutings_of(session, [number]) if one.id == scouting)
    _answer(run, number, action, scouting=kept)


def _answer(run: Invocation, number: int | None, action: int | None, **more: Any) -> None:  # noqa: ANN401 - JSON values
    from crm.views.lead import lead_json
    from tui.commands.lead_text import print_change

    assert number is not None
    with run.reading() as session:
        lead = lead_json(session, number, clock=run.clock)
    run.answer({"action": action, "lead": lead, **more}, lambda: print_change(lead))
