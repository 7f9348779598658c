"""What people do where, for the rows of a page: their courses, programmes and foremost role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.tables import Course, CourseInProgramme, Entity, Programme, Role
from crm.words import EntityKind, RoleKind

_FOREMOST = {kind: number for number, kind in enumerate(RoleKind)}


@dataclass(frozen=True, slots=True)
class Teaching:
    """Names of the courses and programmes somebody has a role in now, and the kinds of role, lowest rung first."""

    courses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    roles: tuple[RoleKind, ...] = ()


def teaching(session: Session, person_ids: Sequence[int]) -> dict[int, Teaching]:
    """What each of `person_ids` does, by the roles that stand; who has none is not in it."""
    roles = _roles(session, person_ids)
    of_course = {row.of_id for row in roles if row.of_kind is EntityKind.COURSE}
    of_programme = {row.of_id for row in roles if row.of_kind is EntityKind.PROGRAMME}
    courses = _names(session, Course, of_course)
    belonging = _programmes_of(session, of_course)
    programmes = _names(session, Programme, of_programme | {p for known in belonging.values() for p in known})
    roles_of: dict[int, list[Any]] = {}
    for row in roles:
        roles_of.setdefault(row.person_id, []).append(row)
    found: dict[int, Teaching] = {}
    for person, own in roles_of.items():
        direct = [row.of_id for row in own if row.of_kind is EntityKind.PROGRAMME]
        through = [p for row in own for p in belonging.get(row.of_id, ())]
        found[person] = Teaching(
            courses=_sorted(courses, (row.of_id for row in own)),
            programmes=_sorted(programmes, direct or through),
            roles=tuple(sorted({row.kind for row in own}, key=_FOREMOST.__getitem__)),
        )
    return found


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


def _sorted(names: dict[int, str], ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted({names[known] for known in ids if known in names}, key=str.casefold))
