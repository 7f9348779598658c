"""The map as a tree that is read as it opens: school → unit → programme → course → person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import Clock, SystemClock, school_year
from crm.services.targets import Aims, aims
from crm.tables.core import COURSE, ENTITY, IN_PROGRAMME, INSTITUTION, LEAD, PERSON, PROGRAMME, ROLE, STANDS, UNIT
from crm.tables.crawled import CHANGE
from crm.words import RUNGS, ChangeKind, EntityKind, RoleKind, Target

NEW, GONE = "new", "gone"

FRESH_DAYS = 14
"""So long what appeared after its school's first crawl is marked new, and what went is still shown, as gone."""


class NodeId(NamedTuple):
    """What a node stands for. A person stands in the tree under what they have a role in."""

    kind: EntityKind
    id: int


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A line of the tree. What it does not have is None or empty."""

    kind: EntityKind
    id: int
    name: str
    code: str | None = None
    credits: float | None = None
    credits_text: str | None = None
    period: str | None = None
    school_year: str | None = None
    """Of a course as published; of a person "26/27", the year in which they were last seen to do this."""
    confirmed: bool = True
    """False for a person seen to do this in an earlier school year only: "25/26, not yet confirmed"."""
    teachers: str = ""
    level: str | None = None
    email: str | None = None
    role: RoleKind | None = None
    role_words: str | None = None
    lead_id: int | None = None
    url: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    """Programmes, courses and people under a school or unit; courses and people of a programme."""
    target: Target = Target.UNDECIDED
    effective: Target = Target.UNDECIDED
    state: str | None = None
    """"new", "gone", or None."""
    has_children: bool = False


def year_standing(school_year_: str | None, last_seen: date, clock: Clock) -> tuple[str, bool]:
    """The year of an offering in short ("26/27"), and whether it holds for the current year or a later one.

    What says no year is of the school year in which it was last seen: current as long as it is still seen, and after
    1 September last year's until it is seen again.
    """
    year = school_year_ or school_year(last_seen)
    first, _, last = year.partition("-")
    return f"{first[-2:]}/{last[-2:]}", year >= school_year(clock.today())


def children(session: Session, node: NodeId | None = None, *, clock: Clock | None = None) -> list[TreeNode]:
    """What stands right under `node` (None: the schools), in reading order. Under a person or a role stands nothing."""
    reader = _Reader(session, clock or SystemClock())
    if node is None:
        return reader.schools()
    under = {
        EntityKind.INSTITUTION: reader.under_school,
        EntityKind.UNIT: reader.under_unit,
        EntityKind.PROGRAMME: reader.under_programme,
        EntityKind.COURSE: reader.people,
    }
    return under[node.kind](node.id) if node.kind in under else []


class _Reader:
    """Reads levels of the tree in one session."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._connection = session.connection()
        self._session = session
        self._clock = clock
        self._aims = Aims()
        self._first: dict[int, date] | None = None
        self._news: set[int] | None = None
        self._since = clock.today() - timedelta(days=FRESH_DAYS)

    def schools(self) -> list[TreeNode]:
        rows = self._rows(INSTITUTION, sa.true())
        counts = self._counts_by_school()
        return [
            self._node(EntityKind.INSTITUTION, row, level=row.level, counts=counts.get(row.id, {}), has_children=True)
            for row in rows
        ]

    def under_school(self, school: int) -> list[TreeNode]:
        alone = ~sa.exists().where(IN_PROGRAMME.c.course_id == COURSE.c.id)
        return [
            *self._units(sa.and_(UNIT.c.institution_id == school, UNIT.c.parent_id.is_(None))),
            *self._programmes(sa.and_(PROGRAMME.c.institution_id == school, PROGRAMME.c.unit_id.is_(None))),
            *self._courses(sa.and_(COURSE.c.institution_id == school, COURSE.c.unit_id.is_(None), alone)),
            *self.people(school),
        ]

    def under_unit(self, unit: int) -> list[TreeNode]:
        alone = ~sa.exists().where(IN_PROGRAMME.c.course_id == COURSE.c.id)
        return [
            *self._units(UNIT.c.parent_id == unit),
            *self._programmes(PROGRAMME.c.unit_id == unit),
            *self._courses(sa.and_(COURSE.c.unit_id == unit, alone)),
            *self.people(unit),
        ]

    def under_programme(self, programme: int) -> list[TreeNode]:
        within = sa.select(IN_PROGRAMME.c.course_id).where(IN_PROGRAMME.c.programme_id == programme)
        return [*self._courses(COURSE.c.id.in_(within)), *self.people(programme)]

    def people(self, of_id: int) -> list[TreeNode]:
        """Who has a role in a thing, each once: by the highest role, with the year it was last seen."""
        someone = ENTITY.alias("someone")
        chosen = (
            sa.select(ROLE, PERSON.c.name, PERSON.c.email, PERSON.c.url, PERSON.c.sort_key, LEAD.c.id.label("lead_id"))
            .add_columns(ENTITY.c.gone_on, ENTITY.c.first_seen, ENTITY.c.last_seen, PERSON.c.institution_id)
            .join(ENTITY, ENTITY.c.id == ROLE.c.id)
            .join(PERSON, PERSON.c.id == ROLE.c.person_id)
            .join(someone, someone.c.id == PERSON.c.id)
            .join(LEAD, LEAD.c.person_id == PERSON.c.id, isouter=True)
            .where(ROLE.c.of_id == of_id, ENTITY.c.in_review.is_(False), someone.c.in_review.is_(False))
            .where(sa.or_(ENTITY.c.gone_on.is_(None), ENTITY.c.gone_on >= self._since))
        )
        by_person: dict[int, list[Any]] = defaultdict(list)
        for row in self._connection.execute(chosen.order_by(PERSON.c.sort_key, ROLE.c.id)):
            by_person[row.person_id].append(row)
        nodes = [self._person(rows) for rows in by_person.values()]
        return sorted(nodes, key=lambda n: (n.state == GONE, _rung(n.role), not n.confirmed))

    def _person(self, rows: list[Any]) -> TreeNode:
        standing = [row for row in rows if row.gone_on is None]
        best = max(standing or rows, key=lambda r: (_rung(r.kind), r.school_year or school_year(r.last_seen)))
        year, confirmed = year_standing(best.school_year, best.last_seen, self._clock)
        return TreeNode(
            EntityKind.PERSON,
            best.person_id,
            best.name,
            email=best.email,
            url=best.url,
            role=best.kind,
            role_words=best.words,
            school_year=year,
            confirmed=confirmed,
            lead_id=best.lead_id,
            state=self._state(best),
        )

    def _rows(self, table: sa.Table, where: sa.ColumnElement[bool]) -> list[Any]:
        seen = (ENTITY.c.first_seen, ENTITY.c.last_seen, ENTITY.c.gone_on)
        chosen = sa.select(table, *seen).join(ENTITY, ENTITY.c.id == table.c.id).where(where)
        chosen = chosen.where(sa.or_(ENTITY.c.gone_on.is_(None), ENTITY.c.gone_on >= self._since))
        standing = chosen.where(ENTITY.c.in_review.is_(False))
        # Sorted here: a database that has an index on the sort key would walk through all of it to save the sorting.
        rows = sorted(self._connection.execute(standing), key=lambda row: (row.sort_key, row.id))
        self._aims = aims(self._session, {EntityKind(table.name): [row.id for row in rows]})
        return rows

    def _units(self, where: sa.ColumnElement[bool]) -> list[TreeNode]:
        rows = self._rows(UNIT, where)
        ids = [row.id for row in rows]
        counts = {row.id: {"programmes": 0, "courses": 0} for row in rows}
        for name, table in (("programmes", PROGRAMME), ("courses", COURSE)):
            for unit, count in self._count(table.c.unit_id, ids, table):
                counts[unit][name] += count
        through = sa.select(PROGRAMME.c.unit_id, sa.func.count(IN_PROGRAMME.c.course_id.distinct())).join(
            IN_PROGRAMME, IN_PROGRAMME.c.programme_id == PROGRAMME.c.id
        )
        through = through.join(ENTITY, ENTITY.c.id == IN_PROGRAMME.c.course_id).join(
            COURSE, COURSE.c.id == IN_PROGRAMME.c.course_id
        )
        through = through.where(PROGRAMME.c.unit_id.in_(ids), ENTITY.c.gone_on.is_(None))
        apart = through.where(sa.or_(COURSE.c.unit_id.is_(None), COURSE.c.unit_id != PROGRAMME.c.unit_id))
        for unit, count in self._connection.execute(apart.group_by(PROGRAMME.c.unit_id)):
            counts[unit]["courses"] += count
        parts = {unit for unit, count in self._count(UNIT.c.parent_id, ids, UNIT)}
        peopled = self._with_people(ids)
        return [
            self._node(
                EntityKind.UNIT,
                row,
                counts=counts[row.id],
                has_children=bool(any(counts[row.id].values()) or row.id in parts or row.id in peopled),
            )
            for row in rows
        ]

    def _programmes(self, where: sa.ColumnElement[bool]) -> list[TreeNode]:
        rows = self._rows(PROGRAMME, where)
        ids = [row.id for row in rows]
        joined = sa.select(IN_PROGRAMME.c.programme_id, sa.func.count()).join(
            ENTITY, ENTITY.c.id == IN_PROGRAMME.c.course_id
        )
        standing = joined.where(IN_PROGRAMME.c.programme_id.in_(ids), ENTITY.c.gone_on.is_(None))
        courses = {p: n for p, n in self._connection.execute(standing.group_by(IN_PROGRAMME.c.programme_id))}  # noqa: C416 - rows, not pairs
        peopled = self._with_people(ids)
        return [
            self._node(
                EntityKind.PROGRAMME,
                row,
                code=row.code,
                level=row.level,
                counts={"courses": courses.get(row.id, 0)},
                has_children=row.id in courses or row.id in peopled,
            )
            for row in rows
        ]

    def _courses(self, where: sa.ColumnElement[bool]) -> list[TreeNode]:
        rows = self._rows(COURSE, where)
        these = sa.select(COURSE.c.id).where(where)
        teachers = self._teachers(these)
        peopled = self._with_people(these)
        return [
            self._node(
                EntityKind.COURSE,
                row,
                code=row.code,
                credits=row.credits,
                credits_text=row.credits_text,
                period=row.period,
                school_year=row.school_year,
                teachers=", ".join(teachers.get(row.id, [])),
                has_children=row.id in peopled,
            )
            for row in rows
        ]

    def _node(self, kind: EntityKind, row: Any, **values: Any) -> TreeNode:  # noqa: ANN401 - a Row, a node's fields
        aim = self._aims.of(row.id)
        return TreeNode(
            kind, row.id, row.name, url=row.url, state=self._state(row), target=row.target, effective=aim, **values
        )

    def _state(self, row: Any) -> str | None:  # noqa: ANN401 - a Row
        if row.gone_on is not None:
            return GONE
        if row.id in self._told_new():
            return NEW
        first = self._first_days().get(row.id if "domain" in row._fields else row.institution_id)
        return NEW if first is not None and row.first_seen > first and row.first_seen >= self._since else None

    def _told_new(self) -> set[int]:
        """What the change feed calls new or back: also what came on the very day its school did."""
        if self._news is None:
            told = sa.select(CHANGE.c.entity_id).where(
                CHANGE.c.change.in_([ChangeKind.NEW, ChangeKind.BACK]), CHANGE.c.on >= self._since
            )
            self._news = set(self._connection.scalars(told))
        return self._news

    def _first_days(self) -> dict[int, date]:
        """School → the day it came on the map: what came with it is not news."""
        if self._first is None:
            chosen = sa.select(INSTITUTION.c.id, ENTITY.c.first_seen).join(ENTITY, ENTITY.c.id == INSTITUTION.c.id)
            self._first = {row.id: row.first_seen for row in self._connection.execute(chosen)}
        return self._first

    def _count(self, link: Any, ids: Sequence[int], table: sa.Table) -> list[Any]:  # noqa: ANN401 - a column
        chosen = sa.select(link, sa.func.count()).select_from(table).join(ENTITY, ENTITY.c.id == table.c.id)
        standing = chosen.where(link.in_(ids), STANDS)
        return list(self._connection.execute(standing.group_by(link)))

    def _with_people(self, ids: Sequence[int] | sa.Select[tuple[int]]) -> set[int]:
        chosen = sa.select(ROLE.c.of_id).join(ENTITY, ENTITY.c.id == ROLE.c.id)
        standing = chosen.where(ROLE.c.of_id.in_(ids), STANDS)
        return set(self._connection.scalars(standing.distinct()))

    def _teachers(self, ids: sa.Select[tuple[int]]) -> dict[int, list[str]]:
        chosen = sa.select(ROLE.c.of_id, PERSON.c.name).join(PERSON, PERSON.c.id == ROLE.c.person_id)
        chosen = chosen.join(ENTITY, ENTITY.c.id == ROLE.c.id).where(ROLE.c.of_id.in_(ids))
        standing = chosen.where(STANDS, ROLE.c.kind == RoleKind.TEACHER)
        names: dict[int, list[str]] = defaultdict(list)
        for row in self._connection.execute(standing.order_by(PERSON.c.sort_key)):
            if row.name not in names[row.of_id]:
                names[row.of_id].append(row.name)
        return names

    def _counts_by_school(self) -> dict[int, dict[str, int]]:
        counts: dict[int, dict[str, int]] = defaultdict(dict)
        for name, table in (("programmes", PROGRAMME), ("courses", COURSE), ("people", PERSON)):
            chosen = sa.select(table.c.institution_id, sa.func.count()).join(ENTITY, ENTITY.c.id == table.c.id)
            standing = chosen.where(STANDS)
            for school, count in self._connection.execute(standing.group_by(table.c.institution_id)):
                counts[school][name] = count
        return counts


def _rung(role: RoleKind | None) -> int:
    return RUNGS.index(role) if role in RUNGS else -1
