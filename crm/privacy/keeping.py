"""Whom there is a reason to keep: under a target, above one on the ladder, or somebody works with them."""

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.query.aims import people_with, things_with
from crm.services.known import CRAWL
from crm.tables import all_tables
from crm.tables.core import CONTACT_BASIS, COURSE, IN_PROGRAMME, PERSON, PROGRAMME, ROLE, UNIT
from crm.tables.crawled import SIGHTING
from crm.words import RUNGS, EntityKind, Target

_NO_WORK = frozenset(("role", "contact_basis", "mail_stop"))
"""Tables that point at a person without anybody working with them: what a page says, and that they want no mail."""


def kept_people(connection: Connection, institution_id: int | None = None) -> set[int]:
    """The people whom there is a reason to keep; with `institution_id` those of that school."""
    found = worked_with(connection) | under_target(connection)
    if institution_id is None:
        return found
    return found & set(connection.scalars(sa.select(PERSON.c.id).where(PERSON.c.institution_id == institution_id)))


def worked_with(connection: Connection, *, besides_leads: bool = False) -> set[int]:
    """People of whom a user of the office keeps something: lead, typed or imported value, acquaintance, contact of a
    company, a basis that somebody gave, a sprint, whoever was sent a campaign. `besides_leads`: without a lead.
    """
    found = set(
        connection.scalars(
            sa.select(SIGHTING.c.entity_id).where(
                SIGHTING.c.kind == EntityKind.PERSON.value, SIGHTING.c.source_id.is_(None)
            )
        )
    )
    found |= set(connection.scalars(sa.select(CONTACT_BASIS.c.person_id).where(CONTACT_BASIS.c.by != CRAWL)))
    for table in all_tables():
        for column in table.columns:
            points = any(key.column.table.name == "person" for key in column.foreign_keys)
            if points and table.name not in _NO_WORK and not (besides_leads and table.name == "lead"):
                found |= set(connection.scalars(sa.select(column).where(column.is_not(None))))
    return found


def under_target(connection: Connection) -> set[int]:
    """People who have a role in something that is a target, and those above it whom a lead may be taken up to."""
    found = set(connection.scalars(people_with(Target.YES)))
    above = _above_targets(connection)
    leading = sa.select(ROLE.c.person_id, ROLE.c.of_id).where(ROLE.c.kind.in_(RUNGS[1:]))
    return found | {row.person_id for row in connection.execute(leading) if row.of_id in above}


def _above_targets(connection: Connection) -> set[int]:
    """The programmes, units and schools over anything that is a target."""
    targets = set(connection.scalars(things_with(Target.YES)))
    units = {row.id: row for row in connection.execute(sa.select(UNIT))}
    found: set[int] = {unit for unit, row in units.items() if row.target is Target.YES}
    for table in (COURSE, PROGRAMME):
        for row in connection.execute(sa.select(table.c.id, table.c.unit_id, table.c.institution_id)):
            if row.id in targets:
                found |= {row.unit_id, row.institution_id} - {None}
    for row in connection.execute(sa.select(IN_PROGRAMME)):
        if row.course_id in targets:
            found.add(row.programme_id)
    for unit in list(found):
        _climb(unit, units, found)
    return found


def _climb(unit: int, units: dict[int, sa.Row[tuple[object, ...]]], found: set[int]) -> None:
    while unit in units:
        row = units[unit]
        found.add(row.institution_id)
        if row.parent_id is None or row.parent_id in found:
            return
        unit = row.parent_id
        found.add(unit)
