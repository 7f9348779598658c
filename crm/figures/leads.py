"""The leads of one school, for figures that are asked of that school alone."""

from typing import Any

import sqlalchemy as sa

from crm.tables.core import ACTIVITY, LEAD, PERSON


def leads_at(institution_id: int) -> sa.Select[Any]:
    """The numbers of the leads at a school."""
    return (
        sa.select(LEAD.c.id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .where(PERSON.c.institution_id == institution_id)
    )


def at_school(institution_id: int | None) -> list[sa.ColumnElement[bool]]:
    """That an activity is of a lead at this school; nothing where none is given."""
    return [] if institution_id is None else [ACTIVITY.c.lead_id.in_(leads_at(institution_id))]
