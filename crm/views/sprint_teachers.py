"""Who may guide a sprint: whoever gives its course, then those of its school who are worked with."""

import sqlalchemy as sa
from sqlmodel import Session

from crm.language import _
from crm.tables.core import ENTITY, LEAD, PERSON, ROLE, STANDS
from crm.views.sprints import SprintLine
from crm.words import RoleKind, Stage

MOST = 200
"""People who are named."""


def who_may(session: Session, line: SprintLine) -> list[tuple[int, str, str]]:
    """Person, name, and what they are to it; who guides it now is not among them."""
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
        .where(PERSON.c.institution_id == line.institution_id, LEAD.c.stage != Stage.DO_NOT_CONTACT)
        .order_by(PERSON.c.sort_key)
        .limit(MOST)
    )
    connection = session.connection()
    found: dict[int, tuple[str, str]] = {}
    for chosen, what in ((of_course, _("gives the course")), (worked_with, _("at the same school"))):
        for row in connection.execute(chosen):
            found.setdefault(row.id, (row.name, what))
    return [(id_, name, what) for id_, (name, what) in found.items() if id_ != line.person_id]
