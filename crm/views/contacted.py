"""The last contact with each of some leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.database.batches import batched
from crm.tables import Activity, Lead
from crm.words import ActivityKind, Direction


@dataclass(frozen=True, slots=True)
class Contact:
    """A mail, call, visit or message."""

    kind: ActivityKind
    on: date
    note: str | None
    direction: Direction | None


def last_contacts(session: Session, lead_ids: Sequence[int]) -> dict[int, Contact]:
    """The newest contact of each lead; who has none is not in it."""
    found: dict[int, Contact] = {}
    for some in batched(lead_ids):
        statement = (
            sa.select(
                col(Activity.lead_id), col(Activity.kind), col(Activity.on), col(Activity.note), col(Activity.direction)
            )
            .join(Lead, col(Lead.id) == col(Activity.lead_id))
            .where(
                col(Activity.lead_id).in_(some),
                col(Activity.on) == col(Lead.last_activity_on),
                col(Activity.direction).is_not(None),
            )
            .order_by(col(Activity.id))
        )
        for row in session.connection().execute(statement):
            found[row.lead_id] = Contact(row.kind, row.on, row.note, row.direction)
    return found
