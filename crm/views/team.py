"""Who of us wrote last to the team somebody works in: the people of their courses, programmes and unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.query.knowing import workplaces
from crm.tables.core import ACTIVITY, LEAD, PERSON
from crm.words import ActivityKind, Direction

_WROTE = (ActivityKind.MAIL, ActivityKind.MESSAGE)


@dataclass(frozen=True, slots=True)
class Written:
    """A mail or message of ours: who of us, to whom, and the day."""

    by: str
    on: date
    person_id: int
    name: str


def last_written(session: Session, person_id: int) -> Written | None:
    """The newest mail or message of the office to somebody of the person's team, the person included."""
    return next(iter(written_to_team(session, person_id, most=1)), None)


def written_to_team(session: Session, person_id: int, *, since: date | None = None, most: int = 50) -> list[Written]:
    """The mails and messages of the office to the person's team, newest first; from the day `since` on."""
    statement = (
        sa.select(ACTIVITY.c.by, ACTIVITY.c.on, PERSON.c.id, PERSON.c.name)
        .join(LEAD, LEAD.c.id == ACTIVITY.c.lead_id)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .where(
            LEAD.c.person_id.in_(team_of(session, person_id)),
            ACTIVITY.c.kind.in_(_WROTE),
            ACTIVITY.c.direction == Direction.OUT,
        )
        .order_by(ACTIVITY.c.on.desc(), ACTIVITY.c.id.desc())
        .limit(most)
    )
    if since is not None:
        statement = statement.where(ACTIVITY.c.on >= since)
    return [Written(row.by, row.on, row.id, row.name) for row in session.connection().execute(statement)]


def team_of(session: Session, person_id: int) -> Sequence[int]:
    """The ids of whoever works in a course, programme or unit of the person; the person among them."""
    connection = session.connection()
    own = workplaces(people=[person_id])
    places = sorted({row.place_id for row in connection.execute(sa.select(own.c.place_id))})
    if not places:
        return [person_id]
    at = workplaces(places=places)
    return sorted({person_id, *connection.scalars(sa.select(at.c.person_id))})
