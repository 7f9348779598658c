"""What people who are not here any more added to the figures: read beside what is counted of those who are."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.figures.period import Period
from crm.tables import table_named
from crm.words import PastOf, Stage

PAST = table_named("past_figure")


def past_roads(period: Period, institution_id: int | None) -> sa.Select[Any]:
    """Way in and days to the agreement, with the sums that `crm.figures.roads` makes of leads."""
    return (
        sa.select(
            PAST.c.what,
            PAST.c.days,
            sa.func.count(),
            _times(PAST.c.came_of_it),
            _times(PAST.c.agreed),
            _times(PAST.c.sprint),
            sa.func.sum(PAST.c.mails),
            sa.func.sum(PAST.c.calls),
            sa.func.sum(PAST.c.visits),
        )
        .where(*_within(PastOf.ROUTE, period, institution_id))
        .group_by(PAST.c.what, PAST.c.days)
    )


def past_answers(period: Period, institution_id: int | None) -> sa.Select[Any]:
    """Template and days until the answer, and how often."""
    chosen = sa.select(PAST.c.what, PAST.c.days, sa.func.count())
    return chosen.where(*_within(PastOf.TEMPLATE, period, institution_id)).group_by(PAST.c.what, PAST.c.days)


def past_stages(
    session: Session, period: Period, institution_id: int | None
) -> dict[Stage, list[tuple[int | None, int, int]]]:
    """Stage → for each number of days in it (None: it did not end): how many entered it, and how many went on."""
    chosen = (
        sa.select(PAST.c.what, PAST.c.days, sa.func.count(), _times(PAST.c.came_of_it))
        .where(*_within(PastOf.STAGE, period, institution_id))
        .group_by(PAST.c.what, PAST.c.days)
    )
    found: dict[Stage, list[tuple[int | None, int, int]]] = {}
    for stage, days, came, further in session.connection().execute(chosen):
        found.setdefault(Stage(stage), []).append((days, came, further))
    return found


def past_matches(session: Session) -> dict[int, int]:
    """Question → days from when it came in to the teacher's yes, where that teacher is not here any more."""
    chosen = sa.select(PAST.c.what, PAST.c.days).where(PAST.c.of == PastOf.MATCH)
    return {int(case): days for case, days in session.connection().execute(chosen)}


def past_steps(period: Period, institution_id: int | None) -> sa.Select[Any]:
    """Rung, and the sums that `crm.figures.upward` makes: steps, with a known outcome, teachers named, agreements."""
    step = PAST.c.of == PastOf.STEP_UP
    return (
        sa.select(
            PAST.c.what,
            _times(step),
            _times(sa.and_(step, PAST.c.came_of_it)),
            _times(PAST.c.of == PastOf.NAMED),
            _times(sa.and_(step, PAST.c.agreed)),
        )
        .where(sa.or_(*(sa.and_(*_within(of, period, institution_id)) for of in (PastOf.STEP_UP, PastOf.NAMED))))
        .group_by(PAST.c.what)
    )


def _within(of: PastOf, period: Period, institution_id: int | None) -> list[sa.ColumnElement[bool]]:
    at = [] if institution_id is None else [PAST.c.institution_id == institution_id]
    return [PAST.c.of == of, period.holds(PAST.c.month), *at]


def _times(flag: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((flag, 1), else_=0))
