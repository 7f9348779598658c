"""The calendars of schools and people, read from the database."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.calendar.days import OnesDays
from crm.calendar.holidays import region_of
from crm.calendar.school import SchoolCalendar
from crm.calendar.stretches import Stretch, key_of
from crm.tables import Institution, Manner, Person, SchoolPeriod


def calendars(session: Session, institutions: Iterable[int] | None = None) -> dict[int, SchoolCalendar]:
    """The calendar of each school, or of those that are named."""
    wanted = None if institutions is None else sorted(set(institutions))
    schools = sa.select(col(Institution.id), col(Institution.level), col(Institution.domain))
    typed = sa.select(SchoolPeriod.__table__)  # type: ignore[attr-defined]  # SQLModel sets it
    if wanted is not None:
        schools = schools.where(col(Institution.id).in_(wanted))
        typed = typed.where(col(SchoolPeriod.institution_id).in_(wanted))
    connection = session.connection()
    rows = connection.execute(schools).all()
    levels = {row.id: row.level for row in rows}
    own: dict[int, list[Stretch]] = {}
    for row in connection.execute(typed):
        key = key_of(row.kind, row.name, levels.get(row.institution_id))
        stretch = Stretch(row.kind, key, row.name, row.starts, row.ends, own=True)
        own.setdefault(row.institution_id, []).append(stretch)
    return {row.id: SchoolCalendar(row.level, region_of(row.domain), tuple(own.get(row.id, ()))) for row in rows}


def calendar_of(session: Session, institution_id: int | None) -> SchoolCalendar:
    """The calendar of a school; the usual one where there is no such school."""
    if institution_id is None:
        return SchoolCalendar()
    return calendars(session, [institution_id]).get(institution_id, SchoolCalendar())


def days_of(session: Session, person_id: int) -> OnesDays:
    """The days of a person: their school's calendar, and the weekdays on which they said that they work."""
    person = session.get(Person, person_id)
    manner = session.get(Manner, person_id)
    calendar = calendar_of(session, person.institution_id if person is not None else None)
    return OnesDays.of(calendar, manner.works_on if manner is not None else None)
