"""Teachers whom a list of past sprints named and the map did not know: who they are once it does."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import col, select

from crm.services import person_names
from crm.tables import Institution, Lead, Person, Sprint, table_named
from crm.tables.core import ENTITY, INSTITUTION, LEAD, PERSON, STANDS
from crm.text import fold
from crm.unit_of_work import Work

SPRINT = table_named("sprint")


def is_called(name: str, email: str | None, said: str) -> bool:
    """Whether somebody of that name and address may be whom a list calls `said`."""
    if "@" in said:
        return said.lower() == (email or "").lower()
    return person_names.compatible(name, said)


def take_over_named(connection: Connection, institution_id: int) -> int:
    """Gives the sprints of a school whose teacher only has a name to the one person of the map who fits it.

    Where several fit, or nobody, the name stays. Gives how many were given.
    """
    named = _named(connection, institution_id)
    if not named:
        return 0
    there = (
        sa.select(PERSON.c.id, PERSON.c.name, PERSON.c.email, LEAD.c.id.label("lead"))
        .join(ENTITY, ENTITY.c.id == PERSON.c.id)
        .outerjoin(LEAD, LEAD.c.person_id == PERSON.c.id)
        .where(PERSON.c.institution_id == institution_id, STANDS)
    )
    people = connection.execute(there).all()
    given = 0
    for sprint, said in named:
        same = [one for one in people if is_called(one.name, one.email, said)]
        if len(same) == 1:
            values = {"person_id": same[0].id, "lead_id": same[0].lead, "teacher_name": None}
            connection.execute(sa.update(SPRINT).where(SPRINT.c.id == sprint).values(**values))
            given += 1
    return given


def _named(connection: Connection, institution_id: int) -> list[tuple[int, str]]:
    """The sprints of a school whose teacher is only a name: number and name."""
    chosen = sa.select(SPRINT.c.id, SPRINT.c.teacher_name, SPRINT.c.institution_id, SPRINT.c.institution_name).where(
        SPRINT.c.person_id.is_(None),
        SPRINT.c.teacher_name.is_not(None),
        sa.or_(SPRINT.c.institution_id == institution_id, SPRINT.c.institution_id.is_(None)),
    )
    rows = connection.execute(chosen).all()
    if not rows:
        return []
    name = connection.scalar(sa.select(INSTITUTION.c.name).where(INSTITUTION.c.id == institution_id))
    return [
        (row.id, row.teacher_name)
        for row in rows
        if row.institution_id is not None or fold(row.institution_name or "") == fold(name or "")
    ]


def follow_lead(work: Work, lead: Lead, person: Person) -> None:
    """Puts the sprints that somebody guided before they were a lead under their lead, those by name alone included."""
    theirs = select(Sprint).where(Sprint.person_id == person.id, col(Sprint.lead_id).is_(None))
    for sprint in (*work.session.exec(theirs), *_by_name(work, person)):
        sprint.lead_id, sprint.person_id, sprint.teacher_name = lead.id, person.id, None
    work.session.flush()


def _by_name(work: Work, person: Person) -> Iterable[Sprint]:
    """The sprints of their school whose teacher is only a name, and that of nobody else there."""
    school = work.session.get(Institution, person.institution_id) if person.institution_id is not None else None
    if school is None or school.id is None:
        return ()
    named = _named(work.session.connection(), school.id)
    mine = [number for number, said in named if is_called(person.name, person.email, said)]
    if not mine:
        return ()
    others = list(
        work.session.exec(
            select(Person.name, Person.email).where(Person.institution_id == school.id, Person.id != person.id)
        )
    )
    said_of = dict(named)
    alone = [number for number in mine if not any(is_called(*other, said_of[number]) for other in others)]
    return work.session.exec(select(Sprint).where(col(Sprint.id).in_(alone))).all()
