"""Whom the office is after, in SQL: targets (*beoogd*) as they come down from school to programme, course and person.

A course without a mark of its own follows its programmes (yes if any of them is, no if all are), else its unit, the
units above it, and the school. A person follows what they have a role in: yes if anything is, no only if all is.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.tables import Course, CourseInProgramme, Institution, Person, Programme, Role, Unit
from crm.words import EntityKind, Target

YES, NO, UNDECIDED = Target.YES.value, Target.NO.value, Target.UNDECIDED.value


def people_with(target: Target) -> sa.Select[Any]:
    """The ids of the people who, by what they do, are a target, are none, or stand undecided."""
    aim = aims_of_people()
    return sa.select(aim.c.id).where(aim.c.aim == target.value)


def things_with(target: Target) -> sa.Select[Any]:
    """The ids of the programmes and courses whose own or inherited target is `target`."""
    aim = _things().subquery()
    return sa.select(aim.c.id).where(aim.c.aim == target.value)


def aims_of_people() -> sa.Subquery:
    """Every person's id and `aim`: what their target comes down to ("yes", "no", "undecided")."""
    return _people().subquery()


def any_marked(session: Session, target: Target) -> bool:
    """Whether anything at all bears the mark `target` itself; where nothing does, nobody inherits it."""
    marked = sa.or_(
        *(sa.exists().where(_table(model).c.target == target) for model in (Institution, Unit, Programme, Course))
    )
    return bool(session.connection().execute(sa.select(marked)).scalar_one())


def _table(model: Any) -> sa.Table:  # noqa: ANN401 - SQLModel declares no __table__
    table: sa.Table = model.__table__
    return table


def _text(column: Any) -> sa.ColumnElement[str]:  # noqa: ANN401 - a column of any enum
    """An enum column as the text it holds, so that it may be mixed with computed text."""
    return sa.type_coerce(column, sa.String)


def _own_or(own: Any, above: Any) -> sa.ColumnElement[str]:  # noqa: ANN401 - columns
    return sa.case((_text(own) != UNDECIDED, _text(own)), else_=above)


def _units() -> sa.CTE:
    unit, school = _table(Unit), _table(Institution)
    top = (
        sa.select(unit.c.id, _own_or(unit.c.target, _text(school.c.target)).label("aim"))
        .join(school, school.c.id == unit.c.institution_id)
        .where(unit.c.parent_id.is_(None))
        .cte(recursive=True)
    )
    below = _table(Unit).alias()
    return top.union_all(
        sa.select(below.c.id, _own_or(below.c.target, top.c.aim)).join(top, below.c.parent_id == top.c.id)
    )


def _programmes(units: sa.CTE) -> sa.CTE:
    programme, school = _table(Programme), _table(Institution)
    above = sa.func.coalesce(units.c.aim, _text(school.c.target))
    return (
        sa.select(programme.c.id, _own_or(programme.c.target, above).label("aim"))
        .join(school, school.c.id == programme.c.institution_id)
        .outerjoin(units, units.c.id == programme.c.unit_id)
        .cte()
    )


def _courses(units: sa.CTE, programmes: sa.CTE) -> sa.CTE:
    course, school, belongs = _table(Course), _table(Institution), _table(CourseInProgramme)
    of = (
        sa.select(
            belongs.c.course_id,
            sa.func.max(sa.case((programmes.c.aim == YES, 1), else_=0)).label("any_yes"),
            sa.func.min(sa.case((programmes.c.aim == NO, 1), else_=0)).label("all_no"),
            sa.func.max(sa.case((programmes.c.aim == NO, 1), else_=0)).label("any_no"),
        )
        .join(programmes, programmes.c.id == belongs.c.programme_id)
        .group_by(belongs.c.course_id)
        .subquery()
    )
    above = sa.case(
        (of.c.any_yes == 1, YES),
        (of.c.all_no == 1, NO),
        (of.c.any_no == 1, UNDECIDED),
        else_=sa.func.coalesce(units.c.aim, _text(school.c.target)),
    )
    return (
        sa.select(course.c.id, _own_or(course.c.target, above).label("aim"))
        .join(school, school.c.id == course.c.institution_id)
        .outerjoin(units, units.c.id == course.c.unit_id)
        .outerjoin(of, of.c.course_id == course.c.id)
        .cte()
    )


def _things() -> sa.CompoundSelect[Any]:
    units = _units()
    programmes = _programmes(units)
    courses = _courses(units, programmes)
    return sa.union_all(*(sa.select(c.c.id, c.c.aim) for c in (programmes, courses)))


def _people() -> sa.Select[Any]:
    units = _units()
    programmes = _programmes(units)
    courses = _courses(units, programmes)
    person, role, school = _table(Person), _table(Role), _table(Institution)
    aims = sa.union_all(
        *(sa.select(c.c.id, c.c.aim) for c in (units, programmes, courses)),
        sa.select(school.c.id, _text(school.c.target)),
    ).cte()
    of = (
        sa.select(
            role.c.person_id,
            sa.func.max(sa.case((aims.c.aim == YES, 1), else_=0)).label("any_yes"),
            sa.func.min(sa.case((aims.c.aim == NO, 1), else_=0)).label("all_no"),
        )
        .join(aims, aims.c.id == role.c.of_id)
        .where(role.c.of_kind != EntityKind.PERSON)
        .group_by(role.c.person_id)
        .subquery()
    )
    aim = sa.case(
        (of.c.any_yes == 1, YES),
        (of.c.all_no == 1, NO),
        (of.c.person_id.is_not(None), UNDECIDED),
        else_=sa.func.coalesce(units.c.aim, _text(school.c.target), UNDECIDED),
    )
    return (
        sa.select(person.c.id, aim.label("aim"))
        .outerjoin(of, of.c.person_id == person.c.id)
        .outerjoin(units, units.c.id == person.c.unit_id)
        .outerjoin(school, school.c.id == person.c.institution_id)
    )
