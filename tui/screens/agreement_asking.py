"""Asks what was agreed with a teacher: with the words of the last agreement standing there already."""

from functools import partial
from typing import TYPE_CHECKING

from crm.clock import school_year
from crm.language import _
from crm.words import Setting
from tui.deeds import lead_of
from tui.screens.working import Subject, Working
from tui.widgets.ahead import Opening
from tui.widgets.form import Field, FieldError, Form, Values
from tui.wording import setting_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.services.own_courses import OwnCourse
    from crm.unit_of_work import Work
    from crm.views.starting import AgreementStart


def ask_agreement(place: Working, person: Subject) -> None:
    """Asks for the parts of an agreement, and keeps it."""

    def read(session: "Session") -> "AgreementStart":
        from crm.views.starting import agreement_start

        return agreement_start(session, person.id, place.werkplaats.clock.today())

    place.app.push_screen(Opening(read, partial(_form, place, person)))


def _form(place: Working, person: Subject, start: "AgreementStart") -> Form:
    title = _("Agreement: {who}").format(who=person.name)
    if start.wished:
        title = _("{title}, who wished: {wish}").format(title=title, wish=start.wished)
    return Form(title, _fields(start, school_year(place.werkplaats.clock.today())), partial(_keep, place, person))


def _fields(start: "AgreementStart", year: str) -> list[Field]:
    like = start.like
    first = start.courses[0] if start.courses else None
    fields = [
        Field("setting", _("Form"), options=[(one.value, setting_word(one)) for one in Setting]),
        Field("school_year", _("School year"), value=year),
        Field(
            "type",
            _("Assignment"),
            value=like.type if like else "",
            hint=_("advice, a prototype, a website …"),
            required=True,
        ),
        Field("number", _("How many"), value=str(like.number) if like else "", hint=_("a school year"), required=True),
        Field(
            "planning",
            _("Planning"),
            value=_planned(first, like.planning if like else None),
            hint=_("block, weeks, days"),
            required=True,
        ),
        Field(
            "process",
            _("Process"),
            value=like.process if like else "",
            hint=_("intake, midway, presentation"),
            required=True,
        ),
        Field(
            "supervision",
            _("Supervision"),
            value=like.supervision if like else "",
            hint=_("who, how often"),
            required=True,
        ),
        Field(
            "contact", _("Contact"), value=(like.contact or "") if like else "", hint=_("whom the business talks to")
        ),
        Field(
            "needs", _("Business gives"), value=(like.needs or "") if like else "", hint=_("data, two talks, a visit")
        ),
        Field("team_size", _("Team size"), value=(like.team_size or "") if like else ""),
        Field("language", _("Language"), value=(like.language or "") if like else ""),
        Field("confidentiality", _("Confidential"), value=(like.confidentiality or "") if like else ""),
        Field("samples", _("Sample cases"), hint=_("those enclosed in the proposal")),
    ]
    if len(start.courses) > 1:
        options = [(str(course.id), course.name) for course in start.courses]
        fields.insert(0, Field("course", _("Course"), options=options))
    return fields


def _planned(course: "OwnCourse | None", before: str | None) -> str:
    return before or (course.period if course is not None else None) or ""


def _keep(place: Working, person: Subject, form: Form, values: Values) -> None:
    from crm.services import agreements

    if not values["number"].isdecimal():
        raise FieldError("number", _("How many assignments a school year? Type a number."))
    course = values.get("course")
    texts = {name: values[name] for name in _TEXTS}
    parts = agreements.AgreementParts(
        number=int(values["number"]),
        course_id=int(course) if course and values["setting"] == Setting.COURSE else None,
        setting=Setting(values["setting"]),
        **texts,
    )

    def deed(work: "Work") -> None:
        agreements.make(work, lead_of(work, person), parts)

    said = _("agreement kept, {year}").format(year=values["school_year"])
    form.carry_out(deed, lambda _none: place.done([person], said))


_TEXTS = (
    "type",
    "planning",
    "process",
    "supervision",
    "school_year",
    "contact",
    "needs",
    "team_size",
    "language",
    "confidentiality",
    "samples",
)
