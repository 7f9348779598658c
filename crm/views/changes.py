"""The change feed: what the crawls saw appear, change, go and come back."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables.core import COURSE, LEAD, ROLE
from crm.tables.crawled import CHANGE, CRAWL_RUN, SOURCE
from crm.words import ChangeKind, EntityKind


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line. `id` is the thing's; None when it is no longer on the map at all."""

    number: int
    change: ChangeKind
    kind: EntityKind
    id: int | None
    name: str
    field: str | None
    old: str | None
    new: str | None
    run: int
    on: date
    page: str | None
    source: str
    lead_id: int | None = None
    """The lead of the person it is about, where there is one."""
    school_year: str | None = None
    """Of the course it is about, as its newest offering stands."""
    of_kind: EntityKind | None = None
    """Of a role: what sort of thing it is a role in."""


def changes(
    session: Session, since: date | None = None, run: int | None = None, limit: int | None = None
) -> list[ChangeLine]:
    """The feed, newest first: of the days from `since` on, of the crawl `run`, or all."""
    about = sa.func.coalesce(ROLE.c.person_id, CHANGE.c.entity_id)
    chosen = (
        sa.select(
            CHANGE, SOURCE.c.name.label("source"), LEAD.c.id.label("lead_id"), COURSE.c.school_year, ROLE.c.of_kind
        )
        .join(CRAWL_RUN, CRAWL_RUN.c.id == CHANGE.c.run_id)
        .join(SOURCE, SOURCE.c.id == CRAWL_RUN.c.source_id)
        .join(ROLE, ROLE.c.id == CHANGE.c.entity_id, isouter=True)
        .join(LEAD, LEAD.c.person_id == about, isouter=True)
        .join(COURSE, COURSE.c.id == CHANGE.c.entity_id, isouter=True)
        .order_by(CHANGE.c.on.desc(), CHANGE.c.run_id.desc(), CHANGE.c.id)
        .limit(limit)
    )
    if since is not None:
        chosen = chosen.where(CHANGE.c.on >= since)
    if run is not None:
        chosen = chosen.where(CHANGE.c.run_id == run)
    return [
        ChangeLine(
            number=row.id,
            change=row.change,
            kind=row.kind,
            id=row.entity_id,
            name=row.name,
            field=row.field,
            old=row.old,
            new=row.new,
            run=row.run_id,
            on=row.on,
            page=row.page,
            source=row.source,
            lead_id=row.lead_id,
            school_year=row.school_year,
            of_kind=row.of_kind,
        )
        for row in session.connection().execute(chosen)
    ]
