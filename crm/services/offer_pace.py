"""How often a teacher is sent cases: as was agreed with them, else as the data have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.errors import UsageError
from crm.language import _
from crm.offering import rules
from crm.services import leads
from crm.tables import OfferPace, table_named
from crm.unit_of_work import Work

DIGEST = table_named("digest")

LONGEST_PACE = 730
"""Days; more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`days` between two messages with cases, the day of the last one, and from which day on the next may go."""

    days: int
    sent_on: date | None

    @property
    def on(self) -> date | None:
        """From which day on; None: any day."""
        return None if self.sent_on is None else self.sent_on + timedelta(days=self.days)


def next_offer(session: Session, lead_id: int) -> Pace:
    """When cases may be sent to a lead again."""
    return next_offers(session, [lead_id])[lead_id]


def next_offers(session: Session, lead_ids: Sequence[int]) -> dict[int, Pace]:
    """When cases may be sent to each of these leads again."""
    kept = select(OfferPace.lead_id, OfferPace.days).where(col(OfferPace.lead_id).in_(lead_ids))
    days = dict(session.exec(kept).all())
    last = (
        sa.select(DIGEST.c.lead_id, sa.func.max(DIGEST.c.sent_on))
        .where(DIGEST.c.lead_id.in_(lead_ids))
        .group_by(DIGEST.c.lead_id)
    )
    sent = {row[0]: row[1] for row in session.connection().execute(last)}
    return {lead: Pace(days.get(lead, rules().pace_days), sent.get(lead)) for lead in lead_ids}


def agree_pace(work: Work, lead_id: int, days: int) -> Pace:
    """Keeps that a teacher wants cases at most once in so many days.

    Raises NotFoundError, UsageError for a number that cannot be.
    """
    lead = leads.find(work, lead_id)
    if not 1 <= days <= LONGEST_PACE:
        raise UsageError(_("Once in 1 to {most} days, not {n}.").format(most=LONGEST_PACE, n=days) + " (--every)")
    kept = work.session.get(OfferPace, lead_id)
    if kept is None:
        work.session.add(OfferPace(lead_id=lead_id, days=days, on=work.clock.today(), by=work.by))
    else:
        kept.days, kept.on, kept.by = days, work.clock.today(), work.by
    work.session.flush()
    work.say(_("{name} gets cases once in {n} days").format(name=leads.name_of(work, lead), n=days))
    return next_offer(work.session, lead_id)
