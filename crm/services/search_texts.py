"""The words under which things are found, kept beside every fold."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.services.known import COURSE, ENTITY, INSTITUTION, PERSON, PROGRAMME, TABLES, UNIT
from crm.text import LONGEST, fold
from crm.words import EntityKind

SEARCH_TEXT = TABLES["search_text"]
IN_PROGRAMME = TABLES["course_in_programme"]


def write(connection: Connection, chosen: sa.Select[Any]) -> None:
    """Brings the search texts of the `chosen` entities to their columns. Roles have none."""
    held = {
        row.id: (row.name, row.place, row.words)
        for row in connection.execute(sa.select(SEARCH_TEXT).where(SEARCH_TEXT.c.id.in_(chosen)))
    }
    new, changed = [], []
    for row in _rows(connection, chosen):
        texts = (row["name"], row["place"], row["words"])
        if row["id"] not in held:
            new.append(row)
        elif held[row["id"]] != texts:
            changed.append({"b_id": row["id"], "b_name": texts[0], "b_place": texts[1], "b_words": texts[2]})
    if new:
        connection.execute(sa.insert(SEARCH_TEXT), new)
    if changed:
        update = sa.update(SEARCH_TEXT).where(SEARCH_TEXT.c.id == sa.bindparam("b_id"))
        texts_of: dict[str, Any] = {name: sa.bindparam(f"b_{name}") for name in ("name", "place", "words")}
        connection.execute(update.values(texts_of), changed)


def _rows(connection: Connection, chosen: sa.Select[Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    programmes = _programmes_of(connection, chosen)
    for kind, table in (
        (EntityKind.INSTITUTION, INSTITUTION),
        (EntityKind.UNIT, UNIT),
        (EntityKind.PROGRAMME, PROGRAMME),
        (EntityKind.COURSE, COURSE),
        (EntityKind.PERSON, PERSON),
    ):
        for found in connection.execute(_select(table).where(table.c.id.in_(chosen)).order_by(table.c.id)):
            near = programmes.get(found.id) or found.near
            place = " · ".join(part for part in (near, found.school) if part)
            words = " ".join(part for part in (found.name, found.extra, place) if part)
            folded = f"{fold(words)} {found.extra.lower()}" if found.extra else fold(words)
            rows.append(
                {"id": found.id, "kind": kind, "name": found.name, "place": place, "words": folded[: 4 * LONGEST]}
            )
    return rows


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
