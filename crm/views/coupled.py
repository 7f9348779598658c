"""The figure the office is known by: distinct businesses coupled to a student team.

A sprint counts once a team is at work on the question: it runs or is done, or it was planned and its kick-off has been.
One that was stopped does not, nor one that is still to begin. A business counts once, however many sprints it had. A
sprint is of the school year that is kept with it, and of the calendar year in which it began; where no day is kept, as
of many that came in from a file, of the calendar year in which its school year begins.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import SprintState, SprintStepKind
from crm.clock import school_year
from crm.tables import table_named

SPRINT, STEP = table_named("sprint"), table_named("sprint_step")


@dataclass(frozen=True, slots=True)
class Coupled:
    """How many distinct businesses: in the school year and the calendar year of a day, and in all up to it."""

    school_year: str
    in_school_year: int
    calendar_year: int
    in_calendar_year: int
    in_all: int


def counts(today: date) -> sa.ColumnElement[bool]:
    """Of a row of `sprint`: whether a team is, or was, at work on it by the day `today`."""
    kick_off = sa.and_(STEP.c.sprint_id == SPRINT.c.id, STEP.c.kind == SprintStepKind.KICK_OFF)
    has_one = sa.exists(sa.select(STEP.c.id).where(kick_off))
    been = sa.exists(sa.select(STEP.c.id).where(kick_off, sa.or_(STEP.c.done_on.is_not(None), STEP.c.on <= today)))
    begun = sa.or_(been, sa.and_(sa.not_(has_one), SPRINT.c.starts <= today))
    return sa.or_(
        SPRINT.c.state.in_([SprintState.RUNNING, SprintState.DONE]),
        sa.and_(SPRINT.c.state == SprintState.PLANNED, begun),
    )


def in_calendar_year(year: int) -> sa.ColumnElement[bool]:
    """Of a row of `sprint`: whether it began in that year; without a day, whether its school year begins in it."""
    return sa.or_(
        SPRINT.c.starts.between(date(year, 1, 1), date(year, 12, 31)),
        sa.and_(SPRINT.c.starts.is_(None), SPRINT.c.school_year == f"{year}-{year + 1}"),
    )


def coupled(session: Session, today: date) -> Coupled:
    """The figure on the day `today`, of what the database holds now."""
    year = school_year(today)
    chosen = sa.select(
        _distinct(SPRINT.c.school_year == year), _distinct(in_calendar_year(today.year)), _distinct(sa.true())
    ).where(counts(today))
    row = session.connection().execute(chosen).one()
    return Coupled(year, row[0], today.year, row[1], row[2])


def coupled_json(found: Coupled) -> dict[str, Any]:
    """The figure as commands give it."""
    return {
        "school_year": {"year": found.school_year, "businesses": found.in_school_year},
        "calendar_year": {"year": found.calendar_year, "businesses": found.in_calendar_year},
        "in_all": found.in_all,
    }


def _distinct(where: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.distinct(sa.case((where, SPRINT.c.company_id))))
