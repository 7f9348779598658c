"""The calendars of schools and people, read from the database."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import Session

from crm.calendar.building import built
from crm.calendar.days import OnesDays
from crm.calendar.school import SchoolCalendar
from crm.tables import Manner, Person, table_named
from crm.tables.core import INSTITUTION

SCHOOL_PERIOD = table_named("school_period")


def calendars(session: Session, institutions: Iterable[int] | None = None) -> dict[int, SchoolCalendar]:
    """The calendar of each school, or of those that are named."""
    schools = sa.select(INSTITUTION.c.id, INSTITUTION.c.level, INSTITUTION.c.domain)
    typed = sa.select(*(SCHOOL_PERIOD.c[name] for name in ("institution_id", "kind", "name", "starts", "ends")))
    if institutions is not None:
        wanted = sorted(set(institutions))
        schools = schools.where(INSTITUTION.c.id.in_(wanted))
        typed = typed.where(SCHOOL_PERIOD.c.institution_id.in_(wanted))
    connection = session.connection()
    known = [(row.id, row.level, row.domain) for row in connection.execute(schools)]
    return built(known, [(row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(typed)])


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
