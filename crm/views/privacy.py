"""What the law asks of one person, at a glance: on what ground, told or not, and how much is held."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from crm.messages.told import told_on
from crm.privacy.holdings import belongings, holdings
from crm.privacy.subjects import row_of
from crm.tables.core import ENTITY, LEAD
from crm.today.rules import day_rules
from crm.views.grounds import Ground, grounds, stop_of
from crm.words import Channel, Stage


@dataclass(frozen=True, slots=True)
class PrivacyCard:
    """What is shown. `told_on` None: nobody told them yet, which is due on `due`; `held`: what, and how many rows."""

    person: int
    name: str
    grounds: dict[Channel, Ground]
    objected: bool
    told_on: date | None
    due: date
    held: tuple[tuple[str, int], ...]
    sprints: int
    rows: int
    """How many go with them."""


def privacy_card(session: Session, person_id: int) -> PrivacyCard:
    """What the law asks of this person. Raises NotFoundError."""
    connection = session.connection()
    person = row_of(connection, person_id)
    found = belongings(connection, person_id)
    lead = connection.execute(sa.select(LEAD.c.id, LEAD.c.stage).where(LEAD.c.person_id == person_id)).first()
    first = connection.scalar(sa.select(ENTITY.c.first_seen).where(ENTITY.c.id == person_id))
    assert first is not None
    counts = {name: len(rows) for name, rows in found.theirs.items() if rows}
    for name, rows in found.pointing.items():
        if rows:
            counts[name] = counts.get(name, 0) + len(rows)
    said = grounds(session, person_id)
    if stop_of(session, None, person["email"]) is not None:
        counts.setdefault("mail_stop", 1)
    return PrivacyCard(
        person_id,
        person["name"],
        said,
        lead is not None and lead.stage is Stage.DO_NOT_CONTACT,
        told_on(session, lead.id) if lead is not None else None,
        first + timedelta(days=day_rules().notice_within),
        tuple((holdings()[name].about, count) for name, count in counts.items()),
        found.running,
        found.count,
    )
