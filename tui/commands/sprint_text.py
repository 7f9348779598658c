"""A sprint as the commands name it, answer with it and show it."""

from typing import TYPE_CHECKING, Any

import typer

from crm.language import _
from tui.commands import output
from tui.commands.invocation import Invocation

if TYPE_CHECKING:
    from datetime import date

    from crm.views.sprints import SprintLine

NUMBER = typer.Argument(metavar="NUMBER", help=_("The sprint's number, as `sprint list` gives it."))
DAY = "YYYY-MM-DD"


def answer_with(run: Invocation, number: int, action: int | None) -> None:
    """Answers a change with the sprint as it is now."""
    from crm.views.sprints import one_sprint, sprint_json

    today = run.clock.today()
    with run.reading() as session:
        line = one_sprint(session, number)
    document: dict[str, Any] = {"action": action, "sprint": sprint_json(line, today)}

    def said() -> None:
        show_one(line, today)
        output.say(_("`werkplaats undo` takes it back."))

    run.answer(document, said)


def table(found: "list[SprintLine]", today: "date") -> None:
    """A line a sprint."""
    from crm.spoken import spoken_sprint

    columns = (_("Number"), _("Stands"), _("Business"), _("Course"), _("School"), _("Name"), _("School year"))
    output.table(
        columns,
        [
            (one.id, spoken_sprint(one.state(today)), one.company, one.course, one.school, one.person, one.school_year)
            for one in found
        ],
    )


def show_one(line: "SprintLine", today: "date") -> None:
    """All that is known of one sprint, and its steps."""
    from crm.views.sprint_told import facts_told, steps_told

    output.say(_("Sprint {id}: {company}").format(id=line.id, company=line.company))
    for name, value in facts_told(line, today):
        output.say(f"{name}: {value}")
    output.table((_("Step"), _("Who"), _("Day"), ""), steps_told(line, today))
