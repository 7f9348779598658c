"""Where a thing stands in the map: the way down to it from its school."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.tables.core import COURSE, ENTITY, IN_PROGRAMME, PERSON, PROGRAMME, ROLE, UNIT
from crm.words import EntityKind

DEEPEST = 12
"""Steps from a school down, at most: a ring of units must not hold us."""

_NEAREST = (EntityKind.COURSE, EntityKind.PROGRAMME, EntityKind.UNIT, EntityKind.INSTITUTION)
"""Of the roles of a person the one that stands deepest in the map comes first."""


class Step(NamedTuple):
    """A thing on the way."""

    kind: EntityKind
    id: int


def way_to(session: Session, kind: EntityKind, id_: int) -> list[Step]:
    """The steps from the school down to the thing, itself last; only itself where nothing stands above it.

    A course in several programmes is reached through the first by name, a person through what they teach.
    """
    way = [Step(kind, id_)]
    while len(way) < DEEPEST:
        above = _above(session.connection(), way[0])
        if above is None or above in way:
            break
        way.insert(0, above)
    return way


def _above(connection: Connection, step: Step) -> Step | None:
    if step.kind is EntityKind.PERSON:
        return _role_of(connection, step.id) or _part_of(connection, PERSON.c.unit_id, step.id)
    if step.kind is EntityKind.ROLE:
        person = connection.scalar(sa.select(ROLE.c.person_id).where(ROLE.c.id == step.id))
        return None if person is None else Step(EntityKind.PERSON, person)
    if step.kind is EntityKind.COURSE:
        return _programme_of(connection, step.id) or _part_of(connection, COURSE.c.unit_id, step.id)
    if step.kind is EntityKind.PROGRAMME:
        return _part_of(connection, PROGRAMME.c.unit_id, step.id)
    return _part_of(connection, UNIT.c.parent_id, step.id) if step.kind is EntityKind.UNIT else None


def _part_of(connection: Connection, unit: "sa.Column[int]", id_: int) -> Step | None:
    """The unit that the column `unit` names for the thing, or else its school."""
    table = unit.table
    row = connection.execute(sa.select(unit, table.c.institution_id).where(table.c.id == id_)).first()
    if row is None:
        return None
    if row[0] is not None:
        return Step(EntityKind.UNIT, row[0])
    return None if row[1] is None else Step(EntityKind.INSTITUTION, row[1])


def _programme_of(connection: Connection, course: int) -> Step | None:
    programme = connection.scalar(
        sa.select(PROGRAMME.c.id)
        .join(IN_PROGRAMME, IN_PROGRAMME.c.programme_id == PROGRAMME.c.id)
        .join(ENTITY, ENTITY.c.id == PROGRAMME.c.id)
        .where(IN_PROGRAMME.c.course_id == course)
        .order_by(ENTITY.c.gone_on.is_not(None), PROGRAMME.c.sort_key, PROGRAMME.c.id)
        .limit(1)
    )
    return None if programme is None else Step(EntityKind.PROGRAMME, programme)


def _role_of(connection: Connection, person: int) -> Step | None:
    depth = sa.case({kind: number for number, kind in enumerate(_NEAREST)}, value=ROLE.c.of_kind)
    role = connection.execute(
        sa.select(ROLE.c.of_kind, ROLE.c.of_id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(ROLE.c.person_id == person)
        .order_by(ENTITY.c.gone_on.is_not(None), depth, ROLE.c.id)
        .limit(1)
    ).first()
    return None if role is None else Step(EntityKind(role.of_kind), role.of_id)
