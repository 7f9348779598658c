"""What Today asks: until when a line waits, why it is not wanted, and what `y` does with it."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from crm.case_words import SprintStepKind
from crm.language import _
from crm.views.today_lines import TodayLine
from crm.words import PromiseState, Stage
from tui.days import spoken, understood
from tui.screens.working import Working
from tui.widgets.form import Field, FieldError, Form, Values

if TYPE_CHECKING:
    from crm.today.facts import Facts
    from crm.unit_of_work import Work

TOMORROW, WEEK, PERIOD, OTHER = "tomorrow", "week", "period", "day"


def ask_later(place: Working, line: TodayLine, facts: "Facts") -> None:
    """Asks until when: tomorrow, next week, in the next period, or a day."""
    days = later_days(line, facts, place.werkplaats.clock.today())
    words = {TOMORROW: _("tomorrow"), WEEK: _("next week"), PERIOD: _("next period"), OTHER: _("another day")}
    options = [(when, f"{words[when]} ({_short(day)})" if day else words[when]) for when, day in days.items()]
    fields = [
        Field("when", _("Until"), options=options),
        Field(
            "on",
            _("Day"),
            hint=_("Tuesday, +3d, 1 dec, 2026-12-01"),
            when=lambda values: values["when"] == OTHER,
        ),
    ]
    title = _("Later: {who}").format(who=line.name or line.what)
    place.app.push_screen(Form(title, fields, partial(_put_off, place, line, days)))


def _short(day: date) -> str:
    return spoken(day)


def later_days(line: TodayLine, facts: "Facts", today: date) -> dict[str, date | None]:
    """What "tomorrow", "next week" and "next period" come down to for a line: days on which its person works.

    A day is offered once, under the nearest of them ("tomorrow" on a Sunday); one that is not known is left out.
    """
    lead = facts.leads.get(line.lead or 0)
    days = facts.days_of(lead) if lead is not None else facts.days(None)
    monday = today + timedelta(days=7 - today.weekday())
    period = days.calendar.next_start(today)
    found: dict[str, date | None] = {}
    for when, since in (
        (TOMORROW, today + timedelta(days=1)),
        (WEEK, monday),
        (PERIOD, period.starts if period is not None else None),
    ):
        day = days.next_sensible_day(since) if since is not None else None
        if day is not None and day not in found.values():
            found[when] = day
    return found | {OTHER: None}


def _put_off(place: Working, line: TodayLine, days: dict[str, date | None], form: Form, values: Values) -> None:
    from crm.services import putting_off

    today = place.werkplaats.clock.today()
    if values["when"] == OTHER and not values["on"]:
        raise FieldError("on", _("When? Type a day: tomorrow, Tuesday, +3d, 1 dec."))
    chosen = days.get(values["when"])
    until = chosen if chosen is not None else understood(values["on"] or values["when"], today)

    def deed(work: "Work") -> None:
        putting_off.check_unchanged(work, line.lead, line.seen)
        putting_off.later(work, line.about, until, lead_id=line.lead)

    form.carry_out(deed, lambda _none: _done(place, line, spoken(until, today)))


def ask_refusal(place: Working, line: TodayLine) -> None:
    """Asks why this one is not wanted."""
    field = Field("why", _("Why not"), hint=_("in a few words, so that a colleague knows"))
    title = _("Not this one: {what}").format(what=line.what)
    place.app.push_screen(Form(title, [field], partial(_refuse, place, line)))


def _refuse(place: Working, line: TodayLine, form: Form, values: Values) -> None:
    from crm.services import putting_off

    def deed(work: "Work") -> None:
        putting_off.check_unchanged(work, line.lead, line.seen)
        putting_off.refuse(work, line.about, values["why"], lead_id=line.lead)

    form.carry_out(deed, lambda _none: _done(place, line, _("not this one")))


def deed_of(line: TodayLine) -> "tuple[Callable[[Work], object], str] | None":
    """What `y` does with a line without asking more, and the words for it; None where there is nothing of the kind."""
    if line.kind == "take_over" and line.agreement is not None and line.takes_over is not None:
        return partial(_take_over, line), _("the agreement goes on with who gives the course now")
    if line.kind == "renew" and line.agreement is not None:
        return partial(_renew, line), _("renewed for next year")
    if line.kind == "sprint_teacher" and line.sprint is not None and line.takes_over is not None:
        return partial(_guide, line), _("the sprint goes on with who gives the course now")
    if line.kind == "sprint_step" and line.sprint is not None and line.step is not None:
        return partial(_step, line), _("{step} done").format(step=line.brief)
    if line.promise is not None:
        return partial(_kept, line), _("kept")
    return None


def _take_over(line: TodayLine, work: "Work") -> None:
    from crm.services import agreements, leads

    assert line.agreement is not None
    assert line.takes_over is not None
    taken = agreements.take_over(work, line.agreement, line.takes_over)
    lead = leads.find(work, taken.lead_id)
    if lead.stage not in {Stage.AGREEMENT, Stage.SPRINT}:
        note = _("takes over the agreement of {name}").format(name=line.name)
        leads.advance(work, taken.lead_id, Stage.AGREEMENT, note=note)


def _guide(line: TodayLine, work: "Work") -> None:
    from crm.services import sprints

    assert line.sprint is not None
    assert line.takes_over is not None
    sprints.take_over(work, line.sprint, line.takes_over)


def _step(line: TodayLine, work: "Work") -> None:
    from crm.services import sprint_steps, sprints

    assert line.sprint is not None
    sprint_steps.do(work, sprints.find(work, line.sprint), SprintStepKind(line.step or ""))


def _renew(line: TodayLine, work: "Work") -> None:
    from crm.services import agreements

    assert line.agreement is not None
    agreements.renew(work, line.agreement)


def _kept(line: TodayLine, work: "Work") -> None:
    from crm.services import putting_off

    assert line.promise is not None
    putting_off.close_promise(work, line.promise, PromiseState.KEPT)


def _done(place: Working, line: TodayLine, said: str) -> None:
    place.werkplaats.say_done(line.name or line.what, said)
