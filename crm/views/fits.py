"""Which open cases may still be put to which teachers, the best fit first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import ProposalState
from crm.matching.encoders import Encoder
from crm.tables import table_named
from crm.views.matching.ranking import MatchLine, for_leads
from crm.words import Setting

PROPOSAL = table_named("proposal")


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
    """Every open case that nothing keeps from one of these leads, best first.

    Nothing that they were offered before, or that another one took, or that some obstacle stands before: little in the
    texts that speaks for it, another level, a course that runs too late, no place.
    """
    taken, offered = _taken(session), _offered(session, lead_ids)
    found = [
        _fit(lead, line)
        for lead, lines in for_leads(session, lead_ids, encoders, today=today).items()
        for line in lines
        if not line.obstacles and line.case.id not in taken and (lead, line.case.id) not in offered
    ]
    return sorted(found, key=lambda one: (-one.score, one.case_id, one.lead_id))


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
