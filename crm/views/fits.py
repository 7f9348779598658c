"""Which open cases may still be put to which teachers, the best fit first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import CaseState, ProposalState
from crm.matching.encoders import Encoder
from crm.tables import table_named
from crm.views.matching.ranking import MatchLine, for_leads
from crm.words import Setting

PROPOSAL, CASE, COMPANY = table_named("proposal"), table_named("company_case"), table_named("company")


@dataclass(frozen=True, slots=True)
class Fits:
    """A case that fits a lead: the course or agreement it fits best, how well, and why in a sentence or two."""

    lead_id: int
    case_id: int
    title: str
    company: str
    course_id: int | None
    score: float
    why: Mapping[str, str]
    setting: Setting | None = None
    agreement_id: int | None = None
    """The agreement in no course that it fits instead of a course."""


def fits(session: Session, lead_ids: Sequence[int], today: date, encoders: Sequence[Encoder] = ()) -> list[Fits]:
    """Every case fit to offer, or on offer, that nothing keeps from one of these leads, best first.

    No new one, which nobody has said to be fit to offer (`unmarked`). Nothing that they were offered before, or that
    another one took, or that some obstacle stands before: little in the texts that speaks for it, another level, a
    course that runs too late, no place.
    """
    taken, offered = _taken(session), _offered(session, lead_ids)
    found = [
        _fit(lead, line)
        for lead, lines in for_leads(session, lead_ids, encoders, today=today).items()
        for line in lines
        if not line.obstacles and line.case.state is not CaseState.NEW
        if line.case.id not in taken and (lead, line.case.id) not in offered
    ]
    return sorted(found, key=lambda one: (-one.score, one.case_id, one.lead_id))


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A new case: it goes out to nobody until somebody says that it is fit to offer."""

    id: int
    code: str
    title: str
    company: str


def unmarked(session: Session) -> list[Unmarked]:
    """The cases that nobody has said to be fit to offer, oldest first."""
    chosen = (
        sa.select(CASE.c.id, CASE.c.code, CASE.c.title, COMPANY.c.name.label("company"))
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .where(CASE.c.state == CaseState.NEW)
        .order_by(CASE.c.received_on, CASE.c.id)
    )
    return [Unmarked(**row) for row in session.connection().execute(chosen).mappings()]


def _fit(lead: int, line: MatchLine) -> Fits:
    case, course, why = line.case, line.course, line.why
    return Fits(lead, case.id, case.title, case.company, course.id, line.score, why, case.setting, course.agreement_id)


def _taken(session: Session) -> set[int]:
    """Cases that a teacher said yes to."""
    chosen = sa.select(PROPOSAL.c.case_id).where(PROPOSAL.c.state == ProposalState.ACCEPTED)
    return set(session.connection().scalars(chosen))


def _offered(session: Session, lead_ids: Sequence[int]) -> set[tuple[int, int]]:
    chosen = sa.select(PROPOSAL.c.lead_id, PROPOSAL.c.case_id).where(PROPOSAL.c.lead_id.in_(lead_ids))
    return {(row.lead_id, row.case_id) for row in session.connection().execute(chosen)}
