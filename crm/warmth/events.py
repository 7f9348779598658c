"""What happened between us and people, as the database holds it: networks and activities, counted per person."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import SprintState
from crm.database.batches import batched
from crm.tables.core import ACQUAINTANCE, ACTIVITY, LEAD, NETWORK
from crm.warmth.happenings import CONTACT, Event, Happening, of_network
from crm.words import Stage

SPRINT = sa.table(
    "sprint",
    sa.column("person_id", sa.Integer),
    sa.column("by", sa.String),
    sa.column("state", sa.String),
    sa.column("ends", sa.Date),
    sa.column("ended_on", sa.Date),
)
"""What warmth reads of a sprint: the class of its table, with all of businesses, is made for nobody who asks this."""


def events_of(session: Session, person_ids: Sequence[int] | None = None) -> dict[int, list[Happening]]:
    """What happened with each of `person_ids` (None: with everybody); who is not in it, nothing happened with."""
    found: dict[int, list[Happening]] = defaultdict(list)
    for some in [None] if person_ids is None else batched(person_ids):
        for person, happening in _rows(session, some):
            found[person].append(happening)
    return found


def _rows(session: Session, some: Sequence[int] | None) -> Iterator[tuple[int, Happening]]:
    connection = session.connection()
    for row in connection.execute(_of(_acquaintances(), ACQUAINTANCE.c.person_id, some)):
        yield from ((row.person_id, happening) for happening in _of_network(row))
    for row in connection.execute(_of(_activities(), LEAD.c.person_id, some)):
        event = Event.AGREEMENT if row.to_stage is not None else CONTACT.get((row.kind, row.direction))
        if event is not None:
            yield row.person_id, Happening(event, row.by, row.on, row.times)
    for row in connection.execute(_of(_sprints(), SPRINT.c.person_id, some)):
        yield row.person_id, Happening(Event.SPRINT, row.by, row.on, row.times)


def _of(statement: sa.Select[Any], column: "sa.ColumnElement[int]", some: Sequence[int] | None) -> sa.Select[Any]:
    return statement if some is None else statement.where(column.in_(some))


def _acquaintances() -> sa.Select[Any]:
    return sa.select(ACQUAINTANCE, NETWORK.c.name.label("whose")).join(
        NETWORK, NETWORK.c.id == ACQUAINTANCE.c.network_id
    )


def _activities() -> sa.Select[Any]:
    """Contact, and the agreements that were reached: per person, by whom, of which kind."""
    grouped = (LEAD.c.person_id, ACTIVITY.c.kind, ACTIVITY.c.direction, ACTIVITY.c.to_stage, ACTIVITY.c.by)
    return (
        sa.select(*grouped, sa.func.count().label("times"), sa.func.max(ACTIVITY.c.on).label("on"))
        .join(LEAD, LEAD.c.id == ACTIVITY.c.lead_id)
        .where(sa.or_(ACTIVITY.c.direction.is_not(None), ACTIVITY.c.to_stage == Stage.AGREEMENT))
        .group_by(*grouped)
    )


def _sprints() -> sa.Select[Any]:
    """The sprints that were done together, by the teacher; the last day of one is that on which it ended."""
    ended = sa.func.coalesce(SPRINT.c.ended_on, SPRINT.c.ends)
    return (
        sa.select(SPRINT.c.person_id, SPRINT.c.by, sa.func.count().label("times"), sa.func.max(ended).label("on"))
        .where(SPRINT.c.state == SprintState.DONE.value, SPRINT.c.person_id.is_not(None))
        .group_by(SPRINT.c.person_id, SPRINT.c.by)
    )


def _of_network(row: Any) -> list[Happening]:  # noqa: ANN401 - a row of the select above
    received, sent = (row.received, row.last_received_on), (row.sent, row.last_sent_on)
    return of_network(row.whose, row.connected_on, row.invited, row.invited_on, received, sent, row.page)
