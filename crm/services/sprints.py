"""Digital sprints: started from a proposal that was accepted, moved, handed over, finished with a result or stopped."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from crm.case_words import CaseState, ProposalState, SprintState
from crm.clock import school_year
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services import case_states, leads, sprint_steps
from crm.services.examples import bounded, web_link
from crm.tables import Activity, Agreement, Case, Course, Institution, Lead, Person, Proposal, Sprint
from crm.text import clean
from crm.unit_of_work import Work
from crm.views.agreements import one_agreement
from crm.words import FUNNEL, Stage

GOING = (SprintState.PLANNED, SprintState.RUNNING)
"""A sprint that has not ended."""

LONGEST_DAYS = 400
"""Days from the first of a sprint to its last: more is a slip of the hand."""

MOST_STUDENTS = 500
MOST_HOURS = 1000


@dataclass(frozen=True, slots=True)
class SprintParts:
    """What is known of a sprint as it starts. `team` is the team's own name: students are not named."""

    starts: date
    ends: date
    team: str | None = None
    students: int | None = None
    course_id: int | None = None
    """Another course than the one that was proposed."""


def find(work: Work, sprint_id: int) -> Sprint:
    """The sprint numbered `sprint_id`. Raises NotFoundError."""
    found = work.session.get(Sprint, sprint_id)
    if found is None:
        raise NotFoundError(_("There is no sprint {id}: `werkplaats sprint list` lists them.").format(id=sprint_id))
    return found


def start(work: Work, proposal_id: int, parts: SprintParts) -> Sprint:
    """Makes the sprint of a proposal that was accepted, with its dated steps.

    Its case is placed, and its lead goes to the stage sprint. It takes a place of the agreement of the proposal, or of
    the one that stands for that lead, course and school year. Raises NotFoundError; RefusedError for a proposal that
    was not accepted, one that has its sprint, an agreement that is full, or who is not to be contacted; UsageError for
    days or a number that cannot be.
    """
    proposal = _accepted(work, proposal_id)
    case, lead = work.session.get_one(Case, proposal.case_id), leads.find(work, proposal.lead_id)
    if lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=leads.name_of(work, lead)))
    check_days(parts.starts, parts.ends)
    sprint = Sprint(
        company_id=case.company_id,
        case_id=case.id,
        proposal_id=proposal.id,
        lead_id=lead.id,
        person_id=lead.person_id,
        setting=proposal.setting,
        school_year=school_year(parts.starts),
        team=_team(parts.team),
        students=_students(parts.students),
        starts=parts.starts,
        ends=parts.ends,
        state=SprintState.RUNNING if parts.starts < work.clock.today() else SprintState.PLANNED,
        source=_("proposal {id}").format(id=proposal.id),
        by=work.by,
        at=work.clock.now(),
    )
    _place(work, sprint, lead, parts.course_id or proposal.course_id)
    sprint.agreement_id = _agreement(work, proposal, sprint)
    work.session.add(sprint)
    work.session.flush()
    sprint_steps.plan(work, sprint)
    company = sprint_steps.company_of(work, sprint)
    work.say(_("Sprint: {what}").format(what=f"{company} · {leads.name_of(work, lead)}"))
    _case_to(work, sprint, CaseState.PLACED)
    _lead_in(work, lead, _("sprint of {company}").format(company=company))
    return sprint


def move(work: Work, sprint_id: int, starts: date, ends: date | None = None) -> Sprint:
    """Moves a sprint to other days; without `ends` it stays as long as it was. Its steps move along.

    Raises NotFoundError; RefusedError for one that has ended; UsageError for days that cannot be.
    """
    sprint = _going(work, sprint_id)
    length = (sprint.ends - sprint.starts) if sprint.starts is not None and sprint.ends is not None else None
    if ends is None and length is None:
        raise UsageError(_("Sprint {id} has no days yet: give both (--starts, --ends).").format(id=sprint_id))
    last = ends or starts + (length or starts - starts)
    check_days(starts, last)
    had_days = length is not None
    sprint.starts, sprint.ends, sprint.school_year = starts, last, school_year(starts)
    if sprint.state is SprintState.RUNNING and starts > work.clock.today():
        sprint.state = SprintState.PLANNED
    work.session.flush()
    if had_days or sprint_steps.steps_of(work, sprint):
        sprint_steps.replan(work, sprint)
    else:
        sprint_steps.plan(work, sprint)
    said = _("Sprint of {company} moved to {starts} - {ends}")
    company = sprint_steps.company_of(work, sprint)
    work.say(said.format(company=company, starts=starts.isoformat(), ends=last.isoformat()))
    return sprint


def finish(
    work: Work,
    sprint_id: int,
    result: str,
    *,
    on: date | None = None,
    link: str | None = None,
    hours: float | None = None,
) -> Sprint:
    """Ends a sprint with what the business holds in its hands now; its case is done. `hours` are the teacher's.

    Raises NotFoundError; UsageError without a result, or hours that cannot be; RefusedError for one that has ended.
    """
    sprint = _going(work, sprint_id)
    words = bounded(result)
    if words is None:
        raise UsageError(_("A sprint ends with its result in a sentence (--result)."))
    if hours is not None and not 0 <= hours <= MOST_HOURS:
        raise UsageError(_("The hours of a teacher are from 0 to 1,000, not {n}.").format(n=hours) + " (--hours)")
    sprint.result, sprint.link, sprint.hours = words, web_link(link) or sprint.link, hours
    _end(work, sprint, SprintState.DONE, on)
    company = sprint_steps.company_of(work, sprint)
    work.say(_("Sprint of {company} finished").format(company=company))
    _case_to(work, sprint, CaseState.DONE)
    _leave(work, sprint.lead_id, _("sprint of {company} done").format(company=company))
    return sprint


def stop(work: Work, sprint_id: int, why: str, *, on: date | None = None) -> Sprint:
    """Stops a sprint before its end. Its case may be offered again, and its place in the agreement is free.

    Raises NotFoundError; UsageError without a reason; RefusedError for one that has ended.
    """
    sprint = _going(work, sprint_id)
    words = bounded(why)
    if words is None:
        raise UsageError(_("A sprint is stopped with a reason (--why)."))
    sprint.ended_why = words
    _end(work, sprint, SprintState.STOPPED, on)
    company = sprint_steps.company_of(work, sprint)
    work.say(_("Sprint of {company} stopped").format(company=company))
    _take_proposal_back(work, sprint, words)
    _case_to(work, sprint, CaseState.FIT, words)
    _leave(work, sprint.lead_id, _("sprint of {company} stopped: {why}").format(company=company, why=words))
    return sprint


def take_over(work: Work, sprint_id: int, person_id: int) -> Sprint:
    """Gives a sprint to another teacher of it: it is the course's. Makes them a lead, at the stage sprint.

    Of one that has ended and whose teacher is nobody of the map it says who that was, and their lead stays where it is.
    Raises NotFoundError; RefusedError when it is theirs already, it has ended, or they are not to be contacted.
    """
    sprint = find(work, sprint_id)
    over = sprint.state not in GOING and sprint.person_id is None
    sprint = sprint if over else _going(work, sprint_id)
    person = work.session.get(Person, person_id)
    if person is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    if sprint.person_id == person_id:
        raise RefusedError(_("The sprint is that of {name} already.").format(name=person.name))
    lead = work.session.exec(select(Lead).where(Lead.person_id == person_id)).first()
    if over:
        return _was_guided_by(work, sprint, person, lead)
    if lead is not None and lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=person.name))
    company = sprint_steps.company_of(work, sprint)
    work.say(_("{name} takes over the sprint of {company}").format(name=person.name, company=company))
    lead = lead or leads.add(work, person_id)
    before = sprint.lead_id
    sprint.lead_id, sprint.person_id, sprint.teacher_name = lead.id, person_id, None
    work.session.flush()
    said = _("{name} takes over the sprint of {company}").format(name=person.name, company=company)
    _leave(work, before, said)
    _lead_in(work, lead, said)
    return sprint


def _was_guided_by(work: Work, sprint: Sprint, person: Person, lead: Lead | None) -> Sprint:
    """A sprint of before gets the teacher whom its list only named."""
    sprint.lead_id, sprint.person_id, sprint.teacher_name = lead.id if lead is not None else None, person.id, None
    work.session.flush()
    company = sprint_steps.company_of(work, sprint)
    work.say(_("{name} guided the sprint of {company}").format(name=person.name, company=company))
    return sprint


def check_days(starts: date, ends: date) -> None:
    """Nothing where a sprint can run from the one day to the other. Raises UsageError."""
    if ends < starts:
        raise UsageError(
            _("A sprint ends after it starts: {ends} is before {starts}.").format(
                ends=ends.isoformat(), starts=starts.isoformat()
            )
            + " (--starts, --ends)"
        )
    if (ends - starts).days > LONGEST_DAYS:
        raise UsageError(
            _("A sprint lasts {most} days at most, not {n}.").format(most=LONGEST_DAYS, n=(ends - starts).days)
            + " (--starts, --ends)"
        )


def _accepted(work: Work, proposal_id: int) -> Proposal:
    proposal = work.session.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFoundError(
            _("There is no proposal {id}: `werkplaats case show` lists those of a case.").format(id=proposal_id)
        )
    if proposal.state is not ProposalState.ACCEPTED:
        raise RefusedError(
            _("Proposal {id} was not accepted: `werkplaats proposal answer {id} accepted` says that it was.").format(
                id=proposal_id
            )
        )
    made = work.session.exec(select(Sprint.id).where(Sprint.proposal_id == proposal_id)).first()
    if made is not None:
        raise RefusedError(
            _("Proposal {id} is sprint {sprint} already: `werkplaats sprint move {sprint}` changes its days.").format(
                id=proposal_id, sprint=made
            )
        )
    return proposal


def _place(work: Work, sprint: Sprint, lead: Lead, course_id: int | None) -> None:
    """Where the sprint runs: its course, school and level, with their names as they are now."""
    person = work.session.get_one(Person, lead.person_id)
    if course_id is not None:
        course = work.session.get(Course, course_id)
        if course is None:
            raise NotFoundError(
                _("There is no course {id}: `werkplaats search` shows the numbers.").format(id=course_id)
            )
        sprint.course_id, sprint.course_name = course_id, course.name
    school = work.session.get(Institution, person.institution_id) if person.institution_id is not None else None
    if school is not None:
        sprint.institution_id, sprint.institution_name, sprint.level = school.id, school.name, school.level


def _agreement(work: Work, proposal: Proposal, sprint: Sprint) -> int | None:
    """The agreement of which the sprint takes a place: the proposal's, else the one for that course and year."""
    if proposal.agreement_id is not None:
        return proposal.agreement_id
    chosen = (
        select(Agreement.id)
        .where(
            Agreement.lead_id == proposal.lead_id,
            Agreement.school_year == sprint.school_year,
            col(Agreement.ended_on).is_(None),
            Agreement.setting == sprint.setting,
            col(Agreement.course_id).is_not_distinct_from(sprint.course_id),
        )
        .order_by(col(Agreement.id).desc())
    )
    found = work.session.exec(chosen).first()
    if found is not None and one_agreement(work.session, found).places_left < 1:
        raise RefusedError(
            _("No place is left in {course}, {year}: agree on more places first, or stop another sprint.").format(
                course=sprint.course_name or "–", year=sprint.school_year
            )
        )
    return found


def _going(work: Work, sprint_id: int) -> Sprint:
    sprint = find(work, sprint_id)
    if sprint.state not in GOING:
        day = sprint.ended_on.isoformat() if sprint.ended_on is not None else sprint.school_year
        raise RefusedError(_("Sprint {id} has ended ({day}).").format(id=sprint_id, day=day))
    return sprint


def _end(work: Work, sprint: Sprint, state: SprintState, on: date | None) -> None:
    sprint.state, sprint.ended_on = state, leads.past_day(work, on)
    work.session.flush()


def _take_proposal_back(work: Work, sprint: Sprint, why: str) -> None:
    """The yes of a sprint that was stopped holds no longer: the case is free for another teacher."""
    proposal = work.session.get(Proposal, sprint.proposal_id) if sprint.proposal_id is not None else None
    if proposal is not None:
        proposal.state, proposal.answered_on, proposal.again_on = ProposalState.WITHDRAWN, None, None
        proposal.note = why
        work.session.flush()


def _case_to(work: Work, sprint: Sprint, to: CaseState, why: str | None = None) -> None:
    case = work.session.get(Case, sprint.case_id) if sprint.case_id is not None else None
    if case is not None and case.state not in {to, CaseState.WITHDRAWN}:
        case_states.enter(work, case, to, why=why)


def _lead_in(work: Work, lead: Lead, why: str) -> None:
    if lead.id is not None and lead.stage is not Stage.SPRINT:
        leads.advance(work, lead.id, Stage.SPRINT, note=why)


def _leave(work: Work, lead_id: int | None, why: str) -> None:
    """A lead none of whose sprints goes on any more is back where it stood: `sprint` is the stage while one runs."""
    lead = work.session.get(Lead, lead_id) if lead_id is not None else None
    if lead is None or lead.id is None or lead.stage is not Stage.SPRINT:
        return
    others = select(Sprint.id).where(Sprint.lead_id == lead_id, col(Sprint.state).in_(GOING))
    if work.session.exec(others).first() is None:
        entered = work.session.get_one(Activity, lead.stage_activity_id)
        before = entered.from_stage if entered.from_stage in FUNNEL else None
        leads.advance(work, lead.id, before or Stage.AGREEMENT, note=why)


def _team(name: str | None) -> str | None:
    return (clean(name, 200) or None) if name else None


def _students(number: int | None) -> int | None:
    if number is not None and not 1 <= number <= MOST_STUDENTS:
        raise UsageError(
            _("A team has 1 to {most} students, not {n}.").format(most=MOST_STUDENTS, n=number) + " (--students)"
        )
    return number
