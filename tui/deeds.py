"""The forms behind the keys: what happened, which stage, what next, which target, the right value, until when."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from crm.language import _
from crm.words import FUNNEL, Stage, Target
from tui.days import spoken, understood
from tui.meanwhile import Meanwhile
from tui.screens.working import Subject, Working, spoken_subjects
from tui.widgets.form import Field, FieldError, Form, Values
from tui.wording import field_word, stage_word, target_word

if TYPE_CHECKING:
    from crm.unit_of_work import Work


def ask_stage(place: Working, people: Sequence[Subject]) -> None:
    """Asks for the stage to go to, the next one chosen, and goes there."""
    now = people[0].stage
    fields = [
        Field("to", _("To"), value=_following(now).value, options=[(one.value, stage_word(one)) for one in Stage]),
        Field("until", _("Until"), hint=_("1 feb, +6w"), when=lambda values: values["to"] == Stage.RESTING.value),
        Field("note", _("Note"), hint=_("needed to skip a stage, go back, rest or decline")),
    ]
    title = _("Stage: {who}, now {stage}").format(who=spoken_subjects(people), stage=stage_word(now).lower())
    others = Meanwhile(place.werkplaats.clock.now())
    place.app.push_screen(Form(title, fields, partial(_move, place, people, others)))


def _move(place: Working, people: Sequence[Subject], others: Meanwhile, form: Form, values: Values) -> None:
    from crm.services import leads

    to = Stage(values["to"])
    until = _day(place, values["until"]) if values["until"] else None

    def deed(work: "Work") -> None:
        others.check(work, people)
        for person in people:
            leads.advance(work, lead_of(work, person), to, note=values["note"] or None, until=until)

    said = _("to {stage}").format(stage=stage_word(to).lower())
    form.carry_out(deed, lambda _none: place.done(people, said))


def ask_next(place: Working, people: Sequence[Subject]) -> None:
    """Asks what comes next and when, and plans it; nothing asked for clears what was planned."""
    fields = [
        Field("what", _("What"), hint=_("call, mail, send examples …; empty: nothing planned")),
        Field("on", _("When"), hint=_("tomorrow, Tuesday, +3d, 1 dec, 2026-12-01")),
    ]
    title = _("Next: {who}").format(who=spoken_subjects(people))
    others = Meanwhile(place.werkplaats.clock.now())
    place.app.push_screen(Form(title, fields, partial(_plan, place, people, others)))


def _plan(place: Working, people: Sequence[Subject], others: Meanwhile, form: Form, values: Values) -> None:
    from crm.services import leads

    what = values["what"] or None
    if what and not values["on"]:
        raise FieldError("on", _("When? Type a day: tomorrow, Tuesday, +3d, 1 dec."))
    on = _day(place, values["on"]) if what else None

    def deed(work: "Work") -> None:
        others.check(work, people)
        for person in people:
            leads.plan_ahead(work, lead_of(work, person), on, what)

    said = _("nothing planned") if on is None else f"{what}, {spoken(on, place.werkplaats.clock.today())}"
    form.carry_out(deed, lambda _none: place.done(people, said))


def ask_target(place: Working, things: Sequence[Subject]) -> None:
    """Asks whether the office is after these."""
    fields = [
        Field("target", _("Target"), options=[(target.value, target_word(target)) for target in Target]),
        Field("why", _("Why"), hint=_("may stay empty")),
    ]
    title = _("Target: {who}").format(who=spoken_subjects(things))
    place.app.push_screen(Form(title, fields, partial(_aim, place, things)))


def _aim(place: Working, things: Sequence[Subject], form: Form, values: Values) -> None:
    from crm.services import targets

    target = Target(values["target"])

    def deed(work: "Work") -> None:
        for thing in things:
            targets.set_target(work, thing.kind, thing.id, target, why=values["why"] or None)

    form.carry_out(deed, lambda _none: place.done(things, target_word(target)))


def ask_value(place: Working, thing: Subject, name: str, value: str) -> None:
    """Asks for the right value of one field; what is typed by hand no crawl overwrites."""
    field = Field("value", field_word(name), value=value, hint=_("empty: it is not known"))
    title = _("Correct: {who}").format(who=thing.name)
    place.app.push_screen(Form(title, [field], partial(_correct, place, thing, name)))


def _correct(place: Working, thing: Subject, name: str, form: Form, values: Values) -> None:
    from crm.services import edits

    value = values["value"] or None

    def deed(work: "Work") -> None:
        edits.set_values(work, thing.kind, thing.id, {name: value})

    form.carry_out(deed, lambda _none: place.done([thing], f"{field_word(name)}: {value or '–'}"))


def lead_of(work: "Work", person: Subject) -> int:
    """The lead of the person; made in the same action when there is none yet."""
    from crm.services import leads

    lead_id = person.lead_id if person.lead_id is not None else leads.of_person(work, person.id).id
    assert lead_id is not None
    return lead_id


def _following(stage: Stage) -> Stage:
    return FUNNEL[min(FUNNEL.index(stage) + 1, len(FUNNEL) - 1)] if stage in FUNNEL else Stage.WARM


def _day(place: Working, text: str) -> date:
    return understood(text, place.werkplaats.clock.today())
