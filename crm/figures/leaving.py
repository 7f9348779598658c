"""Keeping in the figures, without the person, what leads added to them that are about to go."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.case_words import ProposalState
from crm.database.batches import batched
from crm.figures.period import Period
from crm.figures.roads import answers, by_lead, road_of
from crm.figures.upward import ABOVE, NAMED, STEP, each_naming, each_step
from crm.tables import table_named
from crm.tables.core import ACTIVITY, LEAD, PERSON
from crm.words import FUNNEL, PastOf

MESSAGE, PROPOSAL, CASE = table_named("message"), table_named("proposal"), table_named("company_case")
PAST = table_named("past_figure")

_EVER = Period(None, date.max)
_PLACES = {stage: number for number, stage in enumerate(FUNNEL)}


def keep_figures(connection: Connection, leads: Collection[int]) -> None:
    """Takes down what these leads added to roads, funnel, templates, days to a match and steps up."""
    for some in batched(sorted(leads)):
        kept = (_roads, _stages, _answers, _matches, _steps)
        _write(connection, [row for of in kept for row in of(connection, some)])
    _write(connection, list(_namings(connection, set(leads))))


def _write(connection: Connection, found: list[tuple[int, dict[str, Any]]]) -> None:
    """Each at the school of its lead, in its month."""
    schools: dict[int, int | None] = {}
    for some in batched(sorted({lead for lead, _row in found})):
        at = sa.select(LEAD.c.id, PERSON.c.institution_id).join(PERSON, PERSON.c.id == LEAD.c.person_id)
        schools |= {row.id: row[1] for row in connection.execute(at.where(LEAD.c.id.in_(some)))}
    if found:
        months = [
            {**_NOTHING, **row, "month": row["month"].replace(day=1), "institution_id": schools[lead]}
            for lead, row in found
        ]
        connection.execute(sa.insert(PAST), months)


_NOTHING: dict[str, Any] = {
    "days": None,
    "came_of_it": False,
    "agreed": False,
    "sprint": False,
    "mails": 0,
    "calls": 0,
    "visits": 0,
}

Rows = Iterator[tuple[int, dict[str, Any]]]


def _roads(connection: Connection, leads: Collection[int]) -> Rows:
    for row in connection.execute(road_of(by_lead(_EVER, ACTIVITY.c.lead_id.in_(leads)))):
        yield (
            row.lead_id,
            {
                "of": PastOf.ROUTE,
                "what": row.route,
                "month": row.first_on,
                "days": row.days,
                "came_of_it": row.theirs_on is not None,
                "agreed": row.agreed_on is not None,
                "sprint": row.placed is not None,
                "mails": row.mails,
                "calls": row.calls,
                "visits": row.visits,
            },
        )


def _stages(connection: Connection, leads: Collection[int]) -> Rows:
    """Each stage of the funnel that a lead was in, with the first stay there."""
    moves = sa.select(ACTIVITY.c.lead_id, ACTIVITY.c.to_stage, ACTIVITY.c.on).where(
        ACTIVITY.c.to_stage.is_not(None), ACTIVITY.c.lead_id.in_(leads)
    )
    found = connection.execute(moves.order_by(ACTIVITY.c.lead_id, ACTIVITY.c.id)).all()
    for lead, its in groupby(found, key=lambda row: row.lead_id):
        steps = list(its)
        seen = set()
        for place, step in enumerate(steps):
            if step.to_stage not in _PLACES or step.to_stage in seen:
                continue
            seen.add(step.to_stage)
            later = steps[place + 1 :]
            went_on = any(_PLACES.get(other.to_stage, -1) > _PLACES[step.to_stage] for other in later)
            days = (later[0].on - step.on).days if later else None
            yield (
                lead,
                {
                    "of": PastOf.STAGE,
                    "what": step.to_stage.value,
                    "month": step.on,
                    "days": days,
                    "came_of_it": went_on,
                },
            )


def _answers(connection: Connection, leads: Collection[int]) -> Rows:
    for row in connection.execute(answers(_EVER, MESSAGE.c.lead_id.in_(leads))):
        told = {"what": row.template, "month": row.sent_on, "days": row.days, "came_of_it": row.days is not None}
        yield row.lead_id, {"of": PastOf.TEMPLATE, **told}


def _matches(connection: Connection, leads: Collection[int]) -> Rows:
    """Of each question that one of these leads said yes to: how long that took."""
    yes = (
        sa.select(PROPOSAL.c.lead_id, PROPOSAL.c.case_id, PROPOSAL.c.answered_on, CASE.c.received_on)
        .join(CASE, CASE.c.id == PROPOSAL.c.case_id)
        .where(PROPOSAL.c.state == ProposalState.ACCEPTED, PROPOSAL.c.lead_id.in_(leads))
    )
    for row in connection.execute(yes):
        days = max((row.answered_on - row.received_on).days, 0)
        yield row.lead_id, {"of": PastOf.MATCH, "what": str(row.case_id), "month": row.answered_on, "days": days}


def _steps(connection: Connection, leads: Collection[int]) -> Rows:
    """Each step up of these leads, and those who were named by whom it went to."""
    for row in connection.execute(each_step(_EVER, STEP.c.lead_id.in_(leads))):
        told = {"what": row.to_rung.value, "month": row.on}
        came_of_it = {"came_of_it": row.outcome is not None, "agreed": row.agreed > 0}
        yield row.lead_id, {"of": PastOf.STEP_UP, **told, **came_of_it}
        for _one in range(row.named):
            yield row.lead_id, {"of": PastOf.NAMED, **told}


def _namings(connection: Connection, leads: set[int]) -> Rows:
    """Of steps of leads that stay: who was named, where they or whom the step went to are among these leads."""
    counted = set()
    for some in batched(sorted(leads)):
        for row in connection.execute(each_naming(sa.or_(ABOVE.c.id.in_(some), NAMED.c.lead_id.in_(some)))):
            key = (row.step_id, row.named_id)
            if row.lead_id not in leads and key not in counted:
                counted.add(key)
                yield row.lead_id, {"of": PastOf.NAMED, "what": row.to_rung.value, "month": row.on}
