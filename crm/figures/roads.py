"""Which road is worth it: answers to each template, and what each way in cost and led to.

A lead came to us when they spoke first; via a scout when somebody who asked round for us named them; introduced when
somebody else did; directly otherwise. Who was never in touch is on no road yet.
"""

from collections import Counter, defaultdict
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.figures.leads import at_school, leads_at
from crm.figures.past import past_answers, past_roads
from crm.figures.period import Period, days_between
from crm.figures.tables import Cell, Column, Figures, Kind, middle, share
from crm.language import _
from crm.tables import table_named
from crm.tables.core import ACTIVITY
from crm.words import ActivityKind, Direction, MessageState, Stage

MESSAGE, INTRODUCTION, SPRINT = table_named("message"), table_named("introduction"), table_named("sprint")

ROUTES = ("direct", "scout", "introduced", "came")

_WRITTEN = (ActivityKind.MAIL, ActivityKind.MESSAGE)
_CONTACT = (*_WRITTEN, ActivityKind.CALL, ActivityKind.VISIT)


def route_words() -> dict[str, str]:
    """The ways in, in words."""
    return {
        "direct": _("directly"),
        "scout": _("via a scout"),
        "introduced": _("introduced"),
        "came": _("came to us"),
    }


def routes(session: Session, period: Period, institution_id: int | None = None) -> Figures:
    """Each way in: leads, answers, agreements, sprints, mails and calls spent, and the median days to an agreement.

    The days are those from the first contact to the first agreement.
    """
    counted: dict[str, list[int]] = {route: [0] * 7 for route in ROUTES}
    days: dict[str, Counter[int]] = defaultdict(Counter)
    road = road_of(by_lead(period, *at_school(institution_id))).subquery()
    for found in (_summed(road), past_roads(period, institution_id)):
        for route, lasted, *numbers in session.connection().execute(found):
            counted[route] = [before + int(number or 0) for before, number in zip(counted[route], numbers, strict=True)]
            if lasted is not None:
                days[route][lasted] += numbers[2]
    rows: list[tuple[Cell, ...]] = []
    for route in ROUTES:
        leads, answered, agreed, sprints, mails, calls, visits = counted[route]
        spent = (mails + calls + visits) / agreed if agreed else None
        came_of_it = (leads, answered, share(answered, leads), agreed, share(agreed, leads), sprints)
        rows.append((route, *came_of_it, mails, calls, visits, spent, middle(days[route].items())))
    columns = (
        Column("route", _("Way in"), Kind.TEXT, route_words()),
        Column("leads", _("Teachers")),
        Column("answered", _("Answered")),
        Column("answer_share", _("Share"), Kind.SHARE),
        Column("agreements", _("Agreement")),
        Column("agreement_share", _("Share"), Kind.SHARE),
        Column("sprints", _("Sprint")),
        Column("mails", _("Mails")),
        Column("calls", _("Calls")),
        Column("visits", _("Visits")),
        Column("spent", _("Contacts an agreement"), Kind.DAYS),
        Column("days", _("Days to agreement (median)"), Kind.DAYS),
    )
    return Figures("routes", _("Which road is worth it"), columns, tuple(rows), ("leads", "answered", "agreements"))


def by_lead(period: Period, *which: sa.ColumnElement[bool]) -> sa.Subquery:
    """Each lead that was in touch in the period: first day of each sort, and what was spent. `which`: activities."""
    kind, on = ACTIVITY.c.kind, ACTIVITY.c.on
    contact = sa.or_(kind.in_(_CONTACT), ACTIVITY.c.direction.is_not(None))
    theirs = sa.and_(contact, ACTIVITY.c.direction == Direction.IN)
    ours = sa.and_(contact, sa.or_(ACTIVITY.c.direction == Direction.OUT, ACTIVITY.c.direction.is_(None)))

    def first(what: sa.ColumnElement[bool]) -> sa.ColumnElement[Any]:
        return sa.func.min(sa.case((what, on)), type_=sa.Date)

    def number(*kinds: ActivityKind) -> sa.ColumnElement[Any]:
        return sa.func.count(sa.case((sa.and_(ours, kind.in_(kinds)), 1)))

    return (
        sa.select(
            ACTIVITY.c.lead_id,
            first(contact).label("first_on"),
            first(theirs).label("theirs_on"),
            first(ours).label("ours_on"),
            first(ACTIVITY.c.to_stage == Stage.AGREEMENT).label("agreed_on"),
            number(*_WRITTEN).label("mails"),
            number(ActivityKind.CALL).label("calls"),
            number(ActivityKind.VISIT).label("visits"),
        )
        .where(period.holds(on), *which)
        .group_by(ACTIVITY.c.lead_id)
        .having(first(contact).is_not(None))
        .subquery()
    )


def road_of(lead: sa.Subquery) -> sa.Select[Any]:
    """Of each lead of `by_lead`: its way in, the days to the agreement, and what was spent on it."""
    came = sa.or_(lead.c.ours_on.is_(None), lead.c.theirs_on < lead.c.ours_on)
    route = sa.case(
        (INTRODUCTION.c.scouted, "scout"),
        (INTRODUCTION.c.lead_id.is_not(None), "introduced"),
        (came, "came"),
        else_="direct",
    )
    placed = sa.select(SPRINT.c.lead_id).where(SPRINT.c.lead_id.is_not(None)).distinct().subquery()
    days = days_between(lead.c.first_on, lead.c.agreed_on)
    return (
        sa.select(
            lead.c.lead_id,
            lead.c.first_on,
            route.label("route"),
            sa.case((days >= 0, days), else_=None).label("days"),
            lead.c.theirs_on,
            lead.c.agreed_on,
            placed.c.lead_id.label("placed"),
            lead.c.mails,
            lead.c.calls,
            lead.c.visits,
        )
        .outerjoin(INTRODUCTION, INTRODUCTION.c.lead_id == lead.c.lead_id)
        .outerjoin(placed, placed.c.lead_id == lead.c.lead_id)
    )


def _summed(road: sa.Subquery) -> sa.Select[Any]:
    """Summed by way in and by days to the agreement."""
    return sa.select(
        road.c.route,
        road.c.days,
        sa.func.count(),
        sa.func.count(road.c.theirs_on),
        sa.func.count(road.c.agreed_on),
        sa.func.count(road.c.placed),
        sa.func.sum(road.c.mails),
        sa.func.sum(road.c.calls),
        sa.func.sum(road.c.visits),
    ).group_by(road.c.route, road.c.days)


def templates(session: Session, period: Period, institution_id: int | None = None) -> Figures:
    """Each template: how often it was sent, how often they answered before the next message, and after how long."""
    found: dict[str, Counter[int | None]] = defaultdict(Counter)
    which = [] if institution_id is None else [MESSAGE.c.lead_id.in_(leads_at(institution_id))]
    answer = answers(period, *which).subquery()
    told = sa.select(answer.c.template, answer.c.days, sa.func.count()).group_by(answer.c.template, answer.c.days)
    for counted in (told, past_answers(period, institution_id)):
        for template, lasted, times in session.connection().execute(counted):
            found[template][lasted] += times
    rows: list[tuple[Cell, ...]] = []
    for template, counts in sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        sent = sum(counts.values())
        answered = sent - counts.get(None, 0)
        rows.append((template, sent, answered, share(answered, sent), middle(counts.items())))
    columns = (
        Column("template", _("Template"), Kind.TEXT),
        Column("sent", _("Sent")),
        Column("answered", _("Answered")),
        Column("share", _("Share"), Kind.SHARE),
        Column("days", _("Days to an answer (median)"), Kind.DAYS),
    )
    return Figures("templates", _("Answers to each template"), columns, tuple(rows), ("sent", "answered"))


def answers(period: Period, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Each message that was sent in the period, with the days until they answered (None: not before the next message).

    `which`: messages.
    """
    following = sa.func.lead(MESSAGE.c.sent_on).over(
        partition_by=MESSAGE.c.lead_id, order_by=(MESSAGE.c.sent_on, MESSAGE.c.id)
    )
    one = (
        sa.select(
            MESSAGE.c.template, MESSAGE.c.lead_id, MESSAGE.c.sent_on, MESSAGE.c.activity_id, following.label("next_on")
        )
        .where(MESSAGE.c.state == MessageState.SENT, MESSAGE.c.sent_on.is_not(None), *which)
        .subquery()
    )
    same_day = sa.and_(ACTIVITY.c.on == one.c.sent_on, ACTIVITY.c.id > one.c.activity_id)
    answer = (
        sa.select(sa.func.min(ACTIVITY.c.on, type_=sa.Date))
        .where(
            ACTIVITY.c.lead_id == one.c.lead_id,
            ACTIVITY.c.direction == Direction.IN,
            ACTIVITY.c.kind.in_(_CONTACT),
            sa.or_(ACTIVITY.c.on > one.c.sent_on, same_day),
            ACTIVITY.c.on <= period.until,
            sa.or_(one.c.next_on.is_(None), ACTIVITY.c.on < one.c.next_on),
        )
        .scalar_subquery()
    )
    days = days_between(one.c.sent_on, answer).label("days")
    return sa.select(one.c.lead_id, one.c.sent_on, one.c.template, days).where(period.holds(one.c.sent_on))
