"""Proposals that were accepted and wait for their sprint."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import ProposalState
from crm.tables import table_named
from crm.tables.core import COURSE, LEAD, PERSON

PROPOSAL, SPRINT = table_named("proposal"), table_named("sprint")
COMPANY, CASE = table_named("company"), table_named("company_case")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A yes of which no sprint was made yet."""

    id: int
    company: str
    title: str
    person: str
    course: str | None
    answered_on: date | None


def waiting(session: Session) -> list[Waiting]:
    """All of them, the longest waiting first."""
    made = sa.exists(sa.select(SPRINT.c.id).where(SPRINT.c.proposal_id == PROPOSAL.c.id))
    chosen = (
        sa.select(PROPOSAL.c.id, COMPANY.c.name.label("company"), CASE.c.title, PERSON.c.name.label("person"))
        .add_columns(COURSE.c.name.label("course"), PROPOSAL.c.answered_on)
        .join(CASE, CASE.c.id == PROPOSAL.c.case_id)
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .join(LEAD, LEAD.c.id == PROPOSAL.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(COURSE, COURSE.c.id == PROPOSAL.c.course_id)
        .where(PROPOSAL.c.state == ProposalState.ACCEPTED, sa.not_(made))
        .order_by(PROPOSAL.c.answered_on, PROPOSAL.c.id)
    )
    return [Waiting(**row) for row in session.connection().execute(chosen).mappings()]
