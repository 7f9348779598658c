"""Steps up of leads, who asks round, and through whom somebody came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables import table_named
from crm.tables.core import LEAD, PERSON, PROGRAMME, UNIT
from crm.words import Consent, RoleKind

STEP, SCOUTING, INTRODUCTION = table_named("escalation"), table_named("scouting"), table_named("introduction")
_ABOVE, _SOMEONE = LEAD.alias("above"), PERSON.alias("someone")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step up: whose lead, to which rung and who stands there (None: that rung is empty), why, what came of it."""

    id: int
    lead_id: int
    person_id: int
    person: str
    to_lead_id: int | None
    to_person_id: int | None
    to_person: str | None
    from_rung: RoleKind
    to_rung: RoleKind
    why: str
    consent: Consent
    outcome: str | None
    outcome_on: date | None
    on: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ScoutingLine:
    """Somebody asks round: for which programme or unit (None: all of theirs), whom they ask, by when, the outcome."""

    id: int
    lead_id: int
    person_id: int
    person: str
    place: str | None
    whom: str | None
    due: date
    outcome: str | None
    closed_on: date | None
    on: date
    by: str
    at: datetime
    named: int
    """How many people came in through it."""


@dataclass(frozen=True, slots=True)
class Came:
    """Through whom somebody came in, and what was said of them."""

    lead_id: int
    via_id: int
    via: str
    words: str | None
    on: date
    by: str


def steps_of(session: Session, lead_ids: Sequence[int]) -> list[StepLine]:
    """The steps up from and to some leads, newest first."""
    return _steps(session, sa.or_(STEP.c.lead_id.in_(lead_ids), STEP.c.to_lead_id.in_(lead_ids)))


def open_steps(session: Session, owner: str | None = None) -> list[StepLine]:
    """The steps up of which nobody has said what came of them, oldest first; of the leads of `owner`, where given."""
    where: list[sa.ColumnElement[bool]] = [STEP.c.outcome.is_(None)]
    if owner is not None:
        where.append(sa.func.lower(LEAD.c.owner) == owner.lower())
    return _steps(session, sa.and_(*where))[::-1]


def scoutings_of(session: Session, lead_ids: Sequence[int]) -> list[ScoutingLine]:
    """Who of some leads asks round, or did, newest first."""
    return _scoutings(session, SCOUTING.c.lead_id.in_(lead_ids))


def open_scoutings(session: Session, owner: str | None = None) -> list[ScoutingLine]:
    """Who asks round and has not come back, the first due first."""
    where: list[sa.ColumnElement[bool]] = [SCOUTING.c.outcome.is_(None)]
    if owner is not None:
        where.append(sa.func.lower(LEAD.c.owner) == owner.lower())
    return sorted(_scoutings(session, sa.and_(*where)), key=lambda one: (one.due, one.id))


def came_through(session: Session, lead_ids: Sequence[int]) -> dict[int, Came]:
    """Lead → through whom it came, where somebody named them."""
    chosen = (
        sa.select(INTRODUCTION.c.lead_id, PERSON.c.id.label("via_id"), PERSON.c.name.label("via"))
        .add_columns(INTRODUCTION.c.words, INTRODUCTION.c.on, INTRODUCTION.c.by)
        .join(PERSON, PERSON.c.id == INTRODUCTION.c.via_person_id)
        .where(INTRODUCTION.c.lead_id.in_(lead_ids))
    )
    return {row["lead_id"]: Came(**row) for row in session.connection().execute(chosen).mappings()}


def named_by(session: Session, person_id: int) -> list[tuple[int, str]]:
    """Who came in through somebody: person and name, in order of name."""
    chosen = (
        sa.select(PERSON.c.id, PERSON.c.name)
        .join(LEAD, LEAD.c.person_id == PERSON.c.id)
        .join(INTRODUCTION, INTRODUCTION.c.lead_id == LEAD.c.id)
        .where(INTRODUCTION.c.via_person_id == person_id)
        .order_by(PERSON.c.sort_key)
    )
    return [(row.id, row.name) for row in session.connection().execute(chosen)]


def step_json(line: StepLine) -> dict[str, Any]:
    """A step up as commands give it."""
    above = None if line.to_person_id is None else {"id": line.to_person_id, "name": line.to_person}
    return {
        "id": line.id,
        "from": line.from_rung.value,
        "to": line.to_rung.value,
        "why": line.why,
        "outcome": line.outcome,
        "outcome_on": None if line.outcome_on is None else line.outcome_on.isoformat(),
        "consent": line.consent.value,
        "lead": line.lead_id,
        "person": {"id": line.person_id, "name": line.person},
        "to_lead": line.to_lead_id,
        "to_person": above,
        "on": line.on.isoformat(),
        "by": line.by,
    }


def scouting_json(line: ScoutingLine) -> dict[str, Any]:
    """Somebody who asks round, as commands give it."""
    return {
        "id": line.id,
        "for": line.place,
        "whom": line.whom,
        "by": line.due.isoformat(),
        "outcome": line.outcome,
        "closed_on": None if line.closed_on is None else line.closed_on.isoformat(),
        "named": line.named,
        "lead": line.lead_id,
    }


def _steps(session: Session, where: sa.ColumnElement[bool]) -> list[StepLine]:
    chosen = (
        sa.select(STEP, LEAD.c.person_id, PERSON.c.name.label("person"))
        .add_columns(_SOMEONE.c.id.label("to_person_id"), _SOMEONE.c.name.label("to_person"))
        .join(LEAD, LEAD.c.id == STEP.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(_ABOVE, _ABOVE.c.id == STEP.c.to_lead_id)
        .outerjoin(_SOMEONE, _SOMEONE.c.id == _ABOVE.c.person_id)
        .where(where)
        .order_by(STEP.c.on.desc(), STEP.c.id.desc())
    )
    return [StepLine(**row) for row in session.connection().execute(chosen).mappings()]


def _scoutings(session: Session, where: sa.ColumnElement[bool]) -> list[ScoutingLine]:
    named = sa.select(sa.func.count()).where(INTRODUCTION.c.scouting_id == SCOUTING.c.id).scalar_subquery()
    columns = [column for column in SCOUTING.c if column.name != "entity_id"]
    chosen = (
        sa.select(*columns, LEAD.c.person_id, PERSON.c.name.label("person"), named.label("named"))
        .add_columns(sa.func.coalesce(PROGRAMME.c.name, UNIT.c.name).label("place"))
        .join(LEAD, LEAD.c.id == SCOUTING.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .outerjoin(PROGRAMME, PROGRAMME.c.id == SCOUTING.c.entity_id)
        .outerjoin(UNIT, UNIT.c.id == SCOUTING.c.entity_id)
        .where(where)
        .order_by(SCOUTING.c.on.desc(), SCOUTING.c.id.desc())
    )
    return [ScoutingLine(**row) for row in session.connection().execute(chosen).mappings()]
