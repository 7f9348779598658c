"""The ladder above a person: who stands on each rung, nearest first. Empty rungs are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.deciders import is_side_door, most_doors
from crm.tables.core import COURSE, ENTITY, IN_PROGRAMME, INSTITUTION, PERSON, PROGRAMME, ROLE, STANDS, UNIT
from crm.words import RUNGS, EntityKind, RoleKind

_OF_A_PROGRAMME = {RoleKind.COURSE_COORDINATOR, RoleKind.PROGRAMME_COORDINATOR, RoleKind.PROGRAMME_DIRECTOR}
"""Held of the whole school, such a role did not say of what: nobody is sent up to it."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person on the ladder, with what their role is of and the page's words for it."""

    id: int
    name: str
    email: str | None
    of: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder above somebody; `person` None: the map knows nobody there."""

    rung: RoleKind
    person: Someone | None


def ladder(session: Session, person_id: int) -> list[Rung]:
    """The rungs above the highest one the person stands on, lowest first, up to the board.

    Of several on one rung the one of the nearest course, programme or unit stands there. What waits in review, has
    gone, or is the person, does not count; side doors (internship office, staff) are no rungs.
    """
    roles = _roles_of(session, person_id)
    places = _places_above(session, person_id, [role.of_id for role in roles])
    best = _nearest(session, person_id, places)
    return [Rung(kind, best.get(kind)) for kind in RUNGS[RUNGS.index(_highest(roles)) + 1 :]]


def own_rung(session: Session, person_id: int) -> RoleKind:
    """The highest rung somebody stands on; who has no role on the ladder stands with the teachers."""
    return _highest(_roles_of(session, person_id))


def side_doors(session: Session, person_id: int) -> list[Someone]:
    """Who stands beside the ladder above somebody: the internship office first, then heads of department and the like.

    Useful to know, and never the next rung. At most as many as the data say, nearest first.
    """
    places = _places_above(session, person_id, [role.of_id for role in _roles_of(session, person_id)])
    beside = (RoleKind.INTERNSHIP_COORDINATOR, RoleKind.STAFF)
    found: dict[int, tuple[tuple[bool, int, str, int], Someone]] = {}
    for row in session.connection().execute(_of_places(person_id, places, beside)):
        if row.kind is RoleKind.STAFF and not is_side_door(row.words):
            continue
        order = (row.kind is RoleKind.STAFF, places[row.of_id], row.sort_key, row.person_id)
        someone = Someone(row.person_id, row.name, row.email, row.of, row.words)
        if row.person_id not in found or order < found[row.person_id][0]:
            found[row.person_id] = order, someone
    return [someone for _order, someone in sorted(found.values(), key=lambda one: one[0])][: most_doors()]


def _highest(roles: list[Any]) -> RoleKind:
    return RUNGS[max((RUNGS.index(role.kind) for role in roles if role.kind in RUNGS), default=0)]


def _standing(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 - columns of any type
    chosen = sa.select(*columns).join(ENTITY, ENTITY.c.id == ROLE.c.id)
    return chosen.where(STANDS)


def _roles_of(session: Session, person_id: int) -> list[Any]:
    chosen = _standing(ROLE.c.kind, ROLE.c.of_id).where(ROLE.c.person_id == person_id)
    return list(session.connection().execute(chosen))


def _places_above(session: Session, person_id: int, of_ids: list[int]) -> dict[int, int]:
    """Everything above what the person does → how many steps up it stands."""
    connection = session.connection()
    own = connection.execute(
        sa.select(PERSON.c.unit_id, PERSON.c.institution_id).where(PERSON.c.id == person_id)
    ).first()
    steps = dict.fromkeys(of_ids, 0)
    front = list(of_ids)
    for distance in range(1, 12):
        front = [above for above in _one_up(session, front) if above not in steps]
        steps.update(dict.fromkeys(front, distance))
        if not front:
            break
    if own is not None:
        last = max(steps.values(), default=0)
        for i in (own.unit_id, own.institution_id):
            if i is not None:
                steps.setdefault(i, last + 1)
        for i in _one_up(session, [own.unit_id] if own.unit_id else []):
            steps.setdefault(i, last + 2)
    return steps


def _one_up(session: Session, ids: list[int]) -> list[int]:
    if not ids:
        return []
    found: list[int] = []
    connection = session.connection()
    programmes = sa.select(IN_PROGRAMME.c.programme_id).where(IN_PROGRAMME.c.course_id.in_(ids))
    found += list(connection.scalars(programmes.order_by(IN_PROGRAMME.c.programme_id)))
    for table, links in ((COURSE, ("unit_id",)), (PROGRAMME, ("unit_id",)), (UNIT, ("parent_id",))):
        for link in (*links, "institution_id"):
            chosen = sa.select(table.c[link]).where(table.c.id.in_(ids), table.c[link].is_not(None))
            if link == "institution_id" and "parent_id" in links:
                chosen = chosen.where(table.c.parent_id.is_(None))
            if link == "institution_id" and "unit_id" in links:
                chosen = chosen.where(table.c.unit_id.is_(None))
            found += list(connection.scalars(chosen.order_by(table.c.id)))
    return list(dict.fromkeys(found))


def _nearest(session: Session, person_id: int, places: dict[int, int]) -> dict[RoleKind, Someone]:
    chosen = _of_places(person_id, places, RUNGS)
    parts = sa.select(UNIT.c.id).join(ENTITY, ENTITY.c.id == UNIT.c.id).where(ENTITY.c.gone_on.is_(None))
    has_units = session.connection().scalar(parts.where(UNIT.c.institution_id.in_(list(places))).limit(1)) is not None
    vague = _OF_A_PROGRAMME | ({RoleKind.DEAN} if has_units else set())
    best: dict[RoleKind, Someone] = {}
    held: dict[RoleKind, tuple[int, str, int]] = {}
    for row in session.connection().execute(chosen):
        if row.of_kind is EntityKind.INSTITUTION and row.kind in vague:
            continue
        at = (places[row.of_id], row.sort_key, row.person_id)
        if row.kind not in held or at < held[row.kind]:
            held[row.kind] = at
            best[row.kind] = Someone(row.person_id, row.name, row.email, row.of, row.words)
    return best


def _of_places(person_id: int, places: dict[int, int], kinds: Sequence[RoleKind]) -> sa.Select[Any]:
    """The roles of `kinds` that others have at these places now."""
    someone = ENTITY.alias("someone")
    return (
        _standing(ROLE, PERSON.c.name, PERSON.c.email, PERSON.c.sort_key, _name_of(ROLE.c.of_id).label("of"))
        .join(PERSON, PERSON.c.id == ROLE.c.person_id)
        .join(someone, someone.c.id == PERSON.c.id)
        .where(someone.c.gone_on.is_(None), someone.c.in_review.is_(False))
        .where(ROLE.c.of_id.in_(list(places)), ROLE.c.kind.in_(kinds), ROLE.c.person_id != person_id)
    )


def _name_of(entity_id: "sa.ColumnElement[int]") -> "sa.ColumnElement[str]":
    tables = (COURSE, PROGRAMME, UNIT, INSTITUTION)
    names = [sa.select(table.c.name).where(table.c.id == entity_id).scalar_subquery() for table in tables]
    return sa.func.coalesce(*names)
