"""Everything known of one person, lead or not."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from crm.clock import Clock
from crm.errors import NotFoundError
from crm.language import _
from crm.tables import Entity, Lead
from crm.views.above import Above, above
from crm.views.contacts import ContactRow, contact_rows
from crm.views.grounds import Ground, grounds
from crm.views.lead import (
    HeldRole,
    RungLine,
    SourcedValue,
    TimelineLine,
    held_roles,
    person_values,
    rungs_above,
    timeline,
)
from crm.views.lead_row import LeadRow
from crm.views.leads import lead_rows
from crm.views.milestones import LeadWork, lead_work
from crm.views.ways import WayIn, ways_to
from crm.warmth import Warmth, warmth_of
from crm.words import Channel


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person with all that stands about them. `lead` None: nobody works the relation yet, and nothing happened."""

    contact: ContactRow
    lead: LeadRow | None
    values: dict[str, SourcedValue]
    roles: tuple[HeldRole, ...]
    ladder: tuple[RungLine, ...]
    timeline: tuple[TimelineLine, ...]
    bases: dict[Channel, Ground]
    first_seen: date
    last_seen: date
    gone_on: date | None
    stage_since: date | None
    warmth: Warmth
    ways: tuple[WayIn, ...]
    done: LeadWork
    above: Above


def person_detail(session: Session, person_id: int, *, clock: Clock) -> PersonDetail:
    """All that is known of a person.

    Raises NotFoundError for an unknown id.
    """
    contacts = contact_rows(session, [person_id])
    if not contacts:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    lead = session.exec(select(Lead).where(col(Lead.person_id) == person_id)).first()
    lead_id = lead.id if lead is not None else None
    entity = session.get_one(Entity, person_id)
    warm = warmth_of(session, [person_id], clock.today()).get(person_id, Warmth())
    done = LeadWork() if lead_id is None else lead_work(session, lead_id, person_id)
    return PersonDetail(
        contact=contacts[0],
        lead=None if lead_id is None else lead_rows(session, [lead_id], clock=clock)[0],
        values=person_values(session, person_id),
        roles=held_roles(session, person_id, clock.today()),
        ladder=rungs_above(session, person_id),
        timeline=() if lead_id is None else tuple(timeline(session, lead_id, done)),
        bases=grounds(session, person_id),
        first_seen=entity.first_seen,
        last_seen=entity.last_seen,
        gone_on=entity.gone_on,
        stage_since=lead.stage_since if lead is not None else None,
        warmth=warm,
        ways=ways_to(session, person_id, warm.score, clock.today()),
        done=done,
        above=above(session, person_id, done),
    )
