"""What is known of one thing of the map, short enough for the pane beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.clock import Clock, SystemClock
from crm.errors import NotFoundError
from crm.language import _
from crm.spoken import spoken_kind
from crm.tables.core import COURSE, ENTITY, IN_PROGRAMME, INSTITUTION, LEAD, PERSON, PROGRAMME, ROLE, STANDS, table_of
from crm.tables.crawled import SIGHTING
from crm.views.known_here import KnownHere, known_among
from crm.words import EntityKind, Method, RoleKind, Stage, Target

FIELDS: Mapping[EntityKind, tuple[str, ...]] = {
    EntityKind.INSTITUTION: ("name", "level", "url"),
    EntityKind.UNIT: ("name", "url"),
    EntityKind.PROGRAMME: ("name", "code", "level", "degree", "url"),
    EntityKind.COURSE: ("name", "code", "credits", "period", "school_year", "language", "description", "url"),
    EntityKind.PERSON: ("name", "titles", "email", "phone", "url"),
}
"""The values of each kind that a page can say and a hand can correct, in reading order."""

MOST = 40
"""People or roles on a card."""

_RUNGS = {kind: number for number, kind in enumerate(RoleKind)}


@dataclass(frozen=True, slots=True)
class Tie:
    """A role as it ties a person to a thing: on the card of the thing it names the person, and the other way round."""

    id: int
    kind: EntityKind
    name: str
    role: RoleKind
    words: str | None
    school_year: str | None
    gone: bool
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One thing. `page` is where its best sighting stands; None for what was typed by hand alone.

    `stages` counts the leads among the people at or below it, `people` everyone there, `known` names whom we know.
    `lead_id` and `stage` are a person's own.
    """

    kind: EntityKind
    id: int
    name: str
    values: Mapping[str, Any]
    first_seen: date
    last_seen: date
    gone_on: date | None
    page: str | None
    school: str
    target: Target
    target_why: str | None
    ties: tuple[Tie, ...]
    people: int
    stages: Mapping[Stage, int]
    known: tuple[KnownHere, ...] = ()
    lead_id: int | None = None
    stage: Stage | None = None

    @property
    def url(self) -> str | None:
        """Its own page, else the page it was seen on."""
        own = self.values.get("url")
        return str(own) if own else self.page


def card(session: Session, kind: EntityKind, id_: int, *, clock: Clock | None = None) -> Card:
    """The card of a thing. Raises NotFoundError when it is not in the map."""
    connection = session.connection()
    table = table_of(kind)
    row = connection.execute(
        sa.select(table, ENTITY.c.first_seen, ENTITY.c.last_seen, ENTITY.c.gone_on)
        .join(ENTITY, ENTITY.c.id == table.c.id)
        .where(table.c.id == id_)
    ).mappings()
    found = row.first()
    if found is None or kind not in FIELDS:
        raise NotFoundError(_("There is no {kind} {id} in the map.").format(kind=spoken_kind(kind), id=id_))
    lead = connection.execute(sa.select(LEAD.c.id, LEAD.c.stage).where(LEAD.c.person_id == id_)).first()
    people = _people_of(kind, id_)
    return Card(
        kind=kind,
        id=id_,
        name=found["name"],
        values={name: found[name] for name in FIELDS[kind]},
        first_seen=found["first_seen"],
        last_seen=found["last_seen"],
        gone_on=found["gone_on"],
        page=_page(connection, id_),
        school=_school(connection, found["institution_id"] if kind is not EntityKind.INSTITUTION else id_),
        target=found.get("target") or Target.UNDECIDED,
        target_why=found.get("target_why"),
        ties=_ties_of_person(connection, id_) if kind is EntityKind.PERSON else _ties(connection, id_),
        people=connection.scalar(sa.select(sa.func.count()).select_from(people.subquery())) or 0,
        stages=_stages(connection, people),
        known=() if kind is EntityKind.PERSON else known_among(session, people, (clock or SystemClock()).today()),
        lead_id=lead.id if lead is not None else None,
        stage=lead.stage if lead is not None else None,
    )


def stages_of(session: Session, person_ids: Sequence[int]) -> dict[int, Stage]:
    """Person → stage, for those of `person_ids` who have a lead."""
    statement = sa.select(LEAD.c.person_id, LEAD.c.stage).where(LEAD.c.person_id.in_(person_ids))
    return {row.person_id: row.stage for row in session.connection().execute(statement)}


def stages_at(session: Session, programme_ids: Sequence[int]) -> dict[int, dict[Stage, int]]:
    """Programme → how many of the people with a role in it, or in a course of it, have a lead at each stage."""
    through = (
        sa.select(IN_PROGRAMME.c.programme_id.label("at"), ROLE.c.person_id, ROLE.c.id)
        .join(ROLE, ROLE.c.of_id == IN_PROGRAMME.c.course_id)
        .where(IN_PROGRAMME.c.programme_id.in_(programme_ids))
    )
    direct = sa.select(ROLE.c.of_id.label("at"), ROLE.c.person_id, ROLE.c.id).where(ROLE.c.of_id.in_(programme_ids))
    roles = sa.union_all(through, direct).subquery()
    counted = (
        sa.select(roles.c.at, LEAD.c.stage, sa.func.count(sa.distinct(LEAD.c.id)))
        .join(LEAD, LEAD.c.person_id == roles.c.person_id)
        .join(ENTITY, ENTITY.c.id == roles.c.id)
        .where(STANDS)
        .group_by(roles.c.at, LEAD.c.stage)
    )
    found: dict[int, dict[Stage, int]] = {}
    for at, stage, count in session.connection().execute(counted):
        found.setdefault(at, {})[stage] = count
    return found


def _page(connection: Connection, id_: int) -> str | None:
    """The page of the sighting that is trusted most and newest."""
    statement = sa.select(SIGHTING.c.page, SIGHTING.c.method, SIGHTING.c.last_seen).where(
        SIGHTING.c.entity_id == id_, SIGHTING.c.method != Method.MANUAL
    )
    rows = connection.execute(statement.order_by(SIGHTING.c.ended_on.is_not(None), SIGHTING.c.page).limit(MOST)).all()
    best = min(rows, key=lambda row: (row.method.rank, -row.last_seen.toordinal(), row.page), default=None)
    return None if best is None else str(best.page)


def _school(connection: Connection, id_: int | None) -> str:
    return connection.scalar(sa.select(INSTITUTION.c.name).where(INSTITUTION.c.id == id_)) or ""


def _ties(connection: Connection, id_: int) -> tuple[Tie, ...]:
    statement = (
        sa.select(ROLE, PERSON.c.name, ENTITY.c.gone_on, LEAD.c.stage)
        .join(PERSON, PERSON.c.id == ROLE.c.person_id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .outerjoin(LEAD, LEAD.c.person_id == PERSON.c.id)
        .where(ROLE.c.of_id == id_, ENTITY.c.in_review.is_(False))
        .order_by(PERSON.c.sort_key, ROLE.c.id)
        .limit(MOST)
    )
    ties = [_tie(row, row.person_id, EntityKind.PERSON, row.stage) for row in connection.execute(statement)]
    return tuple(sorted(ties, key=_order))


def _ties_of_person(connection: Connection, id_: int) -> tuple[Tie, ...]:
    ties: list[Tie] = []
    for kind in (EntityKind.COURSE, EntityKind.PROGRAMME, EntityKind.UNIT, EntityKind.INSTITUTION):
        table = table_of(kind)
        statement = (
            sa.select(ROLE, table.c.name, ENTITY.c.gone_on)
            .join(table, table.c.id == ROLE.c.of_id)
            .join(ENTITY, ENTITY.c.id == ROLE.c.id)
            .where(ROLE.c.person_id == id_, ENTITY.c.in_review.is_(False))
            .order_by(table.c.sort_key, ROLE.c.id)
            .limit(MOST)
        )
        ties += [_tie(row, row.of_id, kind, None) for row in connection.execute(statement)]
    return tuple(sorted(ties, key=_order)[:MOST])


def _tie(row: Any, id_: int, kind: EntityKind, stage: Stage | None) -> Tie:  # noqa: ANN401 - a row of two tables
    return Tie(
        id=id_,
        kind=kind,
        name=row.name,
        role=row.kind,
        words=row.words,
        school_year=row.school_year,
        gone=row.gone_on is not None,
        stage=stage,
    )


def _order(tie: Tie) -> tuple[bool, int]:
    """Those that stand first, the lower rung first; the rest as the database gave it."""
    return tie.gone, _RUNGS[tie.role]


def _people_of(kind: EntityKind, id_: int) -> sa.Select[Any]:
    """The ids of the people who have a role at or below the thing."""
    standing = sa.select(ROLE.c.person_id).join(ENTITY, ENTITY.c.id == ROLE.c.id).where(STANDS)
    if kind is EntityKind.PERSON:
        return sa.select(PERSON.c.id).where(PERSON.c.id == id_)
    if kind is EntityKind.INSTITUTION:
        there = sa.select(PERSON.c.id).join(ENTITY, ENTITY.c.id == PERSON.c.id)
        return there.where(PERSON.c.institution_id == id_, STANDS)
    at = [ROLE.c.of_id == id_]
    if kind is EntityKind.PROGRAMME:
        at.append(ROLE.c.of_id.in_(sa.select(IN_PROGRAMME.c.course_id).where(IN_PROGRAMME.c.programme_id == id_)))
    if kind is EntityKind.UNIT:
        programmes = sa.select(PROGRAMME.c.id).where(PROGRAMME.c.unit_id == id_)
        at += [
            ROLE.c.of_id.in_(programmes),
            ROLE.c.of_id.in_(sa.select(COURSE.c.id).where(COURSE.c.unit_id == id_)),
            ROLE.c.of_id.in_(sa.select(IN_PROGRAMME.c.course_id).where(IN_PROGRAMME.c.programme_id.in_(programmes))),
        ]
    return standing.where(sa.or_(*at)).distinct()


def _stages(connection: Connection, people: sa.Select[Any]) -> dict[Stage, int]:
    counted = sa.select(LEAD.c.stage, sa.func.count()).where(LEAD.c.person_id.in_(people)).group_by(LEAD.c.stage)
    return {row[0]: row[1] for row in connection.execute(counted)}
