"""Commands for the year and the day: `school …`, `away`, `calendar`, `lists …`."""

from pathlib import Path
from typing import Annotated

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

SCHOOL = typer.Argument(metavar="SCHOOL", help=_("Name, domain or number."))


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    command(app, "away", "werkplaats away 2026-12-21 2027-01-03 --cover sam")(away)
    command(app, "funnel", "werkplaats funnel --json")(funnel)
    command(app, "calendar", "werkplaats calendar opvolging.ics")(calendar)
    schools = typer.Typer(help=_("A school's calendar: its year, its own periods, the dates of a course."))
    app.add_typer(schools, name="school")
    command(schools, "year", "werkplaats school year 'Hogeschool aan Zee'")(year)
    command(schools, "set", "werkplaats school set haz.example 'blok 3' 2027-02-08 2027-04-18")(set_)
    command(schools, "reset", "werkplaats school reset haz.example 'blok 3'")(reset)
    command(schools, "course", "werkplaats school course 12 --fill-by 2026-12-04 --students 60")(course)
    kept = typer.Typer(help=_("Lists kept under a name."))
    app.add_typer(kept, name="lists")
    command(kept, "show", "werkplaats lists show --json")(show_lists)
    command(kept, "keep", "werkplaats lists keep 'warm bij haz' 'school:haz stage:warm'")(keep_list)
    command(kept, "drop", "werkplaats lists drop 'warm bij haz'")(drop_list)


def away(
    run: Invocation,
    since: Annotated[str, typer.Argument(metavar="FROM", help=_("First day away, YYYY-MM-DD."))],
    until: Annotated[str, typer.Argument(metavar="TO", help=_("Last day away."))],
    cover: Annotated[str, typer.Option(metavar="NAME", help=_("With whom your due work shows meanwhile."))],
) -> None:
    """Say that you are away: your due work shows on the cover's Today, marked, and you get a summary afterwards."""
    from crm.services import absence
    from tui.commands.values import day

    first, last = day(since, "FROM"), day(until, "TO")
    assert first is not None
    assert last is not None
    with run.working() as work:
        row = absence.go_away(work, first, last, cover)
        said = {"who": row.who, "cover": row.cover, "from": first.isoformat(), "to": last.isoformat()}
    document = {"action": work.entry_id, "away": said}
    run.answer(document, lambda: output.say(_("{cover} sees your due work meanwhile.").format(cover=row.cover)))


def funnel(
    run: Invocation,
    mine: Annotated[bool, typer.Option("--mine", help=_("Of who acts alone."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Show how the funnel flows: who stands where, what share went on, how long they stand, and what is stuck."""
    from crm.views.funnel_flow import flow_json, funnel_flow
    from tui.wording import stage_word

    with run.reading() as session:
        flows = funnel_flow(session, run.clock, run.by if mine else None)
    columns = (_("Stage"), _("Now"), _("Entered"), _("Went on"), _("Days"), _("Stuck"))
    rows = [(stage_word(f.stage), f.now, f.entered, f.went_on, f.days, len(f.stuck) or None) for f in flows]
    run.answer(flow_json(flows), lambda: output.table(columns, rows))


def calendar(
    run: Invocation,
    file: Annotated[Path, typer.Argument(metavar="FILE.ics", help=_("Where to write it."))],
    everybody: Annotated[bool, typer.Option("--everybody", help=_("Of all owners, not of who acts."))] = False,  # noqa: FBT002 - a flag
) -> None:
    """Write your follow-ups as a calendar file; written again, a calendar program moves what moved."""
    from crm.exports.follow_ups import write_calendar

    with run.reading() as session:
        count = write_calendar(session, file, owner=None if everybody else run.by, clock=run.clock)
    document = {"written": count, "file": str(file)}
    run.answer(document, lambda: output.say(_("{n} follow-ups written to {file}.").format(n=count, file=file)))


def year(
    run: Invocation,
    school: Annotated[str, SCHOOL],
    which: Annotated[str | None, typer.Option("--year", metavar="YEAR", help=_("Such as 2026-2027."))] = None,
) -> None:
    """Show a school's year: periods, exam weeks and holidays, and which of them are its own."""
    from crm.services.place_names import school_called
    from crm.views.school_year import school_year_json

    with run.reading() as session:
        document = school_year_json(session, school_called(session, school), _year(run, which))
    columns = (_("From"), _("To"), _("What"), _("Own"))
    rows = [(one["starts"], one["ends"], one["name"], _("yes") if one["own"] else "") for one in document]
    run.answer(document, lambda: output.table(columns, rows))


def set_(
    run: Invocation,
    school: Annotated[str, SCHOOL],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("blok 3, toetsweek 2, herfstvakantie, …"))],
    since: Annotated[str, typer.Argument(metavar="FROM", help=_("First day, YYYY-MM-DD."))],
    until: Annotated[str, typer.Argument(metavar="TO", help=_("Last day of it."))],
    kind: Annotated[str | None, typer.Option(help=_("period, exams or holiday, where the name does not say."))] = None,
    which: Annotated[str | None, typer.Option("--year", metavar="YEAR", help=_("Default: the year of FROM."))] = None,
) -> None:
    """Keep a period, exam week or holiday as the school has it; it replaces the usual one of that name."""
    from crm.calendar.school import first_year_of
    from crm.services import school_calendar
    from crm.services.place_names import school_called
    from crm.words import SchoolTime
    from tui.commands.values import day, word

    first, last = day(since, "FROM"), day(until, "TO")
    assert first is not None
    assert last is not None
    sort = word(SchoolTime, kind, "--kind") if kind else None
    of = which or str(first_year_of(first))
    with run.working() as work:
        number = school_called(work.session, school)
        row = school_calendar.set_stretch(work, number, name, first, last, year=of, kind=sort)
        said = {"school": number, "year": row.school_year, "kind": row.kind.value, "name": row.name}
    said |= {"starts": first.isoformat(), "ends": last.isoformat()}
    run.answer({"action": work.entry_id, "stretch": said}, lambda: output.say(work.words[0]))


def reset(
    run: Invocation,
    school: Annotated[str, SCHOOL],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("blok 3, toetsweek 2, herfstvakantie, …"))],
    which: Annotated[str | None, typer.Option("--year", metavar="YEAR", help=_("Such as 2026-2027."))] = None,
) -> None:
    """Let the usual pattern hold again for something that was typed."""
    from crm.services import school_calendar
    from crm.services.place_names import school_called

    with run.working() as work:
        school_calendar.drop_stretch(work, school_called(work.session, school), name, year=_year(run, which))
    run.answer({"action": work.entry_id}, lambda: output.say(work.words[0]))


def course(
    run: Invocation,
    number: Annotated[int, typer.Argument(metavar="COURSE_ID", help=_("The course's number."))],
    fill_by: Annotated[str | None, typer.Option(help=_("Last day for a place in it, YYYY-MM-DD."))] = None,
    room_by: Annotated[str | None, typer.Option(help=_("Last day for a lasting place in the programme."))] = None,
    students: Annotated[int | None, typer.Option(help=_("How many students take it a year."))] = None,
) -> None:
    """Keep the school's own dates of a course, and how many students it reaches."""
    from crm.services import school_calendar
    from tui.commands.values import day

    days = {"fill_by": day(fill_by, "--fill-by"), "room_by": day(room_by, "--room-by")}
    with run.working() as work:
        row = school_calendar.set_course_dates(work, number, students=students, **days)
        said = {"course": number, "fill_by": row.fill_by, "room_by": row.room_by, "students": row.students}
    run.answer({"action": work.entry_id, "dates": said}, lambda: output.say(work.words[0]))


def show_lists(run: Invocation) -> None:
    """Show your kept lists."""
    from crm.services.saved_lists import lists_json

    with run.reading() as session:
        document = lists_json(session, run.by)
    rows = [(one["name"], one["query"]) for one in document]
    run.answer(document, lambda: output.table((_("List"), _("Filter")), rows))


def keep_list(
    run: Invocation,
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("What it is called."))],
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help=_("Words and field:value, such as school:haz owner:me."))
    ],
) -> None:
    """Keep a filter under a name; `leads --list NAME` asks it."""
    from crm.services import saved_lists

    with run.working() as work:
        row = saved_lists.keep(work, name, query)
        said = {"name": row.name, "query": row.query}
    run.answer({"action": work.entry_id, "list": said}, lambda: output.say(work.words[0]))


def drop_list(
    run: Invocation, name: Annotated[str, typer.Argument(metavar="NAME", help=_("What it is called."))]
) -> None:
    """Throw a kept list away."""
    from crm.services import saved_lists

    with run.working() as work:
        saved_lists.drop(work, name)
    run.answer({"action": work.entry_id}, lambda: output.say(work.words[0]))


def _year(run: Invocation, given: str | None) -> str:
    from crm.clock import school_year
    from crm.services.years import year_said

    today = run.clock.today()
    return year_said(given, today) if given else school_year(today)
