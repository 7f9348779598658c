"""What people do where, read for the rows of a page."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.tables import Course, CourseInProgramme, Entity, Programme, Role
from crm.views.taught import Teaching, taught
from crm.words import EntityKind


def teaching(session: Session, person_ids: Sequence[int]) -> dict[int, Teaching]:
    """What each of `person_ids` does, by the roles that stand; who has none is not in it."""
    roles = _roles(session, person_ids)
    of_course = {row.of_id for row in roles if row.of_kind is EntityKind.COURSE}
    of_programme = {row.of_id for row in roles if row.of_kind is EntityKind.PROGRAMME}
    courses = _names(session, Course, of_course)
    belonging = _programmes_of(session, of_course)
    programmes = _names(session, Programme, of_programme | {p for known in belonging.values() for p in known})
    return taught(roles, courses, belonging, programmes)


def _roles(session: Session, person_ids: Sequence[int]) -> Sequence[Any]:
    return (
        session.connection()
        .execute(
            sa.select(col(Role.person_id), col(Role.kind), col(Role.of_id), col(Role.of_kind))
            .join(Entity, col(Entity.id) == col(Role.id))
            .where(col(Role.person_id).in_(person_ids), col(Entity.gone_on).is_(None), ~col(Entity.in_review))
        )
        .all()
    )


def _programmes_of(session: Session, courses: Iterable[int]) -> dict[int, list[int]]:
    belongs = sa.select(col(CourseInProgramme.course_id), col(CourseInProgramme.programme_id)).where(
        col(CourseInProgramme.course_id).in_(list(courses))
    )
    found: dict[int, list[int]] = {}
    for course, programme in session.connection().execute(belongs):
        found.setdefault(course, []).append(programme)
    return found


def _names(session: Session, model: type[Course | Programme], ids: Iterable[int]) -> dict[int, str]:
    named = sa.select(col(model.id), col(model.name)).where(col(model.id).in_(list(ids)))
    return {known: name for known, name in session.connection().execute(named) if known is not None}
