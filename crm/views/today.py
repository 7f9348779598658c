"""What now? Everything that is due, in order of weight, each with its reason in a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.clock import Clock
from crm.database.batches import batched
from crm.language import _
from crm.query import leads as leads_with
from crm.query.aims import aims_of_people, any_marked
from crm.spoken import spoken_late
from crm.tables import Institution, Lead, Person
from crm.views.contacted import Contact, last_contacts
from crm.views.found import change_lines, new_people_lines
from crm.views.scores import rules
from crm.views.sentences import why_due, why_no_next, why_wakes
from crm.views.taught import Teaching
from crm.views.teaching import teaching
from crm.views.today_lines import TodayLine, Worked
from crm.views.today_warmth import warmed, with_ways
from crm.words import FUNNEL, Stage, Target

ASLEEP = (Stage.DECLINED, Stage.DO_NOT_CONTACT)
"""Stages that ask for nothing."""


def today(session: Session, *, owner: str | None, clock: Clock, day: date | None = None) -> list[TodayLine]:
    """What stands for `owner` (None: everybody) on `day`, most pressing first.

    Next actions due, rests that end, leads without a next step, changes that touch a lead, people newly found. What is
    marked as no target stays out; what is undecided stays in.
    """
    lines = due_lines(session, owner=owner, clock=clock, day=day)
    return placed(session, lines, day or clock.today())


def due_lines(session: Session, *, owner: str | None, clock: Clock, day: date | None = None) -> list[TodayLine]:
    """The lines of `today` in their order, with the school alone as `where`: enough to know which stand first."""
    on = day or clock.today()
    worked = _worked(session, owner)
    lines = [*_own_lines(session, worked, on), *change_lines(session, worked, on), *new_people_lines(session, on)]
    lines = warmed(session, lines, on)
    return sorted(lines, key=lambda line: (-line.score, line.on, line.name.casefold(), line.kind, line.lead or 0))


def today_json(lines: Iterable[TodayLine]) -> list[dict[str, Any]]:
    """The lines in the shape of `werkplaats today --json`."""
    return [
        {
            "on": line.on.isoformat(),
            "kind": line.kind,
            "what": line.what,
            "why": line.why,
            "lead": line.lead,
            "score": line.score,
        }
        for line in lines
    ]


def _worked(session: Session, owner: str | None) -> list[Worked]:
    """The leads that may ask for something, without those whose work is no target."""
    where: list[sa.ColumnElement[bool]] = [col(Lead.stage).not_in(ASLEEP)]
    if owner is not None:
        where.append(sa.func.lower(col(Lead.owner)) == owner.lower())
    columns = (Lead.id, Lead.person_id, Lead.stage, Lead.stage_since, Lead.next_on, Lead.next_what)
    more: tuple[Any, ...] = (Lead.wakes_on, Lead.last_activity_on)
    more += (Person.name, col(Institution.name).label("institution"))
    if any_marked(session, Target.NO) or any_marked(session, Target.YES):
        aims = aims_of_people()
        statement = leads_with(*columns, *more, aims.c.aim.label("target")).join(aims, aims.c.id == col(Person.id))
        where.append(aims.c.aim != Target.NO.value)
    else:
        statement = leads_with(*columns, *more, sa.literal(Target.UNDECIDED.value).label("target"))
    targets = {target.value: target for target in Target}
    rows = session.connection().execute(statement.where(*where))
    return [
        Worked(
            id=row.id,
            person_id=row.person_id,
            name=row.name,
            institution=row.institution,
            stage=row.stage,
            stage_since=row.stage_since,
            next_on=row.next_on,
            next_what=row.next_what,
            wakes_on=row.wakes_on,
            last_activity_on=row.last_activity_on,
            target=targets[row.target],
        )
        for row in rows
    ]


def _own_lines(session: Session, worked: Sequence[Worked], on: date) -> list[TodayLine]:
    asking = [lead for lead in worked if _asks(lead, on)]
    contacts = last_contacts(session, [lead.id for lead in asking])
    return [_own_line(lead, contacts.get(lead.id), on) for lead in asking]


def _asks(lead: Worked, on: date) -> bool:
    if lead.next_on is not None:
        return lead.next_on <= on
    if lead.stage is Stage.RESTING:
        return lead.wakes_on is not None and lead.wakes_on <= on
    return lead.stage in FUNNEL


def _own_line(lead: Worked, contact: Contact | None, on: date) -> TodayLine:
    if lead.next_on is not None and lead.next_what is not None:
        late = (on - lead.next_on).days
        kind = rules().kind_of(lead.next_what)
        what, why = f"{lead.name}: {lead.next_what}", why_due(lead.next_what, lead.next_on, contact, on)
        return _line(lead, kind, what, why, lead.next_on, late=late)
    if lead.stage is Stage.RESTING and lead.wakes_on is not None:
        what = _("{name}: pick up again").format(name=lead.name)
        return _line(lead, "wake", what, why_wakes(lead.wakes_on, contact, on), lead.wakes_on)
    since = lead.last_activity_on or lead.stage_since
    what = _("{name}: plan a next step").format(name=lead.name)
    why = why_no_next(contact, lead.stage, lead.stage_since, on)
    return _line(lead, "no_next", what, why, on, quiet=(on - since).days)


def _line(lead: Worked, kind: str, what: str, why: str, on: date, *, late: int = 0, quiet: int = 0) -> TodayLine:
    return TodayLine(
        on=on,
        kind=kind,
        what=what,
        why=why,
        lead=lead.id,
        score=rules().score(kind, lead.stage, lead.target, days_late=late, days_quiet=quiet),
        person=lead.person_id,
        name=lead.name,
        where=lead.institution or "",
        late=max(late, 0),
        said=spoken_late(late) if late >= 0 and kind not in {"no_next", "wake"} else "",
        stage=lead.stage,
    )


def placed(session: Session, lines: Sequence[TodayLine], on: date) -> list[TodayLine]:
    """The lines with course and school as `where`, so that a name is no riddle, and with the way in to the unknown."""
    people = list(dict.fromkeys(line.person for line in lines if line.person is not None))
    taught: dict[int, Teaching] = {}
    for some in batched(people):
        taught |= teaching(session, some)
    return with_ways(session, [_with_course(line, taught.get(line.person or 0)) for line in lines], on)


def _with_course(line: TodayLine, taught: Teaching | None) -> TodayLine:
    first = next(iter((*taught.courses, *taught.programmes)), "") if taught is not None else ""
    return replace(line, where=" · ".join(part for part in (first, line.where) if part))
