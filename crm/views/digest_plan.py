"""The messages with cases that may go now: to whom, with which cases, and who gets none and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import ProposalState
from crm.errors import NotFoundError
from crm.language import _
from crm.matching.encoders import Encoder
from crm.messages.cases import ready_of
from crm.messages.templates import templates
from crm.offering import rules
from crm.services.offer_pace import Pace, next_offers
from crm.spoken import spoken_day, spoken_stop
from crm.tables import table_named
from crm.tables.core import LEAD, PERSON
from crm.views.fits import Fits, fits
from crm.views.grounds import stopped_among
from crm.views.proposals import ProposalLine
from crm.views.room import ALIVE, LeadRoom, rooms_of
from crm.words import FUNNEL, MessageState, MessageStep, Stage

PROPOSAL, MESSAGE = table_named("proposal"), table_named("message")

OFFERED_TO = frozenset(FUNNEL[FUNNEL.index(Stage.WARM) :])
"""Stages at which a case may be put to somebody."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case that fits, and the agreement it would go in; None for a lead that has none."""

    fit: Fits
    agreement_id: int | None


@dataclass(slots=True)
class DigestPlan:
    """A message to one teacher: what was chosen for it, and what fits and is chosen with it. `why_not`: none goes."""

    lead_id: int
    person_id: int
    name: str
    ready: list[ProposalLine] = field(default_factory=list)
    chosen: list[Chosen] = field(default_factory=list)
    why_not: str = ""

    @property
    def size(self) -> int:
        """Cases in it."""
        return len(self.ready) + len(self.chosen)


def digest_plans(
    session: Session,
    today: date,
    *,
    lead_id: int | None = None,
    owner: str | None = None,
    encoders: Sequence[Encoder] = (),
) -> list[DigestPlan]:
    """Of each lead that cases may be put to (or of one), what the next message would hold.

    The best fits of all come first: a case goes to the teacher it fits best who has room for it, and lies with no more
    teachers at a time than the data allow. Nothing is offered twice, over the places there are, too soon after the last
    message, or by mail to who wants none. Raises NotFoundError for an unknown lead.
    """
    plans = _plans(session, lead_id, owner)
    if lead_id is not None and not plans:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    stopped = stopped_among(session, [plan.person_id for plan in plans.values()])
    for lead, pace in next_offers(session, list(plans)).items():
        plan = plans[lead]
        no_mail = spoken_stop(stopped[plan.person_id]) if plan.person_id in stopped else ""
        plan.why_not = plan.why_not or no_mail or _too_soon(pace, today)
    going = [lead for lead, plan in plans.items() if not plan.why_not]
    for lead, ready in ready_of(session, going).items():
        plans[lead].ready = ready
    opened = _opened(session, going)
    _fill(session, plans, fits(session, [lead for lead in going if lead not in opened], today, encoders), today)
    for lead in going:
        if not plans[lead].size:
            plans[lead].why_not = _("no case fits, or no place is left")
    return sorted(plans.values(), key=lambda one: (bool(one.why_not), one.name.casefold(), one.lead_id))


def _opened(session: Session, leads: Sequence[int]) -> set[int]:
    """The leads to whom a message with cases went to the mail program, and nobody said that it was sent: that one comes
    first, for what were chosen now would lie until the next.
    """
    names = [one.name for one in templates() if one.step is MessageStep.CASES]
    chosen = sa.select(MESSAGE.c.lead_id).where(
        MESSAGE.c.lead_id.in_(leads), MESSAGE.c.state == MessageState.HANDED_OVER, MESSAGE.c.template.in_(names)
    )
    return set(session.connection().scalars(chosen))


def _plans(session: Session, lead_id: int | None, owner: str | None) -> dict[int, DigestPlan]:
    chosen = (
        sa.select(LEAD.c.id, LEAD.c.stage, LEAD.c.person_id, PERSON.c.name)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .order_by(LEAD.c.id)
    )
    chosen = chosen.where(LEAD.c.id == lead_id if lead_id is not None else LEAD.c.stage.in_(OFFERED_TO))
    if owner is not None:
        chosen = chosen.where(sa.func.lower(LEAD.c.owner) == owner.lower())
    found = {}
    for row in session.connection().execute(chosen):
        why_not = "" if row.stage in OFFERED_TO else _("no case is put to them at this stage")
        found[row.id] = DigestPlan(row.id, row.person_id, row.name, why_not=why_not)
    return found


def _too_soon(pace: Pace, today: date) -> str:
    if pace.on is None or pace.on <= today:
        return ""
    return _("once in {n} days: the next on {day}").format(n=pace.days, day=spoken_day(pace.on, today))


def _fill(session: Session, plans: dict[int, DigestPlan], fitting: Sequence[Fits], today: date) -> None:
    """Takes fits, best first, as long as teacher and case have room."""
    by = rules()
    rooms = rooms_of(session, list(dict.fromkeys(one.lead_id for one in fitting)), today)
    left = {lead: {0: room.loose, **{one.agreement.id: one.left for one in room.rooms}} for lead, room in rooms.items()}
    lies = _lies_with(session, today)
    for fit in fitting:
        plan = plans[fit.lead_id]
        if plan.size >= by.in_a_message or lies[fit.case_id] >= by.teachers_at_once:
            continue
        place = _place(fit, rooms[fit.lead_id], left[fit.lead_id])
        if place is None:
            continue
        left[fit.lead_id][place] -= 1
        lies[fit.case_id] += 1
        plan.chosen.append(Chosen(fit, place or None))


def _place(fit: Fits, room: LeadRoom, left: dict[int, int]) -> int | None:
    """Where a case can go: the agreement of its form, for its course or one that the map lost, with a place left.

    0 outside any; None where there is no room.
    """
    if fit.agreement_id is not None:
        return fit.agreement_id if left.get(fit.agreement_id, 0) > 0 else None
    here = [one.agreement for one in room.rooms if fit.setting in {None, one.agreement.setting}]
    fitting = [one.id for one in here if one.course_id == fit.course_id]
    fitting += [one.id for one in here if one.course_id is None and one.course_name is not None]
    outside = not room.rooms or room.outside_courses
    return next((one for one in ([0] if outside else fitting) if left[one] > 0), None)


def _lies_with(session: Session, today: date) -> Counter[int]:
    """Case → the teachers who have it before them; not those who let it lie for too long."""
    since = today - timedelta(days=rules().lies_days)
    lying = sa.or_(PROPOSAL.c.state != ProposalState.SENT, PROPOSAL.c.sent_on > since)
    chosen = (
        sa.select(PROPOSAL.c.case_id, sa.func.count())
        .where(PROPOSAL.c.state.in_(ALIVE), lying)
        .group_by(PROPOSAL.c.case_id)
    )
    return Counter({row[0]: row[1] for row in session.connection().execute(chosen)})
