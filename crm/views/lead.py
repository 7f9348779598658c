"""Who is this, and what next? Everything known of one lead, every value with where it was read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from crm.clock import Clock, SystemClock, school_year
from crm.errors import NotFoundError
from crm.language import _
from crm.tables import Activity, Course, Entity, Institution, Lead, Person, Programme, Role, Unit
from crm.views.above import Above, above, door_json
from crm.views.agreements import agreement_json
from crm.views.examples import example_json
from crm.views.grounds import Ground, grounds
from crm.views.lead_row import LeadRow
from crm.views.leads import lead_rows, row_json
from crm.views.milestones import LeadWork, lead_work, milestones
from crm.views.proposals import proposal_json
from crm.views.steps_up import scouting_json, step_json
from crm.views.ways import WayIn, way_json, ways_to
from crm.warmth import Warmth, warmth_of
from crm.words import ActivityKind, Channel, Direction, EntityKind, Method, Milestone, RoleKind, Stage

VALUES = ("name", "titles", "email", "phone", "url")
"""The values of a person that are shown with their source."""


@dataclass(frozen=True, slots=True)
class SourcedValue:
    """A value as it stands, and the page and day that say so (None: nothing says it any more)."""

    value: str | None
    page: str | None = None
    method: Method | None = None
    seen_on: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class HeldRole:
    """What somebody is to a course, programme, unit or school. `confirmed` False: of an earlier school year."""

    kind: RoleKind
    of_kind: EntityKind
    of_id: int
    name: str
    credits: float | None
    period: str | None
    school_year: str | None
    confirmed: bool
    gone_on: date | None
    words: str | None


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """An activity or a milestone: the day it happened, when it was written down, and by whom."""

    on: date
    at: datetime
    kind: ActivityKind | Milestone
    note: str | None
    by: str
    direction: Direction | None
    from_stage: Stage | None
    to_stage: Stage | None


@dataclass(frozen=True, slots=True)
class RungLine:
    """A rung of the ladder above somebody; nobody known: empty."""

    rung: RoleKind
    person_id: int | None
    name: str | None


@dataclass(frozen=True, slots=True)
class LeadDetail:
    """All of one lead."""

    row: LeadRow
    values: dict[str, SourcedValue]
    roles: tuple[HeldRole, ...]
    ladder: tuple[RungLine, ...]
    timeline: tuple[TimelineLine, ...]
    bases: dict[Channel, Ground]
    first_seen: date
    gone_on: date | None
    stage_since: date
    warmth: Warmth
    ways: tuple[WayIn, ...]
    """How to reach somebody whom nobody knows: through whom."""
    done: LeadWork
    above: Above


def lead_detail(session: Session, lead_id: int, *, clock: Clock | None = None) -> LeadDetail:
    """All that is known of a lead.

    Raises NotFoundError for an unknown id.
    """
    told = clock or SystemClock()
    rows = lead_rows(session, [lead_id], clock=told)
    if not rows:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    row = rows[0]
    entity = session.get_one(Entity, row.person_id)
    done = lead_work(session, lead_id, row.person_id)
    return LeadDetail(
        row=row,
        values=person_values(session, row.person_id),
        roles=held_roles(session, row.person_id, told.today()),
        ladder=rungs_above(session, row.person_id),
        timeline=tuple(timeline(session, lead_id, done)),
        bases=grounds(session, row.person_id),
        first_seen=entity.first_seen,
        gone_on=entity.gone_on,
        stage_since=session.get_one(Lead, lead_id).stage_since,
        warmth=warmth_of(session, [row.person_id], told.today()).get(row.person_id, Warmth()),
        ways=ways_to(session, row.person_id, row.warmth, told.today()),
        done=done,
        above=above(session, row.person_id, done),
    )


def lead_json(session: Session, lead_id: int, *, clock: Clock | None = None) -> dict[str, Any]:
    """A lead in the shape of `werkplaats lead show --json`."""
    detail = lead_detail(session, lead_id, clock=clock)
    mail = detail.bases[Channel.EMAIL]
    return {
        **row_json(detail.row),
        "stage_since": detail.stage_since.isoformat(),
        "wakes_on": detail.row.wakes_on.isoformat() if detail.row.wakes_on is not None else None,
        "basis": mail.basis.value,
        "mail_stop": mail.stopped.value if mail.stopped is not None else None,
        "bases": {channel.value: ground.basis.value for channel, ground in detail.bases.items()},
        "values": {field: _value_json(value) for field, value in detail.values.items()},
        "roles": [_role_json(role) for role in detail.roles],
        "timeline": [_timeline_json(line) for line in detail.timeline],
        "examples": [example_json(one) for one in detail.done.examples],
        "agreements": [agreement_json(one) for one in detail.done.agreements],
        "proposals": [proposal_json(one) for one in detail.done.proposals],
        "ladder": [_rung_json(rung, detail.above) for rung in detail.ladder],
        "side_doors": [door_json(door) for door in detail.above.doors],
        "decides": detail.above.said,
        "escalations": [step_json(one) for one in detail.done.steps],
        "scoutings": [scouting_json(one) for one in detail.done.scoutings],
        "via": None if detail.done.came is None else {"id": detail.done.came.via_id, "name": detail.done.came.via},
        "reasons": detail.warmth.texts,
        "way_in": [way_json(way) for way in detail.ways],
    }


def held_roles(session: Session, person_id: int, today: date) -> tuple[HeldRole, ...]:
    """The roles of a person, those that stand first; a role of an earlier school year is not confirmed yet."""
    statement = (
        select(Role, Entity)
        .join(Entity, col(Entity.id) == col(Role.id))
        .where(Role.person_id == person_id, ~col(Entity.in_review))
        .order_by(col(Entity.gone_on).is_not(None), col(Role.id))
    )
    found = session.exec(statement).all()
    things = _things(session, [role.of_id for role, _entity in found])
    return tuple(_held(role, entity, things.get(role.of_id), school_year(today)) for role, entity in found)


def _held(role: Role, entity: Entity, thing: Any, current: str) -> HeldRole:  # noqa: ANN401 - a row of any kind
    year = role.school_year
    return HeldRole(
        kind=role.kind,
        of_kind=role.of_kind,
        of_id=role.of_id,
        name=thing.name if thing is not None else "",
        credits=getattr(thing, "credits", None),
        period=getattr(thing, "period", None),
        school_year=year,
        confirmed=entity.gone_on is None and (year is None or year >= current),
        gone_on=entity.gone_on,
        words=role.words,
    )


def _things(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    courses: Iterable[Any] = session.exec(select(Course).where(col(Course.id).in_(ids)))
    programmes: Iterable[Any] = session.exec(select(Programme).where(col(Programme.id).in_(ids)))
    units: Iterable[Any] = session.exec(select(Unit).where(col(Unit.id).in_(ids)))
    schools: Iterable[Any] = session.exec(select(Institution).where(col(Institution.id).in_(ids)))
    return {thing.id: thing for thing in (*courses, *programmes, *units, *schools)}


def person_values(session: Session, person_id: int) -> dict[str, SourcedValue]:
    """The person's values with the sighting that was chosen for each: the account that `why` gives."""
    from crm.views.why import why

    person = session.get_one(Person, person_id)
    fields = why(session, EntityKind.PERSON, person_id)["fields"]
    chosen = {field: next((told for told in fields.get(field, []) if told["chosen"]), None) for field in VALUES}
    return {field: _sourced(getattr(person, field), chosen[field]) for field in VALUES}


def _sourced(value: str | None, told: dict[str, Any] | None) -> SourcedValue:
    if told is None:
        return SourcedValue(value)
    seen = told["last_seen"]
    return SourcedValue(
        value=value,
        page=told["page"],
        method=Method(told["method"]),
        seen_on=date.fromisoformat(seen) if isinstance(seen, str) else seen,
        by=told.get("by"),
    )


def rungs_above(session: Session, person_id: int) -> tuple[RungLine, ...]:
    """The ladder above a person, lowest rung first; empty rungs are kept."""
    from crm.views.ladder import ladder

    return tuple(
        RungLine(
            rung.rung,
            None if rung.person is None else rung.person.id,
            None if rung.person is None else rung.person.name,
        )
        for rung in ladder(session, person_id)
    )


def timeline(session: Session, lead_id: int, done: LeadWork) -> list[TimelineLine]:
    """Everything that happened with a lead and all that came of it, newest first."""
    newest_first = (
        select(Activity).where(Activity.lead_id == lead_id).order_by(col(Activity.on).desc(), col(Activity.id).desc())
    )
    lines = [
        TimelineLine(a.on, a.at, a.kind, a.note, a.by, a.direction, a.from_stage, a.to_stage)
        for a in session.exec(newest_first)
    ]
    lines += [TimelineLine(m.on, m.at, m.kind, m.note, m.by, None, None, None) for m in milestones(done, lead_id)]
    return sorted(lines, key=lambda line: (line.on, line.at), reverse=True)


def _value_json(value: SourcedValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "page": value.page,
        "method": value.method.value if value.method is not None else None,
        "seen_on": value.seen_on.isoformat() if value.seen_on is not None else None,
    }


def _role_json(role: HeldRole) -> dict[str, Any]:
    return {
        "kind": role.kind.value,
        "of": role.of_kind.value,
        "id": role.of_id,
        "name": role.name,
        "credits": role.credits,
        "period": role.period,
        "school_year": role.school_year,
        "confirmed": role.confirmed,
        "gone_on": role.gone_on.isoformat() if role.gone_on is not None else None,
    }


def _timeline_json(line: TimelineLine) -> dict[str, Any]:
    """`at` is the day it happened; a stage change says from where to where."""
    return {
        "at": line.on.isoformat(),
        "kind": line.kind.value,
        "note": line.note,
        "by": line.by,
        "direction": line.direction.value if line.direction is not None else None,
        "from": line.from_stage.value if line.from_stage is not None else None,
        "to": line.to_stage.value if line.to_stage is not None else None,
        "written": line.at.isoformat(),
    }


def _rung_json(rung: RungLine, above: Above) -> dict[str, Any]:
    person = None if rung.person_id is None else {"id": rung.person_id, "name": rung.name}
    return {"rung": rung.rung.value, "person": person, "decides": rung.rung in above.roles}
