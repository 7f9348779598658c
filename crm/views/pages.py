"""The pages of a source that were read, and those that say something of a thing of the map."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables import table_named
from crm.tables.crawled import PAGE, SIGHTING


@dataclass(frozen=True, slots=True)
class PageLine:
    """A page that was read: its address, what it was taken for, and whether its body is kept."""

    id: int
    source_id: int
    url: str
    kind: str
    archived: bool


def _lines(session: Session, chosen: sa.ColumnElement[bool]) -> list[PageLine]:
    body = table_named("page_body")
    query = (
        sa.select(PAGE.c.id, PAGE.c.source_id, PAGE.c.url, PAGE.c.kind, body.c.page_id.is_not(None).label("archived"))
        .outerjoin(body, body.c.page_id == PAGE.c.id)
        .where(chosen, PAGE.c.findings.is_not(None))
        .order_by(PAGE.c.url)
    )
    return [
        PageLine(row.id, row.source_id, row.url, row.kind or "", bool(row.archived))
        for row in session.connection().execute(query)
    ]


def pages(session: Session, source_id: int) -> list[PageLine]:
    """All pages of a source that were read, by address."""
    return _lines(session, PAGE.c.source_id == source_id)


def pages_about(session: Session, entity_id: int) -> list[PageLine]:
    """The pages that say something of a thing now, and of the roles a person has; by address."""
    said = sa.select(SIGHTING.c.page).where(SIGHTING.c.entity_id == entity_id, SIGHTING.c.ended_on.is_(None))
    sources = sa.select(SIGHTING.c.source_id).where(SIGHTING.c.entity_id == entity_id)
    return _lines(session, sa.and_(PAGE.c.url.in_(said), PAGE.c.source_id.in_(sources)))


def page_at(session: Session, url: str) -> PageLine | None:
    """The page at an address, where it was read."""
    found = _lines(session, PAGE.c.url == url)
    return found[0] if found else None
