"""Who has to be told that they are held (GDPR art. 14(3)): a month after they were found, or in the first message."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.database.batches import is_one_of
from crm.privacy.keeping import kept_people
from crm.tables.core import ACTIVITY, ENTITY, LEAD, PERSON, SIGHTING, STANDS, table_named
from crm.today.rules import day_rules
from crm.words import Direction, MessageState, Stage


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who is to be told by `due`. `swept`: the sweep lets them go before that, so nobody needs to."""

    person: int
    name: str
    lead: int | None
    found: date
    page: str | None
    due: date
    swept: bool

    def document(self, today: date) -> dict[str, Any]:
        """As JSON."""
        return {
            "person": {"id": self.person, "name": self.name},
            "lead": self.lead,
            "found": {"on": self.found.isoformat(), "page": self.page},
            "due": self.due.isoformat(),
            "days_late": max((today - self.due).days, 0),
            "do": "sweep" if self.swept else "message",
        }


def due_notices(session: Session, today: date) -> list[Due]:
    """Everybody who is to be told within the days that `funnel/today.toml` says, or is late; the soonest first.

    Told is: a message that carried the notice was sent, or they were approached otherwise.
    """
    return sorted(_due(session, today), key=lambda one: (one.due, one.name))


def _due(session: Session, today: date) -> Iterator[Due]:
    rules = day_rules()
    within = timedelta(days=rules.notice_within)
    last = today + timedelta(days=rules.notice_ahead) - within
    message = table_named("message")
    told = sa.select(message.c.lead_id).where(message.c.noticed, message.c.state == MessageState.SENT)
    approached = sa.select(ACTIVITY.c.lead_id).where(ACTIVITY.c.direction == Direction.OUT)
    people = (
        sa.select(PERSON.c.id, PERSON.c.name, ENTITY.c.first_seen, LEAD.c.id.label("lead"))
        .join(ENTITY, ENTITY.c.id == PERSON.c.id)
        .outerjoin(LEAD, LEAD.c.person_id == PERSON.c.id)
        .where(STANDS, ENTITY.c.first_seen <= last)
        .where(sa.or_(LEAD.c.id.is_(None), LEAD.c.stage != Stage.DO_NOT_CONTACT))
        .where(sa.or_(LEAD.c.id.is_(None), sa.and_(LEAD.c.id.not_in(told), LEAD.c.id.not_in(approached))))
    )
    connection = session.connection()
    rows = connection.execute(people.order_by(PERSON.c.id)).all()
    if not rows:
        return
    kept = kept_people(connection)
    seen = sa.select(SIGHTING.c.entity_id, SIGHTING.c.page).where(
        is_one_of(SIGHTING.c.entity_id, {row.id for row in rows}, connection.dialect.name),
        SIGHTING.c.source_id.is_not(None),
    )
    pages = {row.entity_id: row.page for row in connection.execute(seen.order_by(SIGHTING.c.id.desc()))}
    for row in rows:
        if row.id in pages:
            yield Due(
                row.id,
                row.name,
                row.lead,
                row.first_seen,
                pages[row.id],
                row.first_seen + within,
                row.id not in kept,
            )
