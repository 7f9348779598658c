"""What the crawls found that asks for attention: changes that touch a lead, and people nobody works with yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.database.batches import batched
from crm.query.aims import any_marked, people_with
from crm.spoken import spoken_role
from crm.tables import Change, Entity, Institution, Lead, Person, Role
from crm.tables.core import DOUBTFUL_ROLES
from crm.views.leads import hidden_people
from crm.views.scores import rules
from crm.views.sentences import what_changed, why_changed, why_new
from crm.views.taught import Teaching
from crm.views.teaching import teaching
from crm.views.today_lines import TodayLine, Worked
from crm.words import ChangeKind, EntityKind, Stage, Target


def change_lines(session: Session, worked: Sequence[Worked], on: date) -> list[TodayLine]:
    """The changes of the last weeks that touch one of the leads; what was spoken about since is no news."""
    first = on - timedelta(days=rules().spans["changes_days"])
    changes = session.exec(
        select(Change).where(Change.on > first, Change.on <= on).order_by(col(Change.on).desc(), col(Change.id))
    ).all()
    if not changes or not worked:
        return []
    lead_of: dict[int | None, Worked] = {lead.person_id: lead for lead in worked}
    touched = _people_touched(session, {change.entity_id for change in changes if change.entity_id is not None})
    lines = []
    for change in changes:
        people = touched.get(change.entity_id, set())
        leads = [lead_of[person] for person in people if person in lead_of and _is_news(lead_of[person], change)]
        newly_found = change.change is ChangeKind.NEW and change.kind is EntityKind.PERSON
        if leads and not newly_found:
            lines.append(_change_line(change, min(leads, key=lambda lead: lead.id), on))
    return lines


def _is_news(lead: Worked, change: Change) -> bool:
    return lead.last_activity_on is None or lead.last_activity_on < change.on


def _people_touched(session: Session, things: Iterable[int]) -> dict[int | None, set[int | None]]:
    """Thing of a change → the people it is about: themselves, by their role, or by a course they have a role in."""
    touched: dict[int | None, set[int | None]] = defaultdict(set)
    for part in batched(sorted(things)):
        for known in (
            session.connection()
            .execute(sa.select(col(Entity.id)).where(col(Entity.id).in_(part), col(Entity.kind) == EntityKind.PERSON))
            .scalars()
        ):
            touched[known].add(known)
        by_course = sa.and_(col(Role.of_id).in_(part), col(Role.of_kind) == EntityKind.COURSE)
        roles = sa.select(col(Role.id), col(Role.of_id), col(Role.person_id)).where(
            sa.or_(col(Role.id).in_(part), by_course), col(Role.id).not_in(DOUBTFUL_ROLES)
        )
        for role, of, person in session.connection().execute(roles):
            touched[role].add(person)
            touched[of].add(person)
    return touched


def _change_line(change: Change, lead: Worked, on: date) -> TodayLine:
    return TodayLine(
        on=change.on,
        kind="change",
        what=what_changed(change),
        why=why_changed(change, on),
        lead=lead.id,
        score=rules().score("change", lead.stage, lead.target),
        person=lead.person_id,
        name=lead.name,
        where=lead.institution or "",
        stage=lead.stage,
    )


def new_people_lines(session: Session, on: date) -> list[TodayLine]:
    """People newly found where the office is at work, who are no lead yet; those at targets first.

    A school's very first crawl makes nobody new: the change feed begins with the second.
    """
    first = on - timedelta(days=rules().spans["new_people_days"])
    new = sa.select(col(Change.entity_id)).where(
        col(Change.change) == ChangeKind.NEW,
        col(Change.kind) == EntityKind.PERSON,
        col(Change.on) > first,
        col(Change.on) <= on,
    )
    where: list[sa.ColumnElement[bool]] = [
        col(Person.id).in_(new),
        col(Person.id).not_in(hidden_people()),
        col(Person.id).not_in(sa.select(col(Lead.person_id))),
    ]
    if any_marked(session, Target.NO):
        where.append(col(Person.id).not_in(people_with(Target.NO)))
    wanted = col(Person.id).in_(people_with(Target.YES)) if any_marked(session, Target.YES) else sa.false()
    rows = _new_people(session, where, wanted)
    taught = teaching(session, [row.id for row in rows])
    return [_new_line(row, taught.get(row.id, Teaching()), on) for row in rows]


def _new_people(session: Session, where: list[sa.ColumnElement[bool]], wanted: sa.ColumnElement[bool]) -> Sequence[Any]:
    return (
        session.connection()
        .execute(
            sa.select(
                col(Person.id),
                col(Person.name),
                col(Institution.name).label("institution"),
                col(Entity.first_seen),
                wanted.label("wanted"),
            )
            .join(Entity, col(Entity.id) == col(Person.id))
            .outerjoin(Institution, col(Institution.id) == col(Person.institution_id))
            .where(*where)
            .order_by(sa.literal_column("wanted").desc(), col(Entity.first_seen).desc(), col(Person.sort_key))
            .limit(rules().spans["new_people_most"])
        )
        .all()
    )


def _new_line(row: Any, taught: Teaching, on: date) -> TodayLine:  # noqa: ANN401 - a row of the select above
    target = Target.YES if row.wanted else Target.UNDECIDED
    return TodayLine(
        on=row.first_seen,
        kind="new_person",
        what=row.name,
        why=why_new(", ".join(spoken_role(kind) for kind in taught.roles), row.first_seen, on, wanted=bool(row.wanted)),
        lead=None,
        score=rules().score("new_person", Stage.MAPPED, target),
        person=row.id,
        name=row.name,
        where=row.institution or "",
    )
