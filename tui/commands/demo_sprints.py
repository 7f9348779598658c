"""The sprints of the demo's story: three of before, and one that runs."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from crm.case_words import CaseState, ProposalState, SprintState
from crm.clock import school_year
from crm.language import _
from crm.services import cases, companies, leads, proposal_answers, proposals, sprints
from crm.services.outside_people import ContactSaid
from crm.tables import Course, Institution, Person, Sprint
from crm.unit_of_work import Work
from crm.words import Stage


def person_of(work: Work, told: dict[str, Any]) -> Person:
    """Whom the story names, at the school it names."""
    return work.session.exec(
        select(Person)
        .join(Institution, col(Institution.id) == Person.institution_id)
        .where(Person.name == told["person"], Institution.name == told["school"])
    ).one()


def tell_past(work: Work, told: dict[str, Any]) -> None:
    """A sprint of a school year that is over, as a list of them has it."""
    parts = companies.CompanyParts(told["company"], municipality=told["municipality"])
    company = companies.take_in(work, parts).company
    assert company is not None
    school = work.session.exec(select(Institution).where(Institution.name == told["school"])).first()
    first = int(school_year(work.clock.today())[:4]) - int(told["years_ago"])
    work.session.add(
        Sprint(
            company_id=company.id or 0,
            course_id=_course(work, told["course"], school),
            course_name=told["course"],
            institution_id=school.id if school is not None else None,
            institution_name=told["school"],
            level=school.level if school is not None else None,
            school_year=f"{first}-{first + 1}",
            students=told["students"],
            state=SprintState.DONE,
            result=told["result"],
            source="sprints.xlsx",
            by=work.by,
            at=work.clock.now(),
        )
    )
    work.session.flush()
    work.say(_("Sprint: {what}").format(what=f"{company.name} · {told['course']}"))


def tell_running(work: Work, told: dict[str, Any], *, owner: str) -> None:
    """A question that a teacher said yes to, and the team that works on it."""
    today, person = work.clock.today(), person_of(work, told)
    lead = leads.add(work, person.id or 0, on=today + timedelta(days=told["starts"] - 30)).id or 0
    leads.advance(work, lead, Stage.WARM, note="bracht zelf een bedrijf mee")
    whose = companies.CompanyParts(told["company"], municipality=told["municipality"])
    contact = ContactSaid(told["contact"], told["email"])
    parts = cases.CaseParts(told["question"], wants=told["wants"])
    day = today + timedelta(days=told["starts"] - 25)
    case, _maybe = cases.add(work, whose, parts, contact=contact, on=day)
    cases.move(work, case.id or 0, CaseState.FIT, on=day)
    proposal = proposals.propose(work, case.id or 0, lead)
    proposal.course_id = _course(work, told["course"], work.session.get(Institution, person.institution_id))
    yes = proposal_answers.Answer(ProposalState.ACCEPTED, note="leuk, doen we")
    proposal_answers.answer(work, proposal.id or 0, yes)
    starts, ends = (today + timedelta(days=told[name]) for name in ("starts", "ends"))
    sprints.start(work, proposal.id or 0, sprints.SprintParts(starts, ends, told["team"], told["students"]))
    leads.give(work, lead, owner)
    case.owner = companies.find(work, case.company_id).owner = owner
    work.session.flush()


def _course(work: Work, name: str, school: Institution | None) -> int | None:
    if school is None:
        return None
    chosen = select(Course.id).where(Course.name == name, Course.institution_id == school.id).order_by(col(Course.id))
    return work.session.exec(chosen).first()
