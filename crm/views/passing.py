"""How many leads ever came in at each stage of the funnel, and how many of those came further."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables.core import ACTIVITY
from crm.words import FUNNEL, Stage


def passed(session: Session, *of_activities: sa.ColumnElement[bool]) -> dict[Stage, tuple[int, int]]:
    """Stage → how many leads entered it, and how many of those came further afterwards.

    Counted by the database, from the activities that `of_activities` hold of: a stage that somebody entered and left
    long ago counts.
    """
    order = sa.case(*((ACTIVITY.c.to_stage == stage, number) for number, stage in enumerate(FUNNEL)), else_=-1)
    columns: list[sa.ColumnElement[Any]] = []
    for number, stage in enumerate(FUNNEL):
        columns.append(sa.func.min(sa.case((order == number, ACTIVITY.c.id))).label(f"in_{stage.value}"))
        columns.append(sa.func.max(sa.case((order > number, ACTIVITY.c.id))).label(f"past_{stage.value}"))
    by_lead = (
        sa.select(*columns)
        .where(ACTIVITY.c.to_stage.is_not(None), *of_activities)
        .group_by(ACTIVITY.c.lead_id)
        .subquery()
    )
    counted: list[sa.ColumnElement[Any]] = []
    for stage in FUNNEL:
        came, past = by_lead.c[f"in_{stage.value}"], by_lead.c[f"past_{stage.value}"]
        counted.append(sa.func.count(came))
        counted.append(sa.func.coalesce(sa.func.sum(sa.case((past > came, 1), else_=0)), 0))
    row = session.connection().execute(sa.select(*counted)).one()
    return {stage: (row[2 * number], row[2 * number + 1]) for number, stage in enumerate(FUNNEL)}
