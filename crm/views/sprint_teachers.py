"""Who may guide a sprint: who is called as a list has it, whoever gives its course, those of its school worked with."""

import sqlalchemy as sa
from sqlmodel import Session

from crm.language import _
from crm.services.sprint_teachers import is_called
from crm.tables.core import ENTITY, INSTITUTION, LEAD, PERSON, ROLE, STANDS
from crm.text import fold
from crm.views.sprints import SprintLine
from crm.words import RoleKind, Stage

MOST = 200
"""People who are named."""


def who_may(session: Session, line: SprintLine) -> list[tuple[int, str, str]]:
    """Person, name, and what they are to it; who guides it now is not among them."""
    school = _school(session, line)
    of_course = (
        sa.select(PERSON.c.id, PERSON.c.name)
        .join(ROLE, ROLE.c.person_id == PERSON.c.id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(ROLE.c.of_id == line.course_id, STANDS)
        .where(ROLE.c.kind.in_([RoleKind.TEACHER, RoleKind.COURSE_COORDINATOR]))
        .order_by(PERSON.c.sort_key)
    )
    worked_with = (
        sa.select(PERSON.c.id, PERSON.c.name)
        .join(LEAD, LEAD.c.person_id == PERSON.c.id)
        .where(PERSON.c.institution_id == school, LEAD.c.stage != Stage.DO_NOT_CONTACT)
        .order_by(PERSON.c.sort_key)
        .limit(MOST)
    )
    connection = session.connection()
    found: dict[int, tuple[str, str]] = {}
    if line.person_id is None and line.person is not None:
        there = (
            sa.select(PERSON.c.id, PERSON.c.name, PERSON.c.email)
            .join(ENTITY, ENTITY.c.id == PERSON.c.id)
            .where(PERSON.c.institution_id == school, STANDS)
            .order_by(PERSON.c.sort_key)
        )
        for id_, name, email in connection.execute(there):
            if is_called(name, email, line.person):
                found[id_] = name, _("is called so")
    for chosen, what in ((of_course, _("gives the course")), (worked_with, _("at the same school"))):
        for row in connection.execute(chosen):
            found.setdefault(row.id, (row.name, what))
    return [(id_, name, what) for id_, (name, what) in found.items() if id_ != line.person_id]


def _school(session: Session, line: SprintLine) -> int | None:
    """The school of a sprint, also where it came on the map after the sprint."""
    if line.institution_id is not None or line.school is None:
        return line.institution_id
    found = session.connection().execute(sa.select(INSTITUTION.c.id, INSTITUTION.c.name)).all()
    return next((id_ for id_, name in found if fold(name) == fold(line.school)), None)
