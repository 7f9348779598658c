"""How the funnel flowed: who ever came in at each stage, how many of those went on, and how long they stood there.

All of it is counted by the database, from the activities: a stage that somebody entered and left long ago counts.
"""

from collections import Counter, defaultdict

import sqlalchemy as sa
from sqlmodel import Session

from crm.figures.leads import at_school
from crm.figures.past import past_stages
from crm.figures.period import Period, days_between
from crm.figures.tables import Column, Figures, Kind, middle, share
from crm.language import _
from crm.spoken import spoken_stage
from crm.tables.core import ACTIVITY, LEAD, PERSON
from crm.views.passing import passed
from crm.words import FUNNEL, Stage


def funnel(session: Session, period: Period, institution_id: int | None = None) -> Figures:
    """Each stage: who stands there now, who entered it in the period, who of those went on, and the median stay.

    Days are days of the calendar, of stays that have ended.
    """
    now = _now(session, institution_id)
    through = passed(session, period.holds(ACTIVITY.c.on), *at_school(institution_id))
    stays = _stays(session, period, institution_id)
    past = past_stages(session, period, institution_id)
    rows = []
    for stage in FUNNEL:
        entered, went_on = through[stage]
        for days, came, further in past.get(stage, ()):
            entered, went_on = entered + came, went_on + further
            if days is not None:
                stays[stage][days] += came
        rows.append(
            (stage.value, now.get(stage, 0), entered, went_on, share(went_on, entered), middle(stays[stage].items()))
        )
    columns = (
        Column("stage", _("Stage"), Kind.TEXT, {stage.value: spoken_stage(stage) for stage in Stage}),
        Column("now", _("Now")),
        Column("entered", _("Entered")),
        Column("went_on", _("Went on")),
        Column("share", _("Share"), Kind.SHARE),
        Column("days", _("Days in it (median)"), Kind.DAYS),
    )
    return Figures("funnel", _("The funnel, and time in each stage"), columns, tuple(rows), ("entered", "went_on"))


def entered_between(session: Session, stage: Stage, period: Period, institution_id: int | None = None) -> int:
    """How many leads came in at a stage in a period, for the first time."""
    first = (
        sa.select(sa.func.min(ACTIVITY.c.on, type_=sa.Date).label("on"))
        .where(ACTIVITY.c.to_stage == stage, *at_school(institution_id))
        .group_by(ACTIVITY.c.lead_id)
        .subquery()
    )
    entered = sa.select(sa.func.count()).select_from(first).where(period.holds(first.c.on))
    past = past_stages(session, period, institution_id).get(stage, ())
    return int(session.connection().scalar(entered) or 0) + sum(came for _days, came, _further in past)


def _now(session: Session, institution_id: int | None) -> dict[Stage, int]:
    chosen = sa.select(LEAD.c.stage, sa.func.count()).group_by(LEAD.c.stage)
    if institution_id is not None:
        chosen = chosen.join(PERSON, PERSON.c.id == LEAD.c.person_id).where(PERSON.c.institution_id == institution_id)
    return {row[0]: row[1] for row in session.connection().execute(chosen)}


def _stays(session: Session, period: Period, institution_id: int | None) -> dict[Stage, Counter[int]]:
    """Stage → days that a stay there lasted → how often."""
    following = sa.func.lead(ACTIVITY.c.on).over(partition_by=ACTIVITY.c.lead_id, order_by=ACTIVITY.c.id)
    stays = (
        sa.select(ACTIVITY.c.to_stage, ACTIVITY.c.on, following.label("left_on"))
        .where(ACTIVITY.c.to_stage.is_not(None), *at_school(institution_id))
        .subquery()
    )
    days = days_between(stays.c.on, stays.c.left_on).label("days")
    chosen = (
        sa.select(stays.c.to_stage, days, sa.func.count())
        .where(stays.c.left_on.is_not(None), period.holds(stays.c.left_on), stays.c.to_stage.in_(FUNNEL))
        .group_by(stays.c.to_stage, days)
    )
    found: dict[Stage, Counter[int]] = defaultdict(Counter)
    for stage, lasted, times in session.connection().execute(chosen):
        found[stage][lasted] = times
    return found
