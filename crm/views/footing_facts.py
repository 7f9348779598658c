"""What there is to know of programmes for how firmly they stand: informed, agreed, and in which roles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.database.batches import batched
from crm.tables import table_named
from crm.tables.core import ACTIVITY, ENTITY, IN_PROGRAMME, LEAD, PERSON, ROLE, STANDS
from crm.words import FUNNEL, RUNGS, EntityKind, RoleKind, Stage

AGREEMENT = table_named("agreement")

_AWAY = (Stage.DECLINED, Stage.DO_NOT_CONTACT)


@dataclass(frozen=True, slots=True)
class Worked:
    """Somebody who is worked: since when they are informed (None: not yet), and whether they gave examples."""

    person_id: int
    name: str
    informed_on: date | None
    gave_examples: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement and whose it is."""

    id: int
    person_id: int
    person: str
    number: int
    school_year: str
    agreed_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Facts:
    """By programme: the people who are worked, and the agreements of all years.

    `roles`: (programme, person) → what they are there; `above`: unit or school → the rungs there that were informed.
    """

    people: dict[int, dict[int, Worked]] = field(default_factory=lambda: defaultdict(dict))
    agreements: dict[int, list[Agreed]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[tuple[int, int], set[RoleKind]] = field(default_factory=lambda: defaultdict(set))
    above: dict[int, set[RoleKind]] = field(default_factory=lambda: defaultdict(set))


def facts(session: Session, programmes: Sequence[int], above: Sequence[int]) -> Facts:
    """All of it, of these programmes and of what stands `above` them: units and schools."""
    found = Facts()
    wanted = set(programmes)
    worked = _worked(session, _people_of(programmes, above))
    at: dict[int, set[int]] = defaultdict(set)
    for row in _roles(session, list(worked)):
        someone = worked[row.person_id]
        if row.of_kind in {EntityKind.UNIT, EntityKind.INSTITUTION}:
            if someone.informed_on is not None and row.kind in RUNGS:
                found.above[row.of_id].add(row.kind)
        elif row.programme in wanted:
            at[row.person_id].add(row.programme)
            found.roles[row.programme, row.person_id].add(row.kind)
            found.people[row.programme][row.person_id] = someone
    for programme, agreed in _agreements(session, at):
        if programme in wanted:
            found.agreements[programme].append(agreed)
    return found


def _people_of(programmes: Sequence[int], above: Sequence[int]) -> sa.Select[Any]:
    """Who has a role at any of these, or at a course of the programmes."""
    courses = sa.select(IN_PROGRAMME.c.course_id).where(IN_PROGRAMME.c.programme_id.in_(programmes))
    at = sa.or_(ROLE.c.of_id.in_([*programmes, *above]), ROLE.c.of_id.in_(courses))
    return sa.select(ROLE.c.person_id).where(at)


def _worked(session: Session, people: sa.Select[Any]) -> dict[int, Worked]:
    """Those of `people` with a lead who did not turn away."""
    informed = FUNNEL[FUNNEL.index(Stage.INFORMED) :]
    gave = FUNNEL[FUNNEL.index(Stage.EXAMPLES) :]
    told = sa.case((ACTIVITY.c.to_stage.in_(informed), ACTIVITY.c.on))
    chosen = (
        sa.select(LEAD.c.person_id, PERSON.c.name, sa.func.min(told).label("informed_on"))
        .add_columns(sa.func.max(sa.case((ACTIVITY.c.to_stage.in_(gave), 1), else_=0)).label("gave"))
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .join(ACTIVITY, ACTIVITY.c.lead_id == LEAD.c.id)
        .where(LEAD.c.stage.not_in(_AWAY), ACTIVITY.c.to_stage.is_not(None), LEAD.c.person_id.in_(people))
        .group_by(LEAD.c.person_id, PERSON.c.name)
    )
    return {
        row.person_id: Worked(row.person_id, row.name, _day(row.informed_on), bool(row.gave))
        for row in session.connection().execute(chosen)
    }


def _day(value: Any) -> date | None:  # noqa: ANN401 - a day, or its text
    return date.fromisoformat(value) if isinstance(value, str) else value


def _roles(session: Session, people: Sequence[int]) -> list[Any]:
    """The roles of people, each with the programme that it is of or that its course is in."""
    of = sa.case((ROLE.c.of_kind == EntityKind.PROGRAMME, ROLE.c.of_id), else_=IN_PROGRAMME.c.programme_id)
    chosen = (
        sa.select(ROLE.c.person_id, ROLE.c.kind, ROLE.c.of_id, ROLE.c.of_kind, of.label("programme"))
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .outerjoin(IN_PROGRAMME, IN_PROGRAMME.c.course_id == ROLE.c.of_id)
        .where(STANDS)
    )
    found: list[Any] = []
    for some in batched(people):
        found += session.connection().execute(chosen.where(ROLE.c.person_id.in_(some)))
    return found


def _agreements(session: Session, at: dict[int, set[int]]) -> list[tuple[int, Agreed]]:
    """Each agreement with the programmes of its course; one without a course counts where its teacher works."""
    columns = ("id", "number", "school_year", "agreed_on", "ended_on", "course_id")
    chosen = (
        sa.select(*(AGREEMENT.c[name] for name in columns), LEAD.c.person_id, PERSON.c.name.label("person"))
        .add_columns(IN_PROGRAMME.c.programme_id)
        .join(LEAD, LEAD.c.id == AGREEMENT.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(IN_PROGRAMME, IN_PROGRAMME.c.course_id == AGREEMENT.c.course_id)
        .order_by(AGREEMENT.c.id)
    )
    found: list[tuple[int, Agreed]] = []
    for row in session.connection().execute(chosen):
        agreed = Agreed(row.id, row.person_id, row.person, row.number, row.school_year, row.agreed_on, row.ended_on)
        places = {row.programme_id} if row.programme_id is not None else at.get(row.person_id, set())
        found += [(programme, agreed) for programme in sorted(places)]
    return found
