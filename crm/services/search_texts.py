"""The words under which things are found, kept beside every fold."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from crm.database.bulk import insert_in_one
from crm.tables.core import (
    COURSE,
    ENTITY,
    IN_PROGRAMME,
    INSTITUTION,
    PERSON,
    PROGRAMME,
    ROLE,
    SEARCH_TEXT,
    STANDS,
    UNIT,
)
from crm.text import LONGEST, fold
from crm.words import EntityKind

LONGEST_WORDS = 4 * LONGEST
"""Characters of a thing that are looked through."""

_TEXTS = ("name", "place", "words", "courses")
_THINGS = {
    EntityKind.INSTITUTION: INSTITUTION,
    EntityKind.UNIT: UNIT,
    EntityKind.PROGRAMME: PROGRAMME,
    EntityKind.COURSE: COURSE,
}


def write(connection: Connection, chosen: sa.Select[Any]) -> None:
    """Brings the search texts of the `chosen` entities to their columns, with those of whoever has a role at one.

    Roles have none: a role that is chosen stands for its person.
    """
    whose = (sa.select(ROLE.c.person_id).where(end.in_(chosen)) for end in (ROLE.c.id, ROLE.c.of_id))
    union = sa.union(chosen, *whose).subquery()
    concerned = sa.select(union.c[0])
    standing = sa.select(SEARCH_TEXT).where(SEARCH_TEXT.c.id.in_(concerned))
    held = {row["id"]: row for row in connection.execute(standing).mappings()}
    new, changed = [], []
    for row in [*_rows_of_things(connection, chosen), *_rows_of_people(connection, concerned)]:
        if row["id"] not in held:
            new.append(row)
        elif any(held[row["id"]][name] != row[name] for name in _TEXTS):
            changed.append({"b_id": row["id"], **{f"b_{name}": row[name] for name in _TEXTS}})
    insert_in_one(connection, SEARCH_TEXT, new)
    if changed:
        update = sa.update(SEARCH_TEXT).where(SEARCH_TEXT.c.id == sa.bindparam("b_id"))
        connection.execute(update.values({name: sa.bindparam(f"b_{name}") for name in _TEXTS}), changed)


def _rows_of_things(connection: Connection, chosen: sa.Select[Any]) -> Iterator[dict[str, Any]]:
    kinds = set(connection.scalars(sa.select(ENTITY.c.kind).where(ENTITY.c.id.in_(chosen)).distinct()))
    programmes = _programmes_of(connection, chosen) if EntityKind.COURSE in kinds else {}
    for kind, table in ((kind, _THINGS[kind]) for kind in _THINGS if kind in kinds):
        for found in connection.execute(_select(table).where(table.c.id.in_(chosen)).order_by(table.c.id)):
            yield _row(kind, found, programmes.get(found.id) or found.near)


def _rows_of_people(connection: Connection, chosen: sa.Select[Any]) -> Iterator[dict[str, Any]]:
    courses = _courses_of(connection, chosen)
    for found in connection.execute(_select(PERSON).where(PERSON.c.id.in_(chosen)).order_by(PERSON.c.id)):
        yield _row(EntityKind.PERSON, found, found.near, courses.get(found.id, ""))


def text_of_person(
    id_: int, name: str, email: str | None, near: str | None, school: str | None, courses: str = ""
) -> dict[str, Any]:
    """The row of a person: found by name, e-mail address, unit and school, and by the (folded) names of courses."""
    return _text(EntityKind.PERSON, id_, name, email, near, school, courses)


def _row(kind: EntityKind, found: Row[Any], near: str | None, courses: str = "") -> dict[str, Any]:
    return _text(kind, found.id, found.name, found.extra, near, found.school, courses)


def _text(
    kind: EntityKind, id_: int, name: str, extra: str | None, near: str | None, school: str | None, courses: str
) -> dict[str, Any]:
    place = " · ".join(part for part in (near, school) if part)
    words = " ".join([folded for folded in (fold(name), fold(extra) if extra else "", fold(place)) if folded])
    if extra:
        words += f" {extra.lower()}"
    return {
        "id": id_,
        "kind": kind,
        "name": name,
        "place": place,
        "words": words[:LONGEST_WORDS],
        "courses": courses[:LONGEST_WORDS],
    }


@cache
def _select(table: sa.Table) -> sa.Select[Any]:
    """id, name, extra (code or e-mail), near (unit) and school of each row of `table`."""
    if table is INSTITUTION:
        nothing = sa.cast(sa.null(), sa.String)
        return sa.select(
            table.c.id, table.c.name, nothing.label("extra"), nothing.label("near"), nothing.label("school")
        )
    extra = {"programme": "code", "course": "code", "person": "email"}.get(table.name)
    school = sa.select(INSTITUTION.c.name).where(INSTITUTION.c.id == table.c.institution_id).scalar_subquery()
    above = UNIT.alias("above")
    link = table.c.parent_id if table is UNIT else table.c.unit_id
    near = sa.select(above.c.name).where(above.c.id == link).scalar_subquery()
    column = table.c[extra] if extra else sa.cast(sa.null(), sa.String)
    return sa.select(table.c.id, table.c.name, column.label("extra"), near.label("near"), school.label("school"))


def _programmes_of(connection: Connection, chosen: sa.Select[Any]) -> dict[int, str]:
    """Course → names of its programmes; those of gone ones are left out."""
    names: dict[int, list[str]] = defaultdict(list)
    joined = (
        sa.select(IN_PROGRAMME.c.course_id, PROGRAMME.c.name)
        .join(PROGRAMME, PROGRAMME.c.id == IN_PROGRAMME.c.programme_id)
        .join(ENTITY, ENTITY.c.id == PROGRAMME.c.id)
        .where(IN_PROGRAMME.c.course_id.in_(chosen), ENTITY.c.gone_on.is_(None))
        .order_by(PROGRAMME.c.sort_key, PROGRAMME.c.id)
    )
    for row in connection.execute(joined):
        names[row.course_id].append(row.name)
    return {course: ", ".join(found[:3]) for course, found in names.items()}


def _courses_of(connection: Connection, chosen: sa.Select[Any]) -> dict[int, str]:
    """Person → the folded names of the courses they have a role at; roles that ended or are in doubt do not count."""
    names: dict[int, list[str]] = defaultdict(list)
    held = (
        sa.select(ROLE.c.person_id, COURSE.c.name)
        .join(COURSE, COURSE.c.id == ROLE.c.of_id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(ROLE.c.person_id.in_(chosen), STANDS)
        .order_by(COURSE.c.sort_key, COURSE.c.id)
    )
    for row in connection.execute(held):
        names[row.person_id].append(row.name)
    return {person: fold(" ".join(dict.fromkeys(found))) for person, found in names.items()}
