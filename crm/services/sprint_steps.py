"""The dated steps of a sprint: planned by the template of its setting, moved, put on a day of their own, done."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlmodel import col, select

from crm.calendar.days import OnesDays
from crm.calendar.reading import calendar_of
from crm.calendar.school import SchoolCalendar
from crm.case_words import Party, SprintState, SprintStepKind
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.resources import data_path
from crm.services import leads
from crm.services.examples import bounded
from crm.spoken import spoken_day, spoken_step
from crm.tables import Company, Sprint, SprintStep
from crm.unit_of_work import Work
from crm.words import Setting

INSIDE = (SprintStepKind.KICK_OFF, SprintStepKind.HALFWAY, SprintStepKind.FINAL)
"""Steps that lie from the first day of a sprint to its last."""


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step of a template: who does it, and how many `days` from the sprint's start, middle or end.

    `goes`: to which side ("before", "after") its day moves off what is no school day.
    """

    kind: SprintStepKind
    party: Party
    at: str
    days: int
    goes: str


@cache
def templates() -> dict[Setting, tuple[StepRule, ...]]:
    """The steps of a sprint in each setting, in order, from `data/sprints/steps.toml`."""
    data = tomllib.loads(data_path("sprints/steps.toml").read_text(encoding="utf-8"))
    made = {
        name: tuple(
            StepRule(SprintStepKind(one["kind"]), Party(one["party"]), one["at"], one["days"], one["goes"])
            for one in rules
        )
        for name, rules in data["templates"].items()
    }
    return {Setting(setting): made[name] for setting, name in data["settings"].items()}


def planned_on(rule: StepRule, starts: date, ends: date, days: OnesDays) -> date:
    """The day of a step in a sprint from `starts` to `ends`, on the school's days.

    No weekend, holiday or exam week; a step inside a sprint that has no such day (a week of projects in an exam week)
    takes any working day of it.
    """
    day = _anchor(rule, starts, ends) + timedelta(days=rule.days)
    if rule.kind not in INSIDE:
        return days.last_sensible_day(day) if rule.goes == "before" else days.next_sensible_day(day)
    near = list(_nearest(day, starts, ends, before=rule.goes == "before"))
    for fits in (days.is_sensible, days.is_working_day):
        found = next((one for one in near if fits(one)), None)
        if found is not None:
            return found
    return day


def _anchor(rule: StepRule, starts: date, ends: date) -> date:
    return {"start": starts, "middle": starts + (ends - starts) // 2, "end": ends}[rule.at]


def _nearest(day: date, starts: date, ends: date, *, before: bool) -> Iterator[date]:
    """The days of a sprint in the order in which a step may go to them: its own side first, then the other."""
    earlier = (day - timedelta(days=n) for n in range((day - starts).days + 1))
    later = (day + timedelta(days=n) for n in range((ends - day).days + 1))
    first, second = (earlier, later) if before else (later, earlier)
    yield from first
    yield from second


def days_of(work: Work, sprint: Sprint) -> OnesDays:
    """The days on which something can be done at the school of a sprint."""
    if sprint.institution_id is None:
        return OnesDays(SchoolCalendar(sprint.level))
    return OnesDays(calendar_of(work.session, sprint.institution_id))


def plan(work: Work, sprint: Sprint) -> list[SprintStep]:
    """Makes the steps of a sprint that has its days.

    Of one that began before today, what lies behind is taken as done on its day. What should have come before a sprint
    that is still to begin (its intake) is for the first school day from today.
    """
    assert sprint.id is not None
    today, made = work.clock.today(), []
    for rule, on in _planned(work, sprint):
        behind = sprint.starts is not None and sprint.starts < today and on < today
        made.append(
            SprintStep(sprint_id=sprint.id, kind=rule.kind, party=rule.party, on=on, done_on=on if behind else None)
        )
    work.session.add_all(made)
    work.session.flush()
    return made


def replan(work: Work, sprint: Sprint) -> None:
    """Moves the steps along with a sprint that moved: those that are not done, nor fixed on a day of their own."""
    days = {rule.kind: on for rule, on in _planned(work, sprint)}
    for step in steps_of(work, sprint):
        if step.done_on is None and not step.fixed and step.kind in days:
            step.on = days[step.kind]
    work.session.flush()


def _planned(work: Work, sprint: Sprint) -> Iterator[tuple[StepRule, date]]:
    if sprint.starts is None or sprint.ends is None:
        return
    today, days = work.clock.today(), days_of(work, sprint)
    for rule in templates()[sprint.setting]:
        on = planned_on(rule, sprint.starts, sprint.ends, days)
        if on < today <= sprint.starts:
            on = min(days.next_sensible_day(today), sprint.starts)
        yield rule, on


def steps_of(work: Work, sprint: Sprint) -> Sequence[SprintStep]:
    """The steps of a sprint, by their days."""
    order = (col(SprintStep.on), col(SprintStep.id))
    return work.session.exec(select(SprintStep).where(SprintStep.sprint_id == sprint.id).order_by(*order)).all()


def step_of(work: Work, sprint: Sprint, kind: SprintStepKind) -> SprintStep:
    """One step of a sprint. Raises NotFoundError where it has none of that kind."""
    chosen = select(SprintStep).where(SprintStep.sprint_id == sprint.id, SprintStep.kind == kind)
    found = work.session.exec(chosen).first()
    if found is None:
        raise NotFoundError(
            _("Sprint {id} has no step {step}: `werkplaats sprint show {id}` lists its steps.").format(
                id=sprint.id, step=spoken_step(kind)
            )
        )
    return found


def put_on(work: Work, sprint: Sprint, kind: SprintStepKind, on: date) -> SprintStep:
    """Puts a step on a day of its own, where it stays when the sprint moves.

    Raises NotFoundError; RefusedError for one that is done.
    """
    step = step_of(work, sprint, kind)
    if step.done_on is not None:
        raise RefusedError(_done_already(step, work.clock.today()))
    step.on, step.fixed = on, True
    work.session.flush()
    said = _("{step} of {company} on {day}")
    work.say(said.format(step=spoken_step(kind), company=company_of(work, sprint), day=on.isoformat()))
    return step


def let_go(work: Work, sprint: Sprint, kind: SprintStepKind) -> SprintStep:
    """Lets a step that was fixed move along with its sprint again, from its template's day. Raises NotFoundError."""
    step = step_of(work, sprint, kind)
    step.fixed = False
    replan(work, sprint)
    said = _("{step} of {company} moves along with the sprint")
    work.say(said.format(step=spoken_step(kind), company=company_of(work, sprint)))
    return step


def do(
    work: Work, sprint: Sprint, kind: SprintStepKind, *, on: date | None = None, note: str | None = None
) -> SprintStep:
    """Says that a step was done on the day `on` (default today). A kick-off that was done makes the sprint run.

    Raises NotFoundError; UsageError for a day that is still to come; RefusedError for a step that is done, or of a
    sprint that was stopped.
    """
    step = step_of(work, sprint, kind)
    if step.done_on is not None:
        raise RefusedError(_done_already(step, work.clock.today()))
    if sprint.state is SprintState.STOPPED:
        raise RefusedError(_("Sprint {id} was stopped: nothing is done in it any more.").format(id=sprint.id))
    step.done_on = leads.past_day(work, on)
    step.note = bounded(note) or step.note
    if kind is SprintStepKind.KICK_OFF and sprint.state is SprintState.PLANNED:
        sprint.state = SprintState.RUNNING
    work.session.flush()
    said = _("{step} of {company} done")
    work.say(said.format(step=spoken_step(kind), company=company_of(work, sprint)))
    return step


def kind_named(words: str) -> SprintStepKind:
    """The step that a person names: as in JSON, or as it is said in either language. Raises UsageError."""
    wanted = words.strip().casefold().replace("-", "_").replace(" ", "_")
    known = {kind.value: kind for kind in SprintStepKind} | {
        spoken_step(kind).casefold().replace("-", "_").replace(" ", "_"): kind for kind in SprintStepKind
    }
    if wanted not in known:
        raise UsageError(
            _("There is no step {given}: choose from {known}.").format(
                given=words, known=", ".join(kind.value for kind in SprintStepKind)
            )
        )
    return known[wanted]


def company_of(work: Work, sprint: Sprint) -> str:
    """The name of the business of a sprint."""
    found = work.session.get(Company, sprint.company_id)
    return found.name if found is not None else str(sprint.company_id)


def _done_already(step: SprintStep, today: date) -> str:
    day = spoken_day(step.done_on or step.on, today)
    return _("{step} was done on {day} already.").format(step=spoken_step(step.kind), day=day)
