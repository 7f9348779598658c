"""The first of the leads, read by sqlite3 alone.

Importing SQLAlchemy and the tables takes longer than the app's first frame. So the rows that stand in it first are read
past them; what they come down to is the business of the same functions as ever (`lead_row`, `taught`), and a test
holds what is read here to be what `crm.views.leads` reads. How warm people are is worked out from all that happened
with them: here it is not known yet.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, NamedTuple

from crm.views.lead_row import LeadRow, lead_row
from crm.views.taught import Teaching, taught
from crm.words import REACHED_OUT, Direction, EntityKind, RoleKind, Stage

_LEADS = f"""
    SELECT lead.id, person_id, person.name, person.email, institution.name AS institution, stage, owner, stage_since,
        next_on, next_what, wakes_on, last_activity_on,
        stage = '{Stage.MAPPED}' AND EXISTS (
            SELECT 1 FROM activity AS said
            WHERE said.lead_id = lead.id AND said.direction = '{Direction.OUT}'
                AND said.kind IN ({", ".join(f"'{kind}'" for kind in REACHED_OUT)})
                AND NOT EXISTS (
                    SELECT 1 FROM activity AS answer
                    WHERE answer.lead_id = lead.id AND answer.direction = '{Direction.IN}'
                        AND (answer."on", answer.id) > (said."on", said.id))
        ) AS approached
    FROM lead JOIN person ON person.id = lead.person_id
    LEFT JOIN institution ON institution.id = person.institution_id
    ORDER BY person.sort_key, person.id LIMIT ?
"""  # noqa: S608 - words of our own

_ROLES = """
    SELECT role.person_id, role.kind, role.of_id, role.of_kind FROM role JOIN entity ON entity.id = role.id
    WHERE role.person_id IN ({ids}) AND entity.gone_on IS NULL AND NOT entity.in_review
"""

_DAYS = ("stage_since", "next_on", "wakes_on", "last_activity_on")


class _Role(NamedTuple):
    person_id: int
    kind: RoleKind
    of_id: int
    of_kind: EntityKind


def first_leads(connection: sqlite3.Connection, limit: int, today: date) -> list[LeadRow]:
    """The first `limit` of all leads in order of name."""
    cursor = connection.execute(_LEADS, (limit,))
    names = [column[0] for column in cursor.description]
    found = [_typed(dict(zip(names, row, strict=True))) for row in cursor]
    teaching = _teaching(connection, [lead.person_id for lead in found])
    return [lead_row(lead, teaching.get(lead.person_id, Teaching()), today) for lead in found]


def _typed(row: dict[str, Any]) -> SimpleNamespace:
    days = {name: date.fromisoformat(row[name]) for name in _DAYS if row[name] is not None}
    return SimpleNamespace(**{**row, **days, "stage": Stage(row["stage"])})


def _teaching(connection: sqlite3.Connection, people: Sequence[int]) -> dict[int, Teaching]:
    roles = [
        _Role(person, RoleKind(kind), of_id, EntityKind(of_kind))
        for person, kind, of_id, of_kind in _those(connection, _ROLES, people)
    ]
    courses = {role.of_id for role in roles if role.of_kind is EntityKind.COURSE}
    of_programme = {role.of_id for role in roles if role.of_kind is EntityKind.PROGRAMME}
    belonging: dict[int, list[int]] = {}
    in_programme = "SELECT course_id, programme_id FROM course_in_programme WHERE course_id IN ({ids})"
    for course, programme in _those(connection, in_programme, courses):
        belonging.setdefault(course, []).append(programme)
    programmes = of_programme.union(*belonging.values())
    return taught(
        roles,
        dict(_those(connection, "SELECT id, name FROM course WHERE id IN ({ids})", courses)),
        belonging,
        dict(_those(connection, "SELECT id, name FROM programme WHERE id IN ({ids})", programmes)),
    )


def _those(connection: sqlite3.Connection, statement: str, ids: Iterable[int]) -> sqlite3.Cursor:
    known = list(ids)
    return connection.execute(statement.format(ids=", ".join("?" * len(known))), known)
