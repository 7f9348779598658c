"""Where a teacher has room for a case: the agreements of this school year and later, less what lies with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import ProposalState
from crm.clock import school_year
from crm.offering import rules
from crm.tables import table_named
from crm.views.agreements import AgreementLine, agreements_of
from crm.words import Setting

PROPOSAL, SPRINT = table_named("proposal"), table_named("sprint")

OPEN = (ProposalState.PREPARED, ProposalState.SENT)
"""An offer that waits for its answer, and so keeps a place."""

ALIVE = (*OPEN, ProposalState.MAYBE, ProposalState.ACCEPTED)
"""An offer by which somebody has a case before them, or took it."""


@dataclass(frozen=True, slots=True)
class Room:
    """An agreement and its places that neither a case nor an open offer takes; `left` 0: it is full."""

    agreement: AgreementLine
    left: int


@dataclass(frozen=True, slots=True)
class LeadRoom:
    """The room of one lead. Without an agreement it has `loose` offers that may still be put to them."""

    rooms: tuple[Room, ...]
    loose: int

    @property
    def left(self) -> int:
        """How many cases can still be put to them."""
        return sum(room.left for room in self.rooms) if self.rooms else self.loose

    @property
    def outside_courses(self) -> bool:
        """Whether all that was agreed is in no course: what is offered for a course is outside any agreement then."""
        places = [room.agreement for room in self.rooms]
        return bool(places) and all(one.course_id is None and one.course_name is None for one in places)

    def bound_to_others(self, course_id: int) -> bool:
        """Whether all that was agreed in courses is in other ones than this; one that the map lost may be any."""
        courses = [one.agreement.course_id for one in self.rooms if one.agreement.course_name is not None]
        return bool(courses) and None not in courses and course_id not in courses

    def choose(self, setting: Setting | None = None, course_id: int | None = None) -> Room | None:
        """The agreement that a case goes in: of its form and course where there is such a one, one with room first."""
        fits = [one for one in self.rooms if setting is None or one.agreement.setting is setting]
        if course_id is not None:
            fits = [one for one in fits if one.agreement.course_id == course_id]
        return min(fits, key=lambda one: (one.left <= 0, one.agreement.school_year, one.agreement.id), default=None)


def rooms_of(session: Session, lead_ids: Sequence[int], today: date) -> dict[int, LeadRoom]:
    """The room of each of these leads."""
    open_in, loose = _open_offers(session, lead_ids)
    by_lead: dict[int, list[Room]] = {}
    year = school_year(today)
    for line in agreements_of(session, lead_ids):
        if line.ended_on is None and line.school_year >= year:
            left = max(line.places_left - open_in.get(line.id, 0), 0)
            by_lead.setdefault(line.lead_id, []).append(Room(line, left))
    most = rules().without_agreement
    return {
        lead: LeadRoom(tuple(by_lead.get(lead, ())), max(most - loose.get(lead, 0), 0))
        for lead in dict.fromkeys(lead_ids)
    }


def _open_offers(session: Session, lead_ids: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Agreement → its open offers; lead → offers in no agreement that are open, or taken and not a sprint yet."""
    connection = session.connection()
    chosen = PROPOSAL.c.lead_id.in_(lead_ids)
    inside = (
        sa.select(PROPOSAL.c.agreement_id, sa.func.count())
        .where(chosen, PROPOSAL.c.agreement_id.is_not(None), PROPOSAL.c.state.in_(OPEN))
        .group_by(PROPOSAL.c.agreement_id)
    )
    made = sa.exists().where(SPRINT.c.proposal_id == PROPOSAL.c.id)
    outside = (
        sa.select(PROPOSAL.c.lead_id, sa.func.count())
        .where(
            chosen,
            PROPOSAL.c.agreement_id.is_(None),
            sa.or_(PROPOSAL.c.state.in_(OPEN), sa.and_(PROPOSAL.c.state == ProposalState.ACCEPTED, sa.not_(made))),
        )
        .group_by(PROPOSAL.c.lead_id)
    )
    return (
        {row[0]: row[1] for row in connection.execute(inside)},
        {row[0]: row[1] for row in connection.execute(outside)},
    )
