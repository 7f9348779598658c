"""A crawl proposes that digital sprints stand in the study guide, with the sentence of the page that says so."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services.known import CRAWL
from crm.tables import table_named
from crm.tables.core import COURSE, IN_PROGRAMME, PROGRAMME
from crm.tables.crawled import SIGHTING
from crm.words import EmbeddingLevel, EntityKind

EMBEDDING = table_named("embedding")


def refresh(connection: Connection, institution_id: int, today: date) -> None:
    """Proposes it for every programme of the school whose own page, or that of one of its courses, says so now.

    What nobody has said yes to goes when no page says it any more; what a person said stays as it is.
    """
    held = {row.entity_id: row for row in connection.execute(_held(institution_id))}
    said = _said(connection, institution_id)
    lapsed = [row.id for programme, row in held.items() if row.proposed and programme not in said]
    if lapsed:
        connection.execute(sa.delete(EMBEDDING).where(EMBEDDING.c.id.in_(lapsed)))
    for programme, quote in sorted(said.items()):
        row = held.get(programme)
        if row is None:
            values = {"entity_id": programme, "level": EmbeddingLevel.STUDY_GUIDE, "proposed": True, "by": CRAWL}
            connection.execute(sa.insert(EMBEDDING), [{**values, **quote, "on": today}])
        elif row.proposed and (row.evidence, row.page) != (quote["evidence"], quote["page"]):
            connection.execute(sa.update(EMBEDDING).where(EMBEDDING.c.id == row.id).values(**quote))


def _held(institution_id: int) -> sa.Select[Any]:
    of_school = sa.select(EMBEDDING).join(PROGRAMME, PROGRAMME.c.id == EMBEDDING.c.entity_id)
    return of_school.where(
        PROGRAMME.c.institution_id == institution_id, EMBEDDING.c.level == EmbeddingLevel.STUDY_GUIDE
    )


def _said(connection: Connection, institution_id: int) -> dict[int, Mapping[str, str]]:
    """Programme → the words and the page, its own page before that of a course."""
    # As text: of a large school's thousands of pages few say it, and only these are read.
    speaks = sa.cast(SIGHTING.c.says, sa.String).contains("sprint_quote")
    standing = sa.select(SIGHTING.c.says, SIGHTING.c.page).where(SIGHTING.c.ended_on.is_(None), speaks)
    own = (
        standing.add_columns(PROGRAMME.c.id.label("programme"))
        .join(PROGRAMME, PROGRAMME.c.id == SIGHTING.c.entity_id)
        .where(PROGRAMME.c.institution_id == institution_id, SIGHTING.c.kind == EntityKind.PROGRAMME)
    )
    of_course = (
        standing.add_columns(IN_PROGRAMME.c.programme_id.label("programme"))
        .join(COURSE, COURSE.c.id == SIGHTING.c.entity_id)
        .join(IN_PROGRAMME, IN_PROGRAMME.c.course_id == COURSE.c.id)
        .where(COURSE.c.institution_id == institution_id, SIGHTING.c.kind == EntityKind.COURSE)
    )
    found: dict[int, Mapping[str, str]] = {}
    for chosen in (own, of_course):
        for row in connection.execute(chosen.order_by(SIGHTING.c.page)):
            quote = row.says.get("sprint_quote")
            if quote and row.programme not in found:
                found[row.programme] = {"evidence": quote, "page": row.page}
    return found
