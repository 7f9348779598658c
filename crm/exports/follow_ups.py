"""Follow-ups as a calendar file that any calendar program can read or subscribe to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.case_words import SprintState, SprintStepKind
from crm.clock import Clock
from crm.exports.whole_file import whole_file
from crm.language import _
from crm.spoken import spoken_step
from crm.tables import Case, Company, Institution, Lead, Person, Promise, Sprint, SprintStep
from crm.text import clean
from crm.timed import split_time
from crm.words import PromiseState, Stage, Whose

if TYPE_CHECKING:
    from icalendar import Event

_GOES_ON = (SprintState.PLANNED, SprintState.RUNNING)

APPOINTMENT = timedelta(minutes=30)
"""How long an appointment is taken to last."""

LONGEST = 200
"""Characters of the words of an event."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something to do on a day, at the time that its words may end in.

    `uid` stays the same, so that a later file moves it and does not double it.
    """

    uid: str
    on: date
    what: str
    where: str


def follow_ups(session: Session, owner: str | None) -> list[FollowUp]:
    """What is planned for the leads and businesses of `owner` (None: of everybody), what was promised them, and the
    steps of sprints that are not done, by day.
    """
    shown: tuple[Any, ...] = (col(Lead.id), col(Person.name), col(Institution.name).label("school"))
    joined = sa.select(*shown, col(Lead.next_on), col(Lead.next_what)).join(
        Person, col(Person.id) == col(Lead.person_id)
    )
    joined = joined.outerjoin(Institution, col(Institution.id) == col(Person.institution_id))
    living = col(Lead.stage).not_in((Stage.DECLINED, Stage.DO_NOT_CONTACT))
    mine = _of(col(Lead.owner), owner)
    connection = session.connection()
    planned = connection.execute(joined.where(living, mine, col(Lead.next_on).is_not(None)))
    found = [
        FollowUp(f"lead-{row.id}@werkplaats", row.next_on, f"{row.name}: {row.next_what}", row.school or "")
        for row in planned
    ]
    promised = joined.add_columns(col(Promise.id).label("promise"), col(Promise.what), col(Promise.due)).join(
        Promise, col(Promise.lead_id) == col(Lead.id)
    )
    ours = (col(Promise.state) == PromiseState.OPEN, col(Promise.whose) == Whose.OURS)
    found += [
        FollowUp(f"promise-{row.promise}@werkplaats", row.due, f"{row.name}: {row.what}", row.school or "")
        for row in connection.execute(promised.where(living, mine, *ours))
    ]
    found += [*_of_businesses(session, owner), *_of_sprints(session, owner)]
    return sorted(found, key=lambda one: (one.on, one.what))


def _of(whose: Any, owner: str | None) -> sa.ColumnElement[bool]:  # noqa: ANN401 - a column
    return sa.true() if owner is None else sa.func.lower(whose) == owner.lower()


def _of_businesses(session: Session, owner: str | None) -> Iterator[FollowUp]:
    shown: tuple[Any, ...] = (Company.id, Company.name, Company.next_on, Company.next_what, Company.municipality)
    planned = sa.select(*shown).where(col(Company.next_on).is_not(None), _of(col(Company.owner), owner))
    for id_, name, on, what, where in session.connection().execute(planned):
        yield FollowUp(f"company-{id_}@werkplaats", on, f"{name}: {what}", where or "")


def _of_sprints(session: Session, owner: str | None) -> Iterator[FollowUp]:
    """Steps of whose sprint it is as *Vandaag* has it: of the lead, else of the case, else of who started it."""
    whose = sa.func.coalesce(col(Lead.owner), col(Case.owner), col(Sprint.by))
    shown: tuple[Any, ...] = (Sprint.id, SprintStep.kind, SprintStep.on, Company.name, Sprint.institution_name)
    steps = (
        sa.select(*shown)
        .join_from(SprintStep, Sprint, col(Sprint.id) == col(SprintStep.sprint_id))
        .join(Company, col(Company.id) == col(Sprint.company_id))
        .outerjoin(Lead, col(Lead.id) == col(Sprint.lead_id))
        .outerjoin(Case, col(Case.id) == col(Sprint.case_id))
        .where(col(SprintStep.done_on).is_(None), col(Sprint.state).in_(_GOES_ON), _of(whose, owner))
    )
    for id_, kind, on, company, where in session.connection().execute(steps):
        step = spoken_step(SprintStepKind(kind))
        yield FollowUp(f"sprint-{id_}-{SprintStepKind(kind).value}@werkplaats", on, f"{company}: {step}", where or "")


def _event(one: FollowUp, clock: Clock) -> "Event":
    """A day's event, which leaves the day free; an appointment at its time, wherever the calendar is read."""
    from icalendar import Event

    what, at = split_time(one.what)
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", clock.now())
    start = one.on if at is None else datetime.combine(one.on, at)
    event.add("dtstart", start)
    event.add("dtend", start + (timedelta(days=1) if at is None else APPOINTMENT))
    event.add("summary", clean(what, LONGEST))
    if one.where:
        event.add("location", clean(one.where, LONGEST))
    event.add("transp", "TRANSPARENT" if at is None else "OPAQUE")
    return event


def write_calendar(session: Session, path: Path, *, owner: str | None, clock: Clock) -> int:
    """Writes the follow-ups to an iCalendar file (RFC 5545), whole or not at all; gives how many.

    Raises WerkplaatsError where it cannot be written.
    """
    from icalendar import Calendar

    feed = Calendar()
    feed.add("prodid", "-//Werkplaats//NL")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Werkplaats: follow-ups"))
    found = follow_ups(session, owner)
    for one in found:
        feed.add_component(_event(one, clock))
    with whole_file(path) as file:
        file.write(feed.to_ical())
    return len(found)
