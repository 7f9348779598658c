"""Which message a lead is to get next: by who they are, where they stand, and whether they answered."""

from datetime import timedelta

from sqlmodel import Session, col, select

from crm.clock import Clock
from crm.errors import NotFoundError
from crm.language import _
from crm.messages.facts import highest_rung
from crm.messages.steps import rules
from crm.tables import Activity, Introduction, Lead
from crm.views.lead import held_roles
from crm.words import ActivityKind, Direction, MessageStep

_CONTACT = (ActivityKind.MAIL, ActivityKind.MESSAGE, ActivityKind.CALL, ActivityKind.VISIT)


def proposed_step(session: Session, lead_id: int, clock: Clock) -> MessageStep:
    """The step whose template is proposed for a lead.

    A message of ours that got no answer for some days is followed by a reminder; a first message goes by who they are
    and whether somebody named them; after that the stage says it. Raises NotFoundError.
    """
    lead = session.get(Lead, lead_id)
    if lead is None:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    contacts = select(Activity).where(Activity.lead_id == lead_id, col(Activity.kind).in_(_CONTACT))
    newest = session.exec(contacts.order_by(col(Activity.on).desc(), col(Activity.id).desc())).first()
    told = rules()
    if newest is not None and _is_unanswered(newest, clock, told.unanswered_days):
        return MessageStep.REMINDER
    rung = highest_rung(held_roles(session, lead.person_id, clock.today()))
    if newest is None and rung is not None and rung in told.by_role:
        return told.by_role[rung]
    if newest is None and session.get(Introduction, lead_id) is not None:
        return MessageStep.FIRST_WARM
    return MessageStep.FIRST_COLD if newest is None else told.by_stage.get(lead.stage, MessageStep.INFORMATION)


def _is_unanswered(newest: Activity, clock: Clock, days: int) -> bool:
    wrote = newest.kind in {ActivityKind.MAIL, ActivityKind.MESSAGE} and newest.direction is Direction.OUT
    return wrote and newest.on <= clock.today() - timedelta(days=days)
