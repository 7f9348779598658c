"""What steps up led to: the rung, what was said of them, who was named through them, and the agreements after them."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.figures.leads import leads_at
from crm.figures.past import past_steps
from crm.figures.period import Period
from crm.figures.tables import Cell, Column, Figures, Kind
from crm.figures.words import rung_words
from crm.language import _
from crm.tables import table_named
from crm.tables.core import ACTIVITY, LEAD
from crm.words import RUNGS, Stage

STEP, INTRODUCTION = table_named("escalation"), table_named("introduction")
ABOVE, NAMED = LEAD.alias("above"), INTRODUCTION.alias("named")


def steps_up(session: Session, period: Period, institution_id: int | None = None) -> Figures:
    """By the rung that a lead was taken to. An agreement counts when the lead itself made it on that day or later."""
    at = [] if institution_id is None else [STEP.c.lead_id.in_(leads_at(institution_id))]
    step = each_step(period, *at).subquery()
    chosen = sa.select(
        step.c.to_rung,
        sa.func.count(),
        sa.func.count(step.c.outcome),
        sa.func.sum(step.c.named),
        sa.func.sum(sa.case((step.c.agreed > 0, 1), else_=0)),
    ).group_by(step.c.to_rung)
    found = {row[0]: [int(number or 0) for number in row[1:]] for row in session.connection().execute(chosen)}
    for rung, *numbers in session.connection().execute(past_steps(period, institution_id)):
        here = found.get(rung, [0] * len(numbers))
        found[rung] = [before + int(number) for before, number in zip(here, numbers, strict=True)]
    rows: list[tuple[Cell, ...]] = [(rung.value, *found[rung]) for rung in RUNGS if rung in found]
    columns = (
        Column("to", _("Taken to"), Kind.TEXT, rung_words()),
        Column("steps", _("Steps up")),
        Column("answered", _("Outcome known")),
        Column("named", _("Teachers named")),
        Column("agreements", _("Agreement after")),
    )
    return Figures("steps_up", _("What steps up led to"), columns, tuple(rows), ("steps", "agreements"))


def each_step(period: Period, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Each step, with how many were named afterwards by whom it went to, and whether an agreement followed.

    `which`: steps.
    """
    named = (
        sa.select(sa.func.count())
        .where(NAMED.c.via_person_id == ABOVE.c.person_id, NAMED.c.on >= STEP.c.on)
        .scalar_subquery()
    )
    agreed = (
        sa.select(sa.func.count())
        .where(
            ACTIVITY.c.lead_id == STEP.c.lead_id,
            ACTIVITY.c.to_stage == Stage.AGREEMENT,
            ACTIVITY.c.on >= STEP.c.on,
        )
        .scalar_subquery()
    )
    return (
        sa.select(
            STEP.c.lead_id, STEP.c.on, STEP.c.to_rung, STEP.c.outcome, named.label("named"), agreed.label("agreed")
        )
        .outerjoin(ABOVE, ABOVE.c.id == STEP.c.to_lead_id)
        .where(period.holds(STEP.c.on), *which)
    )


def each_naming(*which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Each time that whom a step went to named somebody on that day or later: the step, its lead, and who was named.

    `which`: of `ABOVE` (whom it went to) and `NAMED` (who was named).
    """
    return (
        sa.select(
            STEP.c.id.label("step_id"), STEP.c.lead_id, STEP.c.on, STEP.c.to_rung, NAMED.c.lead_id.label("named_id")
        )
        .join(ABOVE, ABOVE.c.id == STEP.c.to_lead_id)
        .join(NAMED, sa.and_(NAMED.c.via_person_id == ABOVE.c.person_id, NAMED.c.on >= STEP.c.on))
        .where(*which)
    )
