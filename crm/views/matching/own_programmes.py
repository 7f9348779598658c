"""The programmes that somebody works for."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.tables.core import ENTITY, IN_PROGRAMME, PROGRAMME, ROLE, STANDS
from crm.words import EntityKind, Level


@dataclass(frozen=True, slots=True)
class OwnProgramme:
    """A programme that somebody works for: by their role in it, or in a course of it. `crebo`: its code, of an mbo."""

    name: str
    level: Level | None
    crebo: str | None = None


def programmes_of(connection: Connection, people: Collection[int]) -> dict[int, tuple[OwnProgramme, ...]]:
    """Person → the programmes they work for, by their roles that stand."""
    if not people:
        return {}
    roles = (
        sa.select(ROLE.c.person_id, PROGRAMME.c.name, PROGRAMME.c.level, PROGRAMME.c.code)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(ROLE.c.person_id.in_(list(people)), STANDS)
    )
    direct = roles.join(PROGRAMME, PROGRAMME.c.id == ROLE.c.of_id).where(ROLE.c.of_kind == EntityKind.PROGRAMME)
    by_course = (
        roles.join(IN_PROGRAMME, IN_PROGRAMME.c.course_id == ROLE.c.of_id)
        .join(PROGRAMME, PROGRAMME.c.id == IN_PROGRAMME.c.programme_id)
        .where(ROLE.c.of_kind == EntityKind.COURSE)
    )
    found: dict[int, dict[str, OwnProgramme]] = defaultdict(dict)
    for query in (direct, by_course):
        for person, name, level, code in connection.execute(query.order_by(PROGRAMME.c.sort_key, PROGRAMME.c.id)):
            one = OwnProgramme(name, level, code if level is Level.MBO else None)
            found[person].setdefault(name, one)
    return {person: tuple(named.values()) for person, named in found.items()}
