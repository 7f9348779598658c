"""The courses somebody teaches, the likeliest to be meant first."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import school_year
from crm.services.targets import effective
from crm.tables.core import COURSE, ENTITY, ROLE, STANDS
from crm.words import EntityKind, RoleKind, Target


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A course somebody teaches or coordinates now. `period` as published, `credits` in EC."""

    id: int
    name: str
    period: str | None = None
    credits: float | None = None


def own_courses(session: Session, person_id: int, today: date) -> list[OwnCourse]:
    """Whom the office is after first, then those of the current school year, then those they teach; last by name."""
    at = (
        sa.select(COURSE.c.id, COURSE.c.name, COURSE.c.sort_key, COURSE.c.period, COURSE.c.credits)
        .add_columns(ROLE.c.kind, ROLE.c.school_year)
        .join(ROLE, ROLE.c.of_id == COURSE.c.id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(ROLE.c.person_id == person_id, ROLE.c.of_kind == EntityKind.COURSE, STANDS)
    )
    rows = list(session.connection().execute(at))
    aims = effective(session, {row.id for row in rows})
    order = {Target.YES: 0, Target.UNDECIDED: 1, Target.NO: 2}
    current = school_year(today)
    rows.sort(
        key=lambda row: (
            order[aims[row.id]],
            row.school_year is not None and row.school_year < current,
            row.kind is not RoleKind.TEACHER,
            row.sort_key,
            row.id,
        )
    )
    found = {row.id: OwnCourse(row.id, row.name, row.period, row.credits) for row in reversed(rows)}
    return [found[one] for one in dict.fromkeys(row.id for row in rows)]
