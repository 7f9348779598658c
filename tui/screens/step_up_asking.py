"""Asks to whom a lead goes higher up, why, and whether the teacher may be named; and what came of it."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from crm.errors import RefusedError
from crm.language import _
from crm.words import Consent, EntityKind, RoleKind
from tui.days import spoken, understood
from tui.deeds import lead_of
from tui.screens.working import Subject, Working
from tui.widgets.ahead import Opening
from tui.widgets.form import Field, Form, Values
from tui.wording import consent_word, role_word

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.unit_of_work import Work
    from crm.views.ladder import Rung
    from crm.views.starting import StepStart
    from crm.views.steps_up import StepLine


def ask_step_up(place: Working, person: Subject) -> None:
    """Asks for the rung, the reason and the consent, the proposed ones standing there.

    Then who stands above is shown, with the message to them open: it says what was done so far.
    """

    def read(session: "Session") -> "StepStart":
        from crm.views.starting import step_start

        start = step_start(session, person.id, place.werkplaats.clock.today())
        if not start.has_school:
            raise RefusedError(
                _("{name} is at no school on the map, so nothing stands above them: give them a school first.").format(
                    name=person.name
                )
            )
        if not start.rungs:
            raise RefusedError(_("Nothing stands above {name}.").format(name=person.name))
        return start

    place.app.push_screen(Opening(read, partial(_form, place, person)))


def _form(place: Working, person: Subject, start: "StepStart") -> Form:
    known = next((rung for rung in start.rungs if rung.person is not None), start.rungs[0])
    chosen = start.proposed.rung if start.proposed is not None else known.rung
    fields = [
        Field("to", _("To"), value=chosen.value, options=[(rung.rung.value, _rung(rung)) for rung in start.rungs]),
        Field(
            "why",
            _("Why"),
            value=start.proposed.why if start.proposed is not None else "",
            hint=_("has to ask; three teachers take part …"),
        ),
        Field("consent", _("May be named"), options=[(one.value, consent_word(one)) for one in Consent]),
        Field("rest", _("Rests until"), hint=_("empty: this lead goes on as well")),
    ]
    return Form(_("Higher up: {who}").format(who=person.name), fields, partial(_take_up, place, person))


def _rung(rung: "Rung") -> str:
    name = rung.person.name if rung.person is not None else _("(not found)")
    return f"{role_word(rung.rung)} {name}"


def _take_up(place: Working, person: Subject, form: Form, values: Values) -> None:
    from crm.services import steps_up

    rest = _day(place, values["rest"])

    def deed(work: "Work") -> tuple[int | None, str]:
        from crm.services import leads

        step = steps_up.take_up(
            work,
            lead_of(work, person),
            values["why"],
            to=RoleKind(values["to"]),
            consent=Consent(values["consent"]),
            rest_until=rest,
        )
        if step.to_lead_id is None:
            return None, role_word(step.to_rung)
        above = leads.find(work, step.to_lead_id)
        return above.person_id, leads.name_of(work, above)

    def done(above: tuple[int | None, str]) -> None:
        from tui.screens.lead import LeadPlace
        from tui.screens.letter import write_to

        person_id, name = above
        if person_id is not None:
            there = LeadPlace(person_id)
            place.app.push_screen(there)
            write_to(there, [Subject(EntityKind.PERSON, person_id, name)], done=there.done)
        place.done([person], _("higher up, to {name}").format(name=name))

    form.carry_out(deed, done)


def ask_outcome(place: Working, step: "StepLine") -> None:
    """Asks what a step led to, and whether the teacher may be named by now."""
    fields = [
        Field(
            "outcome", _("Led to"), value=step.outcome or "", hint=_("names three colleagues; wants to see results …")
        ),
        Field(
            "consent",
            _("May be named"),
            value=step.consent.value,
            options=[(one.value, consent_word(one)) for one in Consent],
        ),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import steps_up

        def deed(work: "Work") -> None:
            if values["outcome"] and values["outcome"] != step.outcome:
                steps_up.came_of(work, step.id, values["outcome"])
            if values["consent"] != step.consent:
                steps_up.may_be_named(work, step.id, Consent(values["consent"]))

        form.carry_out(deed, lambda _none: place.werkplaats.say(_("Kept. ‹u› takes it back.")))

    above = step.to_person or role_word(step.to_rung)
    title = _("What came of it: {who} → {above}").format(who=step.person, above=above)
    place.app.push_screen(Form(title, fields, submit))


def ask_scout(place: Working, person: Subject) -> None:
    """Asks whom somebody will ask for the office, and by when."""
    fields = [
        Field("whom", _("Will ask"), hint=_("their teachers; three names of year 2 …")),
        Field("due", _("By when"), value="+2w", hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01")),
    ]

    def submit(form: Form, values: Values) -> None:
        from crm.services import scouts

        due = understood(values["due"], place.werkplaats.clock.today())

        def deed(work: "Work") -> None:
            scouts.send(work, lead_of(work, person), due=due, whom=values["whom"] or None)

        said = _("asks round, by {day}").format(day=spoken(due, place.werkplaats.clock.today()))
        form.carry_out(deed, lambda _none: place.done([person], said))

    place.app.push_screen(Form(_("Asks round: {who}").format(who=person.name), fields, submit))


def _day(place: Working, text: str) -> date | None:
    return understood(text, place.werkplaats.clock.today()) if text else None
