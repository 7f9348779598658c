"""The command `report`: what came of the work, as a page, as files, and as JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation, command

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.figures.report import Report
    from crm.views.leaving import Leaving

HTML = typer.Option("--html", metavar="FILE", help=_("Write it as one page there; with --school the school's page."))
CSV = typer.Option("--csv", metavar="FOLDER", help=_("Write every table as a csv file into that folder."))


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    command(app, "report", "werkplaats report --html rapport.html --csv cijfers")(report)


def report(
    run: Invocation,
    html: Annotated[Path | None, HTML] = None,
    csv: Annotated[Path | None, CSV] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help=_("Count from that day on."))] = None,
    school: Annotated[str | None, typer.Option(help=_("Of this school alone: name, domain or number."))] = None,
    without: Annotated[str | None, typer.Option(metavar="PERSON", help=_("What falls when they leave."))] = None,
) -> None:
    """Show what came of the work: businesses coupled, students reached, the road to it, and how firmly it stands."""
    from tui.commands.values import day

    from_ = day(since, "--since")
    _refuse_future(run, from_)
    with run.reading() as session:
        if without:
            _answer_without(run, session, school, without)
            return
        found = _read(run, session, from_, school)
    written = _written(run, found, html, csv)
    document = _document(found)
    if written:
        document["files"] = [str(path) for path in written]
        run.answer(document, lambda: output.say(_("Written: {files}").format(files=_listed(written))))
    else:
        run.answer(document, lambda: _print(found))
    if not found.footings and not run.json:
        output.tell(_("Nothing is marked as a target yet: `werkplaats target programme ID yes` does that."))


def _refuse_future(run: Invocation, since: Any) -> None:  # noqa: ANN401 - a day
    from crm.errors import UsageError

    if since is not None and since > run.clock.today():
        raise UsageError(_("--since takes a day that has been, not {day}.").format(day=since))


def _read(run: Invocation, session: "Session", since: Any, school: str | None) -> "Report":  # noqa: ANN401 - as above
    from crm.figures.report import read_report
    from crm.services.place_names import school_called
    from crm.tables import Institution

    at = school_called(session, school) if school else None
    named = session.get(Institution, at) if at is not None else None
    return read_report(
        session, run.clock.today(), since=since, institution_id=at, school=named.name if named is not None else None
    )


def _written(run: Invocation, found: "Report", html: Path | None, csv: Path | None) -> list[Path]:
    """The files that were asked for, written."""
    written: list[Path] = []
    if html is not None:
        from crm.exports.whole_file import whole_file
        from crm.figures.page import By, report_page, school_page

        page = school_page if found.school is not None else report_page
        with whole_file(html) as file:
            file.write(page(found, By(run.settings.office_name, run.settings.office_email)).encode())
        written.append(html)
    if csv is not None:
        from crm.figures.files import write_tables

        written += write_tables(found, csv)
    return written


def _listed(written: list[Path]) -> str:
    """The files by name; those of a folder as that folder."""
    alone: list[str] = []
    many: dict[Path, int] = {}
    for path in written:
        if path.suffix == ".csv":
            many[path.parent] = many.get(path.parent, 0) + 1
        else:
            alone.append(str(path))
    return ", ".join([*alone, *(_("{n} files in {folder}").format(n=n, folder=folder) for folder, n in many.items())])


def _document(found: "Report") -> dict[str, Any]:
    from crm.figures.report import report_json
    from crm.views.footing_told import by_school, footing_json, school_json

    return {
        **report_json(found),
        "programmes": [footing_json(one) for one in found.footings],
        "schools": [school_json(one) for one in by_school(found.footings)],
    }


def _print(found: "Report") -> None:
    """The figures as tables, and last how firmly each programme stands."""
    for line in found.headlines:
        output.say(f"{line.number:>6}  {line.label}")
    for table in found.tables:
        if table.rows:
            output.say("")
            output.say(table.title)
            output.table([column.label for column in table.columns], table.shown())
            if table.note:
                output.say(table.note)
    if found.footings:
        output.say("")
        output.say(_("How firmly each programme stands"))
        _print_footings(found)


def _print_footings(found: "Report") -> None:
    from crm.views.footing_told import level_said, rungs_said

    columns = (
        _("School"),
        _("Programme"),
        _("Informed"),
        _("Agreement"),
        _("Rests on"),
        _("Levels informed"),
        _("In the programme"),
    )
    rows = [
        (
            one.school,
            one.programme,
            len(one.informed),
            len(one.agreed),
            one.single or len(one.holders) or "–",
            rungs_said(one),
            level_said(one.embedded.level),
        )
        for one in found.footings
    ]
    output.table(columns, rows)


def _answer_without(run: Invocation, session: "Session", school: str | None, without: str) -> None:
    """What falls when somebody leaves."""
    from crm.services.place_names import person_called, school_called
    from crm.views.footing import footings
    from crm.views.footing_told import by_school, footing_json, school_json
    from crm.views.leaving import leaving, leaving_json

    today = run.clock.today()
    found = footings(session, today, institution_id=school_called(session, school) if school else None)
    left = leaving(session, person_called(session, without), today)
    document = {
        "programmes": [footing_json(one) for one in found],
        "schools": [school_json(one) for one in by_school(found)],
        "without": leaving_json(left),
    }
    run.answer(document, lambda: _print_leaving(left))


def _print_leaving(left: "Leaving") -> None:
    output.say(_("Without {name}:").format(name=left.person))
    for one in left.programmes:
        rest = ", ".join(one.left) or _("nobody")
        output.say(f"  {one.programme}: {_('then rests on {names}').format(names=rest)}")
    for agreement in left.agreements:
        output.say(
            f"  {_('Agreement')} {agreement.id}: {agreement.course_name or agreement.type}, {agreement.school_year}"
        )
    if not left.programmes and not left.agreements:
        output.say(f"  {_('nothing falls')}")
    if left.introductions:
        output.say(_("These introductions would mend most:"))
    for number, mend in enumerate(left.introductions, 1):
        does = f" ({mend.does})" if mend.does else ""
        output.say(f"  {number}. {mend.name}{does}, {', '.join(mend.programmes)}: {mend.why}")
