"""The figure the office is known by: distinct businesses coupled to a student team.

One rule, in this module alone, that screens, the report, exports and messages use. A sprint counts from the day on
which a team is at work on the question: its kick-off, or its first day where it has none. One that was planned for
later and yet had its kick-off, or ended, began on that day. One that was stopped does not count, nor one that is still
to begin; one that runs or is done and of which no day is kept counts from its school year on. A business counts once,
however many sprints it had. A sprint is of the school year that is kept with it, and of the calendar year in which it
began; where no day is kept, as of many that came in from a file, of the calendar year in which its school year begins.
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


def _kick_off(day: sa.Column[date]) -> sa.ScalarSelect[date]:
    """A day of the kick-off of a row of `sprint`: that it has one at most is kept by the table."""
    return (
        sa.select(day).where(STEP.c.sprint_id == SPRINT.c.id, STEP.c.kind == SprintStepKind.KICK_OFF).scalar_subquery()
    )


def began() -> sa.ColumnElement[date]:
    """Of a row of `sprint`: the day on which a team is at work on it; null where no day is kept."""
    held, planned = _kick_off(STEP.c.done_on), _kick_off(STEP.c.on)
    first = _earlier(held, _earlier(SPRINT.c.ended_on, SPRINT.c.starts))
    yet_to_begin = sa.func.coalesce(held, planned, SPRINT.c.starts)
    return sa.case((SPRINT.c.state == SprintState.PLANNED, yet_to_begin), else_=first)


def _earlier(day: sa.ColumnElement[Any], other: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The earlier of two days; `other` where one is not known."""
    return sa.case((day < other, day), else_=other)


def counts(today: date) -> sa.ColumnElement[bool]:
    """Of a row of `sprint`: whether a team is, or was, at work on it by the day `today`."""
    first = began()
    at_work = SPRINT.c.state.in_([SprintState.RUNNING, SprintState.DONE])
    undated = sa.and_(at_work, first.is_(None), SPRINT.c.school_year <= school_year(today))
    return sa.and_(SPRINT.c.state != SprintState.STOPPED, sa.or_(first <= today, undated))


def in_calendar_year(year: int) -> sa.ColumnElement[bool]:
    """Of a row of `sprint`: whether it began in that year; without a day, whether its school year begins in it."""
    first = began()
    return sa.or_(
        first.between(date(year, 1, 1), date(year, 12, 31)),
        sa.and_(first.is_(None), SPRINT.c.school_year == f"{year}-{year + 1}"),
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
