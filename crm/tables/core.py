"""The tables of the map and the funnel as SQL takes them, and when a thing stands on the map.

For what reads or writes many rows at once. Where things were found is `crm.tables.crawled`; who is who,
`crm.tables.who_is_who`: most commands need neither.
"""

import sqlalchemy as sa

from crm.tables import table_named
from crm.words import EntityKind


def table_of(kind: EntityKind) -> sa.Table:
    """The table that holds the things of `kind`."""
    return table_named(kind.value)


ENTITY = table_named("entity")
INSTITUTION, UNIT, PROGRAMME = (
    table_of(EntityKind.INSTITUTION),
    table_of(EntityKind.UNIT),
    table_of(EntityKind.PROGRAMME),
)
COURSE, PERSON, ROLE = table_of(EntityKind.COURSE), table_of(EntityKind.PERSON), table_of(EntityKind.ROLE)
IN_PROGRAMME = table_named("course_in_programme")
SEARCH_TEXT = table_named("search_text")
LEAD, ACTIVITY, CONTACT_BASIS = table_named("lead"), table_named("activity"), table_named("contact_basis")
NETWORK, ACQUAINTANCE = table_named("network"), table_named("acquaintance")

STANDS = sa.and_(ENTITY.c.gone_on.is_(None), ENTITY.c.in_review.is_(False))
"""Of a joined entity: it is on the map now, neither gone from every page nor waiting in review."""

DOUBTFUL_ROLES = sa.select(ENTITY.c.id).where(ENTITY.c.kind == EntityKind.ROLE, ENTITY.c.in_review)
"""Ids of the roles that wait in review: of whom they are said, nothing follows from them."""
