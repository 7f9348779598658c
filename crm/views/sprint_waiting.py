"""Proposals that were accepted and wait for their sprint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.calendar.holidays import Span
from crm.calendar.runs import runs
from crm.calendar.school import SchoolCalendar
from crm.case_words import ProposalState
from crm.tables import table_named
from crm.tables.core import COURSE, LEAD, PERSON
from crm.views.matching.facts import facts_of

PROPOSAL, SPRINT = table_named("proposal"), table_named("sprint")
COMPANY, CASE = table_named("company"), table_named("company_case")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A yes of which no sprint was made yet. `starts`, `ends`: when its course runs next, where that is known."""

    id: int
    company: str
    title: str
    person: str
    course: str | None
    answered_on: date | None
    starts: date | None = None
    ends: date | None = None


def waiting(session: Session, today: date) -> list[Waiting]:
    """All of them, the longest waiting first."""
    made = sa.exists(sa.select(SPRINT.c.id).where(SPRINT.c.proposal_id == PROPOSAL.c.id))
    chosen = (
        sa.select(PROPOSAL.c.id, COMPANY.c.name.label("company"), CASE.c.title, PERSON.c.name.label("person"))
        .add_columns(COURSE.c.name.label("course"), PROPOSAL.c.answered_on, PROPOSAL.c.course_id)
        .join(CASE, CASE.c.id == PROPOSAL.c.case_id)
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .join(LEAD, LEAD.c.id == PROPOSAL.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(COURSE, COURSE.c.id == PROPOSAL.c.course_id)
        .where(PROPOSAL.c.state == ProposalState.ACCEPTED, sa.not_(made))
        .order_by(PROPOSAL.c.answered_on, PROPOSAL.c.id)
    )
    rows = session.connection().execute(chosen).mappings().all()
    days = _runs(session, [row["course_id"] for row in rows if row["course_id"] is not None], today)
    return [
        Waiting(
            id=row["id"],
            company=row["company"],
            title=row["title"],
            person=row["person"],
            course=row["course"],
            answered_on=row["answered_on"],
            starts=span.starts if (span := days.get(row["course_id"])) is not None else None,
            ends=span.ends if span is not None else None,
        )
        for row in rows
    ]


def _runs(session: Session, courses: Sequence[int], today: date) -> dict[int | None, Span]:
    """Course → its next run."""
    facts = facts_of(session, courses, today)
    found: dict[int | None, Span] = {}
    for id_, course in facts.courses.items():
        calendar = facts.calendars.get(course.school_id, SchoolCalendar(course.level))
        coming = runs(calendar, course.period, today, course.fill_by)
        if coming:
            found[id_] = coming[0]
    return found
