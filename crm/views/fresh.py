"""What is new on the map since a day."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.tables import Entity, table_named
from crm.words import EntityKind

OUTSIDE_CONTACT = table_named("outside_contact")

COUNTED = (EntityKind.INSTITUTION, EntityKind.PROGRAMME, EntityKind.COURSE, EntityKind.PERSON)
"""Kinds that are counted, as they are named; units and roles say nothing by their number."""


def found_since(session: Session, day: date) -> dict[EntityKind, int]:
    """How many things of each kind were seen for the first time on `day` or later, and stand now.

    Kinds of which nothing was found are left out; what waits in review does not count, nor who is of a business or a
    partner: they are on no map.
    """
    outside = sa.exists().where(OUTSIDE_CONTACT.c.person_id == Entity.id)
    statement = (
        sa.select(col(Entity.kind), sa.func.count())
        .where(sa.not_(outside))
        .where(col(Entity.first_seen) >= day, col(Entity.gone_on).is_(None), ~col(Entity.in_review))
        .group_by(col(Entity.kind))
    )
    found = {EntityKind(kind): count for kind, count in session.connection().execute(statement)}
    return {kind: found[kind] for kind in COUNTED if kind in found}
