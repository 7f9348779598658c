"""The tables as SQL takes them, for what reads or writes many rows at once, and when a thing stands on the map."""

import sqlalchemy as sa
from sqlmodel import SQLModel

from crm.tables import all_tables
from crm.words import EntityKind


def table_named(name: str) -> sa.Table:
    """The table `name` of the database. Raises KeyError when there is none."""
    if name not in SQLModel.metadata.tables:
        all_tables()
    return SQLModel.metadata.tables[name]


def table_of(kind: EntityKind) -> sa.Table:
    """The table that holds the things of `kind`."""
    return table_named(kind.value)


ENTITY, SIGHTING = table_named("entity"), table_named("sighting")
INSTITUTION, UNIT, PROGRAMME = (
    table_of(EntityKind.INSTITUTION),
    table_of(EntityKind.UNIT),
    table_of(EntityKind.PROGRAMME),
)
COURSE, PERSON, ROLE = table_of(EntityKind.COURSE), table_of(EntityKind.PERSON), table_of(EntityKind.ROLE)
IN_PROGRAMME = table_named("course_in_programme")
SEARCH_TEXT = table_named("search_text")
LEAD, ACTIVITY, MAIL_BASIS = table_named("lead"), table_named("activity"), table_named("mail_basis")
SOURCE, CRAWL_RUN = table_named("source"), table_named("crawl_run")
CONTACT_IMPORT, NETWORK, ACQUAINTANCE = (
    table_named("contact_import"),
    table_named("network"),
    table_named("acquaintance"),
)
KEPT_APART, MERGE = table_named("kept_apart"), table_named("merge")
SITE_RULE, REVIEW_LATER = table_named("site_rule"), table_named("review_later")
PAGE, CHANGE = table_named("page"), table_named("change")

STANDS = sa.and_(ENTITY.c.gone_on.is_(None), ENTITY.c.in_review.is_(False))
"""Of a joined entity: it is on the map now, neither gone from every page nor waiting in review."""

DOUBTFUL_ROLES = sa.select(ENTITY.c.id).where(ENTITY.c.kind == EntityKind.ROLE, ENTITY.c.in_review)
"""Ids of the roles that wait in review: of whom they are said, nothing follows from them."""
