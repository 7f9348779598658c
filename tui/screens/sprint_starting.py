"""Starting the sprint of a case that a teacher said yes to: which, from when to when, and with how many."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.errors import UsageError
from crm.language import _
from tui.days import understood
from tui.showing import shown
from tui.widgets.form import Field, FieldError, Form, Values
from tui.widgets.picker import Choice, picking

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.sprint_waiting import Waiting
    from tui.screens.place import Place


def ask_start(place: "Place", proposal_id: int | None = None) -> None:
    """Asks which of the proposals that were accepted becomes a sprint, then its days and its team.

    With `proposal_id` it is that one. The days are those in which its course runs next, to be changed.
    """

    def read(session: "Session") -> "Sequence[Waiting]":
        from crm.views.sprint_waiting import waiting

        return waiting(session, place.werkplaats.clock.today())

    def show(found: "Sequence[Waiting]") -> None:
        chosen = next((one for one in found if one.id == proposal_id), None)
        if chosen is not None:
            _ask_days(place, chosen)
            return
        choices = [_choice(place, one) for one in found]
        nothing = _("No teacher said yes to a case that waits for its sprint.")
        place.app.push_screen(picking(_("Which case becomes a sprint?"), _("enter does it"), choices, nothing))

    place.ask(read, show, group="starting")


def _choice(place: "Place", one: "Waiting") -> Choice:
    words = f"{one.company}: {one.title}"
    more = " · ".join(part for part in (one.person, one.course) if part)
    return Choice(
        words,
        lambda _width: [(f"{shown(words, 44):<46}", "strong"), (shown(more, 40), "dim")],
        partial(_ask_days, place, one),
        more,
    )


def _ask_days(place: "Place", one: "Waiting") -> None:
    fields = [
        Field("starts", _("First day"), value=_day(one.starts), hint=_("8 feb; 2027-02-08")),
        Field("ends", _("Last day"), value=_day(one.ends), hint=_("8 feb; 2027-02-08")),
        Field("team", _("Team"), hint=_("the team's own name")),
        Field("students", _("Students"), hint=_("how many")),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import sprints

        today = place.werkplaats.clock.today()
        if not values["starts"]:
            raise FieldError("starts", _("When does it begin? Type a day: 8 feb, 2027-02-08."))
        if not values["ends"]:
            raise FieldError("ends", _("When does it end? Type a day: 16 apr, 2027-04-16."))
        starts = understood(values["starts"], today)
        parts = sprints.SprintParts(
            starts, understood(values["ends"], starts), values["team"] or None, _students(values["students"])
        )

        def deed(work: "Work") -> int:
            return sprints.start(work, one.id, parts).id or 0

        said = _("the sprint is planned")
        form.carry_out(deed, lambda _number: place.werkplaats.say_done(shown(one.company, 60), said))

    place.app.push_screen(Form(_("Start the sprint: {who}").format(who=shown(one.company, 60)), fields, submit))


def _day(day: "date | None") -> str:
    return "" if day is None else day.isoformat()


def _students(text: str) -> int | None:
    if text and not text.isdigit():
        raise UsageError(_("Students are a number, not {text}.").format(text=text))
    return int(text) if text else None
