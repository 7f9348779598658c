"""What stands in a lead's timeline beside its activities: examples, agreements, sprints, steps up, asking round."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from crm.case_words import SprintState
from crm.clock import OFFICE_ZONE
from crm.language import _
from crm.spoken import spoken_day, spoken_role, spoken_step
from crm.views.agreements import AgreementLine, agreements_of
from crm.views.examples import ExampleLine, examples_of
from crm.views.proposals import ProposalLine, proposals
from crm.views.sprints import SprintLine, sprints_of_lead
from crm.views.steps_up import Came, ScoutingLine, StepLine, came_through, named_by, scoutings_of, steps_of
from crm.words import Milestone


@dataclass(frozen=True, slots=True)
class LeadWork:
    """What came of a lead so far. `steps`: up from this lead, and from those below that led to it."""

    examples: tuple[ExampleLine, ...] = ()
    agreements: tuple[AgreementLine, ...] = ()
    proposals: tuple[ProposalLine, ...] = ()
    sprints: tuple[SprintLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    scoutings: tuple[ScoutingLine, ...] = ()
    came: Came | None = None
    named: tuple[tuple[int, str], ...] = ()
    """Who came in through them: person and name."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A milestone: the day it happened, when it was written down, by whom, and in words."""

    on: date
    at: datetime
    kind: Milestone
    note: str
    by: str


def lead_work(session: Session, lead_id: int, person_id: int) -> LeadWork:
    """All that came of a lead."""
    return LeadWork(
        examples=tuple(examples_of(session, [lead_id])),
        agreements=tuple(agreements_of(session, [lead_id])),
        proposals=tuple(proposals(session, lead_ids=[lead_id])),
        sprints=tuple(sprints_of_lead(session, [lead_id])),
        steps=tuple(steps_of(session, [lead_id])),
        scoutings=tuple(scoutings_of(session, [lead_id])),
        came=came_through(session, [lead_id]).get(lead_id),
        named=tuple(named_by(session, person_id)),
    )


def milestones(work: LeadWork, lead_id: int) -> list[Happened]:
    """The lines of it for the timeline."""
    return [
        *(Happened(one.on, one.at, Milestone.EXAMPLE, one.text, one.by) for one in work.examples),
        *_agreed(work.agreements),
        *_proposed(work.proposals),
        *_sprinted(work.sprints),
        *_stepped(work.steps, lead_id),
        *_scouted(work.scoutings),
        *_came(work.came),
    ]


def agreed_said(line: AgreementLine) -> str:
    """An agreement in a line: "3 × een adviesrapport, Databases, 2026-2027"."""
    said = f"{line.number} × {line.type}"
    return ", ".join(part for part in (said, line.course_name, line.school_year) if part)


def step_said(line: StepLine, lead_id: int) -> str:
    """A step up in a line, as it is seen from the lead below or the one above."""
    if line.to_lead_id == lead_id:
        return _("from {name}: {why}").format(name=line.person, why=line.why)
    rung = spoken_role(line.to_rung)
    to = f"{line.to_person} ({rung})" if line.to_person is not None else rung
    return _("to {to}: {why}").format(to=to, why=line.why)


def _agreed(lines: Sequence[AgreementLine]) -> Iterator[Happened]:
    for one in lines:
        said = _("renewed: {what}") if one.renews_id is not None else "{what}"
        yield Happened(one.agreed_on, one.at, Milestone.AGREEMENT, said.format(what=agreed_said(one)), one.by)
        if one.ended_on is not None:
            note = _("ended, {year}: {why}").format(year=one.school_year, why=one.ended_why)
            yield Happened(one.ended_on, _noon(one.ended_on), Milestone.AGREEMENT, note, one.by)


def _proposed(lines: Sequence[ProposalLine]) -> Iterator[Happened]:
    for one in lines:
        said = _("proposed: {what}").format(what=f"{one.title} · {one.company} [{one.code}]")
        yield Happened(one.made_on, one.at, Milestone.PROPOSAL, said, one.by)


def sprint_said(line: SprintLine) -> str:
    """A sprint in a line: "Bakkerij Korenmolen, Databases, 2026-2027"."""
    return ", ".join(part for part in (line.company, line.course, line.school_year) if part)


def _sprinted(lines: Sequence[SprintLine]) -> Iterator[Happened]:
    """That it was started, its steps that were done, and how it ended."""
    for one in lines:
        begun = one.at.astimezone(OFFICE_ZONE).date() if one.proposal_id is not None else one.starts or one.ended_on
        if begun is not None:
            moment = one.at if one.proposal_id is not None else _noon(begun)
            note = _("sprint: {what}").format(what=sprint_said(one))
            yield Happened(begun, moment, Milestone.SPRINT, note, one.by)
        for step in one.steps:
            if step.done_on is not None and begun is not None and step.done_on >= begun:
                note = ": ".join(part for part in (f"{spoken_step(step.kind)}, {one.company}", step.note) if part)
                yield Happened(step.done_on, _noon(step.done_on), Milestone.SPRINT, note, one.by)
        if one.ended_on is not None:
            how = _("done: {what}") if one.state(one.ended_on) is SprintState.DONE else _("stopped: {what}")
            note = how.format(what=": ".join(part for part in (one.company, one.result or one.ended_why) if part))
            yield Happened(one.ended_on, _noon(one.ended_on), Milestone.SPRINT, note, one.by)


def _stepped(lines: Sequence[StepLine], lead_id: int) -> Iterator[Happened]:
    for one in lines:
        yield Happened(one.on, one.at, Milestone.STEP_UP, step_said(one, lead_id), one.by)
        if one.outcome is not None and one.outcome_on is not None:
            note = _("led to: {what}").format(what=one.outcome)
            yield Happened(one.outcome_on, _noon(one.outcome_on), Milestone.STEP_UP, note, one.by)


def _scouted(lines: Sequence[ScoutingLine]) -> Iterator[Happened]:
    for one in lines:
        note = _("asks round, by {day}").format(day=spoken_day(one.due, one.on))
        note = ": ".join(part for part in (note, ", ".join(p for p in (one.place, one.whom) if p)) if part)
        yield Happened(one.on, one.at, Milestone.SCOUTING, note, one.by)
        if one.outcome is not None and one.closed_on is not None:
            back = _("came back: {what}").format(what=one.outcome)
            yield Happened(one.closed_on, _noon(one.closed_on), Milestone.SCOUTING, back, one.by)


def _came(came: Came | None) -> Iterator[Happened]:
    if came is not None:
        said = _("via {name}").format(name=came.via)
        note = ": ".join(part for part in (said, came.words) if part)
        yield Happened(came.on, _noon(came.on), Milestone.INTRODUCTION, note, came.by)


def _noon(on: date) -> datetime:
    """A moment of that day, for what only its day is known of."""
    return datetime(on.year, on.month, on.day, 12, tzinfo=OFFICE_ZONE)
