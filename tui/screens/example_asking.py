"""Asks what the students of a teacher work on."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from tui.deeds import lead_of
from tui.screens.working import Subject, Working
from tui.widgets.form import Field, Form, Values

if TYPE_CHECKING:
    from crm.unit_of_work import Work


def ask_example(place: Working, person: Subject, courses: Sequence[tuple[int, str]]) -> None:
    """Asks for an example; its text alone will do. Of several courses it asks which."""
    fields = [
        Field("text", _("Example"), hint=_("what do the students work on?")),
        Field("helps", _("Helps"), hint=_("how that helps a business, in lay words")),
        Field("skills", _("They can"), hint=_("what they can do at that point: level, subjects")),
        Field("sector", _("Sector"), hint=_("retail, care, catering …")),
        Field("tools", _("Tools"), hint=_("Figma, Power BI …")),
        Field("school_year", _("School year"), hint=_("2026-2027, or empty")),
        Field("link", _("Link"), hint="https://…"),
    ]
    if len(courses) > 1:
        options = [(str(number), name) for number, name in courses]
        fields.append(Field("course", _("Course"), options=[*options, ("", _("of none in particular"))]))
    title = _("Example: {who}").format(who=person.name)
    place.app.push_screen(Form(title, fields, partial(_keep, place, person)))


def _keep(place: Working, person: Subject, form: Form, values: Values) -> None:
    from crm.services import examples

    course = values.get("course")
    parts = examples.ExampleParts(
        helps=values["helps"],
        skills=values["skills"],
        sector=values["sector"],
        tools=values["tools"],
        school_year=values["school_year"],
        link=values["link"],
        course_id=int(course) if course else None,
    )

    def deed(work: "Work") -> None:
        examples.add(work, lead_of(work, person), values["text"], parts)

    form.carry_out(deed, lambda _none: place.done([person], _("example kept")))
