"""Which message a lead is to get next: by who they are, where they stand, and whether they answered."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.case_words import ProposalState
from crm.clock import Clock
from crm.errors import NotFoundError
from crm.language import _
from crm.messages.facts import highest_rung
from crm.messages.steps import rules
from crm.services.offer_pace import next_offer
from crm.tables import Activity, Introduction, Lead, Proposal
from crm.understanding.asked import asked_for
from crm.views.lead import held_roles
from crm.words import ActivityKind, Direction, MessageStep, Stage

_CONTACT = (ActivityKind.MAIL, ActivityKind.MESSAGE, ActivityKind.CALL, ActivityKind.VISIT)


def proposed_step(session: Session, lead_id: int, clock: Clock) -> MessageStep:
    """The step whose template is proposed for a lead.

    A message of ours that got no answer for some days is followed by a reminder; what they asked for when we spoke last
    goes before what the stage says; a first message goes by who they are and whether somebody named them. Raises
    NotFoundError.
    """
    lead = session.get(Lead, lead_id)
    if lead is None:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    return step_for(session, lead, clock)


def step_for(session: Session, lead: Lead, clock: Clock) -> MessageStep:
    """As `proposed_step`, also for a lead that is still to be made."""
    reached = sa.or_(col(Activity.kind).in_(_CONTACT), col(Activity.direction).is_not(None))
    contacts = select(Activity).where(Activity.lead_id == lead.id, reached)
    newest = session.exec(contacts.order_by(col(Activity.on).desc(), col(Activity.id).desc())).first()
    told = rules()
    if lead.id is not None and _has_cases(session, lead.id, clock):
        return MessageStep.CASES
    if newest is not None and _is_unanswered(newest, lead, clock):
        return MessageStep.REMINDER
    if newest is not None and (asked := _asked_for(session, newest)) is not None:
        return asked
    rung = highest_rung(held_roles(session, lead.person_id, clock.today()))
    if newest is None and rung is not None and rung in told.by_role:
        return told.by_role[rung]
    if newest is None and _is_introduced(session, lead):
        return MessageStep.FIRST_WARM
    return MessageStep.FIRST_COLD if newest is None else told.by_stage.get(lead.stage, MessageStep.INFORMATION)


def _asked_for(session: Session, newest: Activity) -> MessageStep | None:
    """What they asked for when we spoke last, or in what they wrote, where the lead has not moved on since.

    What we wrote ourselves asks for nothing.
    """
    ours = newest.kind in {ActivityKind.MAIL, ActivityKind.MESSAGE} and newest.direction is Direction.OUT
    asked = None if ours or not newest.note else asked_for(newest.note)
    if asked is None:
        return None
    of_lead = Activity.lead_id == newest.lead_id, Activity.kind == ActivityKind.STAGE
    moved = select(Activity.id).where(*of_lead, col(Activity.id) > newest.id)
    return asked if session.exec(moved.limit(1)).first() is None else None


def _has_cases(session: Session, lead_id: int, clock: Clock) -> bool:
    """Whether cases are ready for them, and it is not too soon after the last ones."""
    chosen = select(Proposal.id).where(Proposal.lead_id == lead_id, Proposal.state == ProposalState.PREPARED)
    if session.exec(chosen.limit(1)).first() is None:
        return False
    on = next_offer(session, lead_id).on
    return on is None or on <= clock.today()


def _is_introduced(session: Session, lead: Lead) -> bool:
    return lead.id is not None and session.get(Introduction, lead.id) is not None


def _is_unanswered(newest: Activity, lead: Lead, clock: Clock) -> bool:
    """Whether what we wrote waits for an answer: of whoever is not informed yet at once, of others after some days."""
    if newest.kind not in {ActivityKind.MAIL, ActivityKind.MESSAGE} or newest.direction is not Direction.OUT:
        return False
    waited = newest.on <= clock.today() - timedelta(days=rules().unanswered_days)
    return waited or lead.stage in {Stage.MAPPED, Stage.WARM}
