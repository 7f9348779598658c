"""How the courses that may fit stand now: target, period, level, who teaches them, where the relation is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.calendar.building import built
from crm.calendar.school import SchoolCalendar
from crm.services.targets import aims
from crm.tables import table_named
from crm.tables.core import COURSE, ENTITY, IN_PROGRAMME, INSTITUTION, LEAD, PERSON, PROGRAMME, ROLE, STANDS
from crm.views.room import LeadRoom, rooms_of
from crm.words import FUNNEL, EntityKind, Level, RoleKind, Setting, Stage, Target

SCHOOL_PERIOD, COURSE_DATES = table_named("school_period"), table_named("course_dates")

TEACHES = (RoleKind.COURSE_COORDINATOR, RoleKind.TEACHER)
"""Who can take a case in a course; the one who decides on it first (`data/funnel/deciders.toml`)."""


_IDS: sa.BindParameter[list[int]] = sa.bindparam("ids", expanding=True)
"""The courses that are asked about: the statements are written once, as to write one takes as long as to run it."""

_STANDING = (
    sa.select(COURSE.c.id, COURSE.c.name, COURSE.c.institution_id, INSTITUTION.c.name.label("school"))
    .add_columns(INSTITUTION.c.level, COURSE.c.period, COURSE.c.language, COURSE_DATES.c.fill_by)
    .join(ENTITY, ENTITY.c.id == COURSE.c.id)
    .join(INSTITUTION, INSTITUTION.c.id == COURSE.c.institution_id)
    .outerjoin(COURSE_DATES, COURSE_DATES.c.course_id == COURSE.c.id)
    .where(COURSE.c.id.in_(_IDS), STANDS)
)
_BELONGS = (
    sa.select(IN_PROGRAMME.c.course_id, PROGRAMME.c.name, PROGRAMME.c.level, PROGRAMME.c.code)
    .join(PROGRAMME, PROGRAMME.c.id == IN_PROGRAMME.c.programme_id)
    .where(IN_PROGRAMME.c.course_id.in_(_IDS))
    .order_by(PROGRAMME.c.sort_key, PROGRAMME.c.id)
)
_WHO = ENTITY.alias("person_stands")
_GIVE = (
    sa.select(ROLE.c.of_id, ROLE.c.person_id, PERSON.c.name, ROLE.c.kind, ROLE.c.setting)
    .add_columns(LEAD.c.id.label("lead_id"), LEAD.c.stage, LEAD.c.wakes_on, LEAD.c.owner)
    .join(ENTITY, ENTITY.c.id == ROLE.c.id)
    .join(PERSON, PERSON.c.id == ROLE.c.person_id)
    .join(_WHO, _WHO.c.id == PERSON.c.id)
    .outerjoin(LEAD, LEAD.c.person_id == PERSON.c.id)
    .where(ROLE.c.of_id.in_(_IDS), ROLE.c.of_kind == EntityKind.COURSE, ROLE.c.kind.in_(TEACHES), STANDS)
    .where(_WHO.c.gone_on.is_(None), _WHO.c.in_review.is_(False))
)


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who gives a course; the lead they are, where they are one."""

    person_id: int
    name: str
    kind: RoleKind
    setting: Setting | None = None
    lead_id: int | None = None
    stage: Stage = Stage.MAPPED
    wakes_on: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """A course as it stands now, or the agreement in no course that stands in its place (`agreed`).

    `crebos`: national codes of its mbo programmes.
    """

    id: int | None
    """None: it is the agreement `agreement_id`, and a case lands there as its `setting`."""
    name: str
    school_id: int
    school: str
    level: Level | None
    period: str | None
    language: str | None
    fill_by: date | None
    target: Target
    programmes: tuple[str, ...] = ()
    crebos: tuple[str, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    agreement_id: int | None = None
    setting: Setting | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of some courses and of who gives them, and of agreements in no course by their numbers."""

    courses: dict[int, CourseFacts]
    rooms: dict[int, LeadRoom]
    calendars: dict[int, SchoolCalendar] = field(repr=False, default_factory=dict)
    agreed: Mapping[int, CourseFacts] = field(default_factory=dict)


def facts_of(
    session: Session, course_ids: Sequence[int], today: date, agreed: Mapping[int, CourseFacts] | None = None
) -> Facts:
    """What is known of these courses; of those that stand no more nothing. `agreed`: what else a case can land in."""
    connection = session.connection()
    found = _courses(session, course_ids)
    teachers = _teachers(connection, list(found))
    others = (agreed or {}).values()
    known_leads = {t.lead_id for known in (*teachers.values(), *(one.teachers for one in others)) for t in known}
    rooms = rooms_of(session, sorted(lead for lead in known_leads if lead), today)
    courses = {
        id_: replace(course, teachers=tuple(sorted(teachers.get(id_, ()), key=lambda one: _first(one, rooms, id_))))
        for id_, course in found.items()
    }
    schools = {course.school_id for course in (*courses.values(), *others)}
    return Facts(courses, rooms, calendars(connection, schools), agreed or {})


def _first(teacher: Teacher, rooms: dict[int, LeadRoom], course_id: int) -> tuple[object, ...]:
    """Who is asked first: who has an agreement for the course, who stands furthest, who decides on it; then by name."""
    room = rooms.get(teacher.lead_id or 0)
    agreed = room is not None and room.choose(course_id=course_id) is not None
    depth = FUNNEL.index(teacher.stage) if teacher.stage in FUNNEL else -1
    return (not agreed, -depth, TEACHES.index(teacher.kind), teacher.name, teacher.person_id)


def _courses(session: Session, ids: Sequence[int]) -> dict[int, CourseFacts]:
    connection = session.connection()
    marks = aims(session, {EntityKind.COURSE: ids})
    programmes = _programmes(connection, ids)
    found = {}
    for row in connection.execute(_STANDING, {"ids": list(ids)}):
        own = programmes.get(row.id, [])
        levels = {level for _name, level, _code in own if level is not None}
        level = next(iter(levels)) if len(levels) == 1 else row.level
        found[row.id] = CourseFacts(
            id=row.id,
            name=row.name,
            school_id=row.institution_id,
            school=row.school,
            level=level,
            period=row.period,
            language=row.language,
            fill_by=row.fill_by,
            target=marks.of(row.id),
            programmes=tuple(name for name, _level, _code in own),
            crebos=tuple(code for _name, of, code in own if code and (of or row.level) is Level.MBO),
        )
    return found


def _programmes(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[str, Level | None, str | None]]]:
    found: dict[int, list[tuple[str, Level | None, str | None]]] = defaultdict(list)
    for row in connection.execute(_BELONGS, {"ids": list(ids)}):
        found[row.course_id].append((row.name, row.level, row.code))
    return found


def _teachers(connection: Connection, ids: Sequence[int]) -> dict[int, list[Teacher]]:
    """Who gives each course now: by roles that stand, of people who stand."""
    found: dict[int, dict[int, Teacher]] = defaultdict(dict)
    for row in connection.execute(_GIVE, {"ids": list(ids)}):
        one = Teacher(
            row.person_id,
            row.name,
            row.kind,
            row.setting,
            row.lead_id,
            row.stage or Stage.MAPPED,
            row.wakes_on,
            row.owner,
        )
        before = found[row.of_id].get(one.person_id)
        if before is None or TEACHES.index(one.kind) < TEACHES.index(before.kind):
            found[row.of_id][one.person_id] = one
    return {course: list(people.values()) for course, people in found.items()}


def calendars(connection: Connection, school_ids: set[int]) -> dict[int, SchoolCalendar]:
    """The calendars of these schools."""
    schools = sa.select(INSTITUTION.c.id, INSTITUTION.c.level, INSTITUTION.c.domain)
    typed = sa.select(
        SCHOOL_PERIOD.c.institution_id,
        SCHOOL_PERIOD.c.kind,
        SCHOOL_PERIOD.c.name,
        SCHOOL_PERIOD.c.starts,
        SCHOOL_PERIOD.c.ends,
    )
    return built(
        [tuple(row) for row in connection.execute(schools.where(INSTITUTION.c.id.in_(school_ids)))],
        [tuple(row) for row in connection.execute(typed.where(SCHOOL_PERIOD.c.institution_id.in_(school_ids)))],
    )
