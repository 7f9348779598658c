"""What the actions on a sprint ask: its days, its end, a day for a step, who guides it, where the assignment goes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.errors import UsageError
from crm.language import _
from crm.spoken import spoken_step
from tui.days import spoken, understood
from tui.showing import shown
from tui.typed_path import typed_path
from tui.widgets.form import Field, FieldError, Form, Values
from tui.widgets.picker import Choice, picking

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.one_page import OnePage
    from crm.views.sprints import SprintLine, StepLine
    from tui.screens.place import Place
    from tui.screens.sprint_deeds import SprintDeeds

DONE, STOPPED = "done", "stopped"


def ask_days(place: "SprintDeeds", one: "SprintLine") -> None:
    """Asks for the first and the last day; without a last one it stays as long as it was."""
    fields = [
        Field(
            "starts", _("First day"), value=one.starts.isoformat() if one.starts else "", hint=_("8 feb; 2027-02-08")
        ),
        Field("ends", _("Last day"), hint=_("empty: it stays as long as it was")),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import sprints

        today = place.werkplaats.clock.today()
        if not values["starts"]:
            raise FieldError("starts", _("When does it begin? Type a day: 8 feb, 2027-02-08."))
        starts = understood(values["starts"], today)
        ends = understood(values["ends"], starts) if values["ends"] else None

        def deed(work: "Work") -> None:
            sprints.move(work, one.id, starts, ends)

        form.carry_out(deed, lambda _none: place.told(one, _("from {day}").format(day=spoken(starts, today))))

    place.app.push_screen(Form(_("Other days: {who}").format(who=shown(one.company, 60)), fields, submit))


def ask_end(place: "SprintDeeds", one: "SprintLine") -> None:
    """Asks for the result, or why it stops."""
    ask_finish(place, one.id, one.company, lambda said: place.told(one, said))


def ask_finish(place: "Place", number: int, company: str, told: Callable[[str], None]) -> None:
    """The same wherever one stands, for the sprint `number` of a business."""
    fields = [
        Field("how", _("It"), value=DONE, options=[(DONE, _("is done")), (STOPPED, _("stops"))]),
        Field(
            "result",
            _("Result"),
            hint=_("what the business holds in its hands now"),
            when=lambda values: values["how"] == DONE,
        ),
        Field("hours", _("Hours of teacher"), hint=_("where known"), when=lambda values: values["how"] == DONE),
        Field("why", _("Why"), hint=_("the business was sold …"), when=lambda values: values["how"] == STOPPED),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import sprints

        hours = _hours(values["hours"])

        def deed(work: "Work") -> None:
            if values["how"] == DONE:
                sprints.finish(work, number, values["result"], hours=hours)
            else:
                sprints.stop(work, number, values["why"])

        said = _("finished") if values["how"] == DONE else _("stopped")
        form.carry_out(deed, lambda _none: told(said))

    place.app.push_screen(Form(_("What came of it: {who}").format(who=shown(company, 60)), fields, submit))


def _hours(text: str) -> float | None:
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError as error:
        raise UsageError(_("Hours are a number, not {text}.").format(text=text)) from error


def ask_step_day(place: "SprintDeeds", one: "SprintLine", step: "StepLine") -> None:
    """Asks for a day of its own for a step, where it stays when the sprint moves; empty: it moves along again."""
    field = Field("on", _("Day"), value=step.on.isoformat(), hint=_("empty: moves along with the sprint"))

    def submit(form: Form, values: Values) -> None:
        from crm.services import sprint_steps, sprints

        today = place.werkplaats.clock.today()
        day = understood(values["on"], today) if values["on"] else None

        def deed(work: "Work") -> None:
            sprint = sprints.find(work, one.id)
            if day is None:
                sprint_steps.let_go(work, sprint, step.kind)
            else:
                sprint_steps.put_on(work, sprint, step.kind, day)

        said = _("moves along again") if day is None else spoken(day, today)
        form.carry_out(deed, lambda _none: place.told(one, f"{spoken_step(step.kind)}: {said}"))

    title = f"{spoken_step(step.kind)}: {shown(one.company, 60)}"
    place.app.push_screen(Form(title, [field], submit))


def ask_teacher(place: "SprintDeeds", one: "SprintLine") -> None:
    """Asks who guides it now: who gives the course first, then those of the school who are worked with."""

    def read(session: "Session") -> Sequence[tuple[int, str, str]]:
        from crm.views.sprint_teachers import who_may

        return who_may(session, one)

    def show(found: Sequence[tuple[int, str, str]]) -> None:
        choices = [_teacher(place, one, person, name, what) for person, name, what in found]
        nothing = _("Nobody else is known there: add them on the map first.")
        title = _("Who guides it: {who}").format(who=shown(one.company, 60))
        place.app.push_screen(picking(title, _("type a name; enter does it"), choices, nothing))

    place.ask(read, show, group="teachers")


def _teacher(place: "SprintDeeds", one: "SprintLine", person: int, name: str, what: str) -> Choice:
    def deed(work: "Work") -> None:
        from crm.services import sprints

        sprints.take_over(work, one.id, person)

    said = _("{name} guided it") if one.is_over else _("{name} guides it now")

    def pick() -> None:
        place.act(deed, lambda _none: place.told(one, said.format(name=shown(name, 60))))

    return Choice(name, lambda _width: [(f"{shown(name, 40):<32} ", "strong"), (shown(what, 40), "dim")], pick, what)


def ask_brief(place: "SprintDeeds", one: "SprintLine") -> None:
    """Asks for a folder, and writes the assignment there as Markdown and HTML."""

    def read(session: "Session") -> "OnePage":
        from crm.settings import read_settings
        from crm.views.brief import brief_of

        return brief_of(session, one.id, place.werkplaats.clock.today(), read_settings().office_name)

    place.ask(read, partial(_ask_folder, place, one), group="brief")


def _ask_folder(place: "SprintDeeds", one: "SprintLine", page: "OnePage") -> None:
    from crm.exports.folder import export_folder, in_export_folder

    def submit(form: Form, values: Values) -> None:
        folder = in_export_folder(typed_path(values["folder"]))
        written = page.write(folder / f"{'assignment' if page.language == 'en' else 'opdracht'}-{one.id}")
        form.dismiss()
        place.werkplaats.say(_("Written: {files}").format(files=", ".join(str(path) for path in written)))

    field = Field("folder", _("Folder"), value=str(export_folder()), hint=_("where the two files go"))
    place.app.push_screen(Form(_("Assignment: {who}").format(who=shown(one.company, 60)), [field], submit))
